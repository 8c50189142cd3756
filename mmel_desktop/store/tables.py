"""The tables of a session file as SQLAlchemy sees them.

The SQL that creates them stands in :mod:`mmel_desktop.store.schema`; a test holds the two together. Rows
never leave the store: callers get the frozen values of :mod:`mmel_desktop.core`.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar

from sqlalchemy import Boolean, ForeignKey, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from mmel_desktop.core.canonical import canonical_bytes


class CanonicalJson(TypeDecorator[Any]):
    """A JSON value kept as its canonical text, so that equal values are equal bytes (RFC 8785)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002 - SQLAlchemy's own
        """Value to text."""
        return canonical_bytes(value).decode("utf-8")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 - likewise
        """Text to value."""
        return None if value is None else json.loads(value)


class Row(DeclarativeBase):
    """Base of all rows."""


class EvidenceRow(Row):
    """A row whose every column is also written into the audit trail, field by field.

    Attributes:
        entity: what the audit trail calls it.
        key: the column that holds its id.
    """

    __abstract__ = True

    entity: ClassVar[str]
    key: ClassVar[str]

    @property
    def entity_id(self) -> str:
        """Its id, as the audit trail names it."""
        return str(getattr(self, self.key))

    @classmethod
    def field_names(cls) -> tuple[str, ...]:
        """The audited fields, in the order of the columns."""
        return tuple(cls.__table__.columns.keys())

    def state(self) -> dict[str, Any]:
        """The audited fields as JSON values."""
        return {name: getattr(self, name) for name in self.field_names()}


class SessionRow(EvidenceRow):
    """The session itself: exactly one row."""

    __tablename__ = "session"
    entity = "session"
    key = "session_id"

    session_id: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    created_utc: Mapped[str] = mapped_column(Text)
    created_by: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    model_spec: Mapped[str] = mapped_column(Text)
    prompts: Mapped[list[str]] = mapped_column(CanonicalJson)
    method: Mapped[str] = mapped_column(Text)
    view: Mapped[str] = mapped_column(Text)
    signed_off: Mapped[bool] = mapped_column(Boolean)


class ImageRow(EvidenceRow):
    """An imported image: its hashes and where it was found, not its pixels."""

    __tablename__ = "images"
    entity = "image"
    key = "image_id"

    image_id: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    file_sha256: Mapped[str] = mapped_column(Text)
    rgb_sha256: Mapped[str] = mapped_column(Text)
    width_px: Mapped[int]
    height_px: Mapped[int]
    path: Mapped[str] = mapped_column(Text)
    file_size_bytes: Mapped[int]
    detected_format: Mapped[str] = mapped_column(Text)
    mode: Mapped[str] = mapped_column(Text)
    exif_orientation: Mapped[int]
    frame_index: Mapped[int]
    frame_count: Mapped[int]
    conversions: Mapped[list[str]] = mapped_column(CanonicalJson)


class RunRow(EvidenceRow):
    """One run of the engine, finished or not. The explanation itself lies in blobs named by hash."""

    __tablename__ = "runs"
    entity = "run"
    key = "run_id"

    ordinal: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[str] = mapped_column(Text)
    image_id: Mapped[str] = mapped_column(Text, ForeignKey("images.image_id"))
    status: Mapped[str] = mapped_column(Text)
    prompts: Mapped[list[str]] = mapped_column(CanonicalJson)
    method: Mapped[str] = mapped_column(Text)
    view: Mapped[str] = mapped_column(Text)
    request: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    scores: Mapped[list[float]] = mapped_column(CanonicalJson)
    softmaxes: Mapped[list[float]] = mapped_column(CanonicalJson)
    worst_verdicts: Mapped[list[str]] = mapped_column(CanonicalJson)
    model_sha256: Mapped[str] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text)
    finished_utc: Mapped[str] = mapped_column(Text)
    document_sha256: Mapped[str | None] = mapped_column(Text, ForeignKey("blobs.sha256"))
    arrays: Mapped[dict[str, str]] = mapped_column(CanonicalJson)
    for_comparison: Mapped[bool] = mapped_column(Boolean)


class AnnotationRow(EvidenceRow):
    """A reviewer's mark. Deleting one only sets ``deleted``; neither its id nor its number is used again."""

    __tablename__ = "annotations"
    entity = "annotation"
    key = "annotation_id"

    annotation_id: Mapped[str] = mapped_column(Text, primary_key=True)
    image_id: Mapped[str] = mapped_column(Text, ForeignKey("images.image_id"))
    number: Mapped[int]
    geometry: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    prompt: Mapped[str] = mapped_column(Text)
    effect: Mapped[str] = mapped_column(Text)
    triggers: Mapped[list[str]] = mapped_column(CanonicalJson)
    evidence: Mapped[list[str]] = mapped_column(CanonicalJson)
    causal_status: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    severity: Mapped[str] = mapped_column(Text)
    use_context: Mapped[str] = mapped_column(Text)
    consequence: Mapped[str] = mapped_column(Text)
    comment: Mapped[str] = mapped_column(Text)
    taxonomy: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str] = mapped_column(Text)
    created_utc: Mapped[str] = mapped_column(Text)
    deleted: Mapped[bool] = mapped_column(Boolean)


class ReviewRow(EvidenceRow):
    """The human judgement of one image; an image without a row is unreviewed."""

    __tablename__ = "reviews"
    entity = "review"
    key = "image_id"

    image_id: Mapped[str] = mapped_column(Text, ForeignKey("images.image_id"), primary_key=True)
    verdict: Mapped[str] = mapped_column(Text)
    agrees: Mapped[bool | None] = mapped_column(Boolean)
    rationale: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(Text)
    judged_blind: Mapped[bool] = mapped_column(Boolean)
    reviewer: Mapped[str] = mapped_column(Text)
    reviewed_utc: Mapped[str] = mapped_column(Text)


class DisplayRow(Row):
    """How the workbench shows the case, and how it was ``seen`` when last judged or exported (audited)."""

    __tablename__ = "display"

    session_id: Mapped[str] = mapped_column(Text, ForeignKey("session.session_id"), primary_key=True)
    current: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    seen: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)


class BlobRow(Row):
    """A document or an array under the hash of its content; never changed, never removed."""

    __tablename__ = "blobs"

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    dtype: Mapped[str] = mapped_column(Text)
    shape: Mapped[list[int]] = mapped_column(CanonicalJson)
    size_bytes: Mapped[int]
    compression: Mapped[str] = mapped_column(Text)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class UndoStepRow(Row):
    """One edit that can be undone or, when ``undone``, redone. What it changed stands in the audit entry."""

    __tablename__ = "undo_steps"

    sequence: Mapped[int] = mapped_column(ForeignKey("audit_trail.sequence"), primary_key=True)
    undone: Mapped[bool] = mapped_column(Boolean)
    image_id: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class AuditRow(Row):
    """One entry of the audit trail: the exact canonical bytes and the chain that binds them."""

    __tablename__ = "audit_trail"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[bytes] = mapped_column(LargeBinary)
    previous_sha256: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)


EVIDENCE_ROWS: dict[str, type[EvidenceRow]] = {
    kind.entity: kind for kind in (SessionRow, ImageRow, RunRow, AnnotationRow, ReviewRow)
}
"""The evidence by the names the audit trail uses."""
