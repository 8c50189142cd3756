"""Fill a session: import image files and explain those that are not yet explained in the asked way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mmel_desktop.core.case import ImageRecord, RunRecord
from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.core.progress import CancelToken, ProgressListener, ignore_progress
from mmel_desktop.errors import MmelError, SessionReadOnlyError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.explain_image import ExplainerLike
from mmel_desktop.workflow.import_images import import_images
from mmel_desktop.workflow.run_batch import explain_images


@dataclass(frozen=True)
class ReviewOutcome:
    """What became of the files.

    Attributes:
        images: those that are in the session now, in the order of the files.
        explained: runs that finished.
        kept: images whose latest explanation already answers the request; they were left as they are.
        errors: one for each file or run that failed.
    """

    images: tuple[ImageRecord, ...]
    explained: tuple[RunRecord, ...]
    kept: tuple[ImageRecord, ...]
    errors: tuple[MmelError, ...]


def review_images(
    store: CaseStore,
    explainer: ExplainerLike,
    files: Sequence[Path],
    request: ExplanationRequest,
    *,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> ReviewOutcome:
    """Import files and explain them; started again after an interruption it does what is left.

    Raises:
        SessionReadOnlyError: the session cannot be written.
    """
    cancel = cancel or CancelToken()
    _adopt_request(store, explainer.identity.spec, request)
    imported = import_images(store, list(files), progress=progress, cancel=cancel)
    kept = tuple(
        image for image in imported.images if _already_explained(store, explainer, image.image_id, request)
    )
    missing = [image.image_id for image in imported.images if image not in kept]
    if cancel.cancelled or not missing:
        return ReviewOutcome(imported.images, (), kept, imported.errors)
    batch = explain_images(store, explainer, missing, request, progress=progress, cancel=cancel)
    return ReviewOutcome(imported.images, batch.runs, kept, (*imported.errors, *batch.errors))


def _adopt_request(store: CaseStore, model_spec: str, request: ExplanationRequest) -> None:
    """Make the request the session's own, so that the workbench goes on with it; each change is audited."""
    session = store.session()
    if session.read_only:
        raise SessionReadOnlyError(
            f"session {store.path.name!r} cannot be written",
            found=session.read_only_reason,
            action="make it writable or close it elsewhere, or choose another --session",
        )
    if session.prompts != request.prompts:
        store.set_prompts(request.prompts)
    if (session.model_spec, session.method, session.view) != (model_spec, request.method, request.view):
        store.set_model(model_spec, request.method, request.view)


def _already_explained(
    store: CaseStore, explainer: ExplainerLike, image_id: str, request: ExplanationRequest
) -> bool:
    """Whether the latest finished run asked for the same of the same weights."""
    run = store.latest_run(image_id)
    if run is None or (run.prompts, run.method, run.view) != (request.prompts, request.method, request.view):
        return False
    explanation = store.explanation(run.run_id)
    return explanation.request == request and explanation.provenance.model.sha256 == explainer.identity.sha256
