"""The case: everything a session holds, read and edited as core values.

Every edit is committed, together with its entry in the audit trail, before the method returns. Nothing is
saved later.
"""

from __future__ import annotations

import logging
import sqlite3
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from mmel_desktop.core.audit_event import AuditEvent, FieldChange
from mmel_desktop.core.case import DisplaySettings, SessionInfo
from mmel_desktop.core.identity import Actor, utc_now
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import SessionError
from mmel_desktop.store.audit_log import (
    BRANCHING,
    AuditLog,
    Clock,
    changed_fields,
    created_fields,
    environment_change,
    iter_actions,
    read_acts,
    read_events,
    read_session_id,
    recordable_values,
)
from mmel_desktop.store.backups import back_up, check_backup, copy_database, last_backed_up_entry
from mmel_desktop.store.case_images import CaseImages
from mmel_desktop.store.case_judgements import CaseJudgements
from mmel_desktop.store.case_sign_off import CaseSignOff
from mmel_desktop.store.case_snapshot import CaseSnapshot, snapshot_of_rest
from mmel_desktop.store.record_values import display_fields
from mmel_desktop.store.recordable_fields import refuse_other_kinds
from mmel_desktop.store.session_file import SessionFile, create_session_file, open_session_file
from mmel_desktop.store.sqlite_connection import known_failures
from mmel_desktop.store.stored_values import stored_values, texts
from mmel_desktop.store.tables import EVIDENCE_ROWS, DisplayRow, SessionRow

_MOST_TRIES = 5
AUTOMATIC_BACKUP_LIMIT_BYTES = 32 * 1024 * 1024

_ACTS_WITHOUT_WORK = (
    *("session.opened", "session.backed_up", "session.migrated", "session.restored", "session.verified"),
)

logger = logging.getLogger(__name__)


