"""What the gallery shows and in which order: filters, sorting keys, and the words for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.core.natural_order import natural_order
from mmel_desktop.core.taxonomy import REVIEW_VERDICTS, label_of
from mmel_desktop.ui.case_index import CaseEntry, hidden_name
from mmel_desktop.ui.taxonomy_texts import code_text, term_label
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

Predicate = Callable[[CaseEntry], bool]

FILTERS: dict[str, tuple[str, Predicate]] = {
    "all": (QT_TRANSLATE_NOOP("", "All images"), lambda _entry: True),
    "to_review": (QT_TRANSLATE_NOOP("", "To review"), lambda entry: not entry.reviewed),
    "reviewed": (QT_TRANSLATE_NOOP("", "Reviewed"), lambda entry: entry.reviewed),
    "failures": (QT_TRANSLATE_NOOP("", "Failures"), lambda entry: entry.is_failure),
    "verdict_right": (QT_TRANSLATE_NOOP("", "Verdict: right"), lambda entry: entry.review.verdict == "right"),
    "verdict_wrong": (QT_TRANSLATE_NOOP("", "Verdict: wrong"), lambda entry: entry.review.verdict == "wrong"),
    "verdict_wrong_reason": (
        QT_TRANSLATE_NOOP("", "Verdict: wrong reason"),
        lambda entry: entry.review.verdict == "right_wrong_reason",
    ),
    "verdict_unclear": (
        QT_TRANSLATE_NOOP("", "Verdict: unclear"),
        lambda entry: entry.review.verdict == "unclear",
    ),
    "disputed": (QT_TRANSLATE_NOOP("", "Reviewers disagree"), lambda entry: entry.is_disputed),
    "failed_checks": (
        QT_TRANSLATE_NOOP("", "Failed checks"),
        lambda entry: entry.worst_verdict() == "fail",
    ),
    "off_subject": (
        QT_TRANSLATE_NOOP("", "Evidence off the subject"),
        lambda entry: entry.evidence_off_subject,
    ),
    "methods_disagree": (QT_TRANSLATE_NOOP("", "Methods disagree"), lambda entry: entry.methods_disagree),
    "annotated": (QT_TRANSLATE_NOOP("", "Annotated"), lambda entry: entry.annotation_count > 0),
    "not_explained": (QT_TRANSLATE_NOOP("", "Not explained"), lambda entry: entry.run is None),
}
"""Name → label (English) and the images it keeps."""

SORTS: dict[str, str] = {
    "added": QT_TRANSLATE_NOOP("", "As added"),
    "name": QT_TRANSLATE_NOOP("", "Name"),
    "score": QT_TRANSLATE_NOOP("", "Score"),
    "lowest_score": QT_TRANSLATE_NOOP("", "Score, lowest first"),
    "margin": QT_TRANSLATE_NOOP("", "Margin"),
    "suspicion": QT_TRANSLATE_NOOP("", "Suspicion"),
    "status": QT_TRANSLATE_NOOP("", "Status"),
    "verdict": QT_TRANSLATE_NOOP("", "Verdict"),
}
"""Name → label (English)."""

BLIND_FILTERS = frozenset({"all", "to_review", "reviewed", "not_explained"})
"""Filters that tell neither what others judged or marked nor what an explanation says."""

BLIND_SORTS = frozenset({"added", "name", "status"})
"""Orders that tell neither."""

_VERDICT_ORDER = ("wrong", "right_wrong_reason", "unclear", "right", "unreviewed")


@dataclass(frozen=True)
class Facet:
    """A filter that came from elsewhere, e.g. a bar of the dashboard.

    Attributes:
        label: what it keeps, in words, in the user's language.
        keeps: whether an image passes.
    """

    label: str
    keeps: Predicate


def sort_key(order: str, prompt: str) -> Callable[[CaseEntry], Any]:
    """The key of an order; equal images keep the order in which they were added.

    Args:
        order: a key of ``SORTS``. Score runs from the largest down or from the lowest up, margin from the
            narrowest up, suspicion from the most suspicious down, status from what is still to do, verdict
            from wrong to right.
        prompt: whose score counts.
    """
    if order == "name":
        return lambda entry: natural_order(entry.image.identity.name)
    if order == "score":
        return lambda entry: -score if (score := entry.score(prompt)) is not None else 2.0
    if order == "lowest_score":
        return lambda entry: score if (score := entry.score(prompt)) is not None else 2.0
    if order == "margin":
        return lambda entry: margin if (margin := entry.margin) is not None else 2.0
    if order == "suspicion":
        return lambda entry: tuple(-part for part in entry.suspicion)
    if order == "status":
        return lambda entry: (entry.reviewed, entry.run is not None)
    if order == "verdict":
        return lambda entry: _VERDICT_ORDER.index(entry.review.verdict)
    return lambda entry: entry.image.position


def matches(
    entry: CaseEntry, words: list[str], *, names_hidden: bool, taxonomy: Taxonomy = DEFAULT_TAXONOMY
) -> bool:
    """Whether every word occurs in the name (unless hidden), the rationale, the notes or an annotation.

    Of an annotation its comment counts, and code and label of its failure, triggers and evidence.
    """
    if not words:
        return True
    texts = [entry.review.rationale, entry.review.notes]
    for annotation in entry.annotations:
        texts += [annotation.comment, *_terms_of(annotation, taxonomy)]
    if not names_hidden:
        texts.append(entry.image.identity.name)
    text = " ".join(texts).casefold()
    return all(word in text for word in words)


def _terms_of(annotation: Annotation, taxonomy: Taxonomy) -> list[str]:
    coded = [("effect", annotation.effect)]
    coded += [("triggers", code) for code in annotation.triggers]
    coded += [("evidence", code) for code in annotation.evidence]
    return [f"{code} {code_text(taxonomy, field, code)}" for field, code in coded]


def verdict_text(code: str) -> str:
    """A review verdict in the user's language."""
    return term_label(label_of(REVIEW_VERDICTS, code))


