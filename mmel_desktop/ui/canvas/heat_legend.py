"""The colour bar that says what the colours of the heat mean."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from mmel_desktop.core.heatmap import colour_position, colour_table
from mmel_desktop.ui.canvas.heat_layer import opaque_rgba, pixmap_from_rgba
from mmel_desktop.ui.canvas.overlay_style import CHIP_BACKGROUND, CHIP_TEXT, faded
from mmel_desktop.ui.theme import small_font
from mmel_desktop.ui.translation import tr

BAR_WIDTH_PX = 176
BAR_HEIGHT_PX = 10
MARGIN_PX = 10


class HeatLegend(QWidget):
    """Caption, colour bar, its end values and a mark at the threshold, below which colours are faded."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Legend of the heat layer"))
        self._caption = ""
        self._colour_map = "inferno"
        self._threshold = 0.0
        self._diverging = False
        self._figures = ""
        self.resize(self.sizeHint())
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(BAR_WIDTH_PX + 2 * MARGIN_PX, 78)

    def show_scale(
        self,
        caption: str,
        colour_map: str,
        threshold: float,
        *,
        diverging: bool,
        full_scale: float | None = None,
    ) -> None:
        """Describe the shown heat.

        Args:
            caption: what the values are.
            colour_map: name of the colour map.
            threshold: magnitude below which nothing is painted.
            diverging: the scale runs from -1 to 1 instead of 0 to 1.
            full_scale: what 1 stands for, in cosine units per patch; None when it is not known.
        """
        self._caption, self._colour_map = caption, colour_map
        self._threshold, self._diverging = threshold, diverging
        self._figures = legend_figures(threshold, full_scale)
        low = "-1" if diverging else "0"
        self.setAccessibleDescription(
            tr("{caption}, from {low} to 1, painted from {threshold:.2f} on").format(
                caption=caption, low=low, threshold=threshold
            )
        )
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(CHIP_BACKGROUND)
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setFont(small_font())
        painter.setPen(CHIP_TEXT)
        painter.drawText(
            QRectF(MARGIN_PX, 6, BAR_WIDTH_PX, 16),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self._caption,
        )
        bar = QRectF(MARGIN_PX, 26, BAR_WIDTH_PX, BAR_HEIGHT_PX)
        table = colour_table(self._colour_map)[None, :, :]
        painter.drawPixmap(bar.toRect(), pixmap_from_rgba(opaque_rgba(table)))
        self._fade_unpainted(painter, bar)
        painter.setPen(faded(CHIP_TEXT, 0.75))
        # Colours follow the square root, so a quarter stands in the middle.
        middle = "0" if self._diverging else ".25"
        ticks = ((0.0, "−1" if self._diverging else "0"), (0.5, middle), (1.0, "1"))
        for position, text in ticks:
            self._draw_tick(painter, bar, position, text)

        painter.setPen(faded(CHIP_TEXT, 0.75))
        painter.drawText(
            QRectF(MARGIN_PX, 57, BAR_WIDTH_PX, 16),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self._figures,
        )

    def _fade_unpainted(self, painter: QPainter, bar: QRectF) -> None:
        if self._threshold <= 0:
            return
        place = float(colour_position(np.array(self._threshold)))
        if self._diverging:
            half = bar.width() * place / 2
            unpainted = QRectF(bar.center().x() - half, bar.top(), 2 * half, bar.height())
            marks: tuple[float, ...] = (unpainted.left(), unpainted.right())
        else:
            unpainted = QRectF(bar.left(), bar.top(), bar.width() * place, bar.height())
            marks = (unpainted.right(),)
        painter.fillRect(unpainted, faded(CHIP_BACKGROUND, 0.72))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(CHIP_TEXT)
        for x in marks:
            top = bar.bottom() + 1
            painter.drawPolygon(
                QPolygonF([QPointF(x, top), QPointF(x - 4, top + 6), QPointF(x + 4, top + 6)])
            )
            painter.fillRect(QRectF(x - 0.5, bar.top(), 1.0, bar.height()), CHIP_TEXT)

    def _draw_tick(self, painter: QPainter, bar: QRectF, position: float, text: str) -> None:
        # The figures of a legend stand under the ends of its bar, the middle one under the middle.
        width = 40.0
        x = bar.left() + position * bar.width()
        left = {0.0: x, 0.5: x - width / 2, 1.0: x - width}[position]
        alignment = {
            0.0: Qt.AlignmentFlag.AlignLeft,
            0.5: Qt.AlignmentFlag.AlignHCenter,
            1.0: Qt.AlignmentFlag.AlignRight,
        }[position]
        painter.setPen(QPen(faded(CHIP_TEXT, 0.75)))
        painter.drawText(QRectF(left, bar.bottom() + 7, width, 14), alignment, text)


def legend_figures(threshold: float, full_scale: float | None) -> str:
    """From where on heat is painted, and what a value of 1 stands for: ``from .15 · 1 = .0123 cosine``."""
    parts = []
    if threshold > 0:
        parts.append(tr("from {value}").format(value=f"{threshold:.2f}".removeprefix("0")))
    if full_scale is not None:
        parts.append(tr("1 = {value} cosine").format(value=f"{full_scale:.4f}".removeprefix("0")))
    return " · ".join(parts)
