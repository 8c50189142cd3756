"""A workbench at work, and what each single event costs its main thread.

A program of its own, because an application can be watched only if it was made for that. ``python -m
tests.ui.event_work_program FOLDER plain|computing`` explains eight images while a pool thread computes in
pure Python, and writes what it found to standard output, as JSON.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from mmel_desktop.app import Workbench
from mmel_desktop.core.progress import CancelToken, ProgressListener
from mmel_desktop.ui.measuring.heartbeat import Heartbeat
from tests.factories import ACTOR, write_image
from tests.ui.fake_explainer import FakeModels

IMAGES = 8
WORKER_S = 0.5
TURNS = 2_000_000
"""Additions in pure Python: about a tenth of a second of a processor, whichever it is."""
TRIES = 3


@dataclass
class EventWork:
    """What was found.

    Attributes:
        unit_ms: processor time of the piece of work that limits are told in.
        longest_ms: most processor time that the main thread spent on one event, with all that it led to.
        longest_event: which event that was, and whose.
        events: how many there were.
        beats: how often a timer of the main thread was heard while a pool thread computed for ``WORKER_S``
            of its own processor time.
    """

    unit_ms: float
    longest_ms: float = 0.0
    longest_event: str = ""
    events: int = 0
    beats: int = 0


class WatchedApplication(QApplication):
    """Measures its main thread's processor time event by event.

    Not the time on the clock: on a crowded machine that says nothing about the window. An event that another
    one sends at once, such as the resizing of what lies in a widget that is resized, is part of that one.

    Attributes:
        found: where to put it; None while nothing is measured.
    """

    found: EventWork | None = None
    _inside = False

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Deliver an event."""
        found = self.found
        # A worker's events are delivered by way of here, too, but in its own thread.
        if found is None or self._inside or threading.current_thread() is not threading.main_thread():
            return super().notify(receiver, event)
        self._inside = True
        named = f"{event.type().name} of {type(receiver).__name__} {receiver.objectName()}"
        began = time.thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            self._inside = False
            spent_ms = (time.thread_time() - began) * 1000
            found.events += 1
            if spent_ms > found.longest_ms:
                found.longest_ms, found.longest_event = spent_ms, named


def work(turns: int = TURNS) -> int:
    """Pure Python work of a known size."""
    total = 0
    for number in range(turns):
        total += number
    return total


def unit_ms() -> float:
    """Processor time of :func:`work`; the least of a few tries, as a crowded processor only adds to it."""
    times = []
    for _ in range(TRIES):
        began = time.thread_time()
        work()
        times.append((time.thread_time() - began) * 1000)
    return min(times)


def worker_work(_progress: ProgressListener, _cancel: CancelToken) -> int:
    """Pure Python work that never gives the interpreter away by itself."""
    turns, ends = 0, time.thread_time() + WORKER_S
    while time.thread_time() < ends:
        turns += 1
    return turns


def wait_until(done: Callable[[], bool]) -> None:
    """Run the event loop until something is true."""
    loop = QEventLoop()
    look = QTimer()
    look.timeout.connect(lambda: loop.quit() if done() else None)
    look.start(10)
    if not done():
        loop.exec()


def open_images(workbench: Workbench, folder: Path) -> None:
    """A session with images, none of them asked for anything."""
    files = [folder / f"image_{number}.png" for number in range(IMAGES)]
    for number, file in enumerate(files):
        write_image(file, seed=number)
    workbench.session.create(folder / "case.mmel", prompts=("a bus",))
    wait_until(lambda: workbench.session.info is not None)
    workbench.session.work.import_images(files)
    wait_until(lambda: is_idle(workbench) and len(workbench.session.index) == IMAGES)


def is_idle(workbench: Workbench) -> bool:
    """True when no job is left and no unasked explanation is due."""
    return not workbench.jobs.busy and not workbench.review.automatic_is_due


def watch_jobs(application: WatchedApplication, workbench: Workbench, prompt: str) -> EventWork:
    """Ask every image for another prompt, and compute beside it."""
    found, heartbeat = EventWork(unit_ms()), Heartbeat()
    application.found = found
    workbench.session.set_prompts(("a bus", prompt))
    workbench.batches.explain_all()
    heartbeat.start()
    workbench.jobs.run_task("Working", worker_work, on_finished=lambda _: heartbeat.stop())
    wait_until(lambda: is_idle(workbench))
    application.found, found.beats = None, heartbeat.beats
    return found


def main(folder: Path, mode: str) -> None:
    """Measure a few times and write what was found; in the mode ``computing`` a handler computes in each."""
    application = WatchedApplication(sys.argv[:1])
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    workbench = Workbench(settings, load=FakeModels().load, confirm=lambda *_: True, actor=ACTOR)
    workbench.window.show()
    open_images(workbench, folder)
    found = []
    for number in range(TRIES):
        pending = [2 * TURNS] if mode == "computing" else []

        def compute(_run: object, pending: list[int] = pending) -> None:
            while pending:
                work(pending.pop())

        workbench.review.run_finished.connect(compute)
        found.append(watch_jobs(application, workbench, f"prompt {number}"))
        workbench.review.run_finished.disconnect(compute)
    workbench.window.close()
    sys.stdout.write(json.dumps([asdict(one) for one in found]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
