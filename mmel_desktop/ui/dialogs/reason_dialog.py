"""Why a judgement is changed that already stands in a report, an export or a sign-off."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from mmel_desktop.ui.dialogs.form_dialog import FormDialog
from mmel_desktop.ui.translation import tr


class ReasonDialog(FormDialog):
    """Asks for the reason, which goes into the record.

    Args:
        parent: over which window.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Change a judgement"), tr("Change"), parent)
        self.add_note(
            tr(
                "This judgement already stands in a report, an export or a sign-off. Both versions stay in "
                "the record, and the next report marks the change. You are asked once for each judgement."
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
