"""Judging before seeing, and judging after somebody else: both stay in the record as they were."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QTreeWidget
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.errors import SessionReadOnlyError
from mmel_desktop.ui.dialogs.taxonomy_rows import MARKS
from mmel_desktop.ui.main_window import MainWindow
from mmel_desktop.ui.panels.gallery_model import SCORE_ROLE
from mmel_desktop.ui.panels.gallery_query import FILTERS, SORTS, Facet
from mmel_desktop.workflow.second_opinion import give_second_opinion
from mmel_desktop.workflow.sign_off import sign_off_session
from tests.factories import ACTOR
from tests.ui.conftest import TestBench


def shown_explanation(workbench: Workbench) -> Explanation | None:
    """What is on the screen now; a call, so that mypy does not take it for the value seen before."""
    return workbench.state.explanation


def test_a_blind_review_shows_the_explanation_only_after_the_verdict(bench: TestBench) -> None:
    """Heat and scores are kept back, the verdict is recorded as blind, then everything appears."""
    workbench = bench.open()
    workbench.window.commands["review.blind"].trigger()
    bench.open_session(workbench, images=2)
    bench.wait_idle(workbench)
    gallery = workbench.window.gallery.model
    assert shown_explanation(workbench) is None
    note = workbench.window.blind_note
    assert note.text.isVisible()
    assert gallery.index(0).data(SCORE_ROLE) is None
    assert "a pedestrian" not in gallery.index(0).data(Qt.ItemDataRole.ToolTipRole)
    for dock in ("levels", "graph", "evidence"):
        workbench.window.docks[dock].raise_()
        QApplication.processEvents()
        labels = workbench.window.docks[dock].findChildren(QLabel)
        shown = [label.text() for label in labels if label.isVisible()]
        assert "Blind review: shown after your verdict." in shown, dock
    workbench.window.commands["review.wrong"].trigger()
    assert shown_explanation(workbench) is not None
    assert "you have judged this image" in note.text.text()
    assert workbench.review.own_review is not None
    assert workbench.review.own_review.judged_blind
    workbench.session.close()
    assert not note.isVisible()


def test_another_model_answers_a_blind_review_too(bench: TestBench) -> None:
    """What is shown after the verdict is the present model's explanation, made while it was kept back."""
    workbench = bench.open()
    workbench.window.commands["review.blind"].trigger()
    bench.open_session(workbench, images=1)
    bench.wait_idle(workbench)
    workbench.session.set_model("another", "mmel", "model")
    bench.wait_idle(workbench)
    assert shown_explanation(workbench) is None
    workbench.window.commands["review.wrong"].trigger()
    explanation = shown_explanation(workbench)
    assert explanation is not None
    assert explanation.provenance.model.spec == "another"


def test_a_verdict_after_seeing_is_never_recorded_as_blind(bench: TestBench, qtbot: QtBot) -> None:
    """Switching to blind after a look, or starting the program again, does not unsee it."""
    workbench = bench.open_idle(images=1)
    assert workbench.state.explanation is not None
    bench.close(workbench)
    again = bench.open()
    again.window.commands["review.blind"].trigger()
    with qtbot.waitSignal(again.session.opened, timeout=60_000):
        again.commands.open_last()
    bench.wait_idle(again)
    assert again.state.explanation is None
    again.window.commands["review.right"].trigger()
    assert again.review.own_review is not None
    assert not again.review.own_review.judged_blind


def test_names_can_be_hidden_in_a_blind_review(bench: TestBench) -> None:
    """A file name may give the answer away."""
    workbench = bench.open()
    bench.open_session(workbench, images=2)
    commands, model = workbench.window.commands, workbench.window.gallery.model
    assert not commands["review.hide_names"].isEnabled()
    commands["review.blind"].trigger()
    commands["review.hide_names"].trigger()
    assert [model.index(row).data() for row in range(2)] == ["image 1", "image 2"]
    model.set_text("image_1")
    assert model.rowCount() == 0
    model.set_text("")
    commands["review.blind"].trigger()
    assert model.index(0).data() == "image_0.png"


