"""The command palette: type a few letters, press Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSettings, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.ui.commands import Command, CommandTable
from mmel_desktop.ui.icons import icon_pixmap
from mmel_desktop.ui.theme import ICON_SIZE_PX, SPACE_PX, theme_colours
from mmel_desktop.ui.translation import tr

SIZE = QSize(560, 420)
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


RECENT_SETTING = "palette/recent"
KEPT_RECENT = 5


class CommandPalette(QDialog):
    """Finds commands by any words of their name, menu or description; disabled ones are shown last, muted.

    Before anything is typed, those chosen here lately stand first.

    Args:
        commands: the table.
        settings: remember what was chosen.
        parent: over which window.
    """

    def __init__(self, commands: CommandTable, settings: QSettings, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setModal(True)
        self.setProperty("role", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Find a command"))
        self._commands = commands
        self._settings = settings
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a command"))
        self.search.setAccessibleName(tr("Find a command"))
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(tr("Commands"))
        self.list.itemActivated.connect(self._run)
        self.list.itemClicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_PX, SPACE_PX, SPACE_PX, SPACE_PX)
        column.setSpacing(SPACE_PX)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self.resize(SIZE)
        self._fill("")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.parentWidget()
        if window is not None:
            corner = window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 72))
            self.move(corner)
        self.search.setFocus()

    @Slot(str)
    def _fill(self, text: str) -> None:
        self.list.clear()
        recent = [] if text.strip() else self._recent()
        matches = [
            (
                not self._commands[command.name].isEnabled(),
                recent.index(command.name) if command.name in recent else len(recent),
                rank,
                command,
            )
            for command in self._commands.commands
            if command.name != "edit.palette" and (rank := match_rank(command, text)) is not None
        ]
        for disabled, _, _, command in sorted(matches, key=lambda match: match[:3]):
            item = QListWidgetItem(self.list)
            item.setData(Qt.ItemDataRole.UserRole, command.name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{tr(command.text)}: {tr(command.help)}")
            item.setSizeHint(QSize(0, 46))
            if disabled:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.list.setItemWidget(
                item, _CommandRow(command, self._commands.shortcut_text(command), muted=disabled)
            )
        self.list.setCurrentRow(0)

    @Slot(QListWidgetItem)
    def _run(self, item: QListWidgetItem) -> None:
        name = item.data(Qt.ItemDataRole.UserRole)
        action = self._commands[name]
        if action.isEnabled():
            others = [known for known in self._recent() if known != name]
            self._settings.setValue(RECENT_SETTING, " ".join([name, *others][:KEPT_RECENT]))
            self.close()
            action.trigger()

    def _recent(self) -> list[str]:
        """Names of the commands chosen lately, the last one first."""
        return str(self._settings.value(RECENT_SETTING, "") or "").split()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The cursor stays in the search field while arrows walk through the list.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ARROWS:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentItem() is not None:
                self._run(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)


class _CommandRow(QWidget):
    """Icon, name with menu, one sentence, shortcut."""

    def __init__(self, command: Command, shortcut: str, *, muted: bool) -> None:
        super().__init__()
        colours = theme_colours()
        icon = QLabel()
        icon.setFixedSize(ICON_SIZE_PX, ICON_SIZE_PX)
        if command.icon:
            colour = colours.text_muted if muted else colours.text
            icon.setPixmap(icon_pixmap(command.icon, colour, ICON_SIZE_PX, self.devicePixelRatioF()))
        name = QLabel(tr(command.text))
        name.setEnabled(not muted)
        description = QLabel(f"{tr(command.menu)} · {tr(command.help)}")
        description.setProperty("role", "muted")
        keys = QLabel(shortcut)
        keys.setProperty("role", "muted")
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        words.addWidget(name)
        words.addWidget(description)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_PX, 4, SPACE_PX, 4)
        row.setSpacing(12)
        row.addWidget(icon)
        row.addLayout(words, 1)
        row.addWidget(keys)


def match_rank(command: Command, text: str) -> tuple[int, str] | None:
    """How well a command matches; smaller is better, None when a word occurs nowhere in it.

    Names that begin with the text come first, then names that hold all words, then descriptions.
    """
    words = text.casefold().split()
    name = tr(command.text).casefold()
    # English words find a command in every language: manuals and colleagues may use them.
    everything = f"{name} {tr(command.menu)} {tr(command.help)} {command.text} {command.help}".casefold()
    if not all(word in everything for word in words):
        return None
    if words and name.startswith(" ".join(words)):
        return (0, name)
    return (1, name) if all(word in name for word in words) else (2, name)
