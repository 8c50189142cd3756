"""What the humans said: the verdict on the image and the annotations with their call-out numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.core.second_opinion import SecondOpinion
from mmel_desktop.core.taxonomy import (
    CAUSAL_STATUSES,
    CONFIDENCES,
    OTHER_EFFECT,
    REVIEW_VERDICTS,
    SEVERITIES,
    STATUSES,
    label_of,
)
from mmel_desktop.report.blocks import Block, Columns, Drawing, Gap, Panel, Rule, Stack
from mmel_desktop.report.content import UNPROBED
from mmel_desktop.report.figure_text import pixel_text, time_text
from mmel_desktop.report.marks import MarkedText, draw_badge
from mmel_desktop.report.page_style import ACCENT, BODY, BODY_BOLD, LABEL, SMALL, SMALL_BOLD, SMALL_INK
from mmel_desktop.report.page_tags import tags_of
from mmel_desktop.report.record_history import DeletedAnnotation, LaterChange
from mmel_desktop.report.section_parts import headed
from mmel_desktop.report.text import TextBlock, clip, shorten

_TEXT = BODY.with_(size=8.5, leading=11.0)
_FINE = SMALL.with_(leading=10.0)
_FINE_INK = SMALL_INK.with_(leading=10.0)


def review_blocks(
    review: ImageReview, opinions: Sequence[SecondOpinion] = (), change: LaterChange | None = None
) -> list[Block]:
    """The human verdict on the image, whether it was changed, and what further reviewers say beside it."""
    if review.verdict == "unreviewed":
        panel: Block = TextBlock("No judgement was recorded for this image.", BODY)
    else:
        panel = Panel(Stack(_verdict(review, change), breakable=True), edge=ACCENT, padding=6.0)
    others = [block for opinion in opinions for block in (Gap(4), _opinion(opinion, review))]
    return headed("Human judgement", panel, *others)


def _verdict(review: ImageReview, change: LaterChange | None) -> list[Block]:
    agreement = {
        True: "the reviewer agrees with the model",
        False: "the reviewer overrides the model",
        None: "agreement not stated",
    }
    order = "before" if review.judged_blind else "after"
    children: list[Block] = [
        TextBlock(f"{label_of(REVIEW_VERDICTS, review.verdict)} – {agreement[review.agrees]}", BODY_BOLD),
        TextBlock(
            f"Confidence {label_of(CONFIDENCES, review.confidence)} · judged {order} the explanation was "
            f"shown · {clip(review.reviewer, 80) or 'reviewer not named'} · {time_text(review.reviewed_utc)}",
            _FINE,
        ),
    ]
    for label, text in (("Rationale", review.rationale), ("Notes", review.notes)):
        if text:
            said = TextBlock(shorten(text), _TEXT)
            children.append(Columns([TextBlock(label, LABEL), said], (1, 8), gap=8))
    return [*children, *change_mark(change)]


def _opinion(opinion: SecondOpinion, review: ImageReview) -> Block:
    differs = opinion.verdict != review.verdict and review.verdict != "unreviewed"
    order = "before" if opinion.judged_blind else "after"
    role = f", {clip(opinion.role, 60)}" if opinion.role else ""
    by_another = opinion.recorded_by != opinion.reviewer
    recorded = f" · recorded in the name of {clip(opinion.recorded_by, 80)}" if by_another else ""
    title = f"Second opinion: {label_of(REVIEW_VERDICTS, opinion.verdict)}"
    children: list[Block] = [
        MarkedText("warn", f"{title} – differs from the first verdict", SMALL_BOLD)
        if differs
        else TextBlock(title, SMALL_BOLD),
        TextBlock(
            f"{clip(opinion.reviewer, 80)}{role} · judged {order} the explanation was shown · "
            f"{time_text(opinion.reviewed_utc)}{recorded}",
            _FINE,
        ),
    ]
    children += [TextBlock(shorten(text), _TEXT) for text in (opinion.rationale, opinion.notes) if text]
    return Panel(Stack(children, breakable=True), padding=6.0)


def change_mark(change: LaterChange | None) -> list[Block]:
    """One line that says that a judgement is not the one first given; nothing while it is."""
    return [] if change is None else [MarkedText("warn", change_text(change), SMALL_INK.with_(leading=10.0))]


def change_text(change: LaterChange) -> str:
    """How often a judgement was changed, in what, by whom last, and why."""
    times = "once" if change.times == 1 else f"{change.times} times"
    fields = ", ".join(name.replace("_", " ") for name in change.fields[:8])
    return (
        f"Changed since entry {times} ({fields}); last by {clip(change.by, 60)}, {time_text(change.utc)}, "
        f"audit entry {change.sequence}{_reason(change)}."
    )


def _reason(change: LaterChange) -> str:
    """Why it was changed; who changes a judgement again is not asked again."""
    if change.reason:
        return f": {clip(change.reason, 200)}"
    if change.earlier_reason is None:
        return ", no reason given"
    sequence, reason = change.earlier_reason
    return f", no further reason given; the change of entry {sequence}: {clip(reason, 200)}"


def annotation_blocks(
    annotations: Sequence[Annotation],
    taxonomy: Taxonomy,
    changes: Mapping[str, LaterChange] | None = None,
    deleted: Sequence[DeletedAnnotation] = (),
    *,
    has_probe: bool = False,
) -> list[Block]:
    """Every annotation with its number, as it stands on the picture; deleted ones are named, not shown.

    Args:
        annotations: of one image.
        taxonomy: says what their codes mean.
        changes: by annotation id, that it was changed after it was made.
        deleted: those that were taken back.
        has_probe: whether a region of the image was ever removed or kept alone.
    """
    if not annotations and not deleted:
        return []
    rows: list[Block] = []
    for annotation in annotations:
        change = (changes or {}).get(annotation.annotation_id)
        rows += [_annotation(annotation, taxonomy, change, has_probe), Gap(4)]
    if deleted:
        said = "; ".join(
            f"{entry.number} by {clip(entry.by, 60)}, {time_text(entry.utc)}"
            + (f" (“{clip(entry.reason, 120)}”)" if entry.reason else "")
            for entry in deleted
        )
        rows.append(TextBlock(f"Deleted, kept in the audit trail: annotation {said}.", _FINE))
    return headed("Annotations", *rows)


def _annotation(
    annotation: Annotation, taxonomy: Taxonomy, change: LaterChange | None, has_probe: bool
) -> Block:
    def paint(canvas: Any, x: float, top: float, _width: float) -> None:
        tags = tags_of(canvas)
        with tags.paragraph(), tags.content(f"Annotation {annotation.number}"):
            draw_badge(canvas, str(annotation.number), x + 9, top - 8, size=8)

    effect = taxonomy.coded_label(annotation.effect)
    severity = label_of(SEVERITIES, annotation.severity)
    prompt = f" · for “{clip(annotation.prompt, 120)}”" if annotation.prompt else ""
    children: list[Block] = [
        TextBlock(f"{effect}   ·   severity: {severity}", BODY_BOLD),
        TextBlock(
            f"{_where(annotation)}{prompt} · {label_of(STATUSES, annotation.status)} · confidence "
            f"{label_of(CONFIDENCES, annotation.confidence)} · {clip(annotation.created_by, 80)} · "
            f"{time_text(annotation.created_utc)}",
            _FINE,
        ),
    ]
    if annotation.effect == OTHER_EFFECT and not annotation.comment.strip():
        children.append(MarkedText("warn", "No word was given on what this “other” failure is.", SMALL_INK))
    if annotation.comment:
        children.append(TextBlock(shorten(annotation.comment), _TEXT))
    pairs = [
        ("Cause", _cause(annotation.causal_status, has_probe)),
        ("Suspected", _labels(taxonomy, "triggers", annotation.triggers)),
        ("Evidence", _labels(taxonomy, "evidence", annotation.evidence)),
        ("Use context", annotation.use_context),
        ("Consequence", annotation.consequence),
    ]
    shown = [
        Columns(
            [TextBlock(name, LABEL.with_(leading=10.0)), TextBlock(shorten(value, 600, 6), _FINE_INK)],
            (1.0, 3.2),
            gap=6,
        )
        for name, value in pairs
        if value
    ]
    for start in range(0, len(shown), 2):
        pair: list[Block] = [*shown[start : start + 2], Gap(0)][:2]
        children.append(Columns(pair, (1, 1)))
    children += [*change_mark(change), Gap(2), Rule(0.4, height=2)]
    badge = Stack([Drawing(16, paint)])
    body = Stack(children, breakable=True)
    return Columns([badge, body], (1, 22), gap=8)


def _cause(causal_status: str, has_probe: bool) -> str:
    if causal_status != UNPROBED and not has_probe:
        label = label_of(CAUSAL_STATUSES, causal_status)
        return f"{label} – so the reviewer says; no probe of this image is on record"
    meaning = next((term.meaning for term in CAUSAL_STATUSES if term.code == causal_status), "")
    return f"{label_of(CAUSAL_STATUSES, causal_status)} – {meaning}" if meaning else causal_status


def _labels(taxonomy: Taxonomy, field: str, codes: tuple[str, ...]) -> str:
    """The program's terms by their labels; a team's with the code, by which its meaning is found."""
    terms = [(code, taxonomy.term(field, code)) for code in codes]
    return ", ".join(
        code if term is None else f"{code} {term.label}" if term.by_team else term.label
        for code, term in terms
    )


def _where(annotation: Annotation) -> str:
    box = annotation.geometry.bounding_box_xyxy_px
    if box is None:
        return "whole image"
    x0, y0, x1, y1 = (pixel_text(value) for value in box)
    if annotation.geometry.kind == "point":
        return f"point at x {x0}, y {y0} px"
    ids = " + ".join(str(region_id) for region_id in annotation.geometry.region_ids)
    kind = f"{annotation.geometry.kind} {ids}".strip()
    return f"{kind} x {x0}–{x1}, y {y0}–{y1} px"