def test_a_second_reviewer_leaves_the_first_verdict_alone(bench: TestBench, qtbot: QtBot) -> None:
    """Both verdicts are kept and shown; the disagreement can be filtered for; a restart keeps it."""
    workbench = bench.open_idle(images=2)
    workbench.window.commands["review.right"].trigger()
    _become(workbench, qtbot, "Second Sam")
    assert workbench.review.own_review is not None
    assert workbench.review.own_review.verdict == "unreviewed"
    assert "Tess Tester: right" in workbench.window.verdict_bar.others.text()
    workbench.window.commands["review.wrong"].trigger()
    entry, store = workbench.review.entry, workbench.session.store
    assert entry is not None
    assert store is not None
    assert store.review(entry.image.image_id).verdict == "right"
    assert [(one.reviewer, one.verdict) for one in entry.opinions] == [("Second Sam", "wrong")]
    assert "you disagree" in workbench.window.verdict_bar.others.text()
    filters = workbench.window.gallery.status_filter
    filters.setCurrentIndex(filters.findData("disputed"))
    assert workbench.window.gallery.model.rowCount() == 1
    workbench.window.gallery.show_all()
    _become(workbench, qtbot, "Tess Tester")
    assert "Second Sam: wrong" in workbench.window.verdict_bar.others.text()
    assert workbench.window.verdict_bar.buttons["right"].isChecked()


def test_next_leads_a_second_reviewer_through_everything(bench: TestBench, qtbot: QtBot) -> None:
    """What the first one judged is still to be judged by the second."""
    workbench = bench.open_idle(images=2)
    for _ in range(2):
        workbench.window.commands["review.right"].trigger()
        workbench.window.commands["review.next"].trigger()
    _become(workbench, qtbot, "Second Sam")
    bench.wait_idle(workbench)
    workbench.window.commands["review.wrong"].trigger()
    assert workbench.review.next_unreviewed()
    workbench.window.commands["review.wrong"].trigger()
    assert not workbench.review.next_unreviewed()


def test_an_opinion_taken_back_is_gone_but_stays_in_the_trail(bench: TestBench, qtbot: QtBot) -> None:
    """The audit trail keeps every version; a signed-off session refuses another."""
    workbench = bench.open_idle(images=1)
    workbench.review.judge(verdict="right")
    _become(workbench, qtbot, "Second Sam")
    workbench.review.judge(verdict="wrong")
    workbench.review.judge(verdict="unreviewed")
    entry, store = workbench.review.entry, workbench.session.store
    assert entry is not None
    assert store is not None
    assert entry.opinions == ()
    assert store.second_opinions() == {}
    given = [event for event in store.audit_events() if event.action == "second_opinion.given"]
    assert len(given) == 2
    store.sign_off("review")
    with pytest.raises(SessionReadOnlyError, match="signed off"):
        give_second_opinion(store, entry.review, reviewer="Second Sam")


def test_notes_belong_to_their_image(bench: TestBench) -> None:
    """Typed notes are committed when another image is chosen, and come back with theirs."""
    workbench = bench.open_idle(images=2)
    bar, store = workbench.window.verdict_bar, workbench.session.store
    assert store is not None
    first, second = (entry.image.image_id for entry in workbench.session.index.entries)
    workbench.window.commands["review.notes"].trigger()
    assert bar.notes.isVisible()
    QTest.keyClicks(bar.notes, "ask the site manager")
    workbench.review.show_image(second)
    assert store.review(first).notes == "ask the site manager"
    assert bar.notes.toPlainText() == ""
    workbench.review.show_image(first)
    assert bar.notes.toPlainText() == "ask the site manager"


