"""Which regions lean on which: relation graphs over the regions of each level."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from mmel_desktop.core.region_tree import RegionTree
from mmel_desktop.core.relation_graph import RelationEdge, RelationGraph

EDGES_PER_NODE = 6
"""Per node, its strongest edges of each kind are kept; the others are negligible and only cost space."""


def build_graphs(
    tree: RegionTree, similarity: np.ndarray, attention: np.ndarray, support: np.ndarray
) -> tuple[RelationGraph, ...]:
    """Relation graphs for every prompt and level.

    Strengths between regions i and j, both in [0, 1]:

    ``semantic``: √(w_i w_j) · (1 + cos(c_i, c_j)) / 2, with c a region's mean feature and w what it carries
    of the prompt's support beside the region that carries most. Regions that carry the prompt together are
    joined, more so the more they are alike; 1 is two equal carriers that look the same.

    ``attention``: the mean share of its attention that a patch of one region pays to the other, averaged over
    both directions, whatever the prompt.

    Args:
        tree: the regions.
        similarity: float (N, N), inner products of patch features.
        attention: float (N, N), patch-to-patch attention.
        support: float (P, N), what speaks for each prompt; its positive part counts.

    Returns:
        Graphs with prompts outermost, levels inside.
    """
    levels = [
        _edges_of_level(tree, level, similarity, attention, np.maximum(support, 0))
        for level in range(len(tree.level_names))
    ]
    ids = [tuple(region.region_id for region in tree.at_level(level)) for level in range(len(levels))]
    return tuple(
        RelationGraph(prompt, level, ids[level], edges[prompt])
        for prompt in range(len(support))
        for level, edges in enumerate(levels)
    )


def _edges_of_level(
    tree: RegionTree, level: int, similarity: np.ndarray, attention: np.ndarray, support: np.ndarray
) -> list[tuple[RelationEdge, ...]]:
    """Per prompt, the edges of a level."""
    ids = np.array([region.region_id for region in tree.at_level(level)])
    flat = tree.labels[level].ravel()
    membership = np.zeros((len(ids), flat.size))
    membership[flat, np.arange(flat.size)] = 1.0
    mean = membership / membership.sum(axis=1, keepdims=True)
    carried = support @ membership.T
    weights = np.sqrt(carried / np.maximum(carried.max(axis=1, keepdims=True), 1e-12))
    alike = (1 + _cosines(mean @ similarity @ mean.T)) / 2
    semantic = np.clip(alike * weights[:, :, None] * weights[:, None, :], 0, 1)
    one_way = mean @ attention @ membership.T
    flow = np.clip((one_way + one_way.T) / 2, 0, 1)
    kept = _strongest(semantic) | _strongest(flow[None])
    prompts, sources, targets = np.nonzero(np.triu(kept | kept.swapaxes(1, 2), k=1))
    edges = [
        RelationEdge(*values)
        for values in zip(
            ids[sources].tolist(),
            ids[targets].tolist(),
            semantic[prompts, sources, targets].tolist(),
            flow[sources, targets].tolist(),
            strict=True,
        )
    ]
    starts = np.searchsorted(prompts, np.arange(len(support) + 1)).tolist()
    return [tuple(edges[start:end]) for start, end in pairwise(starts)]


def _cosines(products: np.ndarray) -> np.ndarray:
    """Inner products (R, R) as cosines; 0 where a mean feature vanishes."""
    lengths = np.sqrt(np.maximum(np.diag(products), 1e-12))
    return np.asarray(np.clip(products / (lengths[:, None] * lengths), -1, 1))


def _strongest(strength: np.ndarray) -> np.ndarray:
    """Bool like ``strength`` (..., R, R): each row's strongest entries, the diagonal left out."""
    off_diagonal = strength.copy()
    diagonal = np.arange(strength.shape[-1])
    off_diagonal[..., diagonal, diagonal] = -np.inf
    keep = min(EDGES_PER_NODE, strength.shape[-1] - 1)
    result = np.zeros(strength.shape, dtype=bool)
    if keep > 0:
        order = np.argsort(-off_diagonal, axis=-1, kind="stable")[..., :keep]
        np.put_along_axis(result, order, values=True, axis=-1)
    return result
