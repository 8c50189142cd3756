"""What the graph and the score chart look like where they have little room."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QGraphicsPixmapItem
from pytestqt.qtbot import QtBot

from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.relation_graph import RelationEdge
from mmel_desktop.ui.canvas.relation_layer import LEAST_LIT
from mmel_desktop.ui.panels.bar_chart import BarChart
from mmel_desktop.ui.panels.dashboard_figures import Bar, Chart
from mmel_desktop.ui.panels.gallery_query import Facet
from mmel_desktop.ui.panels.graph_node_items import MOST_PLATES, NodeItem
from mmel_desktop.ui.panels.graph_nodes import GraphNode, make_nodes, node_picture
from mmel_desktop.ui.panels.graph_view import GraphView
from tests.factories import make_explanation


@pytest.fixture
def nodes(qtbot: QtBot) -> tuple[GraphNode, ...]:
    explanation: Explanation = make_explanation()
    return make_nodes(explanation.regions.at_level(1), 0)


def test_a_number_keeps_its_size_when_the_graph_is_small(qtbot: QtBot, nodes: tuple[GraphNode, ...]) -> None:
    """In a low dock the nodes shrink; their numbers must still be read."""
    assert len(nodes) <= MOST_PLATES
    item = NodeItem(nodes[0], 1.0, plate=True)
    (number,) = item.childItems()
    assert isinstance(number, QGraphicsPixmapItem)
    assert number.flags() & QGraphicsPixmapItem.GraphicsItemFlag.ItemIgnoresTransformations
    assert number.pos() == QPointF(0.0, nodes[0].radius)
    assert not NodeItem(nodes[0], 1.0, plate=False).childItems()


def test_a_thumbnail_dims_what_is_not_the_region(qtbot: QtBot, nodes: tuple[GraphNode, ...]) -> None:
    """Nodes of large regions would look alike otherwise."""
    image = QPixmap(1000, 1000)
    image.fill(QColor("white"))
    upright = (((100.0, 100.0), (200.0, 100.0), (200.0, 900.0), (100.0, 900.0)),)
    node = replace(nodes[0], region=replace(nodes[0].region, outline=upright))
    picture = node_picture(node, 1.0, image, 1.0, numbered=False).toImage()
    inside = _brightness(picture)[_inner_disc(picture)]
    assert inside.max() > 250
    assert inside.min() < 110


def test_relations_that_print_as_zero_are_not_lit(qtbot: QtBot, nodes: tuple[GraphNode, ...]) -> None:
    """What is lit stands in the list below, with its strength."""
    view = GraphView()
    qtbot.addWidget(view)
    first, second, third = (node.region.region_id for node in nodes[:3])
    strong = (RelationEdge(first, second, 0.6, 0.0), 0.6)
    weak = (RelationEdge(first, third, 0.004, 0.0), 0.004)
    assert weak[1] < LEAST_LIT["semantic"]
    places = {node.region.region_id: (index / 4 - 1, index / 8) for index, node in enumerate(nodes)}
    view.show_graph(nodes, (strong, weak), places, None)
    view.show_selected((first,))
    assert sum(item.path().elementCount() > 0 for item in view._relations.lit) == 1
    view.show_selected((third,))
    assert all(item.path().isEmpty() for item in view._relations.lit)


@pytest.mark.parametrize("width_px", [200, 260, 900])
def test_labels_of_the_score_chart_keep_clear_of_one_another(qtbot: QtBot, width_px: int) -> None:
    """Every second or third column is labelled where there is no room for each."""
    chart = BarChart()
    qtbot.addWidget(chart)
    bars = tuple(Bar(f"−0.{n:02d} – 0.{n + 1:02d}", 1, Facet("", lambda _: True)) for n in range(10))
    chart.show_chart(Chart("scores", "Scores", bars, upright=True))
    column_px = width_px / len(bars)
    step = chart._labelled_step(column_px)
    assert step * column_px > chart.fontMetrics().horizontalAdvance("−0.00") * 0.75
    assert (step == 1) is (width_px == 900)


def _brightness(picture: QImage) -> np.ndarray:
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), dtype=np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()].copy()


def _inner_disc(picture: QImage) -> np.ndarray:
    """Bool (rows, columns): well inside the ring."""
    rows, columns = np.mgrid[0 : picture.height(), 0 : picture.width()]
    middle = (picture.width() - 1) / 2
    return np.asarray(np.hypot(rows - middle, columns - middle) < 0.6 * middle)
