"""A second reviewer's verdict on an image: kept beside the first one, never in its place."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from mmel_desktop.core.audit_event import AuditEvent, FieldChange
from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.identity import utc_now
from mmel_desktop.core.taxonomy import REVIEW_VERDICTS
from mmel_desktop.errors import SessionReadOnlyError

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore

ACTION = "second_opinion.given"
ENTITY = "second_opinion"
_VERDICTS = {term.code for term in REVIEW_VERDICTS}


@dataclass(frozen=True)
class SecondOpinion:
    """What another reviewer than the first one says of an image.

    Attributes:
        image_id: the image.
        reviewer, role: who says it.
        verdict: code of ``REVIEW_VERDICTS``; ``unreviewed`` takes an earlier opinion back.
        rationale, notes: free text.
        judged_blind: True when the verdict was given before the explanation and the first verdict were shown.
        reviewed_utc: when.
    """

    image_id: str
    reviewer: str
    role: str
    verdict: str
    rationale: str = ""
    notes: str = ""
    judged_blind: bool = False
    reviewed_utc: str = ""


_RECORDED = tuple(field.name for field in fields(SecondOpinion) if field.name not in ("image_id", "role"))


def opinions_in(events: tuple[AuditEvent, ...]) -> dict[str, tuple[SecondOpinion, ...]]:
    """Image id → each further reviewer's latest opinion, in the order in which they first spoke.

    Args:
        events: the audit trail, oldest first, or its end.
    """
    latest: dict[str, dict[str, SecondOpinion]] = {}
    for event in events:
        if event.action == ACTION:
            said: dict[str, Any] = {change.field: change.new for change in event.changes}
            values = {name: said[name] for name in _RECORDED if name in said}
            opinion = SecondOpinion(event.entity_id, role=event.actor_role, **values)
            latest.setdefault(event.entity_id, {})[opinion.reviewer] = opinion
    return {
        image_id: kept
        for image_id, by_reviewer in latest.items()
        if (kept := tuple(opinion for opinion in by_reviewer.values() if opinion.verdict != "unreviewed"))
    }


def give_second_opinion(
    store: CaseStore, review: ImageReview, *, reviewer: str, before: SecondOpinion | None = None
) -> SecondOpinion:
    """Record another reviewer's verdict as an entry of the audit trail.

    The first verdict stays as it is. Undo does not reach an opinion; giving it anew replaces it, giving
    ``unreviewed`` takes it back, and the trail keeps every version.

    Args:
        store: the session.
        review: the verdict, rationale, notes and whether it was given blind.
        reviewer: who gives it.
        before: the same reviewer's earlier opinion.

    Raises:
        SessionReadOnlyError: the session may not be edited.
        ValueError: no such verdict.
    """
    if review.verdict not in _VERDICTS:
        raise ValueError(f"verdict {review.verdict!r}; expected one of {', '.join(sorted(_VERDICTS))}")
    info = store.session()
    if info.read_only:
        raise SessionReadOnlyError(
            "the second opinion was not recorded",
            found=info.read_only_reason,
            action="reopen the session first",
        )
    opinion = SecondOpinion(
        review.image_id,
        reviewer,
        "",
        review.verdict,
        review.rationale,
        review.notes,
        review.judged_blind,
        utc_now(),
    )
    changes = tuple(
        FieldChange(name, getattr(before, name) if before is not None else None, getattr(opinion, name))
        for name in _RECORDED
    )
    event = store.record_act(ACTION, ENTITY, review.image_id, changes)
    return replace(opinion, role=event.actor_role)
