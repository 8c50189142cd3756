"""Listens to whether the main thread answers."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Slot

BEAT_MS = 10


class Heartbeat(QObject):
    """A timer of the main thread that remembers its longest silence.

    Attributes:
        longest_gap_ms: longest time between two beats beyond the beat itself.
        beats: how many there were.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest_gap_ms = 0.0
        self.beats = 0
        self._last_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Listen from now on."""
        self._last_s = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Listen no longer; the silence up to now counts."""
        self._timer.stop()
        self._beat()

    @Slot()
    def _beat(self) -> None:
        now_s = time.perf_counter()
        self.longest_gap_ms = max(self.longest_gap_ms, (now_s - self._last_s) * 1000 - BEAT_MS)
        self._last_s = now_s
        self.beats += 1
