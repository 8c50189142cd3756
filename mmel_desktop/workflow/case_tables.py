"""A session as tables for spreadsheets: images, annotations, reviews, second opinions and scores.

Two further tables say what every code and every column means.

Numbers stay numbers. A text that a spreadsheet would take for a formula is preceded by an apostrophe, which
spreadsheets understand as "this is text" (see OWASP, CSV Injection).
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence

from mmel_desktop.core.case import ImageRecord, ImageReview
from mmel_desktop.core.known_terms import PROGRAM_TERMS, Taxonomy
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.core.taxonomy import REVIEW_VERDICTS, SEVERITIES, label_of
from mmel_desktop.store.case_snapshot import CaseSnapshot
from mmel_desktop.workflow.column_meanings import MEANINGS

Cell = str | int | float | bool | None

# With their full-width forms, which some programs fold into the plain ones.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def case_tables(store: CaseSnapshot) -> dict[str, bytes]:
    """The tables by file name, as UTF-8 with a byte-order mark (spreadsheets guess wrong without)."""
    images = store.images()
    reviews = store.reviews()
    taxonomy = store.taxonomy()
    return {
        "images.csv": _table(_IMAGE_COLUMNS, _image_rows(store, images, reviews)),
        "annotations.csv": _table(_ANNOTATION_COLUMNS, _annotation_rows(store, images, taxonomy)),
        "reviews.csv": _table(_REVIEW_COLUMNS, _review_rows(images, reviews)),
        "second_opinions.csv": _table(_OPINION_COLUMNS, _opinion_rows(store, images, reviews)),
        "scores.csv": _table(_SCORE_COLUMNS, _score_rows(store, images)),
        "terms.csv": _table(_TERM_COLUMNS, _term_rows(taxonomy)),
        "columns.csv": _table(("table", "column", "meaning"), _column_rows()),
    }


def neutralised(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs as a formula; numbers as they are."""
    if not isinstance(cell, str):
        return cell
    text = printable_name(cell)
    if text.lstrip(" ").startswith(_FORMULA_STARTS):
        text = f"'{text}"
    return text.replace("\0", "␀")  # a spreadsheet would end the cell there


_IMAGE_COLUMNS = (
    *("image_number", "image_id", "name", "width_px", "height_px", "file_sha256", "rgb_sha256"),
    *("detected_format", "conversions", "path", "runs_finished", "runs_failed", "runs_cancelled"),
    *("runs_for_comparison", "annotations", "verdict"),
)
_ANNOTATION_COLUMNS = (
    *("annotation_number", "annotation_id", "image_number", "image_name", "geometry"),
    *("x0_px", "y0_px", "x1_px", "y1_px", "points_px", "prompt", "effect", "effect_label", "triggers"),
    *("evidence", "causal_status", "confidence", "status", "severity", "severity_label", "use_context"),
    *("consequence", "comment", "taxonomy", "created_by", "created_utc"),
)
_REVIEW_COLUMNS = (
    *("image_number", "image_name", "verdict", "verdict_label", "agrees", "confidence", "judged_blind"),
    *("rationale", "notes", "reviewer", "reviewed_utc"),
)
_OPINION_COLUMNS = (
    *("image_number", "image_name", "verdict", "verdict_label", "differs_from_first", "judged_blind"),
    *("rationale", "notes", "reviewer", "role", "reviewed_utc", "recorded_by"),
)
_SCORE_COLUMNS = (
    *("image_number", "image_name", "run_id", "latest", "for_comparison", "prompt_number", "prompt"),
    *("score_cosine", "softmax", "worst_trust_check", "method", "view", "finished_utc"),
)
_TERM_COLUMNS = ("field", "code", "label", "meaning", "label_ko", "by_team", "offered")


_COLUMNS = {
    "images": _IMAGE_COLUMNS,
    "annotations": _ANNOTATION_COLUMNS,
    "reviews": _REVIEW_COLUMNS,
    "second_opinions": _OPINION_COLUMNS,
    "scores": _SCORE_COLUMNS,
    "terms": _TERM_COLUMNS,
}


def _column_rows() -> Iterable[Sequence[Cell]]:
    for table, columns in _COLUMNS.items():
        for column in columns:
            yield table, column, MEANINGS[column]


def _term_rows(taxonomy: Taxonomy) -> Iterable[Sequence[Cell]]:
    for field in PROGRAM_TERMS:
        for term in taxonomy.terms(field):
            yield field, term.code, term.label, term.meaning, term.label_ko, term.by_team, term.offered


