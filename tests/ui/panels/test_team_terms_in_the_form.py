"""A team's terms are chosen as the program's are: by keyboard, by code or label, in the user's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.core.team_taxonomy import NO_TEAM, following
from mmel_desktop.ui.panels.annotations_panel import AnnotationsPanel
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.taxonomy_texts import term_text
from mmel_desktop.ui.translation import install_language
from tests.team_terms import ROAD_SAFETY, WRONG_LANE
from tests.ui.panels.in_memory_edits import InMemoryEdits, shown

TAXONOMY = Taxonomy(ROAD_SAFETY)


@pytest.fixture
def panel(panel: AnnotationsPanel, state: ReviewState) -> AnnotationsPanel:
    """The panel with a new mark in it, in a session with a team's terms."""
    state.show_taxonomy(TAXONOMY)
    state.geometry_drawn.emit(Geometry.box(10, 10, 40, 30))
    return panel


@pytest.fixture
def korean(qapp: QApplication) -> Iterator[None]:
    """Korean while a test runs."""
    install_language(qapp, "ko")
    yield
    install_language(qapp, "en")


def effect_line(panel: AnnotationsPanel) -> QLineEdit:
    """Where an effect is typed, with all of it selected."""
    line = panel.form.effect.lineEdit()
    assert line is not None
    line.selectAll()
    return line


@pytest.mark.parametrize("typed", ["ROAD-E1", "road-e1", "wrong l", "lane", "ROAD-E1 wrong lane", "road-"])
def test_a_teams_effect_is_found_by_typing_code_or_label(
    panel: AnnotationsPanel, state: ReviewState, edits: InMemoryEdits, typed: str
) -> None:
    """Typing and Enter is one edit; the team's sentence is written below."""
    QTest.keyClicks(effect_line(panel), typed)
    QTest.keyClick(effect_line(panel), Qt.Key.Key_Return)
    assert shown(state).effect == "ROAD-E1"
    assert edits.steps == ["add 1", "edit 1"]
    assert panel.form.effect.currentText() == "wrong lane"
    assert panel.form.effect.meaning == WRONG_LANE.meaning
    assert panel.model.data(panel.model.index(0, 1)) == "wrong lane"


def test_the_list_that_opens_while_typing_is_searched_by_code_too(
    qtbot: QtBot, panel: AnnotationsPanel, state: ReviewState
) -> None:
    """Down and Enter take what it shows; the field then holds the label alone."""
    line = effect_line(panel)
    QTest.keyClicks(line, "road-")
    completer = panel.form.effect.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible, timeout=60_000)
    model = completer.completionModel()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["wrong lane"]
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert shown(state).effect == "ROAD-E1"
    assert panel.form.effect.currentText() == "wrong lane"


def test_what_fits_nothing_is_said_while_typing_and_after(
    panel: AnnotationsPanel, state: ReviewState, edits: InMemoryEdits
) -> None:
    """The effect that was chosen is named and stays; choosing one that exists ends the message."""
    line = effect_line(panel)
    note = panel.form.effect_note
    QTest.keyClicks(line, "qqq")
    assert note.text() == "No effect matches “qqq”; “other” stays."
    assert note.property("role") == "warning"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert panel.form.effect.currentText() == "other"
    assert note.text() == "No effect matches “qqq”; “other” stays."
    panel.form.comment.setFocus()
    assert note.text() == "No effect matches “qqq”; “other” stays."
    assert edits.steps == ["add 1"]
    QTest.keyClicks(effect_line(panel), "missed")
    assert note.text() == "None of these; described in words."
    QTest.keyClick(effect_line(panel), Qt.Key.Key_Return)
    assert note.property("role") == "muted"
    assert shown(state).effect == "A1"


def test_what_was_typed_is_text_and_never_markup(panel: AnnotationsPanel) -> None:
    """A long one is cut."""
    QTest.keyClicks(effect_line(panel), "<b>" + "q" * 60)
    note = panel.form.effect_note
    assert note.textFormat() == Qt.TextFormat.PlainText
    assert f"“<b>{'q' * 37}…”" in note.text()


def test_a_teams_triggers_and_evidence_are_chips_for_the_keyboard(
    panel: AnnotationsPanel, state: ReviewState
) -> None:
    """They come last; hidden ones of the program are not there."""
    last = panel.form.triggers.chip("ROAD-T1")
    assert not panel.form.triggers.chip("weather").isVisible()
    first = panel.form.triggers.chip("spurious_context")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Left)
    assert last.hasFocus()
    QTest.keyClick(last, Qt.Key.Key_Space)
    panel.form.evidence.chip("ROAD-V1").click()
    assert shown(state).triggers == ("ROAD-T1",)
    assert shown(state).evidence == ("ROAD-V1",)


def test_a_term_that_is_not_offered_is_shown_where_it_was_chosen(
    panel: AnnotationsPanel, state: ReviewState, edits: InMemoryEdits
) -> None:
    """Label and meaning, not its code; it can be taken off, and leaving the field changes nothing."""
    edits.edit(replace(shown(state), effect="A9", triggers=("weather", "clutter")))
    assert panel.form.effect.findData("A9") < 0
    assert panel.form.effect.currentText() == "wrong text reading"
    assert panel.form.effect.meaning.startswith("Writing in the image was misread")
    panel.form.effect.setFocus()
    panel.form.comment.setFocus()
    assert shown(state).effect == "A9"
    assert "No effect matches" not in panel.form.effect_note.text()
    weather = panel.form.triggers.chip("weather")
    assert weather.isVisible()
    weather.click()
    assert shown(state).triggers == ("clutter",)


def test_other_terms_keep_what_the_shown_mark_says(panel: AnnotationsPanel, state: ReviewState) -> None:
    """Given up, they are shown and not offered; back again, they are offered."""
    panel.form.describe("ROAD-E1", ("ROAD-T1",))
    state.show_taxonomy(Taxonomy(following(ROAD_SAFETY, NO_TEAM)))
    assert panel.form.effect.findData("ROAD-E1") < 0
    assert panel.form.effect.currentText() == "wrong lane"
    assert panel.form.triggers.codes == ("ROAD-T1",)
    assert panel.form.triggers.chip("weather").isVisible()
    state.show_taxonomy(TAXONOMY)
    assert panel.form.effect.findData("ROAD-E1") >= 0
    assert panel.form.triggers.codes == ("ROAD-T1",)
    state.show_taxonomy(DEFAULT_TAXONOMY)
    assert panel.form.effect.currentText() == "ROAD-E1"
    assert panel.form.triggers.codes == ("ROAD-T1",)


def test_korean_users_read_the_teams_korean_labels(korean: None, panel: AnnotationsPanel) -> None:
    """Where there is one; a term without is shown as it is."""
    combo = panel.form.effect
    assert combo.itemText(combo.findData("ROAD-E1")) == "차로 오인"
    assert combo.best_match("차로") == combo.findData("ROAD-E1")
    assert combo.itemText(combo.findData("A1")) == "놓침"
    assert term_text(replace(WRONG_LANE, label_ko="")) == "wrong lane"
