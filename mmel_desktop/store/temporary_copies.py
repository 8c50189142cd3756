"""Copies of a session, made so that reading it never writes to it; each is removed when it was read."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from mmel_desktop.core.case import Finding
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import OlderFormError, SessionError
from mmel_desktop.store.migrations import migrate
from mmel_desktop.store.schema import STEPS
from mmel_desktop.store.sqlite_connection import connect, engine_on, known_failures

_COPY = "session.mmel"
_OF_THE_DISK = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN")


def older_form(version: int) -> Finding:
    """What is said wherever a session of an older schema was read through :func:`upgraded_copy`."""
    message = (
        f"it is of an older form (schema {version}), was read through an upgraded copy and itself left "
        "unchanged"
    )
    return Finding("note", "database", message)


@contextmanager
def readable_copy(path: Path) -> Iterator[Path]:
    """A path that can be opened for reading only, whatever state the file was left in.

    After a crash SQLite must first roll back the unfinished transaction in the ``-journal`` file, which needs
    writing. So that reading never writes, this happens in a temporary copy.

    Raises:
        SessionError: a copy is needed and there is no room for it.
    """
    journal = path.with_name(f"{path.name}-journal")
    if not _needs_rollback(path, journal):
        yield path
        return
    with _folder_for(path) as folder:
        copy = folder / _COPY
        with known_failures(path, "cannot read session"), _copying(path, str(folder.parent)):
            shutil.copyfile(path, copy)
            shutil.copyfile(journal, copy.with_name(f"{copy.name}-journal"))
            with closing(connect(copy, "rw")) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield copy


@contextmanager
def upgraded_copy(
    path: Path, connection: sqlite3.Connection, *, steps: Sequence[Sequence[str]] = STEPS
) -> Iterator[Path]:
    """A copy of a session of an older schema, brought to this version's; its audit trail stays as it is.

    Args:
        path: the session, named in errors.
        connection: has it open for reading. What it sees is copied, also within a transaction.
        steps: of :func:`mmel_desktop.store.migrations.migrate`.

    Raises:
        SessionError: there is no room for the copy.
        OlderFormError: the tables are not those of the schema that it says it has.
        sqlite3.Error: it cannot be read.
    """
    with _folder_for(path) as folder:
        copy = folder / _COPY
        with _copying(path, str(folder.parent)):
            with closing(sqlite3.connect(copy, isolation_level=None)) as target:
                connection.backup(target)
            _upgrade(path, copy, steps)
        yield copy


def _upgrade(path: Path, copy: Path, steps: Sequence[Sequence[str]]) -> None:
    with closing(connect(copy, "rw")) as connection:
        engine = engine_on(connection)
        try:
            migrate(engine, steps=steps, refuse_broken_references=False)
        except (DBAPIError, UnicodeDecodeError) as error:
            reason = error.orig if isinstance(error, DBAPIError) else "a damaged text that is not valid UTF-8"
            if isinstance(reason, sqlite3.Error) and _is_of_the_disk(reason):
                raise reason from error
            raise OlderFormError(
                f"session {printable_name(str(path))!r} is of an older form, but not as the program made it",
                found=str(reason),
                expected="the tables of that form",
                action="verify it; keep it as it is and restore a backup",
            ) from error
        finally:
            engine.dispose()


@contextmanager
def _folder_for(path: Path) -> Iterator[Path]:
    """A folder of the user's alone, gone afterwards."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="mmel-desktop-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _no_copy(path, error.filename or "the folder for temporary files", error) from error
    with folder as name:
        yield Path(name)


@contextmanager
def _copying(path: Path, place: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _no_copy(path, place, error) from error
    except sqlite3.Error as error:
        if not _is_of_the_disk(error):
            raise
        raise _no_copy(path, place, error) from error


def _is_of_the_disk(error: sqlite3.Error) -> bool:
    return (getattr(error, "sqlite_errorname", "") or "").startswith(_OF_THE_DISK)


def _no_copy(path: Path, place: str, error: OSError | sqlite3.Error) -> SessionError:
    found = error.strerror if isinstance(error, OSError) else str(error)
    try:
        room = f"room for {path.stat().st_size:,} bytes and a little more"
    except OSError:
        room = "room for it"
    return SessionError(
        f"cannot make the temporary copy through which session {printable_name(str(path))!r} must be read",
        found=found or type(error).__name__,
        expected=f"{room} in {printable_name(place)!r}",
        action="free some space there and try again; the session itself is unchanged",
    )


def _needs_rollback(path: Path, journal: Path) -> bool:
    try:
        if journal.stat().st_size == 0:
            return False
    except OSError:
        return False
    try:
        connection = connect(path, "ro")
    except sqlite3.Error:
        return True
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        # Busy means that a living writer is at work: there is nothing to roll back.
        return not error.sqlite_errorname.startswith("SQLITE_BUSY")
    finally:
        connection.close()
    return False
