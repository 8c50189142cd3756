"""A report held against the session it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mmel_desktop.core.audit_event import AuditEvent
from mmel_desktop.core.case import Finding
from mmel_desktop.core.sign_off import changes_what_was_signed
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.workflow.export_report import EXPORTED

_OF_THE_EXPORT = frozenset({EXPORTED, "display.seen"})
"""What exporting a report itself writes: that it was done, and how the maps were shown."""


def exported_hashes(events: Sequence[AuditEvent]) -> set[Any]:
    """SHA-256 of every report that a session put on record."""
    exports = (event for event in events if event.action == EXPORTED)
    return {change.new for event in exports for change in event.changes if change.field == "sha256"}


def compare_report(
    anchor: dict[str, Any], events: Sequence[AuditEvent], report_sha256: str, file: Path
) -> Iterator[Finding]:
    """Whether a report was made from a session, and is the file that this put on record.

    Args:
        anchor: the one attached to the report.
        events: the session's audit trail.
        report_sha256: of the report's file.
        file: the session, to name it.
    """
    where = f"session {printable_name(file.name)}"
    sequence = int(anchor.get("sequence", 0))
    entry = next((event for event in events if event.sequence == sequence), None)
    if entry is None:
        message = f"it has {len(events)} audit entries; the report was made from entry {sequence}"
        yield Finding("broken", where, message)
        return
    if entry.sha256 != anchor.get("head_sha256"):
        message = f"its audit entry {sequence} is not the one the report was made from"
        yield Finding("broken", where, message)
        return
    exports = [event for event in events if event.action == EXPORTED]
    if report_sha256 not in exported_hashes(events):
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
