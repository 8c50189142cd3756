"""Story: two prompts side by side on one image; what is marked there says which prompt was meant."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.ui.canvas.compared_state import OtherSide
from tests.ui.conftest import PROMPTS, TestBench
from tests.ui.stories.record import export_report, squeezed


def shown_prompts(workbench: Workbench) -> tuple[int, int]:
    """Prompt of the review's side and of the other one."""
    return workbench.state.prompt_index, workbench.window.compare.compared.other.prompt_index


def test_compare_two_prompts_and_mark_what_tells_them_apart(bench: TestBench, qtbot: QtBot) -> None:
    """C compares; both sides zoom and select together; the mark, the list and the PDF agree."""
    workbench = bench.open_idle(images=1)
    window, state = workbench.window, workbench.state
    window.commands["view.compare"].trigger()
    stage = window.compare
    assert stage.comparing
    assert stage.compared.side == OtherSide("prompt", 1)
    assert stage.bar.sides.currentText() == f"prompt: {PROMPTS[1]}"
    other = stage.compared.other
    assert shown_prompts(workbench) == (0, 1)

    # A region chosen on the compared side is chosen on the review's side as well.
    region = state.explanation.regions.at_level(state.region_level)[0] if state.explanation else None
    assert region is not None
    other.select_regions((region.region_id,))
    assert state.selected_regions == (region.region_id,)
    stage.choose_mode("swipe")
    QTest.keyClick(stage.handle, Qt.Key.Key_Right)
    assert stage.comparing

    # The second prompt becomes the one under review; the first takes its place on the other side.
    window.prompts.view.setCurrentIndex(window.prompts.model.index(1))
    assert shown_prompts(workbench) == (1, 0)
    window.commands["view.compare"].trigger()
    assert stage.bar.isHidden()
    state.select_regions((region.region_id,))
    window.commands["review.annotate_region"].trigger()
    (mark,) = state.annotations
    assert mark.prompt == PROMPTS[1]
    window.commands["review.right_wrong_reason"].trigger()

    report = export_report(bench, workbench, qtbot)
    store = workbench.session.store
    assert store is not None
    (run,) = store.runs()
    assert run.prompts == PROMPTS
    (stored,) = store.annotations()
    assert (stored.number, stored.prompt) == (mark.number, PROMPTS[1])
    for prompt in PROMPTS:
        assert squeezed(prompt) in report.text


def test_a_mark_names_the_prompt_of_the_side_it_was_drawn_on(bench: TestBench) -> None:
    """The other side's prompt on the other side, the review's on its own; the record keeps both."""
    workbench = bench.open_idle(images=1)
    workbench.window.commands["view.compare"].trigger()
    stage = workbench.window.compare
    assert stage.second is not None
    for canvas in (stage.second, stage.canvas):
        workbench.state.choose_tool("point")
        viewport = canvas.viewport()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().center())
    assert workbench.session.store is not None
    marks = workbench.session.store.annotations()
    assert [mark.prompt for mark in marks] == [PROMPTS[1], PROMPTS[0]]
