"""Tools that turn pointer gestures into a geometry in image pixels; they know nothing of Qt."""

from __future__ import annotations

from abc import ABC, abstractmethod
from math import hypot

from mmel_desktop.core.annotation import Geometry

SMALLEST_SIDE_PX = 4.0
"""In screen pixels: a smaller box is a slip of the hand, not a mark."""
CLOSING_DISTANCE_PX = 9.0
"""In screen pixels: a click this near to a polygon's first corner closes it."""

Point = tuple[float, float]


class DrawingTool(ABC):
    """One gesture in progress. Points are image pixels; ``scale`` is screen pixels per image pixel."""

    @property
    @abstractmethod
    def is_drawing(self) -> bool:
        """True while a gesture has begun and not ended."""

    @property
    @abstractmethod
    def preview(self) -> tuple[tuple[Point, ...], ...]:
        """Closed rings of what would be drawn if the gesture ended now."""

    @abstractmethod
    def press(self, point: Point, scale: float, *, inverse: bool = False) -> Geometry | None:
        """The pointer went down; a geometry when that completed the gesture.

        Args:
            point: where.
            scale: screen pixels per image pixel.
            inverse: Shift is held: a brush rubs out.
        """

    def move(self, point: Point, scale: float) -> None:  # noqa: B027 - a point needs no preview
        """The pointer moved."""

    def release(self, point: Point, scale: float) -> Geometry | None:
        """The pointer went up; a geometry when that completed the gesture."""
        return None

    def finish(self, scale: float) -> Geometry | None:
        """Enter or a double click; a geometry when there is enough of one."""
        return None

    def take_back(self) -> None:  # noqa: B027 - only polygons have corners to take back
        """Backspace: remove the last corner."""

    def resize(self, steps: int) -> None:  # noqa: B027 - only a brush has a size
        """Make the tool larger (positive) or smaller."""

    @abstractmethod
    def abort(self) -> None:
        """Forget the gesture."""


class BoxTool(DrawingTool):
    """Press, drag, release."""

    def __init__(self) -> None:
        self._start: Point | None = None
        self._end: Point | None = None

    @property
    def is_drawing(self) -> bool:
        return self._start is not None

    @property
    def preview(self) -> tuple[tuple[Point, ...], ...]:
        if self._start is None or self._end is None:
            return ()
        (x0, y0), (x1, y1) = self._start, self._end
        return (((x0, y0), (x1, y0), (x1, y1), (x0, y1)),)

    def press(self, point: Point, scale: float, *, inverse: bool = False) -> Geometry | None:
        self._start = self._end = point
        return None

    def move(self, point: Point, scale: float) -> None:
        if self._start is not None:
            self._end = point

    def release(self, point: Point, scale: float) -> Geometry | None:
        start = self._start
        self.abort()
        if start is None:
            return None
        sides = abs(point[0] - start[0]) * scale, abs(point[1] - start[1]) * scale
        return None if min(sides) < SMALLEST_SIDE_PX else Geometry.box(*start, *point)

    def abort(self) -> None:
        self._start = self._end = None


class PolygonTool(DrawingTool):
    """Click corner after corner; Enter, a double click or a click on the first corner closes."""

    def __init__(self) -> None:
        self._corners: list[Point] = []
        self._pointer: Point | None = None

    @property
    def is_drawing(self) -> bool:
        return bool(self._corners)

    @property
    def preview(self) -> tuple[tuple[Point, ...], ...]:
        tail = (self._pointer,) if self._corners and self._pointer is not None else ()
        return ((*self._corners, *tail),)

    def press(self, point: Point, scale: float, *, inverse: bool = False) -> Geometry | None:
        if len(self._corners) >= 3 and _distance(point, self._corners[0]) * scale <= CLOSING_DISTANCE_PX:
            return self.finish(scale)
        if not self._corners or _distance(point, self._corners[-1]) * scale > 1.0:
            self._corners.append(point)
        self._pointer = point
        return None

    def move(self, point: Point, scale: float) -> None:
        self._pointer = point

    def finish(self, scale: float) -> Geometry | None:
        corners = tuple(self._corners)
        if len(corners) < 3:
            return None
        self.abort()
        too_small = abs(_area(corners)) * scale * scale < SMALLEST_SIDE_PX**2
        return None if too_small else Geometry("polygon", (corners,))

    def take_back(self) -> None:
        if self._corners:
            self._corners.pop()

    def abort(self) -> None:
        self._corners = []
        self._pointer = None


class PointTool(DrawingTool):
    """One click."""

    @property
    def is_drawing(self) -> bool:
        return False

    @property
    def preview(self) -> tuple[tuple[Point, ...], ...]:
        return ()

    def press(self, point: Point, scale: float, *, inverse: bool = False) -> Geometry | None:
        return Geometry("point", ((point,),))

    def abort(self) -> None:
        """Nothing to forget."""


def make_tool(name: str) -> DrawingTool | None:
    """The tool behind a name of ``ReviewState.tool``; None for ``select``, which draws nothing."""
    # Imported here: the brush brings a geometry library, which the start of the window must not pay for.
    from mmel_desktop.ui.canvas.brush_tool import BrushTool

    tools: dict[str, type[DrawingTool]] = {
        "box": BoxTool,
        "polygon": PolygonTool,
        "brush": BrushTool,
        "point": PointTool,
    }
    return tools[name]() if name in tools else None


def _distance(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _area(corners: tuple[Point, ...]) -> float:
    """Signed area by the shoelace formula."""
    return 0.5 * sum(
        x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True)
    )
