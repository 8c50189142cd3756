"""One term of the taxonomy, found by typing any part of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from mmel_desktop.core.taxonomy import Term
from mmel_desktop.ui.taxonomy_texts import term_label, term_meaning


class TermCombo(QComboBox):
    """A choice of one term; every entry explains itself in a tooltip.

    Attributes:
        code_chosen: the analyst chose another term.
    """

    code_chosen = Signal(str)

    def __init__(
        self,
        accessible_name: str,
        terms: Sequence[Term],
        parent: QWidget | None = None,
        *,
        type_ahead: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self._code = ""
        # Scrolling the form over a choice must not put the keyboard into it either.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for term in terms:
            self.addItem(term_label(term.label), term.code)
            self.setItemData(self.count() - 1, term_meaning(term), Qt.ItemDataRole.ToolTipRole)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if type_ahead:
            self._make_editable()
        self.activated.connect(self._take_row)

    def _make_editable(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        # The completer's own list is no child of the combo box, whose look it shall have.
        popup = completer.popup()
        assert popup is not None
        popup.setProperty("role", "completions")
        self.setCompleter(completer)
        line = self.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._take_text)
        line.installEventFilter(self)

    @property
    def code(self) -> str:
        """Code of the chosen term; a code of a newer taxonomy that is not offered here stays as it is."""
        return self._code

    @property
    def meaning(self) -> str:
        """The sentence that explains the chosen term; "" for one that is not known here."""
        row = self.findData(self._code)
        return "" if row < 0 else str(self.itemData(row, Qt.ItemDataRole.ToolTipRole))

    def show_code(self, code: str) -> None:
        """Show a term without announcing it."""
        self._code = code
        row = self.findData(code)
        self.setCurrentIndex(row)
        if self.isEditable():
            self.setEditText(self.itemText(row) if row >= 0 else code)
        self.setToolTip(self.meaning)

    def best_match(self, text: str) -> int:
        """Row of the term that was meant by some typed text; -1 when none fits.

        An exact label or code (``A10``) wins, then a label that begins with the text, then one that contains
        it.
        """
        wanted = text.strip().casefold()
        labels = [self.itemText(row).casefold() for row in range(self.count())]
        if not wanted:
            return -1
        codes = [str(self.itemData(row)).casefold() for row in range(self.count())]
        if wanted in codes and wanted not in labels:
            return codes.index(wanted)
        for fits in (str.__eq__, str.startswith, str.__contains__):
            for row, label in enumerate(labels):
                if fits(label, wanted):
                    return row
        return -1

    def _take_row(self, row: int) -> None:
        code = str(self.itemData(row))
        changed = code != self._code
        self.show_code(code)
        if changed:
            self.code_chosen.emit(code)

    def _take_text(self) -> None:
        row = self.best_match(self.currentText())
        if row >= 0:
            self._take_row(row)
        else:
            self.show_code(self._code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        line = self.lineEdit()
        if line is not None and watched is line and event.type() == QEvent.Type.FocusIn:
            # Typing replaces what stands there; that is what type-ahead is for.
            line.selectAll()
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the form must never change a judgement.
        event.ignore()
