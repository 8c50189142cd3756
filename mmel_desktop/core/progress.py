"""Progress of long work, and the wish to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from mmel_desktop.errors import OperationCancelled


@dataclass(frozen=True)
class ProgressReport:
    """How far a job is.

    Attributes:
        done: finished steps.
        total: steps in all; 0 when unknown.
        step: what is being done now, for a person to read.
    """

    done: int
    total: int
    step: str


ProgressListener = Callable[[ProgressReport], None]


def ignore_progress(_report: ProgressReport) -> None:
    """Listener for callers that do not want to know."""


class CancelToken:
    """Thread-safe request to stop; checked between steps."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop after its current step."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """True once :meth:`cancel` was called."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise :class:`OperationCancelled` if a stop was asked for."""
        if self._event.is_set():
            raise OperationCancelled("stopped at the user's request")
