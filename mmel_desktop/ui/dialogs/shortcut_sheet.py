"""The sheet of all keyboard shortcuts, by menu; made from the command table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
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
from mmel_desktop.ui.theme import SPACE_DOUBLE_PX, SPACE_HALF_PX, SPACE_PX
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

CANVAS_KEYS: tuple[tuple[str, str], ...] = (
    (QT_TRANSLATE_NOOP("", "Click"), QT_TRANSLATE_NOOP("", "Select the region under the pointer")),
    (QT_TRANSLATE_NOOP("", "Shift+Click"), QT_TRANSLATE_NOOP("", "Add it to the selection")),
    (QT_TRANSLATE_NOOP("", "Alt+Click"), QT_TRANSLATE_NOOP("", "Select the region that holds it")),
    (QT_TRANSLATE_NOOP("", "Arrows"), QT_TRANSLATE_NOOP("", "Walk over the regions; Shift adds")),
    (
        QT_TRANSLATE_NOOP("", "Page Up / Page Down"),
        QT_TRANSLATE_NOOP("", "To the region that holds it / its strongest part"),
    ),
    (QT_TRANSLATE_NOOP("", "Enter"), QT_TRANSLATE_NOOP("", "Annotate the selected regions")),
    (QT_TRANSLATE_NOOP("", "+  -  0"), QT_TRANSLATE_NOOP("", "Zoom in, out, show all; in the graph, too")),
    (QT_TRANSLATE_NOOP("", "Wheel"), QT_TRANSLATE_NOOP("", "Zoom at the pointer")),
    (QT_TRANSLATE_NOOP("", "Drag"), QT_TRANSLATE_NOOP("", "Move the image; with Space also while drawing")),
    (
        QT_TRANSLATE_NOOP("", "[  ]  Backspace"),
        QT_TRANSLATE_NOOP("", "Thinner or thicker brush; take back a corner"),
    ),
    (QT_TRANSLATE_NOOP("", "Esc"), QT_TRANSLATE_NOOP("", "End the tool or the selection; back to the image")),
)
FORM_KEYS: tuple[tuple[str, str], ...] = (
    (
        QT_TRANSLATE_NOOP("", "Alt+0 – Alt+5"),
        QT_TRANSLATE_NOOP("", "Severity, from not assessed to catastrophic"),
    ),
    (
        QT_TRANSLATE_NOOP("", "0 – 5, Delete"),
        QT_TRANSLATE_NOOP("", "In the table: severity, and delete the annotation"),
    ),
    (QT_TRANSLATE_NOOP("", "Letters"), QT_TRANSLATE_NOOP("", "Find the effect by any part of its name")),
    (QT_TRANSLATE_NOOP("", "Tab, Space"), QT_TRANSLATE_NOOP("", "Go on; choose a trigger")),
)
"""What the form of an annotation understands while it has the keyboard."""
FIXED_KEYS = {
    QT_TRANSLATE_NOOP("", "Canvas"): CANVAS_KEYS,
    QT_TRANSLATE_NOOP("", "Annotation form"): FORM_KEYS,
}
"""Section → keys that belong to no command and so are not in the command table."""
COLUMNS: tuple[tuple[str, ...], ...] = (
    ("Review", "Edit", "Help"),
    ("View", "File"),
    ("Tools", "Canvas", "Annotation form"),
)
SCREEN_SHARE = 0.9
GAP_PX = 2 * SPACE_DOUBLE_PX


class ShortcutSheet(QDialog):
    """All shortcuts on one page."""

    def __init__(self, commands: CommandTable, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self._columns = []
        for menus in COLUMNS:
            column = QWidget()
            grid = QGridLayout(column)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(SPACE_DOUBLE_PX)
            grid.setVerticalSpacing(SPACE_HALF_PX)
            grid.setColumnStretch(1, 1)
            for menu in menus:
                rows = _fixed_rows(menu) if menu in FIXED_KEYS else _rows(commands, menu)
                _add_section(grid, menu, rows)
            grid.setRowStretch(grid.rowCount(), 1)
            self._columns.append(column)
        body = QWidget()
        self._places = QGridLayout(body)
        self._places.setContentsMargins(SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX)
        self._places.setHorizontalSpacing(GAP_PX)
        self._places.setVerticalSpacing(SPACE_PX)
        self._beside = 0
        self._put_beside(len(COLUMNS))
        self.area = area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.setAccessibleName(tr("Keyboard shortcuts"))
        area.viewport().installEventFilter(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        # As large as its texts are in this language, where the screen has room for that.
        wanted = body.sizeHint() + QSize(SPACE_DOUBLE_PX, SPACE_DOUBLE_PX)
        self.resize(wanted.boundedTo(self.screen().availableSize() * SCREEN_SHARE))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            room = event.size().width() - 2 * SPACE_DOUBLE_PX
            self._put_beside(max(self._fitting(room), 1))
        return super().eventFilter(watched, event)

    def _fitting(self, room_px: int) -> int:
        """How many columns fit beside one another; 0 when not even one does."""
        widths = [column.sizeHint().width() for column in self._columns]
        for count in range(len(widths), 0, -1):
            # Those below stand in the same places, which are as wide as the widest of them.
            places = (max(widths[place::count]) for place in range(count))
            if sum(places) + GAP_PX * (count - 1) <= room_px:
                return count
        return 0

    def _put_beside(self, count: int) -> None:
        """Put this many columns beside one another and the others below them."""
        if count == self._beside:
            return
        self._beside = count
        for position, column in enumerate(self._columns):
            self._places.addWidget(column, position // count, position % count, Qt.AlignmentFlag.AlignTop)


def _rows(table: CommandTable, menu: str) -> tuple[tuple[str, str], ...]:
    assert menu in MENUS
    return tuple(
        (table.shortcut_text(command), plain_text(command))
        for command in table.commands
        if command.menu == menu and table.keys(command)
    )


def _fixed_rows(section: str) -> tuple[tuple[str, str], ...]:
    return tuple((tr(keys), tr(text)) for keys, text in FIXED_KEYS[section])


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
        grid.addLayout(_key_caps(keys), row, 0)
        grid.addWidget(QLabel(text), row, 1, Qt.AlignmentFlag.AlignVCenter)


def _key_caps(keys: str) -> QHBoxLayout:
    """One cap per way to say it; two blanks part them."""
    caps = QHBoxLayout()
    caps.setSpacing(SPACE_HALF_PX)
    for one in keys.split("  "):
        cap = QLabel(one)
        cap.setProperty("role", "key")
        caps.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
    caps.addStretch(1)
    return caps
