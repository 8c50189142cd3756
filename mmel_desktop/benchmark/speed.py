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
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from mmel_desktop.benchmark.peak_memory import IMAGE_HW, peak_memory_ratio
from mmel_desktop.benchmark.speed_figures import Limit, SpeedFigure, SpeedResult
from mmel_desktop.core.canonical import array_sha256, sha256_hex
from mmel_desktop.core.identity import ImageIdentity
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.model_loading import LoadedModel, load_model
from mmel_desktop.engine.preprocessing import Preprocessor

PROMPT_COUNTS = (1, 16, 100)
WARM_UP_ROUNDS = 2
BATCH = 8

_MAPS_NEW_IMAGE = "maps of all blocks only, new image"
_ALL_NEW_IMAGE = "maps, words, regions and graphs, new image, known text"
_MAPS_SET_IMAGE = "maps of a further prompt, image set, known text"
_ALL_SET_IMAGE = "everything for a further prompt, image set, new text"
_WORDS = "of these, the words of known prompts (text tower)"
_READ_TEXT = "reading new prompts (text tower, once per text)"
_THROUGHPUT = f"images explained per second, beside batches of {BATCH}"

_NEW_IMAGE_LIMITS = {1: Limit(1.3), 16: Limit(1.5), 100: Limit(2.5)}
_SET_IMAGE_LIMIT = Limit(0.15)
_THROUGHPUT_LIMIT = Limit(0.7, at_least=True)
_MEMORY_LIMIT = Limit(1.5)


@dataclass(frozen=True)
class _Case:
    """One thing that is timed: ``beside`` is the plain work it is a multiple of, one forward when None."""

    name: str
    prompts: int
    prepare: Callable[[int], object]
    run: Callable[[int], object]
    limit: Limit | None = None
    beside: Callable[[int], object] | None = None


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
        rounds: list[list[tuple[float, float]]] = []
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
            plain_forward_ms=float(np.median([plain for times in rounds for plain, _ in times[:-1]])),
            figures=tuple(
                _figure(case, [times[index] for times in rounds]) for index, case in enumerate(cases)
            ),
            memory=peak_memory_ratio(spec, loaded.device.type),
            memory_limit=_MEMORY_LIMIT,
        )


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
        return lambda number: tower.direct(tower.record(pixels[number % 2]), text[:count])

    def explain(image: int, chosen: list[str]) -> Callable[[int], object]:
        def run(number: int) -> object:
            explainer.set_image(images[(number + image) % 2])
            return explainer.explain(chosen, run_checks=False)

        return run

    def words(count: int) -> Callable[[int], object]:
        read = explainer.text_tower.read(prompts[:count])
        return lambda _: explainer.text_tower.attribute_words(read, records[0].unit_embedding)

    cases = [_Case(_MAPS_NEW_IMAGE, count, nothing, maps(count)) for count in PROMPT_COUNTS]
    for count in PROMPT_COUNTS:
        asked = prompts[:count]
        # The same prompts were asked of the other image just before: their text is read once for all images.
        limit = _NEW_IMAGE_LIMITS.get(count)
        cases.append(_Case(_ALL_NEW_IMAGE, count, explain(1, asked), explain(0, asked), limit))
    cases += [
        _Case(_MAPS_SET_IMAGE, 1, nothing, lambda number: tower.direct(records[number % 2], text[-1:])),
        _Case(_ALL_SET_IMAGE, 1, explain(0, prompts[:1]), explain(0, prompts[-1:]), _SET_IMAGE_LIMIT),
    ]
    cases += [
        _Case(_READ_TEXT, count, nothing, lambda _, asked=prompts[:count]: explainer.text_tower.read(asked))  # type: ignore[misc]
        for count in PROMPT_COUNTS
    ]
    cases += [_Case(_WORDS, count, nothing, words(count)) for count in PROMPT_COUNTS]
    # Last, because its plain work is a whole batch.
    cases.append(_batch_case(explainer, loaded, pixels[0]))
    return cases


def _batch_case(explainer: Explainer, loaded: LoadedModel, pixels: torch.Tensor) -> _Case:
    """Images explained one after another, as a batch run does, beside the same number encoded at once."""
    images = [_test_image(number) for number in range(BATCH)]
    visual: Any = loaded.model.visual
    stacked = pixels.expand(BATCH, -1, -1, -1).contiguous()
    prompt = ["a photo of object number 0"]

    def run(_number: int) -> None:
        for image in images:
            explainer.set_image(image)
            explainer.explain(prompt, run_checks=False)

    def beside(_number: int) -> object:
        with torch.no_grad():
            return visual(stacked)

    return _Case(
        _THROUGHPUT,
        1,
        lambda _number: explainer.explain(prompt, run_checks=False),
        run,
        _THROUGHPUT_LIMIT,
        beside,
    )


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
) -> list[tuple[float, float]]:
    """Milliseconds of every case: of the plain work it is held against, and its own.

    One plain forward is run beside every case; their median stands for all of them.
    """
    plain, own = [], []
    gc.collect()
    gc.disable()  # so that nobody pays for another case's garbage
    try:
        for case in cases:
            plain.append(_time_ms(case.beside or forward, number, device))
            case.prepare(number)
            own.append(_time_ms(case.run, number, device))
    finally:
        gc.enable()
    forward_ms = float(np.median([ms for case, ms in zip(cases, plain, strict=True) if case.beside is None]))
    plain = [forward_ms if case.beside is None else ms for case, ms in zip(cases, plain, strict=True)]
    return list(zip(plain, own, strict=True))


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


def _figure(case: _Case, times: list[tuple[float, float]]) -> SpeedFigure:
    own = np.array([time_ms for _, time_ms in times])
    plain = np.array([plain_ms for plain_ms, _ in times])
    # Cost is own over plain; throughput is the other way about.
    ratios = own / plain if case.beside is None else plain / own
    low, middle, high = np.quantile(ratios, [0.25, 0.5, 0.75])
    return SpeedFigure(
        case.name, case.prompts, float(np.median(own)), float(middle), float(low), float(high), case.limit
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
