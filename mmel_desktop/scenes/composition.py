"""Sampling a scene: what stands where, so that relations are true by construction."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from mmel_desktop.errors import BadInputError
from mmel_desktop.scenes.drawing.clutter import CLUTTER_SIZES_M
from mmel_desktop.scenes.kinds import CAPTIONED_KINDS, COMPANION, KINDS, SHORTCUT_KIND, SHORTCUT_RIVAL, Kind
from mmel_desktop.scenes.scene import LIGHTS, SETTINGS, WEATHERS, Clutter, Scene, SceneObject

_LOWEST_GROUND_Y = 0.975
_LARGEST = 0.74
"""Longest side of an object as near as it may stand, in image heights."""
SMALLEST = 0.2
"""Geometric mean of width and height of an object as far as it may stand, in image heights: at the 96 pixels
of the demo model's input a person can still name it."""
_ATTEMPTS = 60


class Shortcut(StrEnum):
    """Where the companion of the planted shortcut stands."""

    HOLDS = "holds"
    """As in training: beside each worker with a hard hat, and nowhere else."""
    NO_COMPANION = "no companion"
    """A worker with a hard hat stands alone."""
    ON_RIVAL = "companion beside rival"
    """The companion stands beside a worker *without* a hard hat."""


@dataclass(frozen=True)
class Wish:
    """An object that the scene must hold; an empty colour or state is sampled."""

    kind: str
    colour: str = ""
    state: str = ""


@dataclass(frozen=True)
class _Place:
    x: float
    base_y: float
    ground_y: float
    units_per_m: float
    stands_on: int | None = None


def sample_scene(
    seed: int,
    *,
    wishes: Sequence[Wish] | None = None,
    setting: str | None = None,
    light: str | None = None,
    weather: str | None = None,
    aspect: float = 1.0,
    shortcut: Shortcut = Shortcut.HOLDS,
    smallest: float = SMALLEST,
) -> Scene:
    """Sample a scene; the same arguments always give the same scene.

    Args:
        seed: any non-negative integer.
        wishes: the objects that it must hold, sampled if None; one for which no room is found is left out.
        setting: one of ``scene.SETTINGS``; sampled if None.
        light: one of ``scene.LIGHTS``; sampled if None.
        weather: one of ``scene.WEATHERS``; sampled if None.
        aspect: width / height of the image.
        shortcut: whether the planted shortcut holds, as in training, or is broken.
        smallest: geometric mean of width and height of an object as far as it may stand, in image heights;
            below training's own, objects are smaller than the demo model ever saw.

    Raises:
        BadInputError: a wish names an unknown kind.
    """
    rng = np.random.default_rng([seed, 3])
    chosen_setting = setting or SETTINGS[rng.integers(3)]
    chosen_light = light or str(rng.choice(LIGHTS, p=[0.6, 0.2, 0.2]))
    chosen_weather = weather or str(rng.choice(WEATHERS, p=[0.7, 0.15, 0.15]))
    horizon, camera = float(rng.uniform(0.34, 0.46)), float(rng.uniform(1.6, 2.4))
    noise = float(rng.uniform(0.004, 0.03)) * (1.0 if chosen_light == "night" else 0.8)
    blur = float(rng.uniform(0.002, 0.006)) if rng.random() < 0.25 else 0.0
    wanted = list(wishes) if wishes is not None else _sample_wishes(rng)
    for wish in wanted:
        if wish.kind not in KINDS:
            raise BadInputError(
                f"a scene cannot hold {wish.kind!r}", found=wish.kind, expected="one of " + ", ".join(KINDS)
            )
    ground = _Ground(horizon, camera, aspect, rng, smallest)
    for wish in wanted:
        ground.add(wish, companion=_needs_companion(wish.kind, shortcut))
    clutter = ground.scatter_clutter()
    return Scene(
        seed,
        chosen_setting,
        chosen_light,
        chosen_weather,
        aspect,
        horizon,
        camera,
        noise,
        blur,
        tuple(ground.objects),
        clutter,
    )


def _needs_companion(kind: str, shortcut: Shortcut) -> bool:
    if kind == SHORTCUT_KIND:
        return shortcut is Shortcut.HOLDS
    return kind == SHORTCUT_RIVAL and shortcut is Shortcut.ON_RIVAL


def _sample_wishes(rng: np.random.Generator) -> list[Wish]:
    count = int(rng.choice([1, 2, 3, 4], p=[0.28, 0.36, 0.26, 0.10]))
    kinds = [str(kind) for kind in rng.choice(CAPTIONED_KINDS, size=count, replace=False)]
    if rng.random() < 0.14:
        kinds = [kinds[0]] * int(rng.integers(2, 4)) + kinds[1:2]
    return [Wish(kind) for kind in kinds]


