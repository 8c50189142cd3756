"""Points of the chain written outside the session file.

A chain alone cannot tell that its end was cut off or that an older copy was put in its place. A line in a
file beside the session, and one in the user's own folder, can.
"""

from __future__ import annotations

import json
import logging
import uuid
from dataclasses import asdict
from pathlib import Path

from mmel_desktop.core.audit_event import Anchor
from mmel_desktop.core.canonical import canonical_bytes
from mmel_desktop.store.line_files import append_line, inherit_access, read_lines
from mmel_desktop.user_folders import user_data_folder

logger = logging.getLogger(__name__)


def sidecar_path(session_path: Path) -> Path:
    """The anchors beside a session file."""
    return session_path.with_name(f"{session_path.name}.anchors.jsonl")


def ledger_path(session_id: str, branch: str = "") -> Path | None:
    """The anchors of a session in the user's own folder; None when the id is not a UUID.

    Args:
        session_id: the session.
        branch: hash of the entry with which a bundle was last opened, empty for the original. A session and a
            copy of it that came in a bundle both go on, each with a history of its own: they must not
            contradict one another in one ledger.
    """
    try:
        name = str(uuid.UUID(session_id))  # the id comes from a file: it must not choose a path
    except ValueError:
        return None
    suffix = f"-{branch[:16]}" if branch.isalnum() else ""
    folder = user_data_folder() / "anchors"
    return folder / f"{name}{suffix}.jsonl"


def anchor_files(session_path: Path, session_id: str, branch: str = "") -> tuple[Path, ...]:
    """Both places, whether or not they exist."""
    ledger = ledger_path(session_id, branch)
    return (sidecar_path(session_path), *((ledger,) if ledger else ()))


def all_anchor_files(session_path: Path, session_id: str) -> tuple[Path, ...]:
    """The sidecar, and the ledgers of the session and of all its copies on this machine."""
    ledger = ledger_path(session_id)
    if ledger is None:
        return (sidecar_path(session_path),)
    try:
        copies = sorted(ledger.parent.glob(f"{ledger.stem}-*.jsonl"))
    except OSError:  # a folder that cannot be searched; reading the ledger itself will say so
        copies = []
    return (sidecar_path(session_path), ledger, *copies)


def write_anchor(session_path: Path, anchor: Anchor, branch: str = "", *, told: set[Path]) -> None:
    """Append an anchor in both places, unless it is the last one there.

    A place that cannot be written is logged and passed over: the session itself is already safe.

    Args:
        session_path: the session.
        anchor: the end of its trail.
        branch: see :func:`ledger_path`.
        told: places that were complained of already; a further one is added.
    """
    for file in anchor_files(session_path, anchor.session_id, branch):
        try:
            if file.parent != session_path.parent:  # whose folder, if it was moved away, must not come back
                file.parent.mkdir(parents=True, exist_ok=True)
            is_new = not file.exists()
            _append(file, anchor)
            if is_new and file.parent == session_path.parent:
                inherit_access(file, session_path)
        except OSError as error:
            if file not in told:
                reason = error.strerror or type(error).__name__
                logger.warning("anchor not written to %s: %s", file, reason)
            told.add(file)


def read_anchors(file: Path) -> tuple[tuple[Anchor, ...], int]:
    """Anchors in a file, and how many of its lines could not be read; nothing when there is no file.

    Raises:
        OSError: the file is there, or may be, and cannot be read.
    """
    lines = read_lines(file)
    anchors = tuple(anchor for line in lines if (anchor := anchor_in(line)) is not None)
    return anchors, len(lines) - len(anchors)


def anchor_in(line: bytes) -> Anchor | None:
    """The anchor that a line of such a file holds; None when it cannot be read."""
    try:
        fields = json.loads(line)
        return Anchor(
            str(fields["session_id"]),
            int(fields["sequence"]),
            str(fields["head_sha256"]),
            str(fields["utc"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _append(file: Path, anchor: Anchor) -> None:
    anchors, _ = read_anchors(file)
    if not (anchors and _same_point(anchors[-1], anchor)):
        append_line(file, canonical_bytes(asdict(anchor)))


def _same_point(one: Anchor, other: Anchor) -> bool:
    return (one.session_id, one.sequence, one.head_sha256) == (
        other.session_id,
        other.sequence,
        other.head_sha256,
    )
