"""Many prompts at once: written, pasted or taken from a preset, one per line."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from mmel_desktop.ui.dialogs.form_dialog import FormDialog
from mmel_desktop.ui.prompt_presets import PromptPresets, built_in_presets
from mmel_desktop.ui.spoken_label import give_spoken_label
from mmel_desktop.ui.translation import tr

MANY_PROMPTS = 50
"""More prompts than this make every explanation noticeably slower."""


class PromptsEditor(FormDialog):
    """All prompts of the session as text.

    Args:
        prompts: the present ones.
        presets: sets that can be inserted.
        parent: over which window.
    """

    def __init__(self, prompts: tuple[str, ...], presets: PromptPresets, parent: QWidget) -> None:
        super().__init__(tr("Edit all prompts"), tr("Use these prompts"), parent)
        self.add_note(
            tr("One prompt per line. Blank lines and repetitions are left out. One undo takes all back.")
        )
        self._sets = {**built_in_presets(), **presets.own}
        self.preset = QComboBox()
        self.preset.addItem(tr("Append a set…"))
        self.preset.addItems(list(self._sets))
        give_spoken_label(self.preset, tr("Append a set of prompts"))
        self.preset.activated.connect(self._append)
        self.column.addWidget(self.preset)
        self.text = QPlainTextEdit("\n".join(prompts))
        self.text.setAccessibleName(tr("Prompts, one per line"))
        self.text.setTabChangesFocus(True)
        # What is typed at once goes on after the last prompt, not into the first one.
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.textChanged.connect(self._count)
        self.column.addWidget(self.text, 1)
        self.count = self.add_note("")
        self.resize(460, 440)
        self._count()
        self.text.setFocus()

    @property
    def prompts(self) -> tuple[str, ...]:
        """What is written there: cleaned, each once, in order."""
        lines = (" ".join(line.split()) for line in self.text.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    @Slot(int)
    def _append(self, index: int) -> None:
        prompts = self._sets.get(self.preset.itemText(index), ())
        if prompts:
            self.text.setPlainText("\n".join(dict.fromkeys((*self.prompts, *prompts))))
            self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.preset.setCurrentIndex(0)

    @Slot()
    def _count(self) -> None:
        count = len(self.prompts)
        text = tr("%n prompt(s)", "", count)
        if count > MANY_PROMPTS:
            text += " · " + tr("so many make every explanation slower")
        self.count.setText(text)
        self.accept_button.setEnabled(count > 0)
