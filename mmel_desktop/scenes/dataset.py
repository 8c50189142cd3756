"""Drawn scenes as a cache on disk: pixels and facts, filled by several processes, resumable."""

from __future__ import annotations

import json
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from mmel_desktop.errors import BadInputError
from mmel_desktop.scenes.composition import Shortcut, sample_scene
from mmel_desktop.scenes.facts import ATOMS, fact_row, hardly_visible
from mmel_desktop.scenes.patch_labels import label_patches
from mmel_desktop.scenes.rendering import RenderedScene, render_scene

TRAINING_SEEDS_FROM = 10_000_000
HELD_OUT_SEEDS_FROM = 900_000_000
"""Seeds below 10,000,000 are left to samples and tests."""

_ARRAYS = ("images", "facts", "patch_labels")
_CHUNK = 250
_RETRIES = 20
_RETRY_STEP = 1_000_000_007


@dataclass(frozen=True)
class SceneDataset:
    """Drawn scenes.

    Attributes:
        images: (N, S, S, 3) uint8, memory-mapped.
        facts: (N, F) bool, columns as in ``facts.ATOMS``.
        patch_labels: (N, rows, columns) uint8, indices into ``patch_labels.PATCH_LABELS``.
    """

    images: NDArray[np.uint8]
    facts: NDArray[np.bool_]
    patch_labels: NDArray[np.uint8]


def clear_scene(seed: int, size_px: int, shortcut: Shortcut = Shortcut.HOLDS) -> RenderedScene:
    """Render the scene of ``seed``, or of a seed derived from it when an object would be hardly visible."""
    for attempt in range(_RETRIES):
        rendered = render_scene(sample_scene(seed + attempt * _RETRY_STEP, shortcut=shortcut), size_px)
        if rendered.objects and not hardly_visible(rendered):
            return rendered
    return rendered


@dataclass(frozen=True)
class _Cache:
    """A folder of drawn scenes and the measures they are drawn to; see :func:`open_or_draw`."""

    folder: Path
    first_seed: int
    count: int
    size_px: int
    patch_px: int

    def begin(self) -> None:
        """Make the cache, empty; one that is there must have the same measures."""
        self.folder.mkdir(parents=True, exist_ok=True)
        note = self.folder / "dataset.json"
        if note.exists():
            self._require_same_measures(json.loads(note.read_text(encoding="utf-8")))
            return
        side = self.size_px // self.patch_px
        self._make("images", np.uint8, (self.count, self.size_px, self.size_px, 3))
        self._make("facts", np.bool_, (self.count, len(ATOMS)))
        self._make("patch_labels", np.uint8, (self.count, side, side))
        note.write_text(json.dumps(self._measures()), encoding="utf-8")

    def missing_chunks(self) -> list[int]:
        """Numbers of the scenes at which chunks begin that are not drawn yet."""
        return [start for start in range(0, self.count, _CHUNK) if not self._done(start).exists()]

    def draw_chunk(self, start: int) -> None:
        """Draw one chunk; may run in a process of its own."""
        images, facts, labels = (
            np.lib.format.open_memmap(self.folder / f"{name}.npy", mode="r+") for name in _ARRAYS
        )
        for index in range(start, min(start + _CHUNK, self.count)):
            rendered = clear_scene(self.first_seed + index, self.size_px)
            images[index] = rendered.image_rgb
            facts[index] = fact_row(rendered)
            labels[index] = label_patches(rendered, self.patch_px)
        for array in (images, facts, labels):
            array.flush()
        self._done(start).touch()

    def open(self) -> SceneDataset:
        """The drawn scenes; images stay on the disk."""
        images = np.load(self.folder / "images.npy", mmap_mode="r")
        facts, labels = (np.load(self.folder / f"{name}.npy") for name in _ARRAYS[1:])
        return SceneDataset(images, facts, labels)

    def _measures(self) -> dict[str, int]:
        return {
            "first_seed": self.first_seed,
            "count": self.count,
            "size_px": self.size_px,
            "patch_px": self.patch_px,
            "facts": len(ATOMS),
        }

    def _require_same_measures(self, found: object) -> None:
        if found != self._measures():
            raise BadInputError(
                f"the scene cache {self.folder} was drawn to other measures",
                found=str(found),
                expected=str(self._measures()),
                action="name another folder or delete this one",
            )

    def _make(self, name: str, dtype: type[np.generic], shape: tuple[int, ...]) -> None:
        np.lib.format.open_memmap(self.folder / f"{name}.npy", mode="w+", dtype=dtype, shape=shape)

    def _done(self, start: int) -> Path:
        return self.folder / f"chunk_{start:07d}.done"


def open_or_draw(
    folder: Path,
    *,
    first_seed: int,
    count: int,
    size_px: int,
    patch_px: int,
    processes: int | None = None,
) -> SceneDataset:
    """Open the cache in ``folder``; draw what is missing in it.

    Args:
        folder: made if it is not there; one cache per folder.
        first_seed: scenes are sampled from ``first_seed`` … ``first_seed + count - 1``.
        count: number of scenes.
        size_px: height and width of the images.
        patch_px: height and width of a labelled patch.
        processes: worker processes; all cores if None.

    Raises:
        BadInputError: the folder holds a cache drawn to other measures.
    """
    cache = _Cache(folder, first_seed, count, size_px, patch_px)
    cache.begin()
    starts = cache.missing_chunks()
    workers = processes or os.cpu_count() or 1
    with tqdm(total=len(starts), desc="drawing scenes", unit="chunk", disable=not starts) as bar:
        if workers == 1:
            for start in starts:
                cache.draw_chunk(start)
                bar.update()
        elif starts:
            # Spawned, never forked: a forked process inherits torch's threads in a state that may hang.
            with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
                for _ in pool.map(cache.draw_chunk, starts):
                    bar.update()
    return cache.open()
