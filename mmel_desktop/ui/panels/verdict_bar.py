"""The bar under the canvas: the analyst's verdict on the shown image, by pointer or by one key."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.taxonomy import REVIEW_VERDICTS, Term
from mmel_desktop.core.visible_text import on_one_line
from mmel_desktop.ui.icons import themed_icon
from mmel_desktop.ui.keyed_tips import KeyedTip
from mmel_desktop.ui.panels.gallery_query import verdict_text
from mmel_desktop.ui.taxonomy_texts import term_label, term_meaning
from mmel_desktop.ui.theme import SPACE_PX, verdict_colour
from mmel_desktop.ui.translation import tr

VERDICTS = {
    "right": ("review.right", "right", "pass"),
    "wrong": ("review.wrong", "wrong", "fail"),
    "right_wrong_reason": ("review.right_wrong_reason", "right-wrong-reason", "warn"),
    "unclear": ("review.unclear", "unclear", "not_run"),
}
"""Verdict → command, icon, and the trust verdict whose colour it shares."""
NOTES_HEIGHT_PX = 72
REASON_FRAME_PX = 24
"""Around the words in the field for the reason; with no room for its hint it goes to the second line."""


class VerdictBar(QFrame):
    """Verdict buttons, the reason in words, notes, what others said, and the way to the next image.

    Attributes:
        verdict_chosen: code of ``REVIEW_VERDICTS``; ``unreviewed`` when the chosen one was pressed again.
        rationale_edited: image id and the reason in words.
        notes_edited: image id and the notes.
    """

    verdict_chosen = Signal(str)
    rationale_edited = Signal(str, str)
    notes_edited = Signal(str, str)

    def __init__(self, next_action: QAction, notes_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._review: ImageReview | None = None
        self.buttons: dict[str, QPushButton] = {}
        self._row = row = QHBoxLayout()
        self._second_row = QHBoxLayout()
        self._second_row.setSpacing(SPACE_PX)
        self._further_verdicts = QHBoxLayout()
        self._further_verdicts.setSpacing(SPACE_PX)
        self._below = (False, False)
        self._in_pairs = False
        row.setSpacing(SPACE_PX)
        for term in REVIEW_VERDICTS:
            if term.code in VERDICTS:
                row.addWidget(self._make_button(term))
        self.rationale = QLineEdit()
        self.rationale.setPlaceholderText(tr("Why, in a few words"))
        self.rationale.setAccessibleName(tr("Rationale of the verdict"))
        self.rationale.setToolTip(
            tr("Reason for the verdict; it goes into the record when you press Enter or leave.")
        )
        self.rationale.editingFinished.connect(self._commit_rationale)
        row.addWidget(self.rationale, 1)
        self.notes_button = _action_button(notes_action)
        self.notes_button.setCheckable(True)
        # An icon only: the reason in words needs the room more.
        self.notes_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.notes_button.setAccessibleName(notes_action.text())
        self.next_button = _action_button(next_action)
        self.next_button.setText(tr("Next"))
        for button in (self.notes_button, self.next_button):
            row.addWidget(button)
        self.others = QLabel()
        self.others.setProperty("role", "muted")
        self.others.setTextFormat(Qt.TextFormat.PlainText)
        self.others.setWordWrap(True)
        self.notes = _Notes()
        self.notes.left.connect(self._commit_notes)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, SPACE_PX, 12, SPACE_PX)
        column.setSpacing(SPACE_PX)
        column.addLayout(row)
        column.addLayout(self._further_verdicts)
        column.addLayout(self._second_row)
        column.addWidget(self.others)
        column.addWidget(self.notes)
        self.refresh_icons()
        self.show_review(None, writable=False)

    def _make_button(self, term: Term) -> QPushButton:
        label = term_label(term.label)
        button = QPushButton(f"{label[:1].upper()}{label[1:]}")
        button.setCheckable(True)
        meaning = term_meaning(term)
        back = tr("Press again to take it back.")
        button.setToolTip(f"<b>{label}</b><br>{meaning}<br>{back}")
        button.setAccessibleDescription(meaning)
        button.clicked.connect(
            lambda checked, code=term.code: self.verdict_chosen.emit(code if checked else "unreviewed")
        )
        self.buttons[term.code] = button
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = (*self.buttons.values(), self.notes_button, self.next_button)
        taken = sum(button.sizeHint().width() + SPACE_PX for button in beside)
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right() - taken
        hint = self.rationale.fontMetrics().horizontalAdvance(self.rationale.placeholderText())
        self._put_below(reason=room < hint + REASON_FRAME_PX, rest=room < 0)
        verdicts = sum(button.sizeHint().width() + SPACE_PX for button in self.buttons.values()) - SPACE_PX
        self._put_in_pairs(verdicts > self.width() - margins.left() - margins.right())

    def _put_in_pairs(self, in_pairs: bool) -> None:
        """Put the third and the fourth verdict on a line of their own, or beside the others again."""
        if in_pairs == self._in_pairs:
            return
        self._in_pairs = in_pairs
        for position, button in enumerate(tuple(self.buttons.values())[2:], start=2):
            if in_pairs:
                self._further_verdicts.addWidget(button)
            else:
                self._row.insertWidget(position, button)

    def _put_below(self, *, reason: bool, rest: bool) -> None:
        """What goes to the second line: a field of a few letters is none, and no verdict may be cut off.

        Args:
            reason: the field for the reason; between the buttons stays what holds them apart.
            rest: notes and the way to the next image.
        """
        if (reason, rest) == self._below:
            return
        self._below = (reason, rest)
        for row, kept in ((self._row, 2 if self._in_pairs else len(self.buttons)), (self._second_row, 0)):
            while row.count() > kept:
                row.takeAt(kept)
        if reason:
            self._row.addStretch(1)
        (self._second_row if reason else self._row).addWidget(self.rationale, 1)
        for button in (self.notes_button, self.next_button):
            (self._second_row if rest else self._row).addWidget(button)

    def show_review(
        self,
        review: ImageReview | None,
        *,
        writable: bool,
        others: tuple[tuple[str, str], ...] = (),
        blind: bool = False,
    ) -> None:
        """Show a judgement.

        Args:
            review: as this reviewer gave it; None when no image is shown.
            writable: whether it may be changed.
            others: (name, verdict) of everybody else who judged the image.
            blind: a verdict comes before the explanation. What others said appears with it then: the line
                keeps its room meanwhile, so that the image stays as large as it was.
        """
        another = review is None or self._review is None or review.image_id != self._review.image_id
        if another:
            self.commit_pending()
        self._review = review
        enabled = review is not None and writable
        for code, button in self.buttons.items():
            button.setChecked(review is not None and review.verdict == code)
            button.setEnabled(enabled)
        self.rationale.setEnabled(enabled)
        self.notes.setReadOnly(not enabled)
        self.notes_button.setEnabled(review is not None)
        self._show_words(review, another=another)
        self._show_others(review, others, keep_room=blind and review is not None)

    def _show_words(self, review: ImageReview | None, *, another: bool) -> None:
        # Whoever is typing keeps his words; they are committed when he leaves the field.
        if another or not self.rationale.hasFocus():
            with QSignalBlocker(self.rationale):
                self.rationale.setText(review.rationale if review is not None else "")
                self.rationale.setCursorPosition(0)
        notes = review.notes if review is not None else ""
        if another or not self.notes.hasFocus():
            self.notes.setPlainText(notes)
        if another:
            self.show_notes(bool(notes))

    def _show_others(
        self, review: ImageReview | None, others: tuple[tuple[str, str], ...], *, keep_room: bool
    ) -> None:
        parts = [
            tr("{reviewer}: {verdict}").format(reviewer=name, verdict=verdict_text(code))
            for name, code in others
        ]
        judged = review is not None and review.verdict != "unreviewed"
        if judged and review is not None and any(code != review.verdict for _, code in others):
            parts.append(tr("you disagree"))
        if judged and review is not None and review.judged_blind:
            parts.append(tr("judged before the explanation was shown"))
        self.others.setText(on_one_line("  ·  ".join(parts)))
        self.others.setMinimumHeight(self.others.fontMetrics().lineSpacing())
        self.others.setVisible(bool(parts) or keep_room)

    def show_notes(self, shown: bool) -> None:
        """Open or fold the notes."""
        self.notes.setVisible(shown)
        self.notes_button.setChecked(shown)

    def toggle_notes(self) -> None:
        """Open the notes and put the cursor into them, or fold them."""
        shown = not self.notes.isVisible()
        self.show_notes(shown)
        if shown:
            self.notes.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._commit_notes()

    @Slot()
    def _commit_rationale(self) -> None:
        text = self.rationale.text().strip()
        if self._review is not None and text != self._review.rationale:
            self.rationale_edited.emit(self._review.image_id, text)

    @Slot()
    def _commit_notes(self) -> None:
        text = self.notes.toPlainText().strip()
        if self._review is not None and text != self._review.notes and not self.notes.isReadOnly():
            self.notes_edited.emit(self._review.image_id, text)

    def commit_pending(self) -> None:
        """Hand over what is typed but not yet committed, before the window closes."""
        self._commit_rationale()
        self._commit_notes()

    @Slot()
    def refresh_icons(self) -> None:
        """Draw the icons in the present theme's colours."""
        for code, button in self.buttons.items():
            _, icon, verdict = VERDICTS[code]
            button.setIcon(themed_icon(icon, verdict_colour(verdict)))
        self.next_button.setIcon(themed_icon("next"))
        self.notes_button.setIcon(themed_icon("edit"))


class _Notes(QPlainTextEdit):
    """Notes on the image, committed when the cursor leaves them.

    Attributes:
        left: the cursor left.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(NOTES_HEIGHT_PX)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(tr("Notes on this image; they go into the record when you leave the field."))
        self.setAccessibleName(tr("Notes on this image"))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def _action_button(action: QAction) -> QToolButton:
    """A framed button that does what a command does."""
    button = QToolButton()
    button.setText(action.text())
    KeyedTip(button, action)
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    button.setEnabled(action.isEnabled())
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setProperty("role", "field")
    return button
