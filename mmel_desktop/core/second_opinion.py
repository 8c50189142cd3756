"""A second reviewer's verdict on an image: kept beside the first one, never in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from mmel_desktop.core.audit_event import AuditEvent

OPINION_GIVEN = "second_opinion.given"
OPINION_ENTITY = "second_opinion"


@dataclass(frozen=True)
class SecondOpinion:
    """What another reviewer than the first one says of an image.

    Attributes:
        image_id: the image.
        reviewer: who says it.
        role: of the reviewer; empty when somebody else put it on record, whose role says nothing of theirs.
        verdict: code of ``REVIEW_VERDICTS``; ``unreviewed`` takes an earlier opinion back.
        rationale, notes: free text.
        judged_blind: True when the verdict was given before the explanation and the first verdict were shown.
        reviewed_utc: when.
        recorded_by: in whose name the entry of the audit trail was made.
    """

    image_id: str
    reviewer: str
    role: str
    verdict: str
    rationale: str = ""
    notes: str = ""
    judged_blind: bool = False
    reviewed_utc: str = ""
    recorded_by: str = ""


RECORDED_FIELDS = tuple(
    field.name for field in fields(SecondOpinion) if field.name not in {"image_id", "role", "recorded_by"}
)
"""What an entry of the audit trail says; who made it, in which role, stands in the entry itself."""


def opinion_of(event: AuditEvent) -> SecondOpinion:
    """The opinion that an entry of the audit trail records.

    Raises:
        KeyError: it names no reviewer or no verdict.
    """
    said: dict[str, Any] = {change.field: change.new for change in event.changes}
    return SecondOpinion(
        image_id=event.entity_id,
        reviewer=str(said["reviewer"]),
        role=event.actor_role if event.actor_name == said["reviewer"] else "",
        verdict=str(said["verdict"]),
        rationale=str(said.get("rationale", "")),
        notes=str(said.get("notes", "")),
        judged_blind=bool(said.get("judged_blind", False)),
        reviewed_utc=str(said.get("reviewed_utc", event.utc)),
        recorded_by=event.actor_name,
    )


def note_opinion(opinions: dict[str, tuple[SecondOpinion, ...]], event: AuditEvent) -> None:
    """Bring image id → further reviewers' latest opinions up to date with one more entry.

    Raises:
        KeyError: the entry names no reviewer or no verdict.
    """
    opinion = opinion_of(event)
    held = {entry.reviewer: entry for entry in opinions.get(opinion.image_id, ())}
    held[opinion.reviewer] = opinion
    if kept := tuple(entry for entry in held.values() if entry.verdict != "unreviewed"):
        opinions[opinion.image_id] = kept
    else:
        opinions.pop(opinion.image_id, None)


def opinions_in(events: Iterable[AuditEvent]) -> dict[str, tuple[SecondOpinion, ...]]:
    """Image id → each further reviewer's latest opinion, in the order in which they spoke.

    Args:
        events: the audit trail, or its entries about opinions, oldest first.

    Raises:
        KeyError: an entry about an opinion is none.
    """
    opinions: dict[str, tuple[SecondOpinion, ...]] = {}
    for event in events:
        if event.action == OPINION_GIVEN:
            note_opinion(opinions, event)
    return opinions
