"""A row of joined buttons of which exactly one is down: a choice whose alternatives are always in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget


class SegmentedChoice(QWidget):
    """Choice between a few short words.

    Attributes:
        chosen: the analyst chose; the value is the position, from 0.
    """

    chosen = Signal(int)

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self.chosen)

    def set_choices(self, labels: Sequence[str], tool_tips: Sequence[str]) -> None:
        """Replace the alternatives; the first is down. They begin with a capital, like every button."""
        labels = [label[:1].upper() + label[1:] for label in labels]
        if [button.text() for button in self._group.buttons()] == labels:
            return
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.deleteLater()
        for number, (label, tool_tip) in enumerate(zip(labels, tool_tips, strict=True)):
            button = QPushButton(label, self)
            button.setCheckable(True)
            button.setToolTip(tool_tip)
            button.setAccessibleName(f"{self.accessibleName()}: {label}")
            # The padding of ordinary buttons would cut the words off in a narrow dock.
            button.setStyleSheet("padding-left: 4px; padding-right: 4px;")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(label) + 14)
            button.setChecked(number == 0)
            self._group.addButton(button, number)
            self._row.addWidget(button)

    @property
    def choice(self) -> int:
        """Position of the choice; -1 while there are none."""
        return self._group.checkedId()

    def show_choice(self, position: int) -> None:
        """Put a button down without announcing it."""
        button = self._group.button(position)
        if button is not None:
            button.setChecked(True)

    def button(self, position: int) -> QPushButton:
        """One of the buttons."""
        found = self._group.button(position)
        assert isinstance(found, QPushButton)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        target = None if step is None else self._group.button(self.choice + step)
        if target is None or not target.isEnabled():
            event.ignore()
            return
        target.setFocus()
        target.click()
