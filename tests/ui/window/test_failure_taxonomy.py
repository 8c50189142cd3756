"""A team's terms in the window: seen, tried, put in force, and then wherever failures are named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY
from mmel_desktop.core.taxonomy_file import EXAMPLE
from mmel_desktop.core.taxonomy_trail import TAXONOMY_CHANGED
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.ui.dialogs.taxonomy_dialog import TaxonomyDialog
from mmel_desktop.ui.dialogs.taxonomy_rows import COLUMNS
from mmel_desktop.ui.panels.dashboard_figures import case_charts
from tests.ui.conftest import TestBench

Act = Callable[[TaxonomyDialog], None]
ACCEPTED, REJECTED = 1, 0
SECOND = EXAMPLE.replace('version = "1"', 'version = "2"').replace("wrong lane", "lane mistaken")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A team's file."""
    path = tmp_path / "road.toml"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


@pytest.fixture
def workbench(bench: TestBench) -> Workbench:
    """With a session of two images."""
    workbench = bench.open()
    bench.open_session(workbench, images=2)
    bench.wait_idle(workbench)
    return workbench


def in_dialog(monkeypatch: pytest.MonkeyPatch, act: Act, answer: int) -> None:
    """Do something in the dialog when it opens, then leave it with an answer."""

    def run(dialog: TaxonomyDialog) -> int:
        act(dialog)
        return answer

    monkeypatch.setattr(TaxonomyDialog, "exec", run)


def press(name: str) -> Act:
    """Click a button of the dialog."""
    return lambda dialog: getattr(dialog, name).click()


