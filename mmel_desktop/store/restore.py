"""Putting a backup in the place of a session. The file that was there is set aside, never overwritten."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from mmel_desktop.core.audit_event import FieldChange
from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.restored import RESTORED, files_given_out
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import SessionError, SessionLockedError
from mmel_desktop.store.anchors import anchor_in, sidecar_path
from mmel_desktop.store.audit_log import (
    AuditLog,
    environment_change,
    event_from_bytes,
    read_session_id,
    recordable_values,
)
from mmel_desktop.store.backups import backup_folder, check_backup, copy_database, set_aside_path
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.known_restores import KnownRestore, note_restore
from mmel_desktop.store.line_files import read_lines
from mmel_desktop.store.session_file import open_session_file
from mmel_desktop.store.session_lock import SessionLock, lock_file
from mmel_desktop.store.sqlite_connection import connect, known_failures
from mmel_desktop.store.temporary_copies import readable_copy

logger = logging.getLogger(__name__)


def restore_backup(session_path: str | Path, backup: str | Path, *, actor: Actor) -> CaseStore:
    """Put a backup in the place of a session and open it; the restore is an entry of its audit trail.

    The entry names the end of the trail that is given up and every file that was given out from it. The
    restore is also noted in the user's own folder (see ``known_restores``).

    Args:
        session_path: the session; it must not be open anywhere, and may be damaged or missing.
        backup: one of its backups, or what a restore had set aside.
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
            held.callback(_remove, unfinished)
            _copy(backup, unfinished)
            aside = _name_aside(session_path)
            # Everything is written before anything is moved: a restore that is cut off has not begun.
            note_restore(_record(unfinished, backup, session_path, aside, actor))
            _set_aside(session_path, aside)
            unfinished.replace(session_path)
            if aside is not None:
                _part_anchors(session_path, aside)
        except OSError as error:
            raise SessionError(
                f"cannot restore session {printable_name(str(session_path))!r}",
                found=error.strerror or type(error).__name__,
                action="check the permissions of its folder and the free space",
            ) from error
    store = CaseStore.open(session_path, actor=actor)
    store.claim_place()
    return store


@dataclass(frozen=True)
class _GivenUp:
    """What a restore gives up: the end of a trail, and the files that were given out from it."""

    sequence: int = 0
    sha256: str = ""
    given_out: tuple[str, ...] = ()

    def point(self) -> dict[str, Any] | None:
        return {"sequence": self.sequence, "sha256": self.sha256} if self.sequence else None


def _record(
    unfinished: Path, backup: Path, session_path: Path, aside: Path | None, actor: Actor
) -> KnownRestore:
    """Write the restore into the audit trail of the copy that is about to be put in place."""
    log = AuditLog(actor)

    def record_migration(db: Session, old: int, new: int) -> None:
        change = FieldChange("schema_version", old, new)
        log.append(db, "session.migrated", "session", read_session_id(db), (change,))

    with closing(connect(unfinished, "ro")) as copy:
        query = "SELECT sequence, sha256 FROM audit_trail ORDER BY sequence DESC LIMIT 1"
        kept_sequence, kept_sha256 = copy.execute(query).fetchone()
    with closing(open_session_file(unfinished, actor, after_migration=record_migration)) as file:
        if file.read_only_reason:
            raise SessionError(
                f"cannot use backup {printable_name(backup.name)!r}",
                found=file.read_only_reason,
                expected="a backup that this version can write",
                action="choose another backup",
            )
        with recordable_values(), file.writing() as db:
            session_id = read_session_id(db)
            given_up = _given_up(session_path, session_id, kept_sequence)
            changes = (
                FieldChange("backup", None, printable_name(backup.name)),
                FieldChange("backup_sha256", None, sha256_hex(backup.read_bytes())),
                FieldChange("replaced_file", None, printable_name(aside.name) if aside else None),
                FieldChange("goes_on_from", None, {"sequence": kept_sequence, "sha256": kept_sha256}),
                FieldChange("gives_up", None, given_up.point()),
                FieldChange("given_out", None, list(given_up.given_out)),
            )
            log.append(db, "session.opened", "session", session_id, (environment_change(actor),))
            event = log.append(db, RESTORED, "session", session_id, changes)
    return KnownRestore(
        session_id=session_id,
        utc=event.utc,
        entry_sha256=event.sha256,
        kept_sequence=kept_sequence,
        kept_sha256=kept_sha256,
        given_up_sequence=given_up.sequence,
        given_up_sha256=given_up.sha256,
    )


