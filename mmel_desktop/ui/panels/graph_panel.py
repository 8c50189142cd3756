"""The relationship graph: which regions lean on which, for the shown prompt and level."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.relation_graph import RelationEdge, RelationGraph
from mmel_desktop.ui.canvas.image_layer import pixmap_from_rgb
from mmel_desktop.ui.canvas.region_index import RegionIndex
from mmel_desktop.ui.canvas.relation_layer import lit_edges, strength_of, strength_text
from mmel_desktop.ui.panels.graph_layout import GraphLayouter, LayoutRequest, Places
from mmel_desktop.ui.panels.graph_view import ASPECT, HALF_HEIGHT, NODE_GAP, GraphView, make_nodes
from mmel_desktop.ui.panels.segmented_choice import SegmentedChoice
from mmel_desktop.ui.panels.value_slider import ValueSlider
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import SPACE_PX

PER_REGION_CHOICES = (1, 2, 3, 5, 8, 12)
KINDS = ("semantic", "attention", "interaction")
KIND_TIPS = {
    "semantic": "Regions whose patches belong together for this prompt.",
    "attention": "Regions that pay attention to one another inside the model, whatever the prompt.",
    "interaction": "Regions that need or replace one another, measured by removing them.",
}
NOT_MEASURED = "Interaction has not been measured for this image: it takes a probe that removes regions."


class GraphPanel(QWidget):
    """Graph, its filters and the selected region's strongest relations in words."""

    def __init__(self, state: ReviewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._index: RegionIndex | None = None
        self._image: QPixmap | None = None
        self._drawn_key: object = None
        self._filter_key: object = None
        self.layouter = GraphLayouter(self)
        self.layouter.ready.connect(self._take_layout)
        self._build()
        state.explanation_changed.connect(self._take_explanation)
        state.pixels_changed.connect(self._take_pixels)
        state.display_changed.connect(self._refresh)
        state.selected_regions_changed.connect(self._show_selected)
        state.hovered_region_changed.connect(self.view.show_hovered)
        self._take_pixels(state.pixels)
        self._take_explanation(state.explanation)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, SPACE_PX, 12, 12)
        column.setSpacing(SPACE_PX)
        self.kind_choice = SegmentedChoice("Kind of relation", self)
        self.kind_choice.set_choices(KINDS, [KIND_TIPS[kind] for kind in KINDS])
        self.kind_choice.chosen.connect(lambda row: self._state.change_display(relation_kind=KINDS[row]))
        column.addWidget(self.kind_choice)
        column.addLayout(self._build_filters())
        self.view = GraphView(self)
        self.view.node_chosen.connect(self._choose)
        self.view.node_hovered.connect(self._state.hover_region)
        column.addWidget(self.view, 3)
        self.summary = QLabel(self)
        self.summary.setProperty("role", "muted")
        self.summary.setWordWrap(True)
        column.addWidget(self.summary)
        self.relations = QListWidget(self)
        self.relations.setAccessibleName("Strongest relations of the selected region")
        self.relations.setToolTip("Press Enter on a relation to go to the other region.")
        self.relations.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.relations.setMinimumHeight(44)
        self.relations.itemActivated.connect(self._follow)
        self.relations.itemClicked.connect(self._follow)
        column.addWidget(self.relations, 1)
        column.addStretch(0)

    def _build_filters(self) -> QHBoxLayout:
        self.minimum = ValueSlider(
            "At least",
            "Relations weaker than this are not drawn, here and on the image.",
            self,
            name_width_px=50,
        )
        self.minimum.value_changed.connect(lambda v: self._state.change_display(relation_minimum=v))
        self.per_region = QComboBox(self)
        for count in PER_REGION_CHOICES:
            self.per_region.addItem(f"top {count}", count)
        self.per_region.setAccessibleName("Relations per region")
        self.per_region.setToolTip("How many of its strongest relations each region shows.")
        self.per_region.activated.connect(
            lambda row: self._state.change_display(relations_per_region=self.per_region.itemData(row))
        )
        row = QHBoxLayout()
        row.setSpacing(SPACE_PX)
        row.addWidget(self.minimum, 1)
        row.addWidget(self.per_region)
        return row

    # ---------------------------------------------------------------- state to widgets

    @Slot(object)
    def _take_pixels(self, pixels: object) -> None:
        self._image = None
        self._drawn_key = self._filter_key = None
        self._refresh()

    @Slot(object)
    def _take_explanation(self, explanation: Explanation | None) -> None:
        self._index = None if explanation is None else RegionIndex(explanation)
        self.layouter.forget()
        self._drawn_key = self._filter_key = None
        measured = explanation is not None and any(
            edge.interaction is not None for graph in explanation.graphs for edge in graph.edges
        )
        button = self.kind_choice.button(KINDS.index("interaction"))
        button.setEnabled(measured)
        button.setToolTip(KIND_TIPS["interaction"] if measured else NOT_MEASURED)
        self._refresh()

    @Slot()
    @Slot(object)
    def _refresh(self, _: object = None) -> None:
        if self.window().isVisible() and not self.isVisible():
            return  # it stands behind another panel and catches up when it is shown
        pixels = self._state.pixels
        if self._image is None and pixels is not None:
            self._image = pixmap_from_rgb(pixels.rgb)
        display = self._state.display
        graph = self._graph()
        # Opacity and colours are display settings as well; they must not cost a layout.
        filters = (
            self._index,
            self._image,
            self._state.prompt_index,
            self._state.region_level,
            display.relation_kind,
            display.relations_per_region,
            display.relation_minimum,
        )
        if filters == self._filter_key:
            return
        self._filter_key = filters
        self._show_controls(display)
        if graph is None or self._index is None:
            self.view.show_graph((), (), {}, None)
            self.view.hide()
            self._show_selected(())
            return
        self.view.show()
        edges = self._edges(graph)
        key = (self._state.prompt_index, graph.level)
        if key != self._drawn_key:
            self._drawn_key = key
            nodes = make_nodes(self._index.at_level(graph.level), self._state.prompt_index)
            self.view.show_graph(nodes, edges, self._layout(graph), self._image)
        else:
            self.view.show_edges(edges)
            self.view.move_nodes(self._layout(graph))
        self._show_selected(self._state.selected_regions)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _show_controls(self, display: DisplaySettings) -> None:
        self.kind_choice.show_choice(KINDS.index(display.relation_kind))
        self.minimum.show_value(display.relation_minimum)
        row = self.per_region.findData(display.relations_per_region)
        if row < 0:
            self.per_region.addItem(f"top {display.relations_per_region}", display.relations_per_region)
        self.per_region.setCurrentIndex(self.per_region.findData(display.relations_per_region))

    def _graph(self) -> RelationGraph | None:
        explanation = self._state.explanation
        if explanation is None:
            return None
        try:
            return explanation.graph(self._state.prompt_index, self._state.region_level)
        except KeyError:
            return None

    def _edges(self, graph: RelationGraph) -> tuple[tuple[RelationEdge, float], ...]:
        display = self._state.display
        chosen = graph.strongest(
            display.relation_kind, display.relations_per_region, display.relation_minimum
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
        key = (self._state.prompt_index, graph.level, kind)
        return self.layouter.request(key, LayoutRequest(start, edges, radii, ASPECT))

    @Slot(object, object)
    def _take_layout(self, key: object, places: Places) -> None:
        self.view.move_nodes(places)

    @Slot(tuple)
    def _show_selected(self, selected: tuple[int, ...]) -> None:
        self.view.show_selected(selected)
        graph = self._graph()
        kind = self._state.display.relation_kind
        self.relations.clear()
        if graph is None:
            self.summary.setText("Explain an image to see which regions lean on one another.")
        elif not selected:
            self.summary.setText("Select a region to read what it leans on.")
        else:
            for edge in lit_edges(graph, kind, selected):
                self._add_relation(edge, kind, selected)
            count = self.relations.count()
            self.summary.setText(
                f"Strongest {kind} relations" if count else f"No {kind} relation of 0.01 or more"
            )
        self.relations.setVisible(self.relations.count() > 0)

    def _add_relation(self, edge: RelationEdge, kind: str, selected: tuple[int, ...]) -> None:
        here, there = (edge.source, edge.target) if edge.source in selected else (edge.target, edge.source)
        strength = strength_text(strength_of(edge, kind) or 0.0)
        item = QListWidgetItem(f"region {here} leans on region {there}: {kind} {strength}")
        item.setData(Qt.ItemDataRole.UserRole, there)
        self.relations.addItem(item)

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

    @Slot(QListWidgetItem)
    def _follow(self, item: QListWidgetItem) -> None:
        self._state.select_regions((int(item.data(Qt.ItemDataRole.UserRole)),))
