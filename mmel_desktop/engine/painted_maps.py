"""The maps that are painted and kept: grids in numpy, scaled for the eye, with what was found said apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from torch import Tensor

from mmel_desktop.core.heatmap import scale_positive
from mmel_desktop.engine.attribution import Attribution, grad_eclip
from mmel_desktop.engine.image_tower import ImageTower, TowerRecord
from mmel_desktop.engine.semantic_hierarchy import HierarchicalMaps

BUILT_ON_HIERARCHY = ("mmel", "mmel-refined")
"""Methods that paint, or start from, the map the semantic hierarchy fuses."""


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
    if method in BUILT_ON_HIERARCHY:
        flat = hierarchy.signed
    elif method == "grad_eclip":
        flat = grad_eclip(tower, record, text)
    else:
        flat = attribution.patches.sum(dim=1)
    signed = as_grids(flat, record.grid_hw)
    heatmap, found = _scale(signed)
    levels = as_grids(hierarchy.per_scale, record.grid_hw)
    return PaintedMaps(
        heatmap=heatmap,
        signed=signed,
        levels=np.stack([np.stack([scale_positive(one)[0] for one in scales]) for scales in levels]),
        found=found,
    )


def repaint(maps: PaintedMaps, signed: Tensor) -> PaintedMaps:
    """Other fused maps (P, N) beside the same levels."""
    grids = as_grids(signed, (maps.signed.shape[1], maps.signed.shape[2]))
    heatmap, found = _scale(grids)
    return replace(maps, heatmap=heatmap, signed=grids, found=found)


def _scale(signed: np.ndarray) -> tuple[np.ndarray, list[bool]]:
    """Maps (P, gh, gw) in [0, 1], and which of them have anything to paint."""
    scaled = [scale_positive(one) for one in signed]
    return np.stack([heat for heat, _ in scaled]), [found for _, found in scaled]


def as_grids(flat: Tensor, grid_hw: tuple[int, int]) -> np.ndarray:
    """Values per patch (..., N) as float32 (..., rows, columns)."""
    return np.asarray(flat.unflatten(-1, grid_hw).float().cpu().numpy(), dtype=np.float32)
