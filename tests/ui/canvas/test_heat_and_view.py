"""The heat layer shows the right map at the right cost; the view zooms and pans where it should."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainterPath
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.explanation import Explanation, TrustCheck
from mmel_desktop.core.heatmap import colour_table, compose_heat_rgba
from mmel_desktop.ui.canvas.heat_layer import choose_map, composed_hw, look_up, step_colours, value_steps
from mmel_desktop.ui.canvas.image_canvas import ImageCanvas
from mmel_desktop.ui.canvas.lines_item import LinesItem, Stroke
from mmel_desktop.ui.canvas.overlay_style import screen_pen
from mmel_desktop.ui.canvas.pixel_reading import PixelReading
from mmel_desktop.ui.canvas.zoomable_view import ZoomableView
from mmel_desktop.ui.review_state import ReviewState
from tests.factories import make_explanation
from tests.ui.canvas.conftest import make_record, make_source, on_screen

NO_KEY = Qt.KeyboardModifier.NoModifier


def heat_pixels(canvas: ImageCanvas) -> np.ndarray:
    """The composed layer as uint8 (H, W, 4)."""
    image = canvas.layers.heat.item.pixmap().toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    buffer = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return buffer[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).copy()


def test_every_level_shows_its_own_map(
    canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """-1 is the fused map, k the k-th scale; the painted opacity is that of the composed map."""
    for level in (None, 0, 1):
        state.select_level(-1 if level is None else level)
        sampled = explanation.painted(0, level, composed_hw(explanation.geometry.image_hw))
        display = DisplaySettings()
        expected = compose_heat_rgba(sampled, opacity=display.opacity, threshold=display.threshold)
        np.testing.assert_allclose(heat_pixels(canvas)[..., 3].astype(int), expected[..., 3], atol=1)


def test_whole_patches_are_painted_in_one_value_each(
    canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """The read-out is the patch's own value anywhere in it; back again the map is smooth as before."""
    smooth = heat_pixels(canvas)
    state.change_display(whole_patches=True)
    assert not np.array_equal(heat_pixels(canvas), smooth)
    left, top, right, bottom = explanation.geometry.patch_box_xyxy_px(3, 4)
    for x, y in ((left + 3, top + 3), (right - 3, bottom - 3)):
        assert canvas.layers.heat.value_at(x, y) == pytest.approx(float(explanation.heatmap[0, 3, 4]))
    state.change_display(whole_patches=False)
    np.testing.assert_array_equal(heat_pixels(canvas), smooth)


def test_another_prompt_shows_another_map(canvas: ImageCanvas, state: ReviewState) -> None:
    """The pixmap changes with the prompt."""
    before = heat_pixels(canvas)
    state.select_prompt(1)
    assert not np.array_equal(before, heat_pixels(canvas))


