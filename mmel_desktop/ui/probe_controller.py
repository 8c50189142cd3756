"""Fulfils what canvas and panels ask of the model about regions; the answers go into the review state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from mmel_desktop.core.explanation import Explanation
from mmel_desktop.errors import MmelError
from mmel_desktop.ui.background.job_view import JobView
from mmel_desktop.ui.background.model_job import ModelJob
from mmel_desktop.ui.background.probe_jobs import (
    ProbeAnswer,
    ProbedExplanation,
    probe_interactions_job,
    probe_regions_job,
    probe_removal_job,
)
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.notice import Notice
from mmel_desktop.ui.review_controller import ReviewController
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.session_controller import SessionController
from mmel_desktop.ui.translation import tr


class ProbeController(QObject):
    """Runs probes on the shown explanation; what was measured before is shown again, not measured anew.

    Args:
        session: the open session; probes of a session that can be written go into its record.
        review: says whether an explanation of the shown image is on its way.
        state: where probes are asked for and where their answers go.
        parent: Qt owner.
    """

    def __init__(
        self,
        session: SessionController,
        review: ReviewController,
        state: ReviewState,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._review = review
        self._state = state
        self._job_id = 0
        # Read once the image stands on the screen: going through a gallery must not wait for the record.
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(0)
        self._reading.timeout.connect(self._read_record)
        state.explanation_changed.connect(self._take_explanation)
        state.probe_requested.connect(self._answer)
        state.interactions_requested.connect(self.measure_interactions)
        state.removal_requested.connect(self.measure_removal)

    @Slot(object)
    def _take_explanation(self, _: Explanation | None) -> None:
        self._job_id = 0
        self._reading.start()

    @Slot()
    def _read_record(self) -> None:
        """Show what the record holds of this explanation's probes."""
        store, run_id = self._session.store, self._state.explanation_id
        if self._state.explanation is None or store is None or not run_id:
            return
        from mmel_desktop.workflow.probe_regions import recorded_probes

        try:
            self._state.show_probes(recorded_probes(store, run_id), recorded=True)
        except MmelError as error:
            self._session.problem.emit(
                Problem.from_error(error, tr("reading the probes of this explanation"))
            )

    @Slot(str)
    def _answer(self, view: str) -> None:
        """Show the selected regions removed or alone; measure it first if it never was."""
        state = self._state
        if not view or not state.selected_regions:
            state.show_probe_view("")
            return
        state.show_probe_view(view)
        if state.probes.of(state.selected_regions) is None:
            probed, store = self._probed(), self._session.store
            if probed is not None and store is not None:
                self._submit(probe_regions_job(store, probed, state.selected_regions))

    @Slot(tuple)
    def measure_interactions(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Measure the pairs that were not measured before."""
        missing = [pair for pair in pairs if self._state.probes.interaction(*pair) is None]
        probed, store = self._probed(), self._session.store
        if missing and probed is not None and store is not None:
            self._submit(probe_interactions_job(store, probed, missing))

    @Slot(int)
    def measure_removal(self, prompt_index: int) -> None:
        """Measure deletion and insertion of one prompt's map."""
        probed, store = self._probed(), self._session.store
        if probed is not None and store is not None:
            self._submit(probe_removal_job(store, probed, prompt_index))

    def _probed(self) -> ProbedExplanation | None:
        image, explanation = self._state.image, self._state.explanation
        if self._review.explaining:
            self._state.show_probe_view("")
            self._session.notice.emit(
                Notice(tr("This image is being explained; ask again when that is done."))
            )
            return None
        if image is None or explanation is None:
            return None
        return ProbedExplanation(image.image_id, self._state.explanation_id, image.identity.name, explanation)

    def _submit(self, job: ModelJob) -> None:
        self._job_id = job.job_id
        self._state.show_probing(True)

        def ended(view: JobView) -> None:
            if view.job_id != self._job_id:
                return
            self._state.show_probing(False)
            if view.state != "finished":
                self._state.show_probe_view("")

        self._session.jobs.submit(job, on_finished=self._take_answer, on_ended=ended)

    def _take_answer(self, answer: ProbeAnswer) -> None:
        if answer.recorded:
            self._session.recorded.emit()
        if answer.run_id != self._state.explanation_id:
            return  # another image is shown by now; the record has it
        probes = self._state.probes
        for measured in answer.measured:
            probes = probes.with_measured(measured)
        self._state.show_probes(probes, recorded=self._state.probes_recorded and answer.recorded)
