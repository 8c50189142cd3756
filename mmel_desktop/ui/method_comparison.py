"""Compares two methods on every image that both explained, in the background, for sorting by suspicion."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, SignalInstance, Slot

from mmel_desktop.core.case import RunRecord
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport
from mmel_desktop.ui.session_controller import SessionController
from mmel_desktop.ui.translation import tr

QUIET_MS = 1500
"""Runs of a batch follow one another; the comparison waits until none came for this long."""


class MethodComparison(QObject):
    """Keeps :attr:`CaseEntry.disagreement` true.

    Args:
        session: the open session.
        run_finished: signal that carries each recorded run.
        parent: Qt owner.
    """

    def __init__(
        self, session: SessionController, run_finished: SignalInstance, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._compared: dict[str, tuple[str, str]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self._compare)
        session.opened.connect(self._take_session)
        session.closed.connect(self._timer.stop)
        run_finished.connect(self._take_run)

    @Slot(object)
    def _take_session(self, _info: object) -> None:
        self._compared.clear()
        self._timer.start()

    @Slot(object)
    def _take_run(self, run: RunRecord) -> None:
        self._timer.start()

    @Slot()
    def _compare(self) -> None:
        store, known = self._session.store, dict(self._compared)
        if store is None:
            return

        def run(progress: ProgressListener, cancel: CancelToken) -> dict[str, tuple[tuple[str, str], float]]:
            from mmel_desktop.workflow.compare_methods import comparable_runs, method_disagreement

            pairs = comparable_runs(store.runs())
            new = {
                image_id: pair
                for image_id, pair in pairs.items()
                if known.get(image_id) != (pair[0].run_id, pair[1].run_id)
            }
            found = {}
            for done, (image_id, pair) in enumerate(new.items()):
                cancel.raise_if_cancelled()
                progress(ProgressReport(done, len(new), ""))
                found[image_id] = ((pair[0].run_id, pair[1].run_id), method_disagreement(store, pair))
            return found

        def take(found: dict[str, tuple[tuple[str, str], float]]) -> None:
            if store is not self._session.store:
                return
            for image_id, (runs, disagreement) in found.items():
                self._compared[image_id] = runs
                self._session.index.set_disagreement(image_id, disagreement)

        methods = {entry.run.method for entry in self._session.index.entries if entry.run is not None}
        if methods:
            self._session.jobs.run_task(tr("Comparing methods"), run, on_finished=take)
