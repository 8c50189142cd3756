"""Every change of the form is one committed edit; table, canvas and form show the same annotation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.explanation import TrustCheck
from mmel_desktop.core.taxonomy import EFFECTS, EVIDENCE, TRIGGERS
from mmel_desktop.ui.panels.annotations_panel import AnnotationsPanel
from mmel_desktop.ui.review_state import ReviewState
from tests.factories import make_explanation
from tests.ui.panels.in_memory_edits import InMemoryEdits, shown

BOX = Geometry.box(10, 10, 40, 30)


@pytest.fixture
def state(state: ReviewState) -> ReviewState:
    """An explanation is shown."""
    state.show_explanation(make_explanation(), "run-1")
    return state


def test_what_is_drawn_becomes_a_selected_annotation_and_the_effect_waits_for_its_name(
    qtbot: QtBot, panel: AnnotationsPanel, state: ReviewState
) -> None:
    """The shown prompt is taken over; the panel asks to be brought to the front."""
    state.select_prompt(1)
    with qtbot.waitSignal(panel.attention_wanted, timeout=60_000):
        state.geometry_drawn.emit(BOX)
    assert shown(state).geometry == BOX
    assert shown(state).prompt == "a red car"
    assert panel.form.effect.lineEdit() is panel.focusWidget() or panel.form.effect.hasFocus()
    assert panel.model.rowCount() == 1


def test_a_new_annotation_says_when_the_map_failed_its_checks(
    panel: AnnotationsPanel, state: ReviewState
) -> None:
    """The evidence begins as unreliable then, and as nothing otherwise."""
    state.geometry_drawn.emit(BOX)
    assert shown(state).evidence == ()
    assert state.explanation is not None
    failed = TrustCheck("completeness", 1.0, 0.1, "at_most", "fail", "Does not add up.")
    checks = tuple((failed,) for _ in state.explanation.checks)
    state.show_explanation(replace(state.explanation, checks=checks), "run-2")
    state.geometry_drawn.emit(BOX)
    assert shown(state).evidence == ("unreliable",)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("hallu", "A2"),
        ("wrong count", "A7"),
        ("reason", "A10"),
        ("not a", "A0"),
        ("a10", "A10"),
        ("A1", "A1"),
    ],
)
def test_the_effect_is_found_by_typing_its_code_or_a_part_of_its_name(
    qtbot: QtBot, panel: AnnotationsPanel, state: ReviewState, edits: InMemoryEdits, typed: str, code: str
) -> None:
    """Typing and Enter is one edit; the meaning is written below."""
    state.geometry_drawn.emit(BOX)
    line = panel.form.effect.lineEdit()
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert shown(state).effect == code
    assert edits.steps == ["add 1", "edit 1"]
    meaning = next(term.meaning for term in EFFECTS if term.code == code)
    assert panel.form.effect.meaning == meaning


def test_text_that_fits_no_effect_is_put_back(
    qtbot: QtBot, panel: AnnotationsPanel, state: ReviewState, edits: InMemoryEdits
) -> None:
    """Nothing is committed."""
    state.geometry_drawn.emit(BOX)
    line = panel.form.effect.lineEdit()
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "qqq")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert panel.form.effect.currentText() == "other"
    assert edits.steps == ["add 1"]


def test_every_term_has_a_chip_that_commits_at_once(panel: AnnotationsPanel, state: ReviewState) -> None:
    """Codes are kept in the taxonomy's order, whatever the order of clicks."""
    state.geometry_drawn.emit(BOX)
    for term in reversed(TRIGGERS):
        panel.form.triggers.chip(term.code).click()
    for term in EVIDENCE:
        panel.form.evidence.chip(term.code).click()
    assert shown(state).triggers == tuple(term.code for term in TRIGGERS)
    assert shown(state).evidence == tuple(term.code for term in EVIDENCE)
    panel.form.triggers.chip("weather").click()
    assert "weather" not in shown(state).triggers


