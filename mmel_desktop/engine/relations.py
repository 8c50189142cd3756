"""Which regions lean on which: relation graphs over the regions of each level."""

from __future__ import annotations

import numpy as np

from mmel_desktop.core.region_tree import RegionTree
from mmel_desktop.core.relation_graph import RelationEdge, RelationGraph

EDGES_PER_NODE = 6
"""Per node, its strongest edges of each kind are kept; the others are negligible and only cost space."""


def build_graphs(
    tree: RegionTree, relation: np.ndarray, attention: np.ndarray, gates: np.ndarray
) -> tuple[RelationGraph, ...]:
    """Relation graphs for every prompt and level.

    ``semantic`` is the mean HSRM relation between two regions' patches, times the geometric mean of their
    alignment
    gates for the prompt; ``attention`` is the mean share of its attention that a patch of one region pays
    to the other, averaged over both directions, whatever the prompt.

    Args:
        tree: the regions.
        relation: float (N, N) in [0, 1], symmetric, full patch grid.
        attention: float (N, N), patch-to-patch attention.
        gates: float (P, N) in [0, 1].

    Returns:
        Graphs with prompts outermost, levels inside.
    """
    levels = [
        _level_strengths(tree, level, relation, attention, gates) for level in range(len(tree.level_names))
    ]
    return tuple(
        RelationGraph(prompt, level, ids, _edges(ids, semantic[prompt], flow))
        for prompt in range(len(gates))
        for level, (ids, semantic, flow) in enumerate(levels)
    )


def _level_strengths(
    tree: RegionTree, level: int, relation: np.ndarray, attention: np.ndarray, gates: np.ndarray
) -> tuple[tuple[int, ...], np.ndarray, np.ndarray]:
    """Region ids (R,), semantic strengths (P, R, R) and attention strengths (R, R) of a level."""
    regions = tree.at_level(level)
    flat = tree.labels[level].ravel()
    membership = np.zeros((len(regions), flat.size))
    membership[flat, np.arange(flat.size)] = 1.0
    mean = membership / membership.sum(axis=1, keepdims=True)
    region_gates = np.sqrt(gates @ mean.T)
    semantic = (mean @ relation @ mean.T)[None] * region_gates[:, :, None] * region_gates[:, None, :]
    one_way = mean @ attention @ membership.T
    return tuple(region.region_id for region in regions), semantic, (one_way + one_way.T) / 2


def _edges(ids: tuple[int, ...], semantic: np.ndarray, attention: np.ndarray) -> tuple[RelationEdge, ...]:
    kept = _strongest(semantic) | _strongest(attention)
    sources, targets = np.nonzero(np.triu(kept | kept.T, k=1))
    semantic, attention = np.clip(semantic, 0, 1), np.clip(attention, 0, 1)
    return tuple(
        RelationEdge(ids[i], ids[j], float(semantic[i, j]), float(attention[i, j]))
        for i, j in zip(sources.tolist(), targets.tolist(), strict=True)
    )


def _strongest(strength: np.ndarray) -> np.ndarray:
    """Bool (R, R): each row's strongest entries, the diagonal left out."""
    off_diagonal = strength.copy()
    np.fill_diagonal(off_diagonal, -np.inf)
    keep = min(EDGES_PER_NODE, len(strength) - 1)
    result = np.zeros(strength.shape, dtype=bool)
    if keep > 0:
        order = np.argsort(-off_diagonal, axis=1, kind="stable")[:, :keep]
        np.put_along_axis(result, order, values=True, axis=1)
    return result
