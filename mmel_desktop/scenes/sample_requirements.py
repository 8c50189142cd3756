"""What a drawn scene must show to tell a sample's story."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

from mmel_desktop.scenes.composition import Wish
from mmel_desktop.scenes.kinds import KINDS
from mmel_desktop.scenes.rendering import RenderedObject, RenderedScene
from mmel_desktop.scenes.scene import Scene, SceneObject

Requirement = Callable[[RenderedScene], bool]
"""Says whether a scene tells the story."""

OPEN_FRACTION = 0.9
"""An object of which this much is visible stands in the open."""

_EDGE = 0.015
"""Distance that an object keeps from the edges, in image heights."""


def has_room_for(scene: Scene, wishes: Sequence[Wish]) -> bool:
    """Nothing that was wished for was left out for lack of room, and nothing is cut by the edges."""
    there = Counter(thing.kind for thing in scene.objects)
    wished = Counter(wish.kind for wish in wishes)
    whole = all(_inside(thing, scene.aspect) for thing in scene.objects)
    return whole and all(there[kind] >= count for kind, count in wished.items())


def in_the_open(rendered: RenderedScene) -> bool:
    """Every object is hardly covered by another."""
    return all(thing.visible_fraction >= OPEN_FRACTION for thing in rendered.objects)


def mostly_visible(rendered: RenderedScene) -> bool:
    """Of every object at least half can be seen: a crowded scene."""
    return all(thing.visible_fraction >= 0.55 for thing in rendered.objects)


def partly_hidden(kind: str, *, behind: str, visible: tuple[float, float]) -> Requirement:
    """The one object of ``kind`` is visible to a share between the two given, behind one of ``behind``."""

    def suits(rendered: RenderedScene) -> bool:
        hidden, cover = _one(rendered, kind), _one(rendered, behind)
        low, high = visible
        far, near = (rendered.scene.objects[one.object_id] for one in (hidden, cover))
        return low <= hidden.visible_fraction <= high and near.ground_y > far.ground_y

    return suits


def smaller_than(kind: str, largest: float) -> Requirement:
    """The object of ``kind`` is small (geometric mean of width and height, image heights), all is open."""

    def suits(rendered: RenderedScene) -> bool:
        thing = rendered.scene.objects[_one(rendered, kind).object_id]
        return in_the_open(rendered) and mean_side(thing) <= largest

    return suits


def outside_the_middle_square(kind: str) -> Requirement:
    """A centre crop leaves the object of ``kind`` out wholly and keeps every other one."""

    def suits(rendered: RenderedScene) -> bool:
        height, width = rendered.label_map.shape
        left, right = (width - height) / 2, (width + height) / 2
        for thing in rendered.objects:
            x0, _, x1, _ = thing.box_xyxy_px
            if thing.kind == kind and not (x0 >= right or x1 <= left):
                return False
            if thing.kind != kind and (x0 < left or x1 > right):
                return False
        return in_the_open(rendered)

    return suits


def alike_in_size(first: str, second: str) -> Requirement:
    """Both objects are in the open and stand about equally far away."""

    def suits(rendered: RenderedScene) -> bool:
        one, other = (
            rendered.scene.objects[_one(rendered, kind).object_id].units_per_m for kind in (first, second)
        )
        return in_the_open(rendered) and max(one, other) / min(one, other) < 1.25

    return suits


def stands_on(load: str, carrier: str) -> Requirement:
    """The object of the first kind stands on that of the second."""

    def suits(rendered: RenderedScene) -> bool:
        carried = rendered.scene.objects[_one(rendered, load).object_id]
        return carried.stands_on == _one(rendered, carrier).object_id

    return suits


def between(kind: str, first: str, second: str) -> Requirement:
    """The object of ``kind`` stands between the other two, from left to right or the other way round."""

    def suits(rendered: RenderedScene) -> bool:
        places = [rendered.scene.objects[_one(rendered, one).object_id].x for one in (first, kind, second)]
        return mostly_visible(rendered) and places in (sorted(places), sorted(places, reverse=True))

    return suits


def _one(rendered: RenderedScene, kind: str) -> RenderedObject:
    return next(thing for thing in rendered.objects if thing.kind == kind)


def mean_side(thing: SceneObject) -> float:
    """Geometric mean of an object's width and height, in image heights."""
    kind = KINDS[thing.kind]
    return math.sqrt(kind.width_m * kind.height_m) * thing.units_per_m


def _inside(thing: SceneObject, aspect: float) -> bool:
    kind = KINDS[thing.kind]
    half = kind.width_m * thing.units_per_m / 2
    top = thing.base_y - kind.height_m * thing.units_per_m
    return half + _EDGE <= thing.x <= aspect - half - _EDGE and top >= _EDGE and thing.base_y <= 1 - _EDGE