class CaseStore(CaseImages, CaseJudgements, CaseSignOff):
    """An open session. All methods may be called from any thread; they wait for one another.

    Make one with :meth:`create` or :meth:`open`. Every method raises :class:`SessionError` when the file
    cannot be read or written; what was asked for has then not happened and the session is still usable.
    Methods that edit raise :class:`SessionReadOnlyError` when the session is open for reading only or signed
    off.
    """

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
            BadInputError: a text is none, or not valid Unicode.
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

        refuse_other_kinds(SessionRow, row.state())

        def fill(db: Session) -> None:
            db.add(row)
            db.flush()
            current = display_fields(DisplaySettings())
            db.add(DisplayRow(session_id=row.session_id, current=current, seen={}))
            changes = (*created_fields(row.state()), environment_change(actor))
            AuditLog(actor, clock).append(db, "session.created", row.entity, row.session_id, changes)

        with recordable_values():
            store = cls(create_session_file(path, actor, fill), actor, clock)
        store.claim_place()
        return store

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        actor: Actor,
        read_only: bool = False,
        upgrade: bool = True,
        clock: Clock = utc_now,
    ) -> Self:
        """Open an existing session; for reading only when it cannot be written (see :meth:`session`).

        One of an older schema is upgraded where it is written, after a backup, and read through an upgraded
        copy where it is not; ``upgrade=False`` writes to no such session.

        Raises:
            SessionError: no such file, not a session, or damaged.
        """
        log = AuditLog(actor, clock)

        def record_migration(db: Session, old: int, new: int) -> None:
            change = FieldChange("schema_version", old, new)
            log.append(db, "session.migrated", "session", read_session_id(db), (change,))

        file = open_session_file(
            Path(path), actor, read_only=read_only, upgrade=upgrade, after_migration=record_migration
        )
        try:
            store = cls(file, actor, clock)
            if not file.read_only_reason:
                changes = (environment_change(actor), *_back_up_last_sitting(file))
                with file.writing() as db:
                    log.append(db, "session.opened", "session", read_session_id(db), changes)
        except BaseException:
            file.close()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def back_up(self) -> Path:
        """Copy the session into its folder of backups, checked; the oldest beyond the last ten go.

        Where the session can be written, the backup is an entry of its audit trail.

        Raises:
            SessionError: the copy could not be made.
        """
        with self._lock:
            self._refuse_if_closed()
            backup = back_up(self._file.original, self.path)
            if self._file.read_only_reason:
                return backup
            change = FieldChange("backup", None, backup.name)
            self.record_act("session.backed_up", "session", self.session().session_id, (change,))
            return backup

    def copy_to(self, target: Path) -> Path:
        """Write a consistent, checked copy of the session to a new file.

        Raises:
            SessionError: the copy could not be made.
        """
        with self._lock:
            self._refuse_if_closed()
            with known_failures(self.path, "cannot copy session"):
                copy_database(self._file.original, target)
            check_backup(target)
        return target

    def snapshot(self) -> CaseSnapshot:
        """The case as it is now, to be read at leisure while it is edited.

        Raises:
            SessionError: it cannot be read, or another program, which may write it, does not rest.
        """
        if snapshot := snapshot_of_rest(self):
            return snapshot
        with self._lock:
            for _ in range(_MOST_TRIES):
                if snapshot := snapshot_of_rest(self):
                    return snapshot
        raise SessionError(
            "the session was edited while it was exported",
            found="new audit entries, again and again",
            expected="a moment in which nobody edits it",
            action="export it again",
        )

    def session(self) -> SessionInfo:
        """The session's own facts."""
        with self._reading() as db, stored_values():
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
                prompts=texts(row.prompts),
                method=row.method,
                view=row.view,
                signed_off=row.signed_off,
                read_only=bool(reason),
                read_only_reason=reason,
                form_note=self._file.form_note,
                upgrade_note=self._file.upgrade_note,
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

    def audit_events(self, after_sequence: int = 0, limit: int | None = None) -> tuple[AuditEvent, ...]:
        """The audit trail, or what came after an entry; of these no more than ``limit``, the oldest first."""
        with self._reading() as db:
            try:
                return read_events(db, after_sequence, limit)
            except (ValueError, KeyError, TypeError) as error:
                raise SessionError(
                    "the audit trail cannot be read",
                    found=f"an entry that is none ({error})",
                    action="verify the session; restore a backup",
                ) from error

    def acts_on(self, entity: str, entity_id: str, action: str) -> tuple[AuditEvent, ...]:
        """The entries of the audit trail that tell of one kind of act on one thing, oldest first."""
        with self._reading() as db:
            return read_acts(db, action, of=(entity, entity_id))

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
        with self._editing(signed_off_too=True) as edit:
            if action.endswith("exported"):
                edit.record_display_seen()
            self._branch = None if action in BRANCHING else self._branch
            return edit.log.append(edit.db, action, entity, entity_id, changes, reason)

    def _edit_session(self, fields: Mapping[str, Any], text: str) -> SessionInfo:
        with self._editing() as edit:
            row = edit.session_row()
            if changed_fields(row.state(), fields):
                edit.update_undoably(row, "session.edited", fields, text)
        return self.session()


def _back_up_last_sitting(file: SessionFile) -> tuple[FieldChange, ...]:
    """Before a new sitting, copy what the last one left, unless nothing was done or copying would take long.

    A copy that fails must not keep anyone from working: it is recorded, and the session opens.
    """
    if file.path.stat().st_size > AUTOMATIC_BACKUP_LIMIT_BYTES:
        return ()
    with file.reading() as db:
        newest_first = iter_actions(db, last_backed_up_entry(file.path))
        if all(action in _ACTS_WITHOUT_WORK for action in newest_first):
            return ()
    try:
        return (FieldChange("backup", None, back_up(file.connection, file.path).name),)
    except SessionError as error:
        logger.warning("no backup before the sitting: %s", error)
        return (FieldChange("backup_failed", None, str(error)),)
