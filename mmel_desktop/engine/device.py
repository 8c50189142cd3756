"""Choose where to compute, and say it in words that mean something in a record."""

from __future__ import annotations

import re

import torch

from mmel_desktop.errors import BadInputError

DTYPE_CHOICES = ("float32", "bfloat16", "float16")


def choose_device(wanted: str) -> torch.device:
    """The device for a request.

    Args:
        wanted: ``auto`` (GPU when there is one), ``cpu``, ``cuda``, ``cuda:N`` or ``mps``.

    Raises:
        BadInputError: unknown name, or the device is not on this machine.
    """
    if wanted == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda", 0)
        return torch.device("mps") if torch.backends.mps.is_available() else torch.device("cpu")
    named = re.fullmatch(r"(cpu|mps|cuda)(?::([0-9]+))?", wanted)
    if named is None or (named[2] and named[1] != "cuda"):
        raise BadInputError(
            "unknown device",
            found=repr(wanted),
            expected="auto, cpu, cuda, cuda:N or mps",
            action="choose one",
        )
    kind, index = named.groups()
    if kind == "cuda" and (not torch.cuda.is_available() or int(index or 0) >= torch.cuda.device_count()):
        raise BadInputError(
            f"device {wanted!r} is not available",
            found=f"{torch.cuda.device_count()} CUDA device(s)",
            expected="a CUDA device and a matching driver",
            action="choose auto or cpu",
        )
    if kind == "mps" and not torch.backends.mps.is_available():
        raise BadInputError("device 'mps' is not available", action="choose auto or cpu")
    return torch.device(wanted)


def choose_dtype(wanted: str) -> torch.dtype:
    """The arithmetic for a request: ``float32`` (the reference), ``bfloat16`` or ``float16``.

    Raises:
        BadInputError: another name.
    """
    if wanted not in DTYPE_CHOICES:
        raise BadInputError(
            "unknown arithmetic", found=repr(wanted), expected=", ".join(DTYPE_CHOICES), action="choose one"
        )
    chosen: torch.dtype = getattr(torch, wanted)
    return chosen


def describe_device(device: torch.device) -> str:
    """E.g. ``cpu (2 threads)`` or ``cuda:0 NVIDIA H200``."""
    if device.type == "cuda":
        return f"cuda:{device.index or 0} {torch.cuda.get_device_name(device)}"
    if device.type == "cpu":
        return f"cpu ({torch.get_num_threads()} threads)"
    return device.type
