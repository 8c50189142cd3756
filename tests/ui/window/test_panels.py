"""Gallery, prompts, jobs bar, evidence, audit and verdict panels as the analyst meets them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.core.audit_event import AuditEvent, FieldChange
from mmel_desktop.core.case import ImageRecord, ImageReview, RunRecord
from mmel_desktop.core.explanation import TrustCheck, WordAttribution
from mmel_desktop.core.identity import ImageIdentity
from mmel_desktop.ui.background.image_loading import ImageLoader
from mmel_desktop.ui.background.job_view import JobView
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.case_index import CaseIndex
from mmel_desktop.ui.dock_area import LEAST_DOCK_WIDTH_PX
from mmel_desktop.ui.notice import Notice
from mmel_desktop.ui.panels.audit_panel import what_text
from mmel_desktop.ui.panels.evidence_panel import CheckRow, EvidencePanel, figure_text, summary_text
from mmel_desktop.ui.panels.gallery_model import GalleryModel
from mmel_desktop.ui.panels.jobs_bar import JobsBar
from mmel_desktop.ui.panels.prompts_delegate import place_words
from mmel_desktop.ui.panels.prompts_model import PromptRow, PromptsModel, describe
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import body_font
from tests.factories import make_explanation, write_image
from tests.ui.conftest import TestBench

CALLS_PER_IMAGE = 10
"""Python functions that filtering or sorting may call for each image."""


def image(number: int, name: str) -> ImageRecord:
    """An image record that was never on a disk."""
    identity = ImageIdentity(name, "0" * 64, f"{number:064x}", 96, 72)
    return ImageRecord(f"id-{number}", number, identity, "/nowhere", 1, "PNG", "RGB", 1, 0, 1, ())


def run(number: int, scores: tuple[float, ...], softmaxes: tuple[float, ...], worst: str) -> RunRecord:
    """A finished run with two prompts."""
    verdicts = (worst, "pass")
    return RunRecord(
        f"run-{number}",
        f"id-{number}",
        "finished",
        ("a car", "a cone"),
        "mmel",
        "model",
        scores,
        softmaxes,
        verdicts,
        "",
        "2026-01-01T00:00:00Z",
    )


@pytest.fixture
def case(qtbot: QtBot) -> CaseIndex:
    """Four images: explained well, with a failed check, a close call judged wrong, untouched."""
    index = CaseIndex()
    index.fill(
        [image(0, "delta.png"), image(1, "Alpha.png"), image(2, "charlie.png"), image(3, "bravo.png")],
        {
            "id-0": run(0, (0.2, 0.1), (0.9, 0.1), "pass"),
            "id-1": run(1, (0.3, 0.1), (0.9, 0.1), "fail"),
            "id-2": run(2, (0.1, 0.4), (0.51, 0.49), "pass"),
        },
        {"id-2": ImageReview("id-2", "wrong", rationale="the sign, not the car")},
        (),
    )
    return index


@pytest.fixture
def gallery(case: CaseIndex, qtbot: QtBot) -> GalleryModel:
    """The gallery of that case."""
    return GalleryModel(case, ImageLoader())


def names(model: GalleryModel) -> list[str]:
    """File names in the model's order."""
    return [model.index(row).data() for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("added", ["delta.png", "Alpha.png", "charlie.png", "bravo.png"]),
        ("name", ["Alpha.png", "bravo.png", "charlie.png", "delta.png"]),
        ("score", ["Alpha.png", "delta.png", "charlie.png", "bravo.png"]),
        ("lowest_score", ["charlie.png", "delta.png", "Alpha.png", "bravo.png"]),
        ("suspicion", ["Alpha.png", "charlie.png", "delta.png", "bravo.png"]),
    ],
)
def test_the_gallery_is_sorted(gallery: GalleryModel, order: str, expected: list[str]) -> None:
    """By name without regard to case, by the prompt's score, by failed checks and narrow margins."""
    gallery.set_prompt("a car")
    gallery.set_sort(order)
    assert names(gallery) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("to_review", ["delta.png", "Alpha.png", "bravo.png"]),
        ("failures", ["charlie.png"]),
        ("failed_checks", ["Alpha.png"]),
        ("not_explained", ["bravo.png"]),
    ],
)
def test_the_gallery_is_filtered_by_status(gallery: GalleryModel, name: str, expected: list[str]) -> None:
    """Each filter keeps just its own."""
    gallery.set_filter(name)
    assert names(gallery) == expected


def test_the_gallery_is_filtered_by_text(gallery: GalleryModel) -> None:
    """Every word must occur in the name or in what was written about the image."""
    gallery.set_text("SIGN car")
    assert names(gallery) == ["charlie.png"]
    gallery.set_text("sign bus")
    assert names(gallery) == []


