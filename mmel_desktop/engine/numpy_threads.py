"""numpy's products on one core, so that they do not get in the way of PyTorch's.

The products of regions and relations are small. When numpy's BLAS gives one to its own threads, these go on
waiting in a busy loop for some time, and the cores they hold are missing in PyTorch's next step, which waits
for them: on two cores that cost a third of an image forward.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from threadpoolctl import ThreadpoolController


@contextmanager
def one_numpy_thread() -> Iterator[None]:
    """Inside, BLAS libraries other than PyTorch's own use one thread; outside, as many as before."""
    with _controller().limit(limits=1, user_api="blas"):
        yield


@cache  # looking through the loaded libraries takes milliseconds
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
