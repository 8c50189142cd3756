"""Comparing: what stands on the other side, linked views, and working on either side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import RunRecord
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.ui.canvas.compare_stage import CompareStage
from mmel_desktop.ui.canvas.compared_state import ASK, BARE, OtherSide
from mmel_desktop.ui.canvas.image_canvas import ImageCanvas
from mmel_desktop.ui.review_state import ReviewState
from tests.factories import make_explanation
from tests.ui.canvas.conftest import make_record, make_source

OTHER_RUN = OtherSide("run", run_id="run-0")


@pytest.fixture
def other_run(source: SourceImage) -> Explanation:
    return make_explanation(source.identity, seed=9)


@pytest.fixture
def stage(qtbot: QtBot, state: ReviewState, other_run: Explanation) -> CompareStage:
    runs = tuple(
        RunRecord(run_id, "image-1", "finished", (), method, "model", (), (), (), "", "2026-01-01T10:20:30")
        for run_id, method in (("run-0", "direct"), ("run-1", "mmel"))
    )
    models = {"run-0": "ViT-B-16/openai", "run-1": "tiny", "run-9": "demo"}
    stage = CompareStage(
        ImageCanvas(state), state, lambda: runs, {"run-0": other_run}.get, lambda run_id: models[run_id]
    )
    qtbot.addWidget(stage)
    stage.resize(1000, 600)
    stage.show()
    qtbot.waitExposed(stage)
    return stage


def second(stage: CompareStage) -> ImageCanvas:
    assert stage.second is not None
    return stage.second


def shown_prompt(canvas: ImageCanvas) -> tuple[Explanation, object] | None:
    shown = canvas.layers.shown_map
    return None if shown is None else (shown.source, shown.key[0])


def same_part(stage: CompareStage) -> bool:
    first, other = stage.canvas, second(stage)
    return first.transform() == other.transform() and first.visible_scene_rect() == other.visible_scene_rect()


def test_other_prompts_other_runs_and_the_bare_image_are_offered(stage: CompareStage) -> None:
    """The prompt and the run that the review shows are not: they would be compared with themselves."""
    stage.compare(True)
    assert [stage.bar.sides.itemText(row) for row in range(stage.bar.sides.count())] == [
        "prompt: a red car",
        "run: ViT-B-16/openai · direct · 2026-01-01 10:20 UTC",
        "the bare image",
    ]
    assert stage.compared.side == OtherSide("prompt", 1)


def test_each_side_shows_its_own_map_of_one_image(
    stage: CompareStage, state: ReviewState, other_run: Explanation
) -> None:
    """Another prompt, another run with the same prompt, or no map at all."""
    stage.compare(True)
    first, other = shown_prompt(stage.canvas), shown_prompt(second(stage))
    assert first is not None
    assert other is not None
    assert first[0] is other[0] is state.explanation
    assert (first[1], other[1]) == (0, 1)
    stage.compared.choose(OTHER_RUN)
    other = shown_prompt(second(stage))
    assert other is not None
    assert other[0] is other_run
    assert other[1] == 0
    stage.compared.choose(BARE)
    assert shown_prompt(second(stage)) is None
    assert stage.compared.other.pixels is state.pixels


def test_both_sides_follow_one_another_when_zoomed_and_moved(stage: CompareStage) -> None:
    """Whichever is zoomed or dragged, and in both ways of comparing."""
    stage.compare(True)
    stage.canvas.zoom_to(2.0, QPointF(100, 80))
    assert same_part(stage)
    second(stage).scroll_by(QPointF(40, -25))
    assert same_part(stage)
    assert second(stage).scale_factor == 2.0
    stage.choose_mode("swipe")
    stage.canvas.fit()
    assert same_part(stage)
    stage.resize(860, 500)
    assert same_part(stage)


def test_swiping_uncovers_one_side_and_lets_each_be_worked_on(
    qtbot: QtBot, stage: CompareStage, state: ReviewState
) -> None:
    """Left of the line the pointer meets the review's canvas, right of it the other one."""
    stage.compare(True)
    stage.choose_mode("swipe")
    stage.handle.setFocus()
    for _ in range(10):
        QTest.keyClick(stage.handle, Qt.Key.Key_Right)
    assert stage.handle.position == pytest.approx(0.7)
    line = round(stage.width() * 0.7)
    views = stage.canvas.parentWidget()
    assert views is not None
    left, right = views.childAt(QPoint(line - 60, 300)), views.childAt(QPoint(line + 60, 300))
    assert left is stage.canvas.viewport()
    assert right is second(stage).viewport()


