"""A command's keys are the table's or the user's own, on the canvas as everywhere; texts name them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.taxonomy import SEVERITIES
from mmel_desktop.ui.panels.term_combo import TermCombo
from mmel_desktop.ui.tour.tour_script import tour_steps
from tests.ui.conftest import TestBench

LETTER_COMMANDS = [
    "review.right",
    "review.wrong",
    "review.next",
    "review.next_image",
    "tool.box",
    "tools.probe_remove",
]
OWN_KEY, OWN_TEXT = Qt.Key.Key_F9, "F9"


def open_with_image(bench: TestBench, qtbot: QtBot) -> Workbench:
    """A workbench with one explained image, the keyboard on the canvas."""
    workbench = bench.open_idle(images=1)
    window = workbench.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    window.canvas.setFocus()
    return workbench


def give_key(workbench: Workbench, command: str, keys: str) -> None:
    """As the editor of shortcuts does."""
    workbench.window.shortcuts.change(command, keys)
    workbench.window.commands.apply_shortcuts()


def heard(workbench: Workbench, *names: str) -> list[str]:
    """The commands among these that are asked for from now on; none of them does anything any more."""
    triggered: list[str] = []
    for name in names:
        command = workbench.window.commands[name]
        command.triggered.disconnect()
        command.triggered.connect(lambda _=False, name=name: triggered.append(name))
        command.setEnabled(True)
    return triggered


@pytest.mark.parametrize(
    ("command", "key"),
    [
        ("view.heat", Qt.Key.Key_H),
        ("view.peek", Qt.Key.Key_P),
        ("view.level_context", Qt.Key.Key_2),
        ("tools.probe_remove", Qt.Key.Key_X),
        ("tools.probe_keep", Qt.Key.Key_O),
        ("tools.probe_interaction", Qt.Key.Key_I),
        ("view.fit", Qt.Key.Key_F),
    ],
)
def test_a_command_with_another_key_no_longer_listens_to_its_old_one(
    bench: TestBench, qtbot: QtBot, command: str, key: Qt.Key
) -> None:
    """Neither the canvas nor the levels panel has a second table of keys."""
    workbench = open_with_image(bench, qtbot)
    window, state = workbench.window, workbench.state
    triggered: list[str] = []
    window.commands[command].triggered.connect(lambda: triggered.append(command))
    window.canvas.zoom_in()
    state.select_regions((4, 5))
    give_key(workbench, command, OWN_TEXT)

    def shown() -> tuple[object, ...]:
        layers = window.canvas.layers
        heat = layers.heat.item.isVisible()
        return (state.level, state.probe_view, state.probes, heat, window.canvas.scale_factor)

    before = shown()
    for widget in (window.canvas, window.levels):
        widget.setFocus()
        QTest.keyPress(widget, key)
        assert shown() == before
        QTest.keyRelease(widget, key)
    assert triggered == []
    QTest.keyPress(window.canvas, OWN_KEY)
    assert triggered == [command]
    assert command == "tools.probe_interaction" or shown() != before
    QTest.keyRelease(window.canvas, OWN_KEY)
    bench.wait_idle(workbench)


def test_every_tooltip_names_the_key_that_counts_now(bench: TestBench, qtbot: QtBot) -> None:
    """The panels' own buttons, too; without any key none is named."""
    workbench = open_with_image(bench, qtbot)
    window = workbench.window
    palette = next(button for button in window.findChildren(QToolButton) if "Ctrl+K" in button.text())
    named: dict[str, QWidget] = {
        "tools.probe_remove": window.evidence.probes.remove,
        "view.level_fused": window.levels.level_choice.button(0),
        "view.level_part": window.levels.level_choice.button(3),
        "edit.filter": window.gallery.filter_text,
        "edit.add_prompt": window.prompts.new_prompt,
        "tools.explain": window.prompts.explain_button,
        "view.compare": window.compare.bar.close_button,
        "review.wrong": window.verdict_bar.buttons["wrong"],
        "review.next": window.verdict_bar.next_button,
        "edit.palette": palette,
    }
    for command, widget in named.items():
        first = window.commands.first_keys(command)
        assert first in widget.toolTip(), command
        give_key(workbench, command, OWN_TEXT)
        assert OWN_TEXT in widget.toolTip(), command
        give_key(workbench, command, "")
        assert OWN_TEXT not in widget.toolTip(), command
        assert "(" not in widget.toolTip().partition("<b>")[0], command
    assert palette.text() == "Find a command"


