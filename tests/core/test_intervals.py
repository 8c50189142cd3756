"""Means and bootstrap intervals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from mmel_desktop.core.intervals import difference_interval, draw_resamples, mean_interval


def test_the_interval_agrees_with_scipys_percentile_bootstrap() -> None:
    """Another implementation of the same interval gives the same numbers within sampling error."""
    values = np.random.default_rng(3).gamma(2.0, 1.0, 150)
    ours = mean_interval(values, draw_resamples(150, resamples=20_000))
    theirs = stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method="percentile", rng=np.random.default_rng(5)
    ).confidence_interval
    assert ours.mean == pytest.approx(values.mean())
    assert ours.low == pytest.approx(theirs.low, abs=0.01)
    assert ours.high == pytest.approx(theirs.high, abs=0.01)


def test_undefined_cases_are_counted_and_left_out() -> None:
    """NaN enters neither the mean nor the interval."""
    interval = mean_interval(np.array([1.0, np.nan, 3.0]), draw_resamples(3))
    assert (interval.mean, interval.defined, interval.undefined) == (2.0, 2, 1)
    assert 1.0 <= interval.low <= interval.high <= 3.0


def test_nothing_defined_gives_nan() -> None:
    """No case, no figure."""
    interval = mean_interval(np.full(4, np.nan), draw_resamples(4))
    assert math.isnan(interval.mean)
    assert interval.undefined == 4


def test_pairing_sees_a_small_difference_under_large_variation() -> None:
    """A constant gain of 0.01 is certain when paired, though the images vary a hundred times as much."""
    first = np.random.default_rng(0).normal(0, 1, 60)
    interval = difference_interval(first + 0.01, first, draw_resamples(60))
    assert interval.low == pytest.approx(0.01)
    assert interval.high == pytest.approx(0.01)


def test_intervals_are_the_same_every_time() -> None:
    """The resamples are seeded."""
    values = np.random.default_rng(1).random(30)
    assert mean_interval(values, draw_resamples(30)) == mean_interval(values, draw_resamples(30))
