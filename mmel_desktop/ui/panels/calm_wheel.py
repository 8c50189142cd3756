"""The wheel scrolls a panel; it changes a value in it only where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class CalmWheel(QObject):
    """Passes the wheel on from a slider or choice that does not have the keyboard.

    Otherwise scrolling through a panel changes whatever comes under the pointer on the way.

    Args:
        widget: the slider or choice; becomes the owner.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        # By Tab and by click, but not by the wheel.
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not self._widget.hasFocus():
            event.ignore()  # so that Qt asks the parent, in the end the panel that scrolls
            return True
        return False
