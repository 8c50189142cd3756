"""Relations between regions as lines between places inside them: a few path items for any number of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainterPath
from PySide6.QtWidgets import QGraphicsItemGroup, QGraphicsPixmapItem

from mmel_desktop.core.relation_graph import RelationEdge, RelationGraph
from mmel_desktop.ui.canvas.chip import chip_item, chip_pixmap, remove_item
from mmel_desktop.ui.canvas.lines_item import Stroke
from mmel_desktop.ui.canvas.overlay_style import (
    CASING,
    CHIP_BACKGROUND,
    CHIP_TEXT,
    INTERACTION,
    LINE,
    SELECTION,
    relation_pen,
    screen_pen,
)
from mmel_desktop.ui.canvas.screen_path_item import ScreenPathItem

LABELLED_RELATIONS = 6
"""Strongest relations of a selection that are lit and labelled; more labels would cover the image."""
LEAST_LIT = {"semantic": 0.01, "attention": 0.01, "interaction": 0.0005}
"""Weaker relations would print as zero."""
STRENGTH_CLASSES = ((0.8, 0.2), (1.1, 0.32), (1.5, 0.45), (2.1, 0.6))
"""(width in screen pixels, opacity) from weak to strong."""
BEND = 0.05
"""Bow of a line as a part of its length, so that lines through a third region's centre can be told apart."""

Points = Mapping[int, tuple[float, float]]


def strength_of(edge: RelationEdge, kind: str) -> float | None:
    """Signed strength of a relation for display; None when not measured."""
    return {"semantic": edge.semantic, "attention": edge.attention, "interaction": edge.interaction}[kind]


def strength_text(strength: float, kind: str = "semantic") -> str:
    """Without the leading zero: ``.62``, ``1.00``; an interaction, which is small and signed, ``−.013``."""
    if kind == "interaction":
        return ("−" if strength < 0 else "+") + f"{abs(strength):.3f}".removeprefix("0")
    return ("−" if strength < 0 else "") + f"{abs(strength):.2f}".removeprefix("0")


def shown_edges(graph: RelationGraph, kind: str, per_region: int, minimum: float) -> tuple[RelationEdge, ...]:
    """The relations that the display settings ask for; interactions, few and small, whatever their strength.

    An edge that only stands for another kind has no strength of this one and is left out.
    """
    least = 0.0 if kind == "interaction" else minimum
    edges = graph.strongest(kind, per_region, least)
    return tuple(edge for edge in edges if strength_of(edge, kind))


def lit_edges(graph: RelationGraph, kind: str, region_ids: Sequence[int]) -> tuple[RelationEdge, ...]:
    """The strongest relations of some regions, strongest first; nothing weaker than ``LEAST_LIT``.

    With two or more regions selected the relations among them come first: that is what was asked.
    """
    chosen = set(region_ids)
    touching = [
        (edge, abs(strength))
        for edge in graph.edges
        if (edge.source in chosen or edge.target in chosen)
        and (strength := strength_of(edge, kind)) is not None
        and abs(strength) >= LEAST_LIT[kind]
    ]
    touching.sort(
        key=lambda pair: (
            not (pair[0].source in chosen and pair[0].target in chosen),
            -pair[1],
            pair[0].source,
            pair[0].target,
        )
    )
    return tuple(edge for edge, _ in touching[:LABELLED_RELATIONS])


def label_place(edge: RelationEdge, points: Points, selected: Collection[int]) -> QPointF:
    """Where the strength of a relation stands: on its line, nearer to the end that is not selected.

    The lines of one region share that region's end; further out their labels keep clear of one another.
    """
    along = 0.5
    if (edge.source in selected) != (edge.target in selected):
        along = 0.66 if edge.source in selected else 0.34
    return lines_path((edge,), points).pointAtPercent(along)


def lines_path(edges: Iterable[RelationEdge], points: Points) -> QPainterPath:
    """All given relations as one path of bowed lines."""
    path = QPainterPath()
    for edge in edges:
        (x0, y0), (x1, y1) = points[edge.source], points[edge.target]
        control = QPointF((x0 + x1) / 2 + (y0 - y1) * BEND, (y0 + y1) / 2 + (x1 - x0) * BEND)
        path.moveTo(x0, y0)
        path.quadTo(control, QPointF(x1, y1))
    return path


def strength_class(strength: float, largest: float) -> int:
    """Index into ``STRENGTH_CLASSES`` of a strength relative to the largest one shown."""
    if largest <= 0:
        return 0
    return min(int(abs(strength) / largest * len(STRENGTH_CLASSES)), len(STRENGTH_CLASSES) - 1)


