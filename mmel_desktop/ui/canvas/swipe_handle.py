"""The line between the two sides of a swipe comparison."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from mmel_desktop.ui.canvas.overlay_style import CASING, LINE, SELECTION, faded
from mmel_desktop.ui.translation import tr

WIDTH_PX = 24
KNOB_RADIUS_PX = 11.0
KEY_STEP = 0.02


class SwipeHandle(QWidget):
    """Drag it, or move it with the arrow keys.

    Attributes:
        moved: where it was moved to, as a part of the width, 0..1.
    """

    moved = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.position = 0.5
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Divider of the comparison"))
        self.setToolTip(tr("Drag, or press the arrow keys, to uncover one side or the other."))

    def place(self, x_px: int, height_px: int) -> None:
        """Stand with the line at a place of the parent."""
        self.setGeometry(x_px - WIDTH_PX // 2, 0, WIDTH_PX, height_px)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            x = self.mapToParent(event.position()).x()
            self._move_to(x / max(self._parent.width(), 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -KEY_STEP, Qt.Key.Key_Right: KEY_STEP}.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
            return
        self._move_to(self.position + step)

    def _move_to(self, position: float) -> None:
        position = min(max(position, 0.0), 1.0)
        if position != self.position:
            self.position = position
            self.moved.emit(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, height = self.width() / 2, self.height()
        painter.setPen(QPen(faded(CASING, 0.7), 4.0))
        painter.drawLine(QPointF(middle, 0), QPointF(middle, height))
        colour = SELECTION if self.hasFocus() else LINE
        painter.setPen(QPen(colour, 2.0))
        painter.drawLine(QPointF(middle, 0), QPointF(middle, height))
        painter.setBrush(faded(CASING, 0.9))
        knob = QRectF(0, 0, 2 * KNOB_RADIUS_PX, 2 * KNOB_RADIUS_PX)
        knob.moveCenter(QPointF(middle, height / 2))
        painter.drawEllipse(knob)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for side in (-1, 1):
            tip = QPointF(middle + side * 7.0, height / 2)
            base = middle + side * 3.0
            painter.drawPolygon(
                QPolygonF([tip, QPointF(base, height / 2 - 4), QPointF(base, height / 2 + 4)])
            )
