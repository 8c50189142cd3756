"""Language, theme, how reviews are done, and the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QTabWidget, QVBoxLayout, QWidget

from mmel_desktop.ui.commands import CommandTable
from mmel_desktop.ui.dialogs.form_dialog import FormDialog
from mmel_desktop.ui.dialogs.shortcut_editor import ShortcutEditor
from mmel_desktop.ui.shortcut_settings import ShortcutSettings
from mmel_desktop.ui.theme import SPACE_DOUBLE_PX, SPACE_PX, THEME_CHOICES
from mmel_desktop.ui.translation import LANGUAGES, tr


@dataclass(frozen=True)
class SettingsChoice:
    """What can be set.

    Attributes:
        language: one of ``LANGUAGE_CHOICES``.
        theme: one of ``THEME_CHOICES``.
        blind: a verdict comes before the explanation.
        names_hidden: numbers instead of names while reviewing blind.
    """

    language: str
    theme: str
    blind: bool
    names_hidden: bool


class SettingsDialog(FormDialog):
    """Two tabs: general, keyboard.

    Args:
        present: what is set now.
        commands: whose keys can be changed.
        shortcuts: where own keys are kept.
        parent: over which window.
    """

    def __init__(
        self, present: SettingsChoice, commands: CommandTable, shortcuts: ShortcutSettings, parent: QWidget
    ) -> None:
        super().__init__(tr("Settings"), tr("Apply"), parent)
        self.language = QComboBox()
        self.language.addItem(tr("As the desktop"), "system")
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.theme = QComboBox()
        names = {"dark": tr("Dark"), "light": tr("Light"), "system": tr("As the desktop")}
        for choice in THEME_CHOICES:
            self.theme.addItem(names[choice], choice)
        self.blind = QCheckBox(tr("Verdict before the explanation is shown"))
        self.names_hidden = QCheckBox(tr("Hide file names meanwhile"))
        self.blind.toggled.connect(self.names_hidden.setEnabled)
        self.shortcuts = ShortcutEditor(commands, shortcuts)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Settings"))
        self.tabs.addTab(self._general_page(), tr("General"))
        self.tabs.addTab(self.shortcuts, tr("Keyboard"))
        self.column.addWidget(self.tabs, 1)
        self._show(present)
        self.resize(620, 520)

    def _general_page(self) -> QWidget:
        page = QWidget()
        own = self.column
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(0, SPACE_DOUBLE_PX, 0, 0)
        self.column.setSpacing(SPACE_PX)
        self.add_form((tr("Language"), self.language), (tr("Theme"), self.theme))
        self.add_note(tr("Another language appears at the next start. Prompts stay as you write them."))
        self.column.addSpacing(SPACE_DOUBLE_PX)
        self.add_note(tr("Blind review"), "title")
        self.column.addWidget(self.blind)
        self.column.addWidget(self.names_hidden)
        self.add_note(tr("The record says of each verdict whether it was given blind."))
        self.column.addStretch(1)
        self.column = own
        return page

    def _show(self, present: SettingsChoice) -> None:
        self.language.setCurrentIndex(max(self.language.findData(present.language), 0))
        self.theme.setCurrentIndex(max(self.theme.findData(present.theme), 0))
        self.blind.setChecked(present.blind)
        self.names_hidden.setChecked(present.names_hidden)
        self.names_hidden.setEnabled(present.blind)

    @property
    def choice(self) -> SettingsChoice:
        """What is chosen; the keys are kept by :meth:`ShortcutEditor.keep`."""
        return SettingsChoice(
            str(self.language.currentData()),
            str(self.theme.currentData()),
            self.blind.isChecked(),
            self.blind.isChecked() and self.names_hidden.isChecked(),
        )
