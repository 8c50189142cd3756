"""A map corrected by what the model answers: regions taken out, and kept alone (method ``mmel-refined``).

The map M is cut into at most R regions whose patches look alike, lie together and are painted alike: Ward's
merging (:mod:`region_merging`) of the similarity

    K = cos F + 4 p pᵀ + x xᵀ,    p = (M⁺ / max M⁺)^(1/d),  x = places in the image, its sides 2 long

For every region r of n_r patches the model is asked with r's patches dropped and with them alone, and once
with none, s∅:

    e_r = (s − s(without r) + s(r alone) − s∅) / 2n_r
    M'⁺ = max M⁺ · (μ p + (1 − μ) (e⁺ / max e⁺)^(1/d))^d

with d the degree in which the map is interpolated too (:mod:`semantic_hierarchy`). So effects that only the
model knows correct the map, and where regions are coarse the map still tells their patches apart. One partial
forward pass per question: 2R + 1 for a prompt.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from mmel_desktop.engine.image_tower import ImageTower, TowerRecord
from mmel_desktop.engine.probes import score_subsets
from mmel_desktop.engine.region_merging import cut_merges, merge_patches

REFINED_REGIONS = 15
"""R, at most; fewer when the grid has fewer patches."""

MOST_FURTHER_FORWARDS = 2 * REFINED_REGIONS + 1
"""Per prompt: without each region, each region alone, and nothing at all."""

PAINTED_WEIGHT = 2.0
"""How much alike being painted counts beside looking alike, as a factor on features."""

KEPT_SHARE = 0.8
"""μ: the share of the map that is refined; the rest is what was measured."""


def further_forwards(patch_count: int) -> int:
    """Partial forward passes per prompt on a grid of so many patches."""
    return 2 * min(REFINED_REGIONS, patch_count) + 1


def refinement_note(patch_count: int) -> str:
    """What the record says about a refined map."""
    return (
        f"The map was refined with {further_forwards(patch_count)} further partial forward passes per "
        "prompt: regions taken out, and kept alone. Nothing was drawn at random. Measured effects need not "
        "add up to the score: the check 'completeness' speaks of the contributions that the map starts from."
    )


def refine_maps(
    tower: ImageTower,
    record: TowerRecord,
    text: Tensor,
    positive: Tensor,
    similarity: np.ndarray,
    degree: float,
    before_prompt: Callable[[int], object] | None = None,
) -> Tensor:
    """Correct every prompt's map by asking the model.

    Args:
        tower, record: the image.
        text: (P, E), unit text embeddings.
        positive: float32 (P, N), maps to refine, M⁺; evidence against the prompt stays as it is.
        similarity: float (N, N), cosines of the patches' features.
        degree: d, 1 or more.
        before_prompt: told each prompt's index before the model is asked; may raise to stop.

    Returns:
        float32 (P, N), on the device of ``positive``.
    """
    refined = []
    for prompt, own in enumerate(positive.float().cpu().numpy()):
        if before_prompt is not None:
            before_prompt(prompt)
        root = _root(own, degree)
        regions = like_regions(similarity, root, record.grid_hw)
        effects = measured_effects(tower, record, text[prompt : prompt + 1], regions)
        mixed = KEPT_SHARE * root + (1 - KEPT_SHARE) * _root(effects, degree)
        refined.append(np.asarray(max(own.max(), 0) * mixed**degree, dtype=np.float32))
    return torch.from_numpy(np.stack(refined)).to(positive)


def like_regions(similarity: np.ndarray, painted: np.ndarray, grid_hw: tuple[int, int]) -> np.ndarray:
    """Regions whose patches look alike, lie together and are painted alike: labels (N,), 0 … R − 1.

    Args:
        similarity: float (N, N), cosines of the patches' features.
        painted: float (N,), the map in its root, 0 to 1.
        grid_hw: rows and columns of the grid.
    """
    rows, columns = grid_hw
    share = PAINTED_WEIGHT * painted
    places = np.indices((rows, columns)).reshape(2, -1).T * (2 / np.array(grid_hw))
    alike = similarity + np.outer(share, share) + places @ places.T
    count = rows * columns
    merges = merge_patches(alike, np.full(count, 1 / count), grid_hw)
    return cut_merges(merges, count, min(REFINED_REGIONS, count))


def measured_effects(tower: ImageTower, record: TowerRecord, text: Tensor, regions: np.ndarray) -> np.ndarray:
    """What each patch's region is worth to one prompt, per patch: float64 (N,), cosine units.

    Args:
        tower, record: the image.
        text: (1, E), unit text embedding.
        regions: int (N,), labels 0 … R − 1.
    """
    alone = regions == np.arange(regions.max() + 1)[:, None]
    kept = np.concatenate([~alone, alone, np.zeros((1, regions.size), dtype=bool)])
    scores = score_subsets(tower, record, text, torch.from_numpy(kept).to(text.device))[:, 0].astype(
        np.float64
    )
    without, only, nothing = np.split(scores, [len(alone), 2 * len(alone)])
    whole = float(record.unit_embedding.float() @ text[0].float())
    effects = (whole - without + only - nothing) / 2
    return np.asarray((effects / alone.sum(axis=1))[regions])


def _root(values: np.ndarray, degree: float) -> np.ndarray:
    """The positive part over its largest value, in its root; zeros when nothing is positive."""
    positive = np.maximum(values, 0)
    return np.asarray((positive / max(positive.max(), 1e-12)) ** (1 / degree), dtype=np.float64)
