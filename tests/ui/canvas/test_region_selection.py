"""Hover, click and keys reach the region that is meant."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mmel_desktop.core.explanation import Explanation
from mmel_desktop.ui.canvas.image_canvas import ImageCanvas
from mmel_desktop.ui.review_state import ReviewState
from tests.ui.canvas.conftest import on_screen

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


def region_at(explanation: Explanation, level: int, x_px: float, y_px: float) -> int:
    """The region that covers an image point, found by its outline box."""
    (found,) = (
        region.region_id
        for region in explanation.regions.at_level(level)
        if region.bounding_box_xyxy_px[0] < x_px < region.bounding_box_xyxy_px[2]
        and region.bounding_box_xyxy_px[1] < y_px < region.bounding_box_xyxy_px[3]
    )
    return found


@pytest.mark.parametrize("zoom", [1.0, 2.5, 7.0])
def test_a_click_selects_the_region_under_it_at_every_zoom(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, explanation: Explanation, zoom: float
) -> None:
    """The fused map shows the object level's regions; the click lands in the right one."""
    point = (410.0, 250.0)
    canvas.zoom_to(canvas.scale_factor * zoom)
    canvas.centre_on(QPointF(*point))
    QTest.mouseClick(canvas.viewport(), LEFT, NO_KEY, on_screen(canvas, *point))
    assert state.selected_regions == (region_at(explanation, 1, *point),)


