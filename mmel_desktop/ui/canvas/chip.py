"""Small text marks that keep their size on the screen: call-out numbers and the strengths of relations."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPixmapItem

PADDING_PX = 5.0


def chip_pixmap(
    text: str,
    *,
    background: QColor,
    foreground: QColor,
    font: QFont,
    device_pixel_ratio: float,
    border: QColor | None = None,
) -> QPixmap:
    """A rounded label as a pixmap.

    A pixmap instead of a painted item: Qt then draws it without calling into Python.
    """
    metrics = QFontMetricsF(font)
    height = metrics.height() + 3.0
    width = max(metrics.horizontalAdvance(text) + 2 * PADDING_PX, height)
    pixmap = QPixmap(round(width * device_pixel_ratio), round(height * device_pixel_ratio))
    pixmap.setDevicePixelRatio(device_pixel_ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(background)
    painter.setPen(QPen(border, 1.5) if border else QPen(Qt.PenStyle.NoPen))
    frame = QRectF(0, 0, width, height).adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
    painter.setPen(foreground)
    painter.setFont(font)
    painter.drawText(QRectF(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return pixmap


def chip_item(pixmap: QPixmap, anchor: QPointF) -> QGraphicsPixmapItem:
    """An item that stays centred on a scene point at every zoom."""
    item = QGraphicsPixmapItem(pixmap)
    item.setFlag(QGraphicsPixmapItem.GraphicsItemFlag.ItemIgnoresTransformations)
    item.setShapeMode(QGraphicsPixmapItem.ShapeMode.BoundingRectShape)
    item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
    size = pixmap.deviceIndependentSize()
    item.setOffset(-size.width() / 2, -size.height() / 2)
    item.setPos(anchor)
    return item


def remove_item(item: QGraphicsItem) -> None:
    """Take an item out of its scene and its group, so that Python may free it."""
    scene = item.scene()
    if scene is not None:
        scene.removeItem(item)
