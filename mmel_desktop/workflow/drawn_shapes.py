"""Annotations as other programs draw them: polygons, lines and points in image pixels, and back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mmel_desktop.core.annotation import Geometry

Ring = tuple[tuple[float, float], ...]

OUTSIDE_TOLERANCE_PX = 1.0
ROUNDING_TOLERANCE_PX = 0.006
"""Programs that write hundredths of a pixel (datumaro does) move a point by half of one at most."""


@dataclass(frozen=True)
class DrawnShape:
    """What is drawn on an image, in its pixels.

    Attributes:
        kind: ``polygon``, ``line`` or ``point``.
        rings: ``polygon``: outer ring, then holes, none of them closed by its first point; ``line`` and
            ``point``: one ring.
    """

    kind: str
    rings: tuple[Ring, ...]

    @property
    def bounding_box_xywh_px(self) -> tuple[float, float, float, float]:
        """Left, top, width, height."""
        xs = [x for x, _ in self.rings[0]]
        ys = [y for _, y in self.rings[0]]
        return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)

    @property
    def area_px(self) -> float:
        """Area of the outer ring less its holes, px²; 0 for lines and points."""
        if self.kind != "polygon":
            return 0.0
        outer, *holes = (abs(_signed_area(ring)) for ring in self.rings)
        return max(outer - sum(holes), 0.0)


def drawn_shape(geometry: Geometry, image_hw: tuple[int, int]) -> DrawnShape:
    """A geometry as it is drawn; ``image`` becomes the image's own rectangle.

    Args:
        geometry: any kind.
        image_hw: height and width of its image in pixels.
    """
    if geometry.kind == "image" or not geometry.rings:
        height, width = image_hw
        return DrawnShape("polygon", (_rectangle(0.0, 0.0, float(width), float(height)),))
    if geometry.kind == "box":
        (x0, y0), (x1, y1) = geometry.rings[0]
        return DrawnShape("polygon", (_rectangle(x0, y0, x1, y1),))
    rings = tuple(_open_ring(ring) for ring in geometry.rings)
    if geometry.kind == "point" or len(rings[0]) == 1:
        return DrawnShape("point", (rings[0][:1],))
    if geometry.kind == "edge" or len(rings[0]) == 2:
        return DrawnShape("line", (rings[0],))
    return DrawnShape("polygon", rings)


def geometry_of(shape: DrawnShape, stated: Geometry | None, image_hw: tuple[int, int]) -> Geometry | None:
    """The geometry of a shape; what is drawn counts, not what is said about it.

    Args:
        shape: as found in a file.
        stated: what the file says it was drawn from; taken only if it gives the same shape, rounded at most.
        image_hw: height and width of the image in pixels.

    Returns:
        The geometry; None for a line that is not the stated relation between two regions.
    """
    if stated is not None and _same_but_rounded(drawn_shape(stated, image_hw), shape):
        return stated
    if shape.kind == "point":
        return Geometry("point", shape.rings)
    if shape.kind == "line":
        return None
    (outer, *holes) = shape.rings
    x, y, width, height = shape.bounding_box_xywh_px
    if not holes and set(outer) == set(_rectangle(x, y, x + width, y + height)) and len(outer) == 4:
        return Geometry.box(x, y, x + width, y + height)
    return Geometry("polygon", shape.rings)


def stated_geometry(entry: Any) -> Geometry | None:
    """A geometry written by this program; None when it is none."""
    if not isinstance(entry, Mapping):
        return None
    try:
        rings = tuple(ring_of(ring) for ring in entry["rings"])
        return Geometry(
            str(entry["kind"]),
            rings,
            str(entry["explanation_id"]),
            int(entry["level"]),
            tuple(int(region_id) for region_id in entry["region_ids"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def ring_of(points: Any) -> Ring:
    """A list of points as read from a file.

    Raises:
        ValueError: not a list of finite (x, y) pairs.
    """
    if not isinstance(points, list | tuple) or not points:
        raise ValueError("expected a list of points")
    ring = []
    for point in points:
        if not isinstance(point, list | tuple) or len(point) < 2:
            raise ValueError("expected points of two numbers")
        ring.append((_number(point[0]), _number(point[1])))
    return tuple(ring)


def polygon_of(rings: Any) -> DrawnShape:
    """Outer ring and holes as read from a file; a ring closed by its first point is opened.

    Raises:
        ValueError: not rings of three points or more, or without any area.
    """
    if not isinstance(rings, list | tuple) or not rings:
        raise ValueError("expected a list of rings")
    opened = tuple(_open_ring(ring_of(ring)) for ring in rings)
    if any(len(ring) < 3 for ring in opened):
        raise ValueError("expected rings of three points or more")
    shape = DrawnShape("polygon", opened)
    if not abs(_signed_area(opened[0])) > 0:
        raise ValueError("expected a polygon with an area")
    return shape


def box_of(values: Any) -> DrawnShape:
    """Left, top, width and height as read from a file.

    Raises:
        ValueError: not four finite numbers with an area.
    """
    if not isinstance(values, list | tuple) or len(values) != 4:
        raise ValueError("expected a box of four numbers")
    x, y, width, height = (_number(value) for value in values)
    if width <= 0 or height <= 0:
        raise ValueError("expected a box with an area")
    return DrawnShape("polygon", (_rectangle(x, y, x + width, y + height),))


def is_box_around(values: Any, shape: DrawnShape) -> bool:
    """Whether left, top, width and height as read from a file are the bounding box of a shape."""
    box = shape.bounding_box_xywh_px
    # Left and width are rounded each for itself.
    return (
        isinstance(values, list | tuple)
        and len(values) == 4
        and all(
            abs(_number(value) - side) <= 2 * ROUNDING_TOLERANCE_PX
            for value, side in zip(values, box, strict=True)
        )
    )


def is_inside(shape: DrawnShape, image_hw: tuple[int, int]) -> bool:
    """Whether a shape lies on the image, give or take :data:`OUTSIDE_TOLERANCE_PX`."""
    height, width = image_hw
    slack = OUTSIDE_TOLERANCE_PX
    return all(
        -slack <= x <= width + slack and -slack <= y <= height + slack
        for ring in shape.rings
        for x, y in ring
    )


def _same_but_rounded(one: DrawnShape, other: DrawnShape) -> bool:
    return (
        one.kind == other.kind
        and [len(ring) for ring in one.rings] == [len(ring) for ring in other.rings]
        and all(
            math.dist(point, found) <= 2 * ROUNDING_TOLERANCE_PX
            for ring, found_ring in zip(one.rings, other.rings, strict=True)
            for point, found in zip(ring, found_ring, strict=True)
        )
    )


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("expected numbers")
    try:
        number = float(value)
    except OverflowError as error:
        raise ValueError("expected numbers of a usual size") from error
    if not math.isfinite(number):
        raise ValueError("expected finite numbers")
    return number


def _rectangle(x0: float, y0: float, x1: float, y1: float) -> Ring:
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def _open_ring(ring: Ring) -> Ring:
    return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring


def _signed_area(ring: Ring) -> float:
    following = (*ring[1:], ring[0])
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, following, strict=True)) / 2
