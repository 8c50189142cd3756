"""A workbench to measure: opened on made-up images, waited for, closed with everything it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer, SignalInstance

from mmel_desktop.core.identity import Actor
from mmel_desktop.ui.measuring.drawn_case import PROMPTS, write_pictures

OpenWorkbench = Callable[..., Any]
"""``app.Workbench``, which stands above this room and is therefore handed in."""

WAIT_MS = 600_000


@contextmanager
def opened(
    open_workbench: OpenWorkbench, folder: Path, *, images: int, size_wh: tuple[int, int], load: Any
) -> Iterator[Any]:
    """A shown workbench with a new session; closed with everything it runs afterwards."""
    folder.mkdir()
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("tour/seen", True)
    actor = Actor("measuring", "Measuring", "analyst", "measuring", "measuring")
    loading = {} if load is None else {"load": load}
    workbench = open_workbench(settings, actor=actor, confirm=lambda *_: True, **loading)
    workbench.window.resize(1600, 1000)
    workbench.window.show()
    try:
        workbench.session.create(folder / "measuring.mmel", prompts=PROMPTS)
        wait_for(workbench.session.opened)
        workbench.session.work.import_images(write_pictures(folder, images, *size_wh))
        wait_for(workbench.session.imported)
        wait_idle(workbench)
        yield workbench
    finally:
        workbench.window.close()
        workbench.jobs.shut_down(WAIT_MS)


def wait_for(signal: SignalInstance) -> None:
    """Let events run until a signal comes.

    Raises:
        TimeoutError: it did not come within ``WAIT_MS``.
    """
    loop, timed_out = QEventLoop(), QTimer()
    came: list[bool] = []

    def take(*_: object) -> None:
        came.append(True)
        loop.quit()

    signal.connect(take, Qt.ConnectionType.QueuedConnection)
    timed_out.setSingleShot(True)
    timed_out.timeout.connect(loop.quit)
    timed_out.start(WAIT_MS)
    loop.exec()
    signal.disconnect(take)
    if not came:
        raise TimeoutError("the workbench did not answer")


def wait_idle(workbench: Any) -> None:
    """Let events run until no job is left and none is about to start."""
    loop, look = QEventLoop(), QTimer()

    def check() -> None:
        if not workbench.jobs.busy and not workbench.review.automatic_is_due:
            loop.quit()

    look.timeout.connect(check)
    look.start(20)
    loop.exec()
    look.stop()
