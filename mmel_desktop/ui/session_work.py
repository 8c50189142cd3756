"""What is done with the open session as a whole, in the background: import, report, verification, backup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mmel_desktop.core.case import ImageRecord, VerificationResult
from mmel_desktop.core.progress import CancelToken, ProgressListener
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.check_texts import problem_of_export
from mmel_desktop.ui.notice import Notice
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore
    from mmel_desktop.ui.session_controller import SessionController


class SessionWork:
    """Starts tasks on the session that is open then; their outcome is told by the session's signals.

    Args:
        session: the open session.
    """

    def __init__(self, session: SessionController) -> None:
        self._session = session

    def import_images(
        self,
        paths: Sequence[Path],
        *,
        show: bool = True,
        then: Callable[[tuple[ImageRecord, ...]], None] | None = None,
    ) -> None:
        """Import files and folders of files in the background.

        Args:
            paths: files and folders; folders with everything below them.
            show: bring the first image onto the canvas.
            then: called with the images once they are in the session.
        """
        store = self._session.store
        if store is None:
            return

        def run(progress: ProgressListener, cancel: CancelToken) -> Any:
            from mmel_desktop.workflow.import_images import import_images

            return import_images(store, paths, progress=progress, cancel=cancel)

        def take(outcome: Any) -> None:
            self._take_import(store, outcome, show=show)
            if then is not None and store is self._session.store:
                then(outcome.images)

        if len(paths) == 1:
            title = tr("Importing {name}").format(name=paths[0].name)
        else:
            title = tr("Importing %n file(s)", "", len(paths))
        self._session.jobs.run_task(title, run, on_finished=take)

    def _take_import(self, store: CaseStore, outcome: Any, *, show: bool) -> None:
        for error in outcome.errors:
            self._session.problem.emit(Problem.from_error(error, tr("importing")))
        if store is self._session.store:
            self._session.index.add_images(outcome.images)
            self._session.recorded.emit()
            self._session.imported.emit(outcome.images, show)

    def take_moved(self, images: tuple[ImageRecord, ...]) -> None:
        """Images of the session whose files lie elsewhere now, as the record has them."""
        self._session.index.add_images(images)
        self._session.recorded.emit()
        self._session.imported.emit(images, False)

    def may_write(self) -> bool:
        """Whether a report or an export can be written now; says why not, before anything was done for it."""
        running = self._session.jobs.batch_running
        if running:
            self._session.problem.emit(
                Problem(
                    tr("A batch is running, so nothing was written"),
                    tr("each image it explains changes the record; what is written shows one state of it"),
                    tr("Pause or stop the batch, let its present image finish, then write again."),
                )
            )
        return not running

    def export_report(self, out_path: Path) -> None:
        """Write the audit PDF in the background."""
        store = self._session.store
        if store is None:
            return

        def run(progress: ProgressListener, cancel: CancelToken) -> Any:
            from mmel_desktop.workflow.export_report import export_report

            return export_report(store, out_path, progress=progress, cancel=cancel)

        def tell(outcome: Any) -> None:
            self._session.reports_written += 1
            self._session.recorded.emit()
            self.tell_doubts(outcome.record_check)
            self._session.notice.emit(
                Notice(
                    tr("Report written: {name}, {pages} pages").format(
                        name=outcome.path.name, pages=outcome.pages
                    ),
                    outcome.path,
                )
            )

        self._session.jobs.run_task(tr("Writing {name}").format(name=out_path.name), run, on_finished=tell)

    def tell_doubts(self, check: RecordCheck) -> None:
        """Say that something was made from a record that does not hold."""
        if not check.passed:
            self._session.problem.emit(problem_of_export(check))

    def verify(self, path: Path) -> None:
        """Check a session or report file in the background; ``verified`` follows.

        That the open session was checked, and with what outcome, goes on record.
        """
        store = self._session.store

        def run(_progress: ProgressListener, _cancel: CancelToken) -> VerificationResult:
            from mmel_desktop.workflow.verify_record import verify_open_session, verify_record

            if store is not None and path == store.path:
                return verify_open_session(store)
            return verify_record(path)

        def tell(result: VerificationResult) -> None:
            self._session.recorded.emit()
            self._session.verified.emit(result)

        self._session.jobs.run_task(tr("Verifying {name}").format(name=path.name), run, on_finished=tell)

    def back_up(self) -> None:
        """Copy the session into its folder of backups."""
        path = self._session.edit(tr("backing up the session"), lambda store: store.back_up())
        if path is not None:
            self._session.notice.emit(Notice(tr("Backup written: {name}").format(name=path.name), path))
