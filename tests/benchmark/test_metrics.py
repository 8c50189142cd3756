"""Every metric against an answer worked out by hand, and against a library where one is right."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from mmel_desktop.benchmark import metrics
from mmel_desktop.core.removal_order import removal_order, removal_steps
from mmel_desktop.engine import removal_curves

HEAT = np.array([[0.0, 1.0, 0.0], [0.0, 4.0, 2.0], [-9.0, 0.0, 3.0]])
MASK = np.array([[0, 0, 0], [0, 1, 0], [0, 1, 1]], dtype=bool)


def selected_iou(heat: np.ndarray, mask: np.ndarray, threshold: float) -> float:
    """IoU by its definition: select the pixels, intersect, unite."""
    positive = np.maximum(heat, 0)
    if not mask.any():
        return math.nan
    selected = (positive >= threshold * positive.max()) & (positive.max() > 0)
    return float((selected & mask).sum() / (selected | mask).sum())


def test_energy_is_the_share_inside_and_ignores_negative_evidence() -> None:
    """Inside 4 + 0 + 3, in all 10; the −9 is neither inside nor outside."""
    assert metrics.energy_inside(HEAT, MASK) == pytest.approx(0.7)


def test_pointing_takes_the_largest_value() -> None:
    """The 4 in the middle lies on the mask."""
    assert metrics.pointing_hit(HEAT, MASK, tolerance_px=0) == 1.0
    assert metrics.pointing_hit(HEAT, ~MASK, tolerance_px=0) == 0.0


def test_pointing_tolerance_is_euclidean() -> None:
    """Three pixels away is a hit, √10 pixels away is not."""
    heat, mask = np.zeros((9, 9)), np.zeros((9, 9), dtype=bool)
    heat[4, 4] = 1
    mask[4, 7] = True
    assert metrics.pointing_hit(heat, mask) == 1.0
    mask[4, 7], mask[5, 7] = False, True
    assert metrics.pointing_hit(heat, mask) == 0.0


def test_pointing_breaks_ties_by_row_order_and_does_not_count_them_as_hits() -> None:
    """A flat map points at its first pixel, wherever the object is."""
    mask = np.zeros((20, 20), dtype=bool)
    mask[15, 15] = True
    assert metrics.pointing_hit(np.ones((20, 20)), mask) == 0.0


def test_an_empty_mask_is_no_hit_and_no_miss() -> None:
    """Every figure is undefined without an object."""
    empty = np.zeros((3, 3), dtype=bool)
    for value in (
        metrics.pointing_hit(HEAT, empty),
        metrics.energy_inside(HEAT, empty),
        metrics.average_precision(HEAT, empty),
        metrics.rank_accuracy(HEAT, empty),
        *metrics.iou_curve(HEAT, empty),
    ):
        assert math.isnan(value)


def test_a_map_without_positive_evidence_is_undefined_where_it_decides_nothing() -> None:
    """Pointing, energy and rank accuracy have no answer; AP is chance and IoU is 0."""
    nothing = -np.ones((3, 3))
    assert math.isnan(metrics.pointing_hit(nothing, MASK))
    assert math.isnan(metrics.energy_inside(nothing, MASK))
    assert math.isnan(metrics.rank_accuracy(nothing, MASK))
    assert metrics.average_precision(nothing, MASK) == pytest.approx(3 / 9)
    assert not metrics.iou_curve(nothing, MASK).any()


def test_average_precision_by_hand() -> None:
    """Ranked 4 (in), 3 (in), 2 (out), 1 (out), then five zeros of which one is in.

    P = 1, 1, 2/3, 1/2, 3/9 at R = 1/3, 2/3, 2/3, 2/3, 1; AP = 1/3·1 + 1/3·1 + 1/3·3/9.
    """
    assert metrics.average_precision(HEAT, MASK) == pytest.approx(1 / 3 + 1 / 3 + 1 / 9)


def test_average_precision_of_a_perfect_ranking_is_one() -> None:
    """A map equal to the mask."""
    assert metrics.average_precision(MASK.astype(float), MASK) == pytest.approx(1.0)


def test_rank_accuracy_by_hand() -> None:
    """The three largest are 4 (in), 3 (in) and 2 (out)."""
    assert metrics.rank_accuracy(HEAT, MASK) == pytest.approx(2 / 3)


def test_iou_by_hand() -> None:
    """At half of the largest value 4, 3 and 2 are selected: two in common, four in the union."""
    curve = dict(zip(metrics.THRESHOLDS, metrics.iou_curve(HEAT, MASK), strict=True))
    assert curve[0.5] == pytest.approx(2 / 4)
    assert curve[0.75] == pytest.approx(2 / 3)


def test_best_threshold_maximises_the_mean_iou() -> None:
    """From 0.55 on the 2 is out; 0.55 is the lowest of the equally good ones."""
    curves = np.stack([metrics.iou_curve(HEAT, MASK)] * 2)
    assert metrics.best_threshold(curves) == pytest.approx(0.55)


def test_iou_is_judged_at_a_threshold_chosen_on_other_images() -> None:
    """Each half is judged at the other half's threshold, also where its own would be better."""
    curves = np.zeros((4, len(metrics.THRESHOLDS)))
    curves[0::2, 3], curves[0::2, 5] = 0.9, 0.2
    curves[1::2, 3], curves[1::2, 5] = 0.1, 0.8
    assert metrics.cross_fitted_iou(curves).tolist() == [0.2, 0.1, 0.2, 0.1]


