"""A small picture of the whole image that shows which part of it is on the screen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from mmel_desktop.ui.canvas.overlay_style import CASING, CHIP_BACKGROUND, SELECTION, faded
from mmel_desktop.ui.translation import tr

LONGER_SIDE_PX = 148
FRAME_PX = 4


class Minimap(QWidget):
    """Overview; click or drag to move the view.

    Attributes:
        moved_to: the analyst pointed at a place, in image pixels.
    """

    moved_to = Signal(QPointF)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = self._thumbnail = QPixmap()
        self._size = QSize()
        self._scale = 1.0
        self._visible_px = QRectF()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("Click or drag to move the view over the image."))
        self.setAccessibleName(tr("Overview of the image"))
        self.hide()

    def show_image(self, pixmap: QPixmap, full_size: QSize) -> None:
        """Take the image, drawn at any size, and how large it is; a null pixmap leaves nothing to show."""
        self._image, self._thumbnail = pixmap, QPixmap()
        if pixmap.isNull():
            return
        width, height = full_size.width(), full_size.height()
        self._scale = LONGER_SIDE_PX / max(width, height)
        self._size = QSize(max(round(width * self._scale), 8), max(round(height * self._scale), 8))
        self.resize(self._size + QSize(2 * FRAME_PX, 2 * FRAME_PX))
        self.update()

    def _small_picture(self) -> QPixmap:
        """Made when it is first painted: while the whole image is on the screen nobody sees it."""
        ratio = self.devicePixelRatioF()
        stale = self._thumbnail.isNull() or self._thumbnail.devicePixelRatio() != ratio
        if stale and self.has_image:
            self._thumbnail = self._image.scaled(
                self._size * ratio,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._thumbnail.setDevicePixelRatio(ratio)
        return self._thumbnail

    @property
    def has_image(self) -> bool:
        """True when there is something to show."""
        return not self._image.isNull()

    def show_visible_part(self, visible_px: QRectF) -> None:
        """Frame the part of the image that is on the screen, in image pixels."""
        if visible_px != self._visible_px:
            self._visible_px = QRectF(visible_px)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._point_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _point_at(self, position: QPointF) -> None:
        self.moved_to.emit((position - QPointF(FRAME_PX, FRAME_PX)) / self._scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(CHIP_BACKGROUND)
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        painter.drawPixmap(QPointF(FRAME_PX, FRAME_PX), self._small_picture())
        picture = QRectF(self.rect()).adjusted(FRAME_PX, FRAME_PX, -FRAME_PX, -FRAME_PX)
        visible = QRectF(self._visible_px.topLeft() * self._scale, self._visible_px.size() * self._scale)
        visible = visible.translated(FRAME_PX, FRAME_PX).intersected(picture)
        for outside in (
            QRectF(picture.topLeft(), QPointF(picture.right(), visible.top())),
            QRectF(QPointF(picture.left(), visible.bottom()), picture.bottomRight()),
            QRectF(QPointF(picture.left(), visible.top()), visible.bottomLeft()),
            QRectF(visible.topRight(), QPointF(picture.right(), visible.bottom())),
        ):
            painter.fillRect(outside, faded(CASING, 0.55))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(SELECTION, 1.5))
        painter.drawRect(visible)
