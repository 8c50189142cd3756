"""From one value per patch to one value per pixel: how a map lies over the image.

Between patch centres the map's root is interpolated (:meth:`GridGeometry.sample_map`). A map that follows
edges is then moved, on cells finer than patches, onto what looks alike and off the other side of edges:

1. Its root u is averaged over cells that look alike, at distances that halve from a few patches down to one
   cell (edge-avoiding à-trous filter; Dammertz et al., "Edge-avoiding à-trous wavelet transform for fast
   global illumination filtering", 2010; placing a coarse map by a fine image is Kopf et al., "Joint bilateral
   upsampling", 2007). With N_s(c) the cell and its eight neighbours at distance s:
   u(c) ← Σ_{c' ∈ N_s(c)} e(c, c') u(c') / Σ e(c, c'),   e = exp(−‖colour(c) − colour(c')‖² / 2κ²).
2. Every patch gets back what it had: u is multiplied by factors, interpolated between patch centres, that
   bring each patch's mean about to its value (after Tobler, "Smooth pycnophylactic interpolation", 1979). So
   evidence is laid out anew within a patch and its rim, and does not wander off over a sky or a wall; in an
   image without edges the painting is about that of the interpolation alone.
3. Nothing is painted stronger than the strongest patch around it (itself and its eight neighbours, likewise
   interpolated), so that a corner on which a patch's evidence gathers does not outshine the rest.

Where detail finer than a patch appears, it is the image's, not the model's. Shares, probes, deletion and
insertion never use it: they stay with whole patches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.image_cells import colour_planes, colour_softness

MOST_REACH = 8
"""Patches; further is not asked, whatever a record says."""

_NOTHING = 1e-9
"""Added to a patch's evidence, a share of the strongest, so that patches without any have factors, too."""

Window = tuple[slice, slice]


@dataclass(frozen=True)
class _Pairs:
    """Cells, others at one distance in one direction, and how alike the two look."""

    here: Window
    there: Window
    alikeness: np.ndarray


class ImageEdges:
    """Which cells of an image look alike.

    Args:
        colours: uint8 (rows · S, columns · S, 3), see :func:`mmel_desktop.engine.cell_colours.cell_colours`.
        furthest: the largest distance at which cells are compared, in cells; it is halved down to 1.
    """

    def __init__(self, colours: np.ndarray, furthest: int) -> None:
        self.cells_hw = (colours.shape[0], colours.shape[1])
        planes = colour_planes(colours)
        softness = colour_softness(planes)
        self._scales: list[tuple[list[_Pairs], np.ndarray]] = []
        for distance in _halving(furthest):
            pairs = [_compare(planes, softness, step) for step in _directions(distance)]
            totals = np.ones(self.cells_hw, np.float32)
            for one in pairs:
                totals[one.here] += one.alikeness
                totals[one.there] += one.alikeness
            self._scales.append((pairs, totals))

    def smooth(self, values: np.ndarray) -> np.ndarray:
        """Values of cells averaged over what looks alike, once at every distance: float32 like given."""
        for pairs, totals in self._scales:
            summed = values.copy()
            for one in pairs:
                summed[one.here] += one.alikeness * values[one.there]
                summed[one.there] += one.alikeness * values[one.here]
            values = summed / totals
        return values


