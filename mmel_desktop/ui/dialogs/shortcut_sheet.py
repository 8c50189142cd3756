"""The sheet of all keyboard shortcuts, by menu; made from the command table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.ui.commands import MENUS, Command, CommandTable, shortcut_text
from mmel_desktop.ui.theme import SPACE_DOUBLE_PX, SPACE_PX

CANVAS_KEYS: tuple[tuple[str, str], ...] = (
    ("Arrows", "Walk over the regions; Shift adds"),
    ("Page Up / Page Down", "To the region that holds it / its strongest part"),
    ("1 – 4", "All levels, context, object, part"),
    ("Enter", "Annotate the selected regions"),
    ("P held", "Peek at the bare image"),
    ("Space held, drag", "Move the image"),
    ("Wheel", "Zoom at the pointer"),
    ("Esc", "End the tool or the selection"),
)
COLUMNS: tuple[tuple[str, ...], ...] = (("Review", "Tools"), ("File", "Edit", "Help"), ("View", "Canvas"))


class ShortcutSheet(QDialog):
    """All shortcuts on one page."""

    def __init__(self, commands: CommandTable, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX)
        columns.setSpacing(SPACE_DOUBLE_PX * 2)
        for menus in COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(SPACE_PX)
            for menu in menus:
                rows = CANVAS_KEYS if menu == "Canvas" else _rows(commands.commands, menu)
                column.addLayout(_section(menu, rows))
                column.addSpacing(SPACE_DOUBLE_PX)
            column.addStretch(1)
            columns.addLayout(column)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.resize(1000, 640)


def _rows(commands: Sequence[Command], menu: str) -> tuple[tuple[str, str], ...]:
    assert menu in MENUS
    return tuple(
        (shortcut_text(command), command.text.rstrip("…"))
        for command in commands
        if command.menu == menu and command.shortcut
    )


def _section(title: str, rows: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_DOUBLE_PX)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    heading = QLabel(title)
    heading.setProperty("role", "title")
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, (keys, text) in enumerate(rows, start=1):
        key_label = QLabel(keys)
        key_label.setProperty("role", "muted")
        grid.addWidget(key_label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(QLabel(text), row, 1)
    return grid
