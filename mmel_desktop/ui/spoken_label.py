"""A choice without a visible label says what it is for."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel


def give_spoken_label(choice: QComboBox, name: str) -> None:
    """Give a combo box that has no label beside it a name for screen readers.

    On Linux Qt tells the chosen entry as the name of a combo box, whatever its accessible name: only a label
    that points to it says what is chosen. So it gets one that is never shown.
    """
    choice.setAccessibleName(name)
    label = QLabel(name, choice)
    label.setBuddy(choice)
    label.hide()
