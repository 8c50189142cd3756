"""Which region lies where, and which one lies next to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.region_tree import Region
from mmel_desktop.ui.taxonomy_texts import level_text
from mmel_desktop.ui.translation import tr

DIRECTIONS_XY: dict[str, tuple[float, float]] = {
    "left": (-1.0, 0.0),
    "right": (1.0, 0.0),
    "up": (0.0, -1.0),
    "down": (0.0, 1.0),
}


def nearest_in_direction(
    origin_xy: tuple[float, float], candidates: Mapping[int, tuple[float, float]], direction: str
) -> int | None:
    """The candidate one would call "the next one to the left" (right, above, below).

    Points more than 60 degrees off the direction do not count; being off to the side weighs twice as much as
    being far away.

    Args:
        origin_xy: where to start.
        candidates: id → point; a candidate at the origin is ignored.
        direction: one of ``DIRECTIONS_XY``.

    Returns:
        The id, or None when nothing lies that way.
    """
    unit_x, unit_y = DIRECTIONS_XY[direction]
    best, best_cost = None, np.inf
    for identifier, (x, y) in candidates.items():
        dx, dy = x - origin_xy[0], y - origin_xy[1]
        forward = dx * unit_x + dy * unit_y
        sideways = abs(dx * unit_y) + abs(dy * unit_x)
        if forward <= 1e-9 or sideways > 1.732 * forward:
            continue
        cost = forward + 2.0 * sideways
        if cost < best_cost:
            best, best_cost = identifier, cost
    return best


class RegionIndex:
    """Look-up tables over the regions of one explanation, so that a mouse move costs nothing."""

    def __init__(self, explanation: Explanation) -> None:
        self._geometry = explanation.geometry
        self._regions = {region.region_id: region for region in explanation.regions.regions}
        self._tree = explanation.regions
        by_level: list[list[Region]] = [[] for _ in self._tree.level_names]
        for region in self._tree.regions:
            by_level[region.level].append(region)
        self._at_level = {level: tuple(regions) for level, regions in enumerate(by_level)}
        self._ids = np.stack(
            [_ids_of(self._tree.labels[level], regions) for level, regions in enumerate(by_level)]
        )

    def region(self, region_id: int) -> Region | None:
        """The region with this id, or None."""
        return self._regions.get(region_id)

    def at_level(self, level: int) -> tuple[Region, ...]:
        """Regions of a level."""
        return self._at_level.get(level, ())

    def at_point(self, level: int, x_px: float, y_px: float) -> Region | None:
        """The region under an image point; None where the model never looked."""
        patch = self._geometry.patch_at(x_px, y_px)
        if patch is None or level not in self._at_level:
            return None
        return self._regions.get(int(self._ids[level][patch]))

    def parent(self, region_id: int) -> Region | None:
        """The region one level coarser; None at the coarsest."""
        region = self._regions.get(region_id)
        return None if region is None or region.parent is None else self._regions.get(region.parent)

    def strongest_part(self, region_id: int, prompt_index: int) -> Region | None:
        """The region one level finer that holds most of this one's evidence; None at the finest."""
        parts = self._tree.children_of(region_id)
        return max(parts, key=lambda region: region.shares[prompt_index], default=None)

    def strongest(self, level: int, prompt_index: int) -> Region | None:
        """The region of a level that holds most of the evidence."""
        return max(self.at_level(level), key=lambda region: region.shares[prompt_index], default=None)

    def neighbour(self, region_id: int, direction: str) -> Region | None:
        """The next region of the same level in a direction (``left``, ``right``, ``up``, ``down``)."""
        region = self._regions.get(region_id)
        if region is None:
            return None
        others = {
            other.region_id: other.inner_point_xy_px
            for other in self.at_level(region.level)
            if other.region_id != region_id
        }
        found = nearest_in_direction(region.inner_point_xy_px, others, direction)
        return None if found is None else self._regions[found]


def _ids_of(labels: np.ndarray, regions: Sequence[Region]) -> np.ndarray:
    """Region ids in place of labels, int64 of the same shape; -1 where no region has the label."""
    table = np.full(int(labels.max(initial=-1)) + 1, -1, dtype=np.int64)
    for region in regions:
        if 0 <= region.label < len(table):
            table[region.label] = region.region_id
    # Index -1 stands for "no label" and finds the last entry; it is set right below.
    return np.where(labels >= 0, table[labels], -1) if len(table) else np.full(labels.shape, -1, np.int64)


def percent(share: float) -> str:
    """A share of the evidence for a person: ``23 %``, ``0.4 %``, ``0 %``."""
    value = 100.0 * share
    return f"{value:.1f} %" if 0.05 <= value < 0.95 else f"{value:.0f} %"


def describe_region(region: Region, level_name: str, prompt_index: int) -> str:
    """One line that names a region, e.g. ``object region 7 · 23 % of the evidence``."""
    return tr("{level} region {number} · {share} of the evidence").format(
        level=level_text(level_name), number=region.region_id, share=percent(region.shares[prompt_index])
    )
