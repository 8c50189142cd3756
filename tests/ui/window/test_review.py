"""Reviewing image after image through the window, with a fake model."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.ui.panels.verdict_bar import VerdictBar
from tests.factories import write_image
from tests.ui.conftest import PROMPTS, TestBench


def test_an_image_is_explained_when_it_is_shown(bench: TestBench) -> None:
    """The first image of a session comes up and is explained unasked, off the main thread."""
    import threading

    workbench = bench.open_idle()
    assert workbench.state.explanation is not None
    assert [result.text for result in workbench.state.explanation.prompts] == list(PROMPTS)
    assert threading.get_ident() not in bench.models.explainer.threads


def test_a_stored_explanation_is_shown_at_once(bench: TestBench) -> None:
    """Going back to an image neither waits for the model nor asks it again."""
    workbench = bench.open_idle()
    first, second = (entry.image.image_id for entry in workbench.session.index.entries[:2])
    workbench.review.show_image(second)
    bench.wait_idle(workbench)
    workbench.review.show_image(first)
    assert workbench.state.explanation is not None
    bench.wait_idle(workbench)
    assert len(bench.models.explainer.requests) == 2


def test_changed_prompts_are_asked_of_the_shown_image(bench: TestBench, qtbot: QtBot) -> None:
    """A prompt typed into the panel goes into the record and to the model."""
    workbench = bench.open_idle()
    QTest.keyClicks(workbench.window.prompts.new_prompt, "a traffic cone")
    QTest.keyClick(workbench.window.prompts.new_prompt, Qt.Key.Key_Return)
    assert workbench.session.info is not None
    assert list(workbench.session.info.prompts) == [*PROMPTS, "a traffic cone"]
    bench.wait_idle(workbench)
    assert workbench.state.explanation is not None
    assert len(workbench.state.explanation.prompts) == 3
    workbench.window.commands["edit.undo"].trigger()
    assert list(workbench.session.info.prompts) == list(PROMPTS)
    bench.wait_idle(workbench)
    assert len(workbench.state.explanation.prompts) == 2


def test_a_prompt_that_was_just_added_is_in_sight(bench: TestBench, qtbot: QtBot) -> None:
    """It stands at the end of the list: below what can be seen nobody would know that it was taken."""
    workbench = bench.open_idle()
    prompts = workbench.window.prompts
    workbench.session.set_prompts([f"prompt {number}" for number in range(16)])
    bench.wait_idle(workbench)
    QTest.keyClicks(prompts.new_prompt, "a traffic cone")
    QTest.keyClick(prompts.new_prompt, Qt.Key.Key_Return)

    def is_in_sight() -> bool:
        row = prompts.view.visualRect(prompts.model.index(prompts.model.row_of("a traffic cone")))
        return prompts.view.viewport().rect().intersects(row)

    assert is_in_sight()
    bench.wait_idle(workbench)
    assert workbench.state.explanation is not None
    assert len(workbench.state.explanation.prompts) == 17
    assert is_in_sight()


def test_leaving_an_image_stops_its_explanation(bench: TestBench, qtbot: QtBot) -> None:
    """Latest wins: the image now shown is explained first, the other result is never shown for it."""
    workbench = bench.open()
    explainer = bench.models.explainer
    explainer.gate.clear()
    bench.open_session(workbench)
    qtbot.waitUntil(lambda: [name for name, _ in explainer.requests] == ["image_0.png"], timeout=60_000)
    workbench.review.show_image(workbench.session.index.entries[1].image.image_id)
    qtbot.waitUntil(lambda: [name for name, _ in explainer.requests][-1] == "image_1.png", timeout=60_000)
    explainer.gate.set()
    bench.wait_idle(workbench)
    assert workbench.state.explanation is not None
    assert workbench.state.explanation.provenance.image.name == "image_1.png"


def test_a_failed_explanation_is_said_and_not_repeated(bench: TestBench, qtbot: QtBot) -> None:
    """It stays visible as a problem, the canvas stays without heat, and the model is not asked in a loop."""
    bench.models.explainer.broken_names.add("image_0.png")
    workbench = bench.open_idle(images=1)
    qtbot.wait(300)
    assert len(bench.models.explainer.requests) == 1
    assert workbench.state.explanation is None
    (message,) = workbench.window.jobs_bar.messages
    assert "image_0.png" in message.what_label.text()
    assert "Mend it" in message.detail_label.text()


def test_a_model_that_cannot_be_loaded_is_said(bench: TestBench) -> None:
    """The session stays usable."""
    workbench = bench.open()
    bench.open_session(workbench, images=1, prompts=())
    workbench.session.set_model("missing", "mmel", "model")
    workbench.session.set_prompts(PROMPTS)
    bench.wait_idle(workbench)
    (message,) = workbench.window.jobs_bar.messages
    assert "missing" in message.what_label.text()


def test_an_explanation_of_another_model_is_said_to_be_one(bench: TestBench) -> None:
    """Where the chosen model cannot be loaded the old map stays, with a word about it and another try."""
    workbench = bench.open_idle(images=1)
    prompts = workbench.window.prompts
    assert prompts.hint.text() == ""
    assert not prompts.explain_button.isVisible()
    workbench.session.set_model("missing", "mmel", "model")
    bench.wait_idle(workbench)
    assert workbench.state.explanation is not None
    assert "another model, method or view" in prompts.hint.text()
    assert prompts.explain_button.isVisible()
    workbench.session.set_model("demo", "mmel", "model")
    bench.wait_idle(workbench)
    assert prompts.hint.text() == ""
    assert not prompts.explain_button.isVisible()


def test_a_verdict_takes_one_key_and_is_undone_by_another(bench: TestBench) -> None:
    """W judges, Ctrl+Z takes it back, Ctrl+Y makes it again; each is in the record at once."""
    workbench = bench.open_idle()
    window, store = workbench.window, workbench.session.store
    assert store is not None
    assert workbench.state.image is not None
    image_id = workbench.state.image.image_id
    window.gallery.view.setFocus()
    QTest.keyClick(window.gallery.view, Qt.Key.Key_W)
    assert store.review(image_id).verdict == "wrong"
    assert window.verdict_bar.buttons["wrong"].isChecked()
    assert "1 of 3" in window.gallery.progress_text.text()
    window.commands["edit.undo"].trigger()
    assert store.review(image_id).verdict == "unreviewed"
    assert not window.verdict_bar.buttons["wrong"].isChecked()
    window.commands["edit.redo"].trigger()
    assert store.review(image_id).verdict == "wrong"


def test_a_key_typed_into_a_field_is_a_letter(bench: TestBench) -> None:
    """R in the rationale judges nothing."""
    workbench = bench.open_idle(images=1)
    field = workbench.window.verdict_bar.rationale
    field.setFocus()
    QTest.keyClicks(field, "rear wheel")
    assert field.text() == "rear wheel"
    assert workbench.review.entry is not None
    assert not workbench.review.entry.reviewed


def test_a_rationale_typed_before_going_on_belongs_to_its_image(bench: TestBench) -> None:
    """Going to the next image commits what was typed about the one before."""
    workbench = bench.open_idle()
    first, second = (entry.image.image_id for entry in workbench.session.index.entries[:2])
    QTest.keyClicks(workbench.window.verdict_bar.rationale, "the sign, not the car")
    workbench.review.show_image(second)
    store = workbench.session.store
    assert store is not None
    assert store.review(first).rationale == "the sign, not the car"
    assert workbench.window.verdict_bar.rationale.text() == ""
    assert store.review(second).rationale == ""


def test_a_verdict_before_any_explanation_is_recorded_as_blind(bench: TestBench) -> None:
    """Whether the human judged before seeing the heat belongs into the record."""
    workbench = bench.open()
    bench.open_session(workbench, prompts=())
    workbench.window.commands["review.wrong"].trigger()
    assert workbench.review.entry is not None
    assert workbench.review.entry.review.judged_blind
    workbench.session.set_prompts(PROMPTS)
    bench.wait_idle(workbench)
    workbench.window.commands["review.right"].trigger()
    assert not workbench.review.entry.review.judged_blind


def test_next_goes_to_images_without_a_verdict_and_stops_when_there_are_none(bench: TestBench) -> None:
    """N skips what is done, starts over at the end, and says when everything is done."""
    workbench = bench.open()
    bench.open_session(workbench)
    commands = workbench.window.commands
    seen = []
    for _ in range(3):
        assert workbench.state.image is not None
        seen.append(workbench.state.image.identity.name)
        commands["review.right"].trigger()
        commands["review.next"].trigger()
    assert seen == ["image_0.png", "image_1.png", "image_2.png"]
    assert "Every image" in workbench.window.jobs_bar.messages[-1].what_label.text()


def test_an_undo_shows_what_it_changed(bench: TestBench) -> None:
    """Undoing an annotation of another image brings that image up."""
    workbench = bench.open_idle()
    first, second = (entry.image.image_id for entry in workbench.session.index.entries[:2])
    workbench.state.geometry_drawn.emit(Geometry.box(10, 10, 30, 30))
    assert len(workbench.state.annotations) == 1
    workbench.review.show_image(second)
    assert list(workbench.state.annotations) == []
    workbench.window.commands["edit.undo"].trigger()
    assert workbench.state.image is not None
    assert workbench.state.image.image_id == first
    assert list(workbench.state.annotations) == []
    workbench.window.commands["edit.redo"].trigger()
    assert len(workbench.state.annotations) == 1
    entry = workbench.session.index.entry(first)
    assert entry is not None
    assert entry.annotation_count == 1


def test_explain_all_leaves_out_what_is_explained(bench: TestBench) -> None:
    """The batch holds only images that the prompts were not asked of; a second one has nothing to do."""
    workbench = bench.open_idle(images=4)
    assert workbench.batches.explain_all() == 3
    bench.wait_idle(workbench)
    assert all(entry.run is not None for entry in workbench.session.index.entries)
    assert workbench.batches.explain_all() == 0


def test_a_batch_does_not_move_the_canvas(bench: TestBench) -> None:
    """The image under review stays while others are explained."""
    workbench = bench.open_idle(images=4)
    shown, explanation = workbench.state.image, workbench.state.explanation
    workbench.window.commands["tools.explain_all"].trigger()
    bench.wait_idle(workbench)
    assert (workbench.state.image, workbench.state.explanation) == (shown, explanation)


def test_one_broken_image_does_not_stop_a_batch(bench: TestBench) -> None:
    """The others are explained; the broken one is named."""
    bench.models.explainer.broken_names.add("image_2.png")
    workbench = bench.open_idle(images=4)
    workbench.batches.explain_all()
    bench.wait_idle(workbench)
    explained = [entry.image.identity.name for entry in workbench.session.index.entries if entry.run]
    assert explained == ["image_0.png", "image_1.png", "image_3.png"]
    assert ["image_2.png" in row.what_label.text() for row in workbench.window.jobs_bar.messages] == [True]


def test_a_damaged_file_is_named_and_the_others_are_imported(
    bench: TestBench, qtbot: QtBot, tmp_path: Path
) -> None:
    """Importing goes on; the message says which file and what to do."""
    write_image(tmp_path / "good.png")
    (tmp_path / "bad.png").write_bytes((tmp_path / "good.png").read_bytes()[:200])
    workbench = bench.open()
    bench.open_session(workbench, images=0)
    bench.paths.answer = (tmp_path / "bad.png", tmp_path / "good.png")
    with qtbot.waitSignal(workbench.session.imported, timeout=60_000):
        workbench.window.commands["file.add_images"].trigger()
    assert [entry.image.identity.name for entry in workbench.session.index.entries] == ["good.png"]
    assert "bad.png" in workbench.window.jobs_bar.messages[0].what_label.text()


def test_leaving_during_a_batch_asks_and_loses_nothing(bench: TestBench, qtbot: QtBot) -> None:
    """No: the window stays. Yes: what was finished is stored, the rest can be done later."""
    workbench = bench.open_idle(images=4)
    explainer = bench.models.explainer
    bench.begin_batch(workbench)
    bench.answer = False
    workbench.window.close()
    assert workbench.window.isVisible()
    bench.answer = True
    bench.close(workbench)
    assert len(bench.questions) == 2
    assert workbench.commands.stopped_in_time
    again = bench.open()
    explainer.gate.set()
    with qtbot.waitSignal(again.session.opened, timeout=60_000):
        again.commands.open_last()
    assert sum(entry.run is not None for entry in again.session.index.entries) == 1


def test_leaving_without_long_work_asks_nothing(bench: TestBench, qtbot: QtBot) -> None:
    """An explanation of the shown image is a moment's work; it is stopped without a question."""
    workbench = bench.open()
    bench.models.explainer.gate.clear()
    bench.open_session(workbench, images=1)
    qtbot.waitUntil(lambda: bool(bench.models.explainer.requests), timeout=60_000)
    bench.close(workbench)
    assert bench.questions == []


