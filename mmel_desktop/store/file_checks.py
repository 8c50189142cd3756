"""Is this file a session, and is it whole? Asked before anything in it is believed."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from mmel_desktop.core.source_image import printable_name, printable_start
from mmel_desktop.errors import SessionError
from mmel_desktop.store.schema import APPLICATION_ID, SCHEMA_VERSION
from mmel_desktop.store.sqlite_connection import connect
from mmel_desktop.store.stored_values import malformed_columns

_WHOLE_CHECK_LIMIT_BYTES = 64 * 1024 * 1024


def is_database(path: Path) -> bool:
    """Whether SQLite takes a file for one of its own, damaged or not; its bytes are not read here.

    On POSIX systems, closing any other handle of a file drops the locks that a connection of this process may
    hold on it: a session that is open here must not be opened as a plain file just to look at it.

    Raises:
        OSError: there is no such file, it is a folder, or it cannot be read.
    """
    empty = path.stat().st_size == 0
    if not path.is_file():
        raise IsADirectoryError(errno.EISDIR, "a folder" if path.is_dir() else "a device or a pipe")
    if not os.access(path, os.R_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if empty:
        return False
    try:
        with closing(connect(path, "ro")) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.DatabaseError as error:
        # Everything else, such as an unfinished transaction, is met again where the file is really opened.
        return getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB"
    return True


def check_is_database(path: Path) -> None:
    """Refuse what is no database at all.

    Raises:
        SessionError: no such file, unreadable, empty or something else.
    """
    try:
        if is_database(path):
            return
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise SessionError(
            f"cannot open session {printable_name(str(path))!r}",
            found=error.strerror or type(error).__name__,
            expected="a readable .mmel file",
            action="check the path and its permissions",
        ) from error
    raise _not_a_session(
        path, f"content starting with {printable_start(start)}" if start else "an empty file"
    )


def _not_a_session(path: Path, found: str) -> SessionError:
    return SessionError(
        f"{printable_name(str(path))!r} is not a session file",
        found=found,
        expected="an SQLite database made by MMEL Desktop",
        action="choose a .mmel file",
    )


def read_versions(connection: sqlite3.Connection) -> tuple[int, int]:
    """Application id and schema version from the header."""
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    return int(application_id), int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_foreign(path: Path, connection: sqlite3.Connection) -> int:
    """Refuse a database that another program made, and a session whose header was changed.

    Returns:
        The version of its schema.

    Raises:
        SessionError: it is not ours, or does not say so.
    """
    application_id, version = read_versions(connection)
    if application_id == APPLICATION_ID and version >= 1:
        return version
    shown = printable_name(str(path))
    if application_id != APPLICATION_ID and not _has_our_tables(connection):
        raise SessionError(
            f"{shown!r} is not a session of MMEL Desktop",
            found=f"a database of another program (application id {application_id:#010x})",
            expected=f"application id {APPLICATION_ID:#010x}",
            action="choose a .mmel file",
        )
    if application_id != APPLICATION_ID:
        raise SessionError(
            f"the header of session {shown!r} was changed or damaged",
            found=f"the tables of a session under application id {application_id:#010x}",
            expected=f"application id {APPLICATION_ID:#010x}, as this program writes it",
            action="keep it as it is and restore a backup",
        )
    raise SessionError(
        f"the header of session {shown!r} was changed or damaged",
        found=f"schema version {version}",
        expected=f"a schema version from 1 to {SCHEMA_VERSION}, as this program writes it",
        action="keep it as it is and restore a backup",
    )


def _has_our_tables(connection: sqlite3.Connection) -> bool:
    try:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False
    return {"session", "audit_trail", "images"} <= {name for (name,) in rows}


def check_content(path: Path, connection: sqlite3.Connection) -> None:
    """Check the database's own structure and its references.

    In large files the stored maps are left to their own hashes, which are checked whenever one is read:
    reading gigabytes before the window opens would help nobody.

    Raises:
        SessionError: damaged.
    """
    problems: list[str] = []
    try:
        for table in _tables_to_check(connection):
            scope = f"({table})" if table else ""
            rows = connection.execute(f"PRAGMA quick_check{scope}").fetchmany(3)
            problems += [str(row[0]) for row in rows if row[0] != "ok"]
        for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(3):
            problems.append(f"row {row_id} of {table} refers to a missing entry of {parent}")
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        problems.append(str(error))
    if problems:
        raise _damaged(path, problems, "a whole database")


def check_values(path: Path, connection: sqlite3.Connection) -> None:
    """Check that every column holds values of its own kind: SQLite itself takes any.

    Args:
        path: the file, named in the text.
        connection: the session, of this version's schema.

    Raises:
        SessionError: damaged.
    """
    try:
        problems = malformed_columns(connection, with_blobs=_tables_to_check(connection) == [""])
    except sqlite3.OperationalError as error:  # no such table or column
        problems = [str(error)]
    if problems:
        raise _damaged(path, problems, "columns that hold values of their own kind")


def _damaged(path: Path, problems: list[str], expected: str) -> SessionError:
    return SessionError(
        f"session {printable_name(str(path))!r} is damaged",
        found="; ".join(problems[:3]),
        expected=expected,
        action="keep it as it is and restore a backup",
    )


def _tables_to_check(connection: sqlite3.Connection) -> list[str]:
    """``[""]`` for the whole file, or its tables but the stored maps."""
    pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
    page_bytes = int(connection.execute("PRAGMA page_size").fetchone()[0])
    if pages * page_bytes <= _WHOLE_CHECK_LIMIT_BYTES:
        return [""]
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'blobs'")
    return ['"' + str(name).replace('"', '""') + '"' for (name,) in rows]
