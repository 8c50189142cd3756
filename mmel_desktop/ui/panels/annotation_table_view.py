"""The table of the shown image's annotations, and what its keys mean."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from mmel_desktop.core.taxonomy import SEVERITIES
from mmel_desktop.ui.panels.annotation_table import COLUMNS
from mmel_desktop.ui.translation import tr

VISIBLE_ROWS = 4
NARROWEST_COMMENT_PX = 96
COMMENT_COLUMN = COLUMNS.index("comment")


class AnnotationTable(QTableView):
    """Rows of annotations.

    Attributes:
        delete_pressed: Delete or Backspace: the selected one shall go.
        describe_pressed: Enter: on to the form.
        severity_pressed: a digit; the number of a severity.
    """

    delete_pressed = Signal()
    describe_pressed = Signal()
    severity_pressed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_filling = False
        self.setAccessibleName(tr("Annotations of this image"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(24)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(28)
        header.setMaximumSectionSize(140)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hide_narrow_comments()

    def _hide_narrow_comments(self) -> None:
        # Half a word of a comment tells nothing; the row's tooltip and the form have all of it.
        taken = sum(self.columnWidth(column) for column in range(COMMENT_COLUMN))
        self.setColumnHidden(COMMENT_COLUMN, self.viewport().width() - taken < NARROWEST_COMMENT_PX)

    def fit_rows(self, count: int) -> None:
        """Be as high as the rows need, up to a few; more scroll."""
        rows = min(max(count, 1), VISIBLE_ROWS)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * 24 + 2)
        # The last visible column takes what is left, which Qt forgets when columns are sized by hand.
        self.horizontalHeader().setStretchLastSection(False)
        for column in range(COMMENT_COLUMN):
            self.resizeColumnToContents(column)
        self._hide_narrow_comments()
        self.horizontalHeader().setStretchLastSection(True)

    def show_row(self, row: int) -> None:
        """Select a row (-1: none) without announcing it."""
        self.is_filling = True
        try:
            if row < 0:
                self.clearSelection()
            elif [index.row() for index in self.selectionModel().selectedRows()] != [row]:
                self.selectRow(row)
        finally:
            self.is_filling = False

    def event(self, event: QEvent) -> bool:
        # Digits are the window's shortcuts, too; in this table they are severities.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _grade_of(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        grade = _grade_of(event)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_pressed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.describe_pressed.emit()
        elif grade is not None:
            self.severity_pressed.emit(grade)
        else:
            super().keyPressEvent(event)


def _grade_of(event: QKeyEvent) -> int | None:
    """The number of a severity that a plain digit means; None for every other key."""
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    grade = event.key() - Qt.Key.Key_0
    return grade if plain and 0 <= grade < len(SEVERITIES) else None
