"""One entry of the audit trail and the chain that binds the entries together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from mmel_desktop.core.canonical import canonical_bytes

CHAIN_DOMAIN = b"mmel-desktop/audit/1"

GIVING_OUT = ("report.exported", "export.exported", "bundle.exported", "session.signed_off")
"""Acts after which judgements stand elsewhere as they were."""


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, as JSON values; ``old`` is None for something new."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class AuditEvent:
    """One recorded act.

    Attributes:
        sequence: 1, 2, 3, … without gaps.
        utc: ISO 8601 time of the act; ``local_offset_minutes`` gives the local clock.
        clock_went_back: True when ``utc`` is earlier than the previous entry's.
        actor_id, actor_name, actor_role: who.
        action: stable verb, e.g. ``annotation.created``.
        entity, entity_id: what it happened to.
        changes: field by field.
        reason: given by the actor on edits and deletions of committed judgements.
        previous_sha256: hash of the entry before; for the first, a hash of the session's identity.
        sha256: hash of this entry (see :func:`entry_sha256`).
    """

    sequence: int
    utc: str
    local_offset_minutes: int
    clock_went_back: bool
    actor_id: str
    actor_name: str
    actor_role: str
    action: str
    entity: str
    entity_id: str
    changes: tuple[FieldChange, ...]
    reason: str
    previous_sha256: str
    sha256: str


@dataclass(frozen=True)
class Anchor:
    """A point of the chain that is also written outside the session file.

    Attributes:
        session_id: UUID of the session.
        sequence: number of entries.
        head_sha256: hash of the last entry.
        utc: when the anchor was taken.
    """

    session_id: str
    sequence: int
    head_sha256: str
    utc: str


def chain_root(session_id: str) -> str:
    """``previous_sha256`` of a session's first entry: domain tag and session UUID hashed together."""
    return hashlib.sha256(CHAIN_DOMAIN + b"\x00root\x00" + session_id.encode()).hexdigest()


def entry_bytes(event: AuditEvent) -> bytes:
    """The canonical bytes an entry's hash is taken over: everything but the two hashes (RFC 8785)."""
    return canonical_bytes(
        {
            "sequence": event.sequence,
            "utc": event.utc,
            "local_offset_minutes": event.local_offset_minutes,
            "clock_went_back": event.clock_went_back,
            "actor_id": event.actor_id,
            "actor_name": event.actor_name,
            "actor_role": event.actor_role,
            "action": event.action,
            "entity": event.entity,
            "entity_id": event.entity_id,
            "changes": [
                {"field": change.field, "old": change.old, "new": change.new} for change in event.changes
            ],
            "reason": event.reason,
        }
    )


def entry_sha256(previous_sha256: str, entry: bytes) -> str:
    """Hash of an entry: domain tag, previous hash and canonical bytes."""
    return hashlib.sha256(CHAIN_DOMAIN + b"\x00" + previous_sha256.encode() + b"\x00" + entry).hexdigest()
