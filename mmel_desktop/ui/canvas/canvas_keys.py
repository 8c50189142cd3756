"""The canvas's own keys: they walk over the regions, as arrows walk in a list.

What a command does is none of them. Its keys stand in the command table, where the analyst may change them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from mmel_desktop.ui.canvas.image_canvas import ImageCanvas

ARROWS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


def selection_key(canvas: ImageCanvas, event: QKeyEvent) -> bool:
    """Walk, select and annotate regions; True when the key means that."""
    key = event.key()
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    direction = ARROWS.get(Qt.Key(key)) if not control else None
    if direction is not None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        canvas.select_neighbour(direction, add=shift)
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return canvas.annotate_selected_region()
    elif key == Qt.Key.Key_Escape and canvas.state.probe_view:
        canvas.state.ask_probe("")
    elif key == Qt.Key.Key_Escape and canvas.state.selected_regions:
        canvas.state.select_regions(())
    elif key == Qt.Key.Key_PageUp:
        canvas.select_parent()
    elif key == Qt.Key.Key_PageDown:
        canvas.select_strongest_part()
    else:
        return False
    return True
