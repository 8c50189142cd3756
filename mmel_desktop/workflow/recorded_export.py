"""An export that cannot be put on record is taken back: nothing leaves the program unrecorded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def taken_back_on_error(path: Path) -> Iterator[None]:
    """What the block writes at a path goes again when the block fails, and what lay there before comes back.

    A folder that was there before stays as the block left it: its files are replaced one by one.

    Args:
        path: the file or folder that the block makes and then puts on record.
    """
    was_there = os.path.exists(path)  # noqa: PTH110 - Path.exists raises where the writing has more to say
    earlier = _second_name(path)
    try:
        yield
    except BaseException:
        with suppress(OSError):  # the error that is on its way says more
            if earlier is not None:
                earlier.replace(path)
            elif not was_there:
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        raise
    finally:
        if earlier is not None:
            with suppress(OSError):
                earlier.unlink(missing_ok=True)


def _second_name(path: Path) -> Path | None:
    """Another name of the file that lies there, so that it outlives its replacement; costs no room."""
    if not os.path.isfile(path):  # noqa: PTH113 - see above
        return None
    second = path.with_name(f".{path.name}.earlier")
    try:
        second.unlink(missing_ok=True)
        os.link(path, second)
    except OSError:  # a file system without hard links
        return None
    return second
