"""Peeking at the bare image while a key is held, wherever the keyboard is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication

from mmel_desktop.ui.canvas.image_canvas import ImageCanvas

_ENDING = (QEvent.Type.MouseButtonPress, QEvent.Type.ApplicationDeactivate)


class Peeking(QObject):
    """Shows the bare image from the press of the command's key to its release.

    A shortcut tells of its press only, so the release is looked for among the application's events, and only
    while it is awaited. Chosen in a menu, the bare image stays until the next key or click.

    Args:
        action: the command; its keys count.
        canvases: gives those to show bare.
        parent: Qt owner.
    """

    def __init__(
        self, action: QAction, canvases: Callable[[], Iterable[ImageCanvas]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._action = action
        self._canvases = canvases
        self._peeking = False
        action.setAutoRepeat(False)

    @Slot()
    def begin(self) -> None:
        """Show the bare image."""
        application = QApplication.instance()
        if not self._peeking and application is not None:
            self._peeking = True
            application.installEventFilter(self)
            self._show(True)

    @Slot()
    def end(self) -> None:
        """Show the map again."""
        application = QApplication.instance()
        if self._peeking and application is not None:
            self._peeking = False
            application.removeEventFilter(self)
            self._show(False)

    def _show(self, peeking: bool) -> None:
        for canvas in self._canvases():
            canvas.set_peeking(peeking)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        released = event.type() == QEvent.Type.KeyRelease and self._is_own(event)
        another = event.type() == QEvent.Type.KeyPress and not self._is_own(event)
        if released or another or event.type() in _ENDING:
            self.end()
        return False

    def _is_own(self, event: QEvent) -> bool:
        """Whether a key event is about the command's own key; repeats of a held key are neither."""
        assert isinstance(event, QKeyEvent)
        if event.isAutoRepeat():
            return event.type() == QEvent.Type.KeyPress
        first = (sequence[0] for sequence in self._action.shortcuts() if sequence.count())  # type: ignore[index]  # missing from the stubs
        keys = [combination.key() for combination in first]
        return Qt.Key(event.key()) in keys
