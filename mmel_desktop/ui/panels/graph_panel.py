"""The relationship graph: which regions lean on which, for the shown prompt and level."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.relation_graph import RelationEdge, RelationGraph
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.errors import MmelError
from mmel_desktop.ui.canvas.image_layer import pixmap_from_rgb
from mmel_desktop.ui.canvas.lines_item import LINES_AFTER_MS
from mmel_desktop.ui.canvas.region_index import RegionIndex
from mmel_desktop.ui.canvas.region_marks import mark_regions, mark_relation
from mmel_desktop.ui.canvas.relation_layer import shown_edges, strength_of
from mmel_desktop.ui.panels.empty_texts import why_empty
from mmel_desktop.ui.panels.graph_export import export_graph
from mmel_desktop.ui.panels.graph_file_chooser import ChooseFile, ask_for_graph_file
from mmel_desktop.ui.panels.graph_filters import GraphFilters
from mmel_desktop.ui.panels.graph_layout import GraphLayouter, LayoutRequest, Places
from mmel_desktop.ui.panels.graph_nodes import ASPECT, HALF_HEIGHT, NODE_GAP, make_nodes
from mmel_desktop.ui.panels.graph_view import GraphView
from mmel_desktop.ui.panels.relation_list import RelationList
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import SPACE_PX
from mmel_desktop.ui.translation import tr


class GraphPanel(QScrollArea):
    """Graph, its filters and the selected region's strongest relations in words.

    Attributes:
        exported: the graph was written to a file; its ``Path``.
        export_failed: it could not be written; the ``MmelError``.
        refresh_count: how often the graph was made anew; going to another image makes it once.

    Args:
        state: what all panels share.
        parent: Qt owner.
        choose_file: asks for a file name; the desktop's dialog when None.
        shown_name: name of an image by its id, as it may be shown; None: its own.
    """

    exported = Signal(object)
    export_failed = Signal(object)

    def __init__(
        self,
        state: ReviewState,
        parent: QWidget | None = None,
        choose_file: ChooseFile | None = None,
        *,
        shown_name: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._shown_name = shown_name
        self._choose_file = choose_file or ask_for_graph_file
        self._explanation: Explanation | None = None
        self._index: RegionIndex | None = None
        self._pixels: SourceImage | None = None
        self._image: QPixmap | None = None
        self._drawn_key: object = None
        self._filter_key: object = None
        self.refresh_count = 0
        # Another image takes the old graph away at once; the new one is made when the image is on the screen.
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(LINES_AFTER_MS)
        self._due.timeout.connect(self._refresh)
        self.layouter = GraphLayouter(self)
        self.layouter.ready.connect(self._take_layout)
        self._build()
        state.explanation_changed.connect(self._refresh_soon)
        state.pixels_changed.connect(self._refresh_soon)
        state.display_changed.connect(self._refresh)
        state.selected_regions_changed.connect(self._show_selected)
        state.hovered_region_changed.connect(self.view.show_hovered)
        state.probes_changed.connect(self._refresh)
        state.probing_changed.connect(self._show_actions)
        state.withheld_changed.connect(lambda _: self._show_selected(state.selected_regions))
        self._refresh()

    def _build(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(12, SPACE_PX, 12, 12)
        column.setSpacing(SPACE_PX)
        self.filters = GraphFilters(self._state, self)
        column.addWidget(self.filters)
        self.view = GraphView(self)
        self.view.node_chosen.connect(self._choose)
        self.view.node_hovered.connect(self._state.hover_region)
        self.view.edge_chosen.connect(lambda source, target: self._state.select_regions((source, target)))
        self.view.menu_requested.connect(self._show_menu)
        column.addWidget(self.view, 1)
        self.legend = QLabel(tr("Red ring: for the prompt, blue: against it · size: evidence"), self)
        self.legend.setProperty("role", "muted")
        self.legend.setWordWrap(True)
        column.addWidget(self.legend)
        self.summary = QLabel(self)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setProperty("role", "muted")
        self.summary.setWordWrap(True)
        actions = self._build_actions()
        actions.insertWidget(0, self.summary, 1)
        column.addLayout(actions)
        self.relations = RelationList(self)
        self.relations.region_chosen.connect(lambda region_id: self._state.select_regions((region_id,)))
        column.addWidget(self.relations)
        column.addStretch(0)
        self.setWidget(body)

    def _build_actions(self) -> QHBoxLayout:
        self.measure = QPushButton(tr("Measure"), self)
        self.measure.setToolTip(
            tr("Remove the two regions of each drawn relation, singly and together, and ask the model.")
        )
        self.measure.clicked.connect(self.measure_drawn)
        self.export = QPushButton(tr("Export…"), self)
        self.export.setToolTip(tr("Write the graph as PNG, SVG or GraphML."))
        self.export.clicked.connect(self.export_to_file)
        for button in (self.measure, self.export):
            button.setProperty("role", "flat")
            button.setAccessibleDescription(button.toolTip())
        row = QHBoxLayout()
        row.setSpacing(SPACE_PX)
        self.measure.setAccessibleName(tr("Measure interactions"))
        self.export.setAccessibleName(tr("Export the graph"))
        row.addWidget(self.measure)
        row.addWidget(self.export)
        return row

    # ---------------------------------------------------------------- state to widgets

    @Slot(object)
    def _refresh_soon(self, _: object) -> None:
        if self._state.explanation is None:
            self._refresh()
            return
        if not self._due.isActive():
            self.view.show_graph((), (), {}, None)
            self._drawn_key = self._filter_key = None
        self._due.start()

    @Slot()
    @Slot(object)
    def _refresh(self, _: object = None) -> None:
        if self.window().isVisible() and not self.isVisible():
            return  # it stands behind another panel and catches up when it is shown
        self._take_what_is_shown()
        display = self._state.display
        graph = self._state.graph()
        # Opacity and colours are display settings as well; they must not cost a layout.
        filters = (
            self._index,
            self._image,
            self._state.prompt_index,
            self._state.region_level,
            display.relation_kind,
            display.relations_per_region,
            display.relation_minimum,
            graph,
        )
        if filters == self._filter_key:
            return
        self._filter_key = filters
        self.refresh_count += 1
        self.filters.show_display(display)
        self._show_actions()
        if graph is None or self._index is None:
            self.view.show_graph((), (), {}, None)
            self.view.hide()
            self.legend.hide()
            self._show_selected(())
            return
        self.view.show()
        self.legend.show()
        edges = self._edges(graph)
        key = (self._state.prompt_index, graph.level)
        if key != self._drawn_key:
            self._drawn_key = key
            nodes = make_nodes(self._index.at_level(graph.level), self._state.prompt_index)
            self.view.show_graph(nodes, edges, self._layout(graph), self._image, display.relation_kind)
        else:
            self.view.show_edges(edges, display.relation_kind)
            self.view.move_nodes(self._layout(graph))
        self._show_selected(self._state.selected_regions)

    def _take_what_is_shown(self) -> None:
        """Follow the state's image and explanation, whichever of its signals came first."""
        explanation, pixels = self._state.explanation, self._state.pixels
        if explanation is not self._explanation:
            self._explanation = explanation
            self._index = None if explanation is None else RegionIndex(explanation)
            self.layouter.forget()
            self._drawn_key = self._filter_key = None
        if pixels is not self._pixels:
            self._pixels = pixels
            self._image = None if pixels is None else pixmap_from_rgb(pixels.rgb)
            self._drawn_key = self._filter_key = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    @Slot()
    @Slot(bool)
    def _show_actions(self, _: bool = False) -> None:
        graph = self._state.graph()
        any_measured = graph is not None and any(edge.interaction is not None for edge in graph.edges)
        self.export.setEnabled(graph is not None)
        self.measure.setEnabled(bool(self.unmeasured_pairs()) and not self._state.probing)
        # Whoever chose the kind and finds nothing must be able to leave it again, so it is never disabled.
        self.view.show_note(
            tr("No interaction was measured yet.")
            if graph is not None and not any_measured and self._state.display.relation_kind == "interaction"
            else ""
        )

    def _edges(self, graph: RelationGraph) -> tuple[tuple[RelationEdge, float], ...]:
        display = self._state.display
        chosen = shown_edges(
            graph, display.relation_kind, display.relations_per_region, display.relation_minimum
        )
        return tuple((edge, strength_of(edge, display.relation_kind) or 0.0) for edge in chosen)

    def _layout(self, graph: RelationGraph) -> Places:
        """Places by the whole graph of a kind: they must not jump when the filters move."""
        assert self._index is not None
        kind = self._state.display.relation_kind
        start = {r.region_id: r.centroid_xy_px for r in self._index.at_level(graph.level)}
        edges = tuple(
            (edge, strength) for edge in graph.edges if (strength := strength_of(edge, kind)) is not None
        )
        radii = {
            node.region.region_id: (node.radius + NODE_GAP) / HALF_HEIGHT
            for node in make_nodes(self._index.at_level(graph.level), self._state.prompt_index)
        }
        # Interactions join one by one; the layout is made anew for each set of them.
        measured = len(edges) if kind == "interaction" else 0
        key = (self._state.prompt_index, graph.level, kind, measured)
        return self.layouter.request(key, LayoutRequest(start, edges, radii, ASPECT))

    @Slot(object, object)
    def _take_layout(self, key: object, places: Places) -> None:
        self.view.move_nodes(places)

    @Slot(tuple)
    def _show_selected(self, selected: tuple[int, ...]) -> None:
        self.view.show_selected(selected)
        # Beside the list of relations the graph needs the room more than its legend does.
        self.legend.setVisible(self.view.isVisibleTo(self) and not selected)
        kind = self._state.display.relation_kind
        unexplained = tr("Explain an image to see which regions lean on one another.")
        listed = self.relations.show_relations(self._state.graph(), kind, selected)
        self.summary.setText(listed or why_empty(self._state, unexplained))

    # ---------------------------------------------------------------- widgets to state

    @Slot(int, bool)
    def _choose(self, region_id: int, add: bool) -> None:
        selected = self._state.selected_regions
        if not add:
            self._state.select_regions((region_id,))
        elif region_id in selected:
            self._state.select_regions(tuple(i for i in selected if i != region_id))
        else:
            self._state.select_regions((*selected, region_id))

    # ---------------------------------------------------------------- measuring, marking, exporting

    def unmeasured_pairs(self) -> tuple[tuple[int, int], ...]:
        """The drawn semantic or attention relations whose interaction is not known yet.

        While interactions are drawn, those that the semantic kind would draw are meant.
        """
        graph, display = self._state.graph(), self._state.display
        if graph is None:
            return ()
        kind = "semantic" if display.relation_kind == "interaction" else display.relation_kind
        edges = shown_edges(graph, kind, display.relations_per_region, display.relation_minimum)
        return tuple((edge.source, edge.target) for edge in edges if edge.interaction is None)

    @Slot()
    def measure_drawn(self) -> None:
        """Ask for the interaction of every drawn relation that was not measured yet."""
        pairs = self.unmeasured_pairs()
        if pairs:
            self._state.interactions_requested.emit(pairs)

    @Slot()
    def export_to_file(self) -> None:
        """Ask where, then write the graph."""
        explanation, graph = self._state.explanation, self._state.graph()
        if explanation is None or graph is None:
            return
        image, name = self._state.image, explanation.provenance.image.name
        if self._shown_name is not None and image is not None:
            name = self._shown_name(image.image_id)  # a blind reviewer may be without names
        stem = Path(name).stem
        path = self._choose_file(self, f"{stem} relations.svg")
        if path is None:
            return
        try:
            export_graph(path, self.view, explanation, graph)
        except MmelError as error:
            self.export_failed.emit(error)
        else:
            self.exported.emit(path)

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def make_menu(self) -> QMenu:
        """What can be done with the selected regions and the graph."""
        menu = QMenu(self)
        selected = self._state.selected_regions
        regions = [
            r for i in selected if self._index is not None and (r := self._index.region(i)) is not None
        ]
        if len(regions) == 2:
            menu.addAction(tr("Annotate this relation"), lambda: mark_relation(self._state, regions))
            menu.addAction(tr("Measure their interaction"), self._state.ask_interaction)
            menu.addSeparator()
        if regions:
            menu.addAction(tr("Annotate the selected regions"), lambda: mark_regions(self._state, regions))
            menu.addAction(tr("Remove and ask the model"), lambda: self._state.ask_probe("remove"))
            menu.addAction(tr("Keep only and ask the model"), lambda: self._state.ask_probe("keep"))
            menu.addSeparator()
        menu.addAction(tr("Show the whole graph"), self.view.fit)
        menu.addAction(tr("Export…"), self.export_to_file)
        return menu
