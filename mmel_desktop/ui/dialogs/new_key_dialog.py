"""Making a signing key: its passphrase, typed twice, and what must be kept safe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from mmel_desktop.core.visible_text import on_one_line
from mmel_desktop.errors import MmelError
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.dialogs.form_dialog import FormDialog
from mmel_desktop.ui.translation import tr

CreateKey = Callable[[Path, str], str]
"""Makes a key in a file with a passphrase and returns its fingerprint; raises ``MmelError``."""


class NewKeyDialog(FormDialog):
    """Asks for the passphrase and makes the key; stays open when that fails.

    Args:
        path: the file, which does not exist yet.
        create_key: makes the key.
        parent: over which window.

    Attributes:
        fingerprint: of the key that was made; "" before.
    """

    def __init__(self, path: Path, create_key: CreateKey, parent: QWidget) -> None:
        super().__init__(tr("New signing key"), tr("Make the key"), parent)
        self._path, self._create_key = path, create_key
        self.fingerprint = ""
        self.passphrase, self.again = _hidden_line(), _hidden_line()
        for line in (self.passphrase, self.again):
            line.textChanged.connect(self._check)
        self.add_note(on_one_line(str(path)), "title")
        self.add_form((tr("Passphrase"), self.passphrase), (tr("Once more"), self.again))
        self.message = self.add_note("", "warning")
        self.add_note(
            tr(
                "The file is encrypted with the passphrase, and only your account may read it. Nobody can "
                "recover either: keep the passphrase, and a copy of the file in a safe place."
            )
        )
        self.setMinimumWidth(480)
        self._check()

    @Slot()
    def _check(self, _text: str = "") -> None:
        first, second = self.passphrase.text(), self.again.text()
        self.accept_button.setEnabled(bool(first) and first == second)
        differ = bool(second) and not first.startswith(second)
        self.message.setText(tr("The two passphrases differ.") if differ else "")

    def accept(self) -> None:
        """Make the key; what prevents it is said and can be mended here."""
        try:
            self.fingerprint = self._create_key(self._path, self.passphrase.text())
        except MmelError as error:
            problem = Problem.from_error(error, tr("making a signing key"))
            self.message.setText("\n".join(filter(None, (problem.what, problem.detail, problem.action))))
            self.make_room()
            return
        super().accept()


def _hidden_line() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
