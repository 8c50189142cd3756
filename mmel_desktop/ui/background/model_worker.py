"""The one worker that owns the model: lives in its own thread, advances jobs step by step."""

from __future__ import annotations

import logging
import sys
import time
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from mmel_desktop.core.progress import ProgressListener, ProgressReport
from mmel_desktop.errors import MmelError, OperationCancelled
from mmel_desktop.ui.background.lasting_thread import keep_thread_state
from mmel_desktop.ui.background.mailbox import Mailbox
from mmel_desktop.ui.background.model_job import JobSteps, ModelJob
from mmel_desktop.ui.background.model_keeper import LoadExplainer, ModelKeeper
from mmel_desktop.ui.background.problem import Problem, doing_text
from mmel_desktop.ui.translation import tr

_log = logging.getLogger(__name__)

WORKING_SWITCH_INTERVAL_S = 0.0005
"""How long a pure-Python stretch of the worker may hold the interpreter while the window wants to draw."""
PROGRESS_INTERVAL_S = 0.05


@dataclass(frozen=True)
class LoadedModel:
    """What the window may know of the model in the worker.

    Attributes:
        identity: its ``core.identity.ModelIdentity``.
        device: where it runs, e.g. ``cpu``.
    """

    identity: Any
    device: str


class ModelWorker(QObject):
    """Advances the jobs of a mailbox, one step at a time.

    Every job that was started ends in exactly one of ``finished``, ``failed`` or ``cancelled``. All values
    emitted are frozen; none refers to the model.

    Args:
        mailbox: where jobs come from.
        load: makes explainers.
        device: where models shall run.
    """

    started = Signal(int)
    progressed = Signal(int, object)
    finished = Signal(int, object)
    failed = Signal(int, object)
    cancelled = Signal(int)
    model_loaded = Signal(object)
    _more = Signal()

    def __init__(self, mailbox: Mailbox, load: LoadExplainer, device: str = "auto") -> None:
        super().__init__()
        self._mailbox = mailbox
        self._models = ModelKeeper(load, device, self._announce_model)
        self._running: dict[int, JobSteps] = {}
        self._idle_switch_interval_s = sys.getswitchinterval()
        # Queued, so that the thread's event loop breathes between steps (quit, wake-ups). Said explicitly:
        # left to itself Qt calls directly within a thread, each step inside the one before, until the stack
        # is full.
        self._more.connect(self.work, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def work(self) -> None:
        """Take the next job and advance it by one step."""
        keep_thread_state()
        job = self._mailbox.take()
        if job is None:
            sys.setswitchinterval(self._idle_switch_interval_s)
            return
        sys.setswitchinterval(WORKING_SWITCH_INTERVAL_S)
        self._advance(job)
        self._more.emit()

    @Slot()
    def release(self) -> None:
        """Close what was interrupted and let go of the model; the last thing done in the worker's thread."""
        for job_id, steps in tuple(self._running.items()):
            del self._running[job_id]
            steps.close()
            self.cancelled.emit(job_id)
        self._models.forget()
        sys.setswitchinterval(self._idle_switch_interval_s)

    def _advance(self, job: ModelJob) -> None:
        """Run one step; whatever happens, an ended job is reported once."""
        end: tuple[Any, ...] = (self.failed, Problem(tr("The job ended without saying why"), is_bug=True))
        try:
            if job.job_id not in self._running:
                self.started.emit(job.job_id)
                self._running[job.job_id] = job.make_steps(
                    self._models, self._reporter(job.job_id), job.cancel
                )
            job.cancel.raise_if_cancelled()
            next(self._running[job.job_id])
            end = () if self._mailbox.put_back(job) else (self.cancelled,)
        except StopIteration as stop:
            end = (self.finished, stop.value)
        except OperationCancelled:
            end = (self.cancelled,)
        except MmelError as error:
            _log.warning("%s: %s", job.title, error)
            end = (self.failed, Problem.from_error(error, doing_text(job.title)))
        except BaseException as error:  # noqa: BLE001 - a fault in a job must not end the thread that owns the model
            _log.exception("fault in job %r", job.title)
            end = (self.failed, Problem.from_error(error, doing_text(job.title)))
        finally:
            if end:
                steps = self._running.pop(job.job_id, None)
                if steps is not None:
                    steps.close()
                end[0].emit(job.job_id, *end[1:])

    def _reporter(self, job_id: int) -> ProgressListener:
        """A listener that passes progress on, at most twenty times a second (the last step always)."""
        last_s = 0.0
        last_step = ""

        def report(progress: ProgressReport) -> None:
            nonlocal last_s, last_step
            now_s = time.monotonic()
            if (
                progress.step != last_step
                or progress.done == progress.total
                or now_s - last_s >= PROGRESS_INTERVAL_S
            ):
                last_s, last_step = now_s, progress.step
                self.progressed.emit(job_id, progress)

        return report

    def _announce_model(self, explainer: Any) -> None:
        self.model_loaded.emit(LoadedModel(explainer.identity, explainer.device))
