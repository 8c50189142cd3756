"""How much memory explaining takes beside a plain forward pass, each in a fresh process of its own."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch

from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.model_loading import load_model
from mmel_desktop.engine.preprocessing import Preprocessor

IMAGE_HW = (480, 640)
PROMPTS = 16


def peak_memory_ratio(spec: str, device: str) -> float | None:
    """Peak memory of explaining ``PROMPTS`` prompts over that of one plain forward of the image tower.

    On a GPU the most that was allocated there; on the CPU the process's most resident memory, weights,
    interpreter and libraries included.

    Returns:
        The ratio; None where the system does not tell, or where a process failed (standard error says why).
    """
    plain, explained = (_peak_of(work, spec, device) for work in (_run_plain, _run_explanation))
    return None if plain is None or explained is None else explained / plain


def _peak_of(work: Callable[[str, str], None], spec: str, device: str) -> int | None:
    # Spawned, not forked: a forked process begins with its parent's memory.
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_report_peak, args=(work, spec, device, sender))
    process.start()
    sender.close()
    try:
        return cast("int | None", receiver.recv())
    except EOFError:
        return None  # it failed or was killed, most likely for its memory
    finally:
        process.join()


def _report_peak(work: Callable[[str, str], None], spec: str, device: str, sender: Connection) -> None:
    work(spec, device)
    sender.send(_own_peak_bytes(device))


def _run_plain(spec: str, device: str) -> None:
    loaded = load_model(spec, device)
    visual: Any = loaded.model.visual
    grid_hw = getattr(visual, "grid_size", (1, 1))
    pixels = Preprocessor(loaded.preprocess_settings, tuple(grid_hw)).prepare(_image()).pixels
    with torch.no_grad():
        visual(pixels.to(loaded.device, loaded.dtype))


def _run_explanation(spec: str, device: str) -> None:
    explainer = Explainer(load_model(spec, device))
    explainer.set_image(_image())
    explainer.explain([f"a photo of object number {index}" for index in range(PROMPTS)], run_checks=False)


def _image() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (*IMAGE_HW, 3), dtype=np.uint8)


def _own_peak_bytes(device: str) -> int | None:
    if device != "cpu" and torch.cuda.is_available():
        return torch.cuda.max_memory_allocated()
    status = Path("/proc/self/status")
    if status.exists():
        # Not getrusage: on Linux its peak is handed down from the process that started this one.
        kilobytes = (line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(next(kilobytes, "0")) * 1024 or None
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return None
