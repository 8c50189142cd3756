"""Story: twenty images reviewed, the failures among them described, without touching the mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.core.taxonomy import SEVERITIES
from tests.ui.conftest import TestBench
from tests.ui.stories.keyboard import Keyboard
from tests.ui.stories.record import export_report, squeezed

IMAGES = 20
EVERY_FAILURE = 5
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def test_twenty_images_are_reviewed_by_keyboard_alone(bench: TestBench, qtbot: QtBot) -> None:
    """R and N, or W and a description; Escape leads back to the image, Ctrl+Z takes a slip back."""
    workbench = bench.open()
    bench.open_session(workbench, images=IMAGES)
    window, state = workbench.window, workbench.state
    keyboard = Keyboard(qtbot, workbench)
    for number in range(IMAGES):
        if number % EVERY_FAILURE:
            keyboard.press(Qt.Key.Key_R)
        else:
            keyboard.press(Qt.Key.Key_W)
            keyboard.press(Qt.Key.Key_A, SHIFT)
            assert keyboard.is_on(window.annotations.form.effect)
            keyboard.write("halluc")
            keyboard.press(Qt.Key.Key_Return)
            keyboard.press(Qt.Key.Key_3, ALT)
            keyboard.press(Qt.Key.Key_Escape)
            assert keyboard.is_on(window.canvas)
        assert state.image is not None
        shown = state.image.image_id
        if number == 1:
            keyboard.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert _verdict(workbench, shown) == "unreviewed"
            keyboard.press(Qt.Key.Key_R)
        assert _verdict(workbench, shown) == ("right" if number % EVERY_FAILURE else "wrong")
        keyboard.press(Qt.Key.Key_N)
        assert number == IMAGES - 1 or state.image.image_id != shown
    assert "Every image has a verdict" in window.jobs_bar.messages[-1].what_label.text()
    assert all(entry.reviewed for entry in workbench.session.index.entries)
    bench.wait_idle(workbench)

    report = export_report(bench, workbench, qtbot)
    store = workbench.session.store
    assert store is not None
    marks = store.annotations()
    assert len(marks) == IMAGES // EVERY_FAILURE
    assert {(mark.effect, mark.severity) for mark in marks} == {("A2", SEVERITIES[3].code)}
    verdicts = [store.review(entry.image.image_id).verdict for entry in workbench.session.index.entries]
    assert verdicts.count("wrong") == IMAGES // EVERY_FAILURE
    assert verdicts.count("right") == IMAGES - IMAGES // EVERY_FAILURE
    assert squeezed("hallucinated") in report.text


def test_f6_goes_from_panel_to_panel_and_back(bench: TestBench, qtbot: QtBot) -> None:
    """Every panel on the screen is reached, and Shift+F6 goes the same way backwards."""
    workbench = bench.open_idle(images=2)
    keyboard = Keyboard(qtbot, workbench)
    window = workbench.window
    window.gallery.view.setFocus()
    seen = [keyboard.focus]
    for _ in range(12):
        keyboard.press(Qt.Key.Key_F6)
        if keyboard.focus is seen[0]:
            break
        seen.append(keyboard.focus)
    assert window.canvas in seen
    assert any(window.prompts.isAncestorOf(widget) for widget in seen)
    assert any(window.verdict_bar.isAncestorOf(widget) for widget in seen)
    assert keyboard.focus is seen[0]
    keyboard.press(Qt.Key.Key_F6, SHIFT)
    assert keyboard.focus is seen[-1]


def _verdict(workbench: Workbench, image_id: str) -> str:
    entry = workbench.session.index.entry(image_id)
    assert entry is not None
    return str(entry.review.verdict)
