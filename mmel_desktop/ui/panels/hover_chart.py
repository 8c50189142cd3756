"""What small charts do under the pointer: one part is lit, and a tooltip says what it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mmel_desktop.ui.plain_tip import plain_tip


class HoverChart(QWidget):
    """A drawing in parts that are numbered from 0. Subclasses draw, and say where their parts are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered: int | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def part_at(self, position: QPointF) -> int | None:
        """The part under a point, in widget pixels; None where there is none."""
        raise NotImplementedError

    def tool_tip_of(self, part: int) -> str:
        """What hovering a part says; plain text."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            part = self.part_at(QPointF(event.pos()))
            if part is not None:
                QToolTip.showText(event.globalPos(), plain_tip(self.tool_tip_of(part)), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self.part_at(event.position())
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()
