"""A place inside an outline, for a number or the end of a line.

The centre of mass of a ring-shaped or bent region may lie inside another region; a number put there would
name the wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_GRID = 25
"""Places tried along each side of the bounding box; odd, so that the middle is among them."""
_WELL_INSIDE = 0.5
"""A preferred place this near to the roomiest one's distance from the outline is kept."""


def inner_point(
    rings: Sequence[Sequence[tuple[float, float]]], preferred_xy: tuple[float, float]
) -> tuple[float, float]:
    """A preferred place where it lies well inside an outline, else about the place with most room around it.

    Args:
        rings: closed outlines, inside by the even-odd rule: the outer one and its holes.
        preferred_xy: e.g. the centre of mass.

    Returns:
        (x, y) in the units of the rings; the preferred place also for outlines without any inside.
    """
    start = np.concatenate([np.asarray(ring, dtype=np.float64) for ring in rings])
    end = np.concatenate([np.roll(np.asarray(ring, dtype=np.float64), -1, axis=0) for ring in rings])
    low, high = start.min(axis=0), start.max(axis=0)
    # Half a step off the rim: on it, what is inside would be a matter of rounding.
    steps = (np.arange(_GRID) + 0.5) / _GRID
    x, y = np.meshgrid(low[0] + steps * (high[0] - low[0]), low[1] + steps * (high[1] - low[1]))
    places = np.concatenate([[preferred_xy], np.stack([x.ravel(), y.ravel()], axis=1)])
    room = np.where(_inside(places, start, end), _distance(places, start, end), -1.0)
    best = int(room.argmax())
    if room[best] <= 0 or room[0] >= _WELL_INSIDE * room[best]:
        return preferred_xy
    return float(places[best, 0]), float(places[best, 1])


def _inside(places: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Bool (places,): whether a ray to the right crosses the outlines an odd number of times."""
    x, y = places[:, :1], places[:, 1:]
    crosses = (start[:, 1] > y) != (end[:, 1] > y)
    height = np.where(end[:, 1] == start[:, 1], 1.0, end[:, 1] - start[:, 1])  # level lines never cross
    at = start[:, 0] + (y - start[:, 1]) / height * (end[:, 0] - start[:, 0])
    return np.asarray((crosses & (x < at)).sum(axis=1) % 2 == 1)


def _distance(places: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Float (places,): distance to the nearest of the lines."""
    step = end - start
    length = np.maximum((step**2).sum(axis=1), 1e-12)
    away = places[:, None] - start
    along = np.clip((away * step).sum(axis=2) / length, 0.0, 1.0)
    return np.asarray(np.hypot(*np.moveaxis(away - along[..., None] * step, 2, 0)).min(axis=1))
