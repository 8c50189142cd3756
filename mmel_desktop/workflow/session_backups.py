"""The backups of a session: which there are, and putting one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mmel_desktop.core.identity import Actor
from mmel_desktop.store.backups import STAMP_FORMAT, list_backups, list_set_aside
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.restore import restore_backup


@dataclass(frozen=True)
class SessionBackup:
    """One backup, or what a restore set aside.

    Attributes:
        path: the file; a whole session of its own.
        made_utc: ISO 8601 time it was made; empty when its name does not say.
        last_entry: number of the last audit entry it holds; 0 when its name does not say.
        size_bytes: of the file.
        is_set_aside: it is what a restore replaced; how far it goes its name does not say.
    """

    path: Path
    made_utc: str
    last_entry: int
    size_bytes: int
    is_set_aside: bool = False


def list_session_backups(session_path: str | Path) -> tuple[SessionBackup, ...]:
    """A session's backups and what restores of it set aside, newest first; of strange names, first of all.

    Only names are read: each backup was checked when it was made, and is again when it is restored.
    """
    path = Path(session_path)
    found = [_backup(file, *_parted(file)) for file in list_backups(path)]
    found += [
        _backup(file, file.stem.rpartition("-")[2], "", is_set_aside=True) for file in list_set_aside(path)
    ]
    backups = [backup for backup in found if backup is not None]
    return tuple(sorted(backups, key=lambda backup: (not backup.made_utc, backup.made_utc), reverse=True))


def _parted(backup: Path) -> tuple[str, str]:
    stamp, _, entry = backup.stem.rpartition("-")
    return stamp, entry


def _backup(path: Path, stamp: str, entry: str, *, is_set_aside: bool = False) -> SessionBackup | None:
    """What the name says; None when the file is gone meanwhile: the oldest go as new ones are made."""
    try:
        moment = datetime.strptime(stamp, STAMP_FORMAT).replace(tzinfo=UTC)
        made = moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    except ValueError:
        made = ""
    try:
        size = path.stat().st_size
    except OSError:
        return None
    return SessionBackup(path, made, int(entry) if entry.isdecimal() else 0, size, is_set_aside)


def restore_session(session_path: str | Path, backup: str | Path, *, actor: Actor) -> CaseStore:
    """Put a backup in the place of a session and open it.

    The file that was there stays beside it under a name with the time; the restore is an audited act.

    Raises:
        SessionError: the backup is not a whole session, or the file cannot be replaced.
        SessionLockedError: the session is open somewhere, perhaps in this very window.
    """
    return restore_backup(session_path, backup, actor=actor)
