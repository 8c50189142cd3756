"""The whole way of the data through real widgets, with the model that ships with the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.ui.background.model_keeper import load_with_workflow
from tests.factories import write_image
from tests.ui.conftest import TestBench

LONG_MS = 240_000
"""Loading torch alone takes a minute on a machine that is busy with other things."""


@pytest.mark.timeout(600)
def test_from_images_to_a_verified_report(bench: TestBench, qtbot: QtBot, tmp_path: Path) -> None:
    """Open, explain, pick a level, click a region, annotate, undo, redo, export, close, reopen, verify."""
    workbench = bench.open(load=load_with_workflow)
    window, state = workbench.window, workbench.state
    _open_images(bench, workbench, qtbot, tmp_path)
    qtbot.waitUntil(lambda: state.explanation is not None, timeout=LONG_MS)
    qtbot.waitUntil(lambda: state.pixels is not None, timeout=LONG_MS)

    QTest.keyClick(window.canvas, Qt.Key.Key_3)
    assert state.level == 1
    region_id = _click_region(workbench)

    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_Return)
    (annotation,) = state.annotations
    assert annotation.geometry.region_ids == (region_id,)
    assert state.selected_annotation == annotation.annotation_id
    window.commands["edit.undo"].trigger()
    assert not state.annotations
    window.commands["edit.redo"].trigger()
    assert [found.annotation_id for found in state.annotations] == [annotation.annotation_id]
    window.commands["review.wrong"].trigger()

    bench.paths.answer = tmp_path / "report.pdf"
    with qtbot.waitSignal(workbench.session.notice, timeout=LONG_MS):
        window.commands["file.export"].trigger()
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    before = (state.explanation, state.annotations, state.display, workbench.review.entry)
    bench.close(workbench)

    again = bench.open(load=load_with_workflow)
    with qtbot.waitSignal(again.session.opened, timeout=LONG_MS):
        again.commands.open_last()
    assert again.state.explanation is not None
    assert before[0] is not None
    assert again.state.explanation.request == before[0].request
    assert (again.state.explanation.heatmap == before[0].heatmap).all()
    assert (again.state.annotations, again.state.display, again.review.entry) == before[1:]
    bench.close(again)

    verifier = bench.open(load=load_with_workflow)
    for record in (tmp_path / "case.mmel", tmp_path / "report.pdf"):
        bench.paths.answer = record
        with qtbot.waitSignal(verifier.session.verified, timeout=LONG_MS) as verified:
            verifier.window.commands["tools.verify_file"].trigger()
        assert verified.args[0].intact, verified.args[0].findings


def _open_images(bench: TestBench, workbench: Workbench, qtbot: QtBot, folder: Path) -> None:
    """Through the commands an analyst would use: new session, prompts, add images."""
    window = workbench.window
    bench.paths.answer = folder / "case.mmel"
    with qtbot.waitSignal(workbench.session.opened, timeout=LONG_MS):
        window.commands["file.new"].trigger()
    for prompt in ("a pedestrian", "a red car"):
        QTest.keyClicks(window.prompts.new_prompt, prompt)
        QTest.keyClick(window.prompts.new_prompt, Qt.Key.Key_Return)
    write_image(folder / "one.png", size_wh=(320, 240), seed=1)
    write_image(folder / "two.png", size_wh=(320, 240), seed=2)
    bench.paths.answer = (folder / "one.png", folder / "two.png")
    with qtbot.waitSignal(workbench.session.imported, timeout=LONG_MS):
        window.commands["file.add_images"].trigger()


def _click_region(workbench: Workbench) -> int:
    """Click on the middle of the seen part of the image; returns the region that was hit."""
    canvas, state = workbench.window.canvas, workbench.state
    assert state.explanation is not None
    x0, y0, x1, y1 = state.explanation.geometry.box_xyxy_px
    point: QPoint = canvas.to_viewport(QPointF((x0 + x1) / 2 + 3, (y0 + y1) / 2 + 3)).toPoint()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    (region_id,) = state.selected_regions
    return region_id