def test_prompts_added_while_the_model_thinks_are_asked_afterwards(bench: TestBench, qtbot: QtBot) -> None:
    """Whoever types two prompts in a row gets the answers to both, without pressing anything."""
    workbench = bench.open()
    explainer = bench.models.explainer
    explainer.gate.clear()
    bench.open_session(workbench, images=1, prompts=("a bus",))
    qtbot.waitUntil(lambda: len(explainer.requests) == 1, timeout=60_000)
    workbench.session.set_prompts(("a bus", "a tram"))
    qtbot.waitUntil(lambda: not workbench.review.automatic_is_due, timeout=60_000)
    explainer.gate.set()
    qtbot.waitUntil(
        lambda: workbench.state.explanation is not None and len(workbench.state.explanation.prompts) == 2,
        timeout=60_000,
    )
    bench.wait_idle(workbench)
    assert len(explainer.requests) == 2


def test_an_explanation_that_was_stopped_does_not_begin_again(bench: TestBench, qtbot: QtBot) -> None:
    """Stopping means stopping, also when the prompts changed meanwhile."""
    workbench = bench.open()
    explainer = bench.models.explainer
    explainer.gate.clear()
    bench.open_session(workbench, images=1, prompts=("a bus",))
    qtbot.waitUntil(lambda: len(explainer.requests) == 1, timeout=60_000)
    workbench.session.set_prompts(("a bus", "a tram"))
    qtbot.waitUntil(lambda: not workbench.review.automatic_is_due, timeout=60_000)
    workbench.window.commands["tools.cancel_jobs"].trigger()
    bench.wait_idle(workbench)
    qtbot.wait(300)
    assert len(explainer.requests) == 1


