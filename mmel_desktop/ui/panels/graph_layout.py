"""Where the nodes of a relationship graph stand: a spring layout started from the places in the image."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from mmel_desktop.core.relation_graph import RelationEdge
from mmel_desktop.ui.background.lasting_thread import keep_thread_state

LAYOUT_SEED = 7
ITERATIONS = 40
LEAST_PULL = 0.05
"""Between any two nodes; the strongest relations come near to 1."""
Places = dict[int, tuple[float, float]]


def normalised(points: Mapping[int, tuple[float, float]]) -> Places:
    """Move and scale points so that they fill the square [-1, 1] × [-1, 1], each axis by itself."""
    if not points:
        return {}
    array = np.array(list(points.values()), dtype=np.float64)
    middle = (array.min(axis=0) + array.max(axis=0)) / 2
    half = np.maximum((array.max(axis=0) - array.min(axis=0)) / 2, 1e-9)
    return {node: (float(x), float(y)) for node, (x, y) in zip(points, (array - middle) / half, strict=True)}


def separated(places: Places, radii: Mapping[int, float], aspect: float, rounds: int = 60) -> Places:
    """Push overlapping nodes apart, each by half of the overlap, until none is left or the rounds are over.

    Args:
        places: node → place in [-1, 1] × [-1, 1].
        radii: node → radius in units of half the height of the drawn rectangle, gaps included.
        aspect: width of the drawn rectangle over its height.
        rounds: upper limit.

    Returns:
        Node → place, in the units of ``places``; nodes at the rim may come to lie a little outside.
    """
    if len(places) < 2:
        return dict(places)
    points = np.array(list(places.values())) * [aspect, 1.0]
    reach = np.array([radii[node] for node in places])
    wanted = reach[:, None] + reach[None, :]
    np.fill_diagonal(wanted, 0.0)
    # Two nodes at the same spot have no direction to part in; a tiny fixed spread gives them one.
    angles = np.arange(len(points)) * 2.399963
    points += 1e-6 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    for _ in range(rounds):
        delta = points[:, None] - points[None, :]
        distance = np.maximum(np.hypot(delta[..., 0], delta[..., 1]), 1e-9)
        overlap = np.maximum(wanted - distance, 0.0)
        if not overlap.any():
            break
        points += 0.5 * (delta / distance[..., None] * overlap[..., None]).sum(axis=1)
    points /= [aspect, 1.0]
    return {node: (float(x), float(y)) for node, (x, y) in zip(places, points, strict=True)}


@dataclass(frozen=True)
class LayoutRequest:
    """What a layout depends on.

    Attributes:
        start: node → centroid in the image, any units.
        edges: relations with their strength.
        radii: node → radius in units of half the height of the drawn rectangle.
        aspect: width of the drawn rectangle over its height.
    """

    start: Mapping[int, tuple[float, float]]
    edges: tuple[tuple[RelationEdge, float], ...]
    radii: Mapping[int, float]
    aspect: float


def spring_layout(request: LayoutRequest) -> Places:
    """Fruchterman-Reingold layout from the regions' centroids; strong relations pull nodes together.

    All nodes pull at one another a little: those that are hardly related to any would be pushed out to a wide
    ring otherwise, and the related ones huddle in its middle. The same request gives the same layout: the
    start is given and the seed is fixed.

    Returns:
        Node → place, filling [-1, 1] × [-1, 1] up to what :func:`separated` adds.
    """
    # networkx takes a quarter of a second to import, which the start of the program must not pay.
    import networkx

    begin = normalised(request.start)
    if len(begin) < 2:
        return begin
    graph = networkx.Graph()
    graph.add_nodes_from(begin)
    graph.add_weighted_edges_from((*pair, LEAST_PULL) for pair in combinations(begin, 2))
    graph.add_weighted_edges_from(
        (edge.source, edge.target, max(abs(weight), LEAST_PULL)) for edge, weight in request.edges
    )
    places = networkx.spring_layout(
        graph, pos=begin, iterations=ITERATIONS, seed=LAYOUT_SEED, k=1.6 / np.sqrt(len(begin)), method="force"
    )
    spread = normalised({node: (float(x), float(y)) for node, (x, y) in places.items()})
    return separated(spread, request.radii, request.aspect)


class _LayoutSignals(QObject):
    done = Signal(int, object)


class _LayoutTask(QRunnable):
    def __init__(
        self,
        ticket: int,
        request: LayoutRequest,
        signals: _LayoutSignals,
    ) -> None:
        super().__init__()
        self._ticket, self._request, self._signals = ticket, request, signals

    def run(self) -> None:
        keep_thread_state()
        places = spring_layout(self._request)
        try:
            self._signals.done.emit(self._ticket, places)
        except RuntimeError:
            # The panel was closed, and Qt deleted the receiver while we were laying out.
            return


class GraphLayouter(QObject):
    """Computes layouts off the main thread; only the latest request is answered, each distinct one once.

    Attributes:
        ready: key and places of a finished layout.
        request_count: how often a layout was asked for; must not grow with mouse moves or colours.
    """

    ready = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setExpiryTimeout(-1)  # each thread keeps a thread state of Python
        self._pool.setMaxThreadCount(1)
        self._signals = _LayoutSignals(self)
        self._signals.done.connect(self._take)
        self._ticket = 0
        self._key: object = None
        self._known: dict[object, Places] = {}
        self.request_count = 0

    def request(
        self,
        key: object,
        request: LayoutRequest,
    ) -> Places:
        """Ask for a layout.

        Returns:
            The finished layout when it is known, else the starting places; ``ready`` follows then.
        """
        self._ticket += 1
        self.request_count += 1
        self._key = key
        known = self._known.get(key)
        if known is not None:
            return known
        self._pool.clear()
        self._pool.start(_LayoutTask(self._ticket, request, self._signals))
        return normalised(request.start)

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
