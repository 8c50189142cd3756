"""Explaining many images: all, a selection, a folder; paused, cancelled, and resumed after a restart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Slot

from mmel_desktop.core.case import ImageRecord, RunRecord, SessionInfo
from mmel_desktop.errors import MmelError
from mmel_desktop.ui.answered_runs import present_answers
from mmel_desktop.ui.background.explanation_jobs import ExplainedBatch, explain_many_job
from mmel_desktop.ui.background.job_view import JobView
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.session_controller import SessionController
from mmel_desktop.ui.translation import tr

NAMED_ERRORS = 3
"""More failures than this become one message: a thousand would bury everything else."""
_EVERY_IMAGE = "*"


class BatchController(QObject):
    """Starts batches and remembers which one did not come to its end.

    What is unfinished needs no list of its own: an image whose latest run answers the session's present
    request is done. Kept in the settings is only *that* a batch was wanted and which images it was about.

    Args:
        session: the open session.
        on_run: told of each finished run, from the worker's thread; emit a signal from it.
        settings: where an unfinished batch is remembered.
        parent: Qt owner.
    """

    def __init__(
        self,
        session: SessionController,
        on_run: Callable[[RunRecord], None],
        settings: QSettings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._on_run = on_run
        self._settings = settings
        self._job_id = 0

    # ------------------------------------------------------------------------------ starting

    def explain_all(self) -> int:
        """Explain every image whose latest explanation does not answer the present request.

        Returns:
            How many images the batch holds; 0 when none needs it.
        """
        return self._start(None)

    def explain(self, image_ids: Sequence[str]) -> int:
        """Explain those of these images that the present request was not asked of; returns how many."""
        return self._start(image_ids)

    def explain_folder(self, folder: Path) -> None:
        """Import a folder's images, subfolders included, then explain them; the canvas stays where it is."""

        def go_on(images: tuple[ImageRecord, ...]) -> None:
            self.explain([image.image_id for image in images])

        self._session.work.import_images([folder], show=False, then=go_on)

    def _start(self, image_ids: Sequence[str] | None) -> int:
        store, info, request = self._session.store, self._session.info, self._session.request()
        if store is None or info is None or request is None or info.read_only:
            return 0
        wanted = self.unanswered(image_ids)
        if wanted:
            self._remember(info, _EVERY_IMAGE if image_ids is None else "\n".join(image_ids))
            names = {image_id: self._session.index.shown_name(image_id) for image_id in wanted}
            job = explain_many_job(store, names, info.model_spec, request, self._on_run)
            self._job_id = job.job_id
            self._session.jobs.submit(job, on_finished=self._take_batch, on_ended=self._take_end)
        return len(wanted)

    def unanswered(self, image_ids: Sequence[str] | None = None) -> list[str]:
        """Those of the images (all when None) whose latest run does not answer the present request."""
        answers = present_answers(self._session)
        among = None if image_ids is None else set(image_ids)
        return [
            entry.image.image_id
            for entry in self._session.index.entries
            if (among is None or entry.image.image_id in among) and not answers(entry.run)
        ]

    # ------------------------------------------------------------------------------ unfinished work

    @property
    def unfinished(self) -> list[str]:
        """Images left over from a batch that a restart interrupted; [] when there was none."""
        info = self._session.info
        scope = str(self._settings.value(_setting(info), "")) if info is not None else ""
        if not scope:
            return []
        return self.unanswered(None if scope == _EVERY_IMAGE else scope.split("\n"))

    def resume(self) -> int:
        """Go on with the batch that a restart interrupted; returns how many images are left."""
        left = self.unfinished
        return self.explain(left) if left else 0

    def forget(self) -> None:
        """The analyst does not want the unfinished batch any more."""
        if self._session.info is not None:
            self._settings.remove(_setting(self._session.info))

    @Slot(int)
    def cancel(self, job_id: int) -> None:
        """Stop a job for good: if it is a batch, the next start does not offer to resume it."""
        if job_id == self._job_id:
            self.forget()
        self._session.jobs.cancel(job_id)

    def cancel_all(self) -> None:
        """Stop every job for good."""
        self.forget()
        self._session.jobs.cancel_all()

    def _remember(self, info: SessionInfo, scope: str) -> None:
        self._settings.setValue(_setting(info), scope)

    # ------------------------------------------------------------------------------ receiving

    def _take_end(self, view: JobView) -> None:
        if view.state == "finished" and view.job_id == self._job_id:
            self.forget()

    def _take_batch(self, batch: ExplainedBatch) -> None:
        for problem in batch_problems(batch.errors):
            self._session.problem.emit(problem)


def batch_problems(errors: Sequence[MmelError]) -> tuple[Problem, ...]:
    """What is said of a batch's failures: each one when they are few, otherwise one message for all."""
    problems = tuple(Problem.from_error(error, tr("explaining")) for error in errors)
    if len(problems) <= NAMED_ERRORS:
        return problems
    return (
        Problem(
            tr("%n image(s) could not be explained", "", len(problems)),
            tr("the first: {problem}").format(problem=problems[0]),
            tr("The gallery's filter “Not explained” shows them; each one's run keeps its reason."),
        ),
    )


def _setting(info: SessionInfo) -> str:
    return f"unfinished_batches/{info.session_id}"
