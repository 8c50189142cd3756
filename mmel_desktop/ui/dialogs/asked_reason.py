"""A dialog that asks for a reason, which goes into the record."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from mmel_desktop.ui.dialogs.form_dialog import FormDialog
from mmel_desktop.ui.translation import tr


class AskedReason(FormDialog):
    """One line of text that must not be empty.

    Args:
        title: of the dialog.
        accept: what its button says.
        note: why a reason is asked for.
        parent: over which window.
    """

    def __init__(self, title: str, accept: str, note: str, parent: QWidget) -> None:
        super().__init__(title, accept, parent)
        self.add_note(note)
        self._reason = QLineEdit()
        self._reason.textChanged.connect(lambda text: self.accept_button.setEnabled(bool(text.strip())))
        self.add_form((tr("Reason"), self._reason))
        self.accept_button.setEnabled(False)
        self.setMinimumWidth(440)

    @property
    def reason(self) -> str:
        """What was given as the reason."""
        return self._reason.text().strip()
