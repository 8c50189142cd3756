"""Who reviews: the name that stands beside each verdict from now on."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from mmel_desktop.core.identity import Actor
from mmel_desktop.ui.dialogs.form_dialog import FormDialog
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

ROLES = (
    QT_TRANSLATE_NOOP("", "analyst"),
    QT_TRANSLATE_NOOP("", "second reviewer"),
    QT_TRANSLATE_NOOP("", "approver"),
)
"""Roles as they stand in the record."""


class ReviewerDialog(FormDialog):
    """Name and role.

    Args:
        actor: who reviews now.
        parent: over which window.
    """

    def __init__(self, actor: Actor, parent: QWidget) -> None:
        super().__init__(tr("Reviewer"), tr("Review as this person"), parent)
        self.name = QLineEdit(actor.full_name)
        self.name.textChanged.connect(self._check)
        self.role = QComboBox()
        for role in dict.fromkeys((*ROLES, actor.role)):
            self.role.addItem(tr(role), role)
        self.role.setCurrentIndex(self.role.findData(actor.role))
        self.add_form((tr("Name"), self.name), (tr("Role"), self.role))
        self.add_note(
            tr(
                "The name is declared, not proven: anyone at this computer can write it. Where somebody else "
                "judged an image before, your verdict is kept beside the first one. The session is opened "
                "anew under your name."
            )
        )
        self.setMinimumWidth(440)
        self.name.selectAll()

    @property
    def choice(self) -> tuple[str, str]:
        """Chosen (name, role)."""
        return " ".join(self.name.text().split()), str(self.role.currentData())

    @Slot(str)
    def _check(self, _text: str) -> None:
        self.accept_button.setEnabled(bool(self.choice[0]))
