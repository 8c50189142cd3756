"""The image cut into cells finer than patches, each in its mean colour."""

from __future__ import annotations

import numpy as np
from PIL import Image

from mmel_desktop.core.coordinates import GridGeometry


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


def _cells_inside(start_px: float, end_px: float, cells: int, side_px: int) -> tuple[int, int, float, float]:
    """First and last + 1 of the cells whose centre lies in the image, and what they cover of it, pixels."""
    step = (end_px - start_px) / cells
    centres = start_px + (np.arange(cells) + 0.5) * step
    inside = np.flatnonzero((centres >= 0) & (centres < side_px))
    if not len(inside):  # an image far smaller than a cell
        return 0, cells, 0.0, float(side_px)
    first, last = int(inside[0]), int(inside[-1]) + 1
    return first, last, max(0.0, start_px + first * step), min(float(side_px), start_px + last * step)
