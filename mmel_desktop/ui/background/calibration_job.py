"""The model job that fits layer weights to the session's images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mmel_desktop.core.progress import CancelToken, ProgressListener
from mmel_desktop.ui.background.model_job import JobSteps, ModelJob
from mmel_desktop.ui.background.model_keeper import ModelKeeper
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore


def calibration_job(
    store: CaseStore, model_spec: str, prompts: Sequence[str], *, keep: bool, most_images: int
) -> ModelJob:
    """Calibrate a model; its result is a ``workflow.calibrate_session.SessionCalibration``.

    Args:
        store: the session whose images are used.
        model_spec: the model.
        prompts: texts the images are about.
        keep: explanations use the outcome from then on, if its gain is proven.
        most_images: of a larger session evenly spread ones are taken.
    """

    def steps(models: ModelKeeper, progress: ProgressListener, cancel: CancelToken) -> JobSteps:
        from mmel_desktop.workflow.calibrate_session import calibrate_session

        explainer = models.explainer(model_spec, progress)
        cancel.raise_if_cancelled()
        calibrated = calibrate_session(
            store, explainer, prompts, keep=keep, most_images=most_images, progress=progress, cancel=cancel
        )
        yield from ()
        return calibrated

    return ModelJob(tr("Calibrating the model “{spec}”").format(spec=model_spec), steps)