def edges_within(reach: int, colours: np.ndarray, geometry: GridGeometry) -> ImageEdges | None:
    """Edges of an image whose cells are compared up to ``reach`` patches away; None for 0.

    Args:
        reach: patches.
        colours: uint8 (rows · S, columns · S, 3), of the cells.
        geometry: of the patch grid.
    """
    return ImageEdges(colours, reach * len(colours) // geometry.grid_hw[0]) if reach > 0 else None


@dataclass(frozen=True)
class MapPainter:
    """How a map of patches is laid over its image.

    Attributes:
        geometry: where the grid lies.
        degree: root in which the map is interpolated, see :meth:`GridGeometry.sample_map`.
        edges: of the image, where the map follows them; None where it does not.
        whole_patches: every patch is painted in its one value, whatever the rest says.
    """

    geometry: GridGeometry
    degree: float = 1.0
    edges: ImageEdges | None = None
    whole_patches: bool = False

    def in_whole_patches(self, wanted: bool) -> MapPainter:
        """The same painter, or one that shows what was computed and nothing finer."""
        return replace(self, whole_patches=True) if wanted else self

    def paint(self, grid_map: np.ndarray, output_hw: tuple[int, int] | None = None) -> np.ndarray:
        """One value per pixel.

        Unless whole patches are wanted, positive and negative parts are painted apart, and the strongest
        value of each is kept.

        Args:
            grid_map: float (rows, columns), finite.
            output_hw: size of the result, which always spans the whole image; the source size when None.

        Returns:
            float32 (height, width); NaN where the model never saw the image.
        """
        values = np.asarray(grid_map, dtype=np.float32)
        if self.whole_patches:
            return self.geometry.sample_patches(values, output_hw)
        if self.edges is None:
            return self.geometry.sample_map(values, output_hw, self.degree)
        result = self._along(self.edges, np.maximum(values, 0), output_hw)
        if values.min() < 0:
            result -= self._along(self.edges, np.maximum(-values, 0), output_hw)
        return result

    def _along(self, edges: ImageEdges, values: np.ndarray, output_hw: tuple[int, int] | None) -> np.ndarray:
        """A map of values of 0 or more, painted along edges."""
        on_cells = replace(self.geometry, grid_hw=edges.cells_hw)
        strongest = float(values.max())
        if strongest <= 0:
            return on_cells.sample_map(np.zeros(edges.cells_hw, np.float32), output_hw)
        shares = values / strongest
        root = edges.smooth(_between_centres(shares ** np.float32(1 / self.degree), edges.cells_hw))
        means = _patch_means(root**self.degree, values.shape)
        factors = ((shares + _NOTHING) / (means + _NOTHING)) ** np.float32(1 / self.degree)
        root *= _between_centres(factors, edges.cells_hw)
        around = _strongest_around(shares) ** np.float32(1 / self.degree)
        np.minimum(root, _between_centres(around, edges.cells_hw), out=root)
        root *= strongest ** (1 / self.degree) / float(root.max())
        return on_cells.sample_root(root, output_hw, self.degree)


def _between_centres(grid_map: np.ndarray, cells_hw: tuple[int, int]) -> np.ndarray:
    """Values of patches, interpolated at the centres of cells: float32 (rows · S, columns · S)."""
    rows, columns = grid_map.shape
    grid = GridGeometry((rows, columns), (0.0, 0.0, float(columns), float(rows)), (rows, columns))
    return grid.sample_map(grid_map, cells_hw)


def _strongest_around(grid_map: np.ndarray) -> np.ndarray:
    """The largest value among each patch and its eight neighbours: (rows, columns)."""
    rows, columns = grid_map.shape
    padded = np.pad(grid_map, 1, mode="edge")
    shifted = [padded[down : down + rows, right : right + columns] for down in range(3) for right in range(3)]
    return np.asarray(np.max(shifted, axis=0))


def _patch_means(on_cells: np.ndarray, grid_hw: tuple[int, int]) -> np.ndarray:
    """Means of the cells of every patch: float32 (rows, columns)."""
    rows, columns = grid_hw
    return np.asarray(on_cells.reshape(rows, -1, columns, on_cells.shape[1] // columns).mean(axis=(1, 3)))


def _halving(furthest: int) -> Iterator[int]:
    """Distances down to one cell."""
    while furthest:
        yield furthest
        furthest //= 2


def _directions(distance: int) -> tuple[tuple[int, int], ...]:
    """Steps to four of the eight neighbours; the other four are their opposites."""
    return (0, distance), (distance, 0), (distance, distance), (distance, -distance)


def _compare(planes: np.ndarray, softness: float, step: tuple[int, int]) -> _Pairs:
    """How alike cells look to those a step away, where both exist."""
    down, right = step
    height, width = planes.shape[1:]
    bottom = max(height - down, 0)
    left, end = max(-right, 0), max(width - max(right, 0), max(-right, 0))
    here = slice(0, bottom), slice(left, end)
    there = slice(down, down + bottom), slice(left + right, end + right)
    difference = planes[:, *here] - planes[:, *there]
    squared = np.einsum("chw,chw->hw", difference, difference)
    return _Pairs(here, there, np.exp(squared / np.float32(-2 * softness**2)))
