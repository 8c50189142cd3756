"""Recomputes the audit chain that travels inside a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mmel_desktop.core.audit_event import AuditEvent, FieldChange, chain_root, entry_bytes, entry_sha256
from mmel_desktop.core.case import Finding
from mmel_desktop.core.trail_rules import TrailRules


def check_chain(entries: Sequence[Mapping[str, Any]], anchor: Mapping[str, Any]) -> Iterator[Finding]:
    """Every entry's number and hashes, whether the program could have written it, and where the chain ends.

    Args:
        entries: the attached audit trail.
        anchor: session, number of entries and head hash.
    """
    previous = chain_root(anchor["session_id"])
    rules = TrailRules()
    for number, entry in enumerate(entries, start=1):
        event = event_from_json(entry)
        where = f"audit trail, entry {number}"
        if event.sequence != number:
            yield Finding(
                "broken", where, f"it carries the number {event.sequence}: an entry is missing or moved"
            )
        if event.previous_sha256 != previous:
            yield Finding("broken", where, "it does not follow the entry before it")
        if entry_sha256(event.previous_sha256, entry_bytes(event)) != event.sha256:
            yield Finding("broken", where, "its content does not match its hash")
        yield from (Finding("broken", where, message) for message in rules.broken_by(event))
        previous = event.sha256
    if (len(entries), previous) != (anchor["sequence"], anchor["head_sha256"]):
        yield Finding(
            "broken",
            "audit trail",
            f"it ends at entry {len(entries)}, {previous[:16]}…; the anchor names entry "
            f"{anchor['sequence']}, {str(anchor['head_sha256'])[:16]}…",
        )


def event_from_json(entry: Mapping[str, Any]) -> AuditEvent:
    """An entry of the attached audit trail.

    Raises:
        KeyError, TypeError: it is not one.
    """
    changes = tuple(FieldChange(change["field"], change["old"], change["new"]) for change in entry["changes"])
    return AuditEvent(**{**entry, "changes": changes})
