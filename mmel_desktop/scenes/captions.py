"""Captions: sentences together with what must be true for them to hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mmel_desktop.scenes.facts import ATOM_INDEX, ATOMS, COUNTS, absent_kinds, present_kinds
from mmel_desktop.scenes.kinds import CAPTIONED_KINDS, KINDS
from mmel_desktop.scenes.scene import LIGHTS, SETTINGS

MAX_ATOMS = 6

_GARMENT = {"pedestrian": "coat", "child": "jacket", "cyclist": "shirt", "wheelchair user": "jumper"}
_TEMPLATES = (
    "{}",
    "{}",
    "{}",
    "a photo of {}",
    "a photo of {}",
    "a picture of {}",
    "an image of {}",
    "there is {}",
    "{} in the scene",
    "a photo with {}",
    "we see {}",
)
_LIGHT_WORDS = {
    "day": ("in daylight", "during the day", "by day"),
    "dusk": ("at dusk", "in the evening"),
    "night": ("at night", "in the dark"),
}
_WEATHER_WORDS = {"fog": ("in the fog", "in fog"), "rain": ("in the rain", "on a rainy day")}
_RELATION_WORDS = {
    "left of": ("to the left of", "left of"),
    "right of": ("to the right of", "right of"),
    "in front of": ("in front of",),
    "behind": ("behind",),
    "on": ("on", "on top of"),
}
_SETTING_WORDS = {
    "street": ("a street",),
    "crossroad": ("a road", "a crossroad"),
    "work site": ("a work site", "a construction site"),
}
_COUNT_WORDS = {2: "two", 3: "three"}


@dataclass(frozen=True)
class Caption:
    """A sentence and the facts it claims.

    Attributes:
        text: the sentence.
        atoms: names in ``facts.ATOMS``; the sentence is true of an image where all of them are.
    """

    text: str
    atoms: tuple[str, ...]

    def holds(self, facts: NDArray[np.bool_]) -> bool:
        """True if the sentence is true of the image with the fact row ``facts`` (F,)."""
        return all(bool(facts[ATOM_INDEX[name]]) for name in self.atoms)


def atom_columns(captions: Sequence[Caption]) -> NDArray[np.int64]:
    """Fact columns (N, MAX_ATOMS) of each caption, padded with the column that is always true."""
    columns = np.zeros((len(captions), MAX_ATOMS), dtype=np.int64)
    for row, caption in enumerate(captions):
        columns[row, : len(caption.atoms)] = [ATOM_INDEX[name] for name in caption.atoms]
    return columns


def truth_table(facts: NDArray[np.bool_], captions: Sequence[Caption]) -> NDArray[np.bool_]:
    """Which caption is true of which image.

    Args:
        facts: (B, F) fact rows.
        captions: M captions.

    Returns:
        (B, M) bool.
    """
    return np.asarray(facts[:, atom_columns(captions)].all(axis=2), dtype=np.bool_)


def noun_phrase(kind: str, value: str = "", *, form: int = 0) -> str:
    """How captions name one object, e.g. "a red car", "a child in a yellow jacket", "a red traffic light"."""
    spec = KINDS[kind]
    if not value:
        return spec.phrase
    if spec.wears_colour:
        return f"{spec.phrase} in {value}" if form % 2 else f"{spec.phrase} in a {value} {_GARMENT[kind]}"
    article, _, noun = spec.phrase.partition(" ")
    return f"{article} {value} {noun}"


def kind_caption(kind: str, template: str = "{}") -> Caption:
    """The plain caption of a kind."""
    return Caption(template.format(KINDS[kind].phrase), (f"kind:{kind}",))


def value_caption(kind: str, value: str, template: str = "{}", form: int = 0) -> Caption:
    """The caption of a kind with one of its colours or states."""
    return Caption(
        template.format(noun_phrase(kind, value, form=form)), (f"kind:{kind}", f"value:{kind}:{value}")
    )


class CaptionWriter:
    """Writes captions that are true of an image, and near misses that are not.

    Args:
        rng: decides form and wording.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng

    def true_caption(self, facts: NDArray[np.bool_]) -> Caption:
        """A caption that holds for the fact row ``facts`` (F,); of the setting alone if it is empty."""
        kinds = present_kinds(facts)
        if not kinds:
            return self._setting(facts)
        draw = self._rng.random()
        if draw < 0.16:
            return self._pick_template(kind_caption(self._one(kinds)))
        if draw < 0.5:
            return self._pick_template(self._single(facts, self._one(kinds)))
        if draw < 0.6:
            return self._with_condition(facts, self._single(facts, self._one(kinds)))
        if draw < 0.64:
            return self._setting(facts)
        if draw < 0.72:
            counted = self._counted(facts)
            if counted is not None:
                return self._pick_template(counted)
        related = self._related(facts) if draw < 0.86 else None
        return related if related is not None else self._listed(facts, kinds)

    def false_caption(self, facts: NDArray[np.bool_]) -> Caption:
        """A near miss: a true caption in which one kind, colour, state, count or relation is exchanged."""
        kinds = present_kinds(facts)
        for _ in range(8):
            candidate = self._near_miss(facts, kinds)
            if not candidate.holds(facts):
                return candidate
        return kind_caption(self._one(absent_kinds(facts)))

    def _near_miss(self, facts: NDArray[np.bool_], kinds: Sequence[str]) -> Caption:
        draw = self._rng.random()
        if kinds and draw < 0.5:
            kind = self._one(kinds)
            values = KINDS[kind].colours + KINDS[kind].states
            if values:
                return self._pick_template(
                    value_caption(kind, self._one(values), form=int(self._rng.integers(2)))
                )
        if kinds and draw < 0.65:
            related = self._related(facts, swap=True)
            if related is not None:
                return related
        if kinds and draw < 0.75:
            kind, other = self._one(kinds), self._one(CAPTIONED_KINDS)
            if kind != other:
                return self._join([kind_caption(kind), kind_caption(other)])
        if kinds and draw < 0.82:
            kind, count = self._one(kinds), int(self._rng.choice(COUNTS))
            return Caption(
                f"{_COUNT_WORDS[count]} {KINDS[kind].plural}", (f"kind:{kind}", f"count:{kind}:{count}")
            )
        return self._pick_template(kind_caption(self._one(CAPTIONED_KINDS)))

    def _one(self, choices: Sequence[str]) -> str:
        return choices[int(self._rng.integers(len(choices)))]

    def _pick_template(self, caption: Caption) -> Caption:
        template = _TEMPLATES[int(self._rng.integers(len(_TEMPLATES)))]
        text = template.format(caption.text)
        if template == "{}" and self._rng.random() < 0.25:
            text = text.removeprefix("a ")
        return Caption(text, caption.atoms)

    def _single(self, facts: NDArray[np.bool_], kind: str) -> Caption:
        values = [
            v for v in KINDS[kind].colours + KINDS[kind].states if facts[ATOM_INDEX[f"value:{kind}:{v}"]]
        ]
        if not values or self._rng.random() < 0.2:
            return kind_caption(kind)
        return value_caption(kind, self._one(values), form=int(self._rng.integers(2)))

    def _setting(self, facts: NDArray[np.bool_]) -> Caption:
        setting = next(name for name in SETTINGS if facts[ATOM_INDEX[f"setting:{name}"]])
        return self._with_condition(
            facts, Caption(self._one(_SETTING_WORDS[setting]), (f"setting:{setting}",))
        )

    def _with_condition(self, facts: NDArray[np.bool_], caption: Caption) -> Caption:
        light = next(name for name in LIGHTS if facts[ATOM_INDEX[f"light:{name}"]])
        weather = next((name for name in _WEATHER_WORDS if facts[ATOM_INDEX[f"weather:{name}"]]), None)
        if weather is not None and self._rng.random() < 0.6:
            return Caption(
                f"{caption.text} {self._one(_WEATHER_WORDS[weather])}", (*caption.atoms, f"weather:{weather}")
            )
        return Caption(f"{caption.text} {self._one(_LIGHT_WORDS[light])}", (*caption.atoms, f"light:{light}"))

    def _counted(self, facts: NDArray[np.bool_]) -> Caption | None:
        for kind in present_kinds(facts):
            for count in COUNTS:
                name = f"count:{kind}:{count}"
                if facts[ATOM_INDEX[name]]:
                    return Caption(f"{_COUNT_WORDS[count]} {KINDS[kind].plural}", (f"kind:{kind}", name))
        return None

    def _related(self, facts: NDArray[np.bool_], *, swap: bool = False) -> Caption | None:
        held = [index for index in np.flatnonzero(facts) if ATOMS[index].startswith("relation:")]
        if not held:
            return None
        _, first, name, second = ATOMS[held[int(self._rng.integers(len(held)))]].split(":")
        if swap:
            first, second = second, first
        words = f"{KINDS[first].phrase} {self._one(_RELATION_WORDS[name])} {KINDS[second].phrase}"
        return Caption(words, (f"kind:{first}", f"kind:{second}", f"relation:{first}:{name}:{second}"))

    def _listed(self, facts: NDArray[np.bool_], kinds: Sequence[str]) -> Caption:
        order = [kinds[int(index)] for index in self._rng.permutation(len(kinds))[:3]]
        return self._pick_template(self._join([self._single(facts, kind) for kind in order]))

    @staticmethod
    def _join(parts: Sequence[Caption]) -> Caption:
        texts = [part.text for part in parts]
        text = texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " and " + texts[-1]
        return Caption(text, tuple(dict.fromkeys(name for part in parts for name in part.atoms)))
