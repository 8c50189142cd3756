"""One session file on disk: creating it, opening it safely, reading and writing it in transactions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from mmel_desktop.core.identity import Actor
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import SessionError, SessionLockedError
from mmel_desktop.store.backups import back_up, is_backup
from mmel_desktop.store.file_checks import (
    check_content,
    check_is_database,
    check_values,
    read_versions,
    refuse_foreign,
)
from mmel_desktop.store.migrations import AfterStep, fresh_schema, migrate, read_schema
from mmel_desktop.store.schema import SCHEMA_VERSION, STEPS
from mmel_desktop.store.session_lock import SessionLock
from mmel_desktop.store.sqlite_connection import connect, engine_on, known_failures
from mmel_desktop.store.temporary_copies import older_form, readable_copy, upgraded_copy

_EDIT_UNDONE = "the edit was not made, the session is whole"
_IS_BACKUP = "it is a backup; restore it to go on from it"
_CHANGED_SCHEMA = "its tables or safeguards were changed from outside; verify it"
_STAYS_AS_IT_IS = "what is of an older form is not written to just to read it"


class SessionFile:
    """An open session file. Not thread-safe by itself; the case store keeps the order.

    Attributes:
        path: the file.
        read_only_reason: why it cannot be written; empty when it can.
        schema_version: version of its schema, also where it is read through an upgraded copy.
        connection: to what is read and written, of this version's schema unless a newer version wrote it.
        original: to the file itself; another one only where that is of an older schema and left unchanged.
        form_note, upgrade_note: as :class:`mmel_desktop.core.case.SessionInfo` gives them.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        read_only_reason: str,
        schema_version: int,
        resources: ExitStack,
        *,
        original: sqlite3.Connection | None = None,
        form_note: str = "",
        upgrade_note: str = "",
    ) -> None:
        self.path = path
        self.read_only_reason = read_only_reason
        self.schema_version = schema_version
        self.connection = connection
        self.original = original or connection
        self.form_note = form_note
        self.upgrade_note = upgrade_note
        self._engine = engine_on(connection)
        self._reader = self._engine.execution_options(begin="BEGIN")
        self._resources = resources
        self._identity = _file_identity(path)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent view of the file.

        Raises:
            SessionError: the file cannot be read.
        """
        with known_failures(self.path, "cannot read session"), Session(self._reader) as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, undone when it raises.

        Raises:
            SessionError: it could not be committed; nothing of it was saved.
        """
        self._check_still_there()
        with (
            known_failures(self.path, "cannot save the edit in session", undone=_EDIT_UNDONE),
            Session(self._engine, expire_on_commit=False) as db,
            db.begin(),
        ):
            yield db

    def close(self) -> None:
        """Let go of the file and its lock."""
        self._engine.dispose()
        self._resources.close()

    def _check_still_there(self) -> None:
        """On Linux and macOS an open file can be removed; what is written then would vanish with it."""
        if _file_identity(self.path) != self._identity:
            raise SessionError(
                f"session {printable_name(str(self.path))!r} was moved, replaced or deleted while open",
                expected="the file that was opened",
                action="put it back and try again, or close the session; the edit was not made",
            )


def create_session_file(path: Path, actor: Actor, fill: Callable[[Session], None]) -> SessionFile:
    """Make a new session file; it appears under its name only when it is complete.

    Args:
        path: where; must not exist.
        actor: who will hold its lock.
        fill: writes the first rows, in the transaction that also makes the tables.

    Raises:
        SessionError: there is a file already, or the folder cannot be written.
        SessionLockedError: another instance is making the same file.
    """
    path = path.resolve()
    shown = printable_name(str(path))
    try:
        taken, has_folder = path.exists(), path.parent.is_dir()
    except OSError as error:
        raise _cannot_create(path, error) from error
    if taken:
        raise SessionError(
            f"cannot create session {shown!r}",
            found="a file of that name",
            action="open it, or choose another name",
        )
    if not has_folder:
        raise SessionError(
            f"cannot create session {shown!r}", found="no such folder", action="create the folder first"
        )
    with ExitStack() as undo:
        lock = _locked_or_error(path, actor)
        undo.callback(lock.release)
        unfinished = path.with_name(f".{path.name}.new")
        undo.callback(unfinished.unlink, missing_ok=True)
        with known_failures(path, "cannot create session"):
            unfinished.unlink(missing_ok=True)
            _fill_new_file(unfinished, fill)
        unfinished.replace(path)
        undo.pop_all()
    return _open_locked(path, lock)