def test_pixels_never_seen_count_as_no_evidence() -> None:
    """NaN outside the model's view changes nothing inside."""
    heat = HEAT.copy()
    heat[0, 0] = np.nan
    assert metrics.energy_inside(heat, MASK) == pytest.approx(0.7)


def test_removal_order_by_hand() -> None:
    """4, 3, 2, 1, then the rest in row order, the negative one among them."""
    assert removal_order(HEAT).tolist() == [4, 8, 5, 1, 0, 2, 3, 6, 7]


def test_deletion_removes_and_insertion_adds_the_most_important_first() -> None:
    """Four patches in two steps."""
    order = np.array([2, 0, 3, 1])
    assert removal_curves.kept_for_deletion(order, 2).astype(int).tolist() == [
        [1, 1, 1, 1],
        [0, 1, 0, 1],
        [0, 0, 0, 0],
    ]
    assert removal_curves.kept_for_insertion(order, 2).astype(int).tolist() == [
        [0, 0, 0, 0],
        [1, 0, 1, 0],
        [1, 1, 1, 1],
    ]


def test_steps_are_equal_and_reach_both_ends() -> None:
    """Nine patches in four steps."""
    assert removal_steps(9, 4).tolist() == [0, 2, 4, 7, 9]


def test_curve_mean_by_hand() -> None:
    """Both ends included."""
    assert metrics.curve_mean(np.array([0.4, 0.3, 0.2])) == pytest.approx(0.3)


@given(
    arrays.arrays(np.float64, (6, 7), elements=st.floats(-1, 1, allow_subnormal=False)),
    arrays.arrays(np.bool_, (6, 7)),
)
def test_figures_stay_in_range_and_ignore_the_scale(heat: np.ndarray, mask: np.ndarray) -> None:
    """Multiplying a map by a constant changes nothing, and nothing leaves [0, 1]."""
    for figure in (
        metrics.pointing_hit,
        metrics.energy_inside,
        metrics.average_precision,
        metrics.rank_accuracy,
    ):
        value, scaled = figure(heat, mask), figure(heat * 4, mask)
        assert math.isnan(value) or 0 <= value <= 1 + 1e-12
        assert value == pytest.approx(scaled, nan_ok=True)


@given(
    arrays.arrays(np.float64, (5, 6), elements=st.sampled_from([-1.0, 0.0, 0.1, 0.25, 0.3, 0.5, 1.0, 2.0])),
    arrays.arrays(np.bool_, (5, 6)),
)
def test_the_iou_curve_is_the_iou_at_each_threshold(heat: np.ndarray, mask: np.ndarray) -> None:
    """Counting in one pass gives what selecting pixels does, also for values that meet a threshold."""
    expected = [selected_iou(heat, mask, threshold) for threshold in metrics.THRESHOLDS]
    assert np.array_equal(metrics.iou_curve(heat, mask), expected, equal_nan=True)
