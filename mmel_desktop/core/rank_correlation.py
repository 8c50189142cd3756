"""Spearman's rank correlation of two maps: do both order the patches alike, however each scales them?"""

from __future__ import annotations

import numpy as np


def rank_correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Spearman's rho of two maps of equal shape, in [-1, 1]; 0 when either is constant."""
    return correlation(centred_ranks(first), centred_ranks(second))


def centred_ranks(values: np.ndarray) -> np.ndarray:
    """Ranks of a map's cells less their mean: float64 (cells,).

    Equal values share the mean of their ranks, since maps hold many exact zeros.
    """
    _, inverse, counts = np.unique(values.ravel(), return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[inverse]
    return np.asarray(ranks - ranks.mean())


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Of two vectors less their means, see :func:`centred_ranks`; 0 when either vanishes."""
    scale = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return float((one * other).sum() / scale) if scale > 0 else 0.0
