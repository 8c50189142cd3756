"""The brush, the light of the image, and the figures of the legend."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shapely.geometry import Point, Polygon

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.ui.canvas.brush_tool import BrushTool
from mmel_desktop.ui.canvas.heat_layer import choose_map
from mmel_desktop.ui.canvas.heat_legend import legend_figures
from mmel_desktop.ui.canvas.image_canvas import ImageCanvas
from mmel_desktop.ui.canvas.image_layer import tone_table
from mmel_desktop.ui.review_state import ImageTone, ReviewState
from tests.ui.canvas.conftest import on_screen


def stroke(tool: BrushTool, *points: tuple[float, float], inverse: bool = False) -> None:
    tool.press(points[0], 1.0, inverse=inverse)
    for _, point in pairwise(points):
        tool.move(point, 1.0)
    tool.release(points[-1], 1.0)


def area_of(geometry: Geometry | None) -> float:
    assert geometry is not None
    outer, *holes = geometry.rings
    return float(Polygon(outer, holes).area)


def test_a_stroke_is_as_wide_as_the_tip_and_as_long_as_the_way() -> None:
    """A straight stroke is a capsule: a rectangle and two half discs."""
    tool = BrushTool()
    radius = tool.radius_px
    stroke(tool, (100, 100), (150, 100), (200, 100))
    geometry = tool.finish(1.0)
    assert area_of(geometry) == pytest.approx(100 * 2 * radius + np.pi * radius**2, rel=0.03)
    assert geometry is not None
    assert len(geometry.rings[0]) < 40
    assert not tool.is_drawing


def test_strokes_add_up_and_rubbing_out_makes_holes() -> None:
    """Two blobs are one annotation; what is rubbed out is no part of it."""
    tool = BrushTool()
    tool.resize(2)
    stroke(tool, (100, 100), (101, 100))
    tool.resize(-4)
    stroke(tool, (100, 100), (101, 100), inverse=True)
    stroke(tool, (400, 100), (401, 100))
    geometry = tool.finish(1.0)
    assert geometry is not None
    assert len(geometry.rings) == 3
    outer, hole = max(geometry.rings, key=len), geometry.rings[1]
    assert Polygon(outer).contains(Polygon(hole))
    assert Polygon(hole).contains(Point(100, 100))


def test_rubbing_everything_out_leaves_nothing_to_keep() -> None:
    """Enter then makes no annotation."""
    tool = BrushTool()
    stroke(tool, (50, 50), (60, 50))
    tool.resize(3)
    stroke(tool, (40, 50), (70, 50), inverse=True)
    assert not tool.is_drawing
    assert tool.finish(1.0) is None


def test_a_painted_area_becomes_an_annotation_inside_the_image(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState
) -> None:
    """Drag, then Enter; the tip reaches over the border, the outline does not."""
    drawn: list[Geometry] = []
    state.geometry_drawn.connect(drawn.append)
    state.choose_tool("brush")
    viewport, start = canvas.viewport(), on_screen(canvas, 4, 300)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 5):
        QTest.mouseMove(viewport, start + QPoint(step * 20, 0))
    QTest.mouseRelease(
        viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPoint(80, 0)
    )
    assert drawn == []
    QTest.keyClick(canvas, Qt.Key.Key_BracketRight)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    (geometry,) = drawn
    box = geometry.bounding_box_xyxy_px
    assert geometry.kind == "polygon"
    assert box is not None
    assert box[0] == 0.0
    assert box[2] == pytest.approx(4 + 80 / canvas.scale_factor + 20 / canvas.scale_factor, abs=3)


def test_light_changes_the_picture_and_nothing_else(canvas: ImageCanvas, state: ReviewState) -> None:
    """The pixel read-out keeps naming the file's own colours."""
    place = on_screen(canvas, 40, 300)
    before = canvas.grab().toImage().pixelColor(place)
    read: list[object] = []
    canvas.pixel_read.connect(read.append)
    state.change_tone(ImageTone(brightness=0.4))
    after = canvas.grab().toImage().pixelColor(place)
    assert after.red() > before.red() + 40  # half of it: the place lies under the hatching
    QTest.mouseMove(canvas.viewport(), place)
    reading = read[-1]
    assert getattr(reading, "rgb", None) is not None
    assert state.pixels is not None
    point = canvas.to_scene(QPointF(place))
    expected = state.pixels.rgb[int(point.y()), int(point.x())]
    assert tuple(int(v) for v in expected) == reading.rgb  # type: ignore[attr-defined]
    state.change_tone(ImageTone())
    assert canvas.grab().toImage().pixelColor(place) == before


def test_the_tone_table_keeps_grey_under_contrast_and_is_the_identity_at_rest() -> None:
    """Contrast turns about the middle; brightness is added."""
    assert np.array_equal(tone_table(ImageTone()), np.arange(256))
    steep = tone_table(ImageTone(contrast=0.5)).astype(int)
    assert abs(steep[127] - 127) <= 1
    assert steep[160] - steep[96] == pytest.approx(128, abs=2)
    assert tone_table(ImageTone(brightness=1.0)).min() == 255


def test_the_legend_tells_what_one_stands_for(state: ReviewState) -> None:
    """The largest value before scaling, in cosine units; unknown for maps that are stored scaled."""
    explanation = state.explanation
    assert explanation is not None
    assert choose_map(explanation, 0, -1).full_scale == pytest.approx(float(explanation.signed[0].max()))
    assert choose_map(explanation, 0, 1).full_scale is None
    signed = choose_map(explanation, 0, -1, colour_map="vik")
    assert signed.full_scale == pytest.approx(float(np.abs(explanation.signed[0]).max()))
    block = choose_map(explanation, 1, -1, solo_layer=2)
    assert block.full_scale == pytest.approx(float(explanation.layers[1, 2].max()))
    assert legend_figures(0.15, 0.01234) == "from .15 · 1 = .0123 cosine"
    assert legend_figures(0.0, None) == ""
