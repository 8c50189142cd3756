"""When the shown image is explained: asked for, or unasked once it has been looked at for a moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mmel_desktop.core.case import RunRecord
from mmel_desktop.ui.answered_runs import present_answers
from mmel_desktop.ui.background.explanation_jobs import ExplainedImage, explain_one_job
from mmel_desktop.ui.background.job_view import JobView
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.session_controller import SessionController

AUTOMATIC_DELAY_MS = 150
"""An image must stay this long before it is explained unasked: arrow keys run through a gallery."""


class ExplanationRequests(QObject):
    """Asks the model about the shown image.

    Attributes:
        explaining_changed: True while the shown image is being explained.
        explained: an ``ExplainedImage`` came back, and whether it answers the latest request.
        explaining: the same as ``explaining_changed`` said last.

    Args:
        session: the open session.
        state: which image is shown, and with which explanation.
        kept_back_run: the shown image's run while a blind review keeps its explanation back, else None.
        parent: Qt owner.
    """

    explaining_changed = Signal(bool)
    explained = Signal(object, bool)

    def __init__(
        self,
        session: SessionController,
        state: ReviewState,
        kept_back_run: Callable[[], RunRecord | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.explaining = False
        self._session = session
        self._state = state
        self._kept_back_run = kept_back_run
        self._generation = 0
        self._job_id = 0
        self._refused: set[tuple[str, Any]] = set()
        self._automatic = QTimer(self)
        self._automatic.setSingleShot(True)
        self._automatic.setInterval(AUTOMATIC_DELAY_MS)
        self._automatic.timeout.connect(self._explain_if_needed)

    @property
    def automatic_is_due(self) -> bool:
        """True while the shown image is about to be looked at for an unasked explanation."""
        return self._automatic.isActive()

    def ask_soon(self) -> None:
        """Explain the shown image unasked if it is still shown in a moment and needs it."""
        self._automatic.start()

    def turn_away(self) -> None:
        """Another image is shown: what is being explained is not the shown one any more."""
        self._set_explaining(False)

    def forget(self) -> None:
        """The session was closed."""
        self._automatic.stop()
        self._generation += 1
        self._set_explaining(False)
        self._refused.clear()

    def explain(self) -> None:
        """Explain the shown image with the session's prompts, also when it was refused before."""
        image, store, info = self._state.image, self._session.store, self._session.info
        self._automatic.stop()
        self._generation += 1
        request = self._session.request(self._generation)
        if image is None or store is None or info is None or request is None or info.read_only:
            return
        name = self._session.index.shown_name(image.image_id)
        job = explain_one_job(store, image.image_id, name, info.model_spec, request)
        self._job_id = job.job_id
        self._set_explaining(True)

        def ended(view: JobView) -> None:
            if view.state == "failed":
                self._refused.add((image.image_id, (info.model_spec, request)))
            if view.job_id == self._job_id:
                self._set_explaining(False)
                if view.state != "cancelled":
                    # Prompts that were added meanwhile were not among those asked.
                    self.ask_soon()

        self._session.jobs.submit(job, on_finished=self._take, on_ended=ended)

    def _take(self, explained: ExplainedImage) -> None:
        self.explained.emit(explained, explained.generation == self._generation)

    @Slot()
    def _explain_if_needed(self) -> None:
        """Explain the shown image, unless that failed before or nobody may write."""
        info, image, request = self._session.info, self._state.image, self._session.request()
        if info is None or image is None or request is None or info.read_only or self.explaining:
            return
        refused = (image.image_id, (info.model_spec, request)) in self._refused
        if not refused and not self._shown_is_current() and not self._kept_back_is_current():
            self.explain()

    def _shown_is_current(self) -> bool:
        """True when the shown explanation answers what the session asks now."""
        explanation, info = self._state.explanation, self._session.info
        return (
            explanation is not None
            and info is not None
            and explanation.request == self._session.request()
            and explanation.provenance.model.spec == info.model_spec
        )

    def _kept_back_is_current(self) -> bool:
        """True when an explanation that is kept back answers what the session asks now."""
        run = self._kept_back_run()
        return run is not None and present_answers(self._session)(run)

    def _set_explaining(self, explaining: bool) -> None:
        if explaining != self.explaining:
            self.explaining = explaining
            self.explaining_changed.emit(explaining)
