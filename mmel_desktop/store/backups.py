"""Copies of a session file, made through SQLite's backup interface, checked before they count."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mmel_desktop.store.file_checks import check_content, check_is_database, refuse_foreign
from mmel_desktop.store.sqlite_connection import connect, known_failures

BACKUPS_KEPT = 10
STAMP_FORMAT = "%Y%m%dT%H%M%S%fZ"


def backup_folder(session_path: Path) -> Path:
    """Where a session's backups lie: beside it."""
    return session_path.with_name(f"{session_path.name}.backups")


def list_backups(session_path: Path) -> tuple[Path, ...]:
    """A session's backups, newest first."""
    return tuple(sorted(backup_folder(session_path).glob("*.mmel"), reverse=True))


def set_aside_path(session_path: Path) -> Path:
    """Under which name a session is set aside now."""
    return session_path.with_name(f"{session_path.stem}.replaced-{utc_stamp()}{session_path.suffix}")


def list_set_aside(session_path: Path) -> tuple[Path, ...]:
    """What restores set aside beside a session, newest first."""
    start, end = f"{session_path.stem}.replaced-", session_path.suffix
    try:
        files = [
            file
            for file in session_path.parent.iterdir()
            if file.name.startswith(start) and file.suffix == end and _is_stamp(file.stem[len(start) :])
        ]
    except OSError:  # the folder cannot be searched, or is gone
        return ()
    return tuple(sorted(files, reverse=True))


def _is_stamp(text: str) -> bool:
    try:
        datetime.strptime(text, STAMP_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def is_backup(path: Path, last_entry: int | None = None) -> bool:
    """Whether a file lies where backups lie, under the name of one.

    Args:
        path: the file.
        last_entry: number of the last audit entry that its name must say; None for any.
    """
    stamp, _, number = path.stem.rpartition("-")
    is_named = _is_stamp(stamp) and number.isdecimal() and last_entry in {None, int(number)}
    return path.parent.suffix == backup_folder(path).suffix and is_named


def last_backed_up_entry(session_path: Path) -> int:
    """Number of the last audit entry that the newest backup holds; 0 when there is none."""
    numbers = [backup.stem.rpartition("-")[2] for backup in list_backups(session_path)[:1]]
    return int(numbers[0]) if numbers and numbers[0].isdecimal() else 0


def back_up(connection: sqlite3.Connection, session_path: Path, *, keep: int = BACKUPS_KEPT) -> Path:
    """Copy an open session; the copy takes its name only after it was checked, and the oldest ones then go.

    Args:
        connection: the open session, not in a transaction.
        session_path: its file.
        keep: how many backups remain.

    Returns:
        The copy, named after the time and the last audit entry it holds.

    Raises:
        SessionError: the copy could not be written or is not whole.
    """
    folder = backup_folder(session_path)
    unfinished = folder / "unfinished.part"
    with known_failures(
        session_path,
        "cannot back up session",
        advice="check the space and the permissions of its folder",
        undone="the session itself is whole",
    ):
        last_entry = connection.execute("SELECT max(sequence) FROM audit_trail").fetchone()[0]
        target = folder / f"{_next_stamp(session_path)}-{last_entry}.mmel"
        try:
            if not folder.is_dir():
                _make_folder(folder)
            if not os.access(
                folder, os.W_OK | os.X_OK
            ):  # SQLite would only say that it cannot open something
                raise PermissionError(errno.EACCES, f"{os.strerror(errno.EACCES)} in {folder.name!r}")
            unfinished.unlink(missing_ok=True)
            copy_database(connection, unfinished)
            check_backup(unfinished)
            unfinished.replace(target)
        except OSError as error:
            raise sqlite3.OperationalError(error.strerror or type(error).__name__) from error
        finally:
            with suppress(OSError):  # the folder itself may be what failed
                unfinished.unlink(missing_ok=True)
    for old in list_backups(session_path)[keep:]:
        old.unlink(missing_ok=True)
    return target


def _make_folder(folder: Path) -> None:
    """In a folder that a team shares, the team shares the backups."""
    folder.mkdir()
    mode = stat.S_IMODE(folder.parent.stat().st_mode)
    if mode & stat.S_IWGRP:
        folder.chmod(mode)


def utc_stamp() -> str:
    """The time as a part of a file name that sorts by time."""
    return datetime.now(UTC).strftime(STAMP_FORMAT)


def _next_stamp(session_path: Path) -> str:
    """Now, or just after the newest backup: after a clock went back, the newest would count as the oldest."""
    now = utc_stamp()
    newest = next((backup.stem.partition("-")[0] for backup in list_backups(session_path)), "")
    try:
        last = datetime.strptime(newest, STAMP_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return now
    return max(now, (last + timedelta(microseconds=1)).strftime(STAMP_FORMAT))


def copy_database(connection: sqlite3.Connection, target: Path) -> None:
    """Write a consistent copy of an open database and flush it to the disk."""
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        connection.backup(copy)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def check_backup(path: Path) -> None:
    """Open a copy and check it.

    Raises:
        SessionError: it is not a whole session.
    """
    check_is_database(path)
    with known_failures(path, "cannot use backup"), closing(connect(path, "ro")) as connection:
        refuse_foreign(path, connection)
        check_content(path, connection)