def test_a_judged_image_does_not_jump_away(gallery: GalleryModel, case: CaseIndex) -> None:
    """It leaves the list of images to review only when the filter is chosen again."""
    gallery.set_filter("to_review")
    case.set_review(ImageReview("id-0", "right"))
    assert "delta.png" in names(gallery)
    gallery.set_filter("to_review")
    assert "delta.png" not in names(gallery)


def python_calls(action: Callable[[], object]) -> int:
    """How many Python functions an action calls."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(None)
    return calls


def test_names_are_sorted_as_a_person_counts(qtbot: QtBot) -> None:
    """Numbers by their size, as images of a folder are added; letters whatever their case."""
    index = CaseIndex()
    names = ("frame 10.png", "frame 9.png", "Frame 100.png", "aerial.png", "frame 9b.png")
    index.fill([image(number, name) for number, name in enumerate(names)], {}, {}, ())
    model = GalleryModel(index, ImageLoader())
    model.set_sort("name")
    shown = [str(model.data(model.index(row))) for row in range(model.rowCount())]
    assert shown == ["aerial.png", "frame 9.png", "frame 9b.png", "frame 10.png", "Frame 100.png"]


def test_ten_thousand_images_are_sorted_without_a_pause(qtbot: QtBot) -> None:
    """Filter and order look at each image a few times; a comparison in Python would look at it a dozen."""
    count = 10_000
    index = CaseIndex()
    index.fill([image(number, f"image {number % 977}.png") for number in range(count)], {}, {}, ())
    model = GalleryModel(index, ImageLoader())
    assert python_calls(lambda: model.set_sort("name")) < CALLS_PER_IMAGE * count
    assert python_calls(lambda: model.set_text("77")) < CALLS_PER_IMAGE * count
    assert 0 < model.rowCount() < count


def test_words_carry_their_weight_and_flow_into_lines(qtbot: QtBot) -> None:
    """The tint follows the attribution; a narrow panel breaks lines between words."""
    explanation = make_explanation(prompts=("a worker with a hard hat",))
    row = PromptRow("a worker with a hard hat", explanation.prompts[0], 0.4)
    placed = place_words(row, body_font(), 90.0)
    assert [word.text for word in placed] == ["a", "worker", "with", "a", "hard", "hat"]
    assert [word.weight for word in placed] == [word.weight for word in explanation.prompts[0].words]
    assert placed[-1].rect.top() > placed[0].rect.top()
    assert all(word.rect.right() <= 90.0 for word in placed)


def test_a_prompt_is_shown_as_it_was_written(qapp: QApplication) -> None:
    """A tokenizer parts words from commas and figures from one another; the author did not."""
    text = "At night, 77 red cars"
    result = make_explanation(prompts=(text,)).prompts[0]
    pieces = ("at", "night", ",", "7", "7", "red")
    result = replace(result, words=tuple(WordAttribution(piece, 0.5, 0.1) for piece in pieces))
    placed = place_words(PromptRow(text, result, 0.4), body_font(), 2000.0)
    assert [word.text for word in placed] == ["At", "night", ",", "7", "7", "red", "cars"]
    assert placed[2].rect.left() == placed[1].rect.right()
    assert placed[4].rect.left() == placed[3].rect.right()
    assert placed[3].rect.left() > placed[2].rect.right()
    assert [word.weight for word in placed] == [0.5] * 6 + [0.0]
    other = replace(result, words=(WordAttribution("something", 0.5, 0.1),))
    assert [word.text for word in place_words(PromptRow(text, other, 0.4), body_font(), 2000.0)] == [
        "something"
    ]


def test_what_is_doubtful_about_a_prompt_is_said() -> None:
    """Unseen words, truncation and missing evidence stand in the tooltip in plain words."""
    result = make_explanation(prompts=("a zeppelin",)).prompts[0]
    words = (result.words[0], replace(result.words[1], seen=False))
    doubtful = replace(result, words=words, truncated=True, token_count=99, evidence_found=False)
    text = describe("a zeppelin", doubtful)
    assert "zeppelin." in text
    assert "99 tokens" in text
    assert "No positive evidence" in text


def test_a_prompt_cannot_be_edited_into_one_that_is_there(qtbot: QtBot) -> None:
    """Two equal prompts would be one question asked twice."""
    model = PromptsModel()
    model.show(("a car", "a cone"), None)
    edits: list[tuple[str, ...]] = []
    model.prompts_edited.connect(edits.append)
    assert not model.setData(model.index(0), " a  cone ")
    assert not model.setData(model.index(0), "   ")
    assert model.setData(model.index(0), "a truck")
    assert edits == [("a truck", "a cone")]


def test_prompts_are_moved(qtbot: QtBot) -> None:
    """The new order is asked for; out of range asks for nothing."""
    model = PromptsModel()
    model.show(("a", "b", "c"), None)
    edits: list[tuple[str, ...]] = []
    model.prompts_edited.connect(edits.append)
    model.move(2, 0)
    model.move(0, -1)
    assert edits == [("c", "a", "b")]


def test_the_jobs_bar_shows_a_batch_rather_than_a_moment(qtbot: QtBot) -> None:
    """Progress, time left and how many more wait."""
    bar = JobsBar()
    qtbot.addWidget(bar)
    bar.show()
    bar.show_job(
        JobView(1, "Explaining 200 images", "running", done=14, total=200, step="14 of 200", seconds_left=70)
    )
    bar.show_job(JobView(2, "Explaining a.png", "running", interactive=True))
    assert bar.title_label.whole_text == "Explaining 200 images"
    assert bar.step_label.whole_text == "14 of 200 · about 1 min left"
    assert (bar.progress_bar.value(), bar.progress_bar.maximum()) == (14, 200)
    assert bar.queue_label.text() == "+ 1 more"
    cancelled: list[int] = []
    bar.cancel_requested.connect(cancelled.append)
    QTest.mouseClick(bar.cancel_button, Qt.MouseButton.LeftButton)
    assert cancelled == [1]
    bar.show_job(JobView(1, "Explaining 200 images", "cancelled"))
    bar.show_job(JobView(2, "Explaining a.png", "finished"))
    assert not bar.title_label.isVisible()


def test_messages_stay_until_they_are_dismissed(qtbot: QtBot) -> None:
    """The same problem is said once; the newest few are shown, older ones come up as those go."""
    bar = JobsBar()
    qtbot.addWidget(bar)
    bar.show()
    for number in range(6):
        bar.show_problem(Problem(f"Problem {number}", "found x", "do y"))
    bar.show_problem(Problem("Problem 5", "found x", "do y"))
    assert [row.what_label.text() for row in bar.messages if row.isVisible()] == [
        "Problem 2",
        "Problem 3",
        "Problem 4",
        "Problem 5",
    ]
    bar.messages[-1].dismissed.emit()
    assert next(row.what_label.text() for row in bar.messages if row.isVisible()) == "Problem 1"


def test_a_notice_offers_what_it_made(qtbot: QtBot) -> None:
    """Open and Open folder ask for the file and for its folder."""
    bar = JobsBar()
    qtbot.addWidget(bar)
    opened: list[Path] = []
    bar.open_requested.connect(opened.append)
    bar.show_notice(Notice("Report written", Path("/tmp/report.pdf")))
    from PySide6.QtWidgets import QPushButton

    for button in bar.messages[0].findChildren(QPushButton):
        button.click()
    assert opened == [Path("/tmp/report.pdf"), Path("/tmp")]


def test_what_was_done_last_is_said_alone(qtbot: QtBot) -> None:
    """A newer success takes the older one's place; problems and choices stay until they are answered."""
    bar = JobsBar()
    qtbot.addWidget(bar)
    bar.show_problem(Problem("reading a file", "not found"))
    bar.show_notice(Notice("An interrupted batch", actions=(("Go on", lambda: None),)))
    for done in ("Report written", "Signed off", "Session reopened"):
        bar.show_notice(Notice(done))
    assert [row.problem is None for row in bar.messages] == [False, True, True]
    assert bar.messages[-1].what_label.text() == "Session reopened"