def _given_up(session_path: Path, session_id: str, kept_sequence: int) -> _GivenUp:
    """What the present file holds beyond the backup; nothing when it is another session, damaged or gone."""
    query = "SELECT entry, previous_sha256, sha256 FROM audit_trail WHERE sequence > ? ORDER BY sequence"
    try:
        with readable_copy(session_path) as readable, closing(connect(readable, "ro")) as connection:
            if connection.execute("SELECT session_id FROM session").fetchone() != (session_id,):
                return _GivenUp()
            rows = connection.execute(query, (kept_sequence,)).fetchall()
            events = [event_from_bytes(*row) for row in rows]
    except (OSError, SessionError, sqlite3.Error, ValueError, KeyError, TypeError, AttributeError):
        return _GivenUp()
    if not events:
        return _GivenUp()
    files = dict.fromkeys(sha256 for event in events for sha256 in files_given_out(event))
    return _GivenUp(events[-1].sequence, events[-1].sha256, tuple(files))


def _copy(backup: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with closing(connect(backup, "ro")) as connection:
        copy_database(connection, target)


def _remove(unfinished: Path) -> None:
    unfinished.unlink(missing_ok=True)
    # Made when the copy is upgraded; the backup itself is the backup.
    shutil.rmtree(backup_folder(unfinished), ignore_errors=True)
    with suppress(OSError):
        lock_file(unfinished).unlink(missing_ok=True)


def _name_aside(session_path: Path) -> Path | None:
    """Under which name the present file will lie; None when there is none."""
    if not session_path.exists():
        return None
    return set_aside_path(session_path)


def _set_aside(session_path: Path, aside: Path | None) -> None:
    """Rename the present file and its journal, which, left behind, would be applied to the restored file."""
    if aside is None:
        return
    journal = session_path.with_name(f"{session_path.name}-journal")
    if journal.exists():
        journal.rename(aside.with_name(f"{aside.name}-journal"))
    session_path.rename(aside)


def _part_anchors(session_path: Path, aside: Path) -> None:
    """Give the anchors beside the session to the file set aside; those that speak of both stay as well.

    What cannot be done is logged and passed over: the trail tells of the restore, and so does the user's
    ledger.
    """
    sidecar = sidecar_path(session_path)
    try:
        with closing(connect(session_path, "ro")) as connection:
            (session_id,) = connection.execute("SELECT session_id FROM session").fetchone()
            hashes = dict(connection.execute("SELECT sequence, sha256 FROM audit_trail").fetchall())
        lines = read_lines(sidecar)
        if not lines:
            return
        shutil.copy2(sidecar, sidecar_path(aside))
        kept = [line for line in lines if _speaks_of(line, session_id, hashes)]
        remaining = sidecar.with_name(f".{sidecar.name}.new")
        remaining.write_bytes(b"".join(line + b"\n" for line in kept))
        shutil.copymode(sidecar, remaining)
        remaining.replace(sidecar)
    except (OSError, sqlite3.Error) as error:
        logger.warning("anchors not parted in %s: %s", sidecar, error)


def _speaks_of(line: bytes, session_id: str, hashes: dict[int, str]) -> bool:
    """Whether an anchor fits the restored trail; one of another session says what lay there before."""
    anchor = anchor_in(line)
    if anchor is None:
        return False
    return anchor.session_id != session_id or hashes.get(anchor.sequence) == anchor.head_sha256
