"""Connections to a session file: how they are set up, and what their failures mean to a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from mmel_desktop.core.plain_files import require_plain_file
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import SessionError

BUSY_TIMEOUT_MS = 5_000

# Pages are checked as they are read; what a foreign file's schema says is not trusted; the journal's
# directory entry reaches the disk before a commit returns. WAL is avoided: a plain copy of a WAL file loses
# rows.
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)
_WRITER_PRAGMAS = ("PRAGMA journal_mode = DELETE", "PRAGMA synchronous = EXTRA")

_ADVICE = "verify the session; restore a backup if it is damaged"
_ACTIONS = {
    "SQLITE_FULL": "free some space and try again",
    "SQLITE_BUSY": "close the other program that uses the file and try again",
    "SQLITE_LOCKED": "close the other program that uses the file and try again",
    "SQLITE_READONLY": "check the permissions of the file and its folder",
    "SQLITE_CANTOPEN": "check that the file and its folder are still there and can be written",
    "SQLITE_IOERR": "check the disk and the connection to it",
    "SQLITE_CORRUPT": "keep the file as it is and restore a backup beside it",
    "SQLITE_NOTADB": "keep the file as it is and restore a backup beside it",
}


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open a database file.

    Args:
        path: the file.
        mode: ``ro``, ``rw`` or ``rwc`` (create it).

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    _refuse_pipes_beside(path)
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_MS / 1000,
        # pysqlite's own transactions let DDL survive a rollback; ours begin on SQLAlchemy's begin event.
        isolation_level=None,
        check_same_thread=False,  # the case store holds a lock around every use
    )
    try:
        for pragma in (*_PRAGMAS, *(_WRITER_PRAGMAS if mode != "ro" else ())):
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_pipes_beside(path: Path) -> None:
    """SQLite opens what lies beside a database under these names; a pipe there would keep it waiting."""
    for suffix in ("-journal", "-wal", "-shm"):
        beside = path.with_name(f"{path.name}{suffix}")
        try:
            require_plain_file(beside)
        except FileNotFoundError:
            continue
        except OSError as error:
            name = printable_name(beside.name)
            raise sqlite3.OperationalError(f"{name} beside it: {error.strerror or error}") from error


def engine_on(connection: sqlite3.Connection) -> Engine:
    """SQLAlchemy over this one connection. Transactions take the write lock at once unless asked otherwise.

    ``engine.execution_options(begin="BEGIN")`` gives transactions that only read.
    """
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def begin(sqlalchemy_connection: Connection) -> None:
        options = sqlalchemy_connection.get_execution_options()
        sqlalchemy_connection.exec_driver_sql(options.get("begin", "BEGIN IMMEDIATE"))

    return engine


@contextmanager
def known_failures(path: Path, doing: str, *, advice: str = _ADVICE, undone: str = "") -> Iterator[None]:
    """Turn what the environment did to the database into a :class:`SessionError`; bugs pass through.

    Args:
        path: the session file, named in the text.
        doing: what was being done, e.g. ``cannot save the edit in session``.
        advice: what to do about a failure whose kind says nothing better.
        undone: what did not happen and what is still whole, for the end of the text.
    """
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error.orig, sqlite3.Error) or _is_bug(error.orig):
            raise
        raise _session_error(path, doing, error.orig, advice, undone) from error
    except sqlite3.Error as error:
        if _is_bug(error):
            raise
        raise _session_error(path, doing, error, advice, undone) from error
    except UnicodeDecodeError as error:
        # SQLite quotes the damaged definition of a table in its message, which Python then cannot decode.
        damaged = sqlite3.DatabaseError("a damaged text that is not valid UTF-8")
        raise _session_error(path, doing, damaged, advice, undone) from error


def _is_bug(error: sqlite3.Error) -> bool:
    """Broken constraints and wrong SQL are ours; everything else is the file, the disk or another program."""
    return isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError)


def _session_error(path: Path, doing: str, error: sqlite3.Error, advice: str, undone: str) -> SessionError:
    name = getattr(error, "sqlite_errorname", "") or ""
    action = next((text for code, text in _ACTIONS.items() if name.startswith(code)), "")
    return SessionError(
        f"{doing} {printable_name(str(path))!r}",
        found=str(error),
        action=f"{action or advice}; {undone}" if undone else action or advice,
    )
