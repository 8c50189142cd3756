"""One term of the taxonomy, found by typing any part of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from mmel_desktop.core.taxonomy import Term
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.taxonomy_texts import term_meaning, term_text

NAME_ROLE = Qt.ItemDataRole.UserRole + 1
"""Code and label in one text, in which the completions look for what was typed."""


class _TermCompleter(QCompleter):
    """Finds terms by code and label; what is put into the field is the label alone."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class TermCombo(QComboBox):
    """A choice of one term; every entry explains itself in a tooltip.

    Attributes:
        code_chosen: the analyst chose another term.
        nothing_found: what was typed fits no term; "" once it fits one again.

    Args:
        accessible_name: what is chosen, for screen readers.
        terms: what can be chosen.
        parent: Qt owner.
        type_ahead: a term is found by typing.
        numbered: a digit chooses the term in that place, counted from 0.
    """

    code_chosen = Signal(str)
    nothing_found = Signal(str)

    def __init__(
        self,
        accessible_name: str,
        terms: Sequence[Term],
        parent: QWidget | None = None,
        *,
        type_ahead: bool = False,
        numbered: bool = False,
    ) -> None:
        super().__init__(parent)
        self._numbered = numbered
        self.setAccessibleName(accessible_name)
        self._code = ""
        self._known: dict[str, Term] = {}
        # Scrolling the form over a choice must not put the keyboard into it either.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.offer(terms)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if type_ahead:
            self._make_editable()
        self.activated.connect(self._take_row)
        self.view().installEventFilter(self)

    def offer(self, terms: Sequence[Term]) -> None:
        """Replace the terms. One that is no longer offered is shown where it was chosen before."""
        self._known = {term.code: term for term in terms}
        self.clear()
        for term in terms:
            if term.offered:
                self.addItem(term_text(term), term.code)
                row = self.count() - 1
                self.setItemData(row, plain_tip(term_meaning(term)), Qt.ItemDataRole.ToolTipRole)
                self.setItemData(row, f"{term.code} {term_text(term)}", NAME_ROLE)
        if self._code:
            self.show_code(self._code)

    def fitting_text(self) -> str:
        """The chosen term as far as there is room for it; dots stand for the rest."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.isEditable():
            super().paintEvent(event)
            return
        # Qt would cut a long term off in the middle of a letter.
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.fitting_text()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _make_editable(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = _TermCompleter(self.model(), self)
        completer.setCompletionRole(NAME_ROLE)
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
        line.textEdited.connect(self._follow_typing)
        line.installEventFilter(self)

    @property
    def code(self) -> str:
        """Code of the chosen term; a code of a newer taxonomy that is not offered here stays as it is."""
        return self._code

    @property
    def meaning(self) -> str:
        """The sentence that explains the chosen term; "" for one that is not known here."""
        term = self._known.get(self._code)
        return "" if term is None else term_meaning(term)

    @property
    def label(self) -> str:
        """The chosen term in words; the code itself when it is not known here."""
        term = self._known.get(self._code)
        return self._code if term is None else term_text(term)

    def show_code(self, code: str) -> None:
        """Show a term without announcing it."""
        self._code = code
        row = self.findData(code)
        self.setCurrentIndex(row)
        if self.isEditable():
            self.setEditText(self.label)
        elif row < 0:
            self.setPlaceholderText(self.label)
        term = self._known.get(code)
        self.setToolTip("" if term is None else plain_tip(term_meaning(term)))

    def best_match(self, text: str) -> int:
        """Row of the term that was meant by some typed text; -1 when none fits.

        An exact label or code (``A10``), or both, wins, then a label that begins with the text, then one that
        contains it, then a code that begins with it (``ROAD-`` finds the first of a team's own).
        """
        wanted = text.strip().casefold()
        labels = [self.itemText(row).casefold() for row in range(self.count())]
        if not wanted:
            return -1
        codes = [str(self.itemData(row)).casefold() for row in range(self.count())]
        if wanted in codes and wanted not in labels:
            return codes.index(wanted)
        names = [str(self.itemData(row, NAME_ROLE)).casefold() for row in range(self.count())]
        if wanted in names:
            return names.index(wanted)
        ways = ((str.__eq__, labels), (str.startswith, labels), (str.__contains__, labels))
        for fits, texts in (*ways, (str.startswith, codes)):
            for row, text in enumerate(texts):
                if fits(text, wanted):
                    return row
        return -1

    def _take_row(self, row: int) -> None:
        code = str(self.itemData(row))
        changed = code != self._code
        self.show_code(code)
        if changed:
            self.code_chosen.emit(code)

    def _take_text(self) -> None:
        typed = self.currentText()
        if typed == self.label:  # nothing was typed, or what did not fit was put back already
            return
        row = self.best_match(typed)
        if row >= 0:
            self._take_row(row)
        else:
            self.show_code(self._code)
            self.nothing_found.emit(typed.strip())

    @Slot(str)
    def _follow_typing(self, typed: str) -> None:
        self.nothing_found.emit("" if self.best_match(typed) >= 0 else typed.strip())

    def _numbered_row(self, event: QEvent) -> int:
        """The row that a plain digit stands for; -1 for every other key."""
        if not self._numbered or not isinstance(event, QKeyEvent):
            return -1
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        row = event.key() - Qt.Key.Key_0
        return row if plain and 0 <= row < self.count() else -1

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._numbered_row(event) >= 0:
            event.accept()  # without this a command of the window would take the digit
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._numbered_row(event)
        if row >= 0:
            self._take_row(row)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and watched is self.view():
            row = self._numbered_row(event)
            if row >= 0:  # in the open list a digit goes to the term, Enter chooses it
                self.view().setCurrentIndex(self.model().index(row, 0))
                return True
        line = self.lineEdit()
        if line is not None and watched is line and event.type() == QEvent.Type.FocusIn:
            # Typing replaces what stands there; that is what type-ahead is for.
            line.selectAll()
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the form must never change a judgement.
        event.ignore()
