"""The maps that are painted and kept: grids in numpy, scaled for the eye, with what was found said apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from torch import Tensor

from mmel_desktop.core.explanation import HIERARCHY_METHODS
from mmel_desktop.core.heatmap import scale_positive
from mmel_desktop.engine.attribution import Attribution
from mmel_desktop.engine.image_tower import ImageTower, TowerRecord
from mmel_desktop.engine.semantic_hierarchy import HierarchicalMaps


@dataclass(frozen=True)
class PaintedMaps:
    """P prompts, S scales, patch grid gh × gw.

    Attributes:
        heatmap: float32 (P, gh, gw) in [0, 1].
        signed: float32 (P, gh, gw), in cosine units.
        levels: float32 (P, S, gh, gw) in [0, 1].
        found: per prompt, whether there is any evidence to paint.
    """

    heatmap: np.ndarray
    signed: np.ndarray
    levels: np.ndarray
    found: list[bool]


def paint(
    method: str,
    attribution: Attribution,
    hierarchy: HierarchicalMaps,
    tower: ImageTower,
    record: TowerRecord,
    text: Tensor,
) -> PaintedMaps:
    """The maps of a method.

    Args:
        method: ``mmel``, ``mmel-refined`` (its maps still to be refined: :func:`repaint`), ``direct``,
            ``full`` or ``grad_eclip``.
        attribution: the contributions the method is built on.
        hierarchy: of these contributions.
        tower, record: the image.
        text: (P, E), unit text embeddings.
    """
    if method in HIERARCHY_METHODS:
        painted, flat = hierarchy.positive, hierarchy.signed
    elif method == "grad_eclip":
        painted = flat = tower.grad_eclip(record, text)
    else:
        painted = flat = attribution.patches.sum(dim=1)
    heatmap, found = _scale(as_grids(painted, record.grid_hw))
    levels = as_grids(hierarchy.per_scale, record.grid_hw)
    return PaintedMaps(
        heatmap=heatmap,
        signed=as_grids(flat, record.grid_hw),
        levels=np.stack([np.stack([scale_positive(one)[0] for one in scales]) for scales in levels]),
        found=found,
    )


def repaint(maps: PaintedMaps, positive: Tensor, negative: Tensor) -> PaintedMaps:
    """Other fused maps (P, N), for the prompt and against it, beside the same levels."""
    grid_hw = (maps.signed.shape[1], maps.signed.shape[2])
    heatmap, found = _scale(as_grids(positive, grid_hw))
    return replace(maps, heatmap=heatmap, signed=as_grids(positive - negative, grid_hw), found=found)


def _scale(signed: np.ndarray) -> tuple[np.ndarray, list[bool]]:
    """Maps (P, gh, gw) in [0, 1], and which of them have anything to paint."""
    scaled = [scale_positive(one) for one in signed]
    return np.stack([heat for heat, _ in scaled]), [found for _, found in scaled]


def as_grids(flat: Tensor, grid_hw: tuple[int, int]) -> np.ndarray:
    """Values per patch (..., N) as float32 (..., rows, columns)."""
    return np.asarray(flat.unflatten(-1, grid_hw).float().cpu().numpy(), dtype=np.float32)
