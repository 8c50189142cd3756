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


class CycleCollection(QObject):
    """Collects in the main thread only.

    Args:
        parent: Qt owner; belongs to the main thread.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
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
            # Python's last collection must see everything, or libraries report their own objects as leaked.
            gc.unfreeze()
            if self._was_automatic:
                gc.enable()

    @Slot()
    def look(self) -> None:
        """Collect what is due: the young objects mostly, all of them seldom."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [generation for generation in (2, 1, 0) if counts[generation] > limits[generation]]
        if not due:
            return
        gc.collect(due[0])

    @Slot()
    @Slot(object)
    def set_aside(self, _: object = None) -> None:
        """Do not look at what is alive now again: a model and its libraries have been loaded, for good.

        Whatever was set aside still goes when its last reference goes. How many objects there are is not
        asked: ``gc.get_objects`` would hand out what other threads are still making.
        """
        gc.freeze()
