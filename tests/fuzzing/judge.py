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
"""Processor time a case may take; waiting, which a busy machine makes long, may take six times as long."""
_WAITING = 6
_LONGEST_MESSAGE = 4_000


class TooSlowError(BaseException):
    """A case did not end in time; no `except Exception` may swallow it."""


@dataclass
class Tally:
    """What became of many cases.

    Attributes:
        outcomes: how many were accepted, and how many refused by which kind of error.
        failures: (case, what went wrong); empty when all is well.
        slowest_s: the most processor time any case took.
        slowest_case: its name.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)
    slowest_s: float = 0.0
    slowest_case: str = ""

    @property
    def cases(self) -> int:
        """How many there were."""
        return sum(self.outcomes.values()) + len(self.failures)

    def text(self) -> str:
        """One line of figures."""
        kinds = ", ".join(f"{name} {count}" for name, count in self.outcomes.most_common())
        return (
            f"{self.cases} cases: {kinds}; failures {len(self.failures)}; "
            f"slowest {self.slowest_s:.2f} s ({self.slowest_case})"
        )

    def note_time(self, case: str, seconds: float) -> None:
        """Remember the slowest case."""
        if seconds > self.slowest_s:
            self.slowest_s, self.slowest_case = seconds, case


def judge(
    tally: Tally, case: str, act: Callable[[], Any], *, allowed: Path, limit_s: float | None = None
) -> None:
    """Run one case and count what became of it.

    Args:
        tally: counts.
        case: name of the case, enough to make it again.
        act: the case.
        allowed: the folder below which it may write.
        limit_s: processor time it may take; :data:`SLOWEST_S` when None. More only for long jobs that report
            their progress and can be cancelled.
    """
    limit_s = SLOWEST_S if limit_s is None else limit_s
    started = time.process_time()
    with watched_writes(allowed) as strays:
        try:
            with time_limit(limit_s):
                act()
            outcome, problem = "accepted", ""
        except MmelError as error:
            outcome, problem = type(error).__name__, problem_of_message(str(error))
        except TooSlowError:
            outcome, problem = (
                "",
                f"it took more than {limit_s:.0f} s of the processor, or waited {_WAITING} times as long",
            )
        except Exception as error:  # noqa: BLE001 - the point of it: every other exception is a failure
            outcome, problem = "", f"{type(error).__name__}: {str(error)[:300]}"
    tally.note_time(case, time.process_time() - started)
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

    timers = (
        (signal.SIGPROF, signal.ITIMER_PROF, seconds),
        (signal.SIGALRM, signal.ITIMER_REAL, _WAITING * seconds),
    )
    previous = [signal.signal(number, end) for number, _, _ in timers]
    before = [signal.setitimer(timer, limit_s)[0] for _, timer, limit_s in timers]
    try:
        yield
    finally:
        for (number, timer, _), handler, left_s in zip(timers, previous, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)
            signal.setitimer(timer, left_s)  # the test runner's own limit goes on


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
