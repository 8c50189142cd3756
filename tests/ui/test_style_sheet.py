"""The style sheet says what Qt reads in it."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mmel_desktop.resource_files import resource_path
from mmel_desktop.ui.style_sheet import build_style_sheet
from mmel_desktop.ui.theme import DARK

ACCENT = DARK.hexadecimal()["accent"]


def sheet() -> str:
    """The sheet of the dark theme; its pictures do not matter."""
    pictures = dict.fromkeys(("arrow_down", "arrow_up", "check_mark"), resource_path("icons", "right.svg"))
    return build_style_sheet(DARK.hexadecimal(), pictures, 13, 11)


def test_no_state_stands_before_a_part() -> None:
    """Qt takes ``QCheckBox:focus::indicator`` for the whole box in any state."""
    assert re.findall(r"\w:[a-z-]+::[a-z-]+", sheet()) == []


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_a_box_to_tick_shows_that_it_has_the_keyboard(
    qtbot: QtBot, kind: type[QCheckBox] | type[QRadioButton]
) -> None:
    """Also when it is ticked; the one beside it does not."""
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(sheet())
    column = QVBoxLayout(window)
    first, second = kind("first"), kind("second")
    for box in (first, second):
        column.addWidget(box)
    first.setChecked(True)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    first.setFocus()
    picture = window.grab().toImage()

    def at_the_right_edge(box: QWidget) -> QColor:
        return picture.pixelColor(box.geometry().right(), box.geometry().center().y())

    assert at_the_right_edge(first) == QColor(ACCENT)
    assert at_the_right_edge(second) != QColor(ACCENT)
