"""The command table meets those who carry the commands out, and says which of them can be used now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from mmel_desktop.ui.background.model_worker import LoadedModel
from mmel_desktop.ui.calibration_commands import CalibrationCommands
from mmel_desktop.ui.dialogs.path_chooser import PathChooser
from mmel_desktop.ui.file_commands import FileCommands
from mmel_desktop.ui.leaving import Confirm, Leaving
from mmel_desktop.ui.look_commands import LookCommands
from mmel_desktop.ui.main_window import MainWindow
from mmel_desktop.ui.program_places import APPLICATION_NAME
from mmel_desktop.ui.recent_sessions import RecentSessions
from mmel_desktop.ui.record_commands import RecordCommands
from mmel_desktop.ui.record_texts import record_text
from mmel_desktop.ui.review_commands import ReviewCommands
from mmel_desktop.ui.taxonomy_commands import TaxonomyCommands
from mmel_desktop.ui.translation import tr


class WindowCommands(QObject):
    """Connects the command table with its handlers and keeps titles and enabled commands up to date.

    Attributes:
        recent: which sessions were open lately.
        left: the window is about to close and every thread has ended, or was given up on.

    Args:
        window: the window whose commands these are.
        paths: asks for files.
        confirm: asks before something is stopped; a message box when None.
    """

    left = Signal()

    def __init__(self, window: MainWindow, paths: PathChooser, confirm: Confirm | None = None) -> None:
        super().__init__(window)
        self.recent = RecentSessions(window.parts.settings)
        self._window = window
        self._paths = paths
        self._commands = window.commands
        self._session = window.parts.session
        self._review = window.parts.review
        self._state = window.parts.state
        self._device = ""
        self._steps = {"undo": "", "redo": ""}
        self._record = RecordCommands(window, paths, window.commit_pending)
        self._files = FileCommands(window, paths, self.recent, self._record.unpack)
        self._reviewing = ReviewCommands(window, paths)
        self._look = LookCommands(window, self._files.open_path)
        self._leaving = Leaving(window, confirm)
        self._leaving.left.connect(self.left)
        self._connect()
        self._look.restore_blind()

    def _connect(self) -> None:
        handlers = {
            **self._files.handlers(),
            **self._record.handlers(),
            **self._reviewing.handlers(),
            **CalibrationCommands(self._window).handlers(),
            **TaxonomyCommands(self._window, self._paths).handlers(),
            **self._look.handlers(),
        }
        for command in self._commands.commands:
            handler = handlers[command.name]
            self._commands[command.name].triggered.connect(lambda _=False, act=handler: act())
        session = self._session
        for signal in (session.opened, session.changed, session.closed, session.recorded):
            signal.connect(self._refresh)
        session.opened.connect(self._start_tour)
        session.jobs.model_loaded.connect(self._take_model)
        self._state.image_changed.connect(self._enable)
        self._review.blind_changed.connect(self._refresh)

    @property
    def stopped_in_time(self) -> bool:
        """False when a thread did not end in time while the window was closed."""
        return self._leaving.stopped_in_time

    def open_last(self) -> None:
        """Reopen the session of the last sitting, if there is one."""
        self._files.open_last()

    def open_given(self, path: Path) -> None:
        """Open what the program was started with."""
        self._files.open_given(path)

    @Slot()
    @Slot(object)
    def _start_tour(self, _: object = None) -> None:
        if self._window.tour.wanted:
            self._window.tour.start()

    @Slot(object)
    def _take_model(self, model: LoadedModel) -> None:
        self._device = model.device
        self._refresh()

    @Slot()
    @Slot(object)
    def _enable(self, _: object = None) -> None:
        """Enable what can be used now. Reads nothing from the record: going through images must not wait."""
        info, shown = self._session.info, self._state.image is not None
        met = {"session"} if info else set()
        if info is not None and info.signed_off:
            met.add("signed_off")
        if self._session.writable:
            met |= {"writable", "judge"} if shown else {"writable"}
        if "judge" not in met and self._state.tool != "select":
            self._state.choose_tool("select")  # nothing could come of a drawing
        self._commands.enable(met | ({"image"} if shown else set()))
        for name, text in self._steps.items():
            self._commands[f"edit.{name}"].setEnabled(bool(text) and self._session.writable)
        self._commands["review.hide_names"].setEnabled(self._review.blind)

    @Slot()
    @Slot(object)
    def _refresh(self, _: object = None) -> None:
        """Bring titles, undo texts and the enabled commands up to date."""
        info, store = self._session.info, self._session.store
        self._steps = {
            "undo": store.undo_text() if store else "",
            "redo": store.redo_text() if store else "",
        }
        for name, text in self._steps.items():
            verb = tr("Undo") if name == "undo" else tr("Redo")
            # It may name an image, or say what somebody else did on one.
            what = "" if self._review.blind else record_text(text)
            label = tr("{verb}: {edit}").format(verb=verb, edit=what) if what else verb
            self._commands[f"edit.{name}"].setText(label)
        self._enable()
        reviewer = self._session.actor.full_name if info else ""
        parts = [info.name, info.model_spec, self._device, reviewer] if info else []
        self._window.setWindowTitle(" · ".join((*filter(None, parts), APPLICATION_NAME)))
        self._window.jobs_bar.set_resting_text(
            tr("Every change is saved at once.") if self._session.writable else ""
        )
        if info is None:
            self._window.welcome.show_recent(self.recent.paths)
