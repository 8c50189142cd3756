"""What the Tools menu does to a model's layer weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from mmel_desktop.ui.background.calibration_job import calibration_job
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.dialogs.calibration_dialog import CalibrationDialog, CalibrationView
from mmel_desktop.ui.main_window import MainWindow
from mmel_desktop.ui.translation import tr


class CalibrationCommands(QObject):
    """Asks, fits in the background, shows the outcome.

    Args:
        window: the window whose commands these are.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.parts.session

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Command name → what it does."""
        return {"tools.calibrate": self.calibrate}

    def calibrate(self) -> None:
        """Ask for the extent, then calibrate the session's model."""
        from mmel_desktop.workflow.calibrate_session import FEWEST_IMAGES, MOST_IMAGES

        info, store = self._session.info, self._session.store
        if info is None or store is None:
            return
        count = len(self._session.index)
        dialog = CalibrationDialog(info, count, fewest=FEWEST_IMAGES, most=MOST_IMAGES, parent=self._window)
        if dialog.exec() != CalibrationDialog.DialogCode.Accepted:
            return
        job = calibration_job(
            store,
            info.model_spec,
            info.prompts,
            keep=dialog.keep.isChecked(),
            most_images=dialog.images.value(),
        )
        self._session.jobs.submit(job, on_finished=self._show)

    def _show(self, calibrated: Any) -> None:
        self._session.refresh()
        for error in calibrated.outcome.errors:
            self._session.problem.emit(Problem.from_error(error, tr("calibrating")))
        CalibrationView(calibrated, self._window).show()
