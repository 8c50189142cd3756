"""A brush: strokes of a round tip become one area with exact outlines; knows nothing of Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.ui.canvas.drawing_tools import SMALLEST_SIDE_PX, DrawingTool, Point

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

RADII_PX = (4.0, 6.0, 9.0, 14.0, 20.0, 30.0, 45.0, 68.0)
"""Radii of the tip in screen pixels: what is painted is as fine as the view is close."""
FIRST_RADIUS = 4
QUARTER_CORNERS = 6
"""Corners in a quarter of the round tip."""
TOLERANCE = 0.06
"""Of the tip's radius: outlines are simplified by this much, so that a stroke does not store every sample."""


class BrushTool(DrawingTool):
    """Drag to paint, with Shift to rub out; strokes add up until Enter or a double click keeps them.

    Strokes are united as polygons (shapely), not as pixels: outlines keep their sub-pixel places, holes stay
    holes, and separate blobs stay one annotation.
    """

    def __init__(self) -> None:
        self._area: BaseGeometry | None = None
        self._last: Point | None = None
        self._pointer: Point | None = None
        self._inverse = False
        self._size = FIRST_RADIUS
        self._scale = 1.0

    @property
    def radius_px(self) -> float:
        """Radius of the tip in image pixels, at the zoom of the last gesture."""
        return RADII_PX[self._size] / self._scale

    @property
    def is_drawing(self) -> bool:
        return self._area is not None or self._last is not None

    @property
    def preview(self) -> tuple[tuple[Point, ...], ...]:
        rings = _rings(self._area)
        if self._pointer is not None:
            rings = (*rings, *_rings(self._tip(self._pointer, self._pointer)))
        return rings

    def press(self, point: Point, scale: float, *, inverse: bool = False) -> Geometry | None:
        self._scale, self._inverse = scale, inverse
        self._paint(point, point)
        self._last = self._pointer = point
        return None

    def move(self, point: Point, scale: float) -> None:
        if self._last is not None:
            self._paint(self._last, point)
            self._last = point
        else:
            self._scale = scale
        self._pointer = point

    def release(self, point: Point, scale: float) -> Geometry | None:
        if self._last is not None:
            self.move(point, scale)
        self._last = None
        return None

    def finish(self, scale: float) -> Geometry | None:
        area = self._area
        self.abort()
        if area is None or area.area * scale * scale < SMALLEST_SIDE_PX**2:
            return None
        kept = area.simplify(TOLERANCE * RADII_PX[self._size] / scale)
        rings = _rings(kept)
        return Geometry("polygon", rings) if rings else None

    def resize(self, steps: int) -> None:
        self._size = min(max(self._size + steps, 0), len(RADII_PX) - 1)

    def abort(self) -> None:
        self._area = self._last = None

    def _paint(self, start: Point, end: Point) -> None:
        stroke = self._tip(start, end)
        if self._inverse:
            rest = None if self._area is None else self._area.difference(stroke)
            self._area = None if rest is None or rest.is_empty else rest
        else:
            self._area = stroke if self._area is None else self._area.union(stroke)

    def _tip(self, start: Point, end: Point) -> BaseGeometry:
        from shapely.geometry import LineString
        from shapely.geometry import Point as Spot

        line: Any = Spot(start) if start == end else LineString([start, end])
        area: BaseGeometry = line.buffer(self.radius_px, quad_segs=QUARTER_CORNERS)
        return area


def _rings(area: BaseGeometry | None) -> tuple[tuple[Point, ...], ...]:
    """Outer ring, then holes, of each part in turn; the first corner is not repeated."""
    if area is None or area.is_empty:
        return ()
    parts = [part for part in getattr(area, "geoms", [area]) if part.geom_type == "Polygon"]
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return tuple(tuple((float(x), float(y)) for x, y in ring.coords[:-1]) for ring in rings)