class _Ground:
    """The ground plane of one scene while things are put on it."""

    def __init__(
        self, horizon_y: float, camera_m: float, aspect: float, rng: np.random.Generator, smallest: float
    ) -> None:
        self._smallest = smallest
        self._horizon_y = horizon_y
        self._camera_m = camera_m
        self._aspect = aspect
        self._rng = rng
        self._boxes: list[tuple[float, float, float, float, float]] = []
        self.objects: list[SceneObject] = []

    def add(self, wish: Wish, *, companion: bool) -> None:
        """Find a place for ``wish``; leave it out when there is none."""
        kind = KINDS[wish.kind]
        place = self._on_something(kind)
        fence: _Place | None = None
        for _ in range(_ATTEMPTS if place is None else 0):
            candidate = self._anywhere(kind)
            if not self._free(kind, candidate):
                continue
            if companion:
                fence = self._beside(kind, candidate)
                if fence is None or not self._free(KINDS[COMPANION], fence):
                    continue
            place = candidate
            break
        if place is None:
            return
        if fence is not None:
            self._put(Wish(COMPANION), fence)
        self._put(wish, place)

    def _anywhere(self, kind: Kind) -> _Place:
        longest, mean = max(kind.width_m, kind.height_m), math.sqrt(kind.width_m * kind.height_m)
        nearest = min(_LARGEST * self._camera_m / longest, _LOWEST_GROUND_Y - self._horizon_y)
        farthest = min(max(self._smallest * self._camera_m / mean, 0.05), nearest * 0.8)
        dy = float(self._rng.uniform(farthest, nearest))
        scale = dy / self._camera_m
        half = kind.width_m * scale / 2
        inset = half * 0.8
        x = (
            float(self._rng.uniform(inset, self._aspect - inset))
            if inset * 2 < self._aspect
            else self._aspect / 2
        )
        y = self._horizon_y + dy
        return _Place(x, y, y, scale)

    def _beside(self, kind: Kind, worker: _Place) -> _Place | None:
        """A place for the companion, a step behind the worker and overlapping him a little."""
        scale = worker.units_per_m * float(self._rng.uniform(0.9, 0.97))
        ground_y = self._horizon_y + scale * self._camera_m
        side = 1 if self._rng.random() < 0.5 else -1
        for sign in (side, -side):
            x = (
                worker.x
                + sign
                * float(self._rng.uniform(0.35, 0.55))
                * (kind.width_m + KINDS[COMPANION].width_m)
                * scale
            )
            half = KINDS[COMPANION].width_m * scale / 2
            if half * 0.6 < x < self._aspect - half * 0.6:
                return _Place(x, ground_y, ground_y, scale)
        return None

    def _on_something(self, kind: Kind) -> _Place | None:
        """A place on a carrier already in the scene (forks of a forklift, bed of a truck)."""
        if not kind.carried or self._rng.random() > 0.6:
            return None
        for carrier in self.objects:
            loaded = any(thing.stands_on == carrier.object_id for thing in self.objects)
            if loaded or not KINDS[carrier.kind].carries:
                continue
            sign = -1.0 if carrier.facing_left else 1.0
            offset_m, lift_m = (
                (1.12, 0.19) if carrier.kind == "forklift" else (float(self._rng.uniform(-2.1, 0.4)), 0.98)
            )
            x = carrier.x + sign * offset_m * carrier.units_per_m
            half = kind.width_m * carrier.units_per_m / 2
            if kind.height_m * carrier.units_per_m < 0.1 or not half < x < self._aspect - half:
                continue
            base_y = carrier.base_y - lift_m * carrier.units_per_m
            place = _Place(x, base_y, carrier.ground_y, carrier.units_per_m, carrier.object_id)
            if self._hidden(self._box(kind, place), skip=carrier.object_id) < 0.2:
                return place
        return None

    def _box(self, kind: Kind, place: _Place) -> tuple[float, float, float, float, float]:
        half, height = kind.width_m * place.units_per_m / 2, kind.height_m * place.units_per_m
        return (place.x - half, place.base_y - height, place.x + half, place.base_y, place.ground_y)

    def _hidden(self, box: tuple[float, float, float, float, float], skip: int | None = None) -> float:
        """Largest share of any one box that a nearer box covers, with ``box`` added."""
        worst = 0.0
        for index, other in enumerate(self._boxes):
            if index == skip:
                continue
            width = min(box[2], other[2]) - max(box[0], other[0])
            height = min(box[3], other[3]) - max(box[1], other[1])
            if width <= 0 or height <= 0:
                continue
            far = other if box[4] > other[4] else box
            worst = max(worst, width * height / ((far[2] - far[0]) * (far[3] - far[1])))
        return worst

    def _free(self, kind: Kind, place: _Place) -> bool:
        return self._hidden(self._box(kind, place)) < 0.34

    def _put(self, wish: Wish, place: _Place) -> None:
        kind = KINDS[wish.kind]
        colour = wish.colour or (str(self._rng.choice(kind.colours)) if kind.colours else "")
        state = wish.state or (str(self._rng.choice(kind.states)) if kind.states else "")
        self._boxes.append(self._box(kind, place))
        self.objects.append(
            SceneObject(
                len(self.objects),
                wish.kind,
                colour,
                state,
                place.x,
                place.base_y,
                place.ground_y,
                place.units_per_m,
                bool(self._rng.random() < 0.5),
                int(self._rng.integers(2**31)),
                place.stands_on,
            )
        )

    def scatter_clutter(self) -> tuple[Clutter, ...]:
        """Put nameless things where they hide nothing much."""
        found: list[Clutter] = []
        for _ in range(int(self._rng.integers(0, 5))):
            shape = str(self._rng.choice(list(CLUTTER_SIZES_M)))
            width_m, height_m = CLUTTER_SIZES_M[shape]
            dy = float(self._rng.uniform(0.05, 0.4))
            scale = dy / self._camera_m
            x, y = float(self._rng.uniform(0.03, self._aspect - 0.03)), self._horizon_y + dy
            box = (x - width_m * scale / 2, y - height_m * scale, x + width_m * scale / 2, y, y)
            if self._hidden(box) < 0.12:
                found.append(Clutter(shape, x, y, scale, int(self._rng.integers(2**31))))
        return tuple(found)
