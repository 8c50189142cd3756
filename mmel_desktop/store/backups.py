"""Copies of a session file, made through SQLite's backup interface, checked before they count."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from mmel_desktop.store.file_checks import check_content, check_header
from mmel_desktop.store.sqlite_connection import connect, known_failures

BACKUPS_KEPT = 10


def backup_folder(session_path: Path) -> Path:
    """Where a session's backups lie: beside it."""
    return session_path.with_name(f"{session_path.name}.backups")


def list_backups(session_path: Path) -> tuple[Path, ...]:
    """A session's backups, newest first."""
    return tuple(sorted(backup_folder(session_path).glob("*.mmel"), reverse=True))


def back_up(
    connection: sqlite3.Connection, session_path: Path, *, label: str = "", keep: int = BACKUPS_KEPT
) -> Path:
    """Copy an open session; the copy takes its name only after it was checked, and the oldest ones then go.

    Args:
        connection: the open session, not in a transaction.
        session_path: its file.
        label: added to the name, e.g. why it was made.
        keep: how many backups remain.

    Raises:
        SessionError: the copy could not be written or is not whole.
    """
    folder = backup_folder(session_path)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = folder / f"{stamp}{'-' if label else ''}{label}.mmel"
    unfinished = target.with_suffix(".part")
    with known_failures(session_path, "cannot back up session"):
        try:
            folder.mkdir(exist_ok=True)
            copy_database(connection, unfinished)
            check_backup(unfinished)
            unfinished.replace(target)
        except OSError as error:
            raise sqlite3.OperationalError(error.strerror or type(error).__name__) from error
        finally:
            unfinished.unlink(missing_ok=True)
    for old in list_backups(session_path)[keep:]:
        old.unlink(missing_ok=True)
    return target


def copy_database(connection: sqlite3.Connection, target: Path) -> None:
    """Write a consistent copy of an open database and flush it to the disk."""
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        copy.execute("PRAGMA synchronous = EXTRA")
        connection.backup(copy)
    finally:
        copy.close()
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def check_backup(path: Path) -> None:
    """Open a copy and check it.

    Raises:
        SessionError: it is not a whole database.
    """
    check_header(path)
    connection = connect(path, "ro")
    try:
        check_content(path, connection)
    finally:
        connection.close()
