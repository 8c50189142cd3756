"""The case: everything a session holds, read and edited as core values.

Every edit is committed, together with its entry in the audit trail, before the method returns. There is no save.
"""

from __future__ import annotations

import platform
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import mmel_desktop
from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.audit_event import Anchor, AuditEvent, FieldChange
from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.core.case import (
    DisplaySettings,
    EditOutcome,
    ImageRecord,
    ImageReview,
    RunRecord,
    SessionInfo,
)
from mmel_desktop.core.explanation import Explanation, ExplanationRequest
from mmel_desktop.core.explanation_document import from_document, to_document
from mmel_desktop.core.identity import Actor, utc_now
from mmel_desktop.core.source_image import SourceImage, printable_name
from mmel_desktop.errors import BadInputError, SessionError, SessionReadOnlyError
from mmel_desktop.store import undo_steps
from mmel_desktop.store.anchors import write_anchor
from mmel_desktop.store.array_blobs import get_array, get_document, put_array, put_document
from mmel_desktop.store.audit_log import (
    AuditLog,
    Clock,
    changed_fields,
    created_fields,
    read_event,
    read_events,
    read_head,
    read_session_id,
)
from mmel_desktop.store.backups import back_up
from mmel_desktop.store.record_values import (
    annotation_fields,
    annotation_of,
    display_fields,
    display_of,
    image_record,
    image_row,
    path_to_text,
    request_fields,
    review_fields,
    review_of,
    run_record,
)
from mmel_desktop.store.session_file import SessionFile, create_session_file, open_session_file
from mmel_desktop.store.tables import (
    ENTITY_KEYS,
    EVIDENCE_ROWS,
    AnnotationRow,
    DisplayRow,
    EvidenceRow,
    ImageRow,
    ReviewRow,
    RunRow,
    SessionRow,
)

UNFINISHED_STATUSES = ("failed", "cancelled")
AnyRow = TypeVar("AnyRow", bound=EvidenceRow)


