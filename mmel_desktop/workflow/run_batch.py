"""Explain many images of a session, one after another; one failure never stops the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mmel_desktop.core.case import RunRecord
from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.errors import MmelError, OperationCancelled
from mmel_desktop.workflow.explain_image import ExplainerLike, explain_image

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore


@dataclass(frozen=True)
class BatchOutcome:
    """What became of a batch.

    Attributes:
        runs: finished runs, in order.
        errors: one for each image that could not be explained.
        cancelled: True when the user stopped it; what was finished stays.
    """

    runs: tuple[RunRecord, ...]
    errors: tuple[MmelError, ...]
    cancelled: bool


def explain_images(
    store: CaseStore,
    explainer: ExplainerLike,
    image_ids: Sequence[str],
    request: ExplanationRequest,
    *,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
    between_images: Callable[[], None] | None = None,
    on_finished: Callable[[RunRecord], None] | None = None,
) -> BatchOutcome:
    """Explain images one by one; each finished image is committed before the next one starts.

    Args:
        store: the session.
        explainer: the loaded model.
        image_ids: images to explain, in order.
        request: what to ask of each.
        progress: told after each image.
        cancel: checked between steps; a cancelled image is recorded as such.
        between_images: called before each image, e.g. to let interactive work go first.
        on_finished: told of each finished run.
    """
    cancel = cancel or CancelToken()
    runs: list[RunRecord] = []
    errors: list[MmelError] = []
    for index, image_id in enumerate(image_ids):
        if between_images is not None:
            between_images()
        if cancel.cancelled:
            return BatchOutcome(tuple(runs), tuple(errors), cancelled=True)
        name = store.image(image_id).identity.name
        progress(ProgressReport(index, len(image_ids), f"explaining {name}"))
        try:
            run, _ = explain_image(store, explainer, image_id, request, cancel=cancel)
        except OperationCancelled:
            return BatchOutcome(tuple(runs), tuple(errors), cancelled=True)
        except MmelError as error:
            errors.append(error)
            continue
        runs.append(run)
        if on_finished is not None:
            on_finished(run)
    progress(ProgressReport(len(image_ids), len(image_ids), "done"))
    return BatchOutcome(tuple(runs), tuple(errors), cancelled=False)
