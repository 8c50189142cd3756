"""What counts as passing: a result or a clear known error, in time, with nothing written elsewhere."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import platformdirs

from mmel_desktop.errors import MmelError

SLOWEST_S = 10.0
_LONGEST_MESSAGE = 4_000


class TooSlowError(BaseException):
    """A case did not end in time; no `except Exception` may swallow it."""


@dataclass
class Tally:
    """What became of many cases.

    Attributes:
        outcomes: how many were accepted, and how many refused by which kind of error.
        failures: (case, what went wrong); empty when all is well.
        slowest_s: the longest any case took.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)
    slowest_s: float = 0.0

    @property
    def cases(self) -> int:
        """How many there were."""
        return sum(self.outcomes.values()) + len(self.failures)

    def text(self) -> str:
        """One line of figures."""
        kinds = ", ".join(f"{name} {count}" for name, count in self.outcomes.most_common())
        return f"{self.cases} cases: {kinds}; failures {len(self.failures)}; slowest {self.slowest_s:.2f} s"


def judge(
    tally: Tally, case: str, act: Callable[[], Any], *, allowed: Path, limit_s: float | None = None
) -> None:
    """Run one case and count what became of it.

    Args:
        tally: counts.
        case: name of the case, enough to make it again.
        act: the case.
        allowed: the folder below which it may write.
        limit_s: how long it may take; :data:`SLOWEST_S` when None. More only for long jobs that report their
            progress and can be cancelled.
    """
    limit_s = SLOWEST_S if limit_s is None else limit_s
    started = time.monotonic()
    with watched_writes(allowed) as strays:
        try:
            with time_limit(limit_s):
                act()
            outcome, problem = "accepted", ""
        except MmelError as error:
            outcome, problem = type(error).__name__, problem_of_message(str(error))
        except TooSlowError:
            outcome, problem = "", f"it took more than {limit_s:.0f} s"
        except Exception as error:  # noqa: BLE001 - the point of it: every other exception is a failure
            outcome, problem = "", f"{type(error).__name__}: {str(error)[:300]}"
    tally.slowest_s = max(tally.slowest_s, time.monotonic() - started)
    if strays:
        problem = f"it wrote outside: {sorted(strays)[:3]}"
    if problem:
        tally.failures.append((case, problem))
    else:
        tally.outcomes[outcome] += 1


def problem_of_message(text: str) -> str:
    """Why a message is not one a person can act on; empty when it is."""
    if not text.strip() or "\n" in text:
        return f"a message of no or several lines: {text[:200]!r}"
    if len(text) > _LONGEST_MESSAGE:
        return f"a message of {len(text)} characters"
    return ""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise :class:`TooSlowError` in the main thread when the time is over, where the system can."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    previous = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


class _Watch:
    """Collects every path that Python code opens for writing, makes, moves or removes."""

    def __init__(self) -> None:
        self.paths: set[str] | None = None
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.paths is None:
            return
        if event == "open":
            path, mode, flags = arguments
            writing = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            if writing or (isinstance(mode, str) and set(mode) & set("wax+")):
                self._add(path)
        elif event in {"os.remove", "os.rmdir"}:
            # Relative to an open folder these belong to a `shutil.rmtree`, which has its own event.
            if arguments[1] in {-1, None}:
                self._add(arguments[0])
        elif event in {"os.mkdir", "os.truncate", "os.chmod", "shutil.rmtree"}:
            self._add(arguments[0])
        elif event in {"os.rename", "os.link", "os.symlink", "shutil.copyfile", "shutil.move"}:
            self._add(arguments[1])
        elif event in {"os.system", "subprocess.Popen", "os.exec", "os.posix_spawn"}:
            self._add(f"/a started program: {arguments[0]!r}")

    def _add(self, path: Any) -> None:
        if self.paths is not None and isinstance(path, str | bytes | os.PathLike):
            self.paths.add(os.fsdecode(path))


_watch: _Watch | None = None  # an audit hook cannot be taken away again: one for the whole process


@contextlib.contextmanager
def watched_writes(allowed: Path) -> Iterator[set[str]]:
    """Gather what is written outside a folder (and outside temporary folders of the program's own)."""
    global _watch
    _watch = _watch or _Watch()
    written: set[str] = set()
    strays: set[str] = set()
    _watch.paths = written
    try:
        yield strays
    finally:
        _watch.paths = None
        own = str(Path(tempfile.gettempdir()) / "mmel-desktop-")
        ledgers = platformdirs.user_data_dir("mmel-desktop", appauthor=False)
        for text in written:
            path = os.path.abspath(text)  # noqa: PTH100 - `..` must be resolved without following links
            if not path.startswith((str(allowed), own, ledgers, os.devnull)):
                strays.add(path)
