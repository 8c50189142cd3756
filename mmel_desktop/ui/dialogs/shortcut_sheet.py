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

from mmel_desktop.ui.commands import MENUS, CommandTable, plain_text
from mmel_desktop.ui.theme import SPACE_DOUBLE_PX, SPACE_PX
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

CANVAS_KEYS: tuple[tuple[str, str], ...] = (
    (QT_TRANSLATE_NOOP("", "Arrows"), QT_TRANSLATE_NOOP("", "Walk over the regions; Shift adds")),
    (
        QT_TRANSLATE_NOOP("", "Page Up / Page Down"),
        QT_TRANSLATE_NOOP("", "To the region that holds it / its strongest part"),
    ),
    (QT_TRANSLATE_NOOP("", "1 – 4"), QT_TRANSLATE_NOOP("", "All levels, context, object, part")),
    (QT_TRANSLATE_NOOP("", "Enter"), QT_TRANSLATE_NOOP("", "Annotate the selected regions")),
    (QT_TRANSLATE_NOOP("", "P held"), QT_TRANSLATE_NOOP("", "Peek at the bare image")),
    (QT_TRANSLATE_NOOP("", "Space held, drag"), QT_TRANSLATE_NOOP("", "Move the image")),
    (QT_TRANSLATE_NOOP("", "Wheel"), QT_TRANSLATE_NOOP("", "Zoom at the pointer")),
    (QT_TRANSLATE_NOOP("", "Esc"), QT_TRANSLATE_NOOP("", "End the tool or the selection; back to the image")),
)
COLUMNS: tuple[tuple[str, ...], ...] = (("Review", "View"), ("Tools", "Edit", "Help"), ("File", "Canvas"))


class ShortcutSheet(QDialog):
    """All shortcuts on one page."""

    def __init__(self, commands: CommandTable, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX)
        columns.setSpacing(SPACE_DOUBLE_PX * 2)
        for menus in COLUMNS:
            grid = QGridLayout()
            grid.setHorizontalSpacing(SPACE_DOUBLE_PX)
            grid.setVerticalSpacing(6)
            grid.setColumnStretch(1, 1)
            for menu in menus:
                rows = _canvas_rows() if menu == "Canvas" else _rows(commands, menu)
                _add_section(grid, menu, rows)
            grid.setRowStretch(grid.rowCount(), 1)
            columns.addLayout(grid)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.setAccessibleName(tr("Keyboard shortcuts"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.resize(1080, 660)


def _rows(table: CommandTable, menu: str) -> tuple[tuple[str, str], ...]:
    assert menu in MENUS
    return tuple(
        (table.shortcut_text(command), plain_text(command))
        for command in table.commands
        if command.menu == menu and table.keys(command)
    )


def _canvas_rows() -> tuple[tuple[str, str], ...]:
    return tuple((tr(keys), tr(text)) for keys, text in CANVAS_KEYS)


def _add_section(grid: QGridLayout, title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Put a section below the others of its column; all share the width of the keys."""
    first = grid.rowCount()
    if grid.count():
        grid.setRowMinimumHeight(first, SPACE_PX)
        first += 1
    heading = QLabel(tr(title))
    heading.setProperty("role", "title")
    grid.addWidget(heading, first, 0, 1, 2)
    for row, (keys, text) in enumerate(rows, start=first + 1):
        key_label = QLabel(keys)
        key_label.setProperty("role", "muted")
        grid.addWidget(key_label, row, 0, Qt.AlignmentFlag.AlignBaseline)
        grid.addWidget(QLabel(text), row, 1, Qt.AlignmentFlag.AlignBaseline)
