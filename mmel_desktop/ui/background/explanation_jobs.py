"""The model jobs of a session: explain the image on the screen, explain many, load another model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mmel_desktop.core.case import RunRecord
from mmel_desktop.core.explanation import Explanation, ExplanationRequest
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport
from mmel_desktop.errors import MmelError
from mmel_desktop.ui.background.model_job import JobSteps, ModelJob
from mmel_desktop.ui.background.model_keeper import ModelKeeper
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore


@dataclass(frozen=True)
class ExplainedImage:
    """Result of an interactive job.

    Attributes:
        run: as recorded.
        explanation: what it found.
        generation: of the request; an older one than the newest asked for is not shown.
    """

    run: RunRecord
    explanation: Explanation
    generation: int


@dataclass(frozen=True)
class ExplainedBatch:
    """Result of a batch.

    Attributes:
        runs: finished runs, in order.
        errors: one for each image that could not be explained.
    """

    runs: tuple[RunRecord, ...]
    errors: tuple[MmelError, ...]


def explain_one_job(
    store: CaseStore, image_id: str, name: str, model_spec: str, request: ExplanationRequest
) -> ModelJob:
    """Explain the image somebody looks at; its result is an :class:`ExplainedImage`."""

    def steps(models: ModelKeeper, progress: ProgressListener, cancel: CancelToken) -> JobSteps:
        from mmel_desktop.workflow.explain_image import explain_image

        explainer = models.explainer(model_spec, progress)
        cancel.raise_if_cancelled()
        progress(ProgressReport(0, 0, tr("Explaining {name}").format(name=name)))
        run, explanation = explain_image(
            store, explainer, image_id, request, progress=progress, cancel=cancel
        )
        yield from ()  # one step: nothing goes before the one who waits
        return ExplainedImage(run, explanation, request.generation)

    return ModelJob(tr("Explaining {name}").format(name=name), steps, interactive=True)


def compare_one_job(
    store: CaseStore, image_id: str, name: str, model_spec: str, request: ExplanationRequest
) -> ModelJob:
    """Explain an image in another way, for comparison only; its result is the :class:`RunRecord`.

    It waits its turn: an interactive job would be given up as soon as another image is shown.
    """

    def steps(models: ModelKeeper, progress: ProgressListener, cancel: CancelToken) -> JobSteps:
        from mmel_desktop.workflow.explain_image import explain_image

        explainer = models.explainer(model_spec, progress)
        cancel.raise_if_cancelled()
        run, _ = explain_image(
            store, explainer, image_id, request, progress=progress, cancel=cancel, for_comparison=True
        )
        yield from ()
        return run

    return ModelJob(tr("Explaining {name} for comparison").format(name=name), steps)


def explain_many_job(
    store: CaseStore,
    names: Mapping[str, str],
    model_spec: str,
    request: ExplanationRequest,
    on_run: Callable[[RunRecord], None],
) -> ModelJob:
    """Explain images one after another, with a pause between two for interactive work.

    An image that was answered meanwhile, by an interactive job or an earlier batch, is passed over.

    Args:
        store: the session.
        names: image id → what the image is called on the screen, in order.
        model_spec: the model.
        request: asked of each image.
        on_run: called in the worker's thread with each finished run; emit a signal from it.
    """

    def steps(models: ModelKeeper, progress: ProgressListener, cancel: CancelToken) -> JobSteps:
        from mmel_desktop.workflow.run_batch import explain_images

        runs: list[RunRecord] = []
        errors: list[MmelError] = []
        for index, (image_id, name) in enumerate(names.items()):
            # Asked for each time: an interactive job in between may have brought another model.
            explainer = models.explainer(model_spec, progress)
            step = tr("{number} of {count}").format(number=index + 1, count=len(names))
            progress(ProgressReport(index, len(names), f"{step} · {name}"))
            if not _is_answered(store.latest_run(image_id), request, explainer.identity.sha256):
                outcome = explain_images(
                    store, explainer, (image_id,), request, cancel=cancel, on_finished=on_run
                )
                runs += outcome.runs
                errors += outcome.errors
            cancel.raise_if_cancelled()
            progress(ProgressReport(index + 1, len(names), name))
            yield
        return ExplainedBatch(tuple(runs), tuple(errors))

    return ModelJob(tr("Explaining %n image(s)", "", len(names)), steps, batch=True)


def _is_answered(run: RunRecord | None, request: ExplanationRequest, model_sha256: str) -> bool:
    return run is not None and (run.prompts, run.method, run.view, run.model_sha256) == (
        request.prompts,
        request.method,
        request.view,
        model_sha256,
    )


def load_model_job(model_spec: str) -> ModelJob:
    """Load a model ahead of its first use."""

    def steps(models: ModelKeeper, progress: ProgressListener, _cancel: CancelToken) -> JobSteps:
        models.explainer(model_spec, progress)
        yield from ()

    return ModelJob(tr("Loading the model “{spec}”").format(spec=model_spec), steps)
