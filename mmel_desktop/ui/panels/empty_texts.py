"""What panels say while there is no explanation to show."""

from __future__ import annotations

from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.translation import tr


def why_empty(state: ReviewState, unexplained: str) -> str:
    """Why a panel is empty: the explanation is kept back, or there is none.

    Args:
        state: what all panels share.
        unexplained: said of an image that was not explained.
    """
    return tr("Blind review: shown after your verdict.") if state.withheld else unexplained
