"""The size of the window and the places of its panels, as they were left: kept soon after each change."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QSettings, QSize, QTimer, Slot
from PySide6.QtWidgets import QMainWindow

from mmel_desktop.ui.dock_area import LAYOUT_VERSION, DockArea

PAUSE_MS = 1000
"""Dragging a border changes sizes many times a second; they are written once it rests."""
RESTORED_SHARE = 0.85
FRAME_HEIGHT_PX = 40
"""What a desktop may put around a window; it is not known before the window is shown."""
GEOMETRY, DOCKS = "window/geometry", "window/docks"


class KeptLayout(QObject):
    """Keeps the layout, also for a program that is ended without being closed.

    Args:
        window: whose size and place are kept; owns this object.
        docks: the panels around its canvas.
        settings: where they are kept.
    """

    def __init__(self, window: QMainWindow, docks: DockArea, settings: QSettings) -> None:
        super().__init__(window)
        self._window, self._docks, self._settings = window, docks, settings
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save)
        docks.rearranged.connect(self.keep_soon)

    @property
    def was_kept(self) -> bool:
        """True when the window was left in some place before."""
        return isinstance(self._settings.value(GEOMETRY), QByteArray)

    def restore(self) -> bool:
        """Put everything where it was left; True when that was known of the panels."""
        geometry, state = self._settings.value(GEOMETRY), self._settings.value(DOCKS)
        if isinstance(geometry, QByteArray):
            self._window.restoreGeometry(geometry)
        return isinstance(state, QByteArray) and self._docks.restore_places(state)

    def appear(self) -> None:
        """Show the window: as it was left, else as large as suits, or on the whole of a smaller screen."""
        window = self._window
        wanted = window.size() + QSize(0, FRAME_HEIGHT_PX)
        room = QSize() if self.was_kept else window.screen().availableSize()
        if not self.was_kept and wanted.boundedTo(room) != wanted:
            window.resize(window.size().boundedTo(room * RESTORED_SHARE))  # what it becomes when restored
            window.showMaximized()
        else:
            window.show()

    @Slot()
    def keep_soon(self) -> None:
        """Something was moved or resized."""
        if self._window.isVisible():
            self._pause.start()

    @Slot()
    def save(self) -> None:
        """Keep it now."""
        self._pause.stop()
        self._settings.setValue(GEOMETRY, self._window.saveGeometry())
        if self._docks.isVisible():  # without a session they have no size
            self._settings.setValue(DOCKS, self._docks.saveState(LAYOUT_VERSION))
