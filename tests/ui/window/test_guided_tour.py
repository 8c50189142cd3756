"""The guided tour: it waits for the user, does a step on request, and ends where it promised."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.core.explanation import TrustCheck
from mmel_desktop.resource_files import resource_path
from mmel_desktop.ui.panels.evidence_panel import CheckRow
from mmel_desktop.ui.tour.tour_card import place_beside
from mmel_desktop.ui.tour.tour_script import (
    CLAIM,
    COUNTER_CLAIM,
    PLANTED_EFFECT,
    PLANTED_IMAGE,
    PLANTED_TRIGGER,
    tour_steps,
)
from mmel_desktop.workflow.demo_session import DEMO_PROMPTS
from tests.factories import write_image
from tests.ui.conftest import TestBench


def test_the_tour_speaks_of_what_the_demo_session_holds() -> None:
    """Its image is among the bundled samples and its claims among the demo's prompts."""
    assert resource_path("samples", PLANTED_IMAGE).is_file()
    assert {CLAIM, COUNTER_CLAIM} <= set(DEMO_PROMPTS)


def test_the_tour_leads_from_the_gallery_to_the_report(bench: TestBench, qtbot: QtBot) -> None:
    """Doing every step by "Show me" ends with a verdict, a mark and a written PDF."""
    workbench = _open_planted(bench, qtbot)
    tour, card = workbench.window.tour, workbench.window.tour.card
    assert tour.position == 0
    workbench.window.resize(1000, 600)
    bench.paths.answer = bench.folder / "report.pdf"
    QTest.mouseClick(card.next_button, Qt.MouseButton.LeftButton)
    titles: list[str] = []
    while tour.running:
        step = tour.steps[tour.position]
        if step.done is None:
            if step.target(workbench.window) is workbench.window.evidence:
                rows = workbench.window.evidence.findChildren(CheckRow)
                assert not rows[0].visibleRegion().isEmpty(), "the checks it speaks of are out of sight"
            QTest.mouseClick(card.next_button, Qt.MouseButton.LeftButton)
            continue
        bench.wait_idle(workbench)
        assert card.show_me_button.isVisible(), step.title
        QTest.mouseClick(card.show_me_button, Qt.MouseButton.LeftButton)
        titles.append(step.title)
        qtbot.waitUntil(lambda: card.title.text() not in titles, timeout=60_000)
    entry = workbench.review.entry
    assert entry is not None
    assert entry.image.identity.name == PLANTED_IMAGE
    assert entry.review.verdict == "right_wrong_reason"
    assert [(failure.effect, failure.triggers) for failure in entry.failures] == [
        (PLANTED_EFFECT, (PLANTED_TRIGGER,))
    ]
    assert workbench.state.probes.regions
    assert (bench.folder / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_tour_goes_on_when_the_user_does_the_step(bench: TestBench, qtbot: QtBot) -> None:
    """Choosing the image by hand is enough; the card names the scores once they are there."""
    workbench = _open_planted(bench, qtbot)
    tour = workbench.window.tour
    QTest.mouseClick(tour.card.next_button, Qt.MouseButton.LeftButton)
    workbench.window.gallery.step(1)
    qtbot.waitUntil(lambda: tour.position == 2, timeout=60_000)
    qtbot.waitUntil(lambda: "0.30" in tour.card.text.text(), timeout=60_000)


def test_going_on_without_choosing_the_image_leads_back_to_it(bench: TestBench, qtbot: QtBot) -> None:
    """The tour does not wait for scores of an image that nobody asked the model about."""
    workbench = _open_planted(bench, qtbot)
    tour = workbench.window.tour
    QTest.mouseClick(tour.card.next_button, Qt.MouseButton.LeftButton)
    for position in (2, 3, 4):  # the scores, the heat and the removal: all are the planted image's
        QTest.mouseClick(tour.card.next_button, Qt.MouseButton.LeftButton)
        assert tour.position == position
        assert _leads_to_planted(tour.card.text.text())
    workbench.window.gallery.step(1)
    bench.wait_idle(workbench)
    workbench.state.select_prompt(1)
    assert "the model is asked again" in tour.steps[4].text(workbench.window)


def test_show_me_on_another_image_leads_back_instead_of_marking_it(bench: TestBench, qtbot: QtBot) -> None:
    """Verdicts, marks and removals belong to the image that the card speaks of, not to the one shown."""
    workbench = _open_planted(bench, qtbot)
    tour, state, window = workbench.window.tour, workbench.state, workbench.window
    bench.wait_idle(workbench)
    other = workbench.review.entry
    assert other is not None
    assert other.image.identity.name != PLANTED_IMAGE
    bound = {step.title: step for step in tour.steps if _leads_to_planted(step.text(window))}
    assert "Give your verdict" in bound
    assert "Mark the failure" in bound
    for step in bound.values():
        workbench.review.show_image(other.image.image_id)
        bench.wait_idle(workbench)
        assert step.show_me is not None
        step.show_me(window)
        assert state.image is not None
        assert state.image.identity.name == PLANTED_IMAGE, step.title
        assert not _leads_to_planted(step.text(window))
    store = workbench.session.store
    assert store is not None
    assert store.review(other.image.image_id).verdict == "unreviewed"
    assert not any(store.annotations(entry.image.image_id) for entry in workbench.session.index.entries)


def test_steps_about_the_claim_lead_back_to_its_map(bench: TestBench, qtbot: QtBot) -> None:
    """Beside another prompt's heat the card does not speak of the claim's, nor is that prompt marked."""
    workbench = _open_planted(bench, qtbot)
    window, state = workbench.window, workbench.state
    window.gallery.step(1)
    bench.wait_idle(workbench)
    explanation = state.explanation
    assert explanation is not None
    other = next(i for i, result in enumerate(explanation.prompts) if result.text != CLAIM)
    steps = {step.title: step for step in tour_steps()}
    for title in ("What does that rest on?", "Is it the cause?", "Mark the failure"):
        state.select_prompt(other)
        step = steps[title]
        assert "Choose the prompt" in step.text(window)
        assert step.show_me is not None
        step.show_me(window)
        assert explanation.prompts[state.prompt_index].text == CLAIM, title
        assert "Choose the prompt" not in step.text(window)
    assert not state.selected_regions
    assert not state.annotations


def test_what_was_done_on_another_image_is_not_the_step(bench: TestBench, qtbot: QtBot) -> None:
    """A region selected in another image, or a verdict on it, does not take the tour on."""
    workbench = _open_planted(bench, qtbot)
    window, state = workbench.window, workbench.state
    bench.wait_idle(workbench)
    explanation = state.explanation
    assert explanation is not None
    state.select_regions((explanation.regions.region_at_patch(state.region_level, 0, 0).region_id,))
    workbench.review.judge(verdict="right_wrong_reason")
    steps = {step.title: step for step in tour_steps()}
    for title in ("What does that rest on?", "Give your verdict"):
        done = steps[title].done
        assert done is not None
        assert not done(window), title


def test_the_tour_waits_for_kind_and_cause_of_the_failure(bench: TestBench, qtbot: QtBot) -> None:
    """The card asks for both; it does not go on while the form is half filled in."""
    workbench = _open_planted(bench, qtbot)
    window = workbench.window
    window.gallery.step(1)
    bench.wait_idle(workbench)
    workbench.state.select_prompt(1)
    (step,) = (step for step in tour_steps() if step.title == "Mark the failure")
    assert step.done is not None
    window.canvas.annotate_image()
    for effect, triggers, done in ((PLANTED_EFFECT, (), False), (PLANTED_EFFECT, (PLANTED_TRIGGER,), True)):
        window.annotations.form.describe(effect, triggers)
        window.annotations.flush()
        assert step.done(window) is done
    window.annotations.form.describe(PLANTED_EFFECT, ())
    window.annotations.flush()
    workbench.state.select_annotation("")
    assert step.show_me is not None
    step.show_me(window)  # the mark that is there, although it is not selected
    assert step.done(window)
    assert len(workbench.state.annotations) == 1


def test_the_tour_says_what_a_failed_check_means(bench: TestBench, qtbot: QtBot) -> None:
    """It does not speak of a map that passes while the panel beside it shows one that fails."""
    workbench = _open_planted(bench, qtbot)
    bench.wait_idle(workbench)
    state, window = workbench.state, workbench.window
    (step,) = (step for step in tour_steps() if step.target(window) is window.evidence)
    explanation = state.explanation
    assert explanation is not None
    for verdict, word in (("fail", "One fails here"), ("pass", "A map that passes")):
        check = TrustCheck("deletion", 0.7, 0.95, "at_least", verdict, "share of removals")
        checks = ((check,),) * len(explanation.prompts)
        state.show_explanation(replace(explanation, checks=checks), f"run-{verdict}")
        assert word in step.text(window)


def test_the_ring_goes_around_the_thumbnail_that_is_meant(bench: TestBench, qtbot: QtBot) -> None:
    """A newcomer sees which of the images is spoken of, not just that it is one of the gallery's."""
    workbench = _open_planted(bench, qtbot)
    tour, window = workbench.window.tour, workbench.window
    QTest.mouseClick(tour.card.next_button, Qt.MouseButton.LeftButton)
    view = window.gallery.view
    thumbnail = view.visualRect(window.gallery.model.index(1))
    ring = QRect(view.viewport().mapFrom(window, tour._ring.pos()), tour._ring.size())
    assert ring.contains(thumbnail.intersected(view.viewport().rect()))
    assert ring.width() < thumbnail.width() + 8


def test_an_ended_tour_stays_away_until_it_is_asked_for(bench: TestBench, qtbot: QtBot) -> None:
    """It offers itself once; Help starts it again."""
    workbench = _open_planted(bench, qtbot)
    tour = workbench.window.tour
    QTest.mouseClick(tour.card.skip_button, Qt.MouseButton.LeftButton)
    assert not tour.running
    assert not tour.card.isVisible()
    assert not tour.wanted
    workbench.window.commands["help.tour"].trigger()
    assert tour.running


def test_escape_on_the_card_ends_the_tour(bench: TestBench, qtbot: QtBot) -> None:
    """As it closes every other thing that lies over the window; elsewhere the key keeps its meaning."""
    tour = _open_planted(bench, qtbot).window.tour
    QTest.keyClick(tour.card.next_button, Qt.Key.Key_Right)
    assert tour.running
    QTest.keyClick(tour.card.next_button, Qt.Key.Key_Escape)
    assert not tour.running


def test_the_card_stands_beside_what_it_speaks_of() -> None:
    """It covers its target only when there is no room beside it, and never leaves the window."""
    card, room = QRect(0, 0, 300, 160), QRect(0, 0, 1200, 800)
    for target in (QRect(0, 100, 260, 600), QRect(900, 100, 300, 300), QRect(260, 700, 600, 60)):
        placed = QRect(place_beside(card, target, room), card.size())
        assert room.contains(placed)
        assert not placed.intersects(target)
    covering = QRect(place_beside(card, room, room), card.size())
    assert room.contains(covering)
    assert place_beside(card, QRect(), room) == room.center() - QPoint(150, 80)


def _leads_to_planted(text: str) -> bool:
    return "“Show me”" in text and PLANTED_IMAGE.removesuffix(".jpg") in text


def _open_planted(bench: TestBench, qtbot: QtBot) -> Workbench:
    workbench = bench.open()
    files: list[Path] = [bench.folder / "01_other.png", bench.folder / PLANTED_IMAGE]
    for number, file in enumerate(files):
        write_image(file, seed=number)
    with qtbot.waitSignal(workbench.session.opened, timeout=60_000):
        workbench.session.create(bench.folder / "case.mmel", prompts=(COUNTER_CLAIM, CLAIM))
    with qtbot.waitSignal(workbench.session.imported, timeout=60_000):
        workbench.session.work.import_images(files)
    bench.wait_idle(workbench)
    workbench.window.tour.start()
    return workbench
