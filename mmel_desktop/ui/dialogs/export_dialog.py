"""Choose the format in which data leave the session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from mmel_desktop.ui.dialogs.form_dialog import FormDialog
from mmel_desktop.ui.taxonomy_texts import EXPORT_COMMENT
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.workflow.export_session import ExportFormat


class ExportDialog(FormDialog):
    """One format of several, each with a sentence.

    Args:
        formats: what there is to choose from.
        parent: over which window.
    """

    def __init__(self, formats: Sequence[ExportFormat], parent: QWidget) -> None:
        super().__init__(tr("Export data"), tr("Choose where…"), parent)
        self._buttons = QButtonGroup(self)
        self._formats = tuple(formats)
        for number, entry in enumerate(self._formats):
            button = QRadioButton(tr(entry.label, EXPORT_COMMENT))
            meaning = tr(entry.meaning, EXPORT_COMMENT)
            button.setAccessibleDescription(meaning)
            button.setChecked(number == 0)
            self._buttons.addButton(button, number)
            note = QLabel(meaning)
            note.setProperty("role", "muted")
            note.setWordWrap(True)
            note.setIndent(22)
            # A meaning stands nearer to its own choice than to the next one.
            choice = QVBoxLayout()
            choice.setSpacing(2)
            choice.addWidget(button)
            choice.addWidget(note)
            self.column.addLayout(choice)
        # The arrow keys choose at once.
        self.begin_at(self._buttons.buttons()[0])
        self.setMinimumWidth(460)

    @property
    def code(self) -> str:
        """The chosen format."""
        return self._formats[self._buttons.checkedId()].code
