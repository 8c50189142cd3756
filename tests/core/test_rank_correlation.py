"""Rank correlation: known answers by hand, and scipy's as the oracle."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from mmel_desktop.core.rank_correlation import rank_correlation


def test_ranks_are_compared_not_values() -> None:
    """Spearman's rho: 1 for the same order, -1 for the opposite, 0 for a constant map; ties share a rank."""
    values = np.array([[0.0, 0.1], [0.2, 0.9]])
    assert rank_correlation(values, values**3) == pytest.approx(1)
    assert rank_correlation(values, -values) == pytest.approx(-1)
    assert rank_correlation(values, np.zeros((2, 2))) == 0
    # Ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3, by hand.
    assert rank_correlation(np.array([0, 1, 1, 2]), np.array([0, 1, 2, 3])) == pytest.approx(0.9486833)


@pytest.mark.parametrize("levels", [2, 7, 10_000])
def test_it_is_scipys_whatever_the_ties(levels: int) -> None:
    """Maps hold many exact zeros, or none at all."""
    random = np.random.default_rng(levels)
    first, second = random.integers(0, levels, (2, 12, 12)).astype(np.float32)
    expected = spearmanr(first.ravel(), second.ravel()).statistic
    assert rank_correlation(first, second) == pytest.approx(float(expected), abs=1e-12)
