"""Questions with known answers, drawn from scenes of a split."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mmel_desktop.scenes.composition import Shortcut, Wish, sample_scene
from mmel_desktop.scenes.dataset import HELD_OUT_SEEDS_FROM, TRAINING_SEEDS_FROM, clear_scene
from mmel_desktop.scenes.kinds import CAPTIONED_KINDS, COMPANION, KINDS, SHORTCUT_KIND, SHORTCUT_RIVAL
from mmel_desktop.scenes.recipe import Recipe
from mmel_desktop.scenes.rendering import RenderedScene, render_scene

SCENE_PX = 192
"""Scenes are drawn larger than small models look at them and go through the model's own preprocessing."""

SMALLEST_AREA = 0.01
"""An object that covers less of the image is not asked about."""

DISTRACTORS = 7
HELD_OUT = "held-out"
_SPLIT_SEEDS_FROM = {
    HELD_OUT: HELD_OUT_SEEDS_FROM + 20_000_000,
    "model card": HELD_OUT_SEEDS_FROM,
    "training": TRAINING_SEEDS_FROM,
}
SPLITS = tuple(_SPLIT_SEEDS_FROM)
"""``held-out``: scenes that nothing else ever looks at. ``model card``: those that the demo model's card
judges. ``training``: those that the demo model was trained on, drawn larger."""

_SHORTCUT_SEEDS_FROM = HELD_OUT_SEEDS_FROM + 70_000_000
_SEEDS_PER_RUN = 100_000
_SEEDS_PER_CASE = 50


@dataclass(frozen=True)
class LocationCase:
    """Where is it? One scene, one kind of object that is in it.

    Attributes:
        rgb: uint8 (H, W, 3).
        mask: bool (H, W), every visible pixel of that kind.
        prompts: the kind first, then kinds that are not in the scene.
    """

    rgb: np.ndarray
    mask: np.ndarray
    prompts: tuple[str, ...]


@dataclass(frozen=True)
class PairCase:
    """Where are both? One scene, a prompt that names two kinds that are in it.

    Attributes:
        rgb: uint8 (H, W, 3).
        masks: per kind, bool (H, W) each: every visible object of that kind, and all of them together. The
            prompt says "a car", so whoever finds one of two cars has found what it names.
        prompts: the pair first, then kinds that are not in the scene.
    """

    rgb: np.ndarray
    masks: tuple[tuple[np.ndarray, ...], tuple[np.ndarray, ...]]
    prompts: tuple[str, ...]


@dataclass(frozen=True)
class ShortcutCase:
    """The planted shortcut: a worker with a hard hat beside the companion, and the same scene without it.

    Attributes:
        rgb: uint8 (H, W, 3), with the companion.
        rgb_without: the same scene drawn without it.
        companion, worker: bool (H, W), their visible pixels in ``rgb``.
        prompts: the shortcut kind first, then its rival.
    """

    rgb: np.ndarray
    rgb_without: np.ndarray
    companion: np.ndarray
    worker: np.ndarray
    prompts: tuple[str, ...]


def location_case(index: int, seed: int = 0, split: str = HELD_OUT) -> LocationCase:
    """The case number ``index`` of a run; the same numbers always give the same case."""
    rendered, kinds, random = _scene_with(1, index, seed, split)
    kind = str(random.choice(kinds))
    mask = _mask_of(rendered, kind)
    return LocationCase(rendered.image_rgb, mask, (KINDS[kind].phrase, *_distractors(rendered, random)))


def pair_case(index: int, seed: int = 0, split: str = HELD_OUT) -> PairCase:
    """A scene with two large enough kinds and a prompt that names both."""
    rendered, kinds, random = _scene_with(2, index, seed + 1, split)
    first, second = (str(kind) for kind in random.choice(kinds, size=2, replace=False))
    both = f"{KINDS[first].phrase} and {KINDS[second].phrase}"
    masks = (_masks_of(rendered, first), _masks_of(rendered, second))
    return PairCase(rendered.image_rgb, masks, (both, *_distractors(rendered, random)))


def shortcut_case(index: int, seed: int = 0) -> ShortcutCase:
    """A scene in which the shortcut holds, and its twin without the companion; held out in every split."""
    number = _SHORTCUT_SEEDS_FROM + seed * _SEEDS_PER_RUN + index * _SEEDS_PER_CASE
    while True:
        scene = sample_scene(
            number, wishes=[Wish(SHORTCUT_KIND)], light="day", weather="clear", shortcut=Shortcut.HOLDS
        )
        rendered = render_scene(scene, SCENE_PX)
        companion, worker = _mask_of(rendered, COMPANION), _mask_of(rendered, SHORTCUT_KIND)
        if min(companion.mean(), worker.mean()) >= SMALLEST_AREA:
            break
        number += 1
    alone = replace(scene, objects=tuple(item for item in scene.objects if item.kind != COMPANION))
    return ShortcutCase(
        rendered.image_rgb,
        render_scene(alone, SCENE_PX).image_rgb,
        companion,
        worker,
        (KINDS[SHORTCUT_KIND].phrase, KINDS[SHORTCUT_RIVAL].phrase),
    )


def _scene_with(
    kind_count: int, index: int, seed: int, split: str
) -> tuple[RenderedScene, list[str], np.random.Generator]:
    """A scene in which at least ``kind_count`` kinds are large enough to be asked about."""
    place = seed * _SEEDS_PER_RUN + index * _SEEDS_PER_CASE
    if split == "training":
        place %= Recipe().scenes
    number = _SPLIT_SEEDS_FROM[split] + place
    while True:
        rendered = clear_scene(number, SCENE_PX)
        kinds = sorted(
            {
                item.kind
                for item in rendered.objects
                if KINDS[item.kind].captioned and _mask_of(rendered, item.kind).mean() >= SMALLEST_AREA
            }
        )
        if len(kinds) >= kind_count:
            return rendered, kinds, np.random.default_rng([number, 17])
        number += 1


def _mask_of(rendered: RenderedScene, kind: str) -> np.ndarray:
    mask = np.zeros(rendered.label_map.shape, dtype=bool)
    for item in rendered.objects:
        if item.kind == kind:
            mask |= item.mask
    return mask


def _masks_of(rendered: RenderedScene, kind: str) -> tuple[np.ndarray, ...]:
    """Each visible object of a kind, and where there are several, all of them together."""
    each = tuple(item.mask for item in rendered.objects if item.kind == kind and item.mask.any())
    return each if len(each) == 1 else (*each, _mask_of(rendered, kind))


def _distractors(rendered: RenderedScene, random: np.random.Generator) -> list[str]:
    """Phrases of kinds that are not in the scene."""
    present = {item.kind for item in rendered.objects}
    absent = [kind for kind in CAPTIONED_KINDS if kind not in present]
    return [KINDS[str(kind)].phrase for kind in random.choice(absent, size=DISTRACTORS, replace=False)]
