"""The same figures from Quantus (Hedström et al., JMLR 2023), where it and this project mean the same.

Quantus brings half of the scientific Python stack along, so it is no dependency of the tests: these run where
it is installed (``pip install quantus``) and are skipped, visibly, where it is not.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from mmel_desktop.benchmark import metrics

quantus: Any = pytest.importorskip("quantus", reason="Quantus is not installed; see this file's docstring")

_CASES = 40
_SHAPE = (14, 14)


@pytest.fixture
def heats() -> np.ndarray:
    """(cases, 1, H, W) in (0, 1), every value of a map once: on ties the two disagree on purpose."""
    rng = np.random.default_rng(5)
    values = (np.arange(_SHAPE[0] * _SHAPE[1]) + 1.0) / (_SHAPE[0] * _SHAPE[1] + 1)
    return np.stack([rng.permutation(values).reshape(1, *_SHAPE) for _ in range(_CASES)])


@pytest.fixture
def masks() -> np.ndarray:
    """(cases, 1, H, W) bool, none empty."""
    rng = np.random.default_rng(6)
    drawn = rng.random((_CASES, 1, *_SHAPE)) < rng.uniform(0.05, 0.6, size=(_CASES, 1, 1, 1))
    drawn[:, 0, 3, 4] = True
    return drawn


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("PointingGame", lambda heat, mask: metrics.pointing_hit(heat, mask, tolerance_px=0)),
        ("RelevanceMassAccuracy", metrics.energy_inside),
        ("RelevanceRankAccuracy", metrics.rank_accuracy),
    ],
)
def test_figures_of_positive_maps_without_ties_are_those_of_quantus(
    theirs: str, ours: Any, heats: np.ndarray, masks: np.ndarray
) -> None:
    """40 random maps and masks."""
    metric = getattr(quantus, theirs)(disable_warnings=True)
    expected = metric.evaluate_batch(a_batch=heats, s_batch=masks)
    found = [ours(heat[0], mask[0]) for heat, mask in zip(heats, masks, strict=True)]
    assert found == pytest.approx(np.asarray(expected, dtype=float))


def test_its_known_traps_are_not_ours(heats: np.ndarray) -> None:
    """Ties and empty masks are hits there, and negative relevance enters the sums."""
    pointing = quantus.PointingGame(disable_warnings=True)
    flat, corner = np.ones((1, 1, *_SHAPE)), np.zeros((1, 1, *_SHAPE), dtype=bool)
    corner[..., -1, -1] = True
    assert bool(pointing.evaluate_batch(a_batch=flat, s_batch=corner)[0])
    assert metrics.pointing_hit(flat[0, 0], corner[0, 0], tolerance_px=0) == 0.0

    nothing = np.zeros_like(corner)
    assert bool(pointing.evaluate_batch(a_batch=heats[:1], s_batch=nothing)[0])
    assert math.isnan(metrics.pointing_hit(heats[0, 0], nothing[0, 0]))

    signed = heats[:1] - 0.5
    mass = quantus.RelevanceMassAccuracy(disable_warnings=True).evaluate_batch(a_batch=signed, s_batch=corner)
    assert metrics.energy_inside(signed[0, 0], corner[0, 0]) != pytest.approx(float(mass[0]))
