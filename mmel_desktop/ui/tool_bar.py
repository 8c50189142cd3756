"""The bar above everything: the drawing tools, what is used most, and the way to every other command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from mmel_desktop.ui.commands import CommandTable
from mmel_desktop.ui.keyed_tips import KeyedTip
from mmel_desktop.ui.theme import ICON_SIZE_PX
from mmel_desktop.ui.translation import tr

TOOLBAR: tuple[str, ...] = (
    "tool.select",
    "tool.box",
    "tool.polygon",
    "tool.brush",
    "tool.point",
    "-",
    "tools.explain",
    "tools.explain_all",
    "-",
    "edit.undo",
    "edit.redo",
    "-",
    "view.zoom_out",
    "view.fit",
    "view.actual",
    "view.zoom_in",
)


class ToolBar(QToolBar):
    """Buttons of the most used commands, in the order of ``TOOLBAR``.

    Args:
        commands: the actions behind the buttons.
    """

    def __init__(self, commands: CommandTable) -> None:
        super().__init__(tr("Tools"))
        self.setObjectName("tools")
        self.setMovable(False)
        self.setIconSize(QSize(ICON_SIZE_PX, ICON_SIZE_PX))
        for name in TOOLBAR:
            if name == "-":
                self.addSeparator()
            else:
                self.addAction(commands[name])
        explain = self.widgetForAction(commands["tools.explain"])
        assert isinstance(explain, QToolButton)
        explain.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        self.addWidget(_palette_button(commands))
        self.addAction(commands["view.theme"])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)


def _name_palette(palette: QToolButton, commands: CommandTable) -> None:
    palette.setText("   ".join(filter(None, (tr("Find a command"), commands.first_keys("edit.palette")))))


def _palette_button(commands: CommandTable) -> QToolButton:
    """Looks like a field to type into, and opens one that searches all commands."""
    action = commands["edit.palette"]
    palette = QToolButton()
    KeyedTip(palette, action)
    palette.setStatusTip(action.statusTip())
    palette.clicked.connect(action.trigger)
    _name_palette(palette, commands)
    action.changed.connect(partial(_name_palette, palette, commands))
    palette.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    palette.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    palette.setProperty("role", "field")
    return palette
