"""The bar under the canvas: the analyst's verdict on the shown image, by pointer or by one key."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget

from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.taxonomy import REVIEW_VERDICTS
from mmel_desktop.ui.icons import themed_icon
from mmel_desktop.ui.theme import SPACE_PX, verdict_colour

VERDICTS = {
    "right": ("R", "right", "pass"),
    "wrong": ("W", "wrong", "fail"),
    "right_wrong_reason": ("E", "right-wrong-reason", "warn"),
    "unclear": ("U", "unclear", "not_run"),
}
"""Verdict → key, icon, and the trust verdict whose colour it shares."""


class VerdictBar(QFrame):
    """Verdict buttons, the reason in words, and the way to the next image.

    Attributes:
        verdict_chosen: code of ``REVIEW_VERDICTS``; ``unreviewed`` when the chosen one was pressed again.
        rationale_edited: image id and the reason in words.
    """

    verdict_chosen = Signal(str)
    rationale_edited = Signal(str, str)

    def __init__(self, next_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._review: ImageReview | None = None
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE_PX, 12, SPACE_PX)
        row.setSpacing(SPACE_PX)
        for term in REVIEW_VERDICTS:
            if term.code in VERDICTS:
                row.addWidget(self._make_button(term.code, term.label, term.meaning))
        self.rationale = QLineEdit()
        self.rationale.setPlaceholderText("Why, in a few words")
        self.rationale.setAccessibleName("Rationale of the verdict")
        self.rationale.setToolTip(
            "Reason for the verdict; it goes into the record when you press Enter or leave."
        )
        self.rationale.editingFinished.connect(self._commit_rationale)
        row.addWidget(self.rationale, 1)
        self.next_button = QToolButton()
        self.next_button.setText("Next")
        self.next_button.setToolTip(next_action.toolTip())
        self.next_button.clicked.connect(next_action.trigger)
        next_action.enabledChanged.connect(self.next_button.setEnabled)
        self.next_button.setEnabled(next_action.isEnabled())
        self.next_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.next_button.setProperty("role", "field")
        row.addWidget(self.next_button)
        self.refresh_icons()
        self.show_review(None, writable=False)

    def _make_button(self, code: str, label: str, meaning: str) -> QPushButton:
        key = VERDICTS[code][0]
        button = QPushButton(f"{label[:1].upper()}{label[1:]}")
        button.setCheckable(True)
        button.setToolTip(f"<b>{label}</b> ({key})<br>{meaning}<br>Press again to take it back.")
        button.setAccessibleDescription(meaning)
        button.clicked.connect(lambda checked: self.verdict_chosen.emit(code if checked else "unreviewed"))
        self.buttons[code] = button
        return button

    def show_review(self, review: ImageReview | None, *, writable: bool) -> None:
        """Show a judgement; None when no image is shown."""
        another = review is None or self._review is None or review.image_id != self._review.image_id
        if another:
            self._commit_rationale()
        self._review = review
        for code, button in self.buttons.items():
            button.setChecked(review is not None and review.verdict == code)
            button.setEnabled(review is not None and writable)
        self.rationale.setEnabled(review is not None and writable)
        # Whoever is typing keeps his words; they are committed when he leaves the field.
        if another or not self.rationale.hasFocus():
            with QSignalBlocker(self.rationale):
                self.rationale.setText(review.rationale if review is not None else "")

    @Slot()
    def _commit_rationale(self) -> None:
        text = self.rationale.text().strip()
        if self._review is not None and text != self._review.rationale:
            self.rationale_edited.emit(self._review.image_id, text)

    def commit_pending(self) -> None:
        """Hand over what is typed but not yet committed, before the window closes."""
        self._commit_rationale()

    @Slot()
    def refresh_icons(self) -> None:
        """Draw the icons in the present theme's colours."""
        for code, button in self.buttons.items():
            _, icon, verdict = VERDICTS[code]
            button.setIcon(themed_icon(icon, verdict_colour(verdict)))
        self.next_button.setIcon(themed_icon("next"))
