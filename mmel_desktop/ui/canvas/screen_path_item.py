"""Paths whose lines are as wide on a dense screen as on any other."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget


class ScreenPathItem(QGraphicsPathItem):
    """A path whose cosmetic pen counts in device-independent pixels.

    Qt takes the width of a cosmetic pen for pixels of the device: at a scale of 200 % lines would be half as
    wide as everything else, and hard to see.
    """

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setPen(dense_pen(self.pen(), painter.device().devicePixelRatioF()))
        painter.setBrush(self.brush())
        painter.drawPath(self.path())


def dense_pen(pen: QPen, device_pixel_ratio: float) -> QPen:
    """A pen for a device: cosmetic pens grow with its density, dashes with them."""
    if not pen.isCosmetic() or device_pixel_ratio == 1.0:
        return pen
    result = QPen(pen)
    result.setWidthF(pen.widthF() * device_pixel_ratio)
    return result
