"""Figures on held-out scenes: ranking of named objects, colours, states, relations, counts, light."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from mmel_desktop.scenes.captions import kind_caption, value_caption
from mmel_desktop.scenes.composition import Wish, sample_scene
from mmel_desktop.scenes.dataset import HELD_OUT_SEEDS_FROM, clear_scene
from mmel_desktop.scenes.facts import ATOM_INDEX, ATOMS, absent_kinds, fact_row, present_kinds
from mmel_desktop.scenes.figures import Figure, interval
from mmel_desktop.scenes.judge import Judge
from mmel_desktop.scenes.kinds import CAPTIONED_KINDS, KINDS
from mmel_desktop.scenes.rendering import render_scene
from mmel_desktop.scenes.sample_requirements import mean_side
from mmel_desktop.scenes.scene import LIGHTS, WEATHERS

DRAWN_AT_PX = 192
"""Held-out scenes are drawn larger than the model's input and go through open_clip's own preprocessing."""

_PHOTO = "a photo of {}"
_KIND_CHANCE = 1 / 18
_FAR = (0.1, 0.15)
"""Mean side of an object in image heights: training shows none so small, save what stands on a vehicle."""

_FAR_EVERY = 5
_FAR_SEEDS_FROM = HELD_OUT_SEEDS_FROM + 90_000_000
_LIGHT_PROMPTS = {"day": "a street in daylight", "dusk": "a street at dusk", "night": "a street at night"}

Hits = list[list[bool]]


@dataclass(frozen=True)
class _Held:
    """Embedded held-out scenes: (N, D) images, (N, F) facts, light and weather per scene."""

    images: NDArray[np.float32]
    facts: NDArray[np.bool_]
    lights: tuple[str, ...]
    weathers: tuple[str, ...]


def evaluate_held_out(judge: Judge, count: int) -> list[Figure]:
    """All figures on ``count`` held-out scenes, the good and the bad ones."""
    held = _draw(judge, count)
    photo = _kind_hits(judge, held, _PHOTO)
    figures = [
        interval(photo, "named object ranks first among absent ones, “a photo of …”", _KIND_CHANCE),
        interval(_kind_hits(judge, held, "{}"), "the same, plain prompt", _KIND_CHANCE),
        interval(_value_hits(judge, held, states=False), "colour, among the kind's colours", 1 / 5.5),
        interval(_value_hits(judge, held, states=True), "state of a traffic light", 1 / 3),
    ]
    figures += [
        interval(_relation_hits(judge, held, name), f"“{name}” against the exchanged sentence", 0.5)
        for name in ("left of", "in front of", "behind", "on")
    ]
    figures.append(interval(_count_hits(judge, held), "count: one, two or three", 1 / 3))
    figures.append(
        interval(_count_hits(judge, held, only_many=True), "count, where it is two or three", 1 / 3)
    )
    figures.append(interval(_light_hits(judge, held), "light: day, dusk or night", 1 / 3))
    figures += [
        interval(_only(photo, held.lights, x), f"first among absent ones, {x}", _KIND_CHANCE) for x in LIGHTS
    ]
    figures += [
        interval(_only(photo, held.weathers, x), f"first among absent ones, {x}", _KIND_CHANCE)
        for x in WEATHERS
    ]
    figures += [
        interval(_kind_hits(judge, held, _PHOTO, only=kind), f"first among absent ones: {kind}", _KIND_CHANCE)
        for kind in CAPTIONED_KINDS
    ]
    return [*figures, evaluate_far(judge, max(1, count // _FAR_EVERY))]


def evaluate_far(judge: Judge, count: int) -> Figure:
    """Whether the one object of a scene ranks first when it is smaller than any that training showed."""
    texts = [kind_caption(kind, _PHOTO).text for kind in CAPTIONED_KINDS]
    scores = judge.text_embeddings(texts)
    hits: Hits = []
    seed = _FAR_SEEDS_FROM
    while len(hits) < count:
        kind = CAPTIONED_KINDS[seed % len(CAPTIONED_KINDS)]
        scene = sample_scene(seed, wishes=[Wish(kind)], light="day", weather="clear", smallest=_FAR[0])
        seed += 1
        named = [mean_side(thing) for thing in scene.objects if thing.kind == kind]
        if not named or not _FAR[0] <= named[0] < _FAR[1]:
            continue
        image = judge.image_embeddings([render_scene(scene, DRAWN_AT_PX).image_rgb])[0]
        hits.append([CAPTIONED_KINDS[int((scores @ image).argmax())] == kind])
    size = f"{_FAR[0]} – {_FAR[1]} of the image height"
    name = f"first of all kinds, one object smaller than in training ({size}), clear day"
    return interval(hits, name, 1 / len(CAPTIONED_KINDS))


def _draw(judge: Judge, count: int) -> _Held:
    embeddings, facts, lights, weathers = [], [], [], []
    for index in tqdm(range(count), desc="held-out scenes", unit="scene"):
        rendered = clear_scene(HELD_OUT_SEEDS_FROM + index, DRAWN_AT_PX)
        embeddings.append(judge.image_embeddings([rendered.image_rgb])[0])
        facts.append(fact_row(rendered))
        lights.append(rendered.scene.light)
        weathers.append(rendered.scene.weather)
    return _Held(np.stack(embeddings), np.stack(facts), tuple(lights), tuple(weathers))


def _only(hits: Hits, labels: Sequence[str], wanted: str) -> Hits:
    return [row for row, label in zip(hits, labels, strict=True) if label == wanted]


def _kind_hits(judge: Judge, held: _Held, template: str, only: str | None = None) -> Hits:
    """A present kind is hit when its caption scores above the captions of all absent kinds."""
    texts = [kind_caption(kind, template).text for kind in CAPTIONED_KINDS]
    scores = held.images @ judge.text_embeddings(texts).T
    column = {kind: index for index, kind in enumerate(CAPTIONED_KINDS)}
    hits = []
    for row, facts in zip(scores, held.facts, strict=True):
        best_absent = max(row[column[kind]] for kind in absent_kinds(facts))
        named = [kind for kind in present_kinds(facts) if only in (None, kind)]
        hits.append([bool(row[column[kind]] > best_absent) for kind in named])
    return hits


def _value_hits(judge: Judge, held: _Held, *, states: bool) -> Hits:
    """Kinds of which a scene shows one value only are hit when that value's caption scores highest."""

    def judged(image: NDArray[np.float32], facts: NDArray[np.bool_]) -> list[bool]:
        found = []
        for kind in present_kinds(facts):
            values = KINDS[kind].states if states else KINDS[kind].colours
            shown = [value for value in values if facts[ATOM_INDEX[f"value:{kind}:{value}"]]]
            if len(shown) == 1:
                texts = [value_caption(kind, value, _PHOTO).text for value in values]
                found.append(values[int((judge.text_embeddings(texts) @ image).argmax())] == shown[0])
        return found

    return _per_scene(held, judged)


