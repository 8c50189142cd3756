"""Calibrate the model of a session on the session's own images and prompts, and put the outcome on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mmel_desktop.core.audit_event import FieldChange
from mmel_desktop.core.progress import CancelToken, ProgressListener, ignore_progress
from mmel_desktop.errors import BadInputError
from mmel_desktop.workflow.calibrate_model import CalibrationOutcome, calibrate_model

if TYPE_CHECKING:  # the engine brings torch, which must not load before the worker needs it
    from mmel_desktop.engine import Explainer
    from mmel_desktop.store.case_store import CaseStore

CALIBRATED_ACTION = "model.calibrated"
FEWEST_IMAGES = 8
"""Half of them are fitted to, the other half judges; the engine refuses fewer."""
MOST_IMAGES = 64


@dataclass(frozen=True)
class SessionCalibration:
    """What came of calibrating a session's model.

    Attributes:
        outcome: weights, held-out gain, images that could not be read, and where it was kept.
        recorded: whether the session's record tells of it (not when the session cannot be written).
    """

    outcome: CalibrationOutcome
    recorded: bool

    @property
    def used(self) -> bool:
        """Explanations use the fitted weights from now on: the gain is proven and the outcome was kept."""
        return self.outcome.path is not None and self.outcome.calibration.gain.proven


def calibrate_session(
    store: CaseStore,
    explainer: Explainer,
    prompts: Sequence[str],
    *,
    keep: bool,
    most_images: int = MOST_IMAGES,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> SessionCalibration:
    """Fit layer weights on half of the session's images and judge them on the other half.

    Args:
        store: the session; its images are used.
        explainer: holds the session's model.
        prompts: texts the images are about.
        keep: use the outcome for this model's explanations, now and after the next start.
        most_images: of a larger session evenly spread ones are taken; each of them stays in memory.
        progress: told what is being done.
        cancel: checked between steps.

    Raises:
        BadInputError: fewer than eight different images, or bad prompts.
        OperationCancelled: stopped; nothing is kept.
    """
    paths = _spread([Path(image.path) for image in store.images()], most_images)
    if len(paths) < FEWEST_IMAGES:
        raise BadInputError(
            "this session holds too few images to calibrate its model",
            found=str(len(paths)),
            expected=f"at least {FEWEST_IMAGES}",
            action="add images, then calibrate",
        )
    outcome = calibrate_model(explainer, paths, prompts, save=keep, progress=progress, cancel=cancel)
    kept = outcome.path is not None
    if kept:
        explainer.use_calibration(outcome.calibration)
    return SessionCalibration(outcome, _record(store, outcome, kept=kept))


def _spread(paths: Sequence[Path], most: int) -> list[Path]:
    """All paths, or ``most`` of them in equal distances."""
    if len(paths) <= most:
        return list(paths)
    return [paths[index * len(paths) // most] for index in range(most)]


def _record(store: CaseStore, outcome: CalibrationOutcome, *, kept: bool) -> bool:
    if store.session().read_only:
        return False
    calibration = outcome.calibration
    gain = calibration.gain
    said = {
        "calibration": calibration.calibration_id,
        "kept": kept,
        "gain": [gain.gain, gain.low, gain.high],
        "layer_weights": list(calibration.layer_weights),
        "fitted_images": list(calibration.fitted_images),
        "held_out_images": list(calibration.held_out_images),
        "prompts": list(calibration.prompts),
    }
    changes = tuple(FieldChange(name, None, value) for name, value in said.items())
    store.record_act(CALIBRATED_ACTION, "model", calibration.model_sha256, changes)
    return True
