"""Merge patches step by step into one region: which two join first, and the regions left at any moment.

Ward's criterion (Ward, 1963), with a mass for every patch: two neighbouring regions cost

    m_A m_B / (m_A + m_B) · ‖c_A − c_B‖²

to join, m their masses and c the means of their patches' features, weighted by mass; the cheapest pair joins
first. So the tree loses as little as it can of what the masses count: where evidence lies, small things stay
apart until late; where none lies, background of any size is joined early. With equal masses this is plain
Ward clustering, whose regions grow alike in size, so that small objects vanish in what surrounds them.

Only inner products of features are needed: those of two regions' sums, each patch weighted by its mass, are
added up when regions join, so the merging works on the similarity matrix itself.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

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
    weights = masses.astype(np.float64)
    # Of the regions' sums of features, each patch weighted by its mass; own: a sum's with itself, per mass.
    products = similarity * weights[:, None] * weights
    own = (products.diagonal() / weights).tolist()
    mass = weights.tolist()
    ones, others = _touching(grid_hw)
    near: list[set[int]] = [set() for _ in range(count)]
    for one, other in zip(ones.tolist(), others.tolist(), strict=True):
        near[one].add(other)
        near[other].add(one)
    names = list(range(count))

    def offer(one: int, other: int, product: float) -> tuple[float, int, int, int, int]:
        """What it costs to join two regions, which, the first in row order first, and under which names."""
        if other < one:
            one, other = other, one
        spread = own[one] * mass[other] + own[other] * mass[one] - 2 * product
        return spread / (mass[one] + mass[other]), one, other, names[one], names[other]

    offers = list(map(offer, ones.tolist(), others.tolist(), products[ones, others].tolist()))
    heapify(offers)
    merges: list[tuple[int, int]] = []
    while len(merges) < count - 1:
        _, kept, gone, kept_name, gone_name = heappop(offers)
        if names[kept] != kept_name or names[gone] != gone_name:
            continue  # one of the two has joined another region since
        names[kept], names[gone] = count + len(merges), -1
        merges.append((kept_name, gone_name))
        products[kept] += products[gone]
        products[:, kept] += products[:, gone]
        mass[kept] += mass[gone]
        own[kept] = float(products[kept, kept]) / mass[kept]
        for other in near[gone]:
            near[other].remove(gone)
            near[other].add(kept)
        near[kept] = (near[kept] | near[gone]) - {kept, gone}
        around = list(near[kept])
        for other, product in zip(around, products[kept, around].tolist(), strict=True):
            heappush(offers, offer(kept, other, product))
    return np.array(merges, dtype=np.int64).reshape(-1, 2)


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


def _touching(grid_hw: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of patches that share a side: two of int (K,)."""
    names = np.arange(grid_hw[0] * grid_hw[1]).reshape(grid_hw)
    ones = np.concatenate([names[:, :-1].ravel(), names[:-1].ravel()])
    others = np.concatenate([names[:, 1:].ravel(), names[1:].ravel()])
    return ones, others
