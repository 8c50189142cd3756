"""The relationship graph: right nodes and lines, linked selection, deterministic places."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.measured_probes import MeasuredInteraction, MeasuredProbes
from mmel_desktop.core.relation_graph import RelationEdge
from mmel_desktop.ui.canvas.lines_item import LinesItem
from mmel_desktop.ui.panels.graph_filters import KINDS
from mmel_desktop.ui.panels.graph_layout import LayoutRequest, separated, spring_layout
from mmel_desktop.ui.panels.graph_panel import GraphPanel
from mmel_desktop.ui.panels.relation_list import MOST_ROWS
from mmel_desktop.ui.review_state import ReviewState
from tests.factories import make_explanation

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def explanation() -> Explanation:
    return make_explanation()


@pytest.fixture
def state(qtbot: QtBot, explanation: Explanation) -> ReviewState:
    state = ReviewState()
    state.show_explanation(explanation, "run-1")
    return state


@pytest.fixture
def panel(qtbot: QtBot, state: ReviewState) -> GraphPanel:
    panel = GraphPanel(state)
    qtbot.addWidget(panel)
    panel.resize(340, 560)
    panel.show()
    qtbot.waitExposed(panel)
    panel.layouter.wait()
    qtbot.wait(10)
    return panel


def click_node(qtbot: QtBot, panel: GraphPanel, region_id: int, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    """Click in the middle of a node."""
    place = panel.view.place_of(region_id)
    assert place is not None
    QTest.mouseClick(panel.view.viewport(), LEFT, keys, panel.view.to_viewport(place).toPoint())


def test_nodes_and_lines_are_those_of_the_level_and_the_filters(
    panel: GraphPanel, state: ReviewState, explanation: Explanation
) -> None:
    """Sixteen objects; top-k and minimum thin the lines out."""
    graph = explanation.graph(0, 1)
    assert panel.view.node_count() == 16
    assert panel.view.edge_count() == len(graph.strongest("semantic", 3))
    panel.filters.per_region.setCurrentIndex(0)
    panel.filters.per_region.activated.emit(0)
    panel.filters.minimum.slider.setValue(90)
    assert (state.display.relations_per_region, state.display.relation_minimum) == (1, 0.9)
    assert panel.view.edge_count() == len(graph.strongest("semantic", 1, 0.9))
    state.select_level(0)
    assert panel.view.node_count() == 4


def test_a_larger_share_makes_a_larger_node(panel: GraphPanel, explanation: Explanation) -> None:
    """Strictly so between the strongest and the weakest region."""
    regions = sorted(explanation.regions.at_level(1), key=lambda region: region.shares[0])
    assert panel.view.radius_of(regions[-1].region_id) > panel.view.radius_of(regions[0].region_id)


def test_clicking_a_node_selects_the_region_and_shift_adds(
    qtbot: QtBot, panel: GraphPanel, state: ReviewState, explanation: Explanation
) -> None:
    """The same selection as on the canvas."""
    first, second = (explanation.regions.at_level(1)[i].region_id for i in (3, 12))
    click_node(qtbot, panel, first)
    assert list(state.selected_regions) == [first]
    click_node(qtbot, panel, second, Qt.KeyboardModifier.ShiftModifier)
    assert list(state.selected_regions) == [first, second]


def test_a_region_selected_elsewhere_lists_its_strongest_relations_in_words(
    panel: GraphPanel, state: ReviewState, explanation: Explanation
) -> None:
    """Strongest first, with two figures."""
    region_id = explanation.regions.at_level(1)[5].region_id
    state.select_regions((region_id,))
    touching = [e for e in explanation.graph(0, 1).edges if region_id in (e.source, e.target)]
    strongest = max(touching, key=lambda edge: edge.semantic)
    other = strongest.target if strongest.source == region_id else strongest.source
    figure = f"{strongest.semantic:.2f}".removeprefix("0")
    assert panel.relations.item(0).text() == f"region {region_id} leans on region {other}: semantic {figure}"
    panel.relations.itemActivated.emit(panel.relations.item(0))
    assert state.selected_regions == (other,)


@pytest.mark.parametrize("height_px", [120, 560])
def test_relations_are_listed_in_whole_lines(
    panel: GraphPanel, state: ReviewState, explanation: Explanation, height_px: int
) -> None:
    """In a low window the panel scrolls; no line of the list is cut in two."""
    panel.resize(340, height_px)
    state.select_regions((explanation.regions.at_level(1)[5].region_id,))
    QApplication.processEvents()
    relations = panel.relations
    lines = relations.viewport().height() / relations.sizeHintForRow(0)
    assert lines == min(relations.count(), MOST_ROWS) > 1
    assert panel.minimumSizeHint().height() < 120


def test_hovering_a_node_names_its_region_everywhere(
    qtbot: QtBot, panel: GraphPanel, state: ReviewState, explanation: Explanation
) -> None:
    """And leaving it names none."""
    region_id = explanation.regions.at_level(1)[8].region_id
    place = panel.view.place_of(region_id)
    assert place is not None
    QTest.mouseMove(panel.view.viewport(), panel.view.to_viewport(place).toPoint())
    assert state.hovered_region == region_id


def test_the_kind_of_relation_is_switched_and_interaction_waits_for_its_measurement(
    panel: GraphPanel, state: ReviewState
) -> None:
    """Without any measured interaction there are no lines; what is measured is drawn."""
    panel.filters.kind_choice.button(KINDS.index("attention")).click()
    assert state.display.relation_kind == "attention"
    panel.filters.kind_choice.button(KINDS.index("interaction")).click()
    assert panel.view.edge_count() == 0
    graph = state.graph()
    assert graph is not None
    edge = graph.edges[3]
    pair = MeasuredInteraction((edge.source, edge.target), (-0.02, 0.01))
    state.show_probes(MeasuredProbes().with_interaction(pair), recorded=True)
    assert panel.view.edge_count() == 1
    state.select_regions((edge.source,))
    assert panel.relations.item(0).text().endswith("interaction −.020")


def test_the_drawn_relations_are_measured_once(panel: GraphPanel, state: ReviewState) -> None:
    """The button asks for what is drawn and not known yet."""
    asked: list[tuple[tuple[int, int], ...]] = []
    state.interactions_requested.connect(asked.append)
    state.change_display(relations_per_region=1, relation_minimum=0.5)
    drawn = panel.view.edge_count()
    assert drawn > 1
    panel.measure.click()
    assert len(asked[0]) == drawn
    first = asked[0][0]
    probes = MeasuredProbes().with_interaction(MeasuredInteraction(first, (0.1, 0.1)))
    state.show_probes(probes, recorded=True)
    panel.measure.click()
    assert asked[1] == asked[0][1:]
    state.show_probing(True)
    assert not panel.measure.isEnabled()


def test_a_click_on_a_line_selects_the_two_regions_it_joins(
    qtbot: QtBot, panel: GraphPanel, state: ReviewState
) -> None:
    """And its menu offers to annotate the relation; dragging from a line moves the view instead."""
    state.change_display(relations_per_region=1, relation_minimum=0.5)
    panel.view.fit()
    found = None
    for x in range(10, panel.view.viewport().width(), 9):
        for y in range(10, panel.view.viewport().height(), 3):
            place = QPointF(x, y)
            if panel.view.node_at(place) is None and (line := panel.view.line_at(place)) is not None:
                found = found or (place.toPoint(), line)
    assert found is not None
    spot, line = found
    drawn: list[Geometry] = []
    state.geometry_drawn.connect(drawn.append)
    QTest.mouseClick(panel.view.viewport(), LEFT, NO_KEY, spot)
    assert state.selected_regions == line
    actions = {action.text(): action for action in panel.make_menu().actions()}
    actions["Annotate this relation"].trigger()
    assert (drawn[0].kind, drawn[0].region_ids) == ("edge", line)


def test_colours_and_opacity_cost_no_layout(panel: GraphPanel, state: ReviewState) -> None:
    """Only what the graph depends on reaches the layouter."""
    before = panel.layouter.request_count
    state.change_display(opacity=0.3, colour_map="viridis", show_regions=False)
    state.select_regions((5,))
    assert panel.layouter.request_count == before
    state.change_display(relation_kind="attention")
    assert panel.layouter.request_count == before + 1


def test_a_layout_arrives_from_its_thread_and_moves_the_nodes(
    qtbot: QtBot, state: ReviewState, explanation: Explanation
) -> None:
    """Until then the nodes stand where the regions lie in the image."""
    panel = GraphPanel(state)
    qtbot.addWidget(panel)
    region_id = explanation.regions.at_level(1)[5].region_id
    start = panel.view.place_of(region_id)
    with qtbot.waitSignal(panel.layouter.ready, timeout=60_000):
        pass
    assert panel.view.place_of(region_id) != start


def test_the_same_graph_always_gets_the_same_places() -> None:
    """Fixed start, fixed seed."""
    start = {i: (float(i % 4), float(i // 4)) for i in range(12)}
    edges = tuple(
        (RelationEdge(a, b, 0.5, 0.1), 0.5) for a, b in combinations(range(12), 2) if (a + b) % 3 == 0
    )
    request = LayoutRequest(start, edges, dict.fromkeys(start, 0.1), 1.3)
    assert spring_layout(request) == spring_layout(request)


def test_nodes_without_relations_leave_room_for_those_that_have_some() -> None:
    """They stand among the others: no wide ring around a knot in the middle."""
    start = {i: (float(i % 4), float(i // 4)) for i in range(12)}
    related = (4, 5, 6, 10)
    edges = tuple((RelationEdge(a, b, 0.6, 0.0), 0.6) for a, b in combinations(related, 2))
    places = spring_layout(LayoutRequest(start, edges, dict.fromkeys(start, 0.05), 1.3))
    for axis in (0, 1):
        taken = [places[node][axis] for node in related]
        assert max(taken) - min(taken) > 0.3  # of the 2 that all of them have


def test_overlapping_nodes_are_pushed_apart_even_from_the_same_spot() -> None:
    """Afterwards no two circles overlap by more than a hair."""
    places = {0: (0.0, 0.0), 1: (0.0, 0.0), 2: (0.05, 0.0), 3: (0.9, 0.9)}
    apart = separated(places, dict.fromkeys(places, 0.15), aspect=1.5, rounds=300)
    for (x0, y0), (x1, y1) in combinations(apart.values(), 2):
        assert hypot((x0 - x1) * 1.5, y0 - y1) > 0.3 - 1e-3
    assert apart[3] == pytest.approx((0.9, 0.9))


def test_without_an_explanation_the_panel_says_what_to_do(panel: GraphPanel, state: ReviewState) -> None:
    """No nodes, no list, one sentence."""
    state.show_explanation(None, "")
    assert panel.view.node_count() == 0
    assert not panel.relations.isVisible()
    assert panel.summary.text().startswith("Explain an image")


def test_moving_the_view_strokes_no_line_anew(qtbot: QtBot, panel: GraphPanel) -> None:
    """All lines are one picture that is copied; only another zoom draws them again."""
    lines = next(item for item in panel.view.scene().items() if isinstance(item, LinesItem))
    panel.view.zoom_to(panel.view.scale_factor * 0.8)
    panel.view.viewport().repaint()
    before = lines.paint_count
    for step in range(6):
        panel.view.scroll_by(QPointF(3 if step % 2 else -3, 2))
        panel.view.viewport().repaint()
    assert lines.paint_count == before
    panel.view.zoom_in()
    panel.view.viewport().repaint()
    assert lines.paint_count > before