def test_colours_are_composed_once_per_change_and_never_for_pointer_or_selection(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """Hovering, selecting, zooming and redundant signals cost no composition."""
    heat = canvas.layers.heat
    start = heat.composition_count
    for x_px in range(150, 800, 25):
        QTest.mouseMove(canvas.viewport(), on_screen(canvas, x_px, 300))
    state.select_regions((5, 6))
    state.change_display(show_relations=False, show_regions=False)
    canvas.zoom_in()
    canvas.toggle_heat()
    canvas.toggle_heat()
    assert heat.composition_count == start
    state.change_display(opacity=0.4)
    state.select_level(2)
    state.select_prompt(1)
    assert heat.composition_count == start + 3


def test_two_explanations_with_the_same_provenance_are_not_mixed_up(
    canvas: ImageCanvas, state: ReviewState
) -> None:
    """The layer goes by the explanation itself, not by what it says of itself."""
    before = heat_pixels(canvas)
    assert state.explanation is not None
    state.show_explanation(make_explanation(state.explanation.provenance.image, seed=5), "run-2")
    assert not np.array_equal(before, heat_pixels(canvas))


def test_the_diverging_colours_show_signed_evidence_with_zero_in_the_middle(
    canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """Evidence against the prompt has negative values then, at every level."""
    state.change_display(colour_map="vik")
    shown = canvas.layers.shown_map
    assert shown is not None
    assert shown.diverging
    np.testing.assert_allclose(
        shown.values, explanation.signed[0] / np.abs(explanation.signed[0]).max(), rtol=1e-5
    )
    state.select_level(1)
    assert canvas.layers.shown_map is not None
    np.testing.assert_array_equal(canvas.layers.shown_map.values, shown.values)


def test_a_block_can_be_shown_alone(
    canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """It ends with None, and with another explanation."""
    canvas.show_solo_layer(1)
    assert canvas.layers.shown_map is not None
    assert canvas.layers.shown_map.caption == "relative evidence, block 2 alone"
    canvas.show_solo_layer(None)
    np.testing.assert_array_equal(canvas.layers.shown_map.values, explanation.heatmap[0])


def test_no_evidence_is_said_in_words_and_never_painted(
    canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """Neither the fused map nor a level nor the signed map of such a prompt is drawn."""
    prompts = (explanation.prompts[0], replace(explanation.prompts[1], evidence_found=False))
    state.show_explanation(replace(explanation, prompts=prompts), "run-2")
    assert canvas.overlays.banner.isHidden()
    for level, colour_map in ((-1, "inferno"), (1, "inferno"), (-1, "vik")):
        state.select_prompt(1)
        state.select_level(level)
        state.change_display(colour_map=colour_map)
        assert canvas.layers.heat.item.pixmap().isNull()
        assert canvas.overlays.legend.isHidden()
        assert canvas.overlays.banner.isVisible()
        assert canvas.overlays.banner.text() == "No evidence found for “a red car”"
    state.select_prompt(0)
    assert canvas.overlays.banner.isHidden()
    assert not canvas.layers.heat.item.pixmap().isNull()


def test_a_block_without_evidence_is_said_in_words(explanation: Explanation) -> None:
    """A block may speak only against a prompt that has evidence elsewhere."""
    layers = explanation.layers.copy()
    layers[0, 2] = -0.1
    shown = choose_map(replace(explanation, layers=layers), 0, -1, solo_layer=2)
    assert not shown.evidence_found
    assert shown.nothing_found == "Block 3 holds no evidence for “a pedestrian”"


def test_a_failed_trust_check_is_badged_with_its_name_and_reason(
    canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """The worst verdict is what is said."""
    assert canvas.overlays.trust_badge.text() == "! trust check warns: Specificity"
    failed = TrustCheck(
        "model_sensitivity", 0.9, 0.5, "at_most", "fail", "A random model gives the same map."
    )
    checks = tuple((*checks, failed) for checks in explanation.checks)
    state.show_explanation(replace(explanation, checks=checks), "run-2")
    assert canvas.overlays.trust_badge.text() == "✕ trust check failed: Model sensitivity"
    assert canvas.overlays.trust_badge.toolTip() == failed.explanation


def test_what_the_model_never_saw_is_hatched_and_the_rest_is_not(
    canvas: ImageCanvas, state: ReviewState
) -> None:
    """The grid covers the square in the middle of the picture."""
    unseen = canvas.layers.unseen
    assert unseen.covers(QPointF(60, 360))
    assert unseen.covers(QPointF(900, 360))
    assert not unseen.covers(QPointF(480, 360))
    state.show_explanation(None, "")
    assert not unseen.covers(QPointF(60, 360))


def test_the_pixel_under_the_pointer_is_read_out(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState, explanation: Explanation
) -> None:
    """Column, row, colour, heat and region; and that a pixel was never seen."""
    readings: list[PixelReading | None] = []
    canvas.pixel_read.connect(readings.append)
    canvas.zoom_to(4.0)
    canvas.centre_on(QPointF(412.5, 296.5))
    QTest.mouseMove(canvas.viewport(), on_screen(canvas, 412.5, 296.5))
    reading = readings[-1]
    assert reading is not None
    assert (reading.x_px, reading.y_px) == (412, 296)
    assert reading.rgb == (412 % 256, 296 % 256, 0)
    patch = explanation.geometry.patch_at(412.5, 296.5)
    assert patch is not None
    assert reading.region_id == explanation.regions.region_at_patch(1, *patch).region_id
    exact = explanation.painted(0)[296, 412]
    assert reading.heat == pytest.approx(exact, abs=0.03)
    assert f"region {reading.region_id}" in reading.text()
    canvas.centre_on(QPointF(60, 300))
    QTest.mouseMove(canvas.viewport(), on_screen(canvas, 70, 310))
    reading = readings[-1]
    assert reading is not None
    assert not reading.seen
    assert reading.heat is None
    assert reading.region_id is None
    assert "not seen by the model" in reading.text()


@pytest.mark.parametrize("anchor", [QPointF(120, 90), QPointF(640, 420)])
def test_zooming_keeps_what_is_under_the_cursor(canvas: ImageCanvas, anchor: QPointF) -> None:
    """Exact to one screen pixel, in and out, over many steps."""
    canvas.zoom_to(2.0)
    before = canvas.to_scene(anchor)
    for factor in (1.25, 1.25, 1.25, 0.8, 2.0):
        canvas.zoom_to(canvas.scale_factor * factor, anchor)
    drift = (canvas.to_scene(anchor) - before) * canvas.scale_factor
    assert abs(drift.x()) <= 6
    assert abs(drift.y()) <= 6


def test_fit_shows_everything_and_follows_the_size_of_the_view(canvas: ImageCanvas) -> None:
    """After zooming in by hand a resize no longer refits."""
    canvas.zoom_to(5.0)
    assert not canvas.shows_everything()
    canvas.fit()
    assert canvas.shows_everything()
    canvas.resize(500, 400)
    assert canvas.shows_everything()
    canvas.actual_size()
    assert canvas.scale_factor == pytest.approx(1.0 / canvas.devicePixelRatioF())
    canvas.resize(520, 420)
    assert canvas.scale_factor == pytest.approx(1.0 / canvas.devicePixelRatioF())


def test_space_and_the_middle_button_pan(qtbot: QtBot, canvas: ImageCanvas, state: ReviewState) -> None:
    """Smooth edges are off while the view moves and on again afterwards; no drawing tool interferes."""
    state.choose_tool("box")
    canvas.zoom_to(3.0)
    start = QPoint(400, 300)
    for button, with_space in ((Qt.MouseButton.MiddleButton, False), (Qt.MouseButton.LeftButton, True)):
        before = canvas.visible_scene_rect().topLeft()
        if with_space:
            QTest.keyPress(canvas, Qt.Key.Key_Space)
        QTest.mousePress(canvas.viewport(), button, NO_KEY, start)
        assert not canvas.renderHints() & canvas.renderHints().Antialiasing
        QTest.mouseMove(canvas.viewport(), start + QPoint(-30, 0))
        QTest.mouseRelease(canvas.viewport(), button, NO_KEY, start + QPoint(-30, 0))
        if with_space:
            QTest.keyRelease(canvas, Qt.Key.Key_Space)
        assert canvas.renderHints() & canvas.renderHints().Antialiasing
        assert canvas.visible_scene_rect().left() - before.x() == pytest.approx(10, abs=0.5)
    assert state.tool == "box"


def test_the_minimap_appears_when_zoomed_in_and_moves_the_view(qtbot: QtBot, canvas: ImageCanvas) -> None:
    """A click in its lower right corner goes there."""
    minimap = canvas.overlays.minimap
    assert minimap.isHidden()
    canvas.zoom_to(4.0)
    assert minimap.isVisible()
    corner = minimap.rect().bottomRight() - QPoint(6, 6)
    QTest.mouseClick(minimap, Qt.MouseButton.LeftButton, NO_KEY, corner)
    centre = canvas.visible_scene_rect().center()
    assert centre.x() > 900
    assert centre.y() > 670
    canvas.fit()
    assert minimap.isHidden()


def test_the_heat_is_switched_alone_and_peeking_takes_everything_off(
    qtbot: QtBot, canvas: ImageCanvas
) -> None:
    """Without the heat the outlines stay; the bare image has neither."""
    heat, outlines = canvas.layers.heat.item, canvas.layers.regions.item
    with qtbot.waitSignal(canvas.heat_visible_changed, timeout=60_000) as switched:
        canvas.toggle_heat()
    assert switched.args == [False]
    assert not heat.isVisible()
    assert outlines.isVisible()
    canvas.toggle_heat()
    canvas.set_peeking(True)
    assert not heat.isVisible()
    assert not outlines.isVisible()
    canvas.set_peeking(False)
    assert heat.isVisible()
    assert outlines.isVisible()


def test_an_empty_canvas_invites_to_open_images(qtbot: QtBot) -> None:
    """The invitation leaves when an image comes, and returns when it goes."""
    state = ReviewState()
    canvas = ImageCanvas(state)
    qtbot.addWidget(canvas)
    canvas.resize(700, 500)
    canvas.show()
    assert canvas.overlays.empty_state.isVisible()
    assert canvas.overlays.empty_state.title.text() == "Open images or drop them here"
    with qtbot.waitSignal(canvas.open_requested, timeout=60_000):
        canvas.overlays.empty_state.button.click()
    state.show_image(make_record(make_source()))
    assert canvas.overlays.empty_state.isHidden()
    state.show_image(None)
    assert canvas.overlays.empty_state.isVisible()


def test_a_canvas_made_late_shows_what_the_state_holds(canvas: ImageCanvas, state: ReviewState) -> None:
    """The fixture builds the canvas after the state is filled."""
    assert canvas.content_rect.width() == 960
    assert canvas.layers.heat.composition_count == 1
    assert canvas.overlays.legend.isVisible()


def test_small_zooms_draw_a_smaller_copy_of_a_large_image(qtbot: QtBot) -> None:
    """Thin structures survive, and drawing a large photograph stays cheap."""
    state = ReviewState()
    canvas = ImageCanvas(state)
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    canvas.show()
    source = make_source((2400, 1800))
    state.show_image(make_record(source))
    state.show_pixels(source)
    item = canvas.layers.image.item
    assert item.pixmap().width() == 600
    assert item.sceneBoundingRect().width() == pytest.approx(2400)
    canvas.zoom_to(1.0)
    assert item.pixmap().width() == 2400


@pytest.mark.parametrize("colour_map", ["inferno", "vik"])
@pytest.mark.parametrize("threshold", [0.0, 0.15, 0.9])
def test_looking_colours_up_gives_what_composing_the_map_gives(colour_map: str, threshold: float) -> None:
    """Up to one step of the colour table, NaN included."""
    step = np.abs(np.diff(colour_table(colour_map).astype(int), axis=0)).max()
    values = (
        np.random.default_rng(0).uniform(-1 if colour_map == "vik" else 0, 1, (40, 30)).astype(np.float32)
    )
    values[3, 4] = np.nan
    expected = compose_heat_rgba(values, colour_map=colour_map, opacity=0.7, threshold=threshold)
    found = look_up(
        step_colours(colour_map=colour_map, opacity=0.7, threshold=threshold), value_steps(values)
    )
    visible = expected[..., 3] > 1
    np.testing.assert_allclose(found[..., 3].astype(int), expected[..., 3], atol=1)
    np.testing.assert_allclose(found[visible].astype(int), expected[visible], atol=step)
    assert found[3, 4, 3] == 0


def test_dragging_strokes_the_lines_once_and_not_per_frame(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState
) -> None:
    """The first step of a drag makes a picture that reaches beyond the view; the next steps copy it."""
    canvas.zoom_to(6 * canvas.scale_factor)
    canvas.viewport().repaint()
    lines = canvas.layers.lines
    start = lines.paint_count
    for _ in range(10):
        canvas.scroll_by(QPointF(4, 3))
        canvas.viewport().repaint()
    assert lines.paint_count == start + 1


def test_a_moved_picture_of_the_lines_is_what_would_be_stroked_anew(qtbot: QtBot) -> None:
    """After a drag the copied lines lie where newly stroked ones would, to the pixel."""
    view = ZoomableView()
    qtbot.addWidget(view)
    view.resize(300, 200)
    item, ring = LinesItem(), QPainterPath()
    ring.addEllipse(QPointF(50, 40), 30, 20)
    view.scene().addItem(item)
    item.set_strokes([Stroke((ring,), screen_pen(QColor("white"), 2.0))])
    view.set_content_rect(QRectF(0, 0, 100, 80))
    view.show()
    qtbot.waitExposed(view)
    view.zoom_to(6.3)
    view.grab()
    view.scroll_by(QPointF(31, -17))
    moved = view.grab().toImage()
    item.set_strokes([Stroke((ring,), screen_pen(QColor("white"), 2.0))])
    assert view.grab().toImage() == moved


@pytest.mark.parametrize("cap", [Qt.PenCapStyle.RoundCap, Qt.PenCapStyle.SquareCap])
def test_touching_outlines_are_no_denser(qtbot: QtBot, cap: Qt.PenCapStyle) -> None:
    """A border that two regions share looks like any other, drawn as paths or in pieces."""
    view = ZoomableView()
    qtbot.addWidget(view)
    view.resize(200, 200)
    view.setBackgroundBrush(QColor("black"))
    line = QPainterPath(QPointF(0, 50))
    line.lineTo(100, 50)
    other = QPainterPath(QPointF(50, 50))
    other.lineTo(100, 50)
    item = LinesItem()
    view.scene().addItem(item)
    pen = screen_pen(QColor("white"), 5.0, alpha=0.5)
    pen.setCapStyle(cap)
    item.set_strokes([Stroke((line, other), pen)])
    view.set_content_rect(QRectF(0, 0, 100, 100))
    view.show()
    qtbot.waitExposed(view)
    picture = view.viewport().grab().toImage()
    single, double = (view.to_viewport(QPointF(x, 50)).toPoint() for x in (25, 75))
    assert picture.pixelColor(single).lightness() > 90
    assert picture.pixelColor(double).lightness() < picture.pixelColor(single).lightness() + 20


def test_outlines_and_relations_are_stroked_once_and_then_copied(
    qtbot: QtBot, canvas: ImageCanvas, state: ReviewState
) -> None:
    """Heat, hover and annotations change above a kept picture of the lines; zooming strokes them anew."""
    canvas.viewport().repaint()
    lines = canvas.layers.lines
    start = lines.paint_count
    assert start >= 1
    for step in range(8):
        state.change_display(opacity=0.2 + 0.05 * step)
        state.hover_region(5 + step)
        canvas.viewport().repaint()
    assert lines.paint_count == start
    canvas.zoom_in()
    canvas.viewport().repaint()
    assert lines.paint_count == start + 1
