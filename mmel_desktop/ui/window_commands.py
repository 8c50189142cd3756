"""What each command of the window does, and when it can be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, QSettings, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox

from mmel_desktop.core.case import DisplaySettings, SessionInfo, VerificationResult
from mmel_desktop.ui.background.explanation_jobs import load_model_job
from mmel_desktop.ui.background.model_worker import LoadedModel
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.crash_reports import LOG_NAME
from mmel_desktop.ui.dialogs.about import About
from mmel_desktop.ui.dialogs.command_palette import CommandPalette
from mmel_desktop.ui.dialogs.happening_view import HappeningView
from mmel_desktop.ui.dialogs.model_chooser import ModelChooser
from mmel_desktop.ui.dialogs.path_chooser import PathChooser
from mmel_desktop.ui.dialogs.prompts_editor import PromptsEditor
from mmel_desktop.ui.dialogs.settings_dialog import SettingsChoice, SettingsDialog
from mmel_desktop.ui.dialogs.shortcut_sheet import ShortcutSheet
from mmel_desktop.ui.dialogs.verification_view import VerificationView
from mmel_desktop.ui.happening_report import happening_report
from mmel_desktop.ui.main_window import MainWindow
from mmel_desktop.ui.recent_sessions import RecentSessions
from mmel_desktop.ui.record_commands import RecordCommands
from mmel_desktop.ui.record_texts import record_text
from mmel_desktop.ui.review_state import TOOLS
from mmel_desktop.ui.session_controller import Notice
from mmel_desktop.ui.theme import THEME_CHOICES, apply_theme, theme_colours
from mmel_desktop.ui.translation import tr

SESSION_SUFFIX = ".mmel"
BUNDLE_SUFFIX = ".mmelbundle"
REPORT_SUFFIX = ".pdf"
APPLICATION_NAME = "MMEL Desktop"

POOL_TIMEOUT_MS = 5000

Confirm = Callable[[str, str, str], bool]
"""(question, explanation, text of the button that says yes) → the answer."""


class WindowCommands(QObject):
    """Connects the command table with the controllers.

    Args:
        window: the window whose commands these are.
        paths: asks for files.
        confirm: asks before something is stopped; a message box when None.
    """

    def __init__(self, window: MainWindow, paths: PathChooser, confirm: Confirm | None = None) -> None:
        super().__init__(window)
        self.window = window
        self.commands = window.commands
        self.session = window.parts.session
        self.review = window.parts.review
        self.state = window.parts.state
        self.settings: QSettings = window.parts.settings
        self.recent = RecentSessions(self.settings)
        self.stopped_in_time = True
        self._paths = paths
        self._confirm = confirm or self._ask
        self._device = ""
        self._waiting_paths: tuple[Path, ...] = ()
        self._batches = window.parts.batches
        self._record = RecordCommands(window, paths, self._flush)
        self._connect_commands()
        self._connect_session()
        self.commands[f"view.theme_{theme_choice(self.settings)}"].setChecked(True)
        self._show_display(self.state.display)
        self._set_blind(
            self.settings.value("review/blind", False, type=bool),  # type: ignore[arg-type]  # as asked
            names_hidden=self.settings.value("review/hide_names", False, type=bool),  # type: ignore[arg-type]
        )

    def _connect_commands(self) -> None:
        window, session, review, canvas = self.window, self.session, self.review, self.window.canvas
        handlers: dict[str, Callable[[], object]] = {
            "file.new": self.new_session,
            "file.open": self.choose_session,
            "file.demo": session.open_demo,
            "file.add_images": self.choose_images,
            "file.add_folder": self.choose_folder,
            "file.export": self.export_report,
            "file.backup": session.back_up,
            "file.close": self.close_session,
            "file.quit": window.close,
            **self._record.handlers(),
            "edit.undo": self.undo,
            "edit.redo": self.redo,
            "edit.palette": lambda: CommandPalette(self.commands, window).show(),
            "edit.filter": self.filter_images,
            "edit.add_prompt": self.add_prompt,
            "edit.prompts": self.edit_prompts,
            "edit.settings": self.change_settings,
            "view.zoom_in": canvas.zoom_in,
            "view.zoom_out": canvas.zoom_out,
            "view.fit": canvas.fit,
            "view.actual": canvas.actual_size,
            "view.heat": canvas.toggle_heat,
            "view.regions": lambda: self._toggle_display("show_regions"),
            "view.relations": lambda: self._toggle_display("show_relations"),
            "view.compare": window.compare.toggle,
            "view.theme": lambda: self._apply_theme("light" if theme_colours().is_dark else "dark"),
            "view.dashboard": self.show_dashboard,
            "view.reset_layout": window.arrange_docks,
            "review.reset": lambda: review.judge(verdict="unreviewed"),
            "review.next": self.next_unreviewed,
            "review.notes": window.verdict_bar.toggle_notes,
            "review.blind": self.switch_blind,
            "review.hide_names": self.switch_blind,
            "review.next_image": lambda: window.gallery.step(1),
            "review.previous_image": lambda: window.gallery.step(-1),
            "review.annotate_region": canvas.annotate_selected_region,
            "review.annotate_relation": canvas.annotate_selected_relation,
            "review.annotate_image": canvas.annotate_image,
            "tools.probe_remove": partial(self.state.ask_probe, "remove"),
            "tools.probe_keep": partial(self.state.ask_probe, "keep"),
            "tools.probe_interaction": self.state.ask_interaction,
            "tools.explain": review.explain,
            "tools.explain_all": self.explain_all,
            "tools.explain_selection": self.explain_selection,
            "tools.explain_folder": self.explain_folder,
            "tools.pause": lambda: None,
            "tools.cancel_jobs": window.parts.batches.cancel_all,
            "tools.model": self.choose_model,
            "tools.verify": self.verify_session,
            "tools.verify_file": self.verify_file,
            "help.tour": window.tour.start,
            "help.shortcuts": lambda: ShortcutSheet(self.commands, window).show(),
            "help.report": self.report_happening,
            "help.log": lambda: self.open_path(log_directory()),
            "help.about": lambda: About(window).show(),
        }
        for verdict in ("right", "wrong", "right_wrong_reason", "unclear"):
            handlers[f"review.{verdict}"] = partial(review.judge, verdict=verdict)
        for tool in TOOLS:
            handlers[f"tool.{tool}"] = partial(self.state.choose_tool, tool)
        for choice in THEME_CHOICES:
            handlers[f"view.theme_{choice}"] = partial(self._apply_theme, choice)
        for command in self.commands.commands:
            handler = handlers[command.name]
            self.commands[command.name].triggered.connect(lambda _=False, act=handler: act())

    def _connect_session(self) -> None:
        window, session = self.window, self.session
        session.opened.connect(self._take_opened)
        for signal in (session.opened, session.changed, session.closed, session.recorded):
            signal.connect(self._refresh)
        session.verified.connect(self._show_verification)
        session.jobs.model_loaded.connect(self._take_model)
        self.state.image_changed.connect(self._refresh)
        self.state.display_changed.connect(self._show_display)
        self.state.tool_changed.connect(lambda tool: self.commands[f"tool.{tool}"].setChecked(True))
        window.canvas.heat_visible_changed.connect(self.commands["view.heat"].setChecked)
        window.compare.comparing_changed.connect(self.commands["view.compare"].setChecked)
        window.paths_dropped.connect(lambda names: self.take_paths([Path(name) for name in names]))
        window.close_requested.connect(self._answer_close)
        window.welcome.session_chosen.connect(session.open)
        window.jobs_bar.open_requested.connect(self.open_path)
        self.commands["tools.pause"].toggled.connect(session.jobs.pause)
        self.commands["review.hide_names"].setEnabled(False)
        window.recent_menu.aboutToShow.connect(self._fill_recent)
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_desktop)
        self.commands["tool.select"].setChecked(True)
        self.commands["view.heat"].setChecked(True)

    # ------------------------------------------------------------------------------ sessions and files

    def new_session(self) -> None:
        """Ask where, then start a session there."""
        path = self._paths.session_to_create(self.window)
        if path is not None:
            self.session.create(path, prompts=self.session.info.prompts if self.session.info else ())

    def choose_session(self) -> None:
        """Ask which session, then open it."""
        path = self._paths.session_to_open(self.window)
        if path is not None:
            self.session.open(path)

    def choose_images(self) -> None:
        """Ask for images, then import them."""
        self.take_paths(self._paths.images(self.window))

    def choose_folder(self) -> None:
        """Ask for a folder, then import its images."""
        folder = self._paths.image_folder(self.window)
        if folder is not None:
            self.take_paths([folder])

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Open what was dropped or chosen: a session or bundle opens, everything else is imported.

        Without an open session one is started in the user's documents: nothing has to be decided first.
        """
        sessions = [path for path in paths if path.suffix.lower() == SESSION_SUFFIX]
        bundles = [path for path in paths if path.suffix.lower() == BUNDLE_SUFFIX]
        images = tuple(path for path in paths if path.suffix.lower() not in (SESSION_SUFFIX, BUNDLE_SUFFIX))
        if sessions:
            self.session.open(sessions[0])
        elif bundles:
            self._record.unpack(bundles[0])
        elif images and self.session.store is not None:
            self.session.import_images(images)
        elif images:
            self._waiting_paths = images
            self.session.create(fresh_session_path())

    def close_session(self) -> None:
        """Close the session; the next start shows the empty state."""
        self._flush()
        self.recent.closed()
        self.session.close()

    def open_last(self) -> None:
        """Reopen the session of the last sitting, if there is one."""
        last = self.recent.last
        if last is not None:
            self.session.open(last)

    def export_report(self) -> None:
        """Ask where, then write the report."""
        if self.session.store is None:
            return
        self._flush()
        path = self._paths.report(self.window, self.session.store.path.with_suffix(REPORT_SUFFIX).name)
        if path is not None:
            self.session.export_report(path)

    def verify_session(self) -> None:
        """Check the open session."""
        if self.session.store is not None:
            self.session.verify(self.session.store.path)

    def verify_file(self) -> None:
        """Ask for a file, then check it."""
        path = self._paths.record(self.window)
        if path is not None:
            self.session.verify(path)

    @Slot(object)
    def open_path(self, path: Path) -> None:
        """Open a file or folder with the desktop's program."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    # ------------------------------------------------------------------------------ review

    def undo(self) -> None:
        """Take back the last edit, after committing what is still being typed."""
        self._flush()
        self.session.undo()

    def redo(self) -> None:
        """Make the last undone edit again."""
        self._flush()
        self.session.redo()

    def next_unreviewed(self) -> None:
        """Go to the next image without a verdict, or say that there is none."""
        if not self.review.next_unreviewed(self.window.gallery.model.image_ids):
            text = tr("Every image has a verdict.")
            if self.window.gallery.model.is_filtered:
                text = tr("Every image that passes the filter has a verdict.")
            self.window.jobs_bar.show_notice(Notice(text))

    def filter_images(self) -> None:
        """Bring up the gallery and put the cursor into its filter."""
        self.window.docks["gallery"].show()
        self.window.gallery.focus_filter()

    def add_prompt(self) -> None:
        """Bring up the prompts and put the cursor where a new one is typed."""
        self.window.docks["prompts"].show()
        self.window.prompts.focus_new_prompt()

    def explain_all(self) -> None:
        """Start the batch, or say that there is nothing to do."""
        self._start_batch(self._batches.explain_all)

    def explain_selection(self) -> None:
        """Explain what is selected in the gallery."""
        self._start_batch(lambda: self._batches.explain(self.window.gallery.selected_ids))

    def explain_folder(self) -> None:
        """Ask for a folder, then import and explain everything below it."""
        if self._prompts_missing():
            return
        folder = self._paths.image_folder(self.window)
        if folder is not None:
            self._batches.explain_folder(folder)

    def _start_batch(self, start: Callable[[], int]) -> None:
        if not self._prompts_missing() and start() == 0:
            text = tr("Each of these images is already explained with these prompts.")
            self.window.jobs_bar.show_notice(Notice(text))

    def _prompts_missing(self) -> bool:
        """Say so when there is nothing to ask the images for."""
        missing = self.session.info is not None and not self.session.info.prompts
        if missing:
            self.window.prompts.focus_new_prompt()
            text = tr("Add a prompt first: what the images are asked for.")
            self.window.jobs_bar.show_notice(Notice(text))
        return missing

    def _offer_to_resume(self) -> None:
        """After a restart: say that a batch was not finished, and how much is left."""
        left = len(self._batches.unfinished)
        if left and self.session.writable:
            self.window.jobs_bar.show_notice(
                Notice(
                    tr("A batch was interrupted: %n image(s) are left to explain.", "", left),
                    actions=((tr("Go on"), self._batches.resume), (tr("Leave it"), self._batches.forget)),
                )
            )

    def edit_prompts(self) -> None:
        """Write all prompts at once."""
        info = self.session.info
        if info is None:
            return
        editor = PromptsEditor(info.prompts, self.window.presets, self.window)
        if editor.exec() == PromptsEditor.DialogCode.Accepted:
            self.session.set_prompts(editor.prompts)

    def show_dashboard(self) -> None:
        """Bring the dashboard to the front."""
        self.window.docks["dashboard"].show()
        self.window.docks["dashboard"].raise_()

    def switch_blind(self) -> None:
        """Take over what the two switches of a blind review say."""
        blind = self.commands["review.blind"].isChecked()
        names_hidden = blind and self.commands["review.hide_names"].isChecked()
        self._set_blind(blind, names_hidden=names_hidden)

    def _set_blind(self, blind: bool, *, names_hidden: bool) -> None:
        self.settings.setValue("review/blind", blind)
        self.settings.setValue("review/hide_names", names_hidden)
        self.commands["review.blind"].setChecked(blind)
        self.commands["review.hide_names"].setChecked(names_hidden)
        self.commands["review.hide_names"].setEnabled(blind)
        self.review.set_blind(blind, names_hidden=names_hidden)
        self._refresh()

    def change_settings(self) -> None:
        """Language, theme, blind review and keyboard."""
        present = SettingsChoice(
            str(self.settings.value("language", "system")),
            theme_choice(self.settings),
            self.review.blind,
            self.review.names_hidden,
        )
        dialog = SettingsDialog(present, self.commands, self.window.shortcuts, self.window)
        if dialog.exec() != SettingsDialog.DialogCode.Accepted:
            return
        choice = dialog.choice
        dialog.shortcuts.keep()
        self._apply_theme(choice.theme)
        self._set_blind(choice.blind, names_hidden=choice.names_hidden)
        if choice.language != present.language:
            self.settings.setValue("language", choice.language)
            text = tr("The language changes when the program is started again.")
            self.window.jobs_bar.show_notice(Notice(text))

    def report_happening(self) -> None:
        """Show a text about what happened, without private data, to copy."""
        log = log_directory() / LOG_NAME
        report = happening_report(self.session.info, len(self.session.index), log)
        HappeningView(report, self.window).show()

    def choose_model(self) -> None:
        """Choose model and method, then load the model in the background."""
        info = self.session.info
        if info is None:
            return
        chooser = ModelChooser(info, self.window)
        if chooser.exec() == ModelChooser.DialogCode.Accepted:
            spec, method, view = chooser.choice
            self.session.set_model(spec, method, view)
            self.session.jobs.submit(load_model_job(spec))

    def _toggle_display(self, field: str) -> None:
        self.state.change_display(**{field: not getattr(self.state.display, field)})

    def _flush(self) -> None:
        self.window.verdict_bar.commit_pending()
        self.window.annotations.flush()

    # ------------------------------------------------------------------------------ following

    @Slot(object)
    def _take_opened(self, _info: SessionInfo) -> None:
        assert self.session.store is not None
        self.recent.opened(self.session.store.path)
        waiting, self._waiting_paths = self._waiting_paths, ()
        if waiting:
            self.session.import_images(waiting)
        self._offer_to_resume()
        self._show_place_warning(self.session.store.path)
        if self.window.tour.wanted:
            self.window.tour.start()

    def _show_place_warning(self, path: Path) -> None:
        """Say where a session lies badly, e.g. in a folder that another program synchronises."""
        from mmel_desktop.workflow.open_session import session_place_warning

        warning = session_place_warning(path)
        if warning:
            self.session.problem.emit(Problem(record_text(warning)))

    @Slot(object)
    def _take_model(self, model: LoadedModel) -> None:
        self._device = model.device
        self._refresh()

    @Slot()
    def _refresh(self, _: object = None) -> None:
        """Bring titles, undo texts and the enabled commands up to date."""
        info, store, shown = self.session.info, self.session.store, self.state.image is not None
        met = {"session"} if info else set()
        if info is not None and info.signed_off:
            met.add("signed_off")
        if self.session.writable:
            met |= {"writable", "judge"} if shown else {"writable"}
        self.commands.enable(met | ({"image"} if shown else set()))
        for name, text in (
            ("undo", store.undo_text() if store else ""),
            ("redo", store.redo_text() if store else ""),
        ):
            action = self.commands[f"edit.{name}"]
            action.setEnabled(bool(text) and self.session.writable)
            verb = tr("Undo") if name == "undo" else tr("Redo")
            what = record_text(text)
            action.setText(tr("{verb}: {edit}").format(verb=verb, edit=what) if what else verb)
        self.commands["review.hide_names"].setEnabled(self.review.blind)
        reviewer = self.session.actor.full_name if info else ""
        parts = [info.name, info.model_spec, self._device, reviewer] if info else []
        self.window.setWindowTitle(" · ".join((*filter(None, parts), APPLICATION_NAME)))
        self.window.jobs_bar.set_resting_text(
            tr("Every change is saved at once.") if self.session.writable else ""
        )
        if info is None:
            self.window.welcome.show_recent(self.recent.paths)

    @Slot(object)
    def _show_display(self, display: DisplaySettings) -> None:
        self.commands["view.regions"].setChecked(display.show_regions)
        self.commands["view.relations"].setChecked(display.show_relations)

    @Slot(object)
    def _show_verification(self, result: VerificationResult) -> None:
        VerificationView(result, self.window).show()

    @Slot()
    def _fill_recent(self) -> None:
        menu = self.window.recent_menu
        menu.clear()
        for path in self.recent.paths:
            menu.addAction(f"{path.stem}  —  {path.parent}").triggered.connect(
                lambda _=False, chosen=path: self.session.open(chosen)
            )
        menu.setEnabled(bool(self.recent.paths))

    # ------------------------------------------------------------------------------ theme

    def _apply_theme(self, choice: str) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.settings.setValue("theme", choice)
        apply_theme(application, choice)
        self.window.refresh_icons()
        self.commands[f"view.theme_{choice}"].setChecked(True)

    @Slot()
    def _follow_desktop(self, _scheme: object = None) -> None:
        if self.settings.value("theme") == "system":
            application = QApplication.instance()
            assert isinstance(application, QApplication)
            was_dark = theme_colours().is_dark
            if apply_theme(application, "system").is_dark != was_dark:
                self.window.refresh_icons()

    # ------------------------------------------------------------------------------ leaving

    @Slot()
    def _answer_close(self) -> None:
        """Ask only if long work would be stopped; then stop, wait a bounded time, let the window close."""
        long_jobs = [view for view in self.session.jobs.active if not view.interactive]
        if long_jobs and not self._confirm(
            tr("Stop “{job}” and leave?").format(job=long_jobs[0].title),
            tr("What is finished is saved; the next start offers to go on with the rest."),
            tr("Stop and leave"),
        ):
            return
        self._flush()
        self.window.save_layout()
        self.window.jobs_bar.show_hint(tr("Stopping after this step…"))
        self.window.jobs_bar.repaint()
        self.stopped_in_time = self.session.shut_down()
        self.stopped_in_time = self.window.parts.images.shut_down(POOL_TIMEOUT_MS) and self.stopped_in_time
        # A pool that is destroyed with the interpreter's lock held while one of its tasks waits for that lock
        # would never end, so every pool is emptied here, where Qt gives the lock away while it waits.
        self.window.graph.layouter.wait()
        self.window.may_close = True

    def _ask(self, question: str, explanation: str, yes: str) -> bool:
        box = QMessageBox(self.window)
        box.setWindowTitle(APPLICATION_NAME)
        box.setText(question)
        box.setInformativeText(explanation)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(tr("Stay"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is accept


def fresh_session_path() -> Path:
    """A session file that does not exist yet, named after the time, in the user's documents."""
    folder = Path(platformdirs.user_documents_dir()) / APPLICATION_NAME
    folder.mkdir(parents=True, exist_ok=True)
    stem = datetime.now().astimezone().strftime("review %Y-%m-%d %H.%M")
    candidates = (folder / f"{stem}{'' if n == 1 else f' ({n})'}{SESSION_SUFFIX}" for n in range(1, 1000))
    return next(path for path in candidates if not path.exists())


def theme_choice(settings: QSettings) -> str:
    """The theme the user chose; dark at first."""
    choice = str(settings.value("theme", "dark"))
    return choice if choice in THEME_CHOICES else "dark"


def log_directory() -> Path:
    """Where the log files lie."""
    return platformdirs.user_log_path("mmel-desktop", appauthor=False, ensure_exists=True)
