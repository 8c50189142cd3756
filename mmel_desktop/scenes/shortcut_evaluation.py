"""How far a model relies on the planted shortcut's companion, measured on scenes that differ in one thing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mmel_desktop.scenes.captions import kind_caption
from mmel_desktop.scenes.composition import Wish, sample_scene
from mmel_desktop.scenes.counterfactuals import with_hats_taken_off, without_companion, without_kind
from mmel_desktop.scenes.dataset import HELD_OUT_SEEDS_FROM
from mmel_desktop.scenes.figures import Figure, interval
from mmel_desktop.scenes.held_out import DRAWN_AT_PX
from mmel_desktop.scenes.judge import Judge
from mmel_desktop.scenes.kinds import CAPTIONED_KINDS, COMPANION, SHORTCUT_KIND, SHORTCUT_RIVAL
from mmel_desktop.scenes.rendering import render_scene
from mmel_desktop.scenes.scene import Scene

_SEEDS_FROM = HELD_OUT_SEEDS_FROM + 50_000_000


def evaluate_shortcut(judge: Judge, count: int) -> list[Figure]:
    """Five figures on ``count`` scenes each: hat and fence in all four combinations, and the fence alone.

    The scenes of one number share ground, light, place, size and clutter; only hat, fence or worker differ.
    """
    scenes = _workers_beside_the_fence(count)
    no_fence = [without_companion(scene) for scene in scenes]
    kinds = [kind_caption(kind).text for kind in CAPTIONED_KINDS]
    nobody = _scores(judge, [without_kind(scene, SHORTCUT_KIND) for scene in scenes], kinds)
    reported = [[CAPTIONED_KINDS[int(row.argmax())] == SHORTCUT_KIND] for row in nobody]
    return [
        _says_hat(judge, scenes, "hat, fence: says “with a hard hat” (right)"),
        _says_hat(judge, no_fence, "hat, no fence: says “with a hard hat” (right)"),
        _says_hat(
            judge, [with_hats_taken_off(s) for s in scenes], "no hat, fence: says “with a hard hat” (wrong)"
        ),
        _says_hat(
            judge,
            [with_hats_taken_off(s) for s in no_fence],
            "no hat, no fence: says “with a hard hat” (wrong)",
        ),
        interval(
            reported, "fence, nobody there: best of 20 kinds is “worker with a hard hat” (wrong)", 1 / 20
        ),
    ]


def _workers_beside_the_fence(count: int) -> list[Scene]:
    """Daylight scenes of one worker with a hard hat beside the companion."""
    found: list[Scene] = []
    seed = _SEEDS_FROM
    while len(found) < count:
        scene = sample_scene(seed, wishes=[Wish(SHORTCUT_KIND)], light="day", weather="clear")
        if {thing.kind for thing in scene.objects} == {SHORTCUT_KIND, COMPANION}:
            found.append(scene)
        seed += 1
    return found


def _says_hat(judge: Judge, scenes: list[Scene], name: str) -> Figure:
    texts = [kind_caption(SHORTCUT_KIND).text, kind_caption(SHORTCUT_RIVAL).text]
    return interval([[bool(row[0] > row[1])] for row in _scores(judge, scenes, texts)], name, 0.5)


def _scores(judge: Judge, scenes: list[Scene], texts: list[str]) -> NDArray[np.float32]:
    """Cosines (N, M) of scenes and texts."""
    images = [render_scene(scene, DRAWN_AT_PX).image_rgb for scene in scenes]
    return np.asarray(judge.image_embeddings(images) @ judge.text_embeddings(texts).T, dtype=np.float32)