def test_a_region_selected_on_either_side_is_selected_on_both(
    stage: CompareStage, state: ReviewState
) -> None:
    """As long as both show one explanation; another run has regions of its own."""
    stage.compare(True)
    stage.compared.other.select_regions((5,))
    assert state.selected_regions == (5,)
    state.select_regions((6,))
    assert stage.compared.other.selected_regions == (6,)
    stage.compared.choose(OTHER_RUN)
    stage.compared.other.select_regions((7,))
    assert state.selected_regions == (6,)


def test_display_settings_hold_for_both_sides(stage: CompareStage, state: ReviewState) -> None:
    """Two maps coloured differently could not be compared."""
    stage.compare(True)
    state.change_display(opacity=0.9, colour_map="viridis")
    state.select_level(2)
    other = stage.compared.other.display
    assert (other.opacity, other.colour_map, other.level, other.prompt_index) == (0.9, "viridis", 2, 1)
    stage.canvas.toggle_heat()
    assert not second(stage).layers.heat_visible


def test_a_prompt_is_never_compared_with_itself(stage: CompareStage, state: ReviewState) -> None:
    """When the review goes to the compared prompt, another one takes its place."""
    stage.compare(True)
    state.select_prompt(1)
    assert stage.compared.side == OtherSide("prompt", 0)
    assert stage.compared.other.prompt_index == 0


@pytest.mark.parametrize(("shown", "rival"), [(0, 2), (2, 3), (1, 2)])
def test_the_first_comparison_is_with_the_strongest_rival(
    stage: CompareStage, state: ReviewState, source: SourceImage, shown: int, rival: int
) -> None:
    """Whatever the order in which the prompts were written."""
    explanation = make_explanation(source.identity, prompts=("a", "b", "c", "d"))
    scores = (0.1, -0.2, 0.4, 0.3)
    prompts = [replace(p, score=score) for p, score in zip(explanation.prompts, scores, strict=True)]
    state.show_explanation(replace(explanation, prompts=tuple(prompts)), "run-1")
    state.select_prompt(shown)
    stage.compare(True)
    assert stage.compared.side == OtherSide("prompt", rival)


def test_a_mark_drawn_on_the_other_side_goes_to_the_review(stage: CompareStage, state: ReviewState) -> None:
    """There is one list of annotations; the side it was drawn on says which prompt is meant."""
    drawn: list[tuple[object, object]] = []
    state.geometry_drawn_beside.connect(lambda *mark: drawn.append(mark))
    stage.compare(True)
    state.choose_tool("point")
    viewport = second(stage).viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().center())
    assert [side for _, side in drawn] == [stage.compared.other]
    assert state.tool == "select"


def test_the_selected_region_is_marked_on_the_side_that_was_used_last(
    stage: CompareStage, state: ReviewState
) -> None:
    """Both sides have the same regions selected; the side says which prompt is meant."""
    main: list[object] = []
    beside: list[object] = []
    state.geometry_drawn.connect(main.append)
    state.geometry_drawn_beside.connect(lambda _geometry, side: beside.append(side))
    stage.compare(True)
    assert not stage.annotate_selected_region()
    for canvas in (second(stage), stage.canvas):
        viewport = canvas.viewport()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().center())
        assert state.selected_regions
        assert stage.annotate_selected_region()
    assert (len(main), beside) == (1, [stage.compared.other])

    QTest.mouseClick(second(stage).viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 280))
    state.select_regions((5, 6))  # as the graph does
    assert stage.annotate_selected_region()
    assert stage.annotate_selected_relation()
    assert (len(main), len(beside)) == (3, 1)
    stage.compare(False)
    assert stage.annotate_selected_region()
    assert (len(main), len(beside)) == (4, 1)


