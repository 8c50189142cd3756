"""Outlines of the regions of one level, the one under the pointer and the selected ones."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPolygonF
from PySide6.QtWidgets import QGraphicsItemGroup

from mmel_desktop.core.region_tree import Region, Ring
from mmel_desktop.ui.canvas.lines_item import Stroke
from mmel_desktop.ui.canvas.overlay_style import CASING, LINE, SELECTION, faded, screen_pen
from mmel_desktop.ui.canvas.screen_path_item import ScreenPathItem


def path_of_rings(rings: Iterable[Ring]) -> QPainterPath:
    """A filled path of an outer ring and its holes."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in rings:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring]))
        path.closeSubpath()
    return path


class RegionLayer:
    """The region outlines, and the path items of the hovered and the selected regions.

    Attributes:
        item: the group of the marks of hover and selection, to put into the scene.
    """

    def __init__(self) -> None:
        self.item = QGraphicsItemGroup()
        self.item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._paths: list[tuple[Region, QPainterPath]] = []
        self._hovered = self._add(LINE, 2.0, 1.0)
        self._hovered.setBrush(QBrush(faded(LINE, 0.10)))
        self._selected_casing = self._add(CASING, 5.0, 0.75)
        self._selected = self._add(SELECTION, 2.6, 1.0)

    def _add(self, colour: QColor, width_px: float, alpha: float) -> ScreenPathItem:
        item = ScreenPathItem(self.item)
        item.setPen(screen_pen(colour, width_px, alpha=alpha))
        return item

    def show_outlines(self, regions: Iterable[Region]) -> None:
        """Take these regions; :meth:`outline_strokes` draws them."""
        self._paths = [(region, path_of_rings(region.outline)) for region in regions]

    def outline_strokes(self) -> tuple[Stroke, ...]:
        """The outlines as lines to draw: a dark casing and a light line on it."""
        outlines = tuple(path for _, path in self._paths)
        pens = screen_pen(CASING, 2.6, alpha=0.35), screen_pen(LINE, 1.0, alpha=0.55)
        for pen in pens:
            # Pieces of straight line meet in corners: square ends fill them.
            pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        return tuple(Stroke(outlines, pen) for pen in pens)

    def region_at(self, point: QPointF) -> Region | None:
        """The outlined region that holds an image point; None where there is none.

        Outlines are smoother than the patch grid, and what a person points at is the outline.
        """
        return next((region for region, path in self._paths if path.contains(point)), None)

    def show_hovered(self, region: Region | None) -> None:
        """Fill and outline the region under the pointer."""
        self._hovered.setPath(QPainterPath() if region is None else path_of_rings(region.outline))

    def show_selected(self, regions: Iterable[Region]) -> None:
        """Outline the selected regions."""
        path = QPainterPath()
        for region in regions:
            path.addPath(path_of_rings(region.outline))
        self._selected_casing.setPath(path)
        self._selected.setPath(path)
