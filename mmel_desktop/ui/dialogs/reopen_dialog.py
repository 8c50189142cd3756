"""Why a signed-off session is opened for editing again."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from mmel_desktop.ui.dialogs.form_dialog import FormDialog
from mmel_desktop.ui.translation import tr


class ReopenDialog(FormDialog):
    """Asks for the reason, which goes into the record.

    Args:
        parent: over which window.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Reopen the session"), tr("Reopen"), parent)
        self.add_note(
            tr(
                "The sign-off stays in the record and is marked as ended by this reopening. Sign the session "
                "off again when you are done."
            )
        )
        self._reason = QLineEdit()
        self._reason.textChanged.connect(lambda text: self.accept_button.setEnabled(bool(text.strip())))
        self.add_form((tr("Reason"), self._reason))
        self.accept_button.setEnabled(False)
        self.setMinimumWidth(440)

    @property
    def reason(self) -> str:
        """What was given as the reason."""
        return self._reason.text().strip()