def test_evidence_shows_every_check_of_the_selected_prompt(qtbot: QtBot) -> None:
    """One row per check, in words, what did not pass first; another prompt shows its own."""
    state = ReviewState()
    panel = EvidencePanel(state)
    qtbot.addWidget(panel)
    explanation = make_explanation()
    only = TrustCheck("model_randomisation", 0.12, 0.3, "at_most", "pass", "Random weights give another map.")
    panel.show()
    state.show_explanation(replace(explanation, checks=(explanation.checks[0], (only,))), "run-1")
    qtbot.waitUntil(lambda: len(panel.findChildren(CheckRow)) == 2, timeout=60_000)
    assert [row.check.name for row in panel.findChildren(CheckRow)] == [
        "specificity",
        "completeness",
    ]
    state.select_prompt(1)
    qtbot.waitUntil(lambda: len(panel.findChildren(CheckRow)) == 1, timeout=60_000)
    (row,) = panel.findChildren(CheckRow)
    assert row.accessibleName() == "Model randomisation: passed, 0.120 · limit ≤ 0.3"


def test_a_narrow_panel_cuts_no_figure(qtbot: QtBot) -> None:
    """At the least width of a dock the figure of a check goes below its name; nothing reaches beyond."""
    state = ReviewState()
    panel = EvidencePanel(state)
    qtbot.addWidget(panel)
    explanation = make_explanation()
    check = TrustCheck("completeness", 1.7e-7, 0.001, "at_most", "pass", "Largest relative difference.")
    panel.show()
    state.show_explanation(replace(explanation, checks=((check,),) * len(explanation.prompts)), "run-1")
    qtbot.waitUntil(lambda: len(panel.findChildren(CheckRow)) == 1, timeout=60_000)
    (row,) = panel.findChildren(CheckRow)
    title, figure = row.findChildren(QLabel)[1:3]
    assert figure.text() == figure_text(check)
    for width, below in ((LEAST_DOCK_WIDTH_PX, True), (640, False)):
        panel.resize(width, 900)
        qtbot.waitUntil(lambda expected=below: (figure.y() > title.y()) == expected, timeout=60_000)  # type: ignore[misc]
        assert figure.mapTo(panel.viewport(), QPoint(figure.width(), 0)).x() <= panel.viewport().width()
        assert figure.width() >= figure.sizeHint().width()