def _become(workbench: Workbench, qtbot: QtBot, name: str) -> None:
    with qtbot.waitSignal(workbench.session.opened, timeout=60_000):
        workbench.session.change_actor(replace(ACTOR, full_name=name, role="second reviewer"))
    qtbot.waitUntil(lambda: workbench.state.image is not None, timeout=60_000)


def test_a_blind_second_reviewer_sees_his_own_marks_only_until_he_has_judged(
    bench: TestBench, qtbot: QtBot
) -> None:
    """Where the first one found a failure says what he thought; it appears with the explanation."""
    workbench = bench.open_idle(images=1)
    workbench.state.geometry_drawn.emit(Geometry.box(1, 1, 9, 9))
    workbench.window.commands["review.wrong"].trigger()
    _become(workbench, qtbot, "Second Reader")
    workbench.review.set_blind(True)

    def numbers() -> list[int]:
        return [annotation.number for annotation in workbench.state.annotations]

    gallery = workbench.window.gallery.model
    assert numbers() == []
    assert "annotation" not in gallery.index(0).data(Qt.ItemDataRole.ToolTipRole)
    workbench.state.geometry_drawn.emit(Geometry.box(20, 20, 40, 40))
    assert numbers() == [2]
    workbench.session.undo()
    assert numbers() == []
    workbench.session.redo()
    assert numbers() == [2]
    workbench.window.commands["review.right"].trigger()
    assert numbers() == [1, 2]
    assert "2 annotations" in gallery.index(0).data(Qt.ItemDataRole.ToolTipRole)
    bench.wait_idle(workbench)


def test_no_job_tells_a_name_that_is_hidden(bench: TestBench, qtbot: QtBot) -> None:
    """The strip at the bottom would otherwise say what the gallery keeps back, e.g. "no_hat_at_fence"."""
    workbench = bench.open()
    workbench.review.set_blind(True, names_hidden=True)
    told: set[str] = set()
    workbench.jobs.job_changed.connect(lambda view: told.update((view.title, view.step)))
    bench.open_session(workbench, images=2)
    qtbot.waitUntil(lambda: any("image 1" in text for text in told), timeout=60_000)
    bench.wait_idle(workbench)
    told.clear()
    workbench.batches.explain_all()
    bench.wait_idle(workbench)
    assert any("image 2" in text for text in told)
    assert not [text for text in told if "image_" in text]


