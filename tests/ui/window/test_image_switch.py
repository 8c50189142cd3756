"""Going to another image: everything changes in one step, and nothing is made twice."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.ui.panels import graph_node_items
from tests.ui.conftest import TestBench


def test_going_to_an_explained_image_makes_the_graph_once(bench: TestBench, qtbot: QtBot) -> None:
    """One refresh of the graph for each image, however many things of the image change."""
    workbench, ids = _explained(bench)
    graph = workbench.window.graph
    before = graph.refresh_count
    for count, image_id in enumerate((ids[1], ids[0], ids[2]), start=1):
        workbench.review.show_image(image_id)
        assert graph.view.node_count() == 0, "the graph of the image before is still there"
        qtbot.waitUntil(lambda: graph.view.node_count() > 0, timeout=60_000)
        assert graph.refresh_count == before + count


def test_lines_follow_the_picture(bench: TestBench, qtbot: QtBot) -> None:
    """The old image's lines go at once, the new ones are stroked once and only where the analyst stays."""
    workbench, ids = _explained(bench)
    canvas = workbench.window.canvas
    canvas.viewport().repaint()
    before = canvas.layers.lines.paint_count
    for image_id in (ids[1], ids[0], ids[2]):
        workbench.review.show_image(image_id)
        canvas.viewport().repaint()
        assert canvas.layers.lines.boundingRect().isEmpty()
        assert canvas.layers.lines.paint_count == before
    qtbot.waitUntil(lambda: not canvas.layers.lines.boundingRect().isEmpty(), timeout=60_000)
    canvas.viewport().repaint()
    assert canvas.layers.lines.paint_count == before + 1


def test_nobody_is_told_of_an_image_before_all_of_it_has_changed(bench: TestBench) -> None:
    """Whoever draws on the first signal finds image, pixels and explanation of one image."""
    workbench, ids = _explained(bench)
    state = workbench.state
    for image_id in ids:  # each decoded once
        workbench.review.show_image(image_id)
        bench.wait_idle(workbench)
    seen: list[tuple[str, str, str]] = []

    def look(_: object) -> None:
        assert state.image is not None
        assert state.pixels is not None
        assert state.explanation is not None
        names = (state.image.identity, state.pixels.identity, state.explanation.provenance.image)
        seen.append((names[0].name, names[1].name, names[2].name))

    for signal in (state.image_changed, state.pixels_changed, state.explanation_changed):
        signal.connect(look)
    workbench.review.show_image(ids[0])
    assert seen == [("image_0.png",) * 3] * 3


def test_pictures_of_nodes_are_made_after_the_image_is_shown(
    bench: TestBench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Running through a gallery makes no picture that is not looked at; a stay makes each once."""
    workbench, ids = _explained(bench)
    qtbot.waitUntil(lambda: _all_drawn(workbench), timeout=60_000)
    made: list[int] = []
    draw = graph_node_items.NodeItem.draw

    def counted(item: graph_node_items.NodeItem, *arguments: object) -> None:
        made.append(1)
        draw(item, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(graph_node_items.NodeItem, "draw", counted)
    for image_id in (ids[1], ids[2], ids[1]):
        workbench.review.show_image(image_id)
    assert made == []
    qtbot.waitUntil(lambda: _all_drawn(workbench), timeout=60_000)
    assert len(made) == workbench.window.graph.view.node_count()


def test_the_images_beside_the_shown_one_are_decoded_while_it_is_looked_at(
    bench: TestBench, qtbot: QtBot
) -> None:
    """Going on shows the next image at once; an image that is flown over prepares nothing."""
    workbench, ids = _explained(bench)
    workbench.images.forget()
    workbench.review.show_image(ids[2])
    workbench.review.show_image(ids[0])
    qtbot.waitUntil(lambda: ids[1] in workbench.images._images, timeout=60_000)
    workbench.review.show_image(ids[1])
    assert workbench.state.pixels is not None


def test_a_stored_explanation_of_the_sessions_model_is_not_made_again(bench: TestBench) -> None:
    """Going back and forth asks the model nothing."""
    workbench, ids = _explained(bench)
    asked = len(bench.models.explainer.requests)
    for image_id in (ids[1], ids[2], ids[0]):
        workbench.review.show_image(image_id)
        bench.wait_idle(workbench)
    assert len(bench.models.explainer.requests) == asked


def _explained(bench: TestBench) -> tuple[Workbench, list[str]]:
    workbench = bench.open_idle()
    workbench.batches.explain_all()
    bench.wait_idle(workbench)
    workbench.window.docks["graph"].raise_()
    QApplication.processEvents()
    return workbench, [entry.image.image_id for entry in workbench.session.index.entries]


def _all_drawn(workbench: Workbench) -> bool:
    view = workbench.window.graph.view
    return all(not item.pixmap().isNull() for item in view._pictures.values())
