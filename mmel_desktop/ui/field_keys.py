"""Which keys a field keeps for itself, and which it gives up to the commands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit)
_KEYS_OF_TEXT = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)


class FieldKeys(QObject):
    """Sees to it that the field that has the focus keeps what is its own, and no more.

    On X11 a line of text takes Ctrl+E for "end of the line": the report's command would never hear of it.
    Where no command has the key, the field still gets it. The other way round, a text does not know Ctrl+Y
    there, which would make an undone edit of the session again while somebody corrects a word. A choice
    finds its entries by their first letters, which would otherwise give verdicts. Lists and tables of the
    panels are clicked all the time between verdicts: there letters stay the commands'.

    Args:
        parent: Qt owner.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, left: QWidget | None, entered: QWidget | None) -> None:
        # Not every event of the program goes through here, only those of one field.
        if isinstance(left, _FIELDS):
            left.removeEventFilter(self)
        if isinstance(entered, _FIELDS):
            entered.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        text = _text_of(watched)
        if event.type() == QEvent.Type.ShortcutOverride:
            finds = text is None and isinstance(watched, QComboBox) and _is_character(event)
            if finds or (text is not None and _is_second_redo(event)):
                event.accept()
                return True
            if _may_be_a_command(event):
                event.ignore()
                return True
        elif event.type() == QEvent.Type.KeyPress and text is not None and _is_second_redo(event):
            text.redo()
            return True
        return super().eventFilter(watched, event)


def _text_of(field: QObject) -> QLineEdit | QPlainTextEdit | QTextEdit | None:
    """What is typed into when this field has the focus; None where nothing can be typed."""
    text: object = field
    if isinstance(field, (QComboBox, QAbstractSpinBox)):
        text = field.lineEdit()
    if isinstance(text, (QLineEdit, QPlainTextEdit, QTextEdit)) and not text.isReadOnly():
        return text
    return None


def _is_second_redo(event: QKeyEvent) -> bool:
    """Ctrl+Y, which only some platforms know as "redo"."""
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_Y


def _is_character(event: QKeyEvent) -> bool:
    """A letter, a digit or a sign, as it is typed to find an entry; a space opens the choice."""
    plain = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return (
        plain == Qt.KeyboardModifier.NoModifier and event.text().isprintable() and bool(event.text().strip())
    )


def _may_be_a_command(event: QKeyEvent) -> bool:
    return (
        event.modifiers() == Qt.KeyboardModifier.ControlModifier
        and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
        and not any(event.matches(standard) for standard in _KEYS_OF_TEXT)
    )