class RelationLayer:
    """The relation overlay: lines of the overview, and the items of the lit relations.

    Attributes:
        item: the group of the lit relations, to put into the scene.
        figures: the group of their strengths, to put above every line: half a figure is a wrong one.
    """

    def __init__(self) -> None:
        self.item, self.figures = QGraphicsItemGroup(), QGraphicsItemGroup()
        for group in (self.item, self.figures):
            group.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._kind = "semantic"
        self._classes: list[tuple[QPainterPath, ...]] = []
        self._anchors = QPainterPath()
        self._lit_casing = self._add(CASING, 5.0, 0.7)
        self._lit = self._add(SELECTION, 2.4, 1.0)
        self._lit_ends = self._add(SELECTION, 6.0, 1.0)
        self._lit_anchors = self._add(SELECTION, 10.0, 1.0)
        self._labels: list[QGraphicsPixmapItem] = []
        self._interaction = self._add(INTERACTION, 3.0, 1.0)
        self._interaction_label: QGraphicsPixmapItem | None = None

    def _add(self, colour: QColor, width_px: float, alpha: float) -> ScreenPathItem:
        item = ScreenPathItem(self.item)
        item.setPen(screen_pen(colour, width_px, alpha=alpha))
        return item

    def show_relations(self, edges: Sequence[RelationEdge], kind: str, points: Points) -> None:
        """Take the overview's relations: the stronger, the thicker and the more opaque."""
        strengths = [abs(strength_of(edge, kind) or 0.0) for edge in edges]
        largest = max(strengths, default=0.0)
        self._kind = kind
        sorted_in: list[list[RelationEdge]] = [[] for _ in STRENGTH_CLASSES]
        for edge, strength in zip(edges, strengths, strict=True):
            sorted_in[strength_class(strength, largest)].append(edge)
        self._classes = [tuple(lines_path((edge,), points) for edge in members) for members in sorted_in]
        ends = {node for edge in edges for node in (edge.source, edge.target)}
        self._anchors = _dots(points[node] for node in sorted(ends))

    def overview_strokes(self) -> tuple[Stroke, ...]:
        """The overview as lines to draw; it steps back while relations are lit."""
        dimming = 0.3 if self._labels else 1.0
        lines = [
            Stroke(paths, relation_pen(LINE, width, self._kind, alpha=alpha * dimming))
            for paths, (width, alpha) in zip(self._classes, STRENGTH_CLASSES, strict=False)
        ]
        return (*lines, Stroke((self._anchors,), screen_pen(LINE, 5.0, alpha=0.8 * dimming)))

    def light_up(
        self,
        edges: Sequence[RelationEdge],
        kind: str,
        points: Points,
        region_ids: Sequence[int],
        *,
        font: QFont,
        device_pixel_ratio: float,
    ) -> None:
        """Emphasise some relations and write their strengths beside them."""
        for label in self._labels:
            remove_item(label)
        self._labels = []
        path = lines_path(edges, points)
        self._lit_casing.setPath(path)
        self._lit.setPen(relation_pen(SELECTION, 2.4, kind))
        self._lit.setPath(path)
        self._lit_ends.setPath(_dots(points[node] for edge in edges for node in (edge.source, edge.target)))
        self._lit_anchors.setPath(_dots(points[node] for node in region_ids if node in points))
        for edge in edges:
            pixmap = chip_pixmap(
                strength_text(strength_of(edge, kind) or 0.0, kind),
                background=CHIP_BACKGROUND,
                foreground=CHIP_TEXT,
                font=font,
                device_pixel_ratio=device_pixel_ratio,
                border=SELECTION,
            )
            label = chip_item(pixmap, label_place(edge, points, region_ids))
            label.setParentItem(self.figures)
            self._labels.append(label)

    def show_interaction(
        self, pair: Sequence[int], points: Points, text: str, *, font: QFont, device_pixel_ratio: float
    ) -> None:
        """Draw the measured interaction of two regions on the line between them; "" for none."""
        if self._interaction_label is not None:
            remove_item(self._interaction_label)
            self._interaction_label = None
        if not text or any(region_id not in points for region_id in pair):
            self._interaction.setPath(QPainterPath())
            return
        first, second = sorted(pair)
        line = lines_path((RelationEdge(first, second, 0.0, 0.0),), points)
        self._interaction.setPath(line)
        pixmap = chip_pixmap(
            text,
            background=INTERACTION,
            foreground=CHIP_BACKGROUND,
            font=font,
            device_pixel_ratio=device_pixel_ratio,
            border=CASING,
        )
        self._interaction_label = chip_item(pixmap, line.pointAtPercent(0.5))
        # The strength of the shown kind stands on the middle of the line; this one stands below it.
        offset = self._interaction_label.offset() + QPointF(0.0, pixmap.deviceIndependentSize().height() + 2)
        self._interaction_label.setOffset(offset)
        self._interaction_label.setParentItem(self.figures)

    def interaction_path(self) -> QPainterPath:
        """The line of the measured interaction; empty when none is drawn."""
        return self._interaction.path()

    @property
    def label_count(self) -> int:
        """How many strengths are written on the canvas."""
        return len(self._labels)

    def line_count(self) -> int:
        """How many relations the overview draws."""
        return sum(len(paths) for paths in self._classes)


def _dots(points: Iterable[tuple[float, float]]) -> QPainterPath:
    """Dots of constant screen size: lines of no length under a pen with round caps."""
    path = QPainterPath()
    for x, y in points:
        path.moveTo(x, y)
        path.lineTo(x + 1e-3, y)
    return path
