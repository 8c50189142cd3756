"""Outlines of regions: smooth, shared between neighbours, and the same line at every level.

The finest level is drawn; coarser regions are the union of their parts, so that outlines nest as regions do
and the work is done once.
"""

from __future__ import annotations

import numpy as np
import shapely

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.region_tree import Ring
from mmel_desktop.engine.region_edges import CELLS, CellAffinity, follow_edges

SIMPLIFICATION = 0.2
"""How far a simplified outline may stray, as a share of a patch's side."""


def trace_levels(
    labels: np.ndarray, geometry: GridGeometry, affinity: CellAffinity
) -> list[list[tuple[Ring, ...]]]:
    """Outlines of nested label maps.

    Each cell of a finer grid goes to that of the finest regions to which the image's edges give it. The
    shared borders are simplified together, so that no gaps or overlaps appear.

    Args:
        labels: int (levels, rows, columns), coarse to fine; values 0 … R − 1 of each level all present, and
            each region inside one of the level before.
        geometry: of the patch grid.
        affinity: of the image's cells.

    Returns:
        Per level and label its rings in image pixels: the largest part's outer ring first, then holes.
    """
    finest = labels[-1].ravel()
    faces, owners = _faces(follow_edges(labels[-1], affinity))
    simplified = shapely.coverage_simplify(faces, tolerance=SIMPLIFICATION * CELLS)
    first_patch = np.unique(finest, return_index=True)[1]
    polygons: list[shapely.Polygon] = []
    for level in range(len(labels)):
        region_of_face = labels[level].ravel()[first_patch][owners]
        polygons += [
            _largest(simplified[region_of_face == label]) for label in range(int(labels[level].max()) + 1)
        ]
    rings = iter(_rings(polygons, geometry))
    return [[next(rings) for _ in range(int(one.max()) + 1)] for one in labels]


def _largest(faces: np.ndarray) -> shapely.Polygon:
    """The largest polygon among the union of faces that share borders."""
    if len(faces) == 1:
        return faces[0]
    parts = shapely.get_parts(shapely.coverage_union_all(faces))
    # Faces that touch in a point only stay apart; so does what smoothing cut off.
    return parts[int(shapely.area(parts).argmax())]


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


def _rings(polygons: list[shapely.Polygon], geometry: GridGeometry) -> list[tuple[Ring, ...]]:
    """Per polygon its outer ring, then holes, in image pixels rounded to hundredths."""
    rings, polygon_of_ring = shapely.get_rings(polygons, return_index=True)
    corners, ring_of_corner = shapely.get_coordinates(rings, return_index=True)
    pixels = geometry.grid_to_pixels(corners / CELLS).round(2).tolist()
    starts = np.searchsorted(ring_of_corner, np.arange(len(rings) + 1)).tolist()
    found: list[list[Ring]] = [[] for _ in polygons]
    for ring, owner in enumerate(polygon_of_ring.tolist()):
        # A closed ring ends with its first corner.
        found[owner].append(tuple((x, y) for x, y in pixels[starts[ring] : starts[ring + 1] - 1]))
    return [tuple(outline) for outline in found]
