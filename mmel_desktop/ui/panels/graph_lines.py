"""Which line of a relationship graph a place means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QPointF

from mmel_desktop.core.relation_graph import RelationEdge
from mmel_desktop.ui.canvas.relation_layer import BEND

CURVE_SAMPLES = 9


def nearest_line(
    edges: Sequence[RelationEdge],
    places: Mapping[int, tuple[float, float]],
    place: QPointF,
    reach: float,
) -> tuple[int, int] | None:
    """The two regions that the nearest line joins; None when every line is farther away than ``reach``.

    Args:
        edges: the drawn relations; those without places are left out.
        places: node → place in scene units.
        place: in scene units.
        reach: in scene units.
    """
    placed = [edge for edge in edges if edge.source in places and edge.target in places]
    if not placed:
        return None
    start = np.array([places[edge.source] for edge in placed])
    end = np.array([places[edge.target] for edge in placed])
    # Lines are bowed as in `lines_path`: quadratic curves, looked at in a few places each.
    across = np.stack([start[:, 1] - end[:, 1], end[:, 0] - start[:, 0]], axis=1)
    control = (start + end) / 2 + BEND * across
    t = np.linspace(0.0, 1.0, CURVE_SAMPLES)[:, None, None]
    points = (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end
    nearest = _distance_to_lines(points, np.array([place.x(), place.y()]))
    found = int(nearest.argmin())
    if nearest[found] > reach:
        return None
    return placed[found].source, placed[found].target


def _distance_to_lines(points: np.ndarray, place: np.ndarray) -> np.ndarray:
    """Distance of a place to polylines: points (samples, lines, 2), place (2,) → (lines,)."""
    begin, step = points[:-1], points[1:] - points[:-1]
    length = np.maximum((step**2).sum(axis=-1), 1e-12)
    along = np.clip(((place - begin) * step).sum(axis=-1) / length, 0.0, 1.0)
    foot = begin + along[..., None] * step
    return np.asarray(np.hypot(*np.moveaxis(foot - place, -1, 0)).min(axis=0))
