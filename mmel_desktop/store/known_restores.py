"""The restores that this user account made, kept in the user's own folder.

A restore gives up entries that anchors outside the file still name. Its entry in the audit trail says so, but
whoever can write the file can write such an entry, too. Here stands which restores really were made.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from mmel_desktop.core.canonical import canonical_bytes
from mmel_desktop.store.anchors import ledger_path, read_anchors
from mmel_desktop.store.line_files import append_line, read_lines
from mmel_desktop.store.session_ledgers import noting, session_ledger


@dataclass(frozen=True)
class KnownRestore:
    """A restore that was made here.

    Attributes:
        session_id: of which session.
        utc: when.
        entry_sha256: hash of the entry of the audit trail that tells of it.
        kept_sequence, kept_sha256: last entry of the backup, from which the session goes on.
        given_up_sequence, given_up_sha256: last entry of the file that was replaced; 0 and "" when it could
            not be read.
    """

    session_id: str
    utc: str
    entry_sha256: str
    kept_sequence: int
    kept_sha256: str
    given_up_sequence: int
    given_up_sha256: str


def restores_ledger(session_id: str) -> Path | None:
    """The file that lists the restores of a session; None when its id is not a UUID."""
    return session_ledger("restores", session_id)


def note_restore(restore: KnownRestore) -> None:
    """Note a restore that is about to be made.

    A ledger that cannot be written is logged and passed over: verification then takes the restore for one
    that was made elsewhere.
    """
    file = restores_ledger(restore.session_id)
    if file is None:
        return
    with noting("restore", file):
        append_line(file, canonical_bytes(asdict(restore)))


def known_restores(session_id: str) -> tuple[KnownRestore, ...]:
    """The restores of a session that were made here, oldest first.

    One that was noted and then did not come about, because the program or the machine stopped, is left out:
    no anchor was ever written for what would have come of it.

    Raises:
        OSError: the ledger is there, or may be, and cannot be read.
    """
    file = restores_ledger(session_id)
    restores = [] if file is None else [_restore_in(line) for line in read_lines(file)]
    return tuple(restore for restore in restores if restore is not None and _came_about(restore))


def _restore_in(line: bytes) -> KnownRestore | None:
    try:
        said = json.loads(line)
        return KnownRestore(
            session_id=str(said["session_id"]),
            utc=str(said["utc"]),
            entry_sha256=str(said["entry_sha256"]),
            kept_sequence=int(said["kept_sequence"]),
            kept_sha256=str(said["kept_sha256"]),
            given_up_sequence=int(said["given_up_sequence"]),
            given_up_sha256=str(said["given_up_sha256"]),
        )
    except (ValueError, KeyError, TypeError):  # cut off by a crash
        return None


def _came_about(restore: KnownRestore) -> bool:
    ledger = ledger_path(restore.session_id, restore.entry_sha256)
    try:
        return ledger is not None and bool(read_anchors(ledger)[0])
    except OSError:  # it is there; why it cannot be read is said where anchors are read
        return True
