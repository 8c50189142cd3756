"""What to do when memory runs out: fewer things at a time, and say so."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

_CPU_MESSAGES = ("can't allocate memory", "not enough memory", "failed to allocate")


def is_out_of_memory(error: BaseException) -> bool:
    """True for every form in which PyTorch and Python report it: CUDA, MPS, the CPU's allocator."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and (
        "out of memory" in text or any(message in text for message in _CPU_MESSAGES)
    )


def run_in_batches(
    run: Callable[[Tensor], Tensor], rows: Tensor, batch_size: int, told: Callable[[str], None]
) -> Tensor:
    """Run a function over rows, with half as many at a time whenever memory runs out.

    Args:
        run: rows (b, ...) → results (b, ...).
        rows: (S, ...), S ≥ 1.
        batch_size: rows to begin with.
        told: told in words when fewer rows are tried.

    Raises:
        Exception: what ``run`` raised, when one row alone is too many or it was not about memory.
    """
    found: list[Tensor] = []
    done = 0
    while done < len(rows):
        try:
            found.append(run(rows[done : done + batch_size]))
            done += batch_size
            continue
        except Exception as error:
            if batch_size == 1 or not is_out_of_memory(error):
                raise
        # Out here the traceback is gone, and with it its hold on what the failed run had allocated.
        smaller = max(1, batch_size // 2)
        told(f"Memory ran out: {smaller} instead of {batch_size} inputs were run together.")
        batch_size = smaller
        if rows.device.type == "cuda":
            torch.cuda.empty_cache()
    return torch.cat(found)
