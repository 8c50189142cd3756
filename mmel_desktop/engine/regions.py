"""Merge patches into a tree of regions, and draw their outlines.

Patches are merged by connectivity-constrained Ward clustering (scikit-learn) of their features and of the
evidence they carry; cuts of that one tree are the levels, so finer regions always lie inside coarser ones.
"""

from __future__ import annotations

import warnings

import numpy as np
import shapely
from scipy.linalg import eigh
from scipy.sparse import csr_matrix
from sklearn.cluster import ward_tree
from sklearn.feature_extraction.image import grid_to_graph

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.region_tree import Region, RegionTree, Ring

LEVEL_SIZES = (4, 9, 20)
"""Regions per level, coarse to fine; fewer when the grid has fewer patches."""

EVIDENCE_WEIGHT = 0.6
"""Share of the evidence in the distance between patches, relative to the features."""

FEATURE_COMPONENTS = 24
OUTLINE_SUPERSAMPLING = 6


def build_region_tree(
    similarity: np.ndarray,
    evidence: np.ndarray,
    shares_of: np.ndarray,
    alignments: np.ndarray,
    geometry: GridGeometry,
    level_names: tuple[str, ...],
) -> RegionTree:
    """Cluster patches and describe every region of every level.

    Args:
        similarity: float (N, N), positive semi-definite cosine matrix of patch features.
        evidence: float (P, N), signed maps; they pull region borders towards borders of evidence.
        shares_of: float (P, N), maps whose positive part is shared out among regions.
        alignments: float (P, N), cross-modal alignment.
        geometry: of the patch grid.
        level_names: coarse to fine; as many as ``LEVEL_SIZES``.

    Returns:
        The region tree. The same input gives the same tree.
    """
    rows, columns = geometry.grid_hw
    merges = _merge_order(_clustering_features(similarity, evidence), rows, columns)
    sizes = [min(size, rows * columns) for size in LEVEL_SIZES]
    labels = np.stack([_cut(merges, rows * columns, size).reshape(rows, columns) for size in sizes])
    positive = np.maximum(shares_of, 0)
    totals = np.maximum(positive.sum(axis=1, keepdims=True), 1e-12)
    return RegionTree(
        level_names,
        labels,
        _describe(labels, positive / totals, alignments, geometry),
    )


def _clustering_features(similarity: np.ndarray, evidence: np.ndarray) -> np.ndarray:
    """Kernel PCA of the similarity, with the scaled evidence beside it: (N, components + P)."""
    count = len(similarity)
    wanted = (max(0, count - FEATURE_COMPONENTS), count - 1)
    values, vectors = eigh(similarity.astype(np.float64), subset_by_index=wanted)
    components = vectors * np.sqrt(np.maximum(values, 0))
    # An eigenvector's sign is arbitrary; distances do not depend on it, so nothing has to be fixed here.
    spread = float(np.sqrt((components**2).sum(axis=1).mean()))
    scale = np.abs(evidence).max(axis=1, keepdims=True)
    maps = np.divide(evidence, scale, out=np.zeros_like(evidence), where=scale > 0).T
    return np.hstack([components, maps * (EVIDENCE_WEIGHT * spread / np.sqrt(max(len(evidence), 1)))])


