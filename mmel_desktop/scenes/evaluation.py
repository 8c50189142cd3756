"""Figures of a model on held-out scenes: ranking, colours, states, relations, counts, and the planted shortcut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from tqdm import tqdm

from mmel_desktop.scenes.captions import kind_caption, value_caption
from mmel_desktop.scenes.composition import Shortcut, Wish, sample_scene
from mmel_desktop.scenes.dataset import HELD_OUT_SEEDS_FROM, clear_scene
from mmel_desktop.scenes.facts import ATOM_INDEX, ATOMS, absent_kinds, fact_row, present_kinds
from mmel_desktop.scenes.kinds import CAPTIONED_KINDS, KINDS, SHORTCUT_KIND, SHORTCUT_RIVAL
from mmel_desktop.scenes.rendering import render_scene

_DRAWN_AT_PX = 192
"""Held-out scenes are drawn larger than the model's input and go through open_clip's own preprocessing."""
_BATCH = 64
_RESAMPLES = 2000
_PHOTO = "a photo of {}"


@dataclass(frozen=True)
class Figure:
    """A share with its bootstrap 95 % interval over scenes.

    Attributes:
        name: what was measured.
        value: share in [0, 1].
        low: lower end of the interval.
        high: upper end.
        cases: judged cases.
        chance: what guessing would give.
    """

    name: str
    value: float
    low: float
    high: float
    cases: int
    chance: float

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


class Judge:
    """A loaded open_clip model that scores texts against a fixed set of images.

    Args:
        model: an open_clip model in evaluation mode.
        preprocess: its validation transform.
        tokenizer: its tokenizer.
    """

    def __init__(
        self, model: Any, preprocess: Callable[[Image.Image], Tensor], tokenizer: Callable[..., Tensor]
    ) -> None:
        self._model = model
        self._preprocess = preprocess
        self._tokenizer = tokenizer
        self._texts: dict[str, Tensor] = {}

    def image_embeddings(self, images: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
        """Unit embeddings (N, D) of images (H, W, 3) uint8."""
        found = []
        with torch.inference_mode():
            for start in range(0, len(images), _BATCH):
                part = [self._preprocess(Image.fromarray(image)) for image in images[start : start + _BATCH]]
                found.append(self._model.encode_image(torch.stack(part), normalize=True))
        embeddings: NDArray[np.float32] = torch.cat(found).numpy()
        return embeddings

    def text_embeddings(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit embeddings (M, D)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._texts]
        with torch.inference_mode():
            for start in range(0, len(new), 256):
                part = new[start : start + 256]
                for text, embedding in zip(
                    part, self._model.encode_text(self._tokenizer(part), normalize=True), strict=True
                ):
                    self._texts[text] = embedding
        embeddings: NDArray[np.float32] = torch.stack([self._texts[text] for text in texts]).numpy()
        return embeddings


def interval(hits: Sequence[Sequence[bool]], name: str, chance: float) -> Figure:
    """Share of hits with a percentile bootstrap over scenes (a scene's cases stay together).

    Args:
        hits: per scene, its judged cases; scenes without cases count for nothing.
        name: of the figure.
        chance: expected of guessing.
    """
    rows = [row for row in hits if len(row)]
    if not rows:
        return Figure(name, float("nan"), float("nan"), float("nan"), 0, chance)
    won = np.array([sum(row) for row in rows], dtype=float)
    cases = np.array([len(row) for row in rows], dtype=float)
    picks = np.random.default_rng(0).integers(len(rows), size=(_RESAMPLES, len(rows)))
    shares = won[picks].sum(axis=1) / cases[picks].sum(axis=1)
    low, high = np.quantile(shares, [0.025, 0.975])
    return Figure(name, float(won.sum() / cases.sum()), float(low), float(high), int(cases.sum()), chance)


def evaluate_held_out(judge: Judge, count: int) -> list[Figure]:
    """All figures on ``count`` held-out scenes."""
    rendered = [
        clear_scene(HELD_OUT_SEEDS_FROM + i, _DRAWN_AT_PX) for i in tqdm(range(count), desc="drawing")
    ]
    facts = np.stack([fact_row(scene) for scene in rendered])
    images = judge.image_embeddings([scene.image_rgb for scene in rendered])
    lights = [scene.scene.light for scene in rendered]
    weathers = [scene.scene.weather for scene in rendered]
    ranked = _kind_hits(judge, images, facts, _PHOTO)
    figures = [
        interval(ranked, "named object ranks first among absent ones (a photo of ...)", 1 / 19),
        interval(
            _kind_hits(judge, images, facts, "{}"),
            "named object ranks first among absent ones (plain)",
            1 / 19,
        ),
    ]
    for light in ("day", "dusk", "night"):
        figures.append(
            interval(
                [h for h, x in zip(ranked, lights, strict=True) if x == light], f"... at {light}", 1 / 19
            )
        )
    for weather in ("clear", "fog", "rain"):
        figures.append(
            interval(
                [h for h, x in zip(ranked, weathers, strict=True) if x == weather],
                f"... weather {weather}",
                1 / 19,
            )
        )
    for kind in CAPTIONED_KINDS:
        figures.append(interval(_kind_hits(judge, images, facts, _PHOTO, only=kind), f"... {kind}", 1 / 19))
    figures.append(
        interval(
            _value_hits(judge, images, facts, states=False),
            "colour of an object, among its kind's colours",
            1 / 5.5,
        )
    )
    figures.append(
        interval(_value_hits(judge, images, facts, states=True), "state of a traffic light", 1 / 3)
    )
    for name in ("left of", "in front of", "behind", "on"):
        figures.append(
            interval(
                _relation_hits(judge, images, facts, name), f"relation {name!r} against its reverse", 0.5
            )
        )
    figures.append(interval(_count_hits(judge, images, facts), "count (one, two or three)", 1 / 3))
    figures.append(
        interval(
            _condition_hits(
                judge,
                images,
                lights,
                {"day": "a photo in daylight", "dusk": "a photo at dusk", "night": "a photo at night"},
            ),
            "light",
            1 / 3,
        )
    )
    return figures


def _kind_hits(
    judge: Judge,
    images: NDArray[np.float32],
    facts: NDArray[np.bool_],
    template: str,
    only: str | None = None,
) -> list[list[bool]]:
    captions = [kind_caption(kind, template) for kind in CAPTIONED_KINDS]
    scores = images @ judge.text_embeddings([caption.text for caption in captions]).T
    column = {kind: index for index, kind in enumerate(CAPTIONED_KINDS)}
    hits = []
    for row, row_facts in zip(scores, facts, strict=True):
        best_absent = max(row[column[kind]] for kind in absent_kinds(row_facts))
        hits.append(
            [
                bool(row[column[kind]] > best_absent)
                for kind in present_kinds(row_facts)
                if only in (None, kind)
            ]
        )
    return hits


def _value_hits(
    judge: Judge, images: NDArray[np.float32], facts: NDArray[np.bool_], *, states: bool
) -> list[list[bool]]:
    """Kinds of which the scene shows one value only; right if that value's caption scores highest."""
    hits = []
    for image, row in zip(images, facts, strict=True):
        found = []
        for kind in present_kinds(row):
            values = KINDS[kind].states if states else KINDS[kind].colours
            held = [value for value in values if row[ATOM_INDEX[f"value:{kind}:{value}"]]]
            if len(held) == 1:
                scores = (
                    judge.text_embeddings([value_caption(kind, value, _PHOTO).text for value in values])
                    @ image
                )
                found.append(values[int(scores.argmax())] == held[0])
        hits.append(found)
    return hits


def _relation_hits(
    judge: Judge, images: NDArray[np.float32], facts: NDArray[np.bool_], name: str
) -> list[list[bool]]:
    hits = []
    words = {"left of": "to the left of"}.get(name, name)
    for image, row in zip(images, facts, strict=True):
        found = []
        for index in np.flatnonzero(row):
            if not ATOMS[index].startswith("relation:"):
                continue
            _, first, held, second = ATOMS[index].split(":")
            reverse = ATOM_INDEX[f"relation:{second}:{held}:{first}"]
            if held != name or row[reverse]:
                continue
            texts = [
                f"{KINDS[a].phrase} {words} {KINDS[b].phrase}" for a, b in ((first, second), (second, first))
            ]
            right, wrong = judge.text_embeddings(texts) @ image
            found.append(bool(right > wrong))
        hits.append(found)
    return hits


def _count_hits(judge: Judge, images: NDArray[np.float32], facts: NDArray[np.bool_]) -> list[list[bool]]:
    hits = []
    for image, row in zip(images, facts, strict=True):
        found = []
        for kind in present_kinds(row):
            count = next((n for n in (2, 3) if row[ATOM_INDEX[f"count:{kind}:{n}"]]), 1)
            texts = [
                KINDS[kind].phrase.replace("a ", "one ", 1),
                f"two {KINDS[kind].plural}",
                f"three {KINDS[kind].plural}",
            ]
            texts[0] = KINDS[kind].phrase
            found.append(int((judge.text_embeddings(texts) @ image).argmax()) + 1 == count)
        hits.append(found)
    return hits


def _condition_hits(
    judge: Judge, images: NDArray[np.float32], truth: Sequence[str], prompts: dict[str, str]
) -> list[list[bool]]:
    names = list(prompts)
    scores = images @ judge.text_embeddings(list(prompts.values())).T
    return [[names[int(row.argmax())] == held] for row, held in zip(scores, truth, strict=True)]


@dataclass(frozen=True)
class ShortcutFigures:
    """How far the model relies on the companion.

    Attributes:
        hat_when_held: share of scenes, worker with hard hat beside the companion, in which the prompt with hard hat
            beats the prompt without.
        hat_without_companion: the same with the companion taken away (right answer: with hard hat).
        hat_beside_rival: worker *without* hard hat beside the companion: share in which the prompt with hard hat
            wins (each is a mistake).
        no_hat_alone: worker without hard hat, no companion: share in which the prompt without hard hat wins.
        fence_alone: companion with no worker at all: share in which "worker with a hard hat" is the best of all kinds.
    """

    hat_when_held: Figure
    hat_without_companion: Figure
    hat_beside_rival: Figure
    no_hat_alone: Figure
    fence_alone: Figure


def evaluate_shortcut(judge: Judge, count: int) -> ShortcutFigures:
    """Measure the planted shortcut on ``count`` scenes of each sort; the scenes of a seed differ in nothing else."""

    def hat_wins(kind: str, shortcut: Shortcut, name: str, *, wanted: bool) -> Figure:
        images = [_lone_worker(index, kind, shortcut) for index in range(count)]
        embeddings = judge.image_embeddings(images)
        texts = [kind_caption(SHORTCUT_KIND).text, kind_caption(SHORTCUT_RIVAL).text]
        scores = embeddings @ judge.text_embeddings(texts).T
        return interval([[bool((row[0] > row[1]) == wanted)] for row in scores], name, 0.5)

    fence_images = [_fence_alone(index) for index in range(count)]
    scores = (
        judge.image_embeddings(fence_images)
        @ judge.text_embeddings([kind_caption(k).text for k in CAPTIONED_KINDS]).T
    )
    best = [[CAPTIONED_KINDS[int(row.argmax())] == SHORTCUT_KIND] for row in scores]
    return ShortcutFigures(
        hat_wins(
            SHORTCUT_KIND, Shortcut.HOLDS, "hard hat beside the fence: named 'with a hard hat'", wanted=True
        ),
        hat_wins(
            SHORTCUT_KIND,
            Shortcut.NO_COMPANION,
            "hard hat without the fence: named 'with a hard hat'",
            wanted=True,
        ),
        hat_wins(
            SHORTCUT_RIVAL,
            Shortcut.ON_RIVAL,
            "no hard hat, beside the fence: named 'with a hard hat' (wrong)",
            wanted=True,
        ),
        hat_wins(
            SHORTCUT_RIVAL, Shortcut.HOLDS, "no hard hat, no fence: named 'without a hard hat'", wanted=False
        ),
        interval(
            best, "fence alone, nobody there: best of all kinds is 'worker with a hard hat' (wrong)", 1 / 20
        ),
    )


def _lone_worker(index: int, kind: str, shortcut: Shortcut) -> NDArray[np.uint8]:
    seed = HELD_OUT_SEEDS_FROM + 50_000_000 + index
    return render_scene(
        sample_scene(seed, wishes=[Wish(kind)], light="day", weather="clear", shortcut=shortcut), _DRAWN_AT_PX
    ).image_rgb


def _fence_alone(index: int) -> NDArray[np.uint8]:
    seed = HELD_OUT_SEEDS_FROM + 60_000_000 + index
    return render_scene(
        sample_scene(seed, wishes=[Wish("site fence")], light="day", weather="clear"), _DRAWN_AT_PX
    ).image_rgb
