"""Where a region ends between patches: its border follows the edges of the image.

Which patch belongs to which region comes from the model. A patch is coarse, though, and a border between two
regions runs somewhere inside the patches on both sides of it. Every patch is cut into S × S cells, and each
cell c votes with the cells c' around it, the nearer and the more alike in colour the louder (joint bilateral
filtering of labels; Kopf et al., "Joint bilateral upsampling", 2007):

    label(c) = arg max_r Σ_{c' of region r} exp(−d(c, c')² / 2σ² − ‖colour(c) − colour(c')‖² / 2κ²)

κ is :func:`mmel_desktop.core.image_cells.colour_softness`. Only the drawn outline follows edges; evidence,
shares and probes stay with whole patches.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import ndimage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.image_cells import colour_planes, colour_softness
from mmel_desktop.engine.cell_colours import cell_colours

CELLS = 5
"""S: cells along a patch's side."""

REACH = 5
"""How far cells vote, in cells: one patch."""

NEARNESS = 3.0
"""σ, in cells."""

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
    planes = colour_planes(cell_colours(rgb, geometry, CELLS))
    _, rows, columns = planes.shape
    softness = colour_softness(planes)
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


@cache
def _steps() -> np.ndarray:
    """Steps to every other cell around, as on the black fields of a chessboard: int (K, 2)."""
    around = np.mgrid[-REACH : REACH + 1, -REACH : REACH + 1].reshape(2, -1).T
    return np.asarray(around[around.sum(axis=1) % 2 == 0])