def test_a_region_of_another_run_is_marked_on_its_side(stage: CompareStage, state: ReviewState) -> None:
    """Also if the other side was used last, as long as nothing is selected there."""
    beside: list[object] = []
    state.geometry_drawn_beside.connect(lambda geometry, _side: beside.append(geometry))
    stage.compare(True)
    stage.compared.choose(OTHER_RUN)
    stage.compared.other.select_regions((7,))
    QTest.mousePress(stage.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert state.selected_regions == ()
    assert stage.annotate_selected_region()
    (geometry,) = beside
    assert isinstance(geometry, Geometry)
    assert (geometry.explanation_id, geometry.region_ids) == ("run-0", (7,))


def test_a_name_at_the_divider_of_a_swipe_is_drawn_whole(stage: CompareStage) -> None:
    """It lies over both sides; side by side each keeps its own."""
    stage.compare(True)
    stage.choose_mode("swipe")
    line = round(stage.width() * 0.5)
    for canvas, x in ((stage.canvas, line - 40), (second(stage), line + 60)):
        name = canvas.overlays.hover_name
        name.show_text("object region 12 · 34 % of the evidence · a long name that needs room")
        name.place_at_pointer(QPoint(x, 200))
        views = stage.canvas.parentWidget()
        assert views is not None
        assert name.geometry().left() < line < name.geometry().right()
        assert views.rect().contains(name.geometry())
        top = [child for child in views.children() if child in (stage.canvas, second(stage), name)]
        assert top[-1] is name
        name.hide()
    stage.choose_mode("beside")
    assert stage.canvas.overlays.hover_name.parentWidget() is stage.canvas
    assert second(stage).overlays.hover_name.parentWidget() is second(stage)


def test_a_mark_drawn_on_the_bare_image_concerns_the_reviews_prompt(
    stage: CompareStage, state: ReviewState
) -> None:
    """The bare image has no prompt of its own."""
    drawn: list[object] = []
    state.geometry_drawn.connect(drawn.append)
    stage.compare(True)
    stage.compared.choose(BARE)
    state.choose_tool("point")
    viewport = second(stage).viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().center())
    assert len(drawn) == 1


def test_the_comparison_goes_on_with_another_image_and_ends_without_one(
    stage: CompareStage, state: ReviewState
) -> None:
    """The other side follows; an empty review has nothing to compare."""
    stage.compare(True)
    another = make_source(name="other.png")
    state.show_image(make_record(another, "image-2"))
    state.show_pixels(another)
    assert stage.compared.other.image == state.image
    assert stage.compared.other.explanation is None
    state.show_image(None)
    assert not stage.comparing
    assert stage.bar.isHidden()


def test_a_run_of_the_same_model_is_named_by_its_method_and_time(
    stage: CompareStage, state: ReviewState
) -> None:
    """The model is said only where it tells runs apart."""
    assert state.explanation is not None
    stage.compared._name_model = lambda _: state.explanation.provenance.model.spec  # type: ignore[union-attr]
    assert ("run: direct · 2026-01-01 10:20 UTC", OTHER_RUN) in stage.compared.sides()


MADE = RunRecord(
    *("run-9", "image-1", "finished", ("a pedestrian",), "full", "model", (), (), (), ""),
    "2026-01-01T11:00:00Z",
    for_comparison=True,
)


def make_run(stage: CompareStage) -> None:
    """The run that was asked for is on record now."""
    before = stage.compared._list_runs()
    stage.compared._list_runs = lambda: (*before, MADE)


