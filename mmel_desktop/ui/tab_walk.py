"""Tab: the focus goes from field to field, and never to one that cannot be seen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def next_field(start: QWidget, docks: Iterable[QWidget], *, forward: bool) -> QWidget | None:
    """The field that Tab leads to; None when there is no other.

    A dock behind another one's tab counts as visible to Qt, only far outside of the window; Tab would lead
    into it, and the focus be lost to the eye.

    Args:
        start: has the focus now.
        docks: the panels; those behind others are passed over.
        forward: False for Shift+Tab.
    """
    hidden = [dock for dock in docks if not is_in_front(dock)]
    field = start.nextInFocusChain() if forward else start.previousInFocusChain()
    while field is not None and field is not start:
        if _takes_tab(field, start.window()) and not any(dock.isAncestorOf(field) for dock in hidden):
            return field
        field = field.nextInFocusChain() if forward else field.previousInFocusChain()
    return None


def is_in_front(dock: QWidget) -> bool:
    """False for a panel that is closed or stands behind another one's tab."""
    return dock.isVisible() and not dock.visibleRegion().isEmpty()


def _takes_tab(field: QWidget, window: QWidget) -> bool:
    return (
        bool(field.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and field.isEnabled()
        and field.isVisible()
        and field.window() is window
        and field.focusProxy() is None
    )
