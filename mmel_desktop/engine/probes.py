"""Ask the model itself: what does the score do when regions are removed or kept alone?

Regions are removed by dropping their patches' tokens before the first block, so no pixel is invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from mmel_desktop.engine.image_tower import ImageTower, TowerRecord


@dataclass(frozen=True)
class RegionProbe:
    """Answer of the model about one region, per prompt.

    Attributes:
        score: (P,), cosine with everything in place.
        score_without: (P,), cosine with the region's patches dropped.
        score_alone: (P,), cosine with only the region's patches.
    """

    score: np.ndarray
    score_without: np.ndarray
    score_alone: np.ndarray

    @property
    def necessity(self) -> np.ndarray:
        """(P,), score lost without the region; positive when the region supports the prompt."""
        return np.asarray(self.score - self.score_without)

    @property
    def sufficiency(self) -> np.ndarray:
        """(P,), score with the region alone."""
        return self.score_alone


def probe_region(tower: ImageTower, record: TowerRecord, text: Tensor, region: np.ndarray) -> RegionProbe:
    """Remove a region, and keep it alone.

    Args:
        tower, record: the image.
        text: (P, E), unit text embeddings.
        region: bool (N,) or (rows, columns), patches of the region.
    """
    mask = torch.from_numpy(np.asarray(region, dtype=bool).ravel()).to(text.device)
    scores = score_subsets(tower, record, text, torch.stack([torch.ones_like(mask), ~mask, mask]))
    return RegionProbe(scores[0], scores[1], scores[2])


def probe_interaction(
    tower: ImageTower, record: TowerRecord, text: Tensor, pairs: Sequence[tuple[np.ndarray, np.ndarray]]
) -> np.ndarray:
    """Pairwise interaction: s(all) − s(without i) − s(without j) + s(without both).

    Positive: the regions need one another; negative: either suffices.

    Args:
        pairs: bool patch masks (N,) of both regions of each pair.

    Returns:
        float32 (pairs, P).
    """
    everything = torch.ones(record.entry_tokens.shape[0] - 1, dtype=torch.bool, device=text.device)
    rows = [everything]
    for first, second in pairs:
        one = torch.from_numpy(first.ravel()).to(text.device)
        other = torch.from_numpy(second.ravel()).to(text.device)
        rows += [~one, ~other, ~(one | other)]
    scores = score_subsets(tower, record, text, torch.stack(rows))
    without = scores[1:].reshape(len(pairs), 3, -1)
    return np.asarray(scores[0] - without[:, 0] - without[:, 1] + without[:, 2], dtype=np.float32)


def score_subsets(tower: ImageTower, record: TowerRecord, text: Tensor, kept: Tensor) -> np.ndarray:
    """Cosines of every prompt with every subset of patches: kept bool (S, N) → float32 (S, P).

    Equal subsets are embedded once: pairs of a few regions leave out the same region again and again.
    """
    with torch.no_grad():
        different, which = kept.unique(dim=0, return_inverse=True)
        scores = tower.embed_token_subsets(record, different) @ text.T
        return np.asarray(scores[which].cpu().numpy(), dtype=np.float32)