def _image_rows(
    store: CaseSnapshot, images: Sequence[ImageRecord], reviews: dict[str, ImageReview]
) -> Iterable[Sequence[Cell]]:
    statuses: dict[str, list[str]] = {}
    compared: Counter[str] = Counter()
    for run in store.runs():
        statuses.setdefault(run.image_id, []).append(run.status)
        compared[run.image_id] += run.for_comparison
    counts: dict[str, int] = {}
    for annotation in store.annotations():
        counts[annotation.image_id] = counts.get(annotation.image_id, 0) + 1
    for image in images:
        identity, own = image.identity, statuses.get(image.image_id, [])
        yield (
            *(image.position + 1, image.image_id, identity.name, identity.width_px, identity.height_px),
            *(identity.file_sha256, identity.rgb_sha256, image.detected_format),
            *("; ".join(image.conversions), printable_name(image.path)),
            *(own.count("finished"), own.count("failed"), own.count("cancelled")),
            *(compared[image.image_id], counts.get(image.image_id, 0)),
            reviews.get(image.image_id, ImageReview(image.image_id)).verdict,
        )


def _annotation_rows(
    store: CaseSnapshot, images: Sequence[ImageRecord], taxonomy: Taxonomy
) -> Iterable[Sequence[Cell]]:
    by_id = {image.image_id: image for image in images}
    for annotation in store.annotations():
        image, geometry = by_id[annotation.image_id], annotation.geometry
        yield (
            *(annotation.number, annotation.annotation_id, image.position + 1, image.identity.name),
            geometry.kind,
            *(geometry.bounding_box_xyxy_px or (None, None, None, None)),
            json.dumps(geometry.rings),
            *(annotation.prompt, annotation.effect, taxonomy.label("effect", annotation.effect)),
            *("; ".join(annotation.triggers), "; ".join(annotation.evidence)),
            *(annotation.causal_status, annotation.confidence, annotation.status, annotation.severity),
            label_of(SEVERITIES, annotation.severity),
            *(annotation.use_context, annotation.consequence, annotation.comment, annotation.taxonomy),
            *(annotation.created_by, annotation.created_utc),
        )


def _review_rows(images: Sequence[ImageRecord], reviews: dict[str, ImageReview]) -> Iterable[Sequence[Cell]]:
    for image in images:
        review = reviews.get(image.image_id, ImageReview(image.image_id))
        yield (
            *(image.position + 1, image.identity.name, review.verdict),
            *(label_of(REVIEW_VERDICTS, review.verdict), review.agrees, review.confidence),
            *(review.judged_blind, review.rationale, review.notes, review.reviewer, review.reviewed_utc),
        )


def _opinion_rows(
    store: CaseSnapshot, images: Sequence[ImageRecord], reviews: dict[str, ImageReview]
) -> Iterable[Sequence[Cell]]:
    opinions = store.second_opinions()
    for image in images:
        first = reviews.get(image.image_id, ImageReview(image.image_id)).verdict
        for opinion in opinions.get(image.image_id, ()):
            yield (
                *(image.position + 1, image.identity.name, opinion.verdict),
                *(label_of(REVIEW_VERDICTS, opinion.verdict), opinion.verdict != first, opinion.judged_blind),
                *(opinion.rationale, opinion.notes, opinion.reviewer, opinion.role, opinion.reviewed_utc),
                opinion.recorded_by,
            )


def _score_rows(store: CaseSnapshot, images: Sequence[ImageRecord]) -> Iterable[Sequence[Cell]]:
    by_id = {image.image_id: image for image in images}
    latest = {run.run_id for run in store.latest_runs().values()}
    for run in store.runs():
        image = by_id[run.image_id]
        results = zip(run.prompts, run.scores, run.softmaxes, run.worst_verdicts, strict=False)
        for number, (prompt, score, softmax, verdict) in enumerate(results, start=1):
            yield (
                *(image.position + 1, image.identity.name, run.run_id, run.run_id in latest),
                *(
                    run.for_comparison,
                    number,
                    prompt,
                    score,
                    softmax,
                    verdict,
                    run.method,
                    run.view,
                    run.finished_utc,
                ),
            )


def _table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        assert len(row) == len(columns), "each cell has its column"
        writer.writerow([_written(neutralised(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell
