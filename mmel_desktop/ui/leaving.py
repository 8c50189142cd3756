"""Leaving the program: ask if work would be stopped, save what is pending, end the threads in time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox

from mmel_desktop.ui.main_window import MainWindow
from mmel_desktop.ui.program_places import APPLICATION_NAME
from mmel_desktop.ui.translation import tr

POOL_TIMEOUT_MS = 5000

Confirm = Callable[[str, str, str], bool]
"""(question, explanation, text of the button that says yes) → the answer."""


class Leaving(QObject):
    """Answers the window's wish to close.

    Attributes:
        left: the window is about to close and every thread has ended, or was given up on.
        stopped_in_time: False when a thread did not end within its time.

    Args:
        window: the window.
        confirm: asks before something is stopped; a message box when None.
    """

    left = Signal()

    def __init__(self, window: MainWindow, confirm: Confirm | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.parts.session
        self._confirm = confirm or self._ask
        self.stopped_in_time = True
        window.close_requested.connect(self._answer_close)

    @Slot()
    def _answer_close(self) -> None:
        """Ask only if long work would be stopped; then stop, wait a bounded time, let the window close."""
        long_jobs = [view for view in self._session.jobs.active if not view.interactive]
        if long_jobs and not self._confirm(
            tr("Stop “{job}” and leave?").format(job=long_jobs[0].title),
            tr("What is finished is saved; the next start offers to go on with the rest."),
            tr("Stop and leave"),
        ):
            return
        self._window.commit_pending()
        self._window.layout_keeper.save()
        self._window.jobs_bar.show_hint(tr("Stopping after this step…"))
        self._window.jobs_bar.repaint()
        self.stopped_in_time = self._session.shut_down()
        self.stopped_in_time = self._window.parts.images.shut_down(POOL_TIMEOUT_MS) and self.stopped_in_time
        # A pool that is destroyed with the interpreter's lock held while one of its tasks waits for that lock
        # would never end, so every pool is emptied here, where Qt gives the lock away while it waits.
        self._window.graph.layouter.wait()
        self._window.may_close = True
        self.left.emit()

    def _ask(self, question: str, explanation: str, yes: str) -> bool:
        box = QMessageBox(self._window)
        box.setWindowTitle(APPLICATION_NAME)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question)
        box.setInformativeText(explanation)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(tr("Stay"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is accept
