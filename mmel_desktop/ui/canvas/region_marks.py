"""Annotations that are taken from the explanation instead of being drawn."""

from __future__ import annotations

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.region_tree import Region
from mmel_desktop.ui.review_state import ReviewState


def mark_regions(state: ReviewState, regions: list[Region]) -> bool:
    """Make an annotation of regions' outlines; False when there are none.

    Several regions become one annotation: their rings follow one another, region after region.
    """
    if not regions:
        return False
    rings = tuple(ring for region in regions for ring in region.outline)
    state.geometry_drawn.emit(_geometry(state, "region", rings, regions))
    return True


def mark_relation(state: ReviewState, regions: list[Region]) -> bool:
    """Make an annotation of the relation between two regions; False unless there are two."""
    if len(regions) != 2:
        return False
    ends = (tuple(region.inner_point_xy_px for region in regions),)
    state.geometry_drawn.emit(_geometry(state, "edge", ends, regions))
    return True


def mark_image(state: ReviewState) -> bool:
    """Make an annotation of the whole image; False while there is none."""
    if state.image is None and state.pixels is None:
        return False
    state.geometry_drawn.emit(Geometry("image"))
    return True


def _geometry(
    state: ReviewState,
    kind: str,
    rings: tuple[tuple[tuple[float, float], ...], ...],
    regions: list[Region],
) -> Geometry:
    ids = tuple(region.region_id for region in regions)
    return Geometry(kind, rings, state.explanation_id, regions[0].level, ids)
