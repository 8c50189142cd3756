"""The workbench's door: makes the collaborators, shows the window, then opens the session."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from mmel_desktop import __version__
from mmel_desktop.core.identity import Actor
from mmel_desktop.ui.background.background_jobs import BackgroundJobs
from mmel_desktop.ui.background.cycle_collection import CycleCollection
from mmel_desktop.ui.background.image_loading import ImageLoader
from mmel_desktop.ui.background.model_keeper import LoadExplainer, load_with_workflow
from mmel_desktop.ui.batch_controller import BatchController
from mmel_desktop.ui.crash_reports import CrashReports, start_log
from mmel_desktop.ui.dialogs.path_chooser import PathChooser
from mmel_desktop.ui.leaving import Confirm
from mmel_desktop.ui.look_commands import theme_choice
from mmel_desktop.ui.main_window import Collaborators, MainWindow
from mmel_desktop.ui.method_comparison import MethodComparison
from mmel_desktop.ui.place_in_session import PlaceInSession
from mmel_desktop.ui.probe_controller import ProbeController
from mmel_desktop.ui.program_places import APPLICATION_NAME, log_directory
from mmel_desktop.ui.review_controller import ReviewController
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.seen_explanations import SeenExplanations
from mmel_desktop.ui.session_controller import SessionController
from mmel_desktop.ui.theme import apply_theme
from mmel_desktop.ui.translation import install_language
from mmel_desktop.ui.window_commands import WindowCommands


class Workbench:
    """The window with everything it is made of. The application object must exist.

    Args:
        settings: where layout, theme and recent sessions are kept; tests pass their own.
        load: makes explainers.
        device: where models shall run.
        paths: asks for files; the desktop's dialogs when None.
        confirm: asks before work is stopped; a message box when None.
        actor: who the edits are attributed to; the account of this process when None.
    """

    def __init__(
        self,
        settings: QSettings,
        *,
        load: LoadExplainer = load_with_workflow,
        device: str = "auto",
        paths: PathChooser | None = None,
        confirm: Confirm | None = None,
        actor: Actor | None = None,
    ) -> None:
        # Before any widget is made: each would otherwise be polished twice.
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme(application, theme_choice(settings))
        self.language = install_language(application, str(settings.value("language", "system")))
        self.collection = CycleCollection()
        self.collection.start()
        self.jobs = BackgroundJobs(load, device)
        self.jobs.model_loaded.connect(self.collection.set_aside)
        self.session = SessionController(self.jobs, actor or Actor.from_environment())
        self.state = ReviewState()
        self.images = ImageLoader()
        seen, place = SeenExplanations(settings), PlaceInSession(settings)
        self.review = ReviewController(self.session, self.state, self.images, seen, place)
        self.batches = BatchController(self.session, self.review.run_finished.emit, settings)
        self.comparison = MethodComparison(self.session, self.review.run_finished)
        self.probes = ProbeController(self.session, self.review, self.state)
        parts = Collaborators(self.session, self.review, self.batches, self.state, self.images, settings)
        self.window = MainWindow(parts)
        self.commands = WindowCommands(self.window, paths or PathChooser(settings), confirm)
        self.commands.left.connect(self.collection.stop)


def main(argv: Sequence[str] | None = None) -> int:
    """Entry of ``mmel-desktop-gui``.

    Args:
        argv: at most one argument: ``demo``, or a session file, a bundle, or images to look at; the
            process's own when None.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["demo"]:
        return run_workbench(demo=True)
    return run_workbench(Path(arguments[0]) if arguments else None)


def run_workbench(given_path: Path | None = None, demo: bool = False, device: str = "auto") -> int:
    """Show the workbench and run it until it is closed.

    The window is visible before a session is opened, and no model is touched before it is needed.

    Args:
        given_path: a session to open, a bundle to unpack, an image or a folder of images to start a session
            with; the session of the last sitting when None.
        demo: open the demo session instead.
        device: where models shall run.

    Returns:
        Exit code: 0.
    """
    # Fractions such as 1.25 are taken as the desktop gives them, so that text stays sharp.
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName(APPLICATION_NAME)
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("mmel-desktop")
    application.setStyle("Fusion")
    log_path = start_log(log_directory())
    reports = CrashReports()
    reports.install(log_path)
    settings = QSettings("mmel-desktop", "mmel-desktop")
    workbench = Workbench(settings, device=device)
    reports.fault.connect(workbench.window.jobs_bar.show_problem)
    workbench.window.appear()

    def open_first() -> None:
        if demo:
            workbench.session.open_demo()
        elif given_path is not None:
            workbench.commands.open_given(given_path)
        else:
            workbench.commands.open_last()

    QTimer.singleShot(0, open_first)
    try:
        code = application.exec()
    finally:
        reports.uninstall()
    if not workbench.commands.stopped_in_time:
        # A step of the model did not end in time. All work is committed and the session is closed; destroying
        # the running thread would abort the process, so it leaves without tidying up.
        logging.shutdown()
        os._exit(code)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
