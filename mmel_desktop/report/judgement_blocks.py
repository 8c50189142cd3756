"""What the humans said: the verdict on the image and the annotations with their call-out numbers."""

from __future__ import annotations

from typing import Any

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.taxonomy import (
    CAUSAL_STATUSES,
    CONFIDENCES,
    EFFECTS,
    EVIDENCE,
    REVIEW_VERDICTS,
    SEVERITIES,
    STATUSES,
    TRIGGERS,
    Term,
    label_of,
)
from mmel_desktop.report.blocks import Block, Columns, Drawing, Gap, Panel, Rule, Stack
from mmel_desktop.report.figure_text import time_text
from mmel_desktop.report.marks import draw_badge
from mmel_desktop.report.page_style import ACCENT, BODY, BODY_BOLD, LABEL, SMALL, SMALL_INK
from mmel_desktop.report.section_parts import headed
from mmel_desktop.report.text import TextBlock, clip, shorten


def review_blocks(review: ImageReview) -> list[Block]:
    """The human verdict on the image, or that none was given."""
    if review.verdict == "unreviewed":
        return headed("Human verdict", TextBlock("No judgement was recorded for this image.", BODY))
    agreement = {True: "agrees with the model", False: "overrides the model", None: "agreement not stated"}
    order = "before" if review.judged_blind else "after"
    children: list[Block] = [
        TextBlock(
            f"{label_of(REVIEW_VERDICTS, review.verdict)} – the reviewer {agreement[review.agrees]}"
            if review.agrees is not None
            else f"{label_of(REVIEW_VERDICTS, review.verdict)} – {agreement[None]}",
            BODY_BOLD,
        ),
        TextBlock(
            f"Confidence {label_of(CONFIDENCES, review.confidence)} · judged {order} the explanation was "
            f"shown · {clip(review.reviewer, 80) or 'reviewer not named'} · "
            f"{time_text(review.reviewed_utc)}",
            SMALL,
        ),
    ]
    for label, text in (("Rationale", review.rationale), ("Notes", review.notes)):
        if text:
            children += [
                Gap(4),
                Columns([TextBlock(label, SMALL), TextBlock(shorten(text), BODY)], (1, 6), gap=8),
            ]
    return headed("Human verdict", Panel(Stack(children, breakable=True), edge=ACCENT))


def annotation_blocks(annotations: tuple[Annotation, ...]) -> list[Block]:
    """Every annotation with its number, as it stands on the picture."""
    if not annotations:
        return headed("Annotations", TextBlock("No failure was marked on this image.", BODY))
    rows: list[Block] = []
    for annotation in annotations:
        rows += [_annotation(annotation), Gap(8)]
    return headed("Annotations", *rows[:-1])


def _annotation(annotation: Annotation) -> Block:
    def paint(canvas: Any, x: float, top: float, _width: float) -> None:
        draw_badge(canvas, str(annotation.number), x + 9, top - 8, size=8)

    effect = f"{annotation.effect} {label_of(EFFECTS, annotation.effect)}"
    severity = label_of(SEVERITIES, annotation.severity)
    children: list[Block] = [
        TextBlock(f"{effect}   ·   severity: {severity}", BODY_BOLD),
        TextBlock(
            f"{_where(annotation)} · {label_of(STATUSES, annotation.status)} · confidence "
            f"{label_of(CONFIDENCES, annotation.confidence)} · {clip(annotation.created_by, 80)} · "
            f"{time_text(annotation.created_utc)}",
            SMALL,
        ),
    ]
    if annotation.comment:
        children += [Gap(4), TextBlock(shorten(annotation.comment), BODY)]
    pairs = [
        ("Prompt", annotation.prompt),
        ("Suspected conditions", _labels(TRIGGERS, annotation.triggers)),
        ("Explanation evidence", _labels(EVIDENCE, annotation.evidence)),
        ("Cause", _cause(annotation.causal_status)),
        ("Use context", annotation.use_context),
        ("Consequence", annotation.consequence),
    ]
    shown = [
        Columns([TextBlock(name, LABEL), TextBlock(shorten(value, 600, 6), SMALL_INK)], (1.0, 1.7), gap=8)
        for name, value in pairs
        if value
    ]
    children.append(Gap(4))
    for start in range(0, len(shown), 2):
        pair: list[Block] = [*shown[start : start + 2], Gap(0)][:2]
        children.append(Columns(pair, (1, 1)))
    children += [Gap(3), Rule(0.4, height=2)]
    badge = Stack([Drawing(16, paint)])
    body = Stack(children, breakable=True)
    return Columns([badge, body], (1, 22), gap=8)


def _cause(causal_status: str) -> str:
    meaning = next((term.meaning for term in CAUSAL_STATUSES if term.code == causal_status), "")
    return f"{label_of(CAUSAL_STATUSES, causal_status)} – {meaning}" if meaning else causal_status


def _labels(terms: tuple[Term, ...], codes: tuple[str, ...]) -> str:
    return ", ".join(label_of(terms, code) for code in codes)


def _where(annotation: Annotation) -> str:
    box = annotation.geometry.bounding_box_xyxy_px
    if box is None:
        return "whole image"
    x0, y0, x1, y1 = (round(value) for value in box)
    if annotation.geometry.kind == "point":
        return f"point at x {x0}, y {y0} px"
    return f"{annotation.geometry.kind} x {x0}–{x1}, y {y0}–{y1} px"
