"""What the keys do on the canvas: walk over the regions, and change what is shown."""

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


def display_key(canvas: ImageCanvas, event: QKeyEvent) -> bool:
    """Heat, level and probes; True when the key means that."""
    key = event.key()
    explanation = canvas.state.explanation
    if key == Qt.Key.Key_H:
        canvas.toggle_heat()
    elif key == Qt.Key.Key_P:
        if not event.isAutoRepeat():
            canvas.set_peeking(True)
    elif key == Qt.Key.Key_X and canvas.state.selected_regions:
        canvas.state.ask_probe("remove")
    elif key == Qt.Key.Key_O and canvas.state.selected_regions:
        canvas.state.ask_probe("keep")
    elif key == Qt.Key.Key_I:
        return canvas.state.ask_interaction()
    elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and explanation is not None:
        level = key - Qt.Key.Key_1 - 1
        if level >= len(explanation.regions.level_names):
            return False
        canvas.state.select_level(level)
    else:
        return False
    return True
