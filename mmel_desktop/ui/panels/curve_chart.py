"""Two curves over the same share of patches, drawn in the style of the workbench."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from mmel_desktop.core.measured_probes import MeasuredCurves
from mmel_desktop.ui.canvas.probe_layer import score_text
from mmel_desktop.ui.panels.hover_chart import HoverChart
from mmel_desktop.ui.theme import SPACE_PX, small_font, theme_colours
from mmel_desktop.ui.translation import tr

HEIGHT_PX = 148
AXIS_ROW_PX = 18
MARK_PX = 3.0
ROOM_SHARE = 0.08
"""Of the range of the scores, left free above and below."""


class CurveChart(HoverChart):
    """Deletion and insertion of one map. The curves differ in colour, in stroke and in mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: MeasuredCurves | None = None
        self.setAccessibleName(tr("Removal curve"))

    def sizeHint(self) -> QSize:
        return QSize(280, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, HEIGHT_PX)

    def show_curves(self, curves: MeasuredCurves | None) -> None:
        """Show other curves; None shows nothing."""
        self._curves, self._hovered = curves, None
        points = range(len(curves.shares)) if curves is not None else ()
        self.setAccessibleDescription("; ".join(self.tool_tip_of(point) for point in points))
        self.update()

    def tool_tip_of(self, part: int) -> str:
        """What stands at one share, e.g. "30 % of the patches: deletion 0.212, insertion 0.301"."""
        assert self._curves is not None
        return tr("{share} % of the patches: deletion {deletion}, insertion {insertion}").format(
            share=round(100 * self._curves.shares[part]),
            deletion=score_text(self._curves.deletion[part]),
            insertion=score_text(self._curves.insertion[part]),
        )

    def part_at(self, position: QPointF) -> int | None:
        if self._curves is None:
            return None
        plot = self._plot()
        share = min(max((position.x() - plot.left()) / max(plot.width(), 1.0), 0.0), 1.0)
        shares = self._curves.shares
        return min(range(len(shares)), key=lambda point: abs(shares[point] - share))

    # ---------------------------------------------------------------- drawing

    def _plot(self) -> QRectF:
        widest = self.fontMetrics().horizontalAdvance("−0.000")
        return QRectF(self.rect()).adjusted(widest + SPACE_PX, SPACE_PX, -SPACE_PX, -AXIS_ROW_PX)

    def _limits(self, curves: MeasuredCurves) -> tuple[float, float]:
        scores = (*curves.deletion, *curves.insertion)
        low, high = min(scores), max(scores)
        room = max(high - low, 1e-3) * ROOM_SHARE
        return low - room, high + room

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._curves is None:
            return
        colours = theme_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font())
        plot = self._plot()
        self._draw_axes(painter, plot, self._limits(self._curves))
        if self._hovered is not None:
            painter.setPen(QPen(QColor(colours.text_muted), 1.0))
            x = plot.left() + self._curves.shares[self._hovered] * plot.width()
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        self._draw_curve(painter, self._curves.deletion, QColor(colours.accent), dashed=False)
        self._draw_curve(painter, self._curves.insertion, QColor(colours.evidence), dashed=True)

    def _draw_axes(self, painter: QPainter, plot: QRectF, limits: tuple[float, float]) -> None:
        colours = theme_colours()
        painter.setPen(QPen(QColor(colours.border), 1.0))
        painter.drawLine(plot.topLeft(), plot.bottomLeft())
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        painter.setPen(QColor(colours.text_muted))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        label = QRectF(0, 0, plot.left() - SPACE_PX / 2, AXIS_ROW_PX)
        for value, y in ((limits[1], plot.top()), (limits[0], plot.bottom())):
            label.moveTop(y - AXIS_ROW_PX / 2)
            painter.drawText(label, right, score_text(value))
        below = QRectF(plot.left(), plot.bottom(), plot.width(), AXIS_ROW_PX)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "0 %")
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, tr("share of the patches"))
        painter.drawText(below, right, "100 %")

    def _draw_curve(
        self, painter: QPainter, scores: tuple[float, ...], colour: QColor, *, dashed: bool
    ) -> None:
        assert self._curves is not None
        plot, (low, high) = self._plot(), self._limits(self._curves)
        points = [
            QPointF(
                plot.left() + share * plot.width(),
                plot.bottom() - (score - low) / (high - low) * plot.height(),
            )
            for share, score in zip(self._curves.shares, scores, strict=True)
        ]
        pen = QPen(colour, 1.75)
        if dashed:
            pen.setDashPattern([4.0, 2.5])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for point in points:
            if dashed:
                square = QRectF(0, 0, 2 * MARK_PX, 2 * MARK_PX)
                square.moveCenter(point)
                painter.drawRect(square)
            else:
                painter.drawEllipse(point, MARK_PX, MARK_PX)
