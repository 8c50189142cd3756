"""Short texts that float over the canvas: the banner, the trust badge and the name under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from mmel_desktop.ui.canvas.overlay_style import CHIP_BACKGROUND, CHIP_TEXT

POINTER_OFFSET_PX = QPoint(16, 18)


class FloatingLabel(QLabel):
    """A rounded dark label; readable on any image, so it looks the same in both themes."""

    def __init__(self, parent: QWidget, *, lets_pointer_through: bool = True) -> None:
        super().__init__(parent)
        self._parent = parent
        self._border: QColor | None = None
        self.setContentsMargins(10, 5, 10, 5)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, lets_pointer_through)
        self.setTextFormat(Qt.TextFormat.PlainText)
        # The application's style sheet would colour the text for the theme's own planes.
        self.setStyleSheet(f"color: {CHIP_TEXT.name()};")
        self.hide()

    def show_text(self, text: str, *, border: str | None = None, widest_px: int = 0) -> None:
        """Show a text, or hide when it is empty.

        Args:
            text: plain text.
            border: colour of the frame; none when it only informs.
            widest_px: break lines beyond this width; 0 for one line.
        """
        self._border = QColor(border) if border else None
        self.setText(text)
        self.setWordWrap(False)
        self.setMinimumSize(0, 0)
        self.setMaximumSize(QSize(16777215, 16777215))
        size = self.sizeHint()
        if widest_px and size.width() > widest_px:
            self.setWordWrap(True)
            size = QSize(widest_px, self.heightForWidth(widest_px))
        self.resize(size)
        self.setVisible(bool(text))
        self.update()

    def stand_on(self, parent: QWidget) -> None:
        """Become part of another widget, on top of what it holds."""
        if parent is not self._parent:
            self._parent = parent
            self.setParent(parent)

    def place_at_pointer(self, position: QPoint) -> None:
        """Stand beside the pointer without leaving the parent."""
        parent = self._parent
        x = position.x() + POINTER_OFFSET_PX.x()
        y = position.y() + POINTER_OFFSET_PX.y()
        if x + self.width() > parent.width():
            x = position.x() - self.width() - 8
        if y + self.height() > parent.height():
            y = position.y() - self.height() - 8
        self.move(max(x, 0), max(y, 0))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(CHIP_BACKGROUND)
        painter.setPen(QPen(self._border, 1.5) if self._border else QPen(Qt.PenStyle.NoPen))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()
        super().paintEvent(event)
