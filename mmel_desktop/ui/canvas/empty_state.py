"""What the canvas says while there is no image."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from mmel_desktop.core.source_image import ACCEPTED_FORMATS
from mmel_desktop.ui.theme import SPACE_DOUBLE_PX, SPACE_PX, theme_colours
from mmel_desktop.ui.translation import tr


class EmptyState(QWidget):
    """An invitation in the middle of the canvas.

    Attributes:
        open_requested: the button was pressed.
    """

    open_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX)
        column.setSpacing(SPACE_PX)
        column.addWidget(_Picture(self), 0, Qt.AlignmentFlag.AlignHCenter)
        self.title = QLabel(tr("Open images or drop them here"), self)
        self.title.setProperty("role", "heading")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addSpacing(SPACE_PX)
        column.addWidget(self.title)
        formats = QLabel(
            tr("{formats} or {last_format}, or a whole folder").format(
                formats=", ".join(ACCEPTED_FORMATS[:-1]), last_format=ACCEPTED_FORMATS[-1]
            ),
            self,
        )
        formats.setProperty("role", "muted")
        formats.setAlignment(Qt.AlignmentFlag.AlignCenter)
        formats.setWordWrap(True)
        column.addWidget(formats)
        column.addSpacing(SPACE_PX)
        self.button = QPushButton(tr("Open images…"), self)
        self.button.setProperty("role", "primary")
        self.button.clicked.connect(self.open_requested)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)

    def sizeHint(self) -> QSize:
        return QSize(360, 250)


class _Picture(QWidget):
    """A line drawing of a picture with one warm region, in the theme's colours."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(84, 64)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        clip = QPainterPath()
        clip.addRoundedRect(frame, 7, 7)
        painter.setClipPath(clip)
        for radius, alpha in ((24.0, 45), (16.0, 80), (8.0, 150)):
            warm = QColor(colours.evidence)
            warm.setAlpha(alpha)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(warm)
            painter.drawEllipse(frame.center() + (frame.topRight() - frame.center()) * 0.35, radius, radius)
        hills = QPainterPath()
        hills.moveTo(frame.left(), frame.bottom() - 12)
        hills.lineTo(frame.left() + 22, frame.bottom() - 30)
        hills.lineTo(frame.left() + 40, frame.bottom() - 12)
        hills.lineTo(frame.left() + 54, frame.bottom() - 22)
        hills.lineTo(frame.right(), frame.bottom() - 6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.text_muted), 1.8))
        painter.drawPath(hills)
        painter.setClipping(False)
        painter.drawRoundedRect(frame, 7, 7)