class CaseStore:
    """An open session. All methods may be called from any thread; they wait for one another.

    Make one with :meth:`create` or :meth:`open`. Every method raises :class:`SessionError` when the file cannot be
    read or written; what was asked for has then not happened and the session is still usable. Methods that edit
    raise :class:`SessionReadOnlyError` when the session is open for reading only or signed off.
    """

    def __init__(self, file: SessionFile, actor: Actor, clock: Clock) -> None:
        self._file = file
        self._log = AuditLog(actor, clock)
        self._lock = threading.RLock()
        self._closed = False
        self._display, self._display_stored = self._read_display()

    # -------------------------------------------------------------------------------------- opening and closing

    @classmethod
    def create(
        cls,
        path: str | Path,
        *,
        actor: Actor,
        name: str = "",
        purpose: str = "",
        model_spec: str = "demo",
        prompts: Sequence[str] = (),
        method: str = "mmel",
        view: str = "model",
        clock: Clock = utc_now,
    ) -> Self:
        """Make a new session file and open it.

        Raises:
            SessionError: a file of that name exists, or it cannot be made there.
        """
        path = Path(path)
        row = SessionRow(
            session_id=str(uuid.uuid4()),
            name=name or printable_name(path.stem),
            purpose=purpose,
            created_utc=clock(),
            created_by=asdict(actor),
            model_spec=model_spec,
            prompts=list(prompts),
            method=method,
            view=view,
            signed_off=False,
        )

        def fill(db: Session) -> None:
            db.add(row)
            db.flush()
            db.add(DisplayRow(session_id=row.session_id, current=display_fields(DisplaySettings()), seen={}))
            changes = (*created_fields(row.state()), _environment(actor))
            AuditLog(actor, clock).append(db, "session.created", "session", row.session_id, changes)

        return cls(create_session_file(path, actor, fill), actor, clock)

    @classmethod
    def open(cls, path: str | Path, *, actor: Actor, read_only: bool = False, clock: Clock = utc_now) -> Self:
        """Open an existing session; for reading only when it cannot be written (see ``session()``).

        Raises:
            SessionError: no such file, not a session, or damaged.
        """
        log = AuditLog(actor, clock)

        def record_migration(db: Session, old: int, new: int) -> None:
            change = FieldChange("schema_version", old, new)
            log.append(db, "session.migrated", "session", read_session_id(db), (change,))

        file = open_session_file(Path(path), actor, read_only=read_only, after_migration=record_migration)
        try:
            store = cls(file, actor, clock)
            if not file.read_only_reason:
                with file.writing() as db:
                    log.append(db, "session.opened", "session", read_session_id(db), (_environment(actor),))
        except BaseException:
            file.close()
            raise
        return store

    @property
    def path(self) -> Path:
        """The session file, absolute."""
        return self._file.path

    def close(self) -> None:
        """Write an anchor and let go of the file; harmless when already closed."""
        with self._lock:
            if self._closed:
                return
            try:
                if not self._file.read_only_reason:
                    self._store_display()
                    self.anchor()
            finally:
                self._closed = True
                self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def back_up(self, label: str = "") -> Path:
        """Copy the session into its folder of backups, checked; the oldest copies beyond the last ten go.

        Raises:
            SessionError: the copy could not be made.
        """
        with self._lock:
            self._refuse_if_closed()
            return back_up(self._file.connection, self.path, label=label)

    # -------------------------------------------------------------------------------------------------- session

    def session(self) -> SessionInfo:
        """The session's own facts."""
        with self._reading() as db:
            row = db.scalars(select(SessionRow)).one()
            reason = self._file.read_only_reason
            if row.signed_off and not reason:
                reason = "it is signed off"
            return SessionInfo(
                session_id=row.session_id,
                name=row.name,
                purpose=row.purpose,
                created_utc=row.created_utc,
                created_by=Actor(**row.created_by),
                schema_version=self._file.schema_version,
                model_spec=row.model_spec,
                prompts=tuple(row.prompts),
                method=row.method,
                view=row.view,
                signed_off=row.signed_off,
                read_only=bool(reason),
                read_only_reason=reason,
                sqlite_version=sqlite3.sqlite_version,
            )

    def set_prompts(self, prompts: Sequence[str]) -> SessionInfo:
        """Replace the session's prompts (undoable)."""
        return self._edit_session({"prompts": list(prompts)}, "change the prompts")

    def rename(self, name: str, purpose: str) -> SessionInfo:
        """Change name and purpose (undoable)."""
        return self._edit_session({"name": name, "purpose": purpose}, "rename the session")

    def set_model(self, spec: str, method: str, view: str) -> SessionInfo:
        """Change model, method and view of later explanations (undoable)."""
        fields = {"model_spec": spec, "method": method, "view": view}
        return self._edit_session(fields, "change how images are explained")

    def display(self) -> DisplaySettings:
        """How the workbench shows the case."""
        with self._lock:
            return self._display

    def set_display(self, display: DisplaySettings) -> None:
        """Keep how the workbench shows the case.

        Cheap enough for a slider: it reaches the file with the next edit or on closing, and the audit trail when an
        image is judged or a report exported with it. In a session open for reading only it lasts until closing.
        """
        with self._lock:
            self._refuse_if_closed()
            self._display = display

    # --------------------------------------------------------------------------------------------------- images

    def add_image(self, image: SourceImage) -> ImageRecord:
        """Add an image; one with the same pixels and name that is already there is returned instead."""
        with self._editing() as db:
            existing = db.scalars(
                select(ImageRow).where(
                    ImageRow.rgb_sha256 == image.identity.rgb_sha256, ImageRow.name == image.identity.name
                )
            ).first()
            if existing is not None:
                return image_record(existing)
            last = db.scalar(select(func.max(ImageRow.position)))
            row = image_row(image, str(uuid.uuid4()), 0 if last is None else last + 1)
            self._insert(db, row, "image.imported", "image")
            return image_record(row)

    def images(self) -> tuple[ImageRecord, ...]:
        """All images in the order of the gallery."""
        with self._reading() as db:
            return tuple(
                image_record(row) for row in db.scalars(select(ImageRow).order_by(ImageRow.position))
            )

    def image(self, image_id: str) -> ImageRecord:
        """One image.

        Raises:
            SessionError: no such image.
        """
        with self._reading() as db:
            return image_record(_get(db, ImageRow, "image", image_id))

    def relocate_image(self, image_id: str, path: str | Path) -> ImageRecord:
        """Say where an image's file lies now.

        Raises:
            BadInputError: the file there cannot be read or is not the one that was imported.
        """
        path = Path(path).absolute()
        with self._editing() as db:
            row = _get(db, ImageRow, "image", image_id)
            _check_same_file(path, row)
            self._update(db, row, "image.relocated", "image", {"path": path_to_text(str(path))})
            return image_record(row)

    # --------------------------------------------------------------------------------------------- explanations

    def add_explanation(self, image_id: str, explanation: Explanation) -> RunRecord:
        """Keep a finished explanation: its document and its arrays under their hashes.

        Raises:
            BadInputError: it explains other pixels than the image's.
        """
        with self._editing() as db:
            image = _get(db, ImageRow, "image", image_id)
            _check_same_pixels(explanation, image)
            count = range(len(explanation.prompts))
            row = RunRow(
                **_run_fields(db, image_id, explanation.request, "finished"),
                scores=[float(prompt.score) for prompt in explanation.prompts],
                softmaxes=[float(prompt.softmax) for prompt in explanation.prompts],
                worst_verdicts=[explanation.worst_verdict(index) for index in count],
                model_sha256=explanation.provenance.model.sha256,
                message="",
                finished_utc=explanation.provenance.finished_utc,
                document_sha256=put_document(db, to_document(explanation)),
                arrays={name: put_array(db, array) for name, array in explanation.arrays().items()},
            )
            self._insert(db, row, "run.finished", "run")
            return run_record(row)

    def add_unfinished_run(
        self, image_id: str, request: ExplanationRequest, status: str, message: str
    ) -> RunRecord:
        """Record a run that ended ``failed`` or ``cancelled``, and why.

        Raises:
            ValueError: another status.
        """
        if status not in UNFINISHED_STATUSES:
            raise ValueError(f"status {status!r}; expected one of {', '.join(UNFINISHED_STATUSES)}")
        with self._editing() as db:
            _get(db, ImageRow, "image", image_id)
            row = RunRow(
                **_run_fields(db, image_id, request, status),
                scores=[],
                softmaxes=[],
                worst_verdicts=[],
                model_sha256="",
                message=message,
                finished_utc=self._log.clock(),
                document_sha256=None,
                arrays={},
            )
            self._insert(db, row, f"run.{status}", "run")
            return run_record(row)

    def runs(self, image_id: str | None = None) -> tuple[RunRecord, ...]:
        """All runs, or one image's, oldest first."""
        query = select(RunRow).order_by(RunRow.ordinal)
        if image_id is not None:
            query = query.where(RunRow.image_id == image_id)
        with self._reading() as db:
            return tuple(run_record(row) for row in db.scalars(query))

    def latest_run(self, image_id: str) -> RunRecord | None:
        """The image's last finished run."""
        query = select(RunRow).where(RunRow.image_id == image_id, RunRow.status == "finished")
        with self._reading() as db:
            row = db.scalars(query.order_by(RunRow.ordinal.desc()).limit(1)).first()
            return run_record(row) if row else None

    def latest_runs(self) -> dict[str, RunRecord]:
        """Image id → last finished run, in one query; images never explained are left out."""
        latest = select(func.max(RunRow.ordinal)).where(RunRow.status == "finished").group_by(RunRow.image_id)
        with self._reading() as db:
            rows = db.scalars(select(RunRow).where(RunRow.ordinal.in_(latest)))
            return {row.image_id: run_record(row) for row in rows}

    def explanation(self, run_id: str) -> Explanation:
        """The explanation of a finished run; every part is held against its hash.

        Raises:
            SessionError: no such finished run, or a part is missing or was changed.
        """
        with self._reading() as db:
            row = db.scalars(select(RunRow).where(RunRow.run_id == run_id)).first()
            if row is None or row.document_sha256 is None:
                raise SessionError(
                    f"there is no explanation {run_id!r} in the session",
                    found=f"a run that {row.status}" if row else "nothing",
                    expected="a finished run",
                    action="explain the image again",
                )
            document = get_document(db, row.document_sha256)
            arrays: dict[str, np.ndarray] = {
                name: get_array(db, sha256) for name, sha256 in row.arrays.items()
            }
        return from_document(document, arrays)

    # ---------------------------------------------------------------------------------------------- annotations

    def add_annotation(self, image_id: str, geometry: Geometry, **fields: Any) -> Annotation:
        """Mark a failure (undoable).

        Args:
            image_id: the image it lies on.
            geometry: where.
            fields: any of :class:`Annotation`'s judgement fields, e.g. ``effect="A1"``.

        Raises:
            SessionError: no such image.
            BadInputError: a value cannot be recorded.
        """
        with self._editing() as db:
            image = _get(db, ImageRow, "image", image_id)
            last = db.scalar(select(func.max(AnnotationRow.number)))  # deleted ones keep their numbers
            annotation = Annotation(
                annotation_id=str(uuid.uuid4()),
                image_id=image_id,
                number=(last or 0) + 1,
                geometry=geometry,
                **fields,
                created_by=self._log.actor.full_name,
                created_utc=self._log.clock(),
            )
            self._record_display_seen(db, image_id)
            row = AnnotationRow(**annotation_fields(annotation), deleted=False)
            event = self._insert(db, row, "annotation.created", "annotation")
            undo_steps.push_step(db, event, image_id, f"add annotation {row.number} on {image.name}")
            return annotation

    def edit_annotation(self, annotation: Annotation, reason: str = "") -> Annotation:
        """Replace an annotation's fields (undoable). Its image, number and creation stay as they are.

        Raises:
            SessionError: no such annotation, or it was deleted.
        """
        with self._editing() as db:
            row = _get_annotation(db, annotation.annotation_id)
            fixed = {name: getattr(row, name) for name in ("image_id", "number", "created_by", "created_utc")}
            fields = {**annotation_fields(annotation), **fixed}
            if changed_fields(row.state(), fields):
                self._record_display_seen(db, row.image_id)
                self._edit(
                    db, row, "annotation.edited", "annotation", fields, self._text("edit", db, row), reason
                )
            return annotation_of(row)

    def delete_annotation(self, annotation_id: str, reason: str = "") -> None:
        """Mark an annotation as deleted (undoable); id and number are never used again.

        Raises:
            SessionError: no such annotation, or it was deleted already.
        """
        with self._editing() as db:
            row = _get_annotation(db, annotation_id)
            text = self._text("delete", db, row)
            self._edit(db, row, "annotation.deleted", "annotation", {"deleted": True}, text, reason)

    def annotations(self, image_id: str | None = None) -> tuple[Annotation, ...]:
        """All annotations, or one image's, by number; deleted ones are left out."""
        query = select(AnnotationRow).where(~AnnotationRow.deleted).order_by(AnnotationRow.number)
        if image_id is not None:
            query = query.where(AnnotationRow.image_id == image_id)
        with self._reading() as db:
            return tuple(annotation_of(row) for row in db.scalars(query))

    # -------------------------------------------------------------------------------------------------- reviews

    def review(self, image_id: str) -> ImageReview:
        """The judgement of one image; unreviewed when none was given."""
        with self._reading() as db:
            row = db.get(ReviewRow, image_id)
            return review_of(row) if row else ImageReview(image_id)

    def set_review(self, review: ImageReview) -> ImageReview:
        """Judge an image (undoable); reviewer and time are filled in.

        Raises:
            SessionError: no such image.
        """
        with self._editing() as db:
            image = _get(db, ImageRow, "image", review.image_id)
            row = db.get(ReviewRow, review.image_id)
            if row is None:
                row = ReviewRow(**review_fields(ImageReview(review.image_id)))
                db.add(row)
            current = review_of(row)
            wanted = replace(review, reviewer=current.reviewer, reviewed_utc=current.reviewed_utc)
            if wanted == current:
                return current
            if not review.judged_blind:
                self._record_display_seen(db, review.image_id)
            wanted = replace(wanted, reviewer=self._log.actor.full_name, reviewed_utc=self._log.clock())
            self._edit(db, row, "review.set", "review", review_fields(wanted), f"judge {image.name}")
            return wanted

    def reviews(self) -> dict[str, ImageReview]:
        """Image id → judgement, in one query; images never judged are left out."""
        with self._reading() as db:
            rows = db.scalars(select(ReviewRow).where(ReviewRow.reviewed_utc != ""))
            return {row.image_id: review_of(row) for row in rows}

    # -------------------------------------------------------------------------------------------- undo and redo

    def undo(self) -> EditOutcome:
        """Take back the last edit still in force, as an edit of its own.

        Raises:
            SessionError: there is nothing to undo.
        """
        return self._step_through_history(undo=True)

    def redo(self) -> EditOutcome:
        """Make the last undone edit again, as an edit of its own.

        Raises:
            SessionError: there is nothing to redo.
        """
        return self._step_through_history(undo=False)

    def undo_text(self) -> str:
        """What :meth:`undo` would take back, e.g. "add annotation 3 on street.png"; empty when nothing."""
        with self._reading() as db:
            step = undo_steps.next_undo(db)
            return step.text if step else ""

    def redo_text(self) -> str:
        """What :meth:`redo` would make again; empty when nothing."""
        with self._reading() as db:
            step = undo_steps.next_redo(db)
            return step.text if step else ""

    # ---------------------------------------------------------------------------------------------- audit trail

    def audit_events(self, after_sequence: int = 0) -> tuple[AuditEvent, ...]:
        """The audit trail, or what came after an entry."""
        with self._reading() as db:
            try:
                return read_events(db, after_sequence)
            except (ValueError, KeyError, TypeError) as error:
                raise SessionError(
                    "the audit trail cannot be read",
                    found=f"an entry that is none ({error})",
                    action="verify the session; restore a backup",
                ) from error

    def record_act(
        self,
        action: str,
        entity: str,
        entity_id: str,
        changes: Iterable[FieldChange] = (),
        reason: str = "",
    ) -> AuditEvent:
        """Record something that was done with the case: an export, a verification, a missing file, ...

        An export also records how the workbench showed the case.

        Raises:
            ValueError: it claims a change of the case's own fields, which only the other methods make.
        """
        changes = tuple(changes)
        own = EVIDENCE_ROWS[entity].field_names() if entity in EVIDENCE_ROWS else ()
        if claimed := [change.field for change in changes if change.field in own]:
            raise ValueError(f"an act on {entity} cannot change its fields {', '.join(claimed)}")
        with self._editing(signed_off_too=True) as db:
            if action.endswith("exported"):
                self._record_display_seen(db)
            return self._log.append(db, action, entity, entity_id, changes, reason)

    def anchor(self) -> Anchor:
        """The chain's present end; a writable session also notes it beside itself and in the user's own folder."""
        with self._reading() as db:
            head = read_head(db)
            assert head is not None, "a session starts with an entry"
            anchor = Anchor(read_session_id(db), head.sequence, head.sha256, self._log.clock())
        if not self._file.read_only_reason:
            write_anchor(self.path, anchor)
        return anchor

    def sign_off(self, meaning: str, reason: str = "") -> AuditEvent:
        """Close the case for editing; the entry names the end of the chain it vouches for.

        Args:
            meaning: what the signature means: review, approval or responsibility.
            reason: free text.
        """
        with self._editing() as db:
            head = read_head(db)
            assert head is not None, "a session starts with an entry"
            vouched = FieldChange("vouches_for", None, {"sequence": head.sequence, "sha256": head.sha256})
            context = (FieldChange("meaning", None, meaning), vouched)
            row = db.scalars(select(SessionRow)).one()
            event = self._update(
                db, row, "session.signed_off", "session", {"signed_off": True}, reason, context
            )
        self.anchor()
        return event

    def reopen(self, reason: str) -> AuditEvent:
        """Open a signed-off case for editing again."""
        with self._editing(signed_off_too=True) as db:
            row = db.scalars(select(SessionRow)).one()
            return self._update(db, row, "session.reopened", "session", {"signed_off": False}, reason)

    # -------------------------------------------------------------------------------------------------- private

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with self._lock:
            self._refuse_if_closed()
            with self._file.reading() as db:
                yield db

    @contextmanager
    def _editing(self, *, signed_off_too: bool = False) -> Iterator[Session]:
        with self._lock:
            self._refuse_if_closed()
            if self._file.read_only_reason:
                raise _read_only(self.path, self._file.read_only_reason)
            with self._file.writing() as db:
                if not signed_off_too and db.scalars(select(SessionRow.signed_off)).one():
                    raise _read_only(self.path, "it is signed off")
                self._put_display(db)
                yield db
            self._display_stored = self._display

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise SessionError(
                f"session {printable_name(str(self.path))!r} is closed", action="open it again"
            )

    def _insert(self, db: Session, row: EvidenceRow, action: str, entity: str) -> AuditEvent:
        db.add(row)
        db.flush()
        state = row.state()
        return self._log.append(db, action, entity, state[ENTITY_KEYS[entity]], created_fields(state))

    def _update(
        self,
        db: Session,
        row: EvidenceRow,
        action: str,
        entity: str,
        fields: Mapping[str, Any],
        reason: str = "",
        context: Iterable[FieldChange] = (),
    ) -> AuditEvent:
        """Set fields and append the entry that says so; ``context`` is recorded with it but is no field."""
        state = row.state()
        changes = changed_fields(state, fields)
        for change in changes:
            setattr(row, change.field, change.new)
        return self._log.append(db, action, entity, state[ENTITY_KEYS[entity]], (*changes, *context), reason)

    def _edit(
        self,
        db: Session,
        row: EvidenceRow,
        action: str,
        entity: str,
        fields: Mapping[str, Any],
        text: str,
        reason: str = "",
    ) -> None:
        event = self._update(db, row, action, entity, fields, reason)
        undo_steps.push_step(db, event, getattr(row, "image_id", ""), text)

    def _edit_session(self, fields: Mapping[str, Any], text: str) -> SessionInfo:
        with self._editing() as db:
            row = db.scalars(select(SessionRow)).one()
            if changed_fields(row.state(), fields):
                self._edit(db, row, "session.edited", "session", fields, text)
        return self.session()

    def _step_through_history(self, *, undo: bool) -> EditOutcome:
        verb = "undo" if undo else "redo"
        with self._editing() as db:
            step = undo_steps.next_undo(db) if undo else undo_steps.next_redo(db)
            if step is None:
                raise SessionError(f"there is nothing to {verb}")
            event = read_event(db, step.sequence)
            fields = undo_steps.fields_before(event) if undo else undo_steps.fields_after(event)
            row = _get(db, EVIDENCE_ROWS[event.entity], event.entity, event.entity_id)
            step.undone = undo
            reason = f"{verb} of entry {event.sequence}: {step.text}"
            self._update(
                db, row, f"{event.entity}.{'undone' if undo else 'redone'}", event.entity, fields, reason
            )
            return EditOutcome(step.image_id, event.entity, event.entity_id, step.text)

    def _text(self, verb: str, db: Session, row: AnnotationRow) -> str:
        return f"{verb} annotation {row.number} on {_get(db, ImageRow, 'image', row.image_id).name}"

    def _record_display_seen(self, db: Session, image_id: str | None = None) -> None:
        """Record how the case was shown, if that changed since it was last recorded and there was a map to see."""
        query = select(RunRow.ordinal).where(RunRow.status == "finished")
        if image_id is not None:
            query = query.where(RunRow.image_id == image_id)
        if db.scalars(query.limit(1)).first() is None:
            return
        row = db.scalars(select(DisplayRow)).one()
        now_shown = display_fields(self._display)
        if changes := changed_fields(row.seen, now_shown):
            row.seen = now_shown
            self._log.append(db, "display.seen", "display", row.session_id, changes)

    def _read_display(self) -> tuple[DisplaySettings, DisplaySettings]:
        with self._file.reading() as db:
            stored = display_of(db.scalars(select(DisplayRow)).one().current)
            return stored, stored

    def _put_display(self, db: Session) -> None:
        if self._display != self._display_stored:
            db.scalars(select(DisplayRow)).one().current = display_fields(self._display)

    def _store_display(self) -> None:
        if self._display != self._display_stored:
            with self._file.writing() as db:
                self._put_display(db)
            self._display_stored = self._display