def test_chips_are_one_stop_of_the_tab_key_and_walked_with_arrows(
    qtbot: QtBot, panel: AnnotationsPanel, state: ReviewState
) -> None:
    """Space switches the chip that has the focus."""
    state.geometry_drawn.emit(BOX)
    first = panel.form.triggers.chip("spurious_context")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    second = panel.form.triggers.chip("typographic")
    assert second.hasFocus()
    assert first.focusPolicy() == Qt.FocusPolicy.ClickFocus
    assert second.focusPolicy() == Qt.FocusPolicy.StrongFocus
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert shown(state).triggers == ("typographic",)


def test_severity_opens_the_fields_it_refers_to(
    qtbot: QtBot, panel: AnnotationsPanel, state: ReviewState
) -> None:
    """A use context without a severity would say nothing."""
    state.geometry_drawn.emit(BOX)
    assert not panel.form.use_context.isEnabled()
    panel.form.severity.setCurrentIndex(4)
    panel.form.severity.activated.emit(4)
    assert shown(state).severity == "critical"
    assert panel.form.use_context.isEnabled()
    assert panel.form.consequence.isEnabled()
    QTest.keyClicks(panel.form.use_context, "braking assistant")
    assert shown(state).use_context == ""
    QTest.keyClick(panel.form.use_context, Qt.Key.Key_Return)
    assert shown(state).use_context == "braking assistant"


def test_a_comment_is_committed_when_the_field_is_left(
    qtbot: QtBot, panel: AnnotationsPanel, state: ReviewState, edits: InMemoryEdits
) -> None:
    """One edit for all that was typed, not one per key."""
    state.geometry_drawn.emit(BOX)
    panel.form.comment.setFocus()
    QTest.keyClicks(panel.form.comment, "follows the sign")
    assert edits.steps == ["add 1"]
    panel.form.prompt.setFocus()
    assert shown(state).comment == "follows the sign"
    assert edits.steps == ["add 1", "edit 1"]


def test_a_comment_in_progress_goes_to_the_annotation_it_was_written_for(
    qtbot: QtBot, panel: AnnotationsPanel, state: ReviewState
) -> None:
    """Selecting another annotation commits it first."""
    state.geometry_drawn.emit(BOX)
    state.geometry_drawn.emit(BOX)
    panel.form.comment.setPlainText("about the second")
    state.select_annotation("annotation-1")
    assert [a.comment for a in state.annotations] == ["", "about the second"]
    assert panel.form.comment.toPlainText() == ""


def test_a_pause_in_writing_commits_and_keeps_the_cursor(
    qtbot: QtBot, panel: AnnotationsPanel, state: ReviewState
) -> None:
    """A crash costs a sentence at most, and writing goes on where it was."""
    state.geometry_drawn.emit(BOX)
    panel.form.comment.setFocus()
    QTest.keyClicks(panel.form.comment, "half a thought")
    qtbot.waitUntil(lambda: shown(state).comment == "half a thought", timeout=60_000)
    assert panel.form.comment.textCursor().position() == len("half a thought")


def test_a_refresh_with_undone_values_shows_them(panel: AnnotationsPanel, state: ReviewState) -> None:
    """Undo reaches the form through the state, without another edit."""
    state.geometry_drawn.emit(BOX)
    before = state.annotations
    panel.form.triggers.chip("clutter").click()
    state.show_annotations(before)
    assert not panel.form.triggers.chip("clutter").isChecked()
    assert panel.form.annotation == before[0]


def test_delete_asks_nothing_and_selects_the_next(
    qtbot: QtBot, panel: AnnotationsPanel, state: ReviewState, edits: InMemoryEdits
) -> None:
    """By the key in the table and by the button; the last one leaves the hint."""
    for _ in range(3):
        state.geometry_drawn.emit(BOX)
    state.select_annotation("annotation-2")
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    assert edits.steps[-1] == "delete annotation-2"
    assert state.selected_annotation == "annotation-3"
    panel.delete_button.click()
    panel.delete_button.click()
    assert state.annotations == ()
    assert not panel.form.isVisible()


