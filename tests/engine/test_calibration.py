"""Layer weights: fitted for what the objective asks, judged on other images, used only when proven."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from mmel_desktop.core.calibration import FEWEST_PROVING_IMAGES, UNIFORM, Calibration, HeldOutGain
from mmel_desktop.core.progress import CancelToken, ProgressReport, ignore_progress
from mmel_desktop.engine import calibration as calibration_module
from mmel_desktop.engine.calibration import CalibrationCase, CalibrationSettings, _fit, _loss
from mmel_desktop.engine.calibration_cases import gather_cases
from mmel_desktop.engine.calibration_files import find_calibration, read_calibration, write_calibration
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.model_loading import LoadedModel
from mmel_desktop.errors import BadInputError, OperationCancelled

PROMPTS = ("a red car", "a dog")
QUICK = CalibrationSettings(epochs=2, batch=4)


@pytest.fixture
def pictures() -> list[np.ndarray]:
    """Ten different noise pictures."""
    random = np.random.default_rng(3)
    return [random.integers(0, 256, (40, 40, 3), dtype=np.uint8) for _ in range(10)]


def _calibration(explainer: Explainer, gain: float) -> Calibration:
    blocks = explainer.tower.block_count
    weights = tuple(float(value) for value in np.arange(1, blocks + 1) / sum(range(1, blocks + 1)))
    return Calibration(
        model_sha256=explainer.identity.sha256,
        layer_weights=weights,
        fitted_weights=weights,
        gain=HeldOutGain(0.1, 0.1 + gain, gain, gain - 0.01, gain + 0.01, 5),
        prompts=PROMPTS,
        fitted_images=("a",),
        held_out_images=("b",),
        settings=(("epochs", 2),),
        created_utc="2026-01-31T12:00:00.000000Z",
    )


def test_a_calibration_splits_the_images_and_sums_to_one(
    explainer: Explainer, pictures: list[np.ndarray]
) -> None:
    """Half is fitted, half is held out, none is both; weights are a distribution; progress is told."""
    told: list[ProgressReport] = []
    calibration = explainer.calibrate([*pictures, pictures[0]], PROMPTS, settings=QUICK, progress=told.append)
    assert len(calibration.fitted_images) == len(calibration.held_out_images) == 5
    assert not set(calibration.fitted_images) & set(calibration.held_out_images)
    assert sum(calibration.fitted_weights) == pytest.approx(1.0)
    assert len(set(calibration.fitted_weights)) > 1
    assert told[-1].done == told[-1].total
    assert calibration.gain.gain == pytest.approx(calibration.gain.fitted - calibration.gain.uniform)


def test_the_same_images_give_the_same_calibration(explainer: Explainer, pictures: list[np.ndarray]) -> None:
    """Seeds decide everything but the time."""
    first, second = (explainer.calibrate(pictures, PROMPTS, settings=QUICK) for _ in range(2))
    assert replace(first, created_utc="") == replace(second, created_utc="")


@pytest.mark.parametrize("half", ["bfloat16", "float16"])
def test_a_model_in_half_precision_is_calibrated_too(
    half: str, tiny_spec: str, pictures: list[np.ndarray]
) -> None:
    """Masks are float32, the tower is not; of the same mask the objective says the same."""
    losses = []
    for dtype in ("float32", half):
        explainer = Explainer.load(tiny_spec, "cpu", dtype=dtype)
        cases = [replace(case, prompt=0, map_for=_ramp) for case in _cases(explainer, pictures)]
        weights = torch.full((explainer.tower.block_count,), 1 / explainer.tower.block_count)
        losses.append([float(_loss(explainer.tower, case, weights, 0.1)) for case in cases])
    assert losses[1] == pytest.approx(losses[0], abs=0.05)
    calibration = explainer.calibrate(pictures, PROMPTS, settings=QUICK)
    assert sum(calibration.fitted_weights) == pytest.approx(1.0)
    assert len(set(calibration.fitted_weights)) > 1


@pytest.mark.parametrize(("area_penalty", "wins"), [(5.0, "corner"), (-5.0, "everything")])
def test_the_fit_moves_to_the_block_the_objective_prefers(
    explainer: Explainer, pictures: list[np.ndarray], area_penalty: float, wins: str
) -> None:
    """A price on area beyond what any cosine can pay decides between a map of all and a map of one patch."""
    blocks = explainer.tower.block_count
    cases = []
    for case in _cases(explainer, pictures):
        everything = torch.ones(case.record.grid_hw[0] * case.record.grid_hw[1])
        corner = torch.zeros_like(everything)
        corner[0] = 1.0

        def map_for(
            weights: torch.Tensor, everything: torch.Tensor = everything, corner: torch.Tensor = corner
        ) -> torch.Tensor:
            return weights[0] * everything + weights[1:].sum() * corner

        cases.append(replace(case, map_for=map_for))
    fitted = _fit(explainer.tower, cases, CalibrationSettings(epochs=4, area_penalty=area_penalty), _ignore)
    assert (float(fitted[0]) > 1 / blocks) == (wins == "everything")


def test_the_fit_improves_its_own_objective(explainer: Explainer, pictures: list[np.ndarray]) -> None:
    """On the images it is fitted to, with the real maps."""
    cases = _cases(explainer, pictures)
    settings = CalibrationSettings(epochs=10)
    fitted = _fit(explainer.tower, cases, settings, _ignore)
    uniform = torch.full_like(fitted, 1 / len(fitted))

    def objective(weights: torch.Tensor) -> float:
        losses = [_loss(explainer.tower, case, weights, settings.area_penalty) for case in cases]
        return -float(torch.stack(losses).mean())

    with torch.no_grad():
        assert objective(fitted) > objective(uniform)


def _cases(explainer: Explainer, pictures: list[np.ndarray]) -> list[CalibrationCase]:
    return gather_cases(explainer._model, pictures, PROMPTS, ignore_progress, CancelToken())


def _ramp(_weights: torch.Tensor) -> torch.Tensor:
    """Rising from the first of 16 patches to the last, whatever the weights."""
    return torch.linspace(0, 1, 16)


def _ignore(_step: str) -> None:
    """Nobody watches."""


@pytest.mark.parametrize(("low", "proven"), [(0.01, True), (-0.01, False)])
def test_fitted_weights_are_used_only_where_a_gain_is_proven(
    explainer: Explainer,
    pictures: list[np.ndarray],
    monkeypatch: pytest.MonkeyPatch,
    low: float,
    proven: bool,
) -> None:
    """Whatever was fitted: where the interval of the gain holds zero, all blocks weigh alike."""
    gain = HeldOutGain(0.1, 0.2, 0.1, low, 0.2, image_count=FEWEST_PROVING_IMAGES)
    monkeypatch.setattr(calibration_module, "_judge", lambda *_: gain)
    calibration = explainer.calibrate(pictures, PROMPTS, settings=QUICK)
    blocks = explainer.tower.block_count
    assert len(set(calibration.fitted_weights)) > 1
    expected = calibration.fitted_weights if proven else (1 / blocks,) * blocks
    assert calibration.layer_weights == pytest.approx(expected)
    assert (calibration.calibration_id == UNIFORM) is not proven


def test_an_explanation_names_the_calibration_it_used(explainer: Explainer, picture: np.ndarray) -> None:
    """Weights reach the maps, and the record names where they come from."""
    explainer.set_image(picture)
    before = explainer.explain(PROMPTS, run_checks=False)
    calibration = _calibration(explainer, gain=0.05)
    explainer.use_calibration(calibration)
    after = explainer.explain(PROMPTS, run_checks=False)
    assert before.provenance.calibration == UNIFORM
    assert after.provenance.calibration == calibration.calibration_id
    np.testing.assert_allclose(after.layer_weights, calibration.layer_weights, rtol=1e-6)
    assert not np.allclose(before.signed, after.signed)


def test_an_explainer_may_be_made_with_its_calibration(loaded: LoadedModel, explainer: Explainer) -> None:
    """As it is when a model is loaded whose calibration lies beside it."""
    calibration = _calibration(explainer, gain=0.05)
    made = Explainer(loaded, calibration)
    made.set_image(np.zeros((32, 32, 3), np.uint8))
    assert made.explain(PROMPTS, run_checks=False).provenance.calibration == calibration.calibration_id


def test_a_calibration_of_another_model_is_refused(explainer: Explainer) -> None:
    """Neither another hash nor another number of blocks."""
    with pytest.raises(BadInputError, match="another model"):
        explainer.use_calibration(replace(_calibration(explainer, 0.05), model_sha256="0" * 64))


def test_calibrations_survive_the_way_through_a_file(explainer: Explainer, tmp_path: Path) -> None:
    """Written, found by the model's hash, equal; the user's own goes before the bundled one."""
    calibration = _calibration(explainer, 0.05)
    path = write_calibration(calibration, tmp_path / "own")
    assert read_calibration(path, calibration.model_sha256) == calibration
    write_calibration(replace(calibration, prompts=("other",)), tmp_path / "bundled")
    folders = (tmp_path / "own", tmp_path / "bundled")
    assert find_calibration(calibration.model_sha256, folders) == calibration
    assert find_calibration("0" * 64, folders) is None


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"schema": "something else"}', '{"schema": "mmel-calibration/1", "layer_weights": [1, 1]}'],
)
def test_a_damaged_calibration_is_named(tmp_path: Path, text: str) -> None:
    """Not JSON, not ours, or weights that are no weights."""
    path = tmp_path / "bad.json"
    path.write_text(text)
    with pytest.raises(BadInputError):
        read_calibration(path, "0" * 64)


def test_a_folder_that_cannot_be_written_is_named(explainer: Explainer, tmp_path: Path) -> None:
    """It is the user's to mend, no fault of the program."""
    (tmp_path / "library").write_text("a file is in the way", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"cannot keep the calibration in .*library"):
        write_calibration(_calibration(explainer, 0.1), tmp_path / "library")


def test_too_few_images_are_refused(explainer: Explainer, pictures: list[np.ndarray]) -> None:
    """Fewer than eight different ones."""
    with pytest.raises(BadInputError, match="too few images"):
        explainer.calibrate([pictures[0]] * 20, PROMPTS, settings=QUICK)


def test_cancelling_stops_between_steps(explainer: Explainer, pictures: list[np.ndarray]) -> None:
    """Nothing is returned after a cancel."""
    cancel = CancelToken()

    def stop(report: ProgressReport) -> None:
        if report.step.startswith("fitting"):
            cancel.cancel()

    with pytest.raises(OperationCancelled):
        explainer.calibrate(pictures, PROMPTS, settings=QUICK, progress=stop, cancel=cancel)