def _get(db: Session, kind: type[AnyRow], entity: str, entity_id: str) -> AnyRow:
    key = getattr(kind, ENTITY_KEYS[entity])
    row = db.scalars(select(kind).where(key == entity_id)).first()
    if row is None:
        raise SessionError(
            f"there is no {entity} {entity_id!r} in the session", action="refresh the view and try again"
        )
    return row


def _get_annotation(db: Session, annotation_id: str) -> AnnotationRow:
    row = _get(db, AnnotationRow, "annotation", annotation_id)
    if row.deleted:
        raise SessionError(
            f"annotation {row.number} was deleted", action="undo its deletion first, or add a new one"
        )
    return row


def _run_fields(db: Session, image_id: str, request: ExplanationRequest, status: str) -> dict[str, Any]:
    last = db.scalar(select(func.max(RunRow.ordinal)))
    return {
        "ordinal": (last or 0) + 1,
        "run_id": str(uuid.uuid4()),
        "image_id": image_id,
        "status": status,
        "prompts": list(request.prompts),
        "method": request.method,
        "view": request.view,
        "request": request_fields(request),
    }


def _check_same_pixels(explanation: Explanation, image: ImageRow) -> None:
    explained = explanation.provenance.image
    if explained.rgb_sha256 != image.rgb_sha256:
        raise BadInputError(
            f"the explanation does not belong to image {image.name!r}",
            found=f"one of {explained.name!r} with pixels {explained.rgb_sha256[:16]}…",
            expected=f"pixels {image.rgb_sha256[:16]}…",
            action="import the image as it is now and explain that",
        )


def _check_same_file(path: Path, image: ImageRow) -> None:
    shown = printable_name(str(path))
    try:
        found = sha256_hex(path.read_bytes())
    except OSError as error:
        raise BadInputError(
            f"cannot read {shown!r}",
            found=error.strerror or type(error).__name__,
            action="choose another file",
        ) from error
    if found != image.file_sha256:
        raise BadInputError(
            f"{shown!r} is not the file that was imported as {image.name!r}",
            found=f"SHA-256 {found[:16]}…",
            expected=f"SHA-256 {image.file_sha256[:16]}…",
            action="choose the original file, or import this one as a new image",
        )


def _read_only(path: Path, reason: str) -> SessionReadOnlyError:
    return SessionReadOnlyError(
        f"session {printable_name(path.name)!r} cannot be edited: {reason}",
        action="nothing was changed",
    )


def _environment(actor: Actor) -> FieldChange:
    """What the program knows about who and what is at work; recorded, but no field of the session."""
    return FieldChange(
        "environment",
        None,
        {
            "actor": asdict(actor),
            "mmel_desktop": mmel_desktop.__version__,
            "sqlite": sqlite3.sqlite_version,
            "python": platform.python_version(),
            "platform": platform.platform(),
        },
    )