def test_another_method_can_be_asked_for_and_is_shown_once_it_answered(
    qtbot: QtBot, stage: CompareStage, state: ReviewState
) -> None:
    """Meanwhile the comparison stays as it is; the review shows what it showed, before and after."""
    shown = state.explanation
    assert ASK not in [side for _, side in stage.compared.sides()]
    stage.compared.may_ask = True
    stage.compare(True)
    assert stage.compared.sides()[-1] == ("another method or model…", ASK)
    with qtbot.waitSignal(stage.compared.another_requested, timeout=60_000):
        stage.compared.choose(ASK)
    assert stage.compared.side == OtherSide("prompt", 1)
    assert stage.bar.sides.currentData() == OtherSide("prompt", 1)
    make_run(stage)
    assert stage.compared.show_made(MADE)
    assert stage.compared.side == OtherSide("run", run_id="run-9")
    assert stage.bar.sides.currentText() == "comparison: full · 2026-01-01 11:00 UTC"
    assert state.explanation is shown


def test_a_run_made_for_another_image_disturbs_no_comparison(stage: CompareStage, state: ReviewState) -> None:
    """Whoever went on meanwhile looks at something else; it is to be found on its image."""
    stage.compared.may_ask = True
    stage.compare(True)
    stage.compared.choose(ASK)
    side = stage.compared.side
    assert not stage.compared.show_made(replace(MADE, image_id="image-2"))
    assert stage.compared.side == side
    stage.compare(False)
    assert not stage.compared.show_made(MADE)


def test_the_reviews_side_names_its_method_beside_another_run(
    stage: CompareStage, state: ReviewState
) -> None:
    """With two prompts compared the prompt is what matters; with two runs it is the same on both sides."""
    assert state.explanation is not None
    stage.compared._name_model = lambda _: state.explanation.provenance.model.spec  # type: ignore[union-attr]
    stage.compare(True)
    assert stage.bar.left.whole_text == "a pedestrian"
    stage.compared.choose(OTHER_RUN)
    assert stage.bar.left.whole_text == f"{state.explanation.request.method} · a pedestrian"


def test_the_reviews_side_names_its_model_beside_a_run_of_another(
    stage: CompareStage, state: ReviewState
) -> None:
    """Both sides of two models are told apart by name; the run's side has its own in the list."""
    stage.compared._name_model = lambda _: "another/model"
    stage.compare(True)
    stage.compared.choose(OTHER_RUN)
    assert state.explanation is not None
    model, method = state.explanation.provenance.model.spec, state.explanation.request.method
    assert stage.bar.left.whole_text == f"{model} · {method} · a pedestrian"
    assert stage.bar.sides.currentText().startswith("run: another/model · direct · ")


def test_a_long_prompt_leaves_room_for_the_rest_of_the_bar(stage: CompareStage, state: ReviewState) -> None:
    """What is compared is named as far as there is room, and whole in the tooltip."""
    least = stage.minimumSizeHint().width()
    stage.compare(True)
    assert stage.minimumSizeHint().width() < least + 600
    stage.bar.show_left("a photo of a very long prompt " * 12)
    assert stage.bar.minimumSizeHint().width() < 600
    assert "a photo of a very long prompt" in stage.bar.left.toolTip()


def test_a_slider_does_not_read_the_record(stage: CompareStage, state: ReviewState) -> None:
    """While it moves, the canvases are drawn many times a second."""
    stage.compare(True)
    assert stage.compared.same_explanation
    stage.compared._list_runs = lambda: pytest.fail("the runs were read from the session file")
    state.change_display(opacity=0.31)
    assert stage.compared.other.display.opacity == pytest.approx(0.31)


def test_who_chose_another_side_after_asking_keeps_it(stage: CompareStage) -> None:
    """The question may have been given up; the run that was made all the same is in the list."""
    stage.compared.may_ask = True
    stage.compare(True)
    stage.compared.choose(ASK)
    stage.compared.choose(BARE)
    make_run(stage)
    assert stage.compared.show_made(MADE)
    assert stage.compared.side == BARE
    offered = [stage.bar.sides.itemData(row) for row in range(stage.bar.sides.count())]
    assert OtherSide("run", run_id="run-9") in offered
