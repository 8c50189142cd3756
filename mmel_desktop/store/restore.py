"""Putting a backup in the place of a session. The file that was there is set aside, never overwritten."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path

from mmel_desktop.core.audit_event import FieldChange
from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import SessionError, SessionLockedError
from mmel_desktop.store.backups import check_backup, copy_database, utc_stamp
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_lock import SessionLock
from mmel_desktop.store.sqlite_connection import connect, known_failures


def restore_backup(session_path: str | Path, backup: str | Path, *, actor: Actor) -> CaseStore:
    """Put a backup in the place of a session and open it; the restore is an entry of its audit trail.

    Args:
        session_path: the session; it must not be open anywhere, and may be damaged or missing.
        backup: one of its backups.
        actor: who restores it.

    Returns:
        The restored session, open. The file that was replaced lies beside it, named after the time.

    Raises:
        SessionError: the backup is not a whole session, or the file cannot be replaced.
        SessionLockedError: the session is open somewhere.
    """
    session_path, backup = Path(session_path).resolve(), Path(backup).resolve()
    check_backup(backup)
    lock = SessionLock(session_path, actor)
    with ExitStack() as held, known_failures(session_path, "cannot restore session"):
        try:
            if not lock.acquire():
                raise SessionLockedError(
                    f"cannot restore session {printable_name(str(session_path))!r}",
                    found=f"it is open for {lock.holder()}",
                    action="close it there first",
                )
            held.callback(lock.release)
            unfinished = session_path.with_name(f".{session_path.name}.new")
            held.callback(unfinished.unlink, missing_ok=True)
            _copy(backup, unfinished)
            set_aside = _set_aside(session_path)
            unfinished.replace(session_path)
        except OSError as error:
            raise SessionError(
                f"cannot restore session {printable_name(str(session_path))!r}",
                found=error.strerror or type(error).__name__,
                action="check the permissions of its folder and the free space",
            ) from error
    store = CaseStore.open(session_path, actor=actor)
    changes = (
        FieldChange("backup", None, printable_name(backup.name)),
        FieldChange("backup_sha256", None, sha256_hex(backup.read_bytes())),
        FieldChange("replaced_file", None, printable_name(set_aside.name) if set_aside else None),
    )
    store.record_act("session.restored", "session", store.session().session_id, changes)
    return store


def _copy(backup: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with closing(connect(backup, "ro")) as connection:
        copy_database(connection, target)


def _set_aside(session_path: Path) -> Path | None:
    """Rename the present file and its journal, which, left behind, would be applied to the restored file."""
    if not session_path.exists():
        return None
    aside = session_path.with_name(f"{session_path.stem}.replaced-{utc_stamp()}{session_path.suffix}")
    journal = session_path.with_name(f"{session_path.name}-journal")
    if journal.exists():
        journal.rename(aside.with_name(f"{aside.name}-journal"))
    return session_path.rename(aside)
