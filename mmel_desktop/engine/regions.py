"""The tree of regions of an image, cut at several levels, with what each region is worth to each prompt.

Cuts of one tree (:mod:`region_merging`) are the levels, so finer regions always lie inside coarser ones.
"""

from __future__ import annotations

import numpy as np

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.region_tree import Region, RegionTree, Ring
from mmel_desktop.engine.region_edges import CellAffinity
from mmel_desktop.engine.region_merging import cut_merges, merge_patches
from mmel_desktop.engine.region_outlines import trace_levels
from mmel_desktop.engine.region_support import PromptSupport, group_patches

LEVEL_SIZES = (4, 12, 24)
"""Regions per level, coarse to fine; fewer when the grid has fewer patches."""


def build_region_tree(
    similarity: np.ndarray,
    prompts: PromptSupport,
    alignments: np.ndarray,
    geometry: GridGeometry,
    level_names: tuple[str, ...],
    affinity: CellAffinity,
) -> RegionTree:
    """Merge patches and describe every region of every level.

    Args:
        similarity: float (N, N), cosines of patch features.
        prompts: what P prompts say about the patches; their support is shared out among the regions.
        alignments: float (P, N), cross-modal alignment.
        geometry: of the patch grid.
        level_names: coarse to fine; as many as ``LEVEL_SIZES``.
        affinity: of the image's cells, whose edges outlines follow.

    Returns:
        The region tree. The same input gives the same tree.
    """
    rows, columns = geometry.grid_hw
    count = rows * columns
    alike, masses = group_patches(similarity, prompts)
    merges = merge_patches(alike, masses, geometry.grid_hw)
    labels = np.stack(
        [cut_merges(merges, count, min(size, count)).reshape(rows, columns) for size in LEVEL_SIZES]
    )
    outlines = trace_levels(labels, geometry, affinity)
    return RegionTree(level_names, labels, _describe(labels, outlines, prompts.support, alignments, geometry))


def _describe(
    labels: np.ndarray,
    outlines: list[list[tuple[Ring, ...]]],
    shares: np.ndarray,
    alignments: np.ndarray,
    geometry: GridGeometry,
) -> tuple[Region, ...]:
    regions: list[Region] = []
    ids_above: list[int] = []
    for level, own in enumerate(labels):
        flat = own.ravel()
        first_patch = np.unique(flat, return_index=True)[1]
        parents: list[int | None] = [None] * len(first_patch)
        if level:
            parents = [ids_above[label] for label in labels[level - 1].ravel()[first_patch].tolist()]
        ids_above = list(range(len(regions), len(regions) + len(first_patch)))
        regions += _describe_level(
            level, flat, parents, ids_above, outlines[level], shares, alignments, geometry
        )
    return tuple(regions)


def _describe_level(
    level: int,
    flat: np.ndarray,
    parents: list[int | None],
    ids: list[int],
    outlines: list[tuple[Ring, ...]],
    shares: np.ndarray,
    alignments: np.ndarray,
    geometry: GridGeometry,
) -> list[Region]:
    membership = np.zeros((len(ids), flat.size))
    membership[flat, np.arange(flat.size)] = 1.0
    sizes = membership.sum(axis=1)
    rows, columns = geometry.grid_hw
    centres = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), axis=-1).reshape(-1, 2) + 0.5
    centroids = geometry.grid_to_pixels(membership @ centres / sizes[:, None]).tolist()
    patch_width, patch_height = geometry.patch_size_xy_px
    # Regions outermost and plain numbers: a tuple for each region follows at once.
    region_shares = (membership @ shares.T).tolist()
    region_alignments = (membership @ alignments.T / sizes[:, None]).tolist()
    return [
        Region(
            region_id=region_id,
            level=level,
            label=label,
            parent=parents[label],
            outline=outlines[label],
            centroid_xy_px=(centroids[label][0], centroids[label][1]),
            area_px=float(sizes[label] * patch_width * patch_height),
            patch_count=int(sizes[label]),
            shares=tuple(region_shares[label]),
            alignments=tuple(region_alignments[label]),
        )
        for label, region_id in enumerate(ids)
    ]