def _merge_order(features: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """Children of each merge of the Ward tree: int (N − 1, 2)."""
    connectivity: csr_matrix = grid_to_graph(rows, columns)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        children = ward_tree(features, connectivity=connectivity)[0]
    return np.asarray(children)


def _cut(merges: np.ndarray, patches: int, size: int) -> np.ndarray:
    """Labels after all but the last ``size − 1`` merges, numbered by first patch in row order: int32 (N,)."""
    members: dict[int, list[int]] = {patch: [patch] for patch in range(patches)}
    for step in range(patches - size):
        left, right = (int(child) for child in merges[step])
        members[patches + step] = members.pop(left) + members.pop(right)
    labels = np.empty(patches, np.int32)
    for label, group in enumerate(sorted(members.values(), key=min)):
        labels[group] = label
    return labels


def _describe(
    labels: np.ndarray, shares: np.ndarray, alignments: np.ndarray, geometry: GridGeometry
) -> tuple[Region, ...]:
    levels, rows, columns = labels.shape
    patch_width, patch_height = geometry.patch_size_xy_px
    centres_y, centres_x = np.mgrid[0:rows, 0:columns] + 0.5
    regions: list[Region] = []
    ids_above: dict[int, int] = {}
    for level in range(levels):
        flat = labels[level].ravel()
        count = int(flat.max()) + 1
        membership = np.zeros((count, flat.size))
        membership[flat, np.arange(flat.size)] = 1.0
        sizes = membership.sum(axis=1)
        region_shares = shares @ membership.T
        region_alignments = alignments @ membership.T / sizes
        centroids = geometry.grid_to_pixels(
            np.stack([membership @ centres_x.ravel(), membership @ centres_y.ravel()], axis=-1)
            / sizes[:, None]
        )
        outlines = trace_outlines(labels[level], geometry)
        ids = {label: len(regions) + label for label in range(count)}
        for label in range(count):
            first = int(np.argmax(flat == label))
            parent = None if level == 0 else ids_above[int(labels[level - 1].ravel()[first])]
            regions.append(
                Region(
                    region_id=ids[label],
                    level=level,
                    label=label,
                    parent=parent,
                    outline=outlines[label],
                    centroid_xy_px=(float(centroids[label, 0]), float(centroids[label, 1])),
                    area_px=float(sizes[label] * patch_width * patch_height),
                    patch_count=int(sizes[label]),
                    shares=tuple(float(value) for value in region_shares[:, label]),
                    alignments=tuple(float(value) for value in region_alignments[:, label]),
                )
            )
        ids_above = ids
    return tuple(regions)


def trace_outlines(labels: np.ndarray, geometry: GridGeometry) -> list[tuple[Ring, ...]]:
    """Smooth outlines of a label map, neighbours sharing their border.

    The labels' memberships are interpolated to a finer grid, each fine cell goes to its strongest region,
    and the shared borders are simplified together, so that no gaps or overlaps appear.

    Args:
        labels: int (rows, columns), values 0 … R − 1, each present.
        geometry: of the patch grid.

    Returns:
        Per label its rings in image pixels: the largest part's outer ring first, then holes.
    """
    factor = OUTLINE_SUPERSAMPLING
    fine = _upsample_labels(labels, factor)
    faces, owners = _faces(fine)
    simplified = shapely.coverage_simplify(faces, tolerance=0.35 * factor)
    areas = shapely.area(simplified)
    largest = [
        max(np.flatnonzero(owners == label), key=lambda face: areas[face])
        for label in range(int(labels.max()) + 1)
    ]
    return [_rings(simplified[face], geometry, factor) for face in largest]


def _upsample_labels(labels: np.ndarray, factor: int) -> np.ndarray:
    rows, columns = labels.shape
    count = int(labels.max()) + 1
    planes = (labels[None] == np.arange(count)[:, None, None]).astype(np.float32)
    along_y = _blend_matrix(rows, factor)
    along_x = _blend_matrix(columns, factor)
    fine = np.asarray((along_y @ planes @ along_x.T).argmax(axis=0), dtype=np.int32)
    # Interpolation may swallow a region of one patch; such a region keeps its patches whole.
    for label in np.setdiff1d(np.arange(count), fine):
        fine[np.kron(labels == label, np.ones((factor, factor), dtype=bool))] = label
    return fine


def _blend_matrix(size: int, factor: int) -> np.ndarray:
    """Linear interpolation from ``size`` cells to ``size × factor`` cells: float32 (size·factor, size)."""
    positions = np.clip((np.arange(size * factor) + 0.5) / factor - 0.5, 0, size - 1)
    lower = np.floor(positions).astype(int)
    upper = np.minimum(lower + 1, size - 1)
    matrix = np.zeros((size * factor, size), np.float32)
    cells = np.arange(size * factor)
    matrix[cells, lower] += (1 - (positions - lower)).astype(np.float32)
    matrix[cells, upper] += (positions - lower).astype(np.float32)
    return matrix


def _faces(fine: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Connected parts of all labels as polygons in fine grid units, and whose they are.

    Every border is cut into unit segments, so that neighbours share each of its points, and the faces
    between the segments are found all at once.
    """
    padded = np.pad(fine, 1, constant_values=-1)
    y, x = np.nonzero(padded[1:-1, :-1] != padded[1:-1, 1:])
    upright = np.stack([np.stack([x, y], axis=-1), np.stack([x, y + 1], axis=-1)], axis=1)
    y, x = np.nonzero(padded[:-1, 1:-1] != padded[1:, 1:-1])
    level = np.stack([np.stack([x, y], axis=-1), np.stack([x + 1, y], axis=-1)], axis=1)
    segments = shapely.linestrings(np.concatenate([upright, level]).astype(np.float64))
    faces = shapely.get_parts(shapely.polygonize(segments))
    inside = np.floor(shapely.get_coordinates(shapely.point_on_surface(faces))).astype(int)
    return faces, fine[inside[:, 1], inside[:, 0]]


def _rings(polygon: shapely.Polygon, geometry: GridGeometry, factor: int) -> tuple[Ring, ...]:
    """Outer ring, then holes, in image pixels rounded to hundredths."""
    rings = [polygon.exterior, *polygon.interiors]
    return tuple(
        tuple(
            (x, y)
            for x, y in geometry.grid_to_pixels(shapely.get_coordinates(ring)[:-1] / factor).round(2).tolist()
        )
        for ring in rings
    )
