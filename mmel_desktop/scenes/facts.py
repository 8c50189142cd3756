"""What is true of a scene: relations between its objects, and all facts as a row of booleans."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from mmel_desktop.scenes.kinds import CAPTIONED_KINDS, KINDS
from mmel_desktop.scenes.rendering import RenderedScene
from mmel_desktop.scenes.scene import LIGHTS, SETTINGS, WEATHERS, Scene, SceneObject

RELATIONS = ("left of", "right of", "in front of", "behind", "on")
COUNTS = (2, 3)

VISIBLE_FRACTION = 0.35
"""Objects of which less is visible are not spoken of."""

_GAP = 0.04
_DEPTH_RATIO = 1.15


@dataclass(frozen=True)
class Relation:
    """``subject_id`` stands ``name`` ``object_id``, e.g. left of it (as seen in the image)."""

    subject_id: int
    name: str
    object_id: int


def relations(scene: Scene) -> tuple[Relation, ...]:
    """Every relation that clearly holds; doubtful cases are left out on both sides."""
    found: list[Relation] = []
    for first, second in permutations(scene.objects, 2):
        found.extend(
            Relation(first.object_id, name, second.object_id) for name in _relations_of(first, second)
        )
    return tuple(found)


def _relations_of(first: SceneObject, second: SceneObject) -> list[str]:
    if first.stands_on == second.object_id:
        return ["on"]
    if second.stands_on == first.object_id:
        return []
    first_left, first_right = _span(first)
    second_left, second_right = _span(second)
    if first_right + _GAP < second_left:
        return ["left of"]
    if second_right + _GAP < first_left:
        return ["right of"]
    overlap = min(first_right, second_right) - max(first_left, second_left)
    narrower = min(first_right - first_left, second_right - second_left)
    if overlap < 0.5 * narrower:
        return []
    ratio = _metric_depth(first) / _metric_depth(second)
    if ratio > _DEPTH_RATIO:
        return ["in front of"]
    return ["behind"] if ratio < 1 / _DEPTH_RATIO else []


def _span(thing: SceneObject) -> tuple[float, float]:
    half = KINDS[thing.kind].width_m * thing.units_per_m / 2
    return thing.x - half, thing.x + half


def _metric_depth(thing: SceneObject) -> float:
    """Nearness: proportional to 1 / distance from the camera."""
    return thing.units_per_m


def _name_atoms() -> tuple[str, ...]:
    names = ["true"]
    for kind in CAPTIONED_KINDS:
        names.append(f"kind:{kind}")
        names.extend(f"value:{kind}:{value}" for value in KINDS[kind].colours + KINDS[kind].states)
        names.extend(f"count:{kind}:{count}" for count in COUNTS)
    names.extend(f"light:{light}" for light in LIGHTS)
    names.extend(f"weather:{weather}" for weather in WEATHERS)
    names.extend(f"setting:{setting}" for setting in SETTINGS)
    for first in CAPTIONED_KINDS:
        for second in CAPTIONED_KINDS:
            names.extend(f"relation:{first}:{name}:{second}" for name in RELATIONS if first != second)
    return tuple(names)


ATOMS: tuple[str, ...] = _name_atoms()
"""Names of all facts; column ``i`` of a fact row answers ``ATOMS[i]``. Column 0 is always true."""

ATOM_INDEX: dict[str, int] = {name: index for index, name in enumerate(ATOMS)}


def mirror_columns() -> NDArray[np.int64]:
    """Columns (F,) such that ``row[mirror_columns()]`` are the facts of the mirrored image."""
    swapped = {"left of": "right of", "right of": "left of"}
    columns = []
    for name in ATOMS:
        parts = name.split(":")
        if parts[0] == "relation":
            parts[2] = swapped.get(parts[2], parts[2])
        columns.append(ATOM_INDEX[":".join(parts)])
    return np.array(columns, dtype=np.int64)


def fact_row(rendered: RenderedScene) -> NDArray[np.bool_]:
    """All facts (F,) of a rendered scene; objects that are hardly visible are passed over."""
    scene = rendered.scene
    seen = [o for o in rendered.objects if o.visible_fraction >= VISIBLE_FRACTION and KINDS[o.kind].captioned]
    names = {"true", f"light:{scene.light}", f"weather:{scene.weather}", f"setting:{scene.setting}"}
    kinds = [o.kind for o in seen]
    for thing in seen:
        names.add(f"kind:{thing.kind}")
        names.update(f"value:{thing.kind}:{value}" for value in thing.attributes.values())
    names.update(f"count:{kind}:{kinds.count(kind)}" for kind in set(kinds) if kinds.count(kind) in COUNTS)
    kind_of = {o.object_id: o.kind for o in seen}
    for relation in relations(scene):
        first, second = kind_of.get(relation.subject_id), kind_of.get(relation.object_id)
        if first is not None and second is not None and first != second:
            names.add(f"relation:{first}:{relation.name}:{second}")
    row = np.zeros(len(ATOMS), dtype=np.bool_)
    row[[ATOM_INDEX[name] for name in names]] = True
    return row


def hardly_visible(rendered: RenderedScene) -> bool:
    """True if an object is neither clearly there nor clearly absent, so that captions could be doubtful."""
    return any(o.visible_fraction < VISIBLE_FRACTION for o in rendered.objects)


def present_kinds(facts: NDArray[np.bool_]) -> tuple[str, ...]:
    """Captioned kinds that a fact row (F,) says are there."""
    return tuple(kind for kind in CAPTIONED_KINDS if facts[ATOM_INDEX[f"kind:{kind}"]])


def absent_kinds(facts: NDArray[np.bool_]) -> tuple[str, ...]:
    """Captioned kinds that a fact row (F,) says are not there: material for negatives."""
    return tuple(kind for kind in CAPTIONED_KINDS if not facts[ATOM_INDEX[f"kind:{kind}"]])
