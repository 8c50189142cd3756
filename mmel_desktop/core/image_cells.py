"""The image in cells finer than patches: where its edges are, without its pixels."""

from __future__ import annotations

import numpy as np
from PIL import Image

from mmel_desktop.core.coordinates import GridGeometry

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


def cell_colours(rgb: np.ndarray, geometry: GridGeometry, cells: int) -> np.ndarray:
    """Mean colour of every cell; repeated beyond the image.

    Args:
        rgb: uint8 (H, W, 3), the source image.
        geometry: of the patch grid in it.
        cells: S, along a patch's side.

    Returns:
        uint8 (rows · S, columns · S, 3).
    """
    height, width = rgb.shape[:2]
    x0, y0, x1, y1 = geometry.box_xyxy_px
    rows, columns = (cells * count for count in geometry.grid_hw)
    left, right, from_x, to_x = _cells_inside(x0, x1, columns, width)
    top, bottom, from_y, to_y = _cells_inside(y0, y1, rows, height)
    seen = Image.fromarray(rgb).resize(
        (right - left, bottom - top),
        Image.Resampling.BOX,
        box=(from_x, from_y, to_x, to_y),
        reducing_gap=2.0,
    )
    beyond = ((top, rows - bottom), (left, columns - right), (0, 0))
    return np.pad(np.asarray(seen), beyond, mode="edge")


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


def _cells_inside(start_px: float, end_px: float, cells: int, side_px: int) -> tuple[int, int, float, float]:
    """First and last + 1 of the cells whose centre lies in the image, and what they cover of it, pixels."""
    step = (end_px - start_px) / cells
    centres = start_px + (np.arange(cells) + 0.5) * step
    inside = np.flatnonzero((centres >= 0) & (centres < side_px))
    if not len(inside):  # an image far smaller than a cell
        return 0, cells, 0.0, float(side_px)
    first, last = int(inside[0]), int(inside[-1]) + 1
    return first, last, max(0.0, start_px + first * step), min(float(side_px), start_px + last * step)
