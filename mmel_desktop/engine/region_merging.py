"""Merge patches step by step into one region: which two join first, and the regions left at any moment.

Ward's criterion (Ward, 1963), with a mass for every patch: two neighbouring regions cost

    m_A m_B / (m_A + m_B) · ‖c_A − c_B‖²

to join, m their masses and c the means of their patches' features, weighted by mass; the cheapest pair joins
first. So the tree loses as little as it can of what the masses count: where evidence lies, small things stay
apart until late; where none lies, background of any size is joined early. With equal masses this is plain
Ward clustering, whose regions grow alike in size, so that small objects vanish in what surrounds them.

Only inner products of features are needed (the means' inner products follow from those of their parts), so
the merging works on the similarity matrix itself.
"""

from __future__ import annotations

import numpy as np


def merge_patches(similarity: np.ndarray, masses: np.ndarray, grid_hw: tuple[int, int]) -> np.ndarray:
    """The order in which neighbouring regions join, until one is left.

    Args:
        similarity: float (N, N), symmetric, inner products of the patches' features.
        masses: float (N,), positive.
        grid_hw: rows and columns of the grid; patches that share a side are neighbours.

    Returns:
        int (N − 1, 2): what joins at each step. Patches are 0 … N − 1; what joins at step k is N + k from
        then on. Ties go to what comes first in row order, so the same input gives the same order.
    """
    count = len(masses)
    products = similarity.astype(np.float64)
    mass = masses.astype(np.float64)
    near = _neighbours(grid_hw)
    names = np.arange(count)
    costs = np.where(near, _costs(products, mass), np.inf)
    cheapest = costs.min(axis=1, initial=np.inf)
    merges = np.empty((count - 1, 2), dtype=np.int64)
    for step in range(count - 1):
        first = int(cheapest.argmin())
        second = int(costs[first].argmin())
        kept, gone = min(first, second), max(first, second)
        merges[step] = names[kept], names[gone]
        names[kept] = count + step
        _join(products, mass, kept, gone)
        near[kept] |= near[gone]
        near[gone] = False
        near[:, gone] = False
        near[kept, kept] = False
        touched = np.flatnonzero(near[kept])
        near[touched, kept] = True
        costs[kept] = costs[gone] = np.inf
        costs[:, gone] = np.inf
        costs[kept, touched] = _costs_of(products, mass, kept, touched)
        costs[touched, kept] = costs[kept, touched]
        cheapest[touched] = costs[touched].min(axis=1)
        cheapest[kept], cheapest[gone] = costs[kept].min(), np.inf
    return merges


def cut_merges(merges: np.ndarray, patches: int, regions: int) -> np.ndarray:
    """What is left after all but the last ``regions − 1`` merges, numbered by first patch in row order.

    Args:
        merges: from :func:`merge_patches`.
        patches: N.
        regions: how many, 1 … N.

    Returns:
        int32 (N,), labels 0 … regions − 1.
    """
    owner = np.arange(patches + len(merges))
    # From the last merge that counts back to the first, so that each name finds the region it ended in.
    for step in range(patches - regions - 1, -1, -1):
        owner[merges[step]] = owner[patches + step]
    _, first, labels = np.unique(owner[:patches], return_index=True, return_inverse=True)
    by_first = np.empty(len(first), dtype=np.int32)
    by_first[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
    return np.asarray(by_first[labels.ravel()])


def _neighbours(grid_hw: tuple[int, int]) -> np.ndarray:
    """Bool (N, N): patches that share a side."""
    names = np.arange(grid_hw[0] * grid_hw[1]).reshape(grid_hw)
    near = np.zeros((names.size, names.size), dtype=bool)
    for one, other in ((names[:, 1:], names[:, :-1]), (names[1:], names[:-1])):
        near[one, other] = True
        near[other, one] = True
    return near


def _costs(products: np.ndarray, mass: np.ndarray) -> np.ndarray:
    """Of every pair: float (N, N)."""
    squared = np.diag(products)
    distance = squared[:, None] + squared - 2 * products
    return np.asarray(mass[:, None] * mass / (mass[:, None] + mass) * distance)


def _costs_of(products: np.ndarray, mass: np.ndarray, one: int, others: np.ndarray) -> np.ndarray:
    """Of one region with others: float (K,)."""
    distance = products[one, one] + products[others, others] - 2 * products[one, others]
    return np.asarray(mass[one] * mass[others] / (mass[one] + mass[others]) * distance)


def _join(products: np.ndarray, mass: np.ndarray, kept: int, gone: int) -> None:
    """Inner products of the mean of both with everything, and their mass, in the place of ``kept``."""
    total = mass[kept] + mass[gone]
    share, rest = mass[kept] / total, mass[gone] / total
    own = (
        share**2 * products[kept, kept]
        + rest**2 * products[gone, gone]
        + 2 * share * rest * products[kept, gone]
    )
    row = share * products[kept] + rest * products[gone]
    products[kept] = row
    products[:, kept] = row
    products[kept, kept] = own
    mass[kept] = total
