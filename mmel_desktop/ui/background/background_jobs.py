"""The main thread's door to all background work: start, watch, cancel, shut down."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QObject, QThread, QThreadPool, Signal, Slot

from mmel_desktop.core.progress import CancelToken, ProgressReport
from mmel_desktop.ui.background.job_view import JobView
from mmel_desktop.ui.background.mailbox import Mailbox
from mmel_desktop.ui.background.model_job import ModelJob
from mmel_desktop.ui.background.model_keeper import LoadExplainer, load_with_workflow
from mmel_desktop.ui.background.model_worker import ModelWorker
from mmel_desktop.ui.background.pool_task import PoolTask, TaskFunction
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.progress_texts import step_text
from mmel_desktop.ui.translation import tr

TASK_THREADS = 2
LEAST_COUNTED_STEPS = 8
"""Jobs of fewer steps are given no time: it would be wrong by more than it tells."""
SHUTDOWN_TIMEOUT_MS = 10_000


@dataclass
class _Entry:
    """What the main thread remembers of a job that has not ended."""

    view: JobView
    cancel: CancelToken
    on_finished: Callable[[Any], None] | None
    on_ended: Callable[[JobView], None] | None
    batch: bool = False
    first_step_s: float = 0.0
    first_step_done: int = 0


class BackgroundJobs(QObject):
    """Runs jobs beside the window. All methods and all signals belong to the main thread.

    Attributes:
        job_changed: a job was added, moved on or ended; its ``JobView``. An end is announced exactly once.
        model_loaded: the worker holds another model; a ``LoadedModel``.

    Args:
        load: makes explainers; tests pass their own.
        device: where models shall run.
        parent: Qt owner.
    """

    job_changed = Signal(object)
    model_loaded = Signal(object)
    _wake = Signal()

    def __init__(
        self, load: LoadExplainer = load_with_workflow, device: str = "auto", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._entries: dict[int, _Entry] = {}
        self._tasks: list[PoolTask] = []
        self._accepting = True
        self._paused = False
        self._mailbox = Mailbox()
        self._pool = QThreadPool(self)
        self._pool.setExpiryTimeout(-1)  # each thread keeps a thread state of Python
        self._pool.setMaxThreadCount(TASK_THREADS)
        self._thread = QThread(self)
        self._thread.setObjectName("model-worker")
        self._worker = ModelWorker(self._mailbox, load, device)
        self._worker.moveToThread(self._thread)
        self._wake.connect(self._worker.work)
        # Emitted in the worker's own thread after its event loop ended: nothing else can be in its way.
        self._thread.finished.connect(self._worker.release)
        self._connect(self._worker)
        self._worker.model_loaded.connect(self._on_model_loaded)
        self._thread.start()

    # ------------------------------------------------------------------------------------------ starting

    def submit(
        self,
        job: ModelJob,
        on_finished: Callable[[Any], None] | None = None,
        on_ended: Callable[[JobView], None] | None = None,
    ) -> int:
        """Queue a job for the model worker; an interactive job stops the interactive one that runs.

        Args:
            job: what to do.
            on_finished: called in the main thread with the result, only when it finished.
            on_ended: called in the main thread with the last view, however it ended, after ``on_finished``.

        Returns:
            The job's id.
        """
        if job.interactive:
            for other in self.active:
                if other.interactive:
                    self.cancel(other.job_id)
        view = JobView(
            job.job_id,
            job.title,
            state="paused" if self._paused and not job.interactive else "queued",
            interactive=job.interactive,
            pausable=not job.interactive,
        )
        self._add(_Entry(view, job.cancel, on_finished, on_ended, batch=job.batch))
        dropped = self._mailbox.put(job)
        if dropped is not None:
            self._end(dropped.job_id, "cancelled")
        self._wake.emit()
        return job.job_id

    def run_task(
        self,
        title: str,
        function: TaskFunction,
        on_finished: Callable[[Any], None] | None = None,
        on_ended: Callable[[JobView], None] | None = None,
    ) -> int:
        """Run a function that needs no model in a pool thread; arguments as for :meth:`submit`."""
        task = PoolTask(title, function)
        self._connect(task.signals)
        self._add(_Entry(JobView(task.job_id, title), task.cancel, on_finished, on_ended))
        if self._accepting:
            # A task must outlive its own `run`, which is still returning when its end is announced.
            self._tasks = [*(self._tasks if self._pool.activeThreadCount() else ()), task]
            self._pool.start(task)
        else:
            self._end(task.job_id, "cancelled")
        return task.job_id

    # ------------------------------------------------------------------------------------------ watching

    @property
    def active(self) -> tuple[JobView, ...]:
        """Jobs that have not ended, oldest first."""
        return tuple(entry.view for entry in self._entries.values())

    @property
    def busy(self) -> bool:
        """True while any job has not ended."""
        return bool(self._entries)

    @property
    def batch_running(self) -> bool:
        """True while a batch may put explanations on record; a paused one may until its image is done."""
        return any(
            entry.batch and not (self._paused and self._mailbox.waits(job_id))
            for job_id, entry in self._entries.items()
        )

    # ------------------------------------------------------------------------------------------ pausing

    @property
    def paused(self) -> bool:
        """True while batches are held back; interactive work goes on."""
        return self._paused

    def pause(self, paused: bool) -> None:
        """Hold batches back after their present image, or let them go on."""
        if paused == self._paused:
            return
        self._paused = paused
        self._mailbox.pause(paused)
        before, after = ("queued running", "paused") if paused else ("paused", "queued")
        for entry in self._entries.values():
            if entry.view.pausable and entry.view.state in before.split():
                # The pace is measured anew: the pause was no work.
                entry.first_step_s = 0.0
                self._show(entry, state=after, seconds_left=None)
        self._wake.emit()

    # ------------------------------------------------------------------------------------------ stopping

    def cancel(self, job_id: int) -> None:
        """Ask a job to stop; one that still waits ends at once, a running one after its current step."""
        entry = self._entries.get(job_id)
        if entry is None:
            return
        entry.cancel.cancel()
        if self._mailbox.withdraw(job_id) is not None:
            self._end(job_id, "cancelled")
            return
        self._show(entry, state="stopping", step=tr("Stopping after this step"))
        self._wake.emit()

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job_id in tuple(self._entries):
            self.cancel(job_id)

    def shut_down(self, timeout_ms: int = SHUTDOWN_TIMEOUT_MS) -> bool:
        """Stop accepting, cancel, quit, wait for a bounded time.

        Returns:
            True when all threads ended in time. False: a step did not come to its end; nothing is lost
            (whatever was finished is committed), but the process must leave without destroying the thread.
        """
        self._accepting = False
        self._mailbox.close()
        for entry in self._entries.values():
            entry.cancel.cancel()
        deadline = QDeadlineTimer(timeout_ms)
        self._pool.clear()
        self._thread.quit()
        stopped = self._thread.wait(deadline)
        stopped = self._pool.waitForDone(int(max(deadline.remainingTime(), 0))) and stopped
        for job_id in tuple(self._entries):
            self._end(job_id, "cancelled")
        return stopped

    # ------------------------------------------------------------------------------------------ receiving

    def _connect(self, source: Any) -> None:
        source.started.connect(self._on_started)
        source.progressed.connect(self._on_progressed)
        source.finished.connect(self._on_finished)
        source.failed.connect(self._on_failed)
        source.cancelled.connect(self._on_cancelled)

    @Slot(int)
    def _on_started(self, job_id: int) -> None:
        entry = self._entries.get(job_id)
        if entry is not None and entry.view.state == "queued":
            self._show(entry, state="running")

    @Slot(int, object)
    def _on_progressed(self, job_id: int, report: ProgressReport) -> None:
        entry = self._entries.get(job_id)
        if entry is None or entry.view.ended:
            return
        state = "running" if entry.view.state == "queued" else entry.view.state
        step = entry.view.step if state == "stopping" else step_text(report.step)
        self._show(
            entry,
            state=state,
            done=report.done,
            total=report.total,
            step=step,
            seconds_left=None if state == "paused" else _seconds_left(entry, report, time.monotonic()),
        )

    @Slot(int, object)
    def _on_finished(self, job_id: int, result: Any) -> None:
        entry = self._entries.get(job_id)
        try:
            if entry is not None and entry.on_finished is not None:
                entry.on_finished(result)
        finally:
            self._end(job_id, "finished")

    @Slot(int, object)
    def _on_failed(self, job_id: int, problem: Problem) -> None:
        self._end(job_id, "failed", problem)

    @Slot(int)
    def _on_cancelled(self, job_id: int) -> None:
        self._end(job_id, "cancelled")

    @Slot(object)
    def _on_model_loaded(self, model: object) -> None:
        self.model_loaded.emit(model)

    def _add(self, entry: _Entry) -> None:
        self._entries[entry.view.job_id] = entry
        self.job_changed.emit(entry.view)

    def _show(self, entry: _Entry, **changes: Any) -> None:
        entry.view = replace(entry.view, **changes)
        self.job_changed.emit(entry.view)

    def _end(self, job_id: int, state: str, problem: Problem | None = None) -> None:
        """Announce the end once; later reports about the job find no entry and are dropped."""
        entry = self._entries.pop(job_id, None)
        if entry is None:
            return
        entry.view = replace(entry.view, state=state, problem=problem, seconds_left=None)
        self.job_changed.emit(entry.view)
        if entry.on_ended is not None:
            entry.on_ended(entry.view)


def _seconds_left(entry: _Entry, report: ProgressReport, now_s: float) -> float | None:
    """Estimate from the pace since the first counted step, so that loading a model does not distort it.

    None for a job of few steps: those of one image are not alike, and the last one takes longest.
    """
    if report.total < LEAST_COUNTED_STEPS or not report.done:
        return None
    if not entry.first_step_s:
        entry.first_step_s, entry.first_step_done = now_s, report.done
        return None
    steps = report.done - entry.first_step_done
    if steps <= 0:
        return entry.view.seconds_left
    return (now_s - entry.first_step_s) / steps * (report.total - report.done)
