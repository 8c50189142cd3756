"""Checks with figures that can be told beforehand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from mmel_desktop.engine.image_tower import ImageTower, TowerRecord
from mmel_desktop.engine.model_loading import LoadedModel
from mmel_desktop.engine.tower_choice import choose_tower
from mmel_desktop.engine.trust_checks import check_recognition, check_specificity


def _check(sees: object, pixels: Tensor):  # type: ignore[no-untyped-def]  # noqa: ANN202
    tower = cast("ImageTower", SimpleNamespace(forward=sees, patch_hw_px=(2, 2), fallbacks=[]))
    own = functional.normalize(cast("Tensor", sees(pixels)), dim=-1)[0]  # type: ignore[operator]
    return check_recognition(tower, pixels, cast("TowerRecord", SimpleNamespace(unit_embedding=own)), seed=3)


@pytest.fixture
def pixels() -> Tensor:
    """A picture that is bright above and dark below, 16 × 16."""
    picture = torch.linspace(2.0, -2.0, 16)[:, None].expand(16, 16)
    return picture.expand(1, 3, 16, 16).clone()


def test_a_model_that_reads_the_picture_is_recognised_as_one(pixels: Tensor) -> None:
    """It says what is above and what is below: shuffling changes that, noise hardly does."""
    check = _check(lambda x: torch.stack([x[:, 0, :8].mean((1, 2)), x[:, 0, 8:].mean((1, 2))], dim=1), pixels)
    assert check.verdict == "pass"
    assert check.value is not None
    assert check.value > 10


def test_a_model_that_counts_colours_fails(pixels: Tensor) -> None:
    """A histogram of colours is the same after shuffling, so only noise moves it."""
    check = _check(
        lambda x: torch.stack([(x > 0).float().mean((1, 2, 3)), (x <= 0).float().mean((1, 2, 3))], 1), pixels
    )
    assert check.verdict == "fail"
    assert check.value == pytest.approx(0.0, abs=0.3)


def test_random_weights_do_not_pass(loaded: LoadedModel) -> None:
    """The tiny model of these tests has learned nothing."""
    tower = choose_tower(loaded.model.visual)  # type: ignore[arg-type]
    figures = []
    for seed in range(5):
        pixels = torch.randn(1, 3, 32, 32, generator=torch.Generator().manual_seed(seed))
        pixels = functional.avg_pool2d(pixels, 9, stride=1, padding=4) * 5
        figures.append(check_recognition(tower, pixels, tower.record(pixels), seed).verdict)
    assert figures.count("pass") <= 1


def test_specificity_is_the_highest_correlation_with_another_prompts_map() -> None:
    """The first two maps rank alike (1), the third the other way round (−1); one alone is not judged."""
    maps = np.array([[1, 2, 3, 4], [10, 20, 30, 40], [4, 3, 2, 1]], dtype=np.float32)
    values = [check.value for check in check_specificity(maps)]
    assert values == pytest.approx([1.0, 1.0, -1.0])
    (alone,) = check_specificity(maps[:1])
    assert alone.verdict == "not_run"