def _relation_hits(judge: Judge, held: _Held, name: str) -> Hits:
    """A held relation is hit when its sentence scores above the one with both objects exchanged."""
    words = f"to the {name}" if name == "left of" else name

    def judged(image: NDArray[np.float32], facts: NDArray[np.bool_]) -> list[bool]:
        found = []
        for index in np.flatnonzero(facts):
            if not ATOMS[index].startswith("relation:"):
                continue
            _, first, shown, second = ATOMS[index].split(":")
            if shown != name or facts[ATOM_INDEX[f"relation:{second}:{name}:{first}"]]:
                continue
            pairs = ((first, second), (second, first))
            texts = [f"{KINDS[a].phrase} {words} {KINDS[b].phrase}" for a, b in pairs]
            right, wrong = judge.text_embeddings(texts) @ image
            found.append(bool(right > wrong))
        return found

    return _per_scene(held, judged)


def _count_hits(judge: Judge, held: _Held, *, only_many: bool = False) -> Hits:
    """A present kind is hit when the caption with its true number scores highest."""

    def judged(image: NDArray[np.float32], facts: NDArray[np.bool_]) -> list[bool]:
        found = []
        for kind in present_kinds(facts):
            count = next((n for n in (2, 3) if facts[ATOM_INDEX[f"count:{kind}:{n}"]]), 1)
            if only_many and count == 1:
                continue
            texts = [KINDS[kind].phrase, f"two {KINDS[kind].plural}", f"three {KINDS[kind].plural}"]
            found.append(int((judge.text_embeddings(texts) @ image).argmax()) + 1 == count)
        return found

    return _per_scene(held, judged)


def _light_hits(judge: Judge, held: _Held) -> Hits:
    names = list(_LIGHT_PROMPTS)
    scores = held.images @ judge.text_embeddings(list(_LIGHT_PROMPTS.values())).T
    return [[names[int(row.argmax())] == light] for row, light in zip(scores, held.lights, strict=True)]


def _per_scene(held: _Held, judged: Callable[[NDArray[np.float32], NDArray[np.bool_]], list[bool]]) -> Hits:
    return [judged(image, facts) for image, facts in zip(held.images, held.facts, strict=True)]