def test_texts_that_say_which_key_to_press_follow_the_users_own(
    bench: TestBench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The empty panel, the tour and the canvas's menu; without a key the tour names the menu entry."""
    workbench = open_with_image(bench, qtbot)
    window = workbench.window
    image = workbench.state.image
    assert image is not None
    monkeypatch.setattr("mmel_desktop.ui.tour.tour_script.PLANTED_IMAGE", image.identity.name)

    def tour_text(title: str) -> str:
        return next(step.text(window) for step in tour_steps() if step.title == title)

    assert "a box (B) on" in window.annotations._hint.text()
    give_key(workbench, "tool.box", OWN_TEXT)
    assert "a box (F9) on" in window.annotations._hint.text()
    assert "a box (F9) around" in tour_text("Mark the failure")
    give_key(workbench, "tools.probe_remove", "")
    assert "Press Tools › Remove selected regions to" in tour_text("Is it the cause?")
    give_key(workbench, "tools.probe_keep", "F8")
    workbench.state.select_regions((4,))
    menu = window.canvas.make_context_menu(QPointF(-1, -1))
    assert menu is not None
    entries = [action.text() for action in menu.actions()]
    assert "Keep only region 4\tF8" in entries
    assert "Remove region 4" in entries


@pytest.mark.parametrize("place", ["canvas", "gallery", "filter", "tool bar"])
def test_escape_ends_a_tool_at_once_wherever_the_keyboard_is(
    bench: TestBench, qtbot: QtBot, place: str
) -> None:
    """Once is enough; the keyboard is on the image then."""
    workbench = open_with_image(bench, qtbot)
    window = workbench.window
    find: dict[str, Callable[[], QWidget]] = {
        "canvas": lambda: window.canvas,
        "gallery": lambda: window.gallery.view,
        "filter": lambda: window.gallery.filter_text,
        "tool bar": lambda: next(b for b in window.findChildren(QToolButton) if "Ctrl+K" in b.text()),
    }
    widget = find[place]()
    widget.setFocus()
    workbench.state.choose_tool("polygon")
    QTest.keyClick(widget, Qt.Key.Key_Escape)
    assert workbench.state.tool == "select"
    assert window.canvas.hasFocus()


def test_digits_in_the_table_of_annotations_are_severities_there(bench: TestBench, qtbot: QtBot) -> None:
    """The commands that have the same keys get them everywhere else."""
    workbench = open_with_image(bench, qtbot)
    window, state = workbench.window, workbench.state
    state.geometry_drawn.emit(Geometry.box(1, 1, 9, 9))
    window.annotations.table.setFocus()
    QTest.keyClick(window.annotations.table, Qt.Key.Key_3)
    assert state.level == -1
    assert state.annotations[0].severity != "not_assessed"
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_3)
    assert state.level == 1


