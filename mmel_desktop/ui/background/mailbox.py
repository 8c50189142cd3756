"""What the model worker is to do next: the newest interactive job first, then batches in order."""

from __future__ import annotations

import threading
from collections import deque

from mmel_desktop.ui.background.model_job import ModelJob


class Mailbox:
    """Thread-safe hand-over of jobs to the one worker. Knows no Qt.

    Interactive jobs are "latest wins": putting one in drops the one that still waits. Batches are first in,
    first out; a batch that stepped aside for an interactive job goes on before the others.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._interactive: ModelJob | None = None
        self._interrupted: ModelJob | None = None
        self._batches: deque[ModelJob] = deque()
        self._paused = False
        self._closed = False

    def put(self, job: ModelJob) -> ModelJob | None:
        """Queue a job.

        Returns:
            The job that will never start because of this one: the superseded interactive job, or ``job``
            itself when the mailbox is closed.
        """
        with self._lock:
            if self._closed:
                return job
            if not job.interactive:
                self._batches.append(job)
                return None
            dropped, self._interactive = self._interactive, job
            return dropped

    def put_back(self, job: ModelJob) -> bool:
        """Return a started job after one of its steps; False when the mailbox is closed."""
        with self._lock:
            if self._closed:
                return False
            self._interrupted = job
            return True

    def take(self) -> ModelJob | None:
        """The next job, or None when nothing waits or batches are paused; it is no longer in the mailbox."""
        with self._lock:
            if self._interactive is not None:
                job, self._interactive = self._interactive, None
                return job
            if self._paused and not (self._interrupted and self._interrupted.cancel.cancelled):
                return None
            if self._interrupted is not None:
                job, self._interrupted = self._interrupted, None
                return job
            return self._batches.popleft() if self._batches else None

    def pause(self, paused: bool) -> None:
        """Hold batches back, or let them go on. A batch that was told to stop still comes out, to end."""
        with self._lock:
            self._paused = paused

    def withdraw(self, job_id: int) -> ModelJob | None:
        """Take out a waiting job that never started; None when it does not wait here."""
        with self._lock:
            if self._interactive is not None and self._interactive.job_id == job_id:
                job, self._interactive = self._interactive, None
                return job
            for job in self._batches:
                if job.job_id == job_id:
                    self._batches.remove(job)
                    return job
            return None

    def waits(self, job_id: int) -> bool:
        """True while this batch lies here, begun or not: the worker does nothing for it now."""
        with self._lock:
            begun = (self._interrupted,) if self._interrupted is not None else ()
            return any(job.job_id == job_id for job in (*begun, *self._batches))

    def close(self) -> None:
        """Accept nothing more and drop what still waits."""
        with self._lock:
            self._closed = True
            self._interactive = self._interrupted = None
            self._batches.clear()
