"""What small dialogs share: margins, a note, and two buttons in the user's words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.ui.theme import SPACE_DOUBLE_PX, SPACE_PX
from mmel_desktop.ui.translation import tr


class FormDialog(QDialog):
    """A column of rows above the buttons.

    Attributes:
        column: where the dialog's own rows go.
        accept_button: the main button.

    Args:
        title: of the dialog.
        accept_text: what the main button does.
        parent: over which window.
    """

    def __init__(self, title: str, accept_text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._first_field: QWidget | None = None
        self.column = QVBoxLayout()
        self.column.setSpacing(SPACE_PX)
        # Qt remembers a default button only if it stands in its dialog already; else Enter does nothing
        # once another choice was clicked.
        buttons = QDialogButtonBox(self)
        # The role comes before the dialog: a button that has its looks already would not ask for them again.
        self.accept_button = QPushButton(accept_text)
        self.accept_button.setProperty("role", "primary")
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setDefault(True)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX)
        outer.setSpacing(SPACE_DOUBLE_PX)
        outer.addLayout(self.column, 1)
        outer.addWidget(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The buttons were made first, so Qt would begin there: a typed space would press "Cancel".
        if self._first_field is not None:
            self._first_field.setFocus()

    def make_room(self) -> None:
        """Grow to what the texts need now: Qt would press the fields together for a paragraph that is new."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def begin_at(self, field: QWidget) -> None:
        """Give the keyboard to a field, not to a button, when the dialog is shown."""
        self._first_field = field

    def add_form(self, *rows: tuple[str, QWidget]) -> QFormLayout:
        """Add labelled fields; each label is the field's accessible name too."""
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_DOUBLE_PX)
        form.setVerticalSpacing(SPACE_PX)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, field in rows:
            form.addRow(label, field)
            field.setAccessibleName(label)
        if self._first_field is None:
            self._first_field = rows[0][1]
        self.column.addLayout(form)
        return form

    def add_note(self, text: str, role: str = "muted") -> QLabel:
        """Add a paragraph."""
        note = QLabel(text)
        note.setWordWrap(True)
        note.setTextFormat(Qt.TextFormat.PlainText)
        note.setProperty("role", role)
        self.column.addWidget(note)
        return note
