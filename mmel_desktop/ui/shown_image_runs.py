"""The explanations that the record holds of the shown image, for comparing them."""

from __future__ import annotations

from mmel_desktop.core.case import RunRecord
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.errors import MmelError
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.session_controller import SessionController
from mmel_desktop.ui.translation import tr


class ShownImageRuns:
    """Reads runs of the shown image.

    Args:
        session: the open session; tells what cannot be read.
        state: says which image is shown.
    """

    def __init__(self, session: SessionController, state: ReviewState) -> None:
        self._session = session
        self._state = state
        self._models: dict[str, str] = {}

    def finished(self) -> tuple[RunRecord, ...]:
        """The finished runs, oldest first; () without a session or an image."""
        store, image = self._session.store, self._state.image
        if store is None or image is None:
            return ()
        return tuple(run for run in store.runs(image.image_id) if run.status == "finished")

    def explanation(self, run_id: str) -> Explanation | None:
        """The explanation of a finished run; None when it cannot be read, which is told then."""
        store = self._session.store
        if store is None:
            return None
        try:
            return store.explanation(run_id)
        except MmelError as error:
            self._session.problem.emit(Problem.from_error(error, tr("reading the stored explanation")))
            return None

    def model(self, run_id: str) -> str:
        """Specification of the model a finished run asked; "" when it cannot be read."""
        store = self._session.store
        if store is not None and run_id not in self._models:
            try:
                self._models[run_id] = store.asked_model(run_id)
            except MmelError:
                return ""  # told when the run itself is chosen
        return self._models.get(run_id, "")
