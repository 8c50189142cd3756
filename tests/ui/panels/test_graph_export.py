"""The graph as a file: what the formats hold, and what is refused."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from mmel_desktop.core.measured_probes import MeasuredInteraction, MeasuredProbes
from mmel_desktop.errors import BadInputError, MmelError
from mmel_desktop.ui.panels.graph_export import export_graph
from mmel_desktop.ui.panels.graph_file_chooser import ask_for_graph_file
from mmel_desktop.ui.panels.graph_panel import GraphPanel
from mmel_desktop.ui.review_state import ReviewState
from tests.factories import make_explanation


@pytest.fixture
def state(qtbot: QtBot) -> ReviewState:
    state = ReviewState()
    state.show_explanation(make_explanation(), "run-1")
    return state


def open_panel(qtbot: QtBot, state: ReviewState, answer: Path | None) -> GraphPanel:
    panel = GraphPanel(state, choose_file=lambda parent, suggestion: answer)
    qtbot.addWidget(panel)
    panel.resize(340, 560)
    panel.show()
    qtbot.waitExposed(panel)
    panel.layouter.wait()
    qtbot.wait(10)
    return panel


def test_graphml_holds_every_relation_and_only_measured_interactions(
    qtbot: QtBot, state: ReviewState, tmp_path: Path
) -> None:
    """Filters of the panel do not thin it out; another program reads shares, places and strengths."""
    graph = state.graph()
    assert graph is not None
    first = graph.edges[0]
    pair = MeasuredInteraction((first.source, first.target), (0.0125, 0.5))
    state.show_probes(MeasuredProbes().with_interaction(pair), recorded=True)
    state.change_display(relation_minimum=0.9, relations_per_region=1)
    path = tmp_path / "graph.graphml"
    panel = open_panel(qtbot, state, path)
    with qtbot.waitSignal(panel.exported, timeout=60_000):
        panel.export.click()
    read = networkx.read_graphml(path, node_type=int)
    assert read.graph["prompt"] == "a pedestrian"
    assert read.graph["level"] == "object"
    assert set(read.nodes) == set(graph.nodes)
    assert read.number_of_edges() == len(graph.edges)
    assert read.edges[first.source, first.target]["interaction"] == 0.0125
    assert read.edges[first.source, first.target]["semantic"] == pytest.approx(first.semantic)
    assert sum("interaction" in data for _, _, data in read.edges(data=True)) == 1
    assert state.explanation is not None
    region = state.explanation.regions.region(first.source)
    assert read.nodes[first.source]["share"] == pytest.approx(region.shares[0])
    assert read.nodes[first.source]["x_px"] == pytest.approx(region.centroid_xy_px[0])


def test_pictures_show_the_nodes_of_the_panel(qtbot: QtBot, state: ReviewState, tmp_path: Path) -> None:
    """PNG and SVG hold a picture per node at the proportions of the graph."""
    panel = open_panel(qtbot, state, None)
    graph = state.graph()
    assert graph is not None
    assert state.explanation is not None
    for name in ("graph.png", "graph.svg"):
        export_graph(tmp_path / name, panel.view, state.explanation, graph)
    picture = QImage(str(tmp_path / "graph.png"))
    rect = panel.view.content_rect
    assert picture.width() / picture.height() == pytest.approx(
        (rect.width() + 16) / (rect.height() + 16), rel=0.01
    )
    colours = {
        picture.pixel(x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)
    }
    assert len(colours) > 20
    svg = ElementTree.parse(tmp_path / "graph.svg").getroot()  # noqa: S314 - written by this test
    pictures = [element for element in svg.iter() if element.tag.endswith("image")]
    assert len(pictures) == 2 * panel.view.node_count()  # each with its number


def test_another_ending_is_refused(qtbot: QtBot, state: ReviewState, tmp_path: Path) -> None:
    """The message names the endings that there are."""
    panel = open_panel(qtbot, state, tmp_path / "graph.docx")
    failures: list[MmelError] = []
    panel.export_failed.connect(failures.append)
    panel.export.click()
    assert ".graphml" in str(failures[0])
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(qtbot: QtBot, state: ReviewState, tmp_path: Path) -> None:
    """For every format; nothing is left behind."""
    panel = open_panel(qtbot, state, None)
    graph, explanation = state.graph(), state.explanation
    assert graph is not None
    assert explanation is not None
    for name in ("graph.graphml", "graph.png"):
        with pytest.raises(BadInputError, match="cannot write"):
            export_graph(tmp_path / "nowhere" / name, panel.view, explanation, graph)


def test_calling_the_dialog_off_writes_nothing(qtbot: QtBot, state: ReviewState, tmp_path: Path) -> None:
    """No file, no message."""
    panel = open_panel(qtbot, state, None)
    with qtbot.assertNotEmitted(panel.exported), qtbot.assertNotEmitted(panel.export_failed):
        panel.export.click()


def test_the_dialog_begins_where_exports_went_before(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first graph goes to the home folder, not to wherever the program was started from."""
    asked: list[str] = []

    def answer(_parent: QWidget, _title: str, start: str, _filters: str) -> tuple[str, str]:
        asked.append(start)
        return str(tmp_path / "elsewhere" / "graph.svg"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    parent = QWidget()
    qtbot.addWidget(parent)
    for _ in range(2):
        assert ask_for_graph_file(parent, "a relations.svg", settings) == tmp_path / "elsewhere" / "graph.svg"
    assert [Path(start) for start in asked] == [
        Path.home() / "a relations.svg",
        tmp_path / "elsewhere" / "a relations.svg",
    ]
