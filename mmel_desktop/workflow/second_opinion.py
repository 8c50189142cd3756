"""Giving a second opinion on an image: kept beside the first verdict, never in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mmel_desktop.core.audit_event import FieldChange
from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.identity import utc_now
from mmel_desktop.core.second_opinion import (
    OPINION_ENTITY,
    OPINION_GIVEN,
    RECORDED_FIELDS,
    SecondOpinion,
    opinion_of,
)
from mmel_desktop.core.taxonomy import REVIEW_VERDICTS
from mmel_desktop.errors import SessionReadOnlyError

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore

_VERDICTS = {term.code for term in REVIEW_VERDICTS}


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
        for name in RECORDED_FIELDS
    )
    event = store.record_act(OPINION_GIVEN, OPINION_ENTITY, review.image_id, changes)
    return opinion_of(event)
