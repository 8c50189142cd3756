"""Where a region ends between patches: its border follows the edges of the image.

Which patch belongs to which region comes from the model. A patch is coarse, though, and a border between two
regions runs somewhere inside the patches on both sides of it. Every patch is cut into S × S cells, and each
cell c votes with the cells c' around it, the nearer and the more alike in colour the louder (joint bilateral
filtering of labels; Kopf et al., "Joint bilateral upsampling", 2007):

    label(c) = arg max_r Σ_{c' of region r} exp(−d(c, c')² / 2σ² − ‖colour(c) − colour(c')‖² / 2κ²)

κ is half the image's own contrast: the root mean square difference in colour between neighbouring cells
(as in Boykov & Jolly, "Interactive graph cuts", 2001), so that night and fog have edges too. Only the drawn
outline follows edges; evidence, shares and probes stay with whole patches.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image
from scipy import ndimage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from mmel_desktop.core.coordinates import GridGeometry

CELLS = 5
"""S: cells along a patch's side."""

REACH = 5
"""How far cells vote, in cells: one patch."""

NEARNESS = 3.0
"""σ, in cells."""

CONTRAST_SHARE = 0.5
"""κ as a share of the image's contrast."""

SMALLEST_CONTRAST = 0.004
"""Colours closer than a grey level are alike, whatever the contrast (colour in [0, 1])."""

ROUNDS = 2
"""How often cells vote."""


@dataclass(frozen=True)
class CellAffinity:
    """How loudly the cells around each cell vote.

    Attributes:
        steps: int (K, 2), rows and columns to the cells around.
        weights: float32 (K, rows · S, columns · S); 0 beyond the rim.
    """

    steps: np.ndarray
    weights: np.ndarray


def cell_affinity(rgb: np.ndarray, geometry: GridGeometry) -> CellAffinity:
    """Compare the cells of an image.

    Args:
        rgb: uint8 (H, W, 3), the source image.
        geometry: of the patch grid in it.
    """
    planes = np.ascontiguousarray(_cell_colours(rgb, geometry).transpose(2, 0, 1))
    _, rows, columns = planes.shape
    softness = max(CONTRAST_SHARE * _contrast(planes), SMALLEST_CONTRAST)
    # Beyond the rim lies a colour like no other.
    padded = np.pad(planes, ((0, 0), (REACH, REACH), (REACH, REACH)), constant_values=1e3)
    steps = _steps()
    weights = np.empty((len(steps), rows, columns), np.float32)
    for weight, (down, right) in zip(weights, steps.tolist(), strict=True):
        top, left = REACH + down, REACH + right
        other = padded[:, top : top + rows, left : left + columns]
        difference = other - planes
        np.einsum("chw,chw->hw", difference, difference, out=weight)
        weight /= -2 * softness**2
        weight -= (down * down + right * right) / (2 * NEARNESS**2)
    return CellAffinity(steps, np.exp(weights, out=weights))


def follow_edges(labels: np.ndarray, affinity: CellAffinity) -> np.ndarray:
    """Give every cell to a region.

    Args:
        labels: int (rows, columns), values 0 … R − 1 all present, the region of every patch.
        affinity: of the same grid's cells.

    Returns:
        int32 (rows · S, columns · S); every region is there, and pieces that lay apart from it are not.
    """
    fine = np.kron(labels, np.ones((CELLS, CELLS), np.intp))
    count = int(labels.max()) + 1
    rows, columns = fine.shape
    places = np.arange(fine.size).reshape(fine.shape)
    loudness = affinity.weights.ravel().astype(np.float64)
    for _ in range(ROUNDS):
        padded = np.pad(fine * fine.size, REACH, mode="edge")
        heard = np.empty(affinity.weights.shape, np.intp)
        for one, (down, right) in zip(heard, affinity.steps.tolist(), strict=True):
            top, left = REACH + down, REACH + right
            np.add(places, padded[top : top + rows, left : left + columns], out=one)
        votes = np.bincount(heard.ravel(), loudness, fine.size * count)
        fine = votes.reshape(count, rows, columns).argmax(axis=0)
    return _in_one_piece(fine, labels)


