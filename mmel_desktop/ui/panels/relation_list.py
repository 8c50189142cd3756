"""The strongest relations of the selected regions in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from mmel_desktop.core.relation_graph import RelationEdge, RelationGraph
from mmel_desktop.ui.canvas.relation_layer import LEAST_LIT, lit_edges, strength_of, strength_text
from mmel_desktop.ui.panels.graph_filters import kind_name
from mmel_desktop.ui.translation import tr

MOST_ROWS = 4
"""Seen without scrolling."""


class RelationList(QListWidget):
    """One line per relation, as high as whole lines are; hidden while there is none.

    Attributes:
        region_chosen: id of the region at the other end of an activated relation.
    """

    region_chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Strongest relations of the selected region"))
        self.setToolTip(tr("Press Enter on a relation to go to the other region."))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.itemActivated.connect(self._follow)
        self.itemClicked.connect(self._follow)

    def show_relations(self, graph: RelationGraph | None, kind: str, selected: Sequence[int]) -> str:
        """List the strongest relations of the selected regions.

        Returns:
            What stands above the list: what it holds, or why it is empty; nothing without a graph.
        """
        self.clear()
        edges = lit_edges(graph, kind, selected) if graph is not None and selected else ()
        for edge in edges:
            self._add(edge, kind, selected)
        self.setVisible(bool(edges))
        self.updateGeometry()
        if graph is None:
            return ""
        if not selected:
            return tr("Select a region to read what it leans on.")
        if not edges:
            text = tr("Nothing selected here has a relation of {least} or more: {kind}")
        else:
            text = tr("Strongest relations: {kind}")
        return text.format(kind=kind_name(kind), least=strength_text(LEAST_LIT[kind], kind).lstrip("+"))

    def sizeHint(self) -> QSize:
        rows = min(max(self.count(), 1), MOST_ROWS)
        height = rows * max(self.sizeHintForRow(0), 1) + 2 * self.frameWidth()
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def _add(self, edge: RelationEdge, kind: str, selected: Sequence[int]) -> None:
        here, there = (edge.source, edge.target) if edge.source in selected else (edge.target, edge.source)
        strength = strength_text(strength_of(edge, kind) or 0.0, kind)
        item = QListWidgetItem(
            tr("region {here} leans on region {there}: {kind} {strength}").format(
                here=here, there=there, kind=kind_name(kind), strength=strength
            )
        )
        item.setData(Qt.ItemDataRole.UserRole, there)
        self.addItem(item)

    @Slot(QListWidgetItem)
    def _follow(self, item: QListWidgetItem) -> None:
        self.region_chosen.emit(int(item.data(Qt.ItemDataRole.UserRole)))
