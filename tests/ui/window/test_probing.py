"""Probes through the whole window: asked on the canvas, answered by the worker, kept in the record."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TestBench


def test_a_removed_region_is_measured_once_and_found_again_after_reopening(
    qtbot: QtBot, bench: TestBench
) -> None:
    """X on the canvas asks the worker; the answer is recorded with the run and read again."""
    workbench = bench.open_idle(images=2)
    state, canvas = workbench.state, workbench.window.canvas
    state.select_regions((4,))
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: state.probes.of((4,)) is not None, timeout=60_000)
    bench.wait_idle(workbench)
    assert canvas.overlays.probe_card.text().startswith("Without region 4\n0.300 →")
    assert state.probes_recorded
    state.ask_probe("keep")
    assert (state.probe_view, len(bench.models.explainer.probed)) == ("keep", 1)
    store = workbench.session.store
    assert store is not None
    assert store.audit_events()[-1].action == "run.probed"
    measured, shown = state.probes.of((4,)), state.image
    workbench.review.next_unreviewed()
    assert state.probes.of((4,)) is None
    assert shown is not None
    workbench.review.show_image(shown.image_id)
    qtbot.waitUntil(lambda: state.probes.of((4,)) == measured, timeout=60_000)


def test_two_regions_interact_on_the_graph_and_in_the_panel(qtbot: QtBot, bench: TestBench) -> None:
    """The measured strength stands on their edge."""
    workbench = bench.open_idle(images=1)
    state = workbench.state
    state.select_regions((5, 4))
    assert state.ask_interaction()
    qtbot.waitUntil(lambda: state.probes.interaction(4, 5) is not None, timeout=60_000)
    graph = state.graph()
    assert graph is not None
    (edge,) = (edge for edge in graph.edges if (edge.source, edge.target) == (4, 5))
    assert edge.interaction is not None
    assert edge.interaction > 0
    assert "need one another" in workbench.window.evidence.probes.meaning.text()


def test_the_removal_curve_is_measured_on_demand_and_shown_again(qtbot: QtBot, bench: TestBench) -> None:
    """The button asks the worker once per prompt; the chart, its figures and the record have the answer."""
    workbench = bench.open_idle(images=1)
    state, section = workbench.state, workbench.window.evidence.removal
    workbench.window.docks["evidence"].raise_()
    assert section.measure.isEnabled()
    section.measure.click()
    qtbot.waitUntil(lambda: "a pedestrian" in state.probes.curves, timeout=60_000)
    bench.wait_idle(workbench)
    assert section.measure.isHidden()
    assert not section.chart.isHidden()
    assert section.chart.accessibleDescription().startswith("0 % of the patches: deletion 0.300,")
    assert "Insertion − deletion" in section.meaning.text()
    state.select_prompt(1)
    assert not section.measure.isHidden()
    assert section.chart.isHidden()
    store = workbench.session.store
    assert store is not None
    assert store.audit_events()[-1].action == "run.probed"
