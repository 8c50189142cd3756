"""What every part of an open case shares: its file, the order of its callers, and its transactions."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from mmel_desktop.core.audit_event import Anchor
from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import SessionError, SessionReadOnlyError
from mmel_desktop.store.anchors import write_anchor
from mmel_desktop.store.audit_log import (
    AuditLog,
    Clock,
    read_branch,
    read_head,
    read_session_id,
    recordable_values,
)
from mmel_desktop.store.edit import Edit
from mmel_desktop.store.places import note_place
from mmel_desktop.store.record_values import display_fields, display_of
from mmel_desktop.store.session_file import SessionFile
from mmel_desktop.store.stored_values import stored_values
from mmel_desktop.store.tables import DisplayRow, SessionRow


class OpenCase:
    """An open session file and the lock that lets one caller at a time use it.

    Args:
        file: the file; closed with the case.
        actor: to whom edits are attributed.
        clock: gives the time as ISO 8601 UTC.
    """

    def __init__(self, file: SessionFile, actor: Actor, clock: Clock) -> None:
        self._file = file
        self._log = AuditLog(actor, clock)
        self._lock = threading.RLock()
        self._closed = False
        self._told: set[Path] = set()
        self._branch: str | None = None
        with file.reading() as db, stored_values():
            self._display = display_of(db.scalars(select(DisplayRow)).one().current)
        self._display_stored = self._display

    @property
    def path(self) -> Path:
        """The session file, absolute."""
        return self._file.path

    @property
    def can_record_acts(self) -> bool:
        """Whether exports and the like can go on record; in a signed-off session they can."""
        return not self._file.read_only_reason

    def display(self) -> DisplaySettings:
        """How the workbench shows the case."""
        with self._lock:
            return self._display

    def set_display(self, display: DisplaySettings) -> None:
        """Keep how the workbench shows the case.

        Cheap enough for a slider: it reaches the file with the next edit or on closing, and the audit trail
        when an image is judged or a report exported with it. In a session open for reading only it lasts
        until closing.
        """
        with self._lock:
            self._refuse_if_closed()
            self._display = display

    def anchor(self) -> Anchor:
        """The chain's present end; a writable session also notes it outside the file (see ``anchors``)."""
        with self._reading() as db:
            head = read_head(db)
            assert head is not None, "a session starts with an entry"
            anchor = Anchor(read_session_id(db), head.sequence, head.sha256, self._log.clock())
            if not self._file.read_only_reason:
                branch = self._branch_of(db)
                write_anchor(self.path, anchor, branch, told=self._told)
                note_place(self.path, anchor, branch, told=self._told)
            return anchor

    def claim_place(self) -> None:
        """Note outside the file that the program itself put this session where it lies (see ``places``)."""
        anchor = self.anchor()
        with self._reading() as db:
            note_place(self.path, anchor, self._branch_of(db), told=self._told, on_purpose=True)

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

    def _branch_of(self, db: Session) -> str:
        """Which copy of the session this is, see :func:`mmel_desktop.store.anchors.ledger_path`."""
        if self._branch is None:
            self._branch = read_branch(db)
        return self._branch

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with self._lock:
            self._refuse_if_closed()
            with self._file.reading() as db:
                yield db

    @contextmanager
    def _editing(self, *, signed_off_too: bool = False) -> Iterator[Edit]:
        """A transaction that is committed when the block ends and undone when it raises."""
        with self._lock:
            self._refuse_if_closed()
            if self._file.read_only_reason:
                raise _read_only(self.path, self._file.read_only_reason)
            with recordable_values(), self._file.writing() as db:
                if not signed_off_too and db.scalars(select(SessionRow.signed_off)).one():
                    raise _read_only(self.path, "it is signed off")
                self._put_display(db)
                yield Edit(db, self._log, self._display)
            self._display_stored = self._display

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise SessionError(
                f"session {printable_name(str(self.path))!r} is closed", action="open it again"
            )

    def _put_display(self, db: Session) -> None:
        if self._display != self._display_stored:
            db.scalars(select(DisplayRow)).one().current = display_fields(self._display)

    def _store_display(self) -> None:
        if self._display != self._display_stored:
            with self._file.writing() as db:
                self._put_display(db)
            self._display_stored = self._display


def _read_only(path: Path, reason: str) -> SessionReadOnlyError:
    return SessionReadOnlyError(
        f"session {printable_name(path.name)!r} cannot be edited: {reason}", action="nothing was changed"
    )
