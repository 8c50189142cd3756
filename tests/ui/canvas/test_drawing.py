"""Gestures become geometries in image pixels."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.ui.canvas.image_canvas import ImageCanvas
from mmel_desktop.ui.review_state import ReviewState
from tests.ui.canvas.conftest import on_screen

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def drawn(state: ReviewState) -> list[Geometry]:
    """Every geometry the canvas announces."""
    geometries: list[Geometry] = []
    state.geometry_drawn.connect(geometries.append)
    return geometries


def drag(qtbot: QtBot, canvas: ImageCanvas, start: QPoint, end: QPoint) -> None:
    """Press, move, release."""
    QTest.mousePress(canvas.viewport(), LEFT, NO_KEY, start)
    QTest.mouseMove(canvas.viewport(), end)
    QTest.mouseRelease(canvas.viewport(), LEFT, NO_KEY, end)


@pytest.mark.parametrize("zoom", [0.8, 1.0, 3.0, 12.0])
def test_a_box_has_the_corners_that_were_dragged_at_every_zoom(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, drawn: list[Geometry], zoom: float
) -> None:
    """Exact to one screen pixel; corners in any order; the tool goes back to selecting."""
    canvas.zoom_to(canvas.scale_factor * zoom)
    canvas.centre_on(QPointF(480, 360))
    state.choose_tool("box")
    drag(qtbot, canvas, on_screen(canvas, 495, 374), on_screen(canvas, 465, 347))
    (geometry,) = drawn
    one_screen_pixel = 1.0 / canvas.scale_factor
    assert geometry.kind == "box"
    assert geometry.bounding_box_xyxy_px == pytest.approx((465, 347, 495, 374), abs=one_screen_pixel)
    assert state.tool == "select"


def test_a_box_ends_at_the_rim_of_the_image(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, drawn: list[Geometry]
) -> None:
    """Dragging beyond the image marks up to its last pixel."""
    state.choose_tool("box")
    drag(qtbot, canvas, on_screen(canvas, 900, 700), QPoint(799, 599))
    box = drawn[0].bounding_box_xyxy_px
    assert box is not None
    assert box[2:] == (960.0, 720.0)


def test_a_slip_of_the_hand_is_no_box(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, drawn: list[Geometry]
) -> None:
    """Two screen pixels are ignored, and the tool stays ready."""
    state.choose_tool("box")
    start = on_screen(canvas, 480, 360)
    drag(qtbot, canvas, start, start + QPoint(2, 40))
    assert drawn == []
    assert state.tool == "box"


def test_escape_ends_the_tool_with_what_was_half_drawn(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, drawn: list[Geometry]
) -> None:
    """Releasing the button after Escape marks nothing."""
    state.choose_tool("box")
    QTest.mousePress(canvas.viewport(), LEFT, NO_KEY, on_screen(canvas, 300, 300))
    QTest.mouseMove(canvas.viewport(), on_screen(canvas, 500, 500))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas.viewport(), LEFT, NO_KEY, on_screen(canvas, 500, 500))
    assert drawn == []
    assert state.tool == "select"


@pytest.mark.parametrize("zoom", [1.0, 4.0])
@pytest.mark.parametrize("ending", ["enter", "double click", "first corner"])
def test_a_polygon_has_the_clicked_corners_however_it_is_closed(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, drawn: list[Geometry], zoom: float, ending: str
) -> None:
    """Enter, a double click on the last corner, or a click on the first one."""
    canvas.zoom_to(canvas.scale_factor * zoom)
    canvas.centre_on(QPointF(480, 360))
    state.choose_tool("polygon")
    corners = [(450.0, 340.0), (520.0, 330.0), (530.0, 390.0)]
    for corner in corners:
        QTest.mouseClick(canvas.viewport(), LEFT, NO_KEY, on_screen(canvas, *corner))
    if ending == "enter":
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    elif ending == "double click":
        QTest.mouseDClick(canvas.viewport(), LEFT, NO_KEY, on_screen(canvas, *corners[-1]))
    else:
        QTest.mouseClick(canvas.viewport(), LEFT, NO_KEY, on_screen(canvas, *corners[0]))
    (geometry,) = drawn
    assert geometry.kind == "polygon"
    assert len(geometry.rings[0]) == 3
    for found, wanted in zip(geometry.rings[0], corners, strict=True):
        assert found == pytest.approx(wanted, abs=1.0 / canvas.scale_factor)


def test_backspace_takes_the_last_corner_back(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, drawn: list[Geometry]
) -> None:
    """Two corners are left, which is no polygon; Enter then does nothing."""
    state.choose_tool("polygon")
    for corner in ((300.0, 300.0), (400.0, 300.0), (400.0, 400.0)):
        QTest.mouseClick(canvas.viewport(), LEFT, NO_KEY, on_screen(canvas, *corner))
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert drawn == []
    QTest.mouseClick(canvas.viewport(), LEFT, NO_KEY, on_screen(canvas, 350, 420))
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert drawn[0].rings[0][2] == pytest.approx((350, 420), abs=1.0 / canvas.scale_factor)


def test_a_point_is_where_the_click_was(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, drawn: list[Geometry]
) -> None:
    """One click, one geometry."""
    state.choose_tool("point")
    QTest.mouseClick(canvas.viewport(), LEFT, NO_KEY, on_screen(canvas, 333, 222))
    (geometry,) = drawn
    assert geometry.kind == "point"
    assert geometry.rings[0][0] == pytest.approx((333, 222), abs=1.0 / canvas.scale_factor)


def test_enter_annotates_the_selected_region_with_its_own_outline(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, explanation: Explanation, drawn: list[Geometry]
) -> None:
    """The geometry says which explanation, level and region it was taken from."""
    region = explanation.regions.at_level(1)[6]
    state.select_regions((region.region_id,))
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert drawn == [Geometry("region", region.outline, "run-1", 1, (region.region_id,))]


def test_without_a_selection_nothing_is_annotated(canvas: ImageCanvas, drawn: list[Geometry]) -> None:
    """The action answers that it did nothing."""
    assert not canvas.annotate_selected_region()
    assert not canvas.annotate_selected_relation()
    assert drawn == []


def test_the_relation_of_two_selected_regions_becomes_an_edge(
    canvas: ImageCanvas, state: ReviewState, explanation: Explanation, drawn: list[Geometry]
) -> None:
    """From inside the one to inside the other."""
    first, second = explanation.regions.at_level(1)[2], explanation.regions.at_level(1)[9]
    state.select_regions((first.region_id, second.region_id))
    assert canvas.annotate_selected_relation()
    assert drawn[0].kind == "edge"
    assert drawn[0].rings == ((first.inner_point_xy_px, second.inner_point_xy_px),)
    assert drawn[0].region_ids == (first.region_id, second.region_id)


def test_another_image_ends_an_unfinished_gesture(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, drawn: list[Geometry]
) -> None:
    """Corners of one image must not end up on the next."""
    state.choose_tool("polygon")
    for corner in ((300.0, 300.0), (400.0, 300.0), (400.0, 400.0)):
        QTest.mouseClick(canvas.viewport(), LEFT, NO_KEY, on_screen(canvas, *corner))
    state.show_image(None)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert drawn == []


def test_clicking_a_call_out_or_an_outline_selects_the_annotation_and_the_inside_does_not(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState
) -> None:
    """Regions under a large box stay clickable."""
    state.show_annotations((Annotation("first", "image-1", 1, Geometry.box(300, 200, 600, 500)),))
    assert canvas.layers.annotations.call_out_texts == {"first": "1"}
    for point in ((300, 200), (600, 350)):
        state.select_annotation("")
        QTest.mouseClick(canvas.viewport(), LEFT, NO_KEY, on_screen(canvas, *point))
        assert state.selected_annotation == "first"
    state.select_annotation("")
    QTest.mouseClick(canvas.viewport(), LEFT, NO_KEY, on_screen(canvas, 450, 350))
    assert state.selected_annotation == ""
    assert len(state.selected_regions) == 1
