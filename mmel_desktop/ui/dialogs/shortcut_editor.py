"""Changing keyboard shortcuts: a list to find the command in, a field that takes the keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.ui.commands import Command, CommandTable, key_sequences, plain_text
from mmel_desktop.ui.dialogs.command_palette import match_rank
from mmel_desktop.ui.shortcut_settings import ShortcutSettings
from mmel_desktop.ui.theme import SPACE_DOUBLE_PX, SPACE_PX
from mmel_desktop.ui.translation import tr

_NAME_ROLE = Qt.ItemDataRole.UserRole
MOVING_KEYS = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter),
    *(Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Delete),
)
"""Alone or with Shift they move, press, end and delete in lists, fields and on the canvas, and a command that
took one of them would take that away everywhere."""
NO_OR_SHIFT = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class ShortcutEditor(QWidget):
    """Every command with its keys. Nothing is kept before :meth:`keep`.

    Args:
        commands: the table.
        shortcuts: where own keys are kept.
        parent: Qt owner.
    """

    def __init__(
        self, commands: CommandTable, shortcuts: ShortcutSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._commands = {command.name: command for command in commands.commands}
        self._table = commands
        self._shortcuts = shortcuts
        self.keys: dict[str, str] = {name: commands.keys(one) for name, one in self._commands.items()}
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a command"))
        self.search.setAccessibleName(tr("Find a command"))
        self.search.textChanged.connect(self._filter)
        self.list = QTreeWidget()
        self.list.setProperty("role", "card")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([tr("Command"), tr("Menu"), tr("Keys")])
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(tr("Commands and their keys"))
        self.list.currentItemChanged.connect(self._show_current)
        self.field = QKeySequenceEdit()
        self.field.setMaximumSequenceLength(1)
        self.field.setAccessibleName(tr("New keys"))
        self.field.keySequenceChanged.connect(self._take_keys)
        self.remove_button = QPushButton(tr("Remove"))
        self.remove_button.setAccessibleName(tr("Remove the keys"))
        self.remove_button.setAutoDefault(False)
        self.remove_button.clicked.connect(self._remove_keys)
        self.reset_button = QPushButton(tr("As delivered"))
        self.reset_button.setAutoDefault(False)
        self.reset_button.clicked.connect(self._reset_current)
        self.reset_all_button = QPushButton(tr("All as delivered"))
        self.reset_all_button.setAutoDefault(False)
        self.reset_all_button.clicked.connect(self._reset_all)
        self.message = QLabel()
        self.message.setProperty("role", "warning")
        self.message.setWordWrap(True)
        self._lay_out()
        self._fill()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_PX)
        caption = QLabel(tr("New keys"))
        caption.setBuddy(self.field)
        row.addWidget(caption)
        row.addWidget(self.field, 1)
        row.addWidget(self.remove_button)
        row.addWidget(self.reset_button)
        row.addWidget(self.reset_all_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_DOUBLE_PX, 0, 0)
        column.setSpacing(SPACE_PX)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        column.addWidget(self.message)

    def _fill(self) -> None:
        for command in self._commands.values():
            item = QTreeWidgetItem(self.list, [plain_text(command), tr(command.menu), ""])
            item.setData(0, _NAME_ROLE, command.name)
            self._show_keys(item)
        self.list.resizeColumnToContents(1)
        self.list.setCurrentItem(self._items()[0])

    def _show_keys(self, item: QTreeWidgetItem) -> None:
        keys = self.keys[item.data(0, _NAME_ROLE)]
        native = QKeySequence.SequenceFormat.NativeText
        item.setText(2, "  ".join(sequence.toString(native) for sequence in key_sequences(keys)))

    @property
    def _current(self) -> Command | None:
        item = self.list.currentItem()
        return self._commands[item.data(0, _NAME_ROLE)] if item is not None else None

    def choose(self, name: str) -> None:
        """Make a command the current one."""
        for item in self._items():
            if item.data(0, _NAME_ROLE) == name:
                self.list.setCurrentItem(item)

    def _items(self) -> list[QTreeWidgetItem]:
        items = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [item for item in items if item is not None]

    @Slot(str)
    def _filter(self, text: str) -> None:
        for item in self._items():
            item.setHidden(match_rank(self._commands[item.data(0, _NAME_ROLE)], text) is None)
        # Keys must never go to a command that is out of sight.
        current = self.list.currentItem()
        if current is None or current.isHidden():
            rows = (row for row, item in enumerate(self._items()) if not item.isHidden())
            self.list.setCurrentIndex(self.list.model().index(next(rows, -1), 0))

    @Slot()
    def _show_current(self, *_: object) -> None:
        command = self._current
        self.field.setEnabled(command is not None)
        self.reset_button.setEnabled(command is not None)
        self.remove_button.setEnabled(command is not None)
        self._show_keys_in_field()
        self.message.clear()

    @Slot()
    def _show_keys_in_field(self) -> None:
        command = self._current
        sequences = key_sequences(self.keys[command.name]) if command is not None else ()
        with QSignalBlocker(self.field):
            self.field.setKeySequence(sequences[0] if sequences else QKeySequence())

    @Slot(QKeySequence)
    def _take_keys(self, sequence: QKeySequence) -> None:
        command, item = self._current, self.list.currentItem()
        if command is None or item is None or sequence.isEmpty():
            return  # the field empties itself when a key is pressed, before it knows which
        if self._refuse_moving(sequence) or self._refuse_taken((sequence,), command):
            # Not at once: the field is still taking the key.
            QTimer.singleShot(0, self, self._show_keys_in_field)
            return
        self.message.clear()
        self.keys[command.name] = sequence.toString(QKeySequence.SequenceFormat.PortableText)
        self._show_keys(item)

    def _refuse_moving(self, sequence: QKeySequence) -> bool:
        """Whether it is a key by which one moves about in the window; then the editor says so."""
        moving = any(
            sequence[position].key() in MOVING_KEYS  # type: ignore[index]  # missing from the stubs
            and sequence[position].keyboardModifiers() in NO_OR_SHIFT  # type: ignore[index]
            for position in range(sequence.count())
        )
        if moving:
            self.message.setText(
                tr("{keys} moves about in the window and cannot be a command’s; press others.").format(
                    keys=sequence.toString(QKeySequence.SequenceFormat.NativeText)
                )
            )
        return moving

    def _refuse_taken(self, sequences: Iterable[QKeySequence], command: Command) -> bool:
        """Whether another command has one of these keys; then the editor says whose they are."""
        for sequence in sequences:
            owner = self.owner_of(sequence, apart_from=command.name)
            if owner is not None:
                self.message.setText(
                    tr(
                        "{keys} already belongs to “{command}”; press others, or give that other keys first."
                    ).format(
                        keys=sequence.toString(QKeySequence.SequenceFormat.NativeText),
                        command=plain_text(owner),
                    )
                )
                return True
        return False

    def owner_of(self, sequence: QKeySequence, *, apart_from: str) -> Command | None:
        """The other command that has these keys; None when they are free."""
        if sequence.isEmpty():
            return None
        for name, keys in self.keys.items():
            if name != apart_from and sequence in key_sequences(keys):
                return self._commands[name]
        return None

    @Slot()
    def _remove_keys(self) -> None:
        command, item = self._current, self.list.currentItem()
        if command is not None and item is not None:
            self.keys[command.name] = ""
            self._show_keys(item)
            self._show_current()

    @Slot()
    def _reset_current(self) -> None:
        command, item = self._current, self.list.currentItem()
        if command is None or item is None:
            return
        # Its own keys may have been given away meanwhile; twice given, they would do nothing at all.
        if not self._refuse_taken(key_sequences(command.shortcut), command):
            self.keys[command.name] = command.shortcut
            self._show_keys(item)
            self._show_current()

    @Slot()
    def _reset_all(self) -> None:
        for item in self._items():
            name = item.data(0, _NAME_ROLE)
            self.keys[name] = self._commands[name].shortcut
            self._show_keys(item)
        self._show_current()

    def keep(self) -> None:
        """Write what was changed into the settings and give the commands their keys."""
        for name, keys in self.keys.items():
            if keys == self._commands[name].shortcut:
                self._shortcuts.reset(name)
            else:
                self._shortcuts.change(name, keys)
        self._table.apply_shortcuts()
