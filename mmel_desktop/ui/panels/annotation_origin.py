"""Who made an annotation and when, and whether the image had been explained by then."""

from __future__ import annotations

from collections.abc import Sequence

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.case import RunRecord
from mmel_desktop.ui.local_time import local_time
from mmel_desktop.ui.translation import tr


def made_text(annotation: Annotation) -> str:
    """Who and when; "" for an annotation that is not on record."""
    if not annotation.created_utc:
        return ""
    return f"{annotation.created_by} · {local_time(annotation.created_utc)}"


def origin_text(annotation: Annotation, finished_runs: Sequence[RunRecord]) -> str:
    """Who, when, and before or after the image's first explanation.

    The record tells when an explanation was made, not when somebody looked at it: an annotation made before
    is blind for certain; one made after it may be, in a blind review.

    Args:
        annotation: as the record has it.
        finished_runs: those of its image, oldest first.
    """
    made = made_text(annotation)
    if not made:
        return ""
    if not finished_runs:
        return made
    before = annotation.created_utc < finished_runs[0].finished_utc
    standing = tr("before the image was explained") if before else tr("after the image was explained")
    return f"{made} · {standing}"
