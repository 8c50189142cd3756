"""Where the nodes of a relationship graph stand: a spring layout started from the places in the image."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from mmel_desktop.core.relation_graph import RelationEdge

LAYOUT_SEED = 7
ITERATIONS = 40
Places = dict[int, tuple[float, float]]


def normalised(points: Mapping[int, tuple[float, float]]) -> Places:
    """Move and scale points into the square [-1, 1] × [-1, 1], keeping their proportions."""
    if not points:
        return {}
    array = np.array(list(points.values()), dtype=np.float64)
    middle = (array.min(axis=0) + array.max(axis=0)) / 2
    half = max(float((array.max(axis=0) - array.min(axis=0)).max()) / 2, 1e-9)
    return {node: (float(x), float(y)) for node, (x, y) in zip(points, (array - middle) / half, strict=True)}


def spring_layout(
    start: Mapping[int, tuple[float, float]], edges: tuple[tuple[RelationEdge, float], ...]
) -> Places:
    """Fruchterman-Reingold layout from the regions' centroids; strong relations pull nodes together.

    The same input gives the same layout: the start is given and the seed is fixed.

    Args:
        start: node → centroid, any units.
        edges: relations with their strength, 0..1.

    Returns:
        Node → place in [-1, 1] × [-1, 1].
    """
    # networkx takes a quarter of a second to import, which the start of the program must not pay.
    import networkx

    begin = normalised(start)
    if len(begin) < 2:
        return begin
    graph = networkx.Graph()
    graph.add_nodes_from(begin)
    graph.add_weighted_edges_from((edge.source, edge.target, abs(weight)) for edge, weight in edges)
    places = networkx.spring_layout(
        graph, pos=begin, iterations=ITERATIONS, seed=LAYOUT_SEED, k=1.6 / np.sqrt(len(begin)), method="force"
    )
    return normalised({node: (float(x), float(y)) for node, (x, y) in places.items()})


class _LayoutSignals(QObject):
    done = Signal(int, object)


class _LayoutTask(QRunnable):
    def __init__(
        self,
        ticket: int,
        start: Mapping[int, tuple[float, float]],
        edges: tuple[tuple[RelationEdge, float], ...],
        signals: _LayoutSignals,
    ) -> None:
        super().__init__()
        self._ticket, self._start, self._edges, self._signals = ticket, start, edges, signals

    def run(self) -> None:
        places = spring_layout(self._start, self._edges)
        try:
            self._signals.done.emit(self._ticket, places)
        except RuntimeError:
            # The panel was closed, and Qt deleted the receiver while we were laying out.
            return


class GraphLayouter(QObject):
    """Computes layouts off the main thread; only the latest request is answered, each distinct one once.

    Attributes:
        ready: key and places of a finished layout.
    """

    ready = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._signals = _LayoutSignals(self)
        self._signals.done.connect(self._take)
        self._ticket = 0
        self._key: object = None
        self._known: dict[object, Places] = {}

    def request(
        self,
        key: object,
        start: Mapping[int, tuple[float, float]],
        edges: tuple[tuple[RelationEdge, float], ...],
    ) -> Places:
        """Ask for a layout.

        Returns:
            The finished layout when it is known, else the starting places; ``ready`` follows then.
        """
        self._ticket += 1
        self._key = key
        known = self._known.get(key)
        if known is not None:
            return known
        self._pool.clear()
        self._pool.start(_LayoutTask(self._ticket, dict(start), edges, self._signals))
        return normalised(start)

    def forget(self) -> None:
        """Drop all layouts; a pending one is not delivered."""
        self._ticket += 1
        self._known.clear()

    def wait(self) -> None:
        """Block until pending work is done; for shutting down."""
        self._pool.clear()
        self._pool.waitForDone()

    @Slot(int, object)
    def _take(self, ticket: int, places: Places) -> None:
        if ticket == self._ticket:
            self._known[self._key] = places
            self.ready.emit(self._key, places)