def open_session_file(
    path: Path,
    actor: Actor,
    *,
    read_only: bool = False,
    upgrade: bool = True,
    after_migration: AfterStep | None = None,
) -> SessionFile:
    """Open an existing session file, for writing if that is possible and wanted.

    It is opened for reading only when asked for, when it is a backup, when another instance holds its lock,
    when it or its folder cannot be written, when its tables were changed from outside, and when a newer
    version of the program wrote it; ``read_only_reason`` says which. For reading only, a session of an older
    schema is read through an upgraded copy and left as it is.

    Args:
        path: the session.
        actor: who will hold its lock.
        read_only: do not write it in any case.
        upgrade: a session of an older schema may be upgraded, after a backup, so that it can be written;
            otherwise it is opened for reading only.
        after_migration: see :func:`mmel_desktop.store.migrations.migrate`.

    Raises:
        SessionError: there is no such file, it is not a session, or it is damaged.
    """
    path = path.resolve()  # through a link, lock and journal would lie beside the link
    check_is_database(path)
    if read_only:
        return _open_for_reading(path, "it was opened for reading only")
    if is_backup(path):
        return _open_for_reading(path, _IS_BACKUP)
    if not upgrade and _is_of_older_form(path):
        return _open_for_reading(path, _STAYS_AS_IT_IS)
    if reason := _why_not_writable(path):
        return _open_for_reading(path, reason)
    lock = SessionLock(path, actor)
    try:
        if not lock.acquire():
            return _open_for_reading(path, f"it is open for {lock.holder()}")
    except OSError as error:
        blocked = Path(error.filename).name if error.filename else "its folder"
        return _open_for_reading(path, f"{printable_name(blocked)} cannot be written ({error.strerror})")
    try:
        return _open_locked(path, lock, after_migration)
    except BaseException:
        lock.release()
        raise


def _open_locked(path: Path, lock: SessionLock, after_migration: AfterStep | None = None) -> SessionFile:
    """Open for writing; the lock is held and handed over to the result on success."""
    with ExitStack() as resources, known_failures(path, "cannot open session"):
        resources.callback(lock.release)
        connection = connect(path, "rw")
        resources.callback(connection.close)
        version = refuse_foreign(path, connection)
        check_content(path, connection)
        if version > SCHEMA_VERSION:
            resources.close()
            return _open_for_reading(path, _newer(version))
        if read_schema(connection) != fresh_schema(STEPS[:version]):
            # A strange trigger could change what is written, a missing one leaves the trail unprotected. Nor
            # is such a file upgraded: a step might put right what speaks against it.
            resources.close()
            return _open_for_reading(path, _CHANGED_SCHEMA)
        upgrade_note = ""
        if version < SCHEMA_VERSION:
            backup = back_up(connection, path)
            migrate(engine_on(connection), steps=STEPS, after_step=after_migration)
            upgrade_note = (
                f"it was of an older form (schema {version}) and was upgraded to schema {SCHEMA_VERSION}; "
                f"before that, a backup of the old form was made: {printable_name(backup.name)}"
            )
        check_values(path, connection)
        return SessionFile(
            path, connection, "", SCHEMA_VERSION, resources.pop_all(), upgrade_note=upgrade_note
        )


def _open_for_reading(path: Path, reason: str) -> SessionFile:
    with ExitStack() as resources, known_failures(path, "cannot open session"):
        readable = resources.enter_context(readable_copy(path))
        connection = connect(readable, "ro")
        resources.callback(connection.close)
        version = refuse_foreign(path, connection)
        check_content(path, connection)
        original, form_note = connection, ""
        if version < SCHEMA_VERSION:
            copy = resources.enter_context(upgraded_copy(path, original, steps=STEPS))
            connection = connect(copy, "ro")
            resources.callback(connection.close)
            form_note = older_form(version).message
        if version > SCHEMA_VERSION:
            reason = _newer(version)
        else:
            check_values(path, connection)
        return SessionFile(
            path, connection, reason, version, resources.pop_all(), original=original, form_note=form_note
        )


def _is_of_older_form(path: Path) -> bool:
    with (
        known_failures(path, "cannot open session"),
        readable_copy(path) as readable,
        closing(connect(readable, "ro")) as connection,
    ):
        return read_versions(connection)[1] < SCHEMA_VERSION


def _fill_new_file(path: Path, fill: Callable[[Session], None]) -> None:
    connection = connect(path, "rwc")
    try:
        engine = engine_on(connection)
        migrate(engine, after_step=lambda db, _old, new: fill(db) if new == SCHEMA_VERSION else None)
        engine.dispose()
    finally:
        connection.close()


def _locked_or_error(path: Path, actor: Actor) -> SessionLock:
    lock = SessionLock(path, actor)
    try:
        if lock.acquire():
            return lock
    except OSError as error:
        raise _cannot_create(path, error) from error
    raise SessionLockedError(
        f"cannot create session {printable_name(str(path))!r}",
        found=f"it is being made by {lock.holder()}",
        action="choose another name",
    )


def _cannot_create(path: Path, error: OSError) -> SessionError:
    return SessionError(
        f"cannot create session {printable_name(str(path))!r}",
        found=error.strerror or type(error).__name__,
        action="choose a folder that can be written",
    )


def _newer(version: int) -> str:
    return (
        f"a newer version of MMEL Desktop wrote it (schema {version}; this version writes {SCHEMA_VERSION})"
    )


def _why_not_writable(path: Path) -> str:
    if not os.access(path, os.W_OK):
        return "the file is write-protected"
    if not os.access(path.parent, os.W_OK):
        return "its folder cannot be written"
    return ""


def _file_identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
