"""Which marks a reviewer sees: all of them, or in a blind review his own until he has judged the image."""

from __future__ import annotations

from collections.abc import Iterable

from mmel_desktop.core.annotation import Annotation


def shown_marks(
    annotations: Iterable[Annotation], *, withheld: bool, reviewer: str
) -> tuple[Annotation, ...]:
    """The marks to show; where somebody else found a failure says what he thinks of the image.

    Args:
        annotations: all marks on the image.
        withheld: its explanation is kept back until a verdict is given.
        reviewer: name of the one who reviews now.
    """
    return tuple(mark for mark in annotations if not withheld or mark.created_by == reviewer)
