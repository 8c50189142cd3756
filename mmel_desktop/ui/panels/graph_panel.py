"""The relationship graph: which regions lean on which, for the shown prompt and level."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.relation_graph import RelationEdge, RelationGraph
from mmel_desktop.errors import MmelError
from mmel_desktop.ui.canvas.image_layer import pixmap_from_rgb
from mmel_desktop.ui.canvas.region_index import RegionIndex
from mmel_desktop.ui.canvas.region_marks import mark_regions, mark_relation
from mmel_desktop.ui.canvas.relation_layer import lit_edges, shown_edges, strength_of, strength_text
from mmel_desktop.ui.panels.graph_export import FORMATS, export_graph
from mmel_desktop.ui.panels.graph_layout import GraphLayouter, LayoutRequest, Places
from mmel_desktop.ui.panels.graph_view import ASPECT, HALF_HEIGHT, NODE_GAP, GraphView, make_nodes
from mmel_desktop.ui.panels.segmented_choice import SegmentedChoice
from mmel_desktop.ui.panels.value_slider import ValueSlider
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import SPACE_PX
from mmel_desktop.ui.translation import tr

PER_REGION_CHOICES = (1, 2, 3, 5, 8, 12)
KINDS = ("semantic", "attention", "interaction")

ChooseFile = Callable[[QWidget, str], Path | None]
"""Asks where a file shall be written; gets the parent and a suggested name, answers None when called off."""


class GraphPanel(QWidget):
    """Graph, its filters and the selected region's strongest relations in words.

    Attributes:
        exported: the graph was written to a file; its ``Path``.
        export_failed: it could not be written; the ``MmelError``.

    Args:
        state: what all panels share.
        parent: Qt owner.
        choose_file: asks for a file name; the desktop's dialog when None.
    """

    exported = Signal(object)
    export_failed = Signal(object)

    def __init__(
        self, state: ReviewState, parent: QWidget | None = None, choose_file: ChooseFile | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._choose_file = choose_file or _ask_for_file
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
        state.probes_changed.connect(self._take_probes)
        state.probing_changed.connect(self._show_actions)
        self._take_pixels(state.pixels)
        self._take_explanation(state.explanation)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, SPACE_PX, 12, 12)
        column.setSpacing(SPACE_PX)
        self.kind_choice = SegmentedChoice(tr("Kind of relation"), self)
        self.kind_choice.set_choices(
            [kind_name(kind) for kind in KINDS],
            [
                tr("Regions whose patches belong together for this prompt."),
                tr("Regions that pay attention to one another inside the model, whatever the prompt."),
                tr("Regions that need or replace one another, measured by removing them."),
            ],
        )
        self.kind_choice.chosen.connect(lambda row: self._state.change_display(relation_kind=KINDS[row]))
        column.addWidget(self.kind_choice)
        column.addLayout(self._build_filters())
        self.view = GraphView(self)
        self.view.node_chosen.connect(self._choose)
        self.view.node_hovered.connect(self._state.hover_region)
        self.view.edge_chosen.connect(lambda source, target: self._state.select_regions((source, target)))
        self.view.menu_requested.connect(self._show_menu)
        column.addWidget(self.view, 3)
        self.summary = QLabel(self)
        self.summary.setProperty("role", "muted")
        self.summary.setWordWrap(True)
        actions = self._build_actions()
        actions.insertWidget(0, self.summary, 1)
        column.addLayout(actions)
        self.relations = QListWidget(self)
        self.relations.setAccessibleName(tr(tr("Strongest relations of the selected region")))
        self.relations.setToolTip(tr(tr("Press Enter on a relation to go to the other region.")))
        self.relations.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.relations.setMinimumHeight(44)
        self.relations.itemActivated.connect(self._follow)
        self.relations.itemClicked.connect(self._follow)
        column.addWidget(self.relations, 1)
        column.addStretch(0)

    def _build_filters(self) -> QHBoxLayout:
        self.minimum = ValueSlider(
            tr("At least"),
            tr("Relations weaker than this are not drawn, here and on the image."),
            self,
            name_width_px=50,
        )
        self.minimum.value_changed.connect(lambda v: self._state.change_display(relation_minimum=v))
        self.per_region = QComboBox(self)
        for count in PER_REGION_CHOICES:
            self.per_region.addItem(tr("top {count}").format(count=count), count)
        self.per_region.setAccessibleName(tr(tr("Relations per region")))
        self.per_region.setToolTip(tr(tr("How many of its strongest relations each region shows.")))
        self.per_region.activated.connect(
            lambda row: self._state.change_display(relations_per_region=self.per_region.itemData(row))
        )
        row = QHBoxLayout()
        row.setSpacing(SPACE_PX)
        row.addWidget(self.minimum, 1)
        row.addWidget(self.per_region)
        return row

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
    def _take_pixels(self, pixels: object) -> None:
        self._image = None
        self._drawn_key = self._filter_key = None
        self._refresh()

    @Slot(object)
    def _take_explanation(self, explanation: Explanation | None) -> None:
        self._index = None if explanation is None else RegionIndex(explanation)
        self.layouter.forget()
        self._drawn_key = self._filter_key = None
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
        self._show_controls(display)
        self._show_actions()
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

    @Slot(object)
    def _take_probes(self, _: object) -> None:
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

    def _show_controls(self, display: DisplaySettings) -> None:
        self.kind_choice.show_choice(KINDS.index(display.relation_kind))
        self.minimum.show_value(display.relation_minimum)
        self.minimum.setEnabled(display.relation_kind != "interaction")
        row = self.per_region.findData(display.relations_per_region)
        if row < 0:
            text = tr("top {count}").format(count=display.relations_per_region)
            self.per_region.addItem(text, display.relations_per_region)
        self.per_region.setCurrentIndex(self.per_region.findData(display.relations_per_region))

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
        graph = self._state.graph()
        kind = self._state.display.relation_kind
        self.relations.clear()
        if graph is None:
            self.summary.setText(tr(tr("Explain an image to see which regions lean on one another.")))
        elif not selected:
            self.summary.setText(tr(tr("Select a region to read what it leans on.")))
        else:
            for edge in lit_edges(graph, kind, selected):
                self._add_relation(edge, kind, selected)
            count = self.relations.count()
            self.summary.setText(
                tr("Strongest relations: {kind}").format(kind=kind_name(kind))
                if count
                else tr("No relation of this kind that prints as more than zero: {kind}").format(
                    kind=kind_name(kind)
                )
            )
        self.relations.setVisible(self.relations.count() > 0)

    def _add_relation(self, edge: RelationEdge, kind: str, selected: tuple[int, ...]) -> None:
        here, there = (edge.source, edge.target) if edge.source in selected else (edge.target, edge.source)
        strength = strength_text(strength_of(edge, kind) or 0.0, kind)
        item = QListWidgetItem(
            tr("region {here} leans on region {there}: {kind} {strength}").format(
                here=here, there=there, kind=kind_name(kind), strength=strength
            )
        )
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
        stem = Path(explanation.provenance.image.name).stem
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


def kind_name(kind: str) -> str:
    """A kind of relation in the user's language."""
    names = {"semantic": tr("semantic"), "attention": tr("attention"), "interaction": tr("interaction")}
    return names[kind]


def _ask_for_file(parent: QWidget, suggestion: str) -> Path | None:
    filters = ";;".join(
        (tr("Scalable picture (*.svg)"), tr("Picture (*.png)"), tr("Graph for other programs (*.graphml)"))
    )
    name, chosen = QFileDialog.getSaveFileName(parent, tr("Export the graph"), suggestion, filters)
    if not name:
        return None
    path = Path(name)
    if path.suffix:
        return path
    # Somebody who types a bare name has chosen the format in the list below it.
    return path.with_suffix(next(f".{kind}" for kind in FORMATS if f"*.{kind}" in chosen))
