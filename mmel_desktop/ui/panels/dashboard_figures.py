"""The figures of the dashboard, counted from the case index; each bar knows which images it stands for."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.core.taxonomy import SEVERITIES, Term
from mmel_desktop.ui.case_index import CaseEntry
from mmel_desktop.ui.panels.gallery_query import Facet, Predicate, verdict_text
from mmel_desktop.ui.taxonomy_texts import term_meaning, term_text
from mmel_desktop.ui.translation import tr

SCORE_BINS = 10

CodesOf = Callable[[Annotation], tuple[str, ...]]
"""The codes of one field of an annotation."""


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes:
        label: what it counts, in the user's language.
        count: how many.
        facet: the images behind it, as a filter of the gallery.
        verdict: trust verdict whose colour and icon it takes; "" for the plain colour.
        help: one sentence; may be empty.
    """

    label: str
    count: int
    facet: Facet
    verdict: str = ""
    help: str = ""


@dataclass(frozen=True)
class Chart:
    """Bars under a heading.

    Attributes:
        key: stable name.
        title: heading.
        bars: in the order in which they are drawn.
        upright: True for a distribution (upright bars side by side), False for named kinds (bars that lie).
        note: a line below the title; may be empty.
    """

    key: str
    title: str
    bars: tuple[Bar, ...]
    upright: bool = False
    note: str = ""


def case_charts(
    entries: Sequence[CaseEntry], prompt: str, taxonomy: Taxonomy = DEFAULT_TAXONOMY
) -> tuple[Chart, ...]:
    """All charts of a session.

    Args:
        entries: every image.
        prompt: whose scores are shown; "" for none.
        taxonomy: the failure terms that the session knows.
    """
    effects, triggers = taxonomy.terms("effect"), taxonomy.terms("triggers")
    failures = [(entry, failure) for entry in entries for failure in entry.failures]
    return (
        _verdict_chart(entries),
        _term_chart("effects", tr("Failures by kind"), effects, failures, lambda one: (one.effect,)),
        _term_chart("triggers", tr("Failures by trigger"), triggers, failures, lambda one: one.triggers),
        _term_chart(
            "severities",
            tr("Failures by severity"),
            SEVERITIES,
            failures,
            lambda one: (one.severity,),
            all_terms=True,
        ),
        _check_chart(entries),
        _score_chart(entries, prompt),
    )


def _verdict_chart(entries: Sequence[CaseEntry]) -> Chart:
    verdicts = {
        "wrong": "fail",
        "right_wrong_reason": "warn",
        "unclear": "not_run",
        "right": "pass",
        "unreviewed": "not_run",
    }

    def bar(code: str, colour: str) -> Bar:
        def keeps(entry: CaseEntry) -> bool:
            return entry.review.verdict == code

        label = verdict_text(code)
        facet = Facet(tr("Verdict: {verdict}").format(verdict=label), keeps)
        return Bar(label, sum(map(keeps, entries)), facet, colour)

    return Chart("verdicts", tr("Verdicts"), tuple(bar(*pair) for pair in verdicts.items()))


def _term_chart(
    key: str,
    title: str,
    terms: tuple[Term, ...],
    failures: Sequence[tuple[CaseEntry, Annotation]],
    codes_of: CodesOf,
    *,
    all_terms: bool = False,
) -> Chart:
    """Failures by the codes of one field; terms without any are left out, unless their order counts."""
    counts = Counter(code for _, failure in failures for code in codes_of(failure))
    shown = [term for term in terms if all_terms or counts[term.code]]
    if not all_terms:
        shown.sort(key=lambda term: -counts[term.code])
    bars = []
    for term in shown if failures else ():
        label = term_text(term)
        facet = Facet(f"{title}: {label}", _has_failure(codes_of, term.code))
        bars.append(Bar(label, counts[term.code], facet, help=term_meaning(term)))
    return Chart(key, title, tuple(bars))


def _has_failure(codes_of: CodesOf, code: str) -> Predicate:
    return lambda entry: any(code in codes_of(failure) for failure in entry.failures)


def _check_chart(entries: Sequence[CaseEntry]) -> Chart:
    """Images by their worst trust check over all prompts."""
    labels = {
        "fail": tr("a check fails"),
        "warn": tr("a check warns"),
        "pass": tr("all checks pass"),
        "not_run": tr("no checks"),
    }

    def bar(verdict: str, label: str) -> Bar:
        def keeps(entry: CaseEntry) -> bool:
            return entry.run is not None and entry.worst_verdict() == verdict

        facet = Facet(tr("Trust checks: {outcome}").format(outcome=label), keeps)
        return Bar(label, sum(map(keeps, entries)), facet, verdict)

    bars = tuple(bar(*pair) for pair in labels.items()) if any(entry.run for entry in entries) else ()
    return Chart("checks", tr("Trust checks"), bars)


def _score_chart(entries: Sequence[CaseEntry], prompt: str) -> Chart:
    """How the cosine scores of one prompt spread over the explained images."""
    title = tr("Scores")
    scores = [score for entry in entries if (score := entry.score(prompt)) is not None]
    if not scores:
        return Chart("scores", title, (), upright=True)
    edges = score_edges(scores)
    bars = []
    for low, high in itertools.pairwise(edges):
        keeps = _in_range(prompt, float(low), float(high), last=bool(high == edges[-1]))
        span = f"{low:.2f} – {high:.2f}".replace("-", "−")
        facet = Facet(tr("Score of “{prompt}”: {span}").format(prompt=prompt, span=span), keeps)
        bars.append(Bar(span, sum(map(keeps, entries)), facet))
    return Chart("scores", title, tuple(bars), upright=True, note=f"“{prompt}”")


def score_edges(scores: Iterable[float]) -> np.ndarray:
    """Bin edges on round hundredths that hold all scores; ``SCORE_BINS`` bins of equal width, float64."""
    values = np.asarray(list(scores))
    step = max(np.ceil((values.max() - values.min()) * 100 / SCORE_BINS), 1.0) / 100
    low = np.floor(values.min() / step) * step
    count = max(int(np.ceil((values.max() - low) / step + 1e-9)), 1)
    edges: np.ndarray = low + step * np.arange(count + 1)
    return edges


def _in_range(prompt: str, low: float, high: float, *, last: bool) -> Predicate:
    def keeps(entry: CaseEntry) -> bool:
        score = entry.score(prompt)
        return score is not None and (low <= score < high or (last and score >= high))

    return keeps
