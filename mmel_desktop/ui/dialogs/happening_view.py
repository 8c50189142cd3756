"""The text about a problem, to read, copy or save before it is sent anywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from mmel_desktop.ui.dialogs.form_dialog import FormDialog
from mmel_desktop.ui.translation import tr


class HappeningView(FormDialog):
    """Shows the report; nothing leaves the computer by itself.

    Args:
        report: the text, already without private data.
        parent: over which window.
    """

    def __init__(self, report: str, parent: QWidget) -> None:
        super().__init__(tr("Report what happened"), tr("Copy and close"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add_note(
            tr(
                "Nothing is sent by itself. The text holds versions, settings and the end of the log; file "
                "names, folders, prompts and your account are replaced. Say in the first lines what you did."
            )
        )
        self.text = QPlainTextEdit(report)
        self.text.setAccessibleName(tr("Report"))
        self.text.setTabChangesFocus(True)
        self.column.addWidget(self.text, 1)
        self.accepted.connect(self._copy)
        self.resize(640, 520)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
