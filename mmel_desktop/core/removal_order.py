"""In which order patches leave an image, or enter it, when a map is put to the test."""

from __future__ import annotations

import numpy as np


def removal_order(patch_map: np.ndarray) -> np.ndarray:
    """Patches by falling evidence: intp (N,). Negative counts as none; ties: first in row order."""
    positive = np.maximum(np.nan_to_num(np.asarray(patch_map, dtype=np.float64), nan=0.0), 0.0)
    return np.argsort(-positive.ravel(), kind="stable")


def removal_steps(patch_count: int, steps: int) -> np.ndarray:
    """How many patches are gone at each point of a curve: 0 to all in equal steps, int (steps + 1,)."""
    return np.round(np.linspace(0, patch_count, steps + 1)).astype(np.intp)
