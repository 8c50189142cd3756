"""Which session belongs at which path, kept in the user's own folder.

A session proves nothing about a whole other session that was put in its place: that one is intact, too. Here,
and in the anchors beside the file, stands which session was there before. Only this program puts another
one in its place on purpose: by making a new session there, or by unpacking a bundle.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from dataclasses import dataclass, replace
from pathlib import Path

from mmel_desktop.core.audit_event import Anchor
from mmel_desktop.core.canonical import canonical_bytes
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.store.anchors import ledger_path, read_anchors, sidecar_path
from mmel_desktop.store.line_files import append_line, read_lines
from mmel_desktop.user_folders import user_data_folder

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class KnownSession:
    """A session that is known to belong at a path.

    Attributes:
        session_id: which.
        entries: how many audit entries it had when last seen.
        utc: ISO 8601 time of that.
        branch: which copy of it (see :func:`mmel_desktop.store.anchors.ledger_path`); None when an earlier
            version of the program noted it.
    """

    session_id: str
    entries: int
    utc: str
    branch: str | None = None


def place_ledger(path: Path) -> Path:
    """The file in the user's own folder that says which sessions lay at a path."""
    name = hashlib.sha256(os.fsencode(os.path.normcase(path))).hexdigest()[:32]
    return user_data_folder() / "places" / f"{name}.jsonl"


def note_place(path: Path, anchor: Anchor, branch: str, *, told: set[Path], on_purpose: bool = False) -> None:
    """Note that a session lies at a path; a note that another one does is only overruled on purpose.

    A ledger that cannot be written is logged and passed over: the session itself is already safe.

    Args:
        path: the session file, absolute, links followed.
        anchor: the end of its trail.
        branch: which copy of the session it is.
        told: ledgers that were complained of already; a further one is added.
        on_purpose: the program itself has just put the session there.
    """
    file = place_ledger(path)
    known = _last_noted(file)
    if known is not None:
        is_same = (known.session_id, known.branch) == (anchor.session_id, branch)
        is_told_more = known.session_id == anchor.session_id and known.branch is None
        if is_same or not (on_purpose or is_told_more):
            return
    note = {"path": printable_name(str(path)), "session_id": anchor.session_id, "utc": anchor.utc}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        append_line(file, canonical_bytes({**note, "branch": branch, "sequence": anchor.sequence}))
    except OSError as error:
        if file not in told:
            logger.warning("place not noted in %s: %s", file, error.strerror or type(error).__name__)
        told.add(file)


def displaced_sessions(path: Path, session_id: str) -> tuple[KnownSession, ...]:
    """The sessions that are known to belong at a path where another one lies; empty when all is well.

    Args:
        path: the session file, absolute, links followed.
        session_id: the session that lies there now.
    """
    found = {}
    for known in (_last_noted(place_ledger(path)), _displaced_beside(path, session_id)):
        if known is not None and known.session_id != session_id:
            found[known.session_id] = _last_seen(known)
    return tuple(found.values())


def known_copy(path: Path, session_id: str) -> KnownSession | None:
    """What is known of the copy of a session that belongs at a path; None when nothing is."""
    known = _last_noted(place_ledger(path))
    return known if known is not None and known.session_id == session_id else None


def _last_noted(file: Path) -> KnownSession | None:
    for line in reversed(_lines_or_none(file)):
        try:
            note = json.loads(line)
            branch = note.get("branch")
            branch = branch if isinstance(branch, str) else None
            return KnownSession(str(note["session_id"]), int(note["sequence"]), str(note["utc"]), branch)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # cut off by a crash
    return None


def _lines_or_none(file: Path) -> list[bytes]:
    try:
        return read_lines(file)
    except OSError:  # verification says so, which reads it itself
        return []


def _anchors_or_none(file: Path) -> tuple[Anchor, ...]:
    try:
        return read_anchors(file)[0]
    except OSError:
        return ()


def _displaced_beside(path: Path, session_id: str) -> KnownSession | None:
    """The last other session of the anchors beside the file, unless this one was made there after it."""
    for anchor in reversed(_anchors_or_none(sidecar_path(path))):
        if anchor.session_id != session_id:
            return KnownSession(anchor.session_id, anchor.sequence, anchor.utc)
        if anchor.sequence == 1:  # written when a session is made
            return None
    return None


def _last_seen(known: KnownSession) -> KnownSession:
    """With the newest anchor of the user's ledger."""
    ledger = ledger_path(known.session_id)
    anchors = _anchors_or_none(ledger) if ledger else ()
    newest = max(anchors, key=lambda anchor: anchor.sequence, default=None)
    if newest is None or newest.sequence <= known.entries:
        return known
    return replace(known, entries=newest.sequence, utc=newest.utc)