def test_the_file_for_a_graph_is_not_called_by_a_hidden_name(
    bench: TestBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the verdict the graph is there to export, but the name is still hidden."""
    workbench = bench.open_idle(images=1)
    workbench.review.set_blind(True, names_hidden=True)
    workbench.review.judge(verdict="right")
    suggested: list[str] = []
    graph = workbench.window.graph
    monkeypatch.setattr(graph, "_choose_file", lambda _parent, suggestion: suggested.append(suggestion))
    graph.export_to_file()
    assert suggested == ["image 1 relations.svg"]
    workbench.review.set_blind(False)
    graph.export_to_file()
    assert suggested[1:] == ["image_0 relations.svg"]


def test_the_strip_of_a_blind_review_ends_it(bench: TestBench) -> None:
    """Whoever finds it switched on from an earlier sitting need not know where that is done."""
    workbench = bench.open()
    workbench.window.commands["review.blind"].trigger()
    bench.open_session(workbench, images=1)
    bench.wait_idle(workbench)
    note = workbench.window.blind_note
    assert note.isVisible()
    assert workbench.review.withheld
    note.button.click()
    assert not workbench.review.blind
    assert not note.isVisible()
    assert not workbench.window.commands["review.blind"].isChecked()
    assert shown_explanation(workbench) is not None


def test_undo_tells_no_name_that_is_hidden(bench: TestBench) -> None:
    """It says what it takes back only where names may be seen."""
    workbench = bench.open_idle(images=1)
    commands = workbench.window.commands
    commands["review.wrong"].trigger()
    assert "image_0.png" in commands["edit.undo"].text()
    workbench.review.set_blind(True, names_hidden=True)
    assert commands["edit.undo"].text() == "Undo"
    assert commands["edit.undo"].isEnabled()


def test_undo_takes_back_nothing_of_others_that_a_blind_reviewer_may_not_know(
    bench: TestBench, qtbot: QtBot
) -> None:
    """It says why, and works for the reviewer's own edits, and again once the image is judged."""
    workbench = bench.open_idle(images=1)
    window = workbench.window
    workbench.review.judge(verdict="wrong")
    image_id = window.gallery.model.image_ids[0]
    _become(workbench, qtbot, "Second Reader")
    workbench.review.set_blind(True)
    store = workbench.session.store
    assert store is not None
    before = len(store.audit_events())
    window.commands["edit.undo"].trigger()
    assert store.review(image_id).verdict == "wrong"
    assert len(store.audit_events()) == before
    assert "Not undone: the last edit is another reviewer's" in _messages(window)
    workbench.state.geometry_drawn.emit(Geometry.box(20, 20, 40, 40))
    assert len(store.annotations()) == 1
    window.commands["edit.undo"].trigger()
    assert store.annotations() == ()
    workbench.review.set_blind(False)
    window.commands["edit.undo"].trigger()
    assert store.review(image_id).verdict == "unreviewed"
    bench.wait_idle(workbench)


def test_a_blind_reviewer_makes_nothing_of_others_again_either(bench: TestBench, qtbot: QtBot) -> None:
    """A verdict that the first reviewer took back stays taken back."""
    workbench = bench.open_idle(images=1)
    window = workbench.window
    workbench.review.judge(verdict="wrong")
    window.commands["edit.undo"].trigger()
    image_id = window.gallery.model.image_ids[0]
    _become(workbench, qtbot, "Second Reader")
    workbench.review.set_blind(True)
    store = workbench.session.store
    assert store is not None
    window.commands["edit.redo"].trigger()
    assert store.review(image_id).verdict == "unreviewed"
    assert "Not redone" in _messages(window)
    bench.wait_idle(workbench)


def test_the_sign_off_and_the_terms_count_nothing_of_images_that_are_kept_back(
    bench: TestBench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What others judged and marked there is left out, and that it is left out is said."""
    workbench = bench.open_idle(images=2)
    window = workbench.window
    for _ in range(2):
        workbench.state.geometry_drawn.emit(Geometry.box(1, 1, 9, 9))
        workbench.review.judge(verdict="wrong")
        window.commands["review.next"].trigger()

    def said(command: str) -> str:
        texts: list[str] = []

        def look(dialog: QDialog) -> int:
            texts.extend(label.text() for label in dialog.findChildren(QLabel))
            for tree in dialog.findChildren(QTreeWidget):
                items = tree.findItems("*", Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive)
                texts.extend(f"marks {item.text(MARKS)}" for item in items)
            return 0

        monkeypatch.setattr(QDialog, "exec", look)
        window.commands[command].trigger()
        return "\n".join(texts)

    assert "2 annotations still open" in said("review.sign_off")
    assert "marks 2" in said("review.taxonomy")
    _become(workbench, qtbot, "Second Reader")
    workbench.review.set_blind(True)
    sign_off = said("review.sign_off")
    assert "Images with a verdict: 0 of 0" in sign_off
    assert "still open" not in sign_off
    assert "2 images are not counted" in sign_off
    terms = said("review.taxonomy")
    assert "marks 2" not in terms
    assert "2 images are not counted" in terms
    workbench.review.judge(verdict="right")
    half = said("review.sign_off")
    assert "Images with a verdict: 1 of 1" in half
    assert "1 image on which reviewers disagree" in half
    assert "1 annotation still open" in half
    workbench.review.set_blind(False)
    assert "2 annotations still open" in said("review.sign_off")
    bench.wait_idle(workbench)


def test_the_image_keeps_its_size_when_a_blind_verdict_is_given(bench: TestBench, qtbot: QtBot) -> None:
    """What is said under the verdict has its room before it is said, and what stands above does not go."""
    workbench = bench.open()
    workbench.window.commands["review.blind"].trigger()
    bench.open_session(workbench, images=2)
    bench.wait_idle(workbench)
    window = workbench.window
    sizes = []
    for said in (False, True):
        if said:
            workbench.review.judge(verdict="wrong")
            bench.wait_idle(workbench)
        assert ("judged before the explanation" in window.verdict_bar.others.text()) is said
        QApplication.processEvents()
        sizes.append(window.canvas.size())
    assert sizes[0] == sizes[1]


def _messages(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.jobs_bar.findChildren(QLabel))


def _offered(choice: QComboBox) -> set[str]:
    """Keys that can be chosen; the others say why they cannot."""
    model = choice.model()
    assert isinstance(model, QStandardItemModel)
    offered = set()
    for row in range(choice.count()):
        tip = choice.itemData(row, Qt.ItemDataRole.ToolTipRole) or ""
        assert model.item(row).isEnabled() is not tip.startswith("Not in a blind review")
        if model.item(row).isEnabled():
            offered.add(choice.itemData(row))
    return offered


def test_the_gallery_offers_a_blind_reviewer_only_what_does_not_tell(bench: TestBench) -> None:
    """A filter that was on and tells is taken off; afterwards everything is back."""
    workbench = bench.open()
    bench.open_session(workbench, images=2)
    gallery = workbench.window.gallery
    gallery.status_filter.setCurrentIndex(gallery.status_filter.findData("annotated"))
    gallery.sort_order.setCurrentIndex(gallery.sort_order.findData("suspicion"))
    assert gallery.model.rowCount() == 0
    workbench.review.set_blind(True)
    assert gallery.status_filter.currentData() == "all"
    assert gallery.sort_order.currentData() == "added"
    assert gallery.model.rowCount() == 2
    assert _offered(gallery.status_filter) == {"all", "to_review", "reviewed", "not_explained"}
    assert _offered(gallery.sort_order) == {"added", "name", "status"}
    workbench.review.set_blind(True, names_hidden=True)
    assert _offered(gallery.sort_order) == {"added", "status"}
    workbench.review.set_blind(False)
    assert _offered(gallery.status_filter) == set(FILTERS)
    assert _offered(gallery.sort_order) == set(SORTS)


def test_no_filter_tells_a_blind_reviewer_what_the_first_one_did(bench: TestBench, qtbot: QtBot) -> None:
    """Neither the status, nor a word of the other's rationale or marks, nor a bar of the dashboard."""
    workbench = bench.open_idle(images=2)
    workbench.state.geometry_drawn.emit(Geometry.box(1, 1, 9, 9))
    workbench.review.judge(verdict="wrong", rationale="pillar taken for a person")
    _become(workbench, qtbot, "Second Reader")
    workbench.review.set_blind(True)
    gallery = workbench.window.gallery
    marked = Facet("Verdict: wrong", lambda entry: entry.is_failure)

    def found() -> list[int]:
        counts = []
        for text, facet, status in (
            ("pillar", None, "all"),
            ("other", None, "all"),
            ("", marked, "all"),
            ("", None, "reviewed"),
        ):
            gallery.model.set_facet(facet)
            gallery.model.set_filter(status)
            gallery.model.set_text(text)
            counts.append(gallery.model.rowCount())
        return counts

    assert found() == [0, 0, 0, 0]
    workbench.review.set_blind(False)
    assert found()[0] == found()[2] == found()[3] == 1
    gallery.model.set_filter("all")
    bench.wait_idle(workbench)


def test_a_signed_off_session_offers_every_filter_to_a_blind_reviewer(bench: TestBench) -> None:
    """Nobody judges there, so nothing is kept back."""
    workbench = bench.open_idle(images=1)
    workbench.review.set_blind(True)
    store = workbench.session.store
    assert store is not None
    sign_off_session(store, "review")
    workbench.session.refresh()
    assert _offered(workbench.window.gallery.status_filter) == set(FILTERS)


def test_a_choice_put_away_for_a_blind_review_is_chosen_again(bench: TestBench) -> None:
    """Unless another one was chosen meanwhile, which is kept then."""
    workbench = bench.open()
    bench.open_session(workbench, images=2)
    gallery = workbench.window.gallery
    choice = gallery.status_filter
    choice.setCurrentIndex(choice.findData("annotated"))
    gallery.sort_order.setCurrentIndex(gallery.sort_order.findData("name"))
    workbench.review.set_blind(True)
    workbench.review.set_blind(True, names_hidden=True)
    assert (choice.currentData(), gallery.sort_order.currentData()) == ("all", "added")
    workbench.review.set_blind(True)
    assert (choice.currentData(), gallery.sort_order.currentData()) == ("all", "name")
    workbench.review.set_blind(False)
    assert choice.currentData() == "annotated"
    assert gallery.model.rowCount() == 0
    workbench.review.set_blind(True)
    choice.setCurrentIndex(choice.findData("to_review"))
    workbench.review.set_blind(False)
    assert choice.currentData() == "to_review"


def _told(workbench: Workbench) -> str:
    """Everything that the audit panel, the dashboard and the progress of the gallery say."""
    window = workbench.window
    for dock in ("audit", "dashboard", "gallery"):
        window.docks[dock].raise_()
        QApplication.processEvents()
    window.dashboard.refresh()
    trail = window.audit.model
    rows = [trail.index(row, 0) for row in range(trail.rowCount())]
    parts = [str(index.data(Qt.ItemDataRole.ToolTipRole)) for index in rows]
    parts += [str(trail.index(index.row(), 3).data()) for index in rows]
    sections = [section for section in window.dashboard.sections.values() if section.isVisibleTo(window)]
    parts += [section.chart.accessibleDescription() for section in sections]
    return "\n".join((*parts, window.gallery.progress_text.text()))


def test_nothing_tells_a_blind_reviewer_what_others_judged(bench: TestBench, qtbot: QtBot) -> None:
    """Neither the trail, nor the dashboard, nor the progress; it comes image by image with the verdict."""
    workbench = bench.open_idle(images=2)
    window = workbench.window
    for _ in range(2):
        workbench.state.geometry_drawn.emit(Geometry.box(1, 1, 9, 9))
        workbench.review.judge(verdict="wrong", rationale="pillar taken for a person")
        window.commands["review.next"].trigger()
    seen = _told(workbench)
    assert all(words in seen for words in ("pillar", "annotation.created", "wrong: 2", "2 of 2 reviewed"))
    _become(workbench, qtbot, "Second Reader")
    workbench.review.set_blind(True)
    blind = _told(workbench)
    for words in ("pillar", "annotation", "review.set", "run.finished", "wrong", "missed", "passes"):
        assert words not in blind
    assert "image.imported" in blind
    assert "0 of 2 reviewed by you" in blind
    assert window.audit.blind_text.isVisibleTo(window.audit)
    assert "2 images are not counted" in window.dashboard.blind_text.text()
    bench.wait_idle(workbench)
    workbench.state.geometry_drawn.emit(Geometry.box(20, 20, 40, 40))
    assert _told(workbench).count("annotation.created") == 1
    workbench.review.judge(verdict="right")
    half = _told(workbench)
    assert half.count("pillar") == 2
    assert "wrong: 1" in half
    assert "1 of 2 reviewed by you" in half
    workbench.review.set_blind(True, names_hidden=True)
    assert "image_0.png" not in _told(workbench)
    workbench.review.set_blind(False)
    assert "wrong: 2" in _told(workbench)
    assert not window.audit.blind_text.isVisibleTo(window.audit)
    assert not window.dashboard.blind_text.isVisibleTo(window.dashboard)
    bench.wait_idle(workbench)
