"""Many long lines over the image as one item that Qt keeps as a picture.

Stroking smooth lines across a large window costs more than everything else on the canvas together. The
outlines and relations change seldom, so they are stroked once per zoom and then only copied while heat, hover
and selection change.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmapCache
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

ITEM_CACHE_KIB = 128 * 1024
"""Room for the window-sized pictures of cached items on a 4K screen; Qt's default of 10 MiB holds none
of them, and would silently draw everything anew in every frame."""

Stroke = tuple[QPainterPath, QPen]


def make_room_for_cached_items() -> None:
    """Raise Qt's limit for cached pictures, once per program; never lowers it."""
    QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), ITEM_CACHE_KIB))


class LinesItem(QGraphicsItem):
    """Strokes several paths in order.

    Its ``paint`` is called when the strokes or the zoom change, not per frame.

    Attributes:
        paint_count: how often the lines were stroked.
    """

    def __init__(self) -> None:
        super().__init__()
        make_room_for_cached_items()
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._strokes: tuple[Stroke, ...] = ()
        self._rect = QRectF()
        self.paint_count = 0

    def set_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Replace the lines."""
        rect = QRectF()
        for path, _ in strokes:
            rect = rect.united(path.boundingRect())
        self.prepareGeometryChange()
        self._strokes = tuple(strokes)
        # Pens have widths in screen pixels; at the smallest zoom a few of them are many image pixels.
        margin = max(rect.width(), rect.height()) * 0.02
        self._rect = rect.adjusted(-margin, -margin, margin, margin)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        self.paint_count += 1
        for path, pen in self._strokes:
            painter.setPen(pen)
            painter.drawPath(path)