def describe(entry: CaseEntry, *, names_hidden: bool = False, withheld: bool = False) -> str:
    """Everything the gallery knows of an image, in words, for tooltip and screen reader.

    Args:
        entry: the image.
        names_hidden: leave its name out.
        withheld: leave out what the model and other reviewers said: this reviewer has not judged it yet.
    """
    identity = entry.image.identity
    name = hidden_name(entry) if names_hidden else identity.name
    lines = [f"{name} · {identity.width_px} × {identity.height_px}"]
    if withheld:
        lines.append(tr("The explanation is shown after your verdict"))
    elif entry.run is None:
        lines.append(tr("Not explained yet"))
    else:
        scores = zip(entry.run.prompts, entry.run.scores, strict=True)
        lines += [f"{prompt}: {score:.3f}".replace(": -", ": −") for prompt, score in scores]
        lines += _suspicions(entry)
    if not withheld:
        lines.append(tr("Verdict: {verdict}").format(verdict=verdict_text(entry.review.verdict)))
        lines += [
            tr("{reviewer}: {verdict}").format(reviewer=one.reviewer, verdict=verdict_text(one.verdict))
            for one in entry.opinions
        ]
    if entry.annotation_count:
        lines.append(tr("%n annotation(s)", "", entry.annotation_count))
    return "\n".join(lines)


def _suspicions(entry: CaseEntry) -> list[str]:
    """Why the image is suspicious, one line each."""
    run = entry.run
    assert run is not None
    lines = []
    failed = sum(verdict == "fail" for verdict in run.worst_verdicts)
    warned = sum(verdict == "warn" for verdict in run.worst_verdicts)
    if failed:
        lines.append(tr("Trust checks fail for %n prompt(s)", "", failed))
    if warned:
        lines.append(tr("Trust checks warn for %n prompt(s)", "", warned))
    if not failed and not warned:
        lines.append(tr("Trust checks pass"))
    if entry.evidence_off_subject:
        lines.append(tr("Evidence off the subject"))
    if entry.methods_disagree:
        lines.append(tr("Methods disagree ({value:.2f})").format(value=entry.disagreement))
    return lines
