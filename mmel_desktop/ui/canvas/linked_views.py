"""Two views of the same picture that always show the same part of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from mmel_desktop.ui.canvas.zoomable_view import ZoomableView


class LinkedViews(QObject):
    """Whichever of the two is zoomed or panned, the other follows at once.

    Args:
        first, second: views of equal size and content; ``first`` leads when both are resized.
        parent: Qt owner.
    """

    def __init__(self, first: ZoomableView, second: ZoomableView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._first, self._second = first, second
        self._following = False
        self.active = False
        first.view_changed.connect(self._first_moved)
        second.view_changed.connect(self._second_moved)

    def activate(self, active: bool) -> None:
        """Begin or end to follow."""
        self.active = active
        self._first_moved()

    @Slot()
    def _first_moved(self) -> None:
        self._follow(self._first, self._second)

    @Slot()
    def _second_moved(self) -> None:
        # While a window is resized the views get their new sizes one after the other.
        if self._second.viewport().size() == self._first.viewport().size():
            self._follow(self._second, self._first)

    def _follow(self, leader: ZoomableView, follower: ZoomableView) -> None:
        if self._following or not self.active:
            return
        self._following = True
        try:
            follower.show_same_part(leader)
        finally:
            self._following = False
