"""A tooltip that names a command's keys names those that count now, not those it was delivered with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from mmel_desktop.ui.main_window import MainWindow

LEVEL_COMMANDS = ("fused", "context", "object", "part")
"""Names of the level commands, in the order of the level buttons."""


def keys_of(action: QAction) -> str:
    """All keys of a command as the platform writes them; "" when it has none."""
    native = QKeySequence.SequenceFormat.NativeText
    return "  ".join(sequence.toString(native) for sequence in action.shortcuts())


def tip_with_keys(tip: str, keys: str) -> str:
    """A tooltip with keys: behind its heading if it has one, else at its end."""
    if not keys:
        return tip
    heading, end, rest = tip.partition("</b>")
    if end:
        return f"{heading}{end} <span style='color: palette(placeholder-text)'>{keys}</span>{rest}"
    return f"{tip} ({keys})"


class KeyedTip(QObject):
    """Keeps the tooltip of a widget that does what a command does.

    Args:
        widget: whose tooltip it is; owns this object.
        action: the command.
        tip: what the widget's tooltip says apart from the keys; the command's own tooltip when empty.
    """

    def __init__(self, widget: QWidget, action: QAction, tip: str = "") -> None:
        super().__init__(widget)
        self._widget, self._action, self._tip = widget, action, tip
        action.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        own = tip_with_keys(self._tip, keys_of(self._action))
        tip = own if self._tip else self._action.toolTip()
        if tip != self._widget.toolTip():
            self._widget.setToolTip(tip)


def name_keys(window: MainWindow) -> None:
    """Let the panels' own buttons and fields name the keys of the commands that do the same."""
    probes, levels, verdicts = window.evidence.probes, window.levels.level_choice, window.verdict_bar.buttons
    commands: dict[str, QWidget] = {
        "edit.filter": window.gallery.filter_text,
        "edit.add_prompt": window.prompts.new_prompt,
        "tools.explain": window.prompts.explain_button,
        "tools.probe_remove": probes.remove,
        "tools.probe_keep": probes.keep,
        "tools.probe_interaction": probes.interact,
        "view.regions": window.levels.show_regions,
        "view.patches": window.levels.whole_patches,
        "view.relations": window.levels.show_relations,
        "view.compare": window.compare.bar.close_button,
        **{f"view.level_{name}": levels.button(position) for position, name in enumerate(LEVEL_COMMANDS)},
        **{f"review.{verdict}": button for verdict, button in verdicts.items()},
    }
    for name, widget in commands.items():
        KeyedTip(widget, window.commands[name], widget.toolTip())