def test_checks_are_summed_up_in_words() -> None:
    """Counts by verdict; a check that did not run has no figure."""
    checks = make_explanation().checks[0]
    assert summary_text(checks) == "1 passed, 1 warning"
    assert summary_text(()) == "no checks were run"
    assert figure_text(TrustCheck("x", None, 1.0, "at_most", "not_run", "")) == "not run"


def test_an_audit_entry_is_told_in_a_few_words() -> None:
    """The telling fields, not the hashes."""
    changes = (
        FieldChange("geometry", None, {}),
        FieldChange("number", None, 3),
        FieldChange("effect", None, "A1"),
    )
    event = AuditEvent(
        7, "2026-01-01T00:00:00Z", 0, False, "a", "Ann", "analyst", "annotation.created", "annotation", "x",
        changes, "seen twice", "0" * 64, "1" * 64,
    )  # fmt: skip
    assert what_text(event) == "annotation created: number 3, effect missed (seen twice)"


def test_the_name_of_the_shown_image_is_readable_in_full(bench: TestBench, qtbot: QtBot) -> None:
    """With its size and its place among the images that pass the filter; a hidden name stays hidden."""
    workbench = bench.open()
    bench.open_session(workbench, images=3)
    window, caption = workbench.window, workbench.window.image_caption
    window.gallery.step(1)
    size = workbench.session.index.entries[1].image.identity
    facts = f"image_1.png · {size.width_px} × {size.height_px}"
    qtbot.waitUntil(lambda: caption.text() == f"{facts} · 2 of 3", timeout=60_000)
    window.gallery.filter_text.setText("image_1")
    qtbot.waitUntil(lambda: caption.text() == f"{facts} · 1 of 1", timeout=60_000)
    window.gallery.filter_text.setText("image_2")
    qtbot.waitUntil(lambda: caption.text() == facts, timeout=60_000)
    window.gallery.filter_text.clear()
    workbench.review.set_blind(True, names_hidden=True)
    qtbot.waitUntil(lambda: caption.text().startswith("image 2 ·"), timeout=60_000)
    assert "image_1" not in caption.toolTip() + caption.accessibleDescription()
    workbench.review.set_blind(False)
    bench.wait_idle(workbench)
    with qtbot.waitSignal(workbench.session.closed, timeout=60_000):
        workbench.session.close()
    assert not caption.isVisible()


def test_a_long_name_is_cut_in_its_middle_and_never_widens_the_window(
    bench: TestBench, qtbot: QtBot, tmp_path: Path
) -> None:
    """Size and place stay readable, and the tooltip has all of the name."""
    workbench = bench.open()
    bench.open_session(workbench, images=1)
    window, caption = workbench.window, workbench.window.image_caption
    least = window.minimumSizeHint().width()
    path = tmp_path / f"{'long ' * 40}.png"
    write_image(path, seed=5)
    with qtbot.waitSignal(workbench.session.imported, timeout=60_000):
        workbench.session.work.import_images([path])
    qtbot.waitUntil(lambda: caption.toolTip() == plain_tip(path.name), timeout=60_000)
    assert window.minimumSizeHint().width() == least
    qtbot.waitUntil(lambda: caption.text().endswith("· 2 of 2"), timeout=60_000)
    assert len(caption.text()) < len(path.name)
    assert caption.fontMetrics().horizontalAdvance(caption.text()) <= caption.width()
    bench.wait_idle(workbench)


