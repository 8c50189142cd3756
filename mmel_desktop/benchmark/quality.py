"""MMEL beside every rival on the same scenes, in one run, with paired intervals."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch

from mmel_desktop.benchmark import metrics
from mmel_desktop.benchmark.cases import HELD_OUT
from mmel_desktop.benchmark.relation_tasks import recall
from mmel_desktop.benchmark.scene_figures import (
    FIGURES,
    MMEL,
    TASK_EVERY,
    Bench,
    Figures,
    PairFigures,
    SceneFigures,
)
from mmel_desktop.core.intervals import Interval, difference_interval, draw_resamples, mean_interval
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.engine.device import choose_device
from mmel_desktop.engine.semantic_hierarchy import LEVEL_NAMES

TASKS = ("location", "pair", "shortcut")
CHUNK = 5
MOST_PROCESSES = 8

Rows = dict[str, dict[str, np.ndarray]]
"""Per method and figure one value per scene, NaN where not asked or undefined."""


@dataclass(frozen=True)
class QualityResult:
    """Everything one run measured.

    Attributes:
        spec, architecture, model_sha256, device: the model and where it ran.
        processes: that shared the work, one torch thread each; 1 means one process with all threads.
        split, seed, image_count: of the scenes.
        seconds: wall time.
        weighting: how MMEL weighs the model's blocks, in words.
        left_out: rivals that are not defined for this model.
        figures: per method and figure, mean with interval.
        differences: per method and figure, MMEL minus the method on the same images.
        pairs: per figure of the multi-object task.
        pair_cases: how many.
        shortcut: per method, share of the evidence on the companion, where the model relies on it.
        shortcut_found: per method, how often the companion was found there.
        shortcut_cases, shortcut_relied: how many, and in how many the model relied on the companion.
    """

    spec: str
    architecture: str
    model_sha256: str
    device: str
    processes: int
    split: str
    seed: int
    image_count: int
    seconds: float
    weighting: str
    left_out: tuple[str, ...]
    figures: dict[str, dict[str, Interval]]
    differences: dict[str, dict[str, Interval]]
    pairs: dict[str, Interval]
    pair_cases: int
    shortcut: dict[str, Interval]
    shortcut_found: dict[str, Interval]
    shortcut_cases: int
    shortcut_relied: int


@dataclass(frozen=True)
class _Setup:
    """All that a process must know to measure the same as any other."""

    spec: str
    device: str
    seed: int
    split: str

    def bench(self) -> Bench:
        """The model, loaded."""
        return Bench(self.spec, self.device, self.seed, self.split)


@dataclass(frozen=True)
class _Chunk:
    """Scenes of one task, measured in one go."""

    task: str
    indices: tuple[int, ...]


def measure_quality(
    spec: str = "demo",
    *,
    image_count: int = 200,
    seed: int = 0,
    split: str = HELD_OUT,
    device: str = "auto",
    processes: int | None = None,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> QualityResult:
    """Run the whole harness.

    Args:
        spec: model specification.
        image_count: scenes of the location task; the other tasks take a fixed share of it.
        seed: of scenes, rivals and resamples; the same seed gives the same figures.
        split: where the scenes come from, one of ``cases.SPLITS``.
        device: see :func:`mmel_desktop.engine.device.choose_device`.
        processes: how many share the work; one per core (at most ``MOST_PROCESSES``) on the CPU when None.
        progress: told after each few scenes.
        cancel: checked between them.

    Raises:
        ModelError: the model cannot be loaded or explained.
        OperationCancelled: stopped; no figures.
    """
    cancel = cancel or CancelToken()
    started = time.monotonic()
    processes = processes or _sensible_processes(device)
    setup = _Setup(spec, device, seed, split)
    bench = setup.bench()
    task_count = max(1, image_count // TASK_EVERY)
    counts = {"location": image_count, "pair": task_count, "shortcut": task_count}
    chunks = [_Chunk(task, indices) for task in TASKS for indices in _split(counts[task])]
    measured = _gather(_measure(chunks, bench, setup, processes, cancel), sum(counts.values()), progress)
    location = _scene_rows(measured["location"], image_count)
    pairs = _pair_rows(measured["pair"], task_count)
    shortcut = _scene_rows(measured["shortcut"], task_count)
    drawn, task_drawn = draw_resamples(image_count, seed=seed), draw_resamples(task_count, seed=seed)
    return QualityResult(
        spec=spec,
        architecture=bench.identity.architecture,
        model_sha256=bench.identity.sha256,
        device=bench.device,
        processes=processes,
        split=split,
        seed=seed,
        image_count=image_count,
        seconds=time.monotonic() - started,
        weighting=bench.weighting,
        left_out=bench.left_out,
        figures=_intervals(location, drawn),
        differences=_differences(location, drawn),
        pairs={name: mean_interval(values, task_drawn) for name, values in pairs.items()},
        pair_cases=task_count,
        shortcut=_column(shortcut, "share", task_drawn),
        shortcut_found=_column(shortcut, "found", task_drawn),
        shortcut_cases=task_count,
        shortcut_relied=sum(bool(one.values) for one in measured["shortcut"].values()),  # type: ignore[union-attr]
    )


def _sensible_processes(device: str) -> int:
    if choose_device(device).type != "cpu":
        return 1
    return min(os.cpu_count() or 1, MOST_PROCESSES)


def _split(count: int) -> list[tuple[int, ...]]:
    return [tuple(range(start, min(start + CHUNK, count))) for start in range(0, count, CHUNK)]


def _gather(
    chunks: Iterator[tuple[_Chunk, list[Figures]]], total: int, progress: ProgressListener
) -> dict[str, dict[int, Figures]]:
    """Figures by task and scene number, whatever order they come in."""
    measured: dict[str, dict[int, Figures]] = {task: {} for task in TASKS}
    progress(ProgressReport(0, total, "measuring"))
    for chunk, figures in chunks:
        measured[chunk.task].update(zip(chunk.indices, figures, strict=True))
        done = sum(len(found) for found in measured.values())
        progress(ProgressReport(done, total, f"measuring ({chunk.task})"))
    return measured


def _measure(
    chunks: Sequence[_Chunk], bench: Bench, setup: _Setup, processes: int, cancel: CancelToken
) -> Iterator[tuple[_Chunk, list[Figures]]]:
    """Measure every chunk, in any order, here or in processes of one torch thread each."""
    if processes == 1:
        for chunk in chunks:
            cancel.raise_if_cancelled()
            yield chunk, _measure_chunk(bench, chunk)
        return
    # Spawned, never forked: a forked process inherits torch's thread pool in a state that may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=_start_worker) as pool:
        waiting: dict[Future[list[Figures]], _Chunk] = {
            pool.submit(_measure_apart, setup, chunk): chunk for chunk in chunks
        }
        try:
            for future in as_completed(waiting):
                cancel.raise_if_cancelled()
                yield waiting[future], future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _start_worker() -> None:
    # Ctrl+C reaches every process of the terminal; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    torch.set_num_threads(1)


@lru_cache(maxsize=1)
def _bench_of_this_process(setup: _Setup) -> Bench:
    """A process that measures many chunks loads the model once."""
    return setup.bench()


def _measure_apart(setup: _Setup, chunk: _Chunk) -> list[Figures]:
    """A chunk in a process of its own, with a model of its own."""
    return _measure_chunk(_bench_of_this_process(setup), chunk)


def _measure_chunk(bench: Bench, chunk: _Chunk) -> list[Figures]:
    if chunk.task == "location":
        return [bench.locate(index) for index in chunk.indices]
    if chunk.task == "pair":
        return [bench.ask_pair(index) for index in chunk.indices]
    return [bench.ask_shortcut(index) for index in chunk.indices]


def _scene_rows(measured: dict[int, Figures], count: int) -> Rows:
    """Values by method and figure, and the IoU at a threshold chosen on the other half of the scenes."""
    rows: Rows = {}
    curves: dict[str, np.ndarray] = {}
    for index, figures in sorted(measured.items()):
        assert isinstance(figures, SceneFigures)
        for method, values in figures.values.items():
            for figure, value in values.items():
                columns = rows.setdefault(method, {})
                columns.setdefault(figure, np.full(count, np.nan))[index] = value
        for method, curve in figures.iou_curves.items():
            empty = np.full((count, len(metrics.THRESHOLDS)), np.nan)
            curves.setdefault(method, empty)[index] = curve
    for method, curve in curves.items():
        rows[method]["IoU"] = metrics.cross_fitted_iou(curve)
    return rows


def _pair_rows(measured: dict[int, Figures], count: int) -> dict[str, np.ndarray]:
    rows: dict[str, np.ndarray] = {}
    answers = [figures for _, figures in sorted(measured.items()) if isinstance(figures, PairFigures)]
    assert len(answers) == count
    for level in LEVEL_NAMES:
        found = recall([figures.answers[level] for figures in answers])
        rows.update({f"{level} level: {name}": values for name, values in found.items()})
    return rows


def _intervals(rows: Rows, drawn: np.ndarray) -> dict[str, dict[str, Interval]]:
    return {
        method: {figure: mean_interval(columns[figure], drawn) for figure in FIGURES if figure in columns}
        for method, columns in rows.items()
    }


def _differences(rows: Rows, drawn: np.ndarray) -> dict[str, dict[str, Interval]]:
    own = rows[MMEL]
    return {
        method: {
            figure: difference_interval(own[figure], columns[figure], drawn)
            for figure in FIGURES
            if figure in columns
        }
        for method, columns in rows.items()
        if method != MMEL
    }


def _column(rows: Rows, figure: str, drawn: np.ndarray) -> dict[str, Interval]:
    return {method: mean_interval(columns[figure], drawn) for method, columns in rows.items()}
