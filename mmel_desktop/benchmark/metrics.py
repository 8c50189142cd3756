"""How well a map shows what it should, given the truth. numpy only; every definition is stated here.

Maps are clipped to their positive part first: evidence *against* a prompt is not evidence for its object. A
case in which a figure has no meaning (an empty mask, a map without positive evidence, a mask that covers
everything) is NaN, never a hit and never a miss, and is counted apart.
"""

from __future__ import annotations

import numpy as np
from sklearn.metrics import average_precision_score

POINTING_TOLERANCE_PX = 3.0
THRESHOLDS = (0.01, 0.02, 0.03, *(round(0.05 * step, 2) for step in range(1, 20)))
UNDEFINED = float("nan")


def positive_part(heat: np.ndarray) -> np.ndarray:
    """Clip a map to ≥ 0 as float64; pixels the model never saw (NaN) count as 0."""
    return np.maximum(np.nan_to_num(np.asarray(heat, dtype=np.float64), nan=0.0), 0.0)


def pointing_hit(heat: np.ndarray, mask: np.ndarray, tolerance_px: float = POINTING_TOLERANCE_PX) -> float:
    """Pointing game (Zhang et al., ECCV 2016): does the largest value lie on the object?

    Ties: the first pixel in row order. A hit may miss the mask by ``tolerance_px`` (Euclidean).

    Args:
        heat: float (H, W).
        mask: bool (H, W), the object.
        tolerance_px: in pixels of the map.

    Returns:
        1.0 or 0.0; NaN when the mask is empty or the map shows no positive evidence.
    """
    positive = positive_part(heat)
    if not mask.any() or positive.max() <= 0:
        return UNDEFINED
    row, column = np.unravel_index(int(np.argmax(positive)), positive.shape)
    rows, columns = np.nonzero(mask)
    return float(np.hypot(rows - row, columns - column).min() <= tolerance_px)


def energy_inside(heat: np.ndarray, mask: np.ndarray) -> float:
    """Energy-based pointing game (Wang et al., CVPRW 2020): Σ inside / Σ, in [0, 1].

    Returns:
        NaN when the mask is empty or the map shows no positive evidence.
    """
    positive = positive_part(heat)
    total = positive.sum()
    return float(positive[mask].sum() / total) if mask.any() and total > 0 else UNDEFINED


def average_precision(heat: np.ndarray, mask: np.ndarray) -> float:
    """Average precision of the pixels ranked by the map: AP = Σ (R_n − R_{n−1}) P_n.

    Equal values enter together.

    Returns:
        In (0, 1]; NaN when the mask is empty or covers everything. A map without evidence ranks nothing and
        gets the mask's share of the pixels, which is what chance gets.
    """
    if not mask.any() or mask.all():
        return UNDEFINED
    return float(average_precision_score(mask.ravel(), positive_part(heat).ravel()))


def rank_accuracy(heat: np.ndarray, mask: np.ndarray) -> float:
    """Relevance rank accuracy (Arras et al., 2022): |top-|M| ∩ M| / |M|; ties: first in row order.

    Returns:
        In [0, 1]; NaN when the mask is empty or the map shows no positive evidence.
    """
    positive = positive_part(heat).ravel()
    size = int(mask.sum())
    if size == 0 or positive.max() <= 0:
        return UNDEFINED
    top = np.argsort(-positive, kind="stable")[:size]
    return float(mask.ravel()[top].sum() / size)


def iou_curve(heat: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """IoU of {pixels ≥ threshold × largest value} with the mask, for each of ``THRESHOLDS``, in one pass.

    Which of them to use is chosen on other images (:func:`cross_fitted_iou`).

    Returns:
        float64 (T,) in [0, 1]; NaN when the mask is empty. A map without evidence selects nothing: 0.
    """
    if not mask.any():
        return np.full(len(THRESHOLDS), UNDEFINED)
    positive = positive_part(heat)
    if positive.max() <= 0:
        return np.zeros(len(THRESHOLDS))
    reached = np.searchsorted(np.array(THRESHOLDS) * positive.max(), positive, side="right")
    selected, common = _reaching_each(reached), _reaching_each(reached[mask])
    return np.asarray(common / (selected + mask.sum() - common))


def _reaching_each(reached: np.ndarray) -> np.ndarray:
    """From how many thresholds each pixel reaches to how many pixels reach each threshold: (T,)."""
    counts = np.bincount(reached.ravel(), minlength=len(THRESHOLDS) + 1)
    return counts[::-1].cumsum()[::-1][1:]


def best_threshold(curves: np.ndarray) -> float:
    """The threshold with the best mean IoU over images, the lowest among equals: curves (images, T)."""
    defined = curves[~np.isnan(curves).any(axis=1)]
    return THRESHOLDS[int(np.argmax(defined.mean(axis=0)))] if len(defined) else THRESHOLDS[0]


def cross_fitted_iou(curves: np.ndarray) -> np.ndarray:
    """IoU of each image at the threshold that is best on the *other* half of the images.

    Args:
        curves: (images, T); even rows are one half, odd rows the other.

    Returns:
        float64 (images,); NaN where undefined, and for a single image, which has no other half.
    """
    result = np.full(len(curves), UNDEFINED)
    for half in (0, 1):
        others = curves[1 - half :: 2]
        if len(others):
            result[half::2] = curves[half::2, THRESHOLDS.index(best_threshold(others))]
    return result


def curve_mean(scores: np.ndarray) -> float:
    """Mean of a deletion or insertion curve, both ends included (RISE, Petsiuk et al., BMVC 2018)."""
    return float(np.mean(np.asarray(scores, dtype=np.float64)))
