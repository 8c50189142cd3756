"""Work for a pool thread that needs no model: importing, exporting, verifying, decoding."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Signal

from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport
from mmel_desktop.errors import MmelError, OperationCancelled
from mmel_desktop.ui.background.lasting_thread import keep_thread_state
from mmel_desktop.ui.background.model_job import next_job_id
from mmel_desktop.ui.background.model_worker import PROGRESS_INTERVAL_S
from mmel_desktop.ui.background.problem import Problem, doing_text
from mmel_desktop.ui.translation import tr

_log = logging.getLogger(__name__)

TaskFunction = Callable[[ProgressListener, CancelToken], Any]


class PoolTaskSignals(QObject):
    """Signals of one task; a QRunnable can have none itself."""

    started = Signal(int)
    progressed = Signal(int, object)
    finished = Signal(int, object)
    failed = Signal(int, object)
    cancelled = Signal(int)


class PoolTask(QRunnable):
    """One function call in a pool thread; ends in exactly one of finished, failed or cancelled.

    Args:
        title: what it does, for the jobs bar.
        function: gets a progress listener and a cancel token; its result is emitted.
    """

    def __init__(self, title: str, function: TaskFunction) -> None:
        super().__init__()
        # The Python side keeps the reference until the end was delivered; Qt must not delete it before.
        self.setAutoDelete(False)
        self.title = title
        self.job_id = next_job_id()
        self.cancel = CancelToken()
        self.signals = PoolTaskSignals()
        self._function = function
        self._last_report_s = 0.0

    def run(self) -> None:
        keep_thread_state()
        end: tuple[Any, ...] = (
            self.signals.failed,
            Problem(tr("The task ended without saying why"), is_bug=True),
        )
        try:
            self.signals.started.emit(self.job_id)
            self.cancel.raise_if_cancelled()
            end = (self.signals.finished, self._function(self._report, self.cancel))
        except OperationCancelled:
            end = (self.signals.cancelled,)
        except MmelError as error:
            _log.warning("%s: %s", self.title, error)
            end = (self.signals.failed, Problem.from_error(error, doing_text(self.title)))
        except BaseException as error:  # noqa: BLE001 - a fault must reach the window, not vanish in a pool thread
            _log.exception("fault in task %r", self.title)
            end = (self.signals.failed, Problem.from_error(error, doing_text(self.title)))
        finally:
            end[0].emit(self.job_id, *end[1:])

    def _report(self, progress: ProgressReport) -> None:
        now_s = time.monotonic()
        if progress.done == progress.total or now_s - self._last_report_s >= PROGRESS_INTERVAL_S:
            self._last_report_s = now_s
            self.signals.progressed.emit(self.job_id, progress)
