"""Probes on the canvas: what is veiled and what is said."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.measured_probes import MeasuredInteraction, MeasuredProbes, MeasuredRegions
from mmel_desktop.ui.canvas.image_canvas import ImageCanvas
from mmel_desktop.ui.canvas.probe_layer import (
    change_text,
    interaction_text,
    path_of_patches,
    probe_meaning,
    score_text,
)
from mmel_desktop.ui.panels.evidence_probes import ProbeSection
from mmel_desktop.ui.review_state import ReviewState


def select_first(state: ReviewState, count: int = 1) -> tuple[int, ...]:
    assert state.explanation is not None
    ids = tuple(region.region_id for region in state.explanation.regions.at_level(state.region_level)[:count])
    state.select_regions(ids)
    return ids


def measured(ids: tuple[int, ...]) -> MeasuredRegions:
    return MeasuredRegions(tuple(sorted(ids)), (0.431, 0.2), (0.212, 0.2), (0.1, 0.25))


def test_a_removed_region_lies_under_a_veil_and_a_kept_one_alone_does_not(
    canvas: ImageCanvas, state: ReviewState
) -> None:
    """What the model is not given is veiled; where it never looked has its own hatching."""
    select_first(state)
    assert canvas.layers.index is not None
    region = canvas.layers.index.region(state.selected_regions[0])
    assert region is not None
    inside = QPointF(*region.inner_point_xy_px)
    last = canvas.layers.index.at_level(state.region_level)[-1]
    elsewhere, unseen = QPointF(*last.inner_point_xy_px), QPointF(2, 2)
    state.show_probe_view("remove")
    veil = canvas.layers.probe.item
    assert [veil.path().contains(point) for point in (inside, elsewhere, unseen)] == [True, False, False]
    state.show_probe_view("keep")
    assert [veil.path().contains(point) for point in (inside, elsewhere, unseen)] == [False, True, False]
    state.show_probe_view("")
    assert veil.path().isEmpty()


def test_the_veil_covers_exactly_the_patches_that_are_dropped() -> None:
    """Drawn outlines follow edges; the model is asked without whole patches, and so much is veiled."""
    geometry = GridGeometry((60, 80), (10.0, 0.0, 70.0, 60.0), (3, 3))
    patches = np.array([[0, 1, 1], [0, 1, 0], [1, 0, 0]], dtype=bool)
    path = path_of_patches(patches, geometry)
    for row, column in np.ndindex(3, 3):
        left, top, right, bottom = geometry.patch_box_xyxy_px(row, column)
        for x, y in ((left + 1, top + 1), (right - 1, bottom - 1)):
            assert path.contains(QPointF(x, y)) == patches[row, column]


def test_the_canvas_says_what_the_score_did(canvas: ImageCanvas, state: ReviewState) -> None:
    """First that the model is being asked, then the scores, for the prompt that is shown."""
    ids = select_first(state)
    state.show_probe_view("remove")
    assert canvas.overlays.probe_card.text().endswith("asking the model…")
    state.show_probes(MeasuredProbes().with_regions(measured(ids)), recorded=True)
    assert canvas.overlays.probe_card.text() == f"Without region {ids[0]}\n0.431 → 0.212   −0.219"
    state.show_probe_view("keep")
    assert canvas.overlays.probe_card.text() == f"Only region {ids[0]}\n0.431 → 0.100   −0.331"
    state.select_prompt(1)
    assert canvas.overlays.probe_card.text().endswith("0.200 → 0.250   +0.050")


def test_another_selection_ends_the_view_of_a_probe(canvas: ImageCanvas, state: ReviewState) -> None:
    """The veil belongs to the regions it was asked for; Esc ends it before it clears the selection."""
    ids = select_first(state)
    state.show_probe_view("remove")
    select_first(state, 2)
    assert state.probe_view == ""
    state.select_regions(ids)
    state.probe_requested.connect(state.show_probe_view)
    state.ask_probe("remove")
    assert state.probe_view == "remove"
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert (state.probe_view, state.selected_regions) == ("", ids)


def test_a_measured_interaction_stands_on_the_edge_of_the_two_regions(
    canvas: ImageCanvas, state: ReviewState
) -> None:
    """It is drawn for exactly the pair it was measured for."""
    first, second = select_first(state, 2)
    relations = canvas.layers.relations
    state.show_probes(
        MeasuredProbes().with_interaction(MeasuredInteraction((first, second), (0.013, -0.02))), recorded=True
    )
    assert not relations.interaction_path().isEmpty()
    state.select_regions((first,))
    assert relations.interaction_path().isEmpty()
    graph = state.graph()
    assert graph is not None
    assert [e.interaction for e in graph.edges if (e.source, e.target) == (first, second)] == [0.013]


def test_measured_interactions_can_be_drawn_as_a_kind_of_relation(
    canvas: ImageCanvas, state: ReviewState
) -> None:
    """However small they are next to the threshold of the other kinds."""
    first, second = select_first(state, 2)
    state.change_display(relation_kind="interaction", relation_minimum=0.9)
    assert canvas.layers.relations.line_count() == 0
    pair = MeasuredInteraction((first, second), (0.013, -0.02))
    state.show_probes(MeasuredProbes().with_interaction(pair), recorded=True)
    assert canvas.layers.relations.line_count() == 1


def test_the_panel_tells_every_prompt_and_whether_it_is_recorded(qtbot: QtBot, state: ReviewState) -> None:
    """One row per prompt; nothing is claimed to be on record that is not."""
    section = ProbeSection(state)
    qtbot.addWidget(section)
    assert not section.remove.isEnabled()
    ids = select_first(state)
    assert section.remove.isEnabled()
    assert not section.interact.isEnabled()
    state.show_probes(MeasuredProbes().with_regions(measured(ids)), recorded=False)
    texts = section.table_texts()
    assert [row[0] for row in texts[1:]] == ["a pedestrian", "a red car"]
    assert "−0.219" in texts[1][2]
    assert "±0.000" in texts[2][2]
    assert section.hint.text() == "Not in the record: this session cannot be written."
    state.show_probes(MeasuredProbes().with_regions(measured(ids)), recorded=True)
    assert section.hint.text() == "Recorded with this explanation."


def test_the_texts_say_what_a_change_means() -> None:
    """Figures that print as zero are zero, and carry no sign."""
    assert [change_text(c) for c in (-0.2191, 0.0004, -0.0001, 0.05)] == [
        "−0.219",
        "±0.000",
        "±0.000",
        "+0.050",
    ]
    assert [score_text(s) for s in (-0.02, -0.0001, 0.3)] == ["−0.020", "0.000", "0.300"]
    result = measured((1,))
    assert "supports the prompt" in probe_meaning(result, "remove", 0)
    assert "does not need" in probe_meaning(result, "remove", 1)
    assert "does not reach" in probe_meaning(result, "keep", 0)
    assert "sufficient" in probe_meaning(result, "keep", 1)
    low = MeasuredRegions((1,), (-0.21,), (-0.3,), (-0.1,))
    assert "−0.300 instead of −0.210: such a score is too low" in probe_meaning(low, "remove", 0)
    assert "−0.100 of −0.210: such a score is too low" in probe_meaning(low, "keep", 0)
    pair = MeasuredInteraction((1, 2), (0.0131, -0.02))
    assert interaction_text(pair, 0) == "need one another +.013"
    assert interaction_text(pair, 1) == "replace one another −.020"
