"""One more run of the shown image, asked for from the comparison and made for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from mmel_desktop.core.case import RunRecord
from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.ui.background.explanation_jobs import compare_one_job
from mmel_desktop.ui.dialogs.comparison_chooser import ComparisonChooser
from mmel_desktop.ui.notice import Notice
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.ui.main_window import MainWindow


class ComparisonRequests(QObject):
    """Asks how, explains in the background, and shows the outcome where it was asked for.

    The run is on record like any other, marked for comparison: the session goes on asking what it asked,
    and the lists show what they showed.

    Args:
        window: whose comparison this is; owns this object.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.parts.session
        self._state = window.parts.state
        window.compare.compared.another_requested.connect(self.ask)

    @Slot()
    def ask(self) -> None:
        """Ask for method, model and view; the prompts are those of the explanation that is shown."""
        image, shown = self._state.image, self._state.explanation
        if image is None or shown is None:
            return
        chooser = ComparisonChooser(shown, self._window)
        # The session may have been closed over the dialog.
        if chooser.exec() != ComparisonChooser.DialogCode.Accepted or not self._session.writable:
            return
        store = self._session.store
        assert store is not None, "a session that can be written is open"
        spec, method, view = chooser.choice
        request = ExplanationRequest(tuple(prompt.text for prompt in shown.prompts), method, view)
        name = self._session.index.shown_name(image.image_id)
        job = compare_one_job(store, image.image_id, name, spec, request)
        self._session.jobs.submit(job, on_finished=self._take)

    def _take(self, run: RunRecord) -> None:
        self._session.appended.emit()
        if not self._window.compare.compared.show_made(run):
            name = self._session.index.shown_name(run.image_id)
            text = tr("The run of {name} to compare with is there: choose it in the comparison.")
            self._session.notice.emit(Notice(text.format(name=name)))