def test_the_next_sitting_begins_at_the_image_of_the_last(bench: TestBench, qtbot: QtBot) -> None:
    """In a session of thousands nobody has to look for where he was."""
    first = bench.open()
    bench.open_session(first, images=3)
    first.window.gallery.step(1)
    left = first.session.index.entries[1].image.image_id
    assert first.state.image is not None
    assert first.state.image.image_id == left
    bench.wait_idle(first)
    bench.close(first)
    second = bench.open_last()
    assert second.state.image is not None
    assert second.state.image.image_id == left
    assert second.window.gallery.selected_ids == (left,)


def test_levels_and_the_bare_image_are_one_key_away_wherever_the_keyboard_is(
    bench: TestBench, qtbot: QtBot
) -> None:
    """A click into the gallery does not take the canvas's keys away."""
    workbench = bench.open_idle(images=1)
    window, view = workbench.window, workbench.window.gallery.view
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    view.setFocus()
    for key, level in ((Qt.Key.Key_3, 1), (Qt.Key.Key_2, 0), (Qt.Key.Key_1, -1)):
        QTest.keyClick(view, key)
        assert workbench.state.level == level
    assert window.commands["view.level_fused"].isChecked()
    heat = window.canvas.layers.heat.item
    assert heat.isVisible()
    QTest.keyPress(view, Qt.Key.Key_P)
    assert not heat.isVisible()
    QTest.keyRelease(view, Qt.Key.Key_P)
    assert heat.isVisible()