def test_table_and_state_select_one_another(panel: AnnotationsPanel, state: ReviewState) -> None:
    """Rows are ordered by number, and say the effect in words."""
    for _ in range(2):
        state.geometry_drawn.emit(BOX)
    panel.table.selectRow(0)
    assert state.selected_annotation == "annotation-1"
    assert panel.form.annotation is state.annotations[0]
    state.select_annotation("annotation-2")
    assert [index.row() for index in panel.table.selectionModel().selectedRows()] == [1]
    assert panel.model.index(1, 0).data() == "2"
    assert panel.model.index(1, 1).data() == "other"


def test_a_read_only_session_shows_but_changes_nothing(
    panel: AnnotationsPanel, state: ReviewState, edits: InMemoryEdits
) -> None:
    """Neither drawing nor the form nor Delete, nor does it invite to any of it."""
    assert "draw a box" in panel._hint.text()
    panel.set_read_only(True)
    assert "draw a box" not in panel._hint.text()
    panel.set_read_only(False)
    state.geometry_drawn.emit(BOX)
    panel.set_read_only(True)
    state.geometry_drawn.emit(BOX)
    panel.delete_selected()
    assert edits.steps == ["add 1"]
    assert not panel.form.isEnabled()
    assert panel.form.isVisible()


def test_codes_of_a_newer_taxonomy_survive_an_edit(panel: AnnotationsPanel, state: ReviewState) -> None:
    """What this version cannot name it must not drop."""
    state.show_annotations(
        (Annotation("new", "image-1", 1, BOX, effect="A99", triggers=("moon", "clutter")),)
    )
    state.select_annotation("new")
    panel.form.triggers.chip("weather").click()
    assert shown(state).effect == "A99"
    assert set(shown(state).triggers) == {"moon", "clutter", "weather"}


@pytest.mark.parametrize("width_px", [320, 420])
def test_nothing_is_wider_than_the_dock(panel: AnnotationsPanel, state: ReviewState, width_px: int) -> None:
    """The form scrolls downwards only."""
    state.geometry_drawn.emit(BOX)
    panel.resize(width_px, 500)
    assert isinstance(panel, QScrollArea)
    body = panel.widget()
    assert body is not None
    assert body.minimumSizeHint().width() <= panel.viewport().width()
    header = panel.table.horizontalHeader()
    assert header.length() == panel.table.viewport().width()
    for chip_group in (panel.form.triggers, panel.form.evidence):
        assert chip_group.height() >= chip_group.heightForWidth(chip_group.width())


def test_severity_is_given_by_its_number(qtbot: QtBot, panel: AnnotationsPanel, state: ReviewState) -> None:
    """In the table by the digit alone, in the form with Alt; a digit that stands for none does nothing."""
    state.geometry_drawn.emit(Geometry.box(0, 0, 9, 9))
    QTest.keyClick(panel.table, Qt.Key.Key_4)
    assert shown(state).severity == "critical"
    QTest.keyClick(panel.table, Qt.Key.Key_8)
    assert shown(state).severity == "critical"
    QTest.keyClick(panel.form, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert shown(state).severity == "negligible"
    QTest.keyClick(panel.table, Qt.Key.Key_0)
    assert shown(state).severity == "not_assessed"
    assert panel.form.severity.code == "not_assessed"


def test_severity_stands_right_below_the_effect(
    qtbot: QtBot, panel: AnnotationsPanel, state: ReviewState
) -> None:
    """What every finding needs is seen, and reached with one Tab, before the long lists of triggers."""
    state.geometry_drawn.emit(BOX)
    form = panel.form
    assert form.severity.geometry().bottom() < form.triggers.geometry().top()
    form.effect.setFocus()
    QTest.keyClick(form.effect, Qt.Key.Key_Tab)
    assert form.severity.hasFocus()


def test_the_list_of_matching_effects_looks_like_a_list_of_choices(panel: AnnotationsPanel) -> None:
    """The style sheet knows it, so it has a frame and does not run into the text below."""
    completer = panel.form.effect.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    assert popup.property("role") == "completions"


def test_the_wheel_never_puts_the_keyboard_into_a_choice(panel: AnnotationsPanel) -> None:
    """Somebody who scrolls the form and then presses a verdict's key means the verdict."""
    for combo in (panel.form.effect, panel.form.severity, panel.form.status):
        assert combo.focusPolicy() == Qt.FocusPolicy.StrongFocus