def _in_one_piece(fine: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Keep each region's largest piece; what lies apart goes to the nearest kept cell."""
    pieces = _pieces(fine)
    # The largest piece of each region, the first in row order among equals.
    sizes = np.bincount(pieces)
    owners = fine.ravel()[np.unique(pieces, return_index=True)[1]]
    by_size = np.lexsort((np.arange(len(sizes)), -sizes, owners))
    largest = by_size[np.unique(owners[by_size], return_index=True)[1]]
    kept = np.where(np.isin(pieces, largest).reshape(fine.shape), fine, -1).astype(np.int32)
    # A region that nobody voted for keeps its patches whole.
    for label in np.setdiff1d(labels, owners):
        kept[np.kron(labels == label, np.ones((CELLS, CELLS), dtype=bool))] = label
    apart = kept < 0
    if apart.any():
        row, column = ndimage.distance_transform_edt(apart, return_distances=False, return_indices=True)
        kept = kept[row, column]
    return kept


def _pieces(fine: np.ndarray) -> np.ndarray:
    """Numbers of the connected pieces of a label map, cells joined along sides: int (cells,)."""
    names = np.arange(fine.size).reshape(fine.shape)
    down, right = fine[:-1] == fine[1:], fine[:, :-1] == fine[:, 1:]
    ones = np.concatenate([names[:-1][down], names[:, :-1][right]])
    others = np.concatenate([names[1:][down], names[:, 1:][right]])
    touching = coo_array((np.ones(len(ones), np.int8), (ones, others)), shape=(fine.size, fine.size))
    return np.asarray(connected_components(touching, directed=False)[1])


def _cell_colours(rgb: np.ndarray, geometry: GridGeometry) -> np.ndarray:
    """Mean colour of every cell: float32 (rows · S, columns · S, 3) in [0, 1]; repeated beyond the image."""
    height, width = rgb.shape[:2]
    x0, y0, x1, y1 = geometry.box_xyxy_px
    rows, columns = (CELLS * count for count in geometry.grid_hw)
    left, right, from_x, to_x = _cells_inside(x0, x1, columns, width)
    top, bottom, from_y, to_y = _cells_inside(y0, y1, rows, height)
    seen = Image.fromarray(rgb).resize(
        (right - left, bottom - top),
        Image.Resampling.BOX,
        box=(from_x, from_y, to_x, to_y),
        reducing_gap=2.0,
    )
    beyond = ((top, rows - bottom), (left, columns - right), (0, 0))
    return np.asarray(np.pad(np.asarray(seen, np.float32) / 255, beyond, mode="edge"))


def _cells_inside(start_px: float, end_px: float, cells: int, side_px: int) -> tuple[int, int, float, float]:
    """First and last + 1 of the cells whose centre lies in the image, and what they cover of it, pixels."""
    step = (end_px - start_px) / cells
    centres = start_px + (np.arange(cells) + 0.5) * step
    inside = np.flatnonzero((centres >= 0) & (centres < side_px))
    if not len(inside):  # an image far smaller than a cell
        return 0, cells, 0.0, float(side_px)
    first, last = int(inside[0]), int(inside[-1]) + 1
    return first, last, max(0.0, start_px + first * step), min(float(side_px), start_px + last * step)


def _contrast(planes: np.ndarray) -> float:
    """Root mean square distance in colour between cells that share a side."""
    down, right = np.diff(planes, axis=1), np.diff(planes, axis=2)
    pairs = (down.size + right.size) / len(planes)
    return float(np.sqrt((np.vdot(down, down) + np.vdot(right, right)) / max(pairs, 1)))


@cache
def _steps() -> np.ndarray:
    """Steps to every other cell around, as on the black fields of a chessboard: int (K, 2)."""
    around = np.mgrid[-REACH : REACH + 1, -REACH : REACH + 1].reshape(2, -1).T
    return np.asarray(around[around.sum(axis=1) % 2 == 0])
