"""Regions of an image at several levels, nested in one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from mmel_desktop.core.inner_point import inner_point
from mmel_desktop.core.read_only import read_only

Ring = tuple[tuple[float, float], ...]
"""A closed outline: (x, y) corners in image pixels, first corner not repeated."""


@dataclass(frozen=True)
class Region:
    """A connected group of patches at one level of the tree.

    Attributes:
        region_id: unique within the explanation, in (level, label) order.
        level: index of the cut it belongs to; 0 is the coarsest (context).
        label: its value in ``RegionTree.labels[level]``.
        parent: region id one level coarser, or None at level 0.
        outline: rings in image pixels; the first is the outer one, further ones are holes.
        centroid_xy_px: centre of mass of its patches, image pixels.
        area_px: area in image pixels.
        patch_count: number of patches.
        shares: per prompt, its part of what supports the prompt on the whole grid, in [0, 1]: half of that is
            positive evidence, half alignment with the prompt (methods other than ``mmel``: the painted map).
        alignments: per prompt, mean cross-modal alignment of its patches (cosine above the prompt-set mean).
    """

    region_id: int
    level: int
    label: int
    parent: int | None
    outline: tuple[Ring, ...]
    centroid_xy_px: tuple[float, float]
    area_px: float
    patch_count: int
    shares: tuple[float, ...]
    alignments: tuple[float, ...]

    @cached_property
    def inner_point_xy_px(self) -> tuple[float, float]:
        """Where its number stands: the centroid if that lies well inside, else where it has most room."""
        return inner_point(self.outline, self.centroid_xy_px)

    @property
    def bounding_box_xyxy_px(self) -> tuple[float, float, float, float]:
        """Smallest upright rectangle around the outer ring."""
        xs = [x for x, _ in self.outline[0]]
        ys = [y for _, y in self.outline[0]]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, eq=False)
class RegionTree:
    """All regions of an explanation.

    Attributes:
        level_names: coarse to fine, e.g. ("context", "object", "part").
        labels: int32 (levels, grid rows, grid columns), read-only; at each level every patch carries one
            region's label.
        regions: every region of every level.
    """

    level_names: tuple[str, ...]
    labels: np.ndarray = field(repr=False)
    regions: tuple[Region, ...] = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", read_only(self.labels))

    def at_level(self, level: int) -> tuple[Region, ...]:
        """Regions of one cut, by label."""
        return tuple(region for region in self.regions if region.level == level)

    def region(self, region_id: int) -> Region:
        """The region with this id.

        Raises:
            KeyError: no such region.
        """
        for region in self.regions:
            if region.region_id == region_id:
                return region
        raise KeyError(region_id)

    def region_at_patch(self, level: int, row: int, column: int) -> Region:
        """The region that holds a patch at a level."""
        label = int(self.labels[level, row, column])
        return next(r for r in self.regions if r.level == level and r.label == label)

    def patches_of(self, region_id: int) -> np.ndarray:
        """Bool (rows, columns): the patches of a region."""
        region = self.region(region_id)
        return np.asarray(self.labels[region.level] == region.label)

    def children_of(self, region_id: int) -> tuple[Region, ...]:
        """Regions one level finer that lie inside this one."""
        return tuple(region for region in self.regions if region.parent == region_id)
