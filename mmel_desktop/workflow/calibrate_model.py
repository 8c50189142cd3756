"""Calibrate a model on the user's own images and prompts, and keep the outcome for later explanations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mmel_desktop.core.calibration import Calibration
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.core.source_image import SourceImage, load_source_image
from mmel_desktop.errors import MmelError

if TYPE_CHECKING:
    from mmel_desktop.engine import Explainer


@dataclass(frozen=True)
class CalibrationOutcome:
    """What came of it.

    Attributes:
        calibration: weights, figures and everything needed to repeat them.
        errors: images that could not be read, the others were used; and why it could not be kept.
        path: where it was kept; None when that was not asked for or not possible.
    """

    calibration: Calibration
    errors: tuple[MmelError, ...]
    path: Path | None


def calibrate_model(
    explainer: Explainer,
    paths: Sequence[Path],
    prompts: Sequence[str],
    *,
    save: bool = False,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> CalibrationOutcome:
    """Fit layer weights on half of the images and judge them on the other half.

    Args:
        explainer: the model.
        paths: image files; no labels are needed.
        prompts: texts that the images are about; each image is fitted to the one that scores best on it.
        save: keep the outcome, so that this model's explanations use it from the next start on.
        progress: told what is being done.
        cancel: checked between steps.

    Raises:
        BadInputError: fewer than eight different images could be read, or bad prompts.
        OperationCancelled: stopped; nothing is kept.
    """
    from mmel_desktop.engine.calibration_files import write_calibration

    cancel = cancel or CancelToken()
    images: list[SourceImage] = []
    errors: list[MmelError] = []
    for done, path in enumerate(paths):
        cancel.raise_if_cancelled()
        progress(ProgressReport(done, len(paths), f"image {done + 1} of {len(paths)}"))
        try:
            images.append(load_source_image(path))
        except MmelError as error:
            errors.append(error)
    calibration = explainer.calibrate(images, prompts, progress=progress, cancel=cancel)
    kept_in = None
    if save:
        try:
            kept_in = write_calibration(calibration)
        except MmelError as error:  # what took minutes to find is still told
            errors.append(error)
    return CalibrationOutcome(calibration, tuple(errors), kept_in)
