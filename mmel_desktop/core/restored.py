"""A backup put back in the place of a session, as the audit trail of what came of it tells.

A restore gives up what was done after the backup. The record goes on from the backup; what was given up was
honest evidence all the same, and what was given out from it stays true of the state it was made from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mmel_desktop.core.audit_event import AuditEvent

RESTORED = "session.restored"
OPENING = ("session.migrated", "session.opened")
FOLLOWED = (*OPENING, RESTORED)
"""What a reader of restores must be told whole."""


@dataclass(frozen=True)
class Restore:
    """One restore.

    Attributes:
        sequence, sha256, utc, by: number, hash, time and author of its entry.
        first_sequence: the first entry that was written after the backup was put back; what the backup held
            ends before it.
        given_up: last entry and its hash of the file that was replaced; None when it could not be read, or
            an earlier version of the program wrote the entry.
        replaced_file: name under which that file was set aside; empty when there was none.
        given_out: SHA-256 of every file that was exported, bundled or reported from what was given up.
    """

    sequence: int
    sha256: str
    utc: str
    by: str
    first_sequence: int
    given_up: tuple[int, str] | None = None
    replaced_file: str = ""
    given_out: frozenset[str] = frozenset()

    def gives_up(self, sequence: int, utc: str) -> bool:
        """Whether an entry of another state, with the time that state had it, was given up by it."""
        return self.first_sequence <= sequence and utc <= self.utc


class RestoreReader:
    """Follows a trail from its first entry and notes its restores."""

    def __init__(self) -> None:
        self._sitting_start = 0
        self._is_opening = False

    def follow(self, event: AuditEvent) -> Restore | None:
        """The restore that the next entry tells of; None when it tells of something else."""
        restore, is_opening = None, self._is_opening
        self.pass_over(event.action)
        if event.action in OPENING:
            if not is_opening:
                self._sitting_start = event.sequence
        elif event.action == RESTORED:
            # The restored file was opened, and upgraded if need be, before that could be written into it.
            restore = _restore_of(event, self._sitting_start)
        return restore

    def pass_over(self, action: str) -> None:
        """Know that the next entry tells of something else than :data:`FOLLOWED`."""
        self._is_opening = action == "session.migrated"


def restores_in(events: Iterable[AuditEvent]) -> tuple[Restore, ...]:
    """The restores that a whole trail tells of, oldest first."""
    reader = RestoreReader()
    return tuple(restore for event in events if (restore := reader.follow(event)) is not None)


def files_given_out(event: AuditEvent) -> tuple[str, ...]:
    """SHA-256 of the files that an entry says were given out; nothing when it tells of something else."""
    said = {change.field: change.new for change in event.changes}
    if event.action in {"report.exported", "bundle.exported"}:
        return (str(said.get("sha256", "")),)
    if event.action != "export.exported":
        return ()
    try:
        return tuple(str(sha256) for _, sha256 in said["files"])
    except (KeyError, TypeError, ValueError):  # no entry that this program wrote; its verification says more
        return ()


def _restore_of(event: AuditEvent, first_sequence: int) -> Restore:
    said = {change.field: change.new for change in event.changes}
    listed = said.get("given_out")
    return Restore(
        sequence=event.sequence,
        sha256=event.sha256,
        utc=event.utc,
        by=event.actor_name,
        first_sequence=first_sequence,
        given_up=_point(said.get("gives_up")),
        replaced_file=str(said.get("replaced_file") or ""),
        given_out=frozenset(map(str, listed if isinstance(listed, list) else ())),
    )


def _point(value: Any) -> tuple[int, str] | None:
    """A point of the chain as an entry says it."""
    try:
        return int(value["sequence"]), str(value["sha256"])
    except (KeyError, TypeError, ValueError):
        return None
