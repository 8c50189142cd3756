"""The lines of a relationship graph: the overview as one item, and the selected regions' own relations."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsScene

from mmel_desktop.core.relation_graph import RelationEdge
from mmel_desktop.ui.canvas.lines_item import LinesItem, Stroke
from mmel_desktop.ui.canvas.overlay_style import relation_pen
from mmel_desktop.ui.canvas.relation_layer import (
    LEAST_LIT,
    STRENGTH_CLASSES,
    lines_path,
    strength_class,
)
from mmel_desktop.ui.canvas.screen_path_item import ScreenPathItem
from mmel_desktop.ui.theme import theme_colours

LIT_WIDTHS_PX = (1.2, 1.8, 2.6, 3.6)
"""Of the selected regions' relations, from weak to strong."""
OVERVIEW_BESIDE_LIT = 0.45
"""Opacity of the overview while relations are lit."""


class GraphRelations:
    """Owner of the items; the stronger a relation, the thicker its line.

    Attributes:
        overview: every line that is not lit.
        lit: an item per width, for the relations of the selected regions that print as more than zero.
    """

    def __init__(self, scene: QGraphicsScene) -> None:
        self.overview = LinesItem()
        self.lit = tuple(ScreenPathItem() for _ in LIT_WIDTHS_PX)
        scene.addItem(self.overview)
        for item in self.lit:
            item.setZValue(1)
            scene.addItem(item)

    def show(
        self,
        edges: Sequence[tuple[RelationEdge, float]],
        kind: str,
        places: Mapping[int, tuple[float, float]],
        selected: Collection[int],
    ) -> None:
        """Draw relations.

        Args:
            edges: with their strength; those whose ends have no place are left out.
            kind: ``semantic``, ``attention`` or ``interaction``; each has a line of its own.
            places: node → place in scene units.
            selected: the regions whose relations are lit.
        """
        drawn = [(e, strength) for e, strength in edges if e.source in places and e.target in places]
        largest = max((abs(strength) for _, strength in drawn), default=0.0)
        classes: list[list[RelationEdge]] = [[] for _ in STRENGTH_CLASSES]
        lit: list[list[RelationEdge]] = [[] for _ in LIT_WIDTHS_PX]
        for edge, strength in drawn:
            touched = edge.source in selected or edge.target in selected
            by_strength = lit if touched and abs(strength) >= LEAST_LIT[kind] else classes
            by_strength[strength_class(strength, largest)].append(edge)
        self.overview.set_strokes(
            [
                Stroke(tuple(lines_path((edge,), places) for edge in members), pen)
                for members, pen in zip(classes, _overview_pens(kind), strict=True)
            ]
        )
        self.overview.setOpacity(OVERVIEW_BESIDE_LIT if any(lit) else 1.0)
        for item, members, width in zip(self.lit, lit, LIT_WIDTHS_PX, strict=True):
            item.setPen(relation_pen(QColor(theme_colours().accent), width, kind))
            item.setPath(lines_path(members, places))


def _overview_pens(kind: str) -> list[QPen]:
    colour = QColor(theme_colours().text)
    return [relation_pen(colour, width, kind, alpha=alpha) for width, alpha in STRENGTH_CLASSES]
