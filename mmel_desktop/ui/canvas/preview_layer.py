"""The gesture in progress, as it will be when it is finished now."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QPainterPath, QPolygonF

from mmel_desktop.ui.canvas.drawing_tools import DrawingTool
from mmel_desktop.ui.canvas.overlay_style import ANNOTATION, CASING, faded, screen_pen
from mmel_desktop.ui.canvas.screen_path_item import ScreenPathItem


class PreviewLayer:
    """What a drawing tool holds, in the colours of an annotation.

    Attributes:
        items: for the scene, from back to front.
    """

    def __init__(self) -> None:
        casing, line = ScreenPathItem(), ScreenPathItem()
        casing.setPen(screen_pen(CASING, 4.5, alpha=0.65))
        line.setPen(screen_pen(ANNOTATION, 2.0))
        line.setBrush(QBrush(faded(ANNOTATION, 0.12)))
        self.items = (casing, line)

    def show(self, tool: DrawingTool | None) -> None:
        """Show what a tool holds; None shows nothing."""
        path = QPainterPath()
        # The tip of a brush lies over what it has painted; together they are one area.
        path.setFillRule(Qt.FillRule.WindingFill)
        for corners in () if tool is None else tool.preview:
            if len(corners) > 1:
                path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
                path.closeSubpath()
        for item in self.items:
            item.setPath(path)
