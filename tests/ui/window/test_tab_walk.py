"""With Tab alone one comes everywhere, sees where one is, and gets out again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.core.annotation import Geometry
from mmel_desktop.ui.notice import Notice
from tests.ui.conftest import TestBench

MOST_STEPS = 120


def open_with_mark(bench: TestBench, qtbot: QtBot) -> Workbench:
    """A workbench with one explained image, a mark on it, and the keyboard in the gallery."""
    workbench = bench.open_idle(images=2)
    workbench.state.geometry_drawn.emit(Geometry.box(1, 1, 9, 9))
    window = workbench.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    window.gallery.view.setFocus()
    return workbench


def walk(workbench: Workbench, modifier: Qt.KeyboardModifier) -> list[QWidget]:
    """The fields that Tab leads through until it is back where it began."""
    begin = QApplication.focusWidget()
    assert begin is not None
    fields = [begin]
    while len(fields) < MOST_STEPS:
        QTest.keyClick(fields[-1], Qt.Key.Key_Tab, modifier)
        field = QApplication.focusWidget()
        assert field is not None
        if field is begin:
            return fields
        fields.append(field)
    pytest.fail(f"Tab does not come back: it is in {fields[-1]} after {MOST_STEPS} steps")


@pytest.mark.parametrize("front", ["levels", "graph", "evidence", "annotations", "audit"])
def test_tab_leads_through_everything_in_sight_and_back(bench: TestBench, qtbot: QtBot, front: str) -> None:
    """Through no panel that stands behind another, and through no list row by row."""
    workbench = open_with_mark(bench, qtbot)
    window = workbench.window
    window.docks[front].raise_()
    qtbot.waitUntil(lambda: not window.docks[front].visibleRegion().isEmpty(), timeout=60_000)
    fields = walk(workbench, Qt.KeyboardModifier.NoModifier)
    for panel in (window.gallery, window.canvas, window.verdict_bar, window.prompts, window.docks[front]):
        assert any(panel is field or panel.isAncestorOf(field) for field in fields), panel
    behind = [dock for name, dock in window.docks.items() if name not in ("gallery", "prompts", front)]
    for field in fields:
        assert field.isVisible()
        assert not any(dock.isAncestorOf(field) for dock in behind), field
    back = walk(workbench, Qt.KeyboardModifier.ShiftModifier)
    assert back[1:] == fields[:0:-1]


def test_the_order_is_that_of_the_screen(bench: TestBench, qtbot: QtBot) -> None:
    """Gallery, canvas, verdict, then the panels on the right."""
    workbench = open_with_mark(bench, qtbot)
    window = workbench.window
    window.docks["levels"].raise_()
    window.gallery.filter_text.setFocus()
    fields = walk(workbench, Qt.KeyboardModifier.NoModifier)
    order = (
        window.gallery.view,
        window.canvas,
        window.verdict_bar.buttons["right"],
        window.prompts.new_prompt,
        window.levels.level_choice.button(0),
        window.levels.opacity.slider,
    )
    places = [fields.index(field) for field in order]
    assert places == sorted(places)


def test_what_is_made_later_joins_where_it_stands(bench: TestBench, qtbot: QtBot) -> None:
    """The second canvas comes after the first one, and a message is dismissed after what it offers."""
    workbench = open_with_mark(bench, qtbot)
    window = workbench.window
    window.compare.compare(True)
    workbench.session.notice.emit(Notice("Done", actions=(("Go on", lambda: None),)))
    window.gallery.view.setFocus()
    fields = walk(workbench, Qt.KeyboardModifier.NoModifier)
    assert window.compare.second is not None
    assert fields.index(window.compare.second) == fields.index(window.canvas) + 1
    (message,) = window.jobs_bar.messages
    inside = [field for field in fields if message.isAncestorOf(field)]
    assert [type(field) for field in inside] == [QPushButton, QToolButton]
