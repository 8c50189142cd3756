"""Story: a newcomer finds the planted failure of the demo session, tests it, marks it and reports it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.core.taxonomy import EFFECTS, label_of
from mmel_desktop.ui.background.model_keeper import load_with_workflow
from mmel_desktop.ui.tour.tour_script import CLAIM, COUNTER_CLAIM, FENCE_XY_PX, PLANTED_IMAGE, planted_entry
from tests.ui.conftest import TestBench
from tests.ui.stories.record import export_report, squeezed

LONG_MS = 300_000
"""Loading torch alone takes minutes on a machine that is busy with other things."""


@pytest.mark.timeout(900)
def test_find_the_shortcut_failure_mark_it_and_report_it(bench: TestBench, qtbot: QtBot) -> None:
    """With the model that ships: scores, evidence, probe, mark, verdict; the PDF tells the same."""
    workbench = bench.open(load=load_with_workflow)
    window, state = workbench.window, workbench.state
    with qtbot.waitSignal(workbench.session.opened, timeout=LONG_MS):
        window.commands["file.demo"].trigger()
    assert window.tour.running
    window.tour.end()
    _open_planted(workbench, qtbot)

    # The prompts list says what the model claims, against the truth.
    explanation = state.explanation
    assert explanation is not None
    scores = {result.text: result.score for result in explanation.prompts}
    assert scores[CLAIM] > scores[COUNTER_CLAIM]
    row = window.prompts.model.row_of(CLAIM)
    window.prompts.view.scrollTo(window.prompts.model.index(row))
    place = window.prompts.view.visualRect(window.prompts.model.index(row)).center()
    QTest.mouseClick(window.prompts.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert explanation.prompts[state.prompt_index].text == CLAIM

    # The fence is a region of its own; without it hardly anything is left of the score.
    region_id = _click_fence(workbench)
    window.docks["evidence"].raise_()
    window.evidence.probes.remove.click()
    qtbot.waitUntil(lambda: state.probes.of((region_id,)) is not None, timeout=LONG_MS)
    measured = state.probes.of((region_id,))
    assert measured is not None
    assert measured.scores_without[state.prompt_index] < 0.3 * measured.scores[state.prompt_index]
    assert f"Without region {region_id}" in window.canvas.overlays.probe_card.text()

    # Marked, named, judged. A mark that was thrown away keeps its number, so this one is the second.
    window.commands["review.annotate_image"].trigger()
    window.commands["edit.undo"].trigger()
    assert not window.canvas.layers.annotations.call_out_texts
    state.select_regions((region_id,))
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_A)
    (mark,) = state.annotations
    line = window.annotations.form.effect.lineEdit()
    assert line is not None
    QTest.keyClicks(line, label_of(EFFECTS, "A10"))
    QTest.keyClick(line, Qt.Key.Key_Return)
    window.verdict_bar.buttons["right_wrong_reason"].click()
    (mark,) = state.annotations
    assert mark.effect == "A10"
    assert mark.prompt == CLAIM
    assert mark.geometry.region_ids == (region_id,)
    assert window.annotations.model.index(0, 0).data() == str(mark.number)
    call_outs = window.canvas.layers.annotations.call_out_texts
    assert call_outs == {mark.annotation_id: str(mark.number)}

    report = export_report(bench, workbench, qtbot)
    entry, store = planted_entry(window), workbench.session.store
    assert entry is not None
    assert store is not None
    (stored,) = store.annotations(entry.image.image_id)
    assert (stored.number, stored.effect) == (mark.number, "A10")
    assert store.review(entry.image.image_id).verdict == "right_wrong_reason"
    assert squeezed(PLANTED_IMAGE) in report.text
    assert squeezed(CLAIM) in report.text
    (drawn,) = call_outs.values()
    assert drawn == "2"
    assert squeezed(f"Annotations {drawn} A10 {label_of(EFFECTS, 'A10')}") in report.text
    assert f"region{region_id}" in report.text


def _open_planted(workbench: Workbench, qtbot: QtBot) -> None:
    """Click the image in the gallery and wait for its explanation."""
    window, state = workbench.window, workbench.state
    entry = planted_entry(window)
    assert entry is not None
    window.gallery.scroll_to(entry.image.image_id)
    row = window.gallery.model.image_ids.index(entry.image.image_id)
    place = window.gallery.view.visualRect(window.gallery.model.index(row)).center()
    QTest.mouseClick(window.gallery.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert state.image == entry.image
    qtbot.waitUntil(lambda: state.explanation is not None, timeout=LONG_MS)
    qtbot.waitUntil(lambda: state.pixels is not None, timeout=LONG_MS)
    qtbot.waitUntil(lambda: not workbench.jobs.busy, timeout=LONG_MS)


def _click_fence(workbench: Workbench) -> int:
    """Click the middle of the fence; returns the region that was hit."""
    canvas, state = workbench.window.canvas, workbench.state
    place = canvas.to_viewport(QPointF(*FENCE_XY_PX)).toPoint()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    (region_id,) = state.selected_regions
    return region_id
