"""Maps corrected by the model's answers: what is asked, how often, and what becomes of the map."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from mmel_desktop.core.progress import CancelToken, ProgressReport
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.image_tower import TowerRecord
from mmel_desktop.engine.probe_refinement import (
    KEPT_SHARE,
    MOST_FURTHER_FORWARDS,
    further_forwards,
    like_regions,
    measured_effects,
    refine_maps,
)
from mmel_desktop.errors import OperationCancelled

PROMPTS = ["a red car", "a pedestrian"]


class _CountingPatches:
    """Answers with the sum of what each kept patch is worth, so that every effect is known exactly."""

    def __init__(self, worth: np.ndarray) -> None:
        self.worth = torch.from_numpy(worth).float()
        self.asked = 0

    def embed_token_subsets(self, record: TowerRecord, kept_patches: Tensor, batch_size: int = 32) -> Tensor:
        """(S, 1): the score itself, since the one text is 1."""
        self.asked += len(kept_patches)
        return (kept_patches.float() @ self.worth)[:, None]


def _question(worth: np.ndarray, record: TowerRecord) -> tuple[_CountingPatches, TowerRecord, Tensor]:
    """The worths add up to 1, the score of an embedding that equals the text."""
    assert worth.sum() == pytest.approx(1)
    return _CountingPatches(worth), replace(record, embedding=torch.ones(1)), torch.ones(1, 1)


@pytest.fixture
def record(explainer: Explainer, picture: np.ndarray) -> TowerRecord:
    """A tiny tower's record of a picture, on a grid of 4 × 4."""
    explainer.set_image(picture)
    explainer.explain(PROMPTS, run_checks=False)
    size = explainer.tower.patch_hw_px[0] * 4
    return explainer.tower.record(torch.zeros(1, 3, size, size))


def test_a_region_is_worth_what_its_patches_add(record: TowerRecord) -> None:
    """Where patches simply add up, every patch gets its region's mean."""
    worth = np.linspace(-0.5, 1, 16) / 4
    regions = np.repeat(np.arange(4), 4)
    tower, asked, text = _question(worth, record)
    effects = measured_effects(tower, asked, text, regions)  # type: ignore[arg-type]
    assert effects == pytest.approx(np.repeat(worth.reshape(4, 4).mean(axis=1), 4), abs=1e-6)


@pytest.mark.parametrize("degree", [1.0, 3.0])
def test_the_map_moves_towards_the_answers(record: TowerRecord, degree: float) -> None:
    """Painted patches that are worth nothing fade, those that carry the score rise."""
    worth, painted = np.zeros(16), np.zeros(16, dtype=np.float32)
    worth[[0, 1]] = 0.5
    painted[[0, 15]] = 2.0
    tower, asked, text = _question(worth, record)
    positive = torch.from_numpy(painted)[None]
    (refined,) = refine_maps(tower, asked, text, positive, np.eye(16), degree).numpy()  # type: ignore[arg-type]
    assert refined[0] == pytest.approx(2.0)
    assert refined[1] > 0
    assert refined[15] == pytest.approx(2 * KEPT_SHARE**degree)
    assert refined[8] == 0


def test_a_map_that_paints_nothing_keeps_nothing(record: TowerRecord) -> None:
    """There is nothing to correct, and no evidence is invented."""
    tower, asked, text = _question(np.full(16, 1 / 16), record)
    nothing = torch.zeros(1, 16)
    assert torch.equal(refine_maps(tower, asked, text, nothing, np.eye(16), 6.0), nothing)  # type: ignore[arg-type]


def test_no_more_is_asked_than_promised(record: TowerRecord) -> None:
    """At most 31 partial forward passes per prompt."""
    tower, asked, text = _question(np.linspace(0, 1, 16) / 8, record)
    signed = torch.rand(3, 16, generator=torch.Generator().manual_seed(0))
    refine_maps(tower, asked, text.expand(3, 1), signed, np.eye(16), 6.0)  # type: ignore[arg-type]
    assert 0 < tower.asked <= 3 * further_forwards(16) <= 3 * MOST_FURTHER_FORWARDS
    assert MOST_FURTHER_FORWARDS <= 32


def test_regions_part_what_is_painted_from_what_is_not() -> None:
    """Patches that look alike everywhere are told apart by the map."""
    painted = np.zeros((6, 6))
    painted[2:4, 2:4] = 1
    labels = like_regions(np.ones((36, 36)), painted.ravel(), (6, 6)).reshape(6, 6)
    assert not set(labels[painted > 0]) & set(labels[painted == 0])


def test_the_map_follows_the_real_model(explainer: Explainer, picture: np.ndarray) -> None:
    """The method changes the fused map only, asks the tower itself, and says what it did."""
    explainer.set_image(picture)
    plain = explainer.explain(PROMPTS, run_checks=False)
    refined = explainer.explain(PROMPTS, method="mmel-refined", run_checks=False)
    assert not np.array_equal(plain.signed, refined.signed)
    assert np.array_equal(plain.levels, refined.levels)
    assert plain.regions.regions == refined.regions.regions
    assert any("further partial forward passes" in note for note in refined.provenance.notes)
    assert not any("further partial forward passes" in note for note in plain.provenance.notes)
    for prompt in range(len(PROMPTS)):
        similarity = functional.cosine_similarity(
            torch.tensor(plain.signed[prompt].ravel()),
            torch.tensor(refined.signed[prompt].ravel()),
            dim=0,
        )
        assert similarity > 0


def test_asking_is_reported_and_can_be_cancelled(explainer: Explainer, picture: np.ndarray) -> None:
    """Every prompt is a step of its own."""
    explainer.set_image(picture)
    seen: list[ProgressReport] = []
    token = CancelToken()

    def listen(report: ProgressReport) -> None:
        seen.append(report)
        if "prompt 2 of 2" in report.step:
            token.cancel()

    with pytest.raises(OperationCancelled):
        explainer.explain(PROMPTS, method="mmel-refined", run_checks=False, progress=listen, cancel=token)
    assert [report.done for report in seen] == sorted(report.done for report in seen)
    assert any("prompt 1 of 2" in report.step for report in seen)
