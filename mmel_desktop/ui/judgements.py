"""Recording a judgement: the first verdict is the image's own, any other stands beside it."""

from __future__ import annotations

from mmel_desktop.core.case import ImageReview
from mmel_desktop.ui.case_index import CaseEntry
from mmel_desktop.ui.session_controller import SessionController


def record_judgement(
    session: SessionController, entry: CaseEntry, review: ImageReview, reviewer: str, doing: str
) -> None:
    """Commit a judgement and bring the index up to date.

    Args:
        session: the open session.
        entry: the image's entry as it was before.
        review: what the reviewer thinks now.
        reviewer: whose judgement it is.
        doing: for the message if it is refused.
    """
    if not entry.is_first_reviewer(reviewer):
        _record_opinion(session, entry, review, reviewer, doing)
        return
    reason: str | None = ""
    if entry.review.verdict not in {"unreviewed", review.verdict}:  # words may be added to it at any time
        reason = session.reason_for("review", review.image_id)
    if reason is None:
        return
    stored = session.edit(doing, lambda store: store.set_review(review, reason))
    if stored is not None:
        session.index.set_review(stored)


def _record_opinion(
    session: SessionController, entry: CaseEntry, review: ImageReview, reviewer: str, doing: str
) -> None:
    from mmel_desktop.workflow.second_opinion import give_second_opinion

    before = next((one for one in entry.opinions if one.reviewer == reviewer), None)
    opinion = session.edit(
        doing, lambda store: give_second_opinion(store, review, reviewer=reviewer, before=before)
    )
    if opinion is not None:
        session.index.set_opinion(opinion)
