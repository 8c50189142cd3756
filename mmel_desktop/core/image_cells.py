"""The image in cells finer than patches: where its edges are, without its pixels."""

from __future__ import annotations

import numpy as np

MOST_CELLS_ALONG_A_PATCH = 8

_CELLS_ALONG_THE_GRID = 128
"""More would cost time and show nothing: the layer that is painted has a few hundred pixels a side."""

CONTRAST_SHARE = 0.5
"""How different colours are that belong to different things, as a share of the image's contrast."""

SMALLEST_CONTRAST = 0.004
"""Colours closer than a grey level are alike, whatever the contrast (colour in [0, 1])."""


def cells_along_a_patch(grid_hw: tuple[int, int]) -> int:
    """Cells along a patch's side for the painting of maps: fewer where there are many patches."""
    return max(1, min(MOST_CELLS_ALONG_A_PATCH, _CELLS_ALONG_THE_GRID // max(grid_hw)))


def colour_planes(colours: np.ndarray) -> np.ndarray:
    """Colours of cells, uint8 (rows, columns, 3), as float32 (3, rows, columns) in [0, 1]."""
    return np.ascontiguousarray(colours.transpose(2, 0, 1), dtype=np.float32) / np.float32(255)


def colour_softness(planes: np.ndarray) -> float:
    """κ: how far colours may differ and still be alike, half the image's own contrast.

    Contrast is the root mean square distance in colour between cells that share a side (as in Boykov & Jolly,
    "Interactive graph cuts", 2001), so that night and fog have edges too.

    Args:
        planes: float32 (3, rows, columns) in [0, 1].
    """
    down, right = np.diff(planes, axis=1), np.diff(planes, axis=2)
    pairs = (down.size + right.size) / len(planes)
    contrast = float(np.sqrt((np.vdot(down, down) + np.vdot(right, right)) / max(pairs, 1)))
    return max(CONTRAST_SHARE * contrast, SMALLEST_CONTRAST)
