"""What regions are made of: which patches belong together, and which of them speak for a prompt."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

from mmel_desktop.engine.image_tower import Attribution, TowerRecord

LATE_SHARE = 1 / 3
"""Share of the blocks, counted from the last, whose features tell objects apart."""


def object_similarity(record: TowerRecord) -> Tensor:
    """Mean cosine of patches' features in the late blocks, the image's mean feature taken out: (N, N).

    Early blocks say what a patch looks like, late ones what it belongs to.
    """
    late = math.ceil(LATE_SHARE * len(record.blocks))
    return record.patch_cosines[-late:].mean(dim=0)


def prompt_support(attribution: Attribution) -> np.ndarray:
    """What speaks for each prompt, per patch: float32 (P, N), rows summing to 1 (to 0 without any).

    Half of it is evidence, the positive contributions of all blocks together: what the score hangs on. Half
    is alignment above the image's mean: what would serve the prompt, attended to or not. A prompt that names
    two things is often decided by one of them; the alignment keeps the other in sight.
    """
    evidence = _shares(attribution.patches.sum(dim=1))
    alignment = attribution.alignment.mean(dim=1)
    aligned = _shares(alignment - alignment.mean(dim=-1, keepdim=True))
    return np.asarray(((evidence + aligned) / 2).cpu().numpy(), dtype=np.float32)


def _shares(values: Tensor) -> Tensor:
    """The positive part of (P, N), each row summing to 1, or 0 where nothing is positive."""
    positive = torch.relu(values)
    return positive / positive.sum(dim=-1, keepdim=True).clamp_min(1e-12)
