"""Averages over images and how sure they are: paired bootstrap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2000
COVERAGE = 0.95


@dataclass(frozen=True)
class Interval:
    """A mean with its 95 % bootstrap interval.

    Attributes:
        mean: over the defined cases; NaN when there is none.
        low, high: percentile interval.
        defined: cases that entered.
        undefined: cases in which the figure has no meaning.
    """

    mean: float
    low: float
    high: float
    defined: int
    undefined: int


def draw_resamples(
    image_count: int, *, seed: int | Sequence[int] = 0, resamples: int = RESAMPLES
) -> np.ndarray:
    """Image indices drawn with replacement: intp (resamples, images); shared by all methods."""
    return np.random.default_rng(seed).integers(0, image_count, (resamples, image_count))


def mean_interval(values: np.ndarray, drawn: np.ndarray) -> Interval:
    """Mean of one figure over images.

    Args:
        values: float (images,); NaN where undefined.
        drawn: from :func:`draw_resamples`.
    """
    return _interval(values, drawn)


def difference_interval(first: np.ndarray, second: np.ndarray, drawn: np.ndarray) -> Interval:
    """Mean of ``first − second`` on the same images; an interval without 0 is a difference one may speak of.

    Only images on which both are defined enter.
    """
    return _interval(np.asarray(first) - np.asarray(second), drawn)


def _interval(values: np.ndarray, drawn: np.ndarray) -> Interval:
    values = np.asarray(values, dtype=np.float64)
    known = ~np.isnan(values)
    if not known.any():
        return Interval(float("nan"), float("nan"), float("nan"), 0, len(values))
    filled = np.where(known, values, 0.0)
    counts = known[drawn].sum(axis=1)
    # A resample may by chance hold undefined cases only; it says nothing and is left out.
    means = filled[drawn].sum(axis=1)[counts > 0] / counts[counts > 0]
    tail = (1 - COVERAGE) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return Interval(
        float(filled.sum() / known.sum()), float(low), float(high), int(known.sum()), int((~known).sum())
    )
