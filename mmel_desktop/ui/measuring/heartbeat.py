"""Listens to whether the main thread answers."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot

BEAT_MS = 10
_TASKS = Path("/proc/self/task")


class Heartbeat(QObject):
    """A timer of the main thread that remembers its longest silence.

    Where the system tells (Linux), the time in which a thread was ready to run but other programs had the
    processor is known too: it is the machine's fault, not the window's. Everything is called from the main
    thread.

    Attributes:
        longest_gap_ms: longest time between two beats beyond the beat itself.
        longest_own_gap_ms: the same without the time in which the main thread, or one other thread it may
            have waited for, was kept from running by other programs.
        longest_work_ms: most processor time that the main thread spent between two beats. Neither other
            programs nor other threads change it: it is what the window itself does in one go.
        beats: how many there were.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest_gap_ms = 0.0
        self.longest_own_gap_ms = 0.0
        self.longest_work_ms = 0.0
        self.beats = 0
        self._last_s = self._last_work_s = 0.0
        self._waited_ms: dict[int, float] = {}
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Listen from now on."""
        self._waited_ms = ready_but_waiting_ms()
        self._last_s, self._last_work_s = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        """Listen no longer; the silence up to now counts."""
        self._timer.stop()
        self._beat()

    @Slot()
    def _beat(self) -> None:
        now_s, work_s, waited = time.perf_counter(), time.thread_time(), ready_but_waiting_ms()
        gap_ms = (now_s - self._last_s) * 1000 - BEAT_MS
        main = threading.main_thread().native_id
        since = {thread: ms - self._waited_ms.get(thread, 0.0) for thread, ms in waited.items()}
        others = max((ms for thread, ms in since.items() if thread != main), default=0.0)
        own_ms = gap_ms - since.get(main or 0, 0.0) - others
        self.longest_gap_ms = max(self.longest_gap_ms, gap_ms)
        self.longest_own_gap_ms = max(self.longest_own_gap_ms, own_ms)
        self.longest_work_ms = max(self.longest_work_ms, (work_s - self._last_work_s) * 1000)
        # Read again: what the heartbeat itself costs is not the window's.
        self._last_s, self._last_work_s, self._waited_ms = now_s, time.thread_time(), waited
        self.beats += 1


def ready_but_waiting_ms() -> dict[int, float]:
    """Thread id → how long it has been ready to run while other threads had the processor.

    From ``/proc/self/task/*/schedstat``; {} where the system does not tell.
    """
    waited = {}
    if _TASKS.is_dir():
        for thread in _TASKS.iterdir():
            try:
                fields = (thread / "schedstat").read_text().split()
            except OSError:  # the thread has ended
                continue
            waited[int(thread.name)] = int(fields[1]) / 1e6
    return waited
