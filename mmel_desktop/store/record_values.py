"""Rows to core values and back."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from sqlalchemy import Row as SqlRow
from sqlalchemy import Text, type_coerce
from sqlalchemy.sql.elements import ColumnElement

from mmel_desktop.core.annotation import Annotation, annotation_from_json, annotation_to_json
from mmel_desktop.core.case import DisplaySettings, ImageRecord, ImageReview, RunRecord
from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.core.identity import ImageIdentity
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.store.stored_values import numbers, stored_values, texts
from mmel_desktop.store.tables import AnnotationRow, CanonicalJson, EvidenceRow, ImageRow, ReviewRow, RunRow


def _plain_columns(kind: type[EvidenceRow], names: Iterable[str]) -> tuple[ColumnElement[Any], ...]:
    """Columns to select, JSON left as text: the same few lists repeat over thousands of rows."""
    columns = (kind.__table__.columns[name] for name in names)
    return tuple(
        type_coerce(column, Text).label(column.name) if isinstance(column.type, CanonicalJson) else column
        for column in columns
    )


# Plain rows of columns are read several times faster than entities; galleries hold 10,000 of them.
IMAGE_COLUMNS = _plain_columns(ImageRow, ImageRow.field_names())
RUN_COLUMNS = _plain_columns(RunRow, (field.name for field in fields(RunRecord)))
REVIEW_COLUMNS = _plain_columns(ReviewRow, (field.name for field in fields(ImageReview)))


@stored_values()
def image_records(rows: Iterable[SqlRow[Any]]) -> tuple[ImageRecord, ...]:
    """The images that plain rows of :data:`IMAGE_COLUMNS` hold."""
    return tuple(_image_record(row) for row in rows)


@stored_values()
def run_records(rows: Iterable[SqlRow[Any]]) -> tuple[RunRecord, ...]:
    """The runs that plain rows of :data:`RUN_COLUMNS` hold."""
    return tuple(_run_record(row) for row in rows)


@stored_values()
def reviews_of(rows: Iterable[SqlRow[Any]]) -> tuple[ImageReview, ...]:
    """The judgements that plain rows of :data:`REVIEW_COLUMNS` hold."""
    return tuple(ImageReview(*row) for row in rows)


@stored_values()
def image_record(row: ImageRow) -> ImageRecord:
    """The image a row holds."""
    return _image_record(row)


def _image_record(row: ImageRow | SqlRow[Any]) -> ImageRecord:
    return ImageRecord(
        image_id=row.image_id,
        position=row.position,
        identity=ImageIdentity(row.name, row.file_sha256, row.rgb_sha256, row.width_px, row.height_px),
        path=path_from_text(row.path),
        file_size_bytes=row.file_size_bytes,
        detected_format=row.detected_format,
        mode=row.mode,
        exif_orientation=row.exif_orientation,
        frame_index=row.frame_index,
        frame_count=row.frame_count,
        conversions=texts(row.conversions),
    )


def image_row(image: SourceImage, image_id: str, position: int) -> ImageRow:
    """A new image's row."""
    return ImageRow(
        image_id=image_id,
        position=position,
        name=image.identity.name,
        file_sha256=image.identity.file_sha256,
        rgb_sha256=image.identity.rgb_sha256,
        width_px=image.identity.width_px,
        height_px=image.identity.height_px,
        path=path_to_text(image.path),
        file_size_bytes=image.file_size_bytes,
        detected_format=image.detected_format,
        mode=image.mode,
        exif_orientation=image.exif_orientation,
        frame_index=image.frame_index,
        frame_count=image.frame_count,
        conversions=list(image.conversions),
    )


@stored_values()
def run_record(row: RunRow) -> RunRecord:
    """The run a row holds."""
    return _run_record(row)


def _run_record(row: RunRow | SqlRow[Any]) -> RunRecord:
    return RunRecord(
        run_id=row.run_id,
        image_id=row.image_id,
        status=row.status,
        prompts=texts(row.prompts),
        method=row.method,
        view=row.view,
        scores=numbers(row.scores),
        softmaxes=numbers(row.softmaxes),
        worst_verdicts=texts(row.worst_verdicts),
        message=row.message,
        finished_utc=row.finished_utc,
        model_sha256=row.model_sha256,
        for_comparison=row.for_comparison,
    )


def request_fields(request: ExplanationRequest) -> dict[str, Any]:
    """What a request asked beyond prompts, method and view."""
    return {
        "seed": request.seed,
        "run_checks": request.run_checks,
        "parameters": dict(request.parameters),
    }


@stored_values()
def annotation_of(row: AnnotationRow) -> Annotation:
    """The annotation a row holds."""
    state = row.state()
    del state["deleted"]
    # Canonical JSON writes 10.0 as 10; coordinates are floats again here.
    rings = [[[float(x), float(y)] for x, y in ring] for ring in row.geometry["rings"]]
    texts(row.triggers), texts(row.evidence)
    return annotation_from_json({**state, "geometry": {**row.geometry, "rings": rings}})


def annotation_fields(annotation: Annotation) -> dict[str, Any]:
    """An annotation's columns, ``deleted`` aside."""
    return annotation_to_json(annotation)


@stored_values()
def review_of(row: ReviewRow) -> ImageReview:
    """The review a row holds."""
    return ImageReview(**{name: getattr(row, name) for name in ReviewRow.field_names()})


def review_fields(review: ImageReview) -> dict[str, Any]:
    """A review's columns."""
    return asdict(review)


@stored_values()
def display_of(values: dict[str, Any]) -> DisplaySettings:
    """Stored settings: what an older version lacks has its default, what a newer one added is left out."""
    known = {field.name for field in fields(DisplaySettings)}
    return DisplaySettings(**{name: value for name, value in values.items() if name in known})


def display_fields(display: DisplaySettings) -> dict[str, Any]:
    """Settings as stored."""
    return asdict(display)


def path_to_text(path: str) -> str:
    """A path as it is stored: itself, or a ``file:`` address when its bytes are not valid UTF-8."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return Path(path).absolute().as_uri()
    return path


def path_from_text(text: str) -> str:
    """Inverse of :func:`path_to_text`."""
    if not text.startswith("file:///"):
        return text
    path = os.fsdecode(unquote_to_bytes(text.removeprefix("file://")))
    return path.removeprefix("/") if os.name == "nt" else path
