"""MMEL's way of laying a map over an image, for maps that belong to no explanation."""

from __future__ import annotations

import numpy as np

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.image_cells import cells_along_a_patch
from mmel_desktop.core.map_painting import ImageEdges, MapPainter, edges_within
from mmel_desktop.engine.cell_colours import cell_colours
from mmel_desktop.engine.hierarchy_settings import HierarchySettings


class OwnPainter:
    """Paints maps over one image as explanations of it are painted.

    Args:
        rgb: uint8 (H, W, 3).
        geometry: where the patch grid lies in it.

    Attributes:
        geometry: as given.
    """

    def __init__(self, rgb: np.ndarray, geometry: GridGeometry) -> None:
        self.geometry = geometry
        self._colours = cell_colours(rgb, geometry, cells_along_a_patch(geometry.grid_hw))
        self._edges: dict[int, ImageEdges | None] = {}

    def paint(self, grid_map: np.ndarray, settings: HierarchySettings) -> np.ndarray:
        """A map, float (rows, columns), as float32 (H, W); NaN where the model never saw the image."""
        return MapPainter(
            self.geometry, settings.interpolation_degree, self._edges_within(settings.edge_reach)
        ).paint(grid_map)

    def _edges_within(self, reach: int) -> ImageEdges | None:
        if reach not in self._edges:
            self._edges[reach] = edges_within(reach, self._colours, self.geometry)
        return self._edges[reach]
