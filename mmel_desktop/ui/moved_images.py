"""Finding the files of a session's images again after they were moved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from mmel_desktop.core.progress import CancelToken, ProgressListener
from mmel_desktop.ui.background.problem import Problem, doing_text
from mmel_desktop.ui.dialogs.path_chooser import PathChooser
from mmel_desktop.ui.main_window import MainWindow
from mmel_desktop.ui.notice import Notice
from mmel_desktop.ui.translation import tr


class MovedImages(QObject):
    """Asks for a folder and tells what was found below it.

    Args:
        window: the window the question stands over.
        paths: asks for the folder.
    """

    def __init__(self, window: MainWindow, paths: PathChooser) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.parts.session
        self._paths = paths

    def find(self) -> None:
        """Look for missing images below a folder, in the background."""
        store = self._session.store
        folder = self._paths.moved_images_folder(self._window) if store is not None else None
        if folder is not None:
            self._find_below(folder)

    def _find_below(self, folder: Path) -> None:
        store = self._session.store

        def run(progress: ProgressListener, cancel: CancelToken) -> Any:
            from mmel_desktop.workflow.find_moved_images import find_moved_images

            assert store is not None
            return find_moved_images(store, folder, progress=progress, cancel=cancel)

        def take(outcome: Any) -> None:
            if store is not self._session.store:
                return
            if outcome.found:
                self._session.work.take_moved(outcome.found)
            self._tell(outcome, title)

        title = tr("Looking for moved images in {name}").format(name=folder.name)
        self._session.jobs.run_task(title, run, on_finished=take)

    def _tell(self, outcome: Any, title: str) -> None:
        found, missing = len(outcome.found), len(outcome.missing)
        if not found and not missing:
            self._session.notice.emit(Notice(tr("No image is missing.")))
            return
        if found:
            self._session.notice.emit(Notice(tr("%n image(s) found again.", "", found)))
        for error in outcome.errors if missing else ():  # they may lie where nobody could look
            self._session.problem.emit(Problem.from_error(error, doing_text(title)))
        if missing:
            shown_name = self._session.index.shown_name  # a blind reviewer may be without names
            names = ", ".join(shown_name(image.image_id) for image in outcome.missing[:3])
            self._session.problem.emit(
                Problem(
                    tr("%n image(s) are still missing.", "", missing),
                    tr("Not below that folder: {names}").format(names=names + (" …" if missing > 3 else "")),
                    tr("Choose another folder"),
                )
            )
