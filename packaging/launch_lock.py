"""One launcher at a time prepares an environment."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from launch_problem import LaunchProblem


@contextmanager
def preparation_lock(directory: Path) -> Iterator[None]:
    """Hold the lock of the environment in ``directory``; a killed launcher holds it no longer.

    The lock file stands beside the directory, because preparing may remove the directory itself.

    Raises:
        LaunchProblem: another launcher holds it.
    """
    directory.parent.mkdir(parents=True, exist_ok=True)
    path = directory.with_name(f"{directory.name}.lock")
    with path.open("a+b") as file:
        if not _lock_without_waiting(file):
            raise LaunchProblem(
                f"Another start of MMEL Desktop is preparing {directory} right now. "
                "Wait until it is done, then try again."
            )
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock_without_waiting(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock_without_waiting(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
