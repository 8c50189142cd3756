"""A small bar chart, drawn in the style of the workbench; every bar can be clicked or reached by keyboard."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mmel_desktop.ui.panels.dashboard_figures import Bar, Chart
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.theme import SPACE_HALF_PX, SPACE_PX, small_font, theme_colours, verdict_colour
from mmel_desktop.ui.translation import tr

ROW_PX = 24
UPRIGHT_HEIGHT_PX = 132
LEAST_LABEL_SHARE, LARGEST_LABEL_SHARE = 0.5, 0.6
"""Of the width, for the labels beside the bars: as much as the longest one needs, within these."""
CORNER_PX = 3.0
_FORWARD = (Qt.Key.Key_Down, Qt.Key.Key_Right)
_BACKWARD = (Qt.Key.Key_Up, Qt.Key.Key_Left)
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class BarChart(QWidget):
    """Bars of one chart; arrows walk over them, Enter or a click chooses.

    Attributes:
        bar_chosen: a ``Bar``.
    """

    bar_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = Chart("", "", ())
        self._current = -1
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: Chart) -> None:
        """Show other figures; the current bar stays the one with the same label."""
        label = self._chart.bars[self._current].label if 0 <= self._current < len(self._chart.bars) else ""
        self._chart = chart
        labels = [bar.label for bar in chart.bars]
        self._current = labels.index(label) if label in labels else -1
        self._hovered = -1
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(", ".join(f"{bar.label}: {bar.count}" for bar in chart.bars))
        self.updateGeometry()
        self.update()

    @property
    def current(self) -> Bar | None:
        """The bar the keyboard is on."""
        return self._chart.bars[self._current] if 0 <= self._current < len(self._chart.bars) else None

    def sizeHint(self) -> QSize:
        height = UPRIGHT_HEIGHT_PX if self._chart.upright else ROW_PX * len(self._chart.bars)
        return QSize(280, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    # ------------------------------------------------------------------------------ drawing

    def bar_rect(self, index: int) -> QRectF:
        """The area that belongs to a bar: its whole row or column."""
        count = max(len(self._chart.bars), 1)
        if self._chart.upright:
            width = self.width() / count
            return QRectF(index * width, 0, width, self.height())
        return QRectF(0, index * ROW_PX, self.width(), ROW_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font())
        largest = max((bar.count for bar in self._chart.bars), default=0) or 1
        for index, bar in enumerate(self._chart.bars):
            area = self.bar_rect(index)
            self._paint_area(painter, index, area)
            if self._chart.upright:
                self._paint_upright(painter, index, bar, area, bar.count / largest)
            else:
                self._paint_lying(painter, bar, area, bar.count / largest)
        painter.end()

    def _paint_area(self, painter: QPainter, index: int, area: QRectF) -> None:
        colours = theme_colours()
        focused = index == self._current and self.hasFocus()
        if not focused and index != self._hovered:
            return
        painter.setPen(QPen(QColor(colours.accent), 1.5) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.surface_raised))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), CORNER_PX, CORNER_PX)

    def _label_width(self, area: QRectF) -> float:
        metrics = QFontMetrics(small_font())
        longest = max((metrics.horizontalAdvance(bar.label) for bar in self._chart.bars), default=0)
        least, largest = LEAST_LABEL_SHARE * area.width(), LARGEST_LABEL_SHARE * area.width()
        return min(max(float(longest + SPACE_PX), least), largest)

    def _paint_lying(self, painter: QPainter, bar: Bar, area: QRectF, share: float) -> None:
        colours, metrics = theme_colours(), QFontMetrics(small_font())
        label = QRectF(area.left() + SPACE_HALF_PX, area.top(), self._label_width(area), area.height())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colours.text if bar.count else colours.text_muted))
        text = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, int(label.width()))
        painter.drawText(label, Qt.AlignmentFlag.AlignLeft | middle, text)
        number_width = metrics.horizontalAdvance("00000")
        room = area.right() - label.right() - number_width - SPACE_PX
        length = max(room * share, 2.0) if bar.count else 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_bar_colour(bar)))
        block = QRectF(label.right() + SPACE_HALF_PX, area.center().y() - 5, length, 10)
        painter.drawRoundedRect(block, CORNER_PX, CORNER_PX)
        painter.setPen(QColor(colours.text_muted))
        number = QRectF(block.right() + SPACE_HALF_PX + 2, area.top(), number_width, area.height())
        painter.drawText(number, Qt.AlignmentFlag.AlignLeft | middle, str(bar.count))

    def _paint_upright(self, painter: QPainter, index: int, bar: Bar, area: QRectF, share: float) -> None:
        colours, line = theme_colours(), QFontMetrics(small_font()).height()
        foot = area.bottom() - line - SPACE_HALF_PX
        height = max((foot - area.top() - line - SPACE_HALF_PX) * share, 2.0) if bar.count else 0.0
        block = QRectF(area.left() + 3, foot - height, area.width() - 6, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_bar_colour(bar)))
        painter.drawRoundedRect(block, CORNER_PX, CORNER_PX)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(QPointF(area.left(), foot + 0.5), QPointF(area.right(), foot + 0.5))
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        if bar.count:
            painter.setPen(QColor(colours.text))
            number = QRectF(area.left(), block.top() - line - 1, area.width(), line)
            painter.drawText(number, centre, str(bar.count))
        painter.setPen(QColor(colours.text_muted))
        step = self._labelled_step(area.width())
        if index % step == 0:
            edges = QRectF(area.left(), foot + SPACE_HALF_PX, area.width() * step, line)
            painter.drawText(edges, Qt.AlignmentFlag.AlignLeft, _lower_edge(bar))

    def _labelled_step(self, column_px: float) -> int:
        """Every how many columns there is room for the lower edge of its range."""
        metrics = QFontMetrics(small_font())
        widest = max((metrics.horizontalAdvance(_lower_edge(bar)) for bar in self._chart.bars), default=0)
        return max(ceil((widest + SPACE_PX) / max(column_px, 1.0)), 1)

    # ------------------------------------------------------------------------------ pointer and keys

    def bar_at(self, position: QPointF) -> int:
        """Index of the bar under a point; -1 for none."""
        bars = range(len(self._chart.bars))
        return next((index for index in bars if self.bar_rect(index).contains(position)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self.bar_at(event.position())
        if hovered != self._hovered:
            self._hovered = hovered
            cursor = Qt.CursorShape.PointingHandCursor if hovered >= 0 else Qt.CursorShape.ArrowCursor
            self.setCursor(cursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.bar_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self._current = index
            self.update()
            self.bar_chosen.emit(self._chart.bars[index])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self._chart.bars)
        step = 1 if event.key() in _FORWARD else -1 if event.key() in _BACKWARD else 0
        if step and count:
            self._current = min(max(self._current + step, 0), count - 1)
            bar = self._chart.bars[self._current]
            self.setAccessibleDescription(f"{bar.label}: {bar.count}")
            self.update()
        elif event.key() in _PRESS and self.current is not None:
            self.bar_chosen.emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._current < 0 and self._chart.bars:
            self._current = 0
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.bar_at(QPointF(event.pos()))
            if index >= 0:
                bar = self._chart.bars[index]
                lines = [f"{bar.label}: {bar.count}", bar.help, tr("Click to see these images.")]
                QToolTip.showText(event.globalPos(), plain_tip("\n".join(filter(None, lines))), self)
            return True
        return super().event(event)


def _lower_edge(bar: Bar) -> str:
    return bar.label.split(" – ")[0]


def _bar_colour(bar: Bar) -> str:
    if bar.look:
        return verdict_colour(bar.look)
    return theme_colours().evidence
