"""Drawn scenes as a cache on disk: pixels and facts, filled by several processes, resumable."""

from __future__ import annotations

import json
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
        first_seed: scene ``i`` was sampled from ``first_seed + i``.
    """

    images: NDArray[np.uint8]
    facts: NDArray[np.bool_]
    patch_labels: NDArray[np.uint8]
    first_seed: int


def clear_scene(seed: int, size_px: int, shortcut: Shortcut = Shortcut.HOLDS) -> RenderedScene:
    """Render the scene of ``seed``, or of a seed derived from it when an object would be hardly visible."""
    for attempt in range(_RETRIES):
        rendered = render_scene(sample_scene(seed + attempt * _RETRY_STEP, shortcut=shortcut), size_px)
        if rendered.objects and not hardly_visible(rendered):
            return rendered
    return rendered


def _draw_chunk(task: tuple[str, int, int, int, int, int, int]) -> None:
    """Fill rows ``start`` to ``stop`` of the cache in ``folder`` (runs in its own process)."""
    folder, first_seed, count, size_px, patch_px, start, stop = task
    images = np.lib.format.open_memmap(Path(folder) / "images.npy", mode="r+")
    facts = np.lib.format.open_memmap(Path(folder) / "facts.npy", mode="r+")
    labels = np.lib.format.open_memmap(Path(folder) / "patch_labels.npy", mode="r+")
    for index in range(start, min(stop, count)):
        rendered = clear_scene(first_seed + index, size_px)
        images[index] = rendered.image_rgb
        facts[index] = fact_row(rendered)
        labels[index] = label_patches(rendered, patch_px)
    images.flush()
    facts.flush()
    labels.flush()
    (Path(folder) / f"chunk_{start:07d}.done").touch()


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
    folder.mkdir(parents=True, exist_ok=True)
    measures = {
        "first_seed": first_seed,
        "count": count,
        "size_px": size_px,
        "patch_px": patch_px,
        "facts": len(ATOMS),
    }
    note = folder / "dataset.json"
    if note.exists():
        found = json.loads(note.read_text(encoding="utf-8"))
        if found != measures:
            raise BadInputError(
                f"the scene cache {folder} was drawn to other measures",
                found=str(found),
                expected=str(measures),
                action="name another folder or delete this one",
            )
    else:
        np.lib.format.open_memmap(
            folder / "images.npy", mode="w+", dtype=np.uint8, shape=(count, size_px, size_px, 3)
        )
        np.lib.format.open_memmap(folder / "facts.npy", mode="w+", dtype=np.bool_, shape=(count, len(ATOMS)))
        side = size_px // patch_px
        np.lib.format.open_memmap(
            folder / "patch_labels.npy", mode="w+", dtype=np.uint8, shape=(count, side, side)
        )
        note.write_text(json.dumps(measures), encoding="utf-8")
    starts = [start for start in range(0, count, _CHUNK) if not (folder / f"chunk_{start:07d}.done").exists()]
    tasks = [(str(folder), first_seed, count, size_px, patch_px, start, start + _CHUNK) for start in starts]
    workers = processes or os.cpu_count() or 1
    if tasks and workers == 1:
        for task in tqdm(tasks, desc="drawing scenes", unit="chunk"):
            _draw_chunk(task)
    elif tasks:
        with ProcessPoolExecutor(workers) as pool:
            for _ in tqdm(
                pool.map(_draw_chunk, tasks), total=len(tasks), desc="drawing scenes", unit="chunk"
            ):
                pass
    images = np.load(folder / "images.npy", mmap_mode="r")
    facts, labels = np.load(folder / "facts.npy"), np.load(folder / "patch_labels.npy")
    return SceneDataset(images, facts, labels, first_seed)
