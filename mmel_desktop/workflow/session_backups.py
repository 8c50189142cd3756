"""The backups of a session: which there are, and putting one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mmel_desktop.core.identity import Actor
from mmel_desktop.store.backups import STAMP_FORMAT, list_backups
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.restore import restore_backup


@dataclass(frozen=True)
class SessionBackup:
    """One backup.

    Attributes:
        path: the file; a whole session of its own.
        made_utc: ISO 8601 time it was made; empty when its name does not say.
        last_entry: number of the last audit entry it holds; 0 when its name does not say.
        size_bytes: of the file.
    """

    path: Path
    made_utc: str
    last_entry: int
    size_bytes: int


def list_session_backups(session_path: str | Path) -> tuple[SessionBackup, ...]:
    """A session's backups, newest first. Only names are read: each was checked when it was made."""
    backups = []
    for path in list_backups(Path(session_path)):
        stamp, _, entry = path.stem.rpartition("-")
        try:
            made = (
                datetime.strptime(stamp, STAMP_FORMAT).replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            )
        except ValueError:
            made = ""
        try:
            size = path.stat().st_size
        except OSError:  # gone meanwhile: the oldest are removed as new ones are made
            continue
        backups.append(SessionBackup(path, made, int(entry) if entry.isdecimal() else 0, size))
    return tuple(backups)


def restore_session(session_path: str | Path, backup: str | Path, *, actor: Actor) -> CaseStore:
    """Put a backup in the place of a session and open it.

    The file that was there stays beside it under a name with the time; the restore is an audited act.

    Raises:
        SessionError: the backup is not a whole session, or the file cannot be replaced.
        SessionLockedError: the session is open somewhere, perhaps in this very window.
    """
    return restore_backup(session_path, backup, actor=actor)