def test_peeking_from_the_menu_ends_with_the_next_click(bench: TestBench) -> None:
    """There no key is held whose release could end it."""
    workbench = bench.open_idle(images=1)
    window = workbench.window
    window.commands["view.peek"].trigger()
    assert not window.canvas.layers.heat.item.isVisible()
    QTest.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton)
    assert window.canvas.layers.heat.item.isVisible()


def test_a_level_chosen_by_key_ends_a_block_shown_alone(bench: TestBench) -> None:
    """The map is the level's then, and the panel does not claim to show a block."""
    workbench = bench.open_idle(images=1)
    levels = workbench.window.levels
    levels.layer_bars.bar_pressed.emit(1)
    assert levels.solo_layer == 1
    workbench.window.commands["view.level_object"].trigger()
    assert levels.solo_layer is None


def test_annotations_can_be_taken_off_the_image(bench: TestBench) -> None:
    """What lies under hundreds of marks is seen with one key; a new or chosen mark brings them back."""
    workbench = bench.open_idle(images=1)
    window, state = workbench.window, workbench.state
    state.geometry_drawn.emit(Geometry.box(1, 1, 20, 20))
    marks = window.canvas.layers.annotations
    on_the_edge, command = QPointF(1.0, 10.0), window.commands["view.annotations"]
    assert marks.annotation_at(on_the_edge, 1.0)
    command.trigger()
    assert not marks.item.isVisible()
    assert not command.isChecked()
    assert marks.annotation_at(on_the_edge, 1.0) == ""
    state.select_annotation("")
    assert not marks.item.isVisible()
    state.select_annotation(state.annotations[0].annotation_id)
    assert marks.item.isVisible()
    assert command.isChecked()


