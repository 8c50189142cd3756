"""What an explanation costs, as multiples of one plain image forward of the same model in the same run.

Every round runs each case once, in the same order, with a plain forward beside it, so that a machine that
slows down slows all of them; the figures are medians over rounds. Two images take turns, so that nothing kept
of the one can answer for the other.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch

from mmel_desktop.core.canonical import array_sha256, sha256_hex
from mmel_desktop.core.identity import ImageIdentity
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.engine.attribution import direct
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.model_loading import LoadedModel, load_model
from mmel_desktop.engine.preprocessing import Preprocessor

PROMPT_COUNTS = (1, 16, 100)
WARM_UP_ROUNDS = 2
IMAGE_HW = (480, 640)

_MAPS_NEW_IMAGE = "maps of all blocks only, new image"
_ALL_NEW_IMAGE = "maps, words, regions and graphs, new image, known text"
_MAPS_SET_IMAGE = "maps of a further prompt, image set, known text"
_ALL_SET_IMAGE = "everything for a further prompt, image set, new text"
_READ_TEXT = "reading new prompts (text tower, once per text)"


@dataclass(frozen=True)
class SpeedFigure:
    """Cost of one case.

    Attributes:
        name: what was done, in words.
        prompts: how many prompts.
        median_ms: over rounds.
        multiple: of the plain forward, median of the rounds' own ratios.
        low, high: quartiles of these ratios.
    """

    name: str
    prompts: int
    median_ms: float
    multiple: float
    low: float
    high: float


@dataclass(frozen=True)
class SpeedResult:
    """All figures of one model.

    Attributes:
        spec, architecture: the model.
        device: where.
        threads: torch threads during the run.
        rounds: how many.
        plain_forward_ms: median of one image through the model's own image tower, no gradients.
        figures: the cases.
    """

    spec: str
    architecture: str
    device: str
    threads: int
    rounds: int
    plain_forward_ms: float
    figures: tuple[SpeedFigure, ...]


@dataclass(frozen=True)
class _Case:
    name: str
    prompts: int
    prepare: Callable[[int], object]
    run: Callable[[int], object]


def measure_speed(
    spec: str,
    *,
    device: str = "auto",
    repetitions: int = 7,
    threads: int | None = None,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> SpeedResult:
    """Measure one model.

    Args:
        spec: model specification.
        device: see :func:`mmel_desktop.engine.device.choose_device`.
        repetitions: measured rounds, after ``WARM_UP_ROUNDS`` that are thrown away.
        threads: torch threads; torch's own choice when None.
        progress: told after each round.
        cancel: checked between rounds.

    Raises:
        ModelError: the model cannot be loaded or explained.
        OperationCancelled: stopped; no figures.
    """
    cancel = cancel or CancelToken()
    with _fixed_threads(threads):
        progress(ProgressReport(0, repetitions, f"loading {spec}"))
        loaded = load_model(spec, device)
        explainer = Explainer(loaded)
        forward, cases = _plain_forward(loaded), _cases(explainer, loaded)
        rounds: list[tuple[float, list[float]]] = []
        for number in range(WARM_UP_ROUNDS + repetitions):
            cancel.raise_if_cancelled()
            measured = _run_round(number, forward, cases, loaded.device)
            if number >= WARM_UP_ROUNDS:
                rounds.append(measured)
            done = max(0, number + 1 - WARM_UP_ROUNDS)
            progress(ProgressReport(done, repetitions, f"timing {spec}"))
        return SpeedResult(
            spec=spec,
            architecture=loaded.identity.architecture,
            device=explainer.device,
            threads=torch.get_num_threads(),
            rounds=repetitions,
            plain_forward_ms=float(np.median([plain for plain, _ in rounds])),
            figures=tuple(
                _figure(case, rounds, [times[index] for _, times in rounds])
                for index, case in enumerate(cases)
            ),
        )


def speed_as_json(result: SpeedResult) -> dict[str, Any]:
    """The result as plain JSON values."""
    return {"schema": "mmel-benchmark-speed/1", **asdict(result)}


def format_table(result: SpeedResult) -> str:
    """The result as a table for a terminal."""
    lines = [
        f"{result.spec} ({result.architecture})",
        f"{result.device}, {result.threads} torch threads, medians of {result.rounds} interleaved rounds; "
        f"one plain image forward: {result.plain_forward_ms:.1f} ms",
        f"{'case':<58} {'prompts':>7} {'ms':>9} {'× forward':>10}  quartiles",
    ]
    lines += [
        f"{figure.name:<58} {figure.prompts:>7} {figure.median_ms:>9.1f} {figure.multiple:>10.2f}"
        f"  {figure.low:.2f}–{figure.high:.2f}"
        for figure in result.figures
    ]
    return "\n".join(lines) + "\n"


def _cases(explainer: Explainer, loaded: LoadedModel) -> list[_Case]:
    """What is timed, from the bare maps to everything an explanation holds."""
    images = [_test_image(number) for number in range(2)]
    preprocessor = Preprocessor(loaded.preprocess_settings, explainer.tower.grid_hw)
    pixels = [preprocessor.prepare(image.rgb).pixels.to(loaded.device) for image in images]
    prompts = [f"a photo of object number {index}" for index in range(max(PROMPT_COUNTS) + 1)]
    text = explainer.text_tower.read(prompts).embeddings
    tower = explainer.tower
    records = [tower.record(one) for one in pixels]

    def nothing(_round: int) -> None:
        pass

    def maps(count: int) -> Callable[[int], object]:
        return lambda number: direct(tower, tower.record(pixels[number % 2]), text[:count])

    def explain(image: int, chosen: list[str]) -> Callable[[int], object]:
        def run(number: int) -> object:
            explainer.set_image(images[(number + image) % 2])
            return explainer.explain(chosen, run_checks=False)

        return run

    cases = [_Case(_MAPS_NEW_IMAGE, count, nothing, maps(count)) for count in PROMPT_COUNTS]
    for count in PROMPT_COUNTS:
        asked = prompts[:count]
        # The same prompts were asked of the other image just before: their text is read once for all images.
        cases.append(_Case(_ALL_NEW_IMAGE, count, explain(1, asked), explain(0, asked)))
    cases += [
        _Case(_MAPS_SET_IMAGE, 1, nothing, lambda number: direct(tower, records[number % 2], text[-1:])),
        _Case(_ALL_SET_IMAGE, 1, explain(0, prompts[:1]), explain(0, prompts[-1:])),
    ]
    cases += [
        _Case(_READ_TEXT, count, nothing, lambda _, asked=prompts[:count]: explainer.text_tower.read(asked))  # type: ignore[misc]
        for count in PROMPT_COUNTS
    ]
    return cases


def _plain_forward(loaded: LoadedModel) -> Callable[[int], object]:
    visual: Any = loaded.model.visual
    preprocessor = Preprocessor(loaded.preprocess_settings, tuple(visual.grid_size))
    pixels = preprocessor.prepare(_test_image(0).rgb).pixels.to(loaded.device)

    def run(_number: int) -> object:
        with torch.no_grad():
            return visual(pixels)

    return run


def _run_round(
    number: int, forward: Callable[[int], object], cases: list[_Case], device: torch.device
) -> tuple[float, list[float]]:
    """Milliseconds of the plain forward (median of those beside the cases) and of every case."""
    plain, times = [], []
    gc.collect()
    gc.disable()  # so that nobody pays for another case's garbage
    try:
        for case in cases:
            plain.append(_time_ms(forward, number, device))
            case.prepare(number)
            times.append(_time_ms(case.run, number, device))
    finally:
        gc.enable()
    return float(np.median(plain)), times


def _time_ms(run: Callable[[int], object], number: int, device: torch.device) -> float:
    _finish_device_work(device)
    start = time.perf_counter()
    run(number)
    _finish_device_work(device)
    return (time.perf_counter() - start) * 1000


def _finish_device_work(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()


def _figure(case: _Case, rounds: list[tuple[float, list[float]]], times: list[float]) -> SpeedFigure:
    ratios = [time_ms / plain for time_ms, (plain, _) in zip(times, rounds, strict=True)]
    low, middle, high = np.quantile(ratios, [0.25, 0.5, 0.75])
    return SpeedFigure(
        case.name, case.prompts, float(np.median(times)), float(middle), float(low), float(high)
    )


def _test_image(number: int) -> SourceImage:
    """Noise with its identity known beforehand: hashing and decoding are no part of the figures."""
    rgb = np.random.default_rng(number).integers(0, 256, (*IMAGE_HW, 3), dtype=np.uint8)
    identity = ImageIdentity(
        f"noise {number}", sha256_hex(rgb.tobytes()), array_sha256(rgb), IMAGE_HW[1], IMAGE_HW[0]
    )
    return SourceImage(identity, "", rgb, rgb.nbytes, "none", "RGB", 1, 0, 1, ())


@contextmanager
def _fixed_threads(threads: int | None) -> Iterator[None]:
    before = torch.get_num_threads()
    if threads is not None:
        torch.set_num_threads(threads)
    try:
        yield
    finally:
        torch.set_num_threads(before)
