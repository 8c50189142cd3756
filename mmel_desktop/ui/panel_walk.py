"""F6: the focus goes from panel to panel, in the order in which they stand on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

from mmel_desktop.ui.main_window import MainWindow
from mmel_desktop.ui.tab_walk import is_in_front


def focus_next_panel(window: MainWindow, step: int) -> None:
    """Give the focus to the next panel that is on the screen.

    Args:
        window: whose panels are meant.
        step: 1 forwards, -1 backwards.
    """
    panels = [panel for panel in _panels(window) if _first_field(panel) is not None]
    if not panels:
        return
    focus = QApplication.focusWidget()
    at = -1 if step > 0 else 0
    for number, panel in enumerate(panels):
        if focus is not None and (panel is focus or panel.isAncestorOf(focus)):
            at = number
    field = _first_field(panels[(at + step) % len(panels)])
    if field is not None:
        field.setFocus(Qt.FocusReason.TabFocusReason)


def _panels(window: MainWindow) -> Iterator[QWidget]:
    """Gallery side, canvas, verdicts, then the panels on the right from top to bottom, then the messages."""
    if window.welcome.isVisible():
        yield window.welcome
        return
    docks = [dock for dock in window.docks.values() if is_in_front(dock)]
    left = window.canvas.mapTo(window, window.canvas.rect().topLeft()).x()
    for dock in docks:
        if dock.mapTo(window, dock.rect().topLeft()).x() < left:
            yield dock
    yield window.canvas
    yield window.verdict_bar
    right = [dock for dock in docks if dock.mapTo(window, dock.rect().topLeft()).x() >= left]
    yield from sorted(right, key=lambda dock: dock.mapTo(window, dock.rect().topLeft()).y())
    yield window.jobs_bar


def _first_field(panel: QWidget) -> QWidget | None:
    """Where the focus goes in a panel: its list if it has one, else its first field; None without any."""
    if panel.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return panel
    fields = [
        child
        for child in panel.findChildren(QWidget)
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    lists = [field for field in fields if isinstance(field, QAbstractItemView)]
    # An area that merely scrolls shows no focus; whoever lands there would be lost.
    others = [field for field in fields if not isinstance(field, QScrollArea)]
    return next(iter((*lists, *others, *fields)), None)
