"""An analyst without a mouse: every key goes to whatever has the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench


class Keyboard:
    """Presses keys in an active window.

    Args:
        qtbot: waits until the window is active, since shortcuts work in no other.
        workbench: whose window it is.
    """

    def __init__(self, qtbot: QtBot, workbench: Workbench) -> None:
        self._window = workbench.window
        self._window.activateWindow()
        qtbot.waitUntil(self._window.isActiveWindow, timeout=60_000)

    @property
    def focus(self) -> QWidget:
        """What gets the next key."""
        return QApplication.focusWidget() or self._window

    def is_on(self, widget: QWidget | None) -> bool:
        """True when this widget gets the next key."""
        return widget is not None and self.focus is widget

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        """Press a key."""
        for _ in range(times):
            QTest.keyClick(self.focus, key, modifier)

    def write(self, text: str) -> None:
        """Type a text."""
        QTest.keyClicks(self.focus, text)
