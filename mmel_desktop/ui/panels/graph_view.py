"""The picture of a relationship graph: nodes and lines, and what pointer and keyboard do to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainterPath,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from mmel_desktop.core.relation_graph import RelationEdge
from mmel_desktop.ui.canvas.chip import remove_item
from mmel_desktop.ui.canvas.floating_label import FloatingLabel
from mmel_desktop.ui.canvas.overlay_style import screen_pen
from mmel_desktop.ui.canvas.region_index import nearest_in_direction
from mmel_desktop.ui.canvas.screen_path_item import ScreenPathItem
from mmel_desktop.ui.canvas.zoomable_view import ZoomableView
from mmel_desktop.ui.panels.graph_lines import nearest_line
from mmel_desktop.ui.panels.graph_node_items import MOST_PLATES, NodeItem
from mmel_desktop.ui.panels.graph_nodes import ASPECT, HALF_HEIGHT, GraphNode
from mmel_desktop.ui.panels.graph_relations import GraphRelations
from mmel_desktop.ui.theme import theme_colours
from mmel_desktop.ui.translation import tr

LEAST_HEIGHT_PX = 150
NUMBER_ROOM = 14.0
"""Around the nodes, in scene units, for the numbers on their rims."""
DRAWING_SLICE_MS = 8
"""Pictures of nodes are made in slices as long as this, so that going through images never waits for them."""
LINE_REACH_PX = 5.0
"""In screen pixels: a click this near to a line means the line."""


class GraphView(ZoomableView):
    """Nodes and lines; click selects, Shift-click adds, arrow keys walk, the wheel zooms.

    Attributes:
        node_chosen: region id and whether it is added to the selection.
        node_hovered: region id or None.
        edge_chosen: the two region ids of a line that was clicked.
        menu_requested: a context menu is asked for; global position.
    """

    node_chosen = Signal(int, bool)
    node_hovered = Signal(object)
    edge_chosen = Signal(int, int)
    menu_requested = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Relationship graph"))
        self.setMinimumHeight(LEAST_HEIGHT_PX)
        self._nodes: dict[int, GraphNode] = {}
        self._places: dict[int, tuple[float, float]] = {}
        self._largest_alignment = 0.0
        self._edges: tuple[tuple[RelationEdge, float], ...] = ()
        self._kind = "semantic"
        self._thumbnails: QPixmap | None = None
        self._selected: tuple[int, ...] = ()
        self._relations = GraphRelations(self.scene())
        # Below the nodes, whose numbers stand on the rim.
        self._rings = self._add(ScreenPathItem(), 1)
        self._hover_ring = self._add(ScreenPathItem(), 1)
        self._pictures: dict[int, NodeItem] = {}
        self._undrawn: list[NodeItem] = []
        self._drawing = QTimer(self)
        self._drawing.setInterval(0)
        self._drawing.timeout.connect(self._draw_some)
        self._pressed_on_line: tuple[int, int] | None = None
        self._pressed_at = QPointF()
        self._note = FloatingLabel(self)
        self._apply_theme()

    def sizeHint(self) -> QSize:
        # As large as there is room for, not as its scene: in a low window the panel would scroll for nothing.
        return QSize(super().sizeHint().width(), LEAST_HEIGHT_PX)

    def _add(self, item: ScreenPathItem, depth: int) -> ScreenPathItem:
        item.setZValue(depth)
        self.scene().addItem(item)
        return item

    # ---------------------------------------------------------------- content

    def show_graph(
        self,
        nodes: Sequence[GraphNode],
        edges: Sequence[tuple[RelationEdge, float]],
        places: Mapping[int, tuple[float, float]],
        image: QPixmap | None,
        kind: str = "semantic",
    ) -> None:
        """Draw a graph.

        Args:
            nodes: its nodes.
            edges: the relations to draw with their strength.
            places: node → place in [-1, 1] × [-1, 1].
            image: the whole image, for thumbnails; None for numbers only.
            kind: of the relations: each kind has a line of its own.
        """
        self._nodes = {node.region.region_id: node for node in nodes}
        self._largest_alignment = max((abs(node.alignment) for node in nodes), default=0.0)
        self._edges = tuple(edges)
        self._thumbnails = image
        self._kind = kind
        self._add_nodes()
        self.move_nodes(places)

    def _add_nodes(self) -> None:
        for item in self._pictures.values():
            remove_item(item)
        self._pictures = {}
        plate = len(self._nodes) <= MOST_PLATES
        for region_id, node in self._nodes.items():
            item = NodeItem(node, self.devicePixelRatioF(), plate=plate)
            self.scene().addItem(item)
            self._pictures[region_id] = item
        # The last one is drawn first: what carries most of the evidence is looked at first.
        self._undrawn = [
            self._pictures[region_id] for region_id in sorted(self._nodes, key=lambda i: self._nodes[i].share)
        ]
        self._drawing.start()

    @Slot()
    def _draw_some(self) -> None:
        spent = QElapsedTimer()
        spent.start()
        while self._undrawn and spent.elapsed() < DRAWING_SLICE_MS:
            self._undrawn.pop().draw(self._largest_alignment, self._thumbnails)
        if not self._undrawn:
            self._drawing.stop()

    def finish_drawing(self) -> None:
        """Make the pictures of nodes that are still to be made."""
        while self._undrawn:
            self._draw_some()

    def show_edges(self, edges: Sequence[tuple[RelationEdge, float]], kind: str = "semantic") -> None:
        """Draw other relations between the same nodes."""
        self._edges = tuple(edges)
        self._kind = kind
        self._draw_lines()

    def move_nodes(self, places: Mapping[int, tuple[float, float]]) -> None:
        """Put the nodes at places in [-1, 1] × [-1, 1]."""
        self._places = {
            node: (places[node][0] * HALF_HEIGHT * ASPECT, places[node][1] * HALF_HEIGHT)
            for node in self._nodes
            if node in places
        }
        for node, item in self._pictures.items():
            if node in self._places:
                item.setPos(*self._places[node])
        self.set_content_rect(self._content_rect(), fit=self.keeps_fit)
        self._ring_selected()

    def _content_rect(self) -> QRectF:
        rect = QRectF()
        for node, (x, y) in self._places.items():
            reach = self._nodes[node].radius + NUMBER_ROOM
            rect = rect.united(QRectF(x - reach, y - reach, 2 * reach, 2 * reach))
        return rect if self._places else QRectF(-1.0, -1.0, 2.0, 2.0)

    def show_selected(self, region_ids: Sequence[int]) -> None:
        """Ring the selected nodes and light up their lines."""
        if tuple(region_ids) != self._selected:
            self._selected = tuple(region_ids)
            self._ring_selected()

    def _ring_selected(self) -> None:
        rings = QPainterPath()
        for region_id in self._selected:
            self._add_ring(rings, region_id)
        self._rings.setPath(rings)
        self._draw_lines()

    def show_hovered(self, region_id: int | None) -> None:
        """Ring the node under the pointer, here or on the canvas."""
        ring = QPainterPath()
        if region_id is not None:
            self._add_ring(ring, region_id)
        self._hover_ring.setPath(ring)

    def show_note(self, text: str) -> None:
        """Say something over the graph; "" says nothing."""
        self._note.show_text(text, widest_px=max(self.viewport().width() - 24, 80))
        self._note.move((self.width() - self._note.width()) // 2, 8)

    def place_of(self, region_id: int) -> QPointF | None:
        """Scene point of a node."""
        place = self._places.get(region_id)
        return None if place is None else QPointF(*place)

    def node_count(self) -> int:
        """How many nodes are drawn."""
        return len(self._pictures)

    def edge_count(self) -> int:
        """How many lines are drawn."""
        return len(self._edges)

    def radius_of(self, region_id: int) -> float:
        """Radius of a node in scene units."""
        return self._nodes[region_id].radius

    def _add_ring(self, path: QPainterPath, region_id: int) -> None:
        if region_id in self._places:
            radius = self._nodes[region_id].radius + 3
            path.addEllipse(QPointF(*self._places[region_id]), radius, radius)

    # ---------------------------------------------------------------- drawing

    def _draw_lines(self) -> None:
        self._relations.show(self._edges, self._kind, self._places, self._selected)

    def _apply_theme(self) -> None:
        colours = theme_colours()
        self.setBackgroundBrush(QColor(colours.surface))
        self._draw_lines()
        self._rings.setPen(screen_pen(QColor(colours.accent), 2.5))
        self._hover_ring.setPen(screen_pen(QColor(colours.text), 1.5))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_pictures"):
            self._apply_theme()
            self._add_nodes()
            for region_id, place in self._places.items():
                self._pictures[region_id].setPos(*place)

    # ---------------------------------------------------------------- pointer and keyboard

    def node_at(self, position: QPointF) -> int | None:
        """The node under a viewport point."""
        point = self.to_scene(position)
        reach = 3.0 / max(self.scale_factor, 1e-9)
        best, best_distance = None, float("inf")
        for region_id, (x, y) in self._places.items():
            distance = hypot(point.x() - x, point.y() - y)
            if distance <= self._nodes[region_id].radius + reach and distance < best_distance:
                best, best_distance = region_id, distance
        return best

    def line_at(self, position: QPointF) -> tuple[int, int] | None:
        """The two regions of the nearest line within reach of a viewport point."""
        edges = [edge for edge, _ in self._edges]
        reach = LINE_REACH_PX / max(self.scale_factor, 1e-9)
        return nearest_line(edges, self._places, self.to_scene(position), reach)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        node = self.node_at(QPointF(event.pos()))
        line = self.line_at(QPointF(event.pos())) if node is None else None
        if node is not None and node not in self._selected:
            self.node_chosen.emit(node, False)
        elif line is not None:
            self.edge_chosen.emit(*line)
        self.menu_requested.emit(event.globalPos())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_on_line = None
        node = None if self.starts_pan(event) else self.node_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and node is not None:
            self.node_chosen.emit(node, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            event.accept()
        elif event.button() == Qt.MouseButton.LeftButton:
            if not self.starts_pan(event):
                self._pressed_on_line = self.line_at(event.position())
            self._pressed_at = event.position()
            self._begin_pan(event.position())
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        line, self._pressed_on_line = self._pressed_on_line, None
        # A press on a line may begin to move the view; it means the line only when it did not.
        if line is not None and (event.position() - self._pressed_at).manhattanLength() <= LINE_REACH_PX:
            self.edge_chosen.emit(*line)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not self.is_panning:
            self.node_hovered.emit(self.node_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.node_hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = {
            Qt.Key.Key_Left: "left",
            Qt.Key.Key_Right: "right",
            Qt.Key.Key_Up: "up",
            Qt.Key.Key_Down: "down",
        }
        direction = names.get(Qt.Key(event.key()))
        if direction is None or not self._places:
            super().keyPressEvent(event)
            return
        start = self._selected[-1] if self._selected else None
        if start is None or start not in self._places:
            target: int | None = max(self._nodes, key=lambda node: self._nodes[node].share)
        else:
            target = nearest_in_direction(self._places[start], self._places, direction)
        if target is not None:
            self.node_chosen.emit(target, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
