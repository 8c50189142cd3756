"""A report held against the session it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mmel_desktop.core.audit_event import AuditEvent
from mmel_desktop.core.case import Finding
from mmel_desktop.core.restored import Restore, restores_in
from mmel_desktop.core.sign_off import changes_what_was_signed
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.report.verification import hash_file, read_anchor, read_events
from mmel_desktop.store.known_reports import KnownReport, known_reports
from mmel_desktop.workflow.export_report import EXPORTED

_OF_THE_EXPORT = frozenset({EXPORTED, "display.seen"})
"""What exporting a report itself writes: that it was done, and how the maps were shown."""


def exported_hashes(events: Sequence[AuditEvent]) -> set[Any]:
    """SHA-256 of every report that a session put on record."""
    exports = (event for event in events if event.action == EXPORTED)
    return {change.new for event in exports for change in event.changes if change.field == "sha256"}


@dataclass(frozen=True)
class ReadReport:
    """What a report says of where it comes from.

    Attributes:
        anchor: the one attached to it; empty when there is none.
        events: the audit trail attached to it.
        sha256: of its file.
        noted: the reports of its session that this user account wrote.
        unreadable: why that is not known; empty when it is.
    """

    anchor: dict[str, Any]
    events: Sequence[AuditEvent]
    sha256: str
    noted: tuple[KnownReport, ...]
    unreadable: str = ""

    @property
    def known_as(self) -> KnownReport | None:
        """What this user account noted of that very file when it wrote it."""
        return next((known for known in self.noted if known.sha256 == self.sha256), None)


def read_report(path: Path) -> ReadReport:
    """Read a report for :func:`compare_report`.

    Raises:
        OSError: it cannot be read.
    """
    anchor, sha256 = read_anchor(path), hash_file(path)
    try:
        noted, unreadable = known_reports(str(anchor.get("session_id", ""))), ""
    except OSError as error:
        noted, unreadable = (), error.strerror or type(error).__name__
    return ReadReport(anchor, read_events(path), sha256, noted, unreadable)


def compare_report(report: ReadReport, events: Sequence[AuditEvent], file: Path) -> Iterator[Finding]:
    """Whether a report was made from a session, and is the file that this put on record.

    Args:
        report: what it says.
        events: the session's audit trail.
        file: the session, to name it.
    """
    where = f"session {printable_name(file.name)}"
    sequence = int(report.anchor.get("sequence", 0))
    entry = next((event for event in events if event.sequence == sequence), None)
    if (entry is None or entry.sha256 != report.anchor.get("head_sha256")) and (
        restore := _given_up_by(report, events)
    ):
        yield _of_given_up_state(report, restore, where)
        return
    if entry is None:
        message = f"it has {len(events)} audit entries; the report was made from entry {sequence}"
        yield Finding("broken", where, message)
        return
    if entry.sha256 != report.anchor.get("head_sha256"):
        message = f"its audit entry {sequence} is not the one the report was made from"
        yield Finding("broken", where, message)
        return
    exports = [event for event in events if event.action == EXPORTED]
    if report.sha256 not in exported_hashes(events) and report.known_as:
        message = "none of its recorded exports, but this user account wrote it, from a read-only copy"
        yield Finding("note", where, message)
    elif report.sha256 not in exported_hashes(events):
        message = (
            f"none of its {len(exports)} recorded export(s) has this file's SHA-256: the file was changed "
            "as a whole, or exported from a read-only copy, which gives the same bytes again"
        )
        yield Finding("broken" if exports else "note", where, message)
    later = [event for event in events if event.sequence > sequence and event.action not in _OF_THE_EXPORT]
    if later:
        changing = sum(map(changes_what_was_signed, later))  # not an opening, an export, a moved image
        message = (
            f"audit entries newer than this report: {len(later)}, the first: {later[0].action}; "
            f"{changing} of them change the record"
        )
        yield Finding("note", where, message)


def _given_up_by(report: ReadReport, events: Sequence[AuditEvent]) -> Restore | None:
    """The restore that gave up the state a report was made from: both trails agree up to the backup."""
    sequence, utc = int(report.anchor.get("sequence", 0)), str(report.anchor.get("utc", ""))
    for restore in restores_in(events):
        kept = restore.first_sequence - 1
        if not restore.gives_up(sequence, utc) or not 0 < kept <= min(len(report.events), len(events)):
            continue
        if report.events[kept - 1].sha256 == events[kept - 1].sha256:
            return restore
    return None


def _of_given_up_state(report: ReadReport, restore: Restore, where: str) -> Finding:
    if report.known_as or report.sha256 in restore.given_out:
        message = (
            f"the report was made from a state that was given up on {restore.utc}, when a backup was "
            f"restored: the session goes on from entry {restore.first_sequence - 1}; that this report had "
            "been written is on record"
        )
        return Finding("note", where, message)
    message = (
        f"the report says that it was made from a state that was given up on {restore.utc}, when a backup "
        "was restored, and nothing here confirms it: compare it with the file that was set aside then, "
        f"{printable_name(restore.replaced_file) or 'whose name is not on record'}"
    )
    return Finding("warning", where, message)