def test_a_gallery_without_images_says_how_to_get_some(
    bench: TestBench, qtbot: QtBot, tmp_path: Path
) -> None:
    """An empty session and a filter that hides everything are told apart."""
    workbench = bench.open()
    bench.open_session(workbench, images=0)
    gallery = workbench.window.gallery
    assert gallery.empty_text.isVisible()
    assert "Drop images" in gallery.empty_text.text()
    path = tmp_path / "image.png"
    write_image(path, seed=1)
    with qtbot.waitSignal(workbench.session.imported, timeout=60_000):
        workbench.session.work.import_images([path])
    assert not gallery.empty_text.isVisible()
    gallery.filter_text.setText("nothing is called that")
    assert gallery.empty_text.isVisible()
    assert "filter" in gallery.empty_text.text()
    gallery.filter_text.clear()
    assert not gallery.empty_text.isVisible()
    bench.wait_idle(workbench)


def session_prompts(workbench: Workbench) -> tuple[str, ...]:
    """The prompts of the open session as the record has them."""
    assert workbench.session.info is not None
    return workbench.session.info.prompts


def test_prompts_can_be_listed_by_their_score(bench: TestBench) -> None:
    """Among dozens the answer stands first; the session's order, and so every request, stays as it was."""
    workbench = bench.open_idle(images=1, prompts=("low", "high", "middle"))
    panel, state = workbench.window.prompts, workbench.state
    explanation = state.explanation
    assert explanation is not None
    scores = dict(zip(("low", "high", "middle"), (0.1, 0.3, 0.2), strict=True))
    prompts = tuple(replace(prompt, score=scores[prompt.text]) for prompt in explanation.prompts)
    state.show_explanation(replace(explanation, prompts=prompts), "run-9")
    state.select_prompt(2)
    panel.by_score_button.click()
    assert [panel.model.text_at(row) for row in range(3)] == ["high", "middle", "low"]
    assert panel.view.currentIndex().row() == 1
    assert not panel.buttons["up"].isEnabled()
    panel.view.setCurrentIndex(panel.model.index(0))
    assert state.prompt_index == 1
    panel.model.setData(panel.model.index(2), "lowest")
    assert session_prompts(workbench) == ("lowest", "high", "middle")
    bench.wait_idle(workbench)
    panel.view.setCurrentIndex(panel.model.index(panel.model.row_of("high")))
    panel.buttons["remove"].click()
    assert session_prompts(workbench) == ("lowest", "middle")
    panel.by_score_button.click()
    assert [panel.model.text_at(row) for row in range(2)] == ["lowest", "middle"]
    bench.wait_idle(workbench)


def test_no_job_and_no_message_widens_the_window(bench: TestBench) -> None:
    """File names have no blank to break at, and may be 255 letters long."""
    window = bench.open().window
    least, name = window.minimumSizeHint().width(), "x" * 255
    bar = window.jobs_bar
    bar.show_job(JobView(1, f"Explaining {name}", "running", done=1, total=2, step=name))
    bar.show_problem(Problem(f"Cannot read {name}", f"found nothing at {name}"))
    QApplication.processEvents()
    assert window.minimumSizeHint().width() <= least + 200
    assert bar.title_label.toolTip() == plain_tip(f"Explaining {name}")
    assert "…" in bar.title_label.text()
    bar.show_job(JobView(1, "", "finished"))


def test_a_verdict_is_not_offered_for_several_images_at_once(bench: TestBench) -> None:
    """It would be given to the shown one only, which nobody could see in the menu."""
    workbench = bench.open_idle(images=3)
    gallery, commands = workbench.window.gallery, workbench.window.commands
    assert commands["review.wrong"] in gallery.make_context_menu().actions()
    gallery.view.selectAll()
    actions = gallery.make_context_menu().actions()
    assert commands["review.wrong"] not in actions
    assert commands["tools.explain_selection"] in actions


def test_two_prompts_are_seen_in_a_low_window(bench: TestBench) -> None:
    """At twice the usual scale 440 of the usual pixels are left, and every panel must still fit in."""
    workbench = bench.open_idle(images=1)
    window = workbench.window
    window.resize(1300, 440)
    QApplication.processEvents()
    view = window.prompts.view
    second = view.visualRect(view.model().index(1, 0))
    assert second.isValid()
    assert view.viewport().rect().contains(second)
    assert window.minimumSizeHint().height() <= 440