def test_shift_click_adds_a_region_and_takes_it_away_again(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """The first selected region stays first."""
    first, second = (200.0, 100.0), (700.0, 600.0)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(canvas.viewport(), LEFT, NO_KEY, on_screen(canvas, *first))
    QTest.mouseClick(canvas.viewport(), LEFT, shift, on_screen(canvas, *second))
    ids = region_at(explanation, 1, *first), region_at(explanation, 1, *second)
    assert list(state.selected_regions) == list(ids)
    QTest.mouseClick(canvas.viewport(), LEFT, shift, on_screen(canvas, *first))
    assert list(state.selected_regions) == [ids[1]]


def test_alt_click_goes_one_level_up_to_the_region_that_holds_the_clicked_one(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """From parts to the object, from there to the context, and no further."""
    point = (420.0, 260.0)
    alt = Qt.KeyboardModifier.AltModifier
    state.select_level(2)
    for level in (1, 0, 0):
        QTest.mouseClick(canvas.viewport(), LEFT, alt, on_screen(canvas, *point))
        assert state.level == level
        assert state.selected_regions == (region_at(explanation, level, *point),)


def test_a_click_where_the_model_never_looked_clears_the_selection(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState
) -> None:
    """The left strip was cropped away."""
    state.select_regions((5,))
    QTest.mouseClick(canvas.viewport(), LEFT, NO_KEY, on_screen(canvas, 40, 300))
    assert state.selected_regions == ()


def test_dragging_moves_the_view_and_selects_nothing(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState
) -> None:
    """A press that travels is a pan."""
    canvas.zoom_to(3.0)
    before = canvas.visible_scene_rect().topLeft()
    start = canvas.viewport().rect().center()
    QTest.mousePress(canvas.viewport(), LEFT, NO_KEY, start)
    QTest.mouseMove(canvas.viewport(), start + QPoint(60, 30))
    QTest.mouseRelease(canvas.viewport(), LEFT, NO_KEY, start + QPoint(60, 30))
    moved = canvas.visible_scene_rect().topLeft() - before
    assert moved.x() == pytest.approx(-20, abs=0.5)
    assert moved.y() == pytest.approx(-10, abs=0.5)
    assert state.selected_regions == ()


def test_hover_names_the_region_with_its_share_of_the_evidence(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """The label belongs to the region under the pointer."""
    point = (410.0, 250.0)
    expected = region_at(explanation, 1, *point)
    QTest.mouseMove(canvas.viewport(), on_screen(canvas, *point))
    assert state.hovered_region == expected
    share = explanation.regions.region(expected).shares[0]
    text = canvas.overlays.hover_name.text()
    assert text == f"object region {expected} · {100 * share:.0f} % of the evidence"


@pytest.mark.parametrize(
    ("key", "step"),
    [(Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, -1), (Qt.Key.Key_Down, 4), (Qt.Key.Key_Up, -4)],
)
def test_arrow_keys_walk_to_the_neighbour_in_that_direction(
    qtbot: QtBot,
    canvas: ImageCanvas,
    state: ReviewState,
    explanation: Explanation,
    key: Qt.Key,
    step: int,
) -> None:
    """The object level of the test tree is a grid of four by four regions."""
    start = explanation.regions.at_level(1)[5].region_id
    state.select_regions((start,))
    QTest.keyClick(canvas, key)
    assert state.selected_regions == (start + step,)


def test_the_first_arrow_key_selects_the_region_with_most_evidence(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """Keyboard users start where it matters."""
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    strongest = max(explanation.regions.at_level(1), key=lambda region: region.shares[0])
    assert state.selected_regions == (strongest.region_id,)


def test_at_the_rim_an_arrow_key_keeps_the_selection(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """There is nothing to the left of the first region."""
    first = explanation.regions.at_level(1)[0].region_id
    state.select_regions((first,))
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert state.selected_regions == (first,)


def test_page_keys_walk_the_region_tree(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """Down to the strongest part, up to the region that holds it."""
    start = explanation.regions.at_level(1)[5]
    state.select_regions((start.region_id,))
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    children = explanation.regions.children_of(start.region_id)
    assert state.selected_regions == (max(children, key=lambda r: r.shares[0]).region_id,)
    assert state.level == 2
    QTest.keyClick(canvas, Qt.Key.Key_PageUp)
    assert state.selected_regions == (start.region_id,)


def test_the_selection_is_announced_to_assistive_technology(canvas: ImageCanvas, state: ReviewState) -> None:
    """The description names the region."""
    state.select_regions((7,))
    assert "object region 7" in canvas.accessibleDescription()


def test_selecting_a_region_lights_its_strongest_relations_with_figures(
    canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """As many labels as lit relations, and none without a selection."""
    relations = canvas.layers.relations
    assert relations.label_count == 0
    state.select_regions((explanation.regions.at_level(1)[5].region_id,))
    assert relations.label_count == 6
    state.select_regions(())
    assert relations.label_count == 0


def test_the_relation_overlay_draws_the_filtered_relations(
    canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """Top-k and minimum of the display settings decide, as in the graph panel."""
    graph = explanation.graph(0, 1)
    assert canvas.layers.relations.line_count() == len(graph.strongest("semantic", 3))
    state.change_display(relations_per_region=1, relation_minimum=0.95, relation_kind="attention")
    assert canvas.layers.relations.line_count() == len(graph.strongest("attention", 1, 0.95))
    assert canvas.layers.relations.line_count() < len(graph.strongest("semantic", 3))


def test_an_outline_of_an_annotation_never_runs_through_a_strength(
    canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """A figure with a line through it reads as another one; peeking hides it with all else."""
    state.select_regions((explanation.regions.at_level(1)[0].region_id,))
    layers = canvas.layers
    assert layers.relations.label_count > 0
    assert layers.relations.figures.zValue() > layers.annotations.item.zValue()
    assert all(label.isVisible() for label in layers.relations.figures.childItems())
    canvas.set_peeking(True)
    assert not layers.relations.figures.isVisible()


def test_the_context_menu_tells_the_keys(
    canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """Behind each entry stand the keys that do the same, and nothing clashes with them."""
    regions = explanation.regions.at_level(1)
    state.select_regions((regions[0].region_id, regions[1].region_id))
    menu = canvas.make_context_menu(QPointF(on_screen(canvas, *regions[0].inner_point_xy_px)))
    assert menu is not None
    keys = {action.text().partition("\t")[2] for action in menu.actions()} - {""}
    probes = {f"keys of tools.probe_{probe}" for probe in ("remove", "keep", "interaction")}
    assert probes | {"keys of review.annotate_relation", "keys of view.fit", "PgUp", "PgDown"} <= keys
    assert all(action.shortcut().isEmpty() for action in menu.actions())
