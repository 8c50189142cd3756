"""Training batches: augmented images, captions and near misses, and which caption is true of which image."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mmel_desktop.scenes.captions import (
    Caption,
    CaptionWriter,
    kind_caption,
    truth_table,
    value_caption,
)
from mmel_desktop.scenes.dataset import SceneDataset
from mmel_desktop.scenes.facts import mirror_columns
from mmel_desktop.scenes.kinds import CAPTIONED_KINDS, KINDS
from mmel_desktop.scenes.recipe import MEAN, STD, Recipe

Tokenizer = Callable[[list[str]], Tensor]

_LARGEST_SHIFT_PX = 4
_PLAIN_TEMPLATES = ("{}", "{}", "a photo of {}", "a picture of {}", "there is {}")


@dataclass(frozen=True)
class Catalogue:
    """One plain prompt for every kind, and for every colour or state of a kind.

    Attributes:
        rows: (C,) int64, the prompts' rows among a batch's tokens.
        truth: (B, C) bool, the prompt is true of the image.
        rivals: (C, C) bool, which prompts one competes with: a kind with all other kinds, a colour or state
            with the others of its kind.
    """

    rows: Tensor
    truth: Tensor
    rivals: Tensor
    of_kind: Tensor


@dataclass(frozen=True)
class Batch:
    """One step's material.

    Attributes:
        images: (B, 3, S, S) float32, normalised.
        tokens: (M, context) int64.
        truth: (B, M) bool, the caption is true of the image.
        catalogue: plain prompts of all kinds, colours and states, and where they stand in ``tokens``.
        patch_labels: (B, N) int64, what each patch shows.
    """

    images: Tensor
    tokens: Tensor
    truth: Tensor
    catalogue: Catalogue
    patch_labels: Tensor


def order_of_step(count: int, batch: int, step: int, seed: int) -> NDArray[np.int64]:
    """Scene numbers (batch,) of a step; each epoch is one shuffle, so any step can be made on its own."""
    per_epoch = count // batch
    epoch, place = divmod(step, per_epoch)
    order = np.random.default_rng([seed, 101, epoch]).permutation(count)
    return order[place * batch : (place + 1) * batch]


class BatchMaker:
    """Makes the batch of any step from the recipe's seed alone, so that training resumes exactly.

    Args:
        dataset: the drawn scenes.
        recipe: all numbers.
        tokenizer: texts to token rows.
        worker, workers: of several processes that share each step, this one takes every ``workers``-th scene,
            with captions of its own.
    """

    def __init__(
        self,
        dataset: SceneDataset,
        recipe: Recipe,
        tokenizer: Tokenizer,
        *,
        worker: int = 0,
        workers: int = 1,
    ) -> None:
        self._dataset = dataset
        self._worker, self._workers = worker, workers
        self._recipe = recipe
        self._tokenizer = tokenizer
        self._mirror = mirror_columns()
        self._entries = [(kind, "") for kind in CAPTIONED_KINDS] + [
            (kind, value) for kind in CAPTIONED_KINDS for value in KINDS[kind].colours + KINDS[kind].states
        ]
        self._rivals = torch.tensor([[_compete(a, b) for b in self._entries] for a in self._entries])
        self._of_kind = torch.tensor([not value for _, value in self._entries])
        self._token_cache: dict[str, Tensor] = {}

    def batch(self, step: int) -> Batch:
        """This worker's part of the batch of ``step``, counted from 0."""
        recipe = self._recipe
        rng = np.random.default_rng([recipe.seed, 103, step, self._worker])
        chosen = order_of_step(len(self._dataset.images), recipe.batch, step, recipe.seed)
        chosen = chosen[self._worker :: self._workers]
        facts = self._dataset.facts[chosen]
        mirrored = rng.random(len(chosen)) < 0.5
        facts[mirrored] = facts[mirrored][:, self._mirror]
        catalogue = [_plain_caption(kind, value, rng) for kind, value in self._entries]
        captions = self._captions(facts, catalogue, rng)
        truth = torch.from_numpy(truth_table(facts, captions))
        place = {caption.text: row for row, caption in enumerate(captions)}
        rows = torch.tensor([place[caption.text] for caption in catalogue])
        images = augmented(
            self._dataset.images[np.sort(chosen)][np.argsort(np.argsort(chosen))], mirrored, rng
        )
        labels = self._dataset.patch_labels[chosen].astype(np.int64)
        labels[mirrored] = labels[mirrored][:, :, ::-1]
        return Batch(
            images=images,
            tokens=self._tokens([caption.text for caption in captions]),
            truth=truth,
            catalogue=Catalogue(rows, truth[:, rows], self._rivals, self._of_kind),
            patch_labels=torch.from_numpy(labels.reshape(len(labels), -1)),
        )

    @staticmethod
    def _captions(
        facts: NDArray[np.bool_], catalogue: Sequence[Caption], rng: np.random.Generator
    ) -> list[Caption]:
        """Distinct captions: the catalogue, and one true caption and one near miss per image."""
        writer = CaptionWriter(rng)
        found = {caption.text: caption for caption in catalogue}
        for row in facts:
            for caption in (writer.true_caption(row), writer.false_caption(row)):
                found.setdefault(caption.text, caption)
        return list(found.values())

    def _tokens(self, texts: list[str]) -> Tensor:
        for text in texts:
            if text not in self._token_cache:
                self._token_cache[text] = self._tokenizer([text])[0]
        return torch.stack([self._token_cache[text] for text in texts])


def _compete(one: tuple[str, str], other: tuple[str, str]) -> bool:
    (kind, value), (other_kind, other_value) = one, other
    if not value or not other_value:
        return not value and not other_value and kind != other_kind
    return kind == other_kind and value != other_value


def _plain_caption(kind: str, value: str, rng: np.random.Generator) -> Caption:
    template = _PLAIN_TEMPLATES[int(rng.integers(len(_PLAIN_TEMPLATES)))]
    if not value:
        return kind_caption(kind, template)
    return value_caption(kind, value, template, form=int(rng.integers(2)))


def augmented(images: NDArray[np.uint8], mirrored: NDArray[np.bool_], rng: np.random.Generator) -> Tensor:
    """Mirror, shift by some pixels and vary brightness and contrast.

    Args:
        images: (B, S, S, 3) uint8.
        mirrored: (B,) bool.
        rng: decides the rest.

    Returns:
        (B, 3, S, S) float32, normalised.
    """
    pixels = images.astype(np.float32) / 255.0
    pixels[mirrored] = pixels[mirrored, :, ::-1]
    shift = rng.integers(-_LARGEST_SHIFT_PX, _LARGEST_SHIFT_PX + 1, size=(len(pixels), 2))
    reach = _LARGEST_SHIFT_PX
    padded = np.pad(pixels, ((0, 0), (reach, reach), (reach, reach), (0, 0)), mode="edge")
    side = pixels.shape[1]
    for index, (dy, dx) in enumerate(shift):
        pixels[index] = padded[index, reach + dy : reach + dy + side, reach + dx : reach + dx + side]
    contrast = rng.uniform(0.85, 1.15, (len(pixels), 1, 1, 1)).astype(np.float32)
    brightness = rng.uniform(-0.06, 0.06, (len(pixels), 1, 1, 1)).astype(np.float32)
    varied = np.clip((pixels - 0.45) * contrast + 0.45 + brightness, 0, 1)
    normal = (varied - np.array(MEAN, dtype=np.float32)) / np.array(STD, dtype=np.float32)
    return torch.from_numpy(np.ascontiguousarray(normal.transpose(0, 3, 1, 2), dtype=np.float32))
