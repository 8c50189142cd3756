"""A small bar chart for weights that sum to one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mmel_desktop.ui.panels.hover_chart import HoverChart
from mmel_desktop.ui.theme import small_font, theme_colours

HEIGHT_PX = 84
LABEL_ROW_PX = 18
FIGURE_ROW_PX = 16
GAP_PX = 4
WIDEST_BAR_PX = 36


class WeightBars(HoverChart):
    """Bars with their names below and, where there is room, their values above.

    One stop of the Tab key; the arrow keys move between the bars, Space or Enter presses one.

    Attributes:
        bar_pressed: position of the bar the analyst pressed.
    """

    bar_pressed = Signal(int)

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._names: tuple[str, ...] = ()
        self._values: tuple[float, ...] = ()
        self._tips: tuple[str, ...] = ()
        self._chosen: int | None = None
        self._current = 0

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT_PX)

    def show_weights(self, names: Sequence[str], values: Sequence[float], tips: Sequence[str]) -> None:
        """Replace the bars.

        Args:
            names: short names, drawn below the bars.
            values: weights in [0, 1].
            tips: per bar one sentence; the value is added to it.
        """
        self._names, self._tips = tuple(names), tuple(tips)
        self._values = tuple(float(value) for value in values)
        self._current = min(self._current, max(len(self._values) - 1, 0))
        spoken = (f"{name} {value:.2f}" for name, value in zip(self._names, self._values, strict=True))
        self.setAccessibleDescription(", ".join(spoken))
        self.update()

    def show_chosen(self, position: int | None) -> None:
        """Mark one bar as the one that is shown alone."""
        self._chosen = position
        self.update()

    @property
    def values(self) -> tuple[float, ...]:
        """The weights that are drawn."""
        return self._values

    def bar_rect(self, position: int) -> QRectF:
        """The full column of a bar, in widget pixels."""
        width = self.width() / max(len(self._values), 1)
        return QRectF(position * width, 0, width, self.height())

    def tool_tip_of(self, part: int) -> str:
        """What hovering a bar says."""
        return f"{self._names[part]}: {self._values[part]:.3f}\n{self._tips[part]}"

    def part_at(self, position: QPointF) -> int | None:
        if not self._values:
            return None
        bar = int(position.x() / (self.width() / len(self._values)))
        return bar if 0 <= bar < len(self._values) else None

    # ---------------------------------------------------------------- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        bar = self.part_at(event.position())
        if bar is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = bar
            self.bar_pressed.emit(bar)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._values:
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self._current = min(max(self._current + step, 0), len(self._values) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._values:
            self.bar_pressed.emit(self._current)
        else:
            event.ignore()

    # ---------------------------------------------------------------- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._values:
            return
        colours = theme_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font())
        room = self.height() - LABEL_ROW_PX - FIGURE_ROW_PX
        largest = max(*self._values, 1e-9) if len(self._values) > 1 else max(self._values[0], 1e-9)
        for position, value in enumerate(self._values):
            column = self.bar_rect(position).adjusted(GAP_PX / 2, 0, -GAP_PX / 2, 0)
            spare = max(column.width() - WIDEST_BAR_PX, 0.0) / 2
            bottom = FIGURE_ROW_PX + room
            height = max(value / largest * room, 1.5)
            is_strong = position in (self._chosen, self._hovered) or self._chosen is None
            bar = QColor(colours.evidence)
            bar.setAlphaF(1.0 if position == self._hovered else 0.85 if is_strong else 0.35)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(bar)
            body = QRectF(column.left() + spare, bottom - height, column.width() - 2 * spare, height)
            painter.drawRoundedRect(body, 2, 2)
            self._draw_texts(painter, position, column, bottom - height)
            if self.hasFocus() and position == self._current:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colours.accent), 1.5))
                painter.drawRoundedRect(column.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def _draw_texts(self, painter: QPainter, position: int, column: QRectF, top: float) -> None:
        colours = theme_colours()
        metrics = painter.fontMetrics()
        centre = Qt.AlignmentFlag.AlignCenter
        figure = f"{self._values[position]:.2f}".removeprefix("0")
        painter.setPen(QColor(colours.text))
        if metrics.horizontalAdvance(figure) <= column.width() + GAP_PX:
            painter.drawText(
                QRectF(
                    column.left() - GAP_PX, top - FIGURE_ROW_PX, column.width() + 2 * GAP_PX, FIGURE_ROW_PX
                ),
                centre,
                figure,
            )
        emphasised = position == self._chosen
        painter.setPen(QColor(colours.accent if emphasised else colours.text_muted))
        name = self._names[position]
        if metrics.horizontalAdvance(name) <= column.width() + GAP_PX:
            below = QRectF(
                column.left() - GAP_PX, self.height() - LABEL_ROW_PX, column.width() + 2 * GAP_PX, 18
            )
            painter.drawText(below, centre, name)