class FieldOfX11(QLineEdit):
    """As a line of text behaves on X11, where Ctrl+E goes to its end and Ctrl+Y is unknown."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_E:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Y:
            event.ignore()
            return False
        return super().event(event)


def test_the_report_is_written_by_its_key_also_while_something_is_typed(
    bench: TestBench, qtbot: QtBot
) -> None:
    """The field gives the key up to the command; its own keys it keeps."""
    workbench = open_with_image(bench, qtbot)
    window = workbench.window
    field = FieldOfX11(window)
    field.show()
    field.setFocus()
    triggered = heard(workbench, "file.export", "edit.undo")
    QTest.keyClicks(field, "typed")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), triggered) == ("", [])
    QTest.keyClick(field, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert triggered == ["file.export"]


@pytest.mark.parametrize("kind", [FieldOfX11, QPlainTextEdit, QSpinBox])
def test_undo_and_redo_while_typing_are_the_fields_own(
    bench: TestBench, qtbot: QtBot, kind: type[QWidget]
) -> None:
    """By all the keys that the commands have, also where the platform knows only some of them."""
    workbench = open_with_image(bench, qtbot)
    window = workbench.window
    triggered = heard(workbench, "edit.undo", "edit.redo")
    field = kind(window)
    field.show()
    field.setFocus()
    QTest.keyClicks(field, "7")
    text = field.findChild(QLineEdit) or field

    def typed() -> str:
        return text.toPlainText() if isinstance(text, QPlainTextEdit) else text.text()  # type: ignore[attr-defined]

    full = typed()
    assert "7" in full
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    for key, modifier in ((Qt.Key.Key_Y, control), (Qt.Key.Key_Z, control | shift)):
        QTest.keyClick(field, Qt.Key.Key_Z, control)
        assert "7" not in typed()
        QTest.keyClick(field, key, modifier)
        assert typed() == full
    assert triggered == []


def test_redo_is_the_sessions_where_nothing_is_typed(bench: TestBench, qtbot: QtBot) -> None:
    """A choice is no text."""
    workbench = open_with_image(bench, qtbot)
    triggered = heard(workbench, "edit.redo")
    for field in (workbench.window.gallery.sort_order, workbench.window.canvas):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert triggered == ["edit.redo", "edit.redo"]


@pytest.mark.parametrize("place", ["order", "severity"])
def test_letters_in_a_choice_find_its_entries_and_give_no_verdict(
    bench: TestBench, qtbot: QtBot, place: str
) -> None:
    """Whoever types "na" for "name" must not have walked to the next image by it."""
    workbench = open_with_image(bench, qtbot)
    window = workbench.window
    choice = window.gallery.sort_order if place == "order" else TermCombo("severity", SEVERITIES, window)
    choice.show()
    choice.setFocus(Qt.FocusReason.TabFocusReason)
    triggered = heard(workbench, *LETTER_COMMANDS)
    choice.setCurrentIndex(0)
    wanted = choice.itemText(choice.count() - 1)
    QTest.keyClicks(choice, wanted[:3])
    assert choice.currentText() == wanted
    assert triggered == []


def test_letters_stay_the_commands_on_the_image_in_the_gallery_and_in_lists(
    bench: TestBench, qtbot: QtBot
) -> None:
    """Analysts judge from wherever they last clicked."""
    workbench = open_with_image(bench, qtbot)
    window = workbench.window
    triggered = heard(workbench, *LETTER_COMMANDS)
    for widget in (window.canvas, window.gallery.view, window.prompts.view, window.annotations.table):
        widget.setFocus()
        triggered.clear()
        QTest.keyClicks(widget, "rwnjbx")
        assert triggered == LETTER_COMMANDS, widget


def test_a_click_on_a_choice_does_not_put_the_keyboard_into_it(bench: TestBench, qtbot: QtBot) -> None:
    """After the order was chosen by the mouse, "n" goes to the next image as before."""
    workbench = open_with_image(bench, qtbot)
    window = workbench.window
    triggered = heard(workbench, "review.next")
    for choice in (
        window.gallery.sort_order,
        window.gallery.status_filter,
        window.levels.colour_map,
        window.graph.filters.per_region,
    ):
        window.canvas.setFocus()
        QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
        choice.hidePopup()
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused is not choice
        triggered.clear()
        QTest.keyClicks(focused, "n")
        assert triggered == ["review.next"]