def test_the_reason_for_a_verdict_has_room_in_a_narrow_window(bench: TestBench, qtbot: QtBot) -> None:
    """Below the buttons where there is too little beside them, and back again."""
    workbench = bench.open_idle(images=1)
    window, bar = workbench.window, workbench.window.verdict_bar
    hint_px = bar.rationale.fontMetrics().horizontalAdvance(bar.rationale.placeholderText())
    for width_px in (1280, 1700, 1280):
        window.resize(width_px, 760)
        qtbot.waitUntil(lambda: bar.rationale.width() > hint_px, timeout=60_000)
        assert not bar.rationale.geometry().intersects(bar.next_button.geometry())
        assert bar.next_button.geometry().right() >= bar.width() - 20
    below = bar.rationale.geometry().top() > bar.next_button.geometry().bottom()
    assert below


def test_no_verdict_is_cut_off_in_a_very_narrow_window(qtbot: QtBot) -> None:
    """Notes and the way on give room to the verdicts where the screen leaves too little, and come back."""
    bar = VerdictBar(QAction("Next unreviewed"), QAction("Notes"))
    qtbot.addWidget(bar)
    bar.resize(900, 60)
    bar.show()
    qtbot.waitExposed(bar)
    verdicts = tuple(bar.buttons.values())
    needed = sum(button.sizeHint().width() for button in verdicts) + 60
    for width_px in (needed, 900):
        bar.setFixedSize(width_px, 120)
        qtbot.wait(100)  # a second line is made in the turn of events after the resize
        below = bar.next_button.y() > verdicts[0].geometry().bottom()
        assert below == (width_px == needed)
        assert all(button.width() >= button.sizeHint().width() for button in verdicts)
        assert bar.next_button.geometry().right() < bar.width()
        assert not bar.rationale.geometry().intersects(bar.next_button.geometry())


def test_verdicts_stand_in_pairs_where_four_do_not_fit(qtbot: QtBot) -> None:
    """At one and a half times the usual scale a small screen leaves no room for four beside one another."""
    bar = VerdictBar(QAction("Next unreviewed"), QAction("Notes"))
    qtbot.addWidget(bar)
    bar.show()
    qtbot.waitExposed(bar)
    verdicts = tuple(bar.buttons.values())
    needed = sum(button.sizeHint().width() for button in verdicts)

    def are_on(lines: int) -> bool:
        return len({verdict.y() for verdict in verdicts}) == lines

    for width_px, wanted in ((900, 1), (needed, 2), (900, 1)):
        bar.setFixedSize(width_px, 160)
        qtbot.waitUntil(partial(are_on, wanted), timeout=60_000)
        assert all(button.width() >= button.sizeHint().width() for button in verdicts)
        assert verdicts[3].geometry().right() < bar.width()
        places = [(verdict.y(), verdict.x()) for verdict in verdicts]
        assert places == sorted(places)
        assert not bar.rationale.geometry().intersects(verdicts[3].geometry())


def test_a_digit_in_the_list_of_severities_chooses_one_and_no_level(bench: TestBench) -> None:
    """There the digit belongs to the list, as in the table; anywhere else it chooses the level."""
    workbench = bench.open_idle(images=1)
    workbench.state.geometry_drawn.emit(Geometry.box(1, 1, 9, 9))
    window, severity = workbench.window, workbench.window.annotations.form.severity
    window.activateWindow()
    severity.setFocus()
    level = workbench.state.display.level
    QTest.keyClick(severity, Qt.Key.Key_4)
    assert severity.code == "critical"
    assert workbench.state.annotations[0].severity == "critical"
    assert workbench.state.display.level == level
    severity.showPopup()
    QTest.keyClick(severity.view(), Qt.Key.Key_2)
    QTest.keyClick(severity.view(), Qt.Key.Key_Return)
    assert workbench.state.annotations[0].severity == "negligible"
    QTest.keyClick(severity, Qt.Key.Key_9)
    assert severity.code == "negligible"
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_4)
    assert workbench.state.display.level != level
