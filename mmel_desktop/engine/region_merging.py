"""Merge patches step by step into one region: which two join first, and the regions left at any moment.

Ward's criterion (Ward, 1963), with a mass for every patch: two neighbouring regions cost

    m_A m_B / (m_A + m_B) · ‖c_A − c_B‖²

to join, m their masses and c the means of their patches' features, weighted by mass; the cheapest pair joins
first. So the tree loses as little as it can of what the masses count: where evidence lies, small things stay
apart until late; where none lies, background of any size is joined early. With equal masses this is plain
Ward clustering, whose regions grow alike in size, so that small objects vanish in what surrounds them.

Only the costs between all pairs are needed: what it costs to join A with the union of B and C follows from
the costs between the three (Lance, Williams, "A general theory of classificatory sorting strategies", 1967).
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
    mass = masses.astype(np.float64)
    costs = _costs(similarity.astype(np.float64), mass)
    # Of these, only what joins neighbours is open; for each region, its cheapest such pair is kept at hand.
    open_costs = np.where(_neighbours(grid_hw), costs, np.inf)
    cheapest = open_costs.min(axis=1, initial=np.inf)
    names = np.arange(count)
    merges = np.empty((count - 1, 2), dtype=np.int64)
    for step in range(count - 1):
        first = int(cheapest.argmin())
        second = int(open_costs[first].argmin())
        kept, gone = min(first, second), max(first, second)
        merges[step] = names[kept], names[gone]
        names[kept] = count + step
        near = np.minimum(open_costs[kept], open_costs[gone]) < np.inf
        near[kept] = near[gone] = False
        costs[kept] = costs[:, kept] = _costs_of_union(costs, mass, kept, gone)
        mass[kept] += mass[gone]
        open_costs[:, gone] = cheapest[gone] = np.inf
        open_costs[kept] = open_costs[:, kept] = np.where(near, costs[kept], np.inf)
        touched = np.flatnonzero(near)
        cheapest[touched] = open_costs[touched].min(axis=1)
        cheapest[kept] = open_costs[kept].min()
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


def _costs_of_union(costs: np.ndarray, mass: np.ndarray, one: int, other: int) -> np.ndarray:
    """Of two regions together with every region: float (N,)."""
    from_one = (mass[one] + mass) * costs[one]
    from_other = (mass[other] + mass) * costs[other]
    return np.asarray((from_one + from_other - mass * costs[one, other]) / (mass[one] + mass[other] + mass))
