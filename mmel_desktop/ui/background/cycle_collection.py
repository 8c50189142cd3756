"""Python's cycle collector, kept in the main thread and out of the window's way.

Python looks for cyclic garbage in whichever thread happens to allocate. Two things make that harmful here.
A widget or a timer found by a worker's thread is destroyed there, and Qt then takes the program down. And
once torch is loaded a full collection looks at four hundred thousand objects, holding every other thread for
a third of a second.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_INTERVAL_MS = 200
TOO_MANY_TO_LOOK_AT = 60_000
"""A full collection of so many objects takes about 30 ms. What is alive when there are more is there for good
(libraries, the lists of a large session) and is set aside, see ``gc.freeze``; it still goes when its last
reference goes."""


class CycleCollection(QObject):
    """Collects in the main thread only, as often as Python would.

    Attributes:
        largest_look: most objects that a full collection has looked at.

    Args:
        parent: Qt owner; belongs to the main thread.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.largest_look = 0
        self._was_automatic = True
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_INTERVAL_MS)
        self._timer.timeout.connect(self.look)

    @property
    def active(self) -> bool:
        """True between :meth:`start` and :meth:`stop`."""
        return self._timer.isActive()

    def start(self) -> None:
        """Take over from Python."""
        if not self.active:
            self._was_automatic = gc.isenabled()
            gc.disable()
            self._timer.start()

    @Slot()
    def stop(self) -> None:
        """Give collecting back to Python; no worker may run any more."""
        if self.active:
            self._timer.stop()
            if self._was_automatic:
                gc.enable()

    @Slot()
    def look(self) -> None:
        """Collect what is due: the young objects mostly, all of them seldom."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [generation for generation in (2, 1, 0) if counts[generation] > limits[generation]]
        if not due:
            return
        if due[0] == 2:
            self._collect_all()
        else:
            gc.collect(due[0])

    def _collect_all(self) -> None:
        count = len(gc.get_objects())
        if count > TOO_MANY_TO_LOOK_AT:
            gc.freeze()
        else:
            self.largest_look = max(self.largest_look, count)
            gc.collect()
