"""Deletion and insertion: what the score does while patches are removed, or inserted, in the order of a map.

After RISE (Petsiuk, Das & Saenko, BMVC 2018), on the patch grid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from mmel_desktop.core.removal_order import removal_order, removal_steps
from mmel_desktop.engine.image_tower import ImageTower, TowerRecord
from mmel_desktop.engine.probes import score_subsets


@dataclass(frozen=True)
class RemovalCurves:
    """Cosines along both curves.

    Attributes:
        deletion: (steps + 1,), the most important patches leave first.
        insertion: (steps + 1,), the most important patches enter first.
    """

    deletion: np.ndarray
    insertion: np.ndarray

    @property
    def insertion_minus_deletion(self) -> float:
        """Difference of the curves' means, both ends included; larger means more faithful."""
        return float(np.mean(self.insertion, dtype=np.float64) - np.mean(self.deletion, dtype=np.float64))


def kept_for_deletion(order: np.ndarray, steps: int) -> np.ndarray:
    """Patches that stay while the most important ones are removed first: bool (steps + 1, N)."""
    rank = np.empty(len(order), dtype=np.intp)
    rank[order] = np.arange(len(order))
    return np.asarray(rank[None, :] >= removal_steps(len(order), steps)[:, None])


def kept_for_insertion(order: np.ndarray, steps: int) -> np.ndarray:
    """Patches that are there while the most important are inserted first: bool (steps + 1, N)."""
    return ~kept_for_deletion(order, steps)


def removal_curves(
    tower: ImageTower, record: TowerRecord, text: Tensor, patch_map: np.ndarray, steps: int = 10
) -> RemovalCurves:
    """Measure both curves of one map by dropping tokens.

    Args:
        tower, record: the image.
        text: (E,), unit embedding of the prompt.
        patch_map: (N,) or (rows, columns).
        steps: equal steps from nothing to everything; costs 2 · (steps + 1) partial forward passes.
    """
    order = removal_order(patch_map)
    kept = np.concatenate([kept_for_deletion(order, steps), kept_for_insertion(order, steps)])
    scores = score_subsets(tower, record, text[None], torch.from_numpy(kept).to(text.device))[:, 0]
    return RemovalCurves(scores[: steps + 1], scores[steps + 1 :])