def use_file(bench: TestBench, workbench: Workbench, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """Load a file and use it, as the analyst does."""
    bench.paths.answer = file
    in_dialog(monkeypatch, press("load_button"), ACCEPTED)
    workbench.window.commands["review.taxonomy"].trigger()


def rows(tree: QTreeWidget) -> dict[str, list[str]]:
    """Code → the other cells."""
    found = {}
    for group in map(tree.topLevelItem, range(tree.topLevelItemCount())):
        assert isinstance(group, QTreeWidgetItem)
        for row in range(group.childCount()):
            item = group.child(row)
            assert item is not None
            found[item.text(0)] = [item.text(column) for column in range(1, len(COLUMNS))]
    return found


def changes_on_record(workbench: Workbench) -> int:
    """How many entries of the trail set terms."""
    assert workbench.session.store is not None
    return sum(event.action == TAXONOMY_CHANGED for event in workbench.session.store.audit_events())


def test_looking_at_the_terms_changes_nothing(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """All are listed with their meaning and how many marks hold them; there is nothing to use yet."""
    store = workbench.session.store
    assert store is not None
    store.add_annotation(store.images()[0].image_id, Geometry("image"), effect="A1")
    workbench.review.refresh_annotations({store.images()[0].image_id})
    seen: list[dict[str, list[str]]] = []

    def look(dialog: TaxonomyDialog) -> None:
        seen.append(rows(dialog.rows))
        assert dialog.heading.text() == "In use: the program's own terms"
        assert not dialog.accept_button.isEnabled()
        assert not dialog.program_button.isEnabled()

    in_dialog(monkeypatch, look, ACCEPTED)
    workbench.window.commands["review.taxonomy"].trigger()
    (found,) = seen
    assert len(found) == 13 + 18 + 8
    assert found["A1"] == ["missed", "Something that is there was not recognised.", "program", "1"]
    assert found["A2"][-1] == "–"
    assert changes_on_record(workbench) == 0


def test_a_loaded_file_shows_what_it_would_change_first(
    bench: TestBench, workbench: Workbench, monkeypatch: pytest.MonkeyPatch, example: Path
) -> None:
    """Cancelled, nothing is changed."""
    bench.paths.answer = example

    def load(dialog: TaxonomyDialog) -> None:
        dialog.load_button.click()
        assert dialog.note.text() == (
            "road.toml, “Example road safety 1”: 4 new, 2 of the program hidden. Nothing is changed yet."
        )
        found = rows(dialog.rows)
        assert found["ROAD-E1"][0] == "wrong lane"
        assert found["ROAD-E1"][2] == "your team · new"
        assert found["A9"][2] == "program · hidden"
        assert found["A1"][2] == "program"
        assert dialog.accept_button.isEnabled()

    in_dialog(monkeypatch, load, REJECTED)
    workbench.window.commands["review.taxonomy"].trigger()
    assert workbench.state.taxonomy == DEFAULT_TAXONOMY
    assert changes_on_record(workbench) == 0


def test_the_teams_terms_are_then_everywhere(
    bench: TestBench, workbench: Workbench, monkeypatch: pytest.MonkeyPatch, example: Path, qtbot: QtBot
) -> None:
    """Form, table, dashboard, gallery, audit trail; the record verifies, and keeps them when opened again."""
    use_file(bench, workbench, monkeypatch, example)
    window, store = workbench.window, workbench.session.store
    assert store is not None
    image = store.images()[1]
    workbench.review.show_image(image.image_id)
    workbench.state.geometry_drawn.emit(Geometry.box(5, 5, 40, 30))
    line = window.annotations.form.effect.lineEdit()
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "ROAD-E1")
    QTest.keyClick(line, Qt.Key.Key_Return)
    window.annotations.form.triggers.chip("ROAD-T1").click()
    mark = store.annotations()[0]
    assert (mark.effect, mark.triggers) == ("ROAD-E1", ("ROAD-T1",))
    assert mark.taxonomy == "mmel-failures/1 + Example road safety 1"
    assert window.annotations.model.data(window.annotations.model.index(0, 1)) == "wrong lane"
    window.docks["dashboard"].show()
    window.docks["dashboard"].raise_()
    window.dashboard.refresh()
    counted = {
        key: section.chart.accessibleDescription() for key, section in window.dashboard.sections.items()
    }
    assert (counted["effects"], counted["triggers"]) == ("wrong lane: 1", "road works: 1")
    charts = case_charts(workbench.session.index.entries, "", workbench.state.taxonomy)
    (bar,) = next(chart for chart in charts if chart.key == "effects").bars
    window.dashboard.facet_chosen.emit(bar.facet)
    assert window.gallery.model.image_ids == (image.image_id,)
    window.gallery.model.set_facet(None)
    for text in ("road-e1", "wrong lane", "road works"):
        window.gallery.model.set_text(text)
        assert window.gallery.model.image_ids == (image.image_id,)
    window.gallery.model.set_text("")
    window.docks["audit"].show()
    window.docks["audit"].raise_()
    qtbot.waitUntil(lambda: window.audit.model.rowCount() > 0, timeout=60_000)
    acts = [window.audit.model.index(row, 3).data() for row in range(window.audit.model.rowCount())]
    assert "taxonomy changed: Example road safety" in acts
    assert any("effect wrong lane" in act for act in acts)
    path = store.path
    with qtbot.waitSignal(workbench.session.opened, timeout=60_000):
        workbench.session.open(path)
    assert workbench.state.taxonomy.label("effect", "ROAD-E1") == "wrong lane"
    workbench.session.close()
    assert workbench.state.taxonomy == DEFAULT_TAXONOMY
    qtbot.waitUntil(lambda: workbench.session._retiring is None, timeout=60_000)
    assert verify_session(path).intact


def test_a_later_version_and_the_way_back_are_shown_before(
    bench: TestBench, workbench: Workbench, monkeypatch: pytest.MonkeyPatch, example: Path
) -> None:
    """Other words, then the program's terms only; two more entries in the trail."""
    use_file(bench, workbench, monkeypatch, example)
    example.write_text(SECOND.replace('"A9", ', ""), encoding="utf-8")
    seen: list[str] = []

    def load(dialog: TaxonomyDialog) -> None:
        seen.append(dialog.heading.text())
        dialog.load_button.click()
        seen.append(dialog.note.text())
        assert rows(dialog.rows)["ROAD-E1"][2] == "your team · other words"

    in_dialog(monkeypatch, load, ACCEPTED)
    workbench.window.commands["review.taxonomy"].trigger()
    assert seen == [
        "In use: the program's terms and those of “Example road safety 1”",
        "road.toml, “Example road safety 2”: 1 in other words, 1 of the program shown again. "
        "Nothing is changed yet.",
    ]
    in_dialog(monkeypatch, press("program_button"), ACCEPTED)
    workbench.window.commands["review.taxonomy"].trigger()
    assert not any(term.by_team for term in workbench.state.taxonomy.offered("effect"))
    assert workbench.state.taxonomy.label("effect", "ROAD-E1") == "lane mistaken"
    assert changes_on_record(workbench) == 3


def test_a_file_that_cannot_be_used_is_said_in_the_dialog(
    bench: TestBench, workbench: Workbench, monkeypatch: pytest.MonkeyPatch, example: Path
) -> None:
    """What, found, expected, what to do; a plan from before is dropped."""
    bench.paths.answer = example

    def load_twice(dialog: TaxonomyDialog) -> None:
        dialog.load_button.click()
        assert dialog.accept_button.isEnabled()
        example.write_text(EXAMPLE.replace("wrong lane", "wrong\u202e lane"), encoding="utf-8")
        dialog.load_button.click()
        text = dialog.note.text()
        assert "The failure terms of taxonomy file 'road.toml' cannot be used" in text
        assert r"'wrong\u202e lane'" in text
        assert "\u202e" not in text
        assert text.endswith("Correct the file; the example file shows the form")
        assert dialog.note.property("role") == "warning"
        assert not dialog.accept_button.isEnabled()
        assert dialog.plan is None

    in_dialog(monkeypatch, load_twice, ACCEPTED)
    workbench.window.commands["review.taxonomy"].trigger()
    assert changes_on_record(workbench) == 0


def test_an_example_file_can_be_saved_and_loaded(
    bench: TestBench, workbench: Workbench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """From the same dialog; a folder that cannot be written is said."""
    path = tmp_path / "mine.toml"
    bench.paths.answer = path

    def save_and_load(dialog: TaxonomyDialog) -> None:
        dialog.example_button.click()
        assert "Example file written: mine.toml" in dialog.note.text()
        bench.paths.answer = tmp_path / "missing" / "mine.toml"
        dialog.example_button.click()
        assert "Cannot write the example file 'mine.toml'" in dialog.note.text()
        bench.paths.answer = None
        dialog.load_button.click()
        assert dialog.plan is None
        bench.paths.answer = path
        dialog.load_button.click()

    in_dialog(monkeypatch, save_and_load, ACCEPTED)
    workbench.window.commands["review.taxonomy"].trigger()
    assert workbench.state.taxonomy.team.title == "Example road safety 1"


def test_in_a_signed_off_session_terms_can_only_be_looked_at(
    bench: TestBench, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dialog says why."""
    store = workbench.session.store
    assert store is not None
    store.sign_off("review")
    workbench.session.refresh()
    seen: list[bool] = []

    def look(dialog: TaxonomyDialog) -> None:
        seen.extend(
            button.isEnabled() for button in (dialog.load_button, dialog.program_button, dialog.accept_button)
        )
        assert dialog.example_button.isEnabled()

    in_dialog(monkeypatch, look, REJECTED)
    workbench.window.commands["review.taxonomy"].trigger()
    assert seen == [False, False, False]
