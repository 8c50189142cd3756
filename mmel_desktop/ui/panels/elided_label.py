"""A label for texts of any length: it takes the room it gets and cuts its text to it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from mmel_desktop.core.visible_text import on_one_line
from mmel_desktop.ui.plain_tip import plain_tip

LEAST_PX = 40


class ElidedLabel(QLabel):
    """One line. A plain label would make the window as wide as the longest file name that is ever told.

    Args:
        widest_px: how wide it may become.
        parent: Qt owner.
        mode: where a text that does not fit is cut: names in their middle, where they differ least.
    """

    def __init__(
        self,
        widest_px: int = 420,
        parent: QWidget | None = None,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
    ) -> None:
        super().__init__(parent)
        self._widest_px = widest_px
        self._mode = mode
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)

    @property
    def whole_text(self) -> str:
        """The text, uncut."""
        return self._whole

    def show_text(self, text: str) -> None:
        """Show a text; when it is cut, the tooltip tells it whole."""
        text = on_one_line(text)
        if text == self._whole:
            return
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._cut()

    def _cut(self) -> None:
        cut = self.fontMetrics().elidedText(self._whole, self._mode, max(self.width(), 1))
        fits = self.width() >= self._whole_px()
        self.setText(self._whole if fits else cut)
        self.setToolTip("" if fits else plain_tip(self._whole))

    def _whole_px(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._whole)

    def sizeHint(self) -> QSize:
        return QSize(min(self._whole_px() + 2, self._widest_px), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(LEAST_PX, self._whole_px()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()
