"""What the View and Help menus do: theme, settings, what is drawn, and texts about the program."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QSettings, Slot
from PySide6.QtWidgets import QApplication

from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.ui.canvas.image_canvas import ImageCanvas
from mmel_desktop.ui.crash_reports import LOG_NAME
from mmel_desktop.ui.dialogs.about import About
from mmel_desktop.ui.dialogs.command_palette import CommandPalette
from mmel_desktop.ui.dialogs.happening_view import HappeningView
from mmel_desktop.ui.dialogs.settings_dialog import SettingsChoice, SettingsDialog
from mmel_desktop.ui.dialogs.shortcut_sheet import ShortcutSheet
from mmel_desktop.ui.happening_report import happening_report
from mmel_desktop.ui.keyed_tips import LEVEL_COMMANDS
from mmel_desktop.ui.main_window import MainWindow
from mmel_desktop.ui.notice import Notice
from mmel_desktop.ui.panel_walk import focus_next_panel
from mmel_desktop.ui.peeking import Peeking
from mmel_desktop.ui.program_places import log_directory
from mmel_desktop.ui.review_state import TOOLS
from mmel_desktop.ui.theme import THEME_CHOICES, apply_theme, theme_colours
from mmel_desktop.ui.translation import tr


class LookCommands(QObject):
    """Connects what concerns the look of the window, and the settings, with the widgets.

    Args:
        window: the window whose commands these are.
        open_path: opens a folder with the desktop's program.
    """

    def __init__(self, window: MainWindow, open_path: Callable[..., object]) -> None:
        super().__init__(window)
        self._window = window
        self._open_path = open_path
        self._commands = window.commands
        self._session = window.parts.session
        self._review = window.parts.review
        self._state = window.parts.state
        self._settings: QSettings = window.parts.settings
        self._peeking = Peeking(self._commands["view.peek"], self._canvases, self)
        self._connect()
        self._commands[f"view.theme_{theme_choice(self._settings)}"].setChecked(True)
        self._commands["tool.select"].setChecked(True)
        self._commands["view.heat"].setChecked(True)
        self._commands["view.annotations"].setChecked(True)
        self._show_display(self._state.display)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Command name → what it does."""
        window, canvas = self._window, self._window.canvas
        return {
            "edit.palette": lambda: CommandPalette(self._commands, self._settings, window).show(),
            "edit.settings": self.change_settings,
            "view.zoom_in": canvas.zoom_in,
            "view.zoom_out": canvas.zoom_out,
            "view.fit": canvas.fit,
            "view.actual": canvas.actual_size,
            "view.heat": canvas.toggle_heat,
            "view.regions": lambda: self._toggle_display("show_regions"),
            "view.relations": lambda: self._toggle_display("show_relations"),
            "view.patches": lambda: self._toggle_display("whole_patches"),
            "view.annotations": self._toggle_annotations,
            "view.peek": self._peeking.begin,
            "view.compare": window.compare.toggle,
            "view.theme": lambda: self._apply_theme("light" if theme_colours().is_dark else "dark"),
            "view.next_panel": partial(focus_next_panel, window, 1),
            "view.previous_panel": partial(focus_next_panel, window, -1),
            "view.reset_layout": window.arrange_docks,
            "review.blind": self.switch_blind,
            "review.hide_names": self.switch_blind,
            "help.tour": window.tour.start,
            "help.shortcuts": lambda: ShortcutSheet(self._commands, window).show(),
            "help.report": self.report_happening,
            "help.log": lambda: self._open_path(log_directory()),
            "help.about": lambda: About(window).show(),
            **{
                f"view.level_{name}": partial(window.levels.choose_level, level)
                for level, name in enumerate(LEVEL_COMMANDS, start=-1)
            },
            **{f"tool.{tool}": partial(self._state.choose_tool, tool) for tool in TOOLS},
            **{f"view.theme_{choice}": partial(self._apply_theme, choice) for choice in THEME_CHOICES},
        }

    def _connect(self) -> None:
        commands = self._commands
        self._state.display_changed.connect(self._show_display)
        self._state.tool_changed.connect(lambda tool: commands[f"tool.{tool}"].setChecked(True))
        self._window.canvas.heat_visible_changed.connect(commands["view.heat"].setChecked)
        self._window.canvas.annotations_visible_changed.connect(commands["view.annotations"].setChecked)
        self._window.compare.comparing_changed.connect(commands["view.compare"].setChecked)
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_desktop)

    def restore_blind(self) -> None:
        """Take up blind review as it was left in the last sitting."""
        self._set_blind(
            self._settings.value("review/blind", False, type=bool),  # type: ignore[arg-type]  # as asked
            names_hidden=self._settings.value("review/hide_names", False, type=bool),  # type: ignore[arg-type]
        )

    def change_settings(self) -> None:
        """Language, theme, blind review and keyboard."""
        present = SettingsChoice(
            str(self._settings.value("language", "system")),
            theme_choice(self._settings),
            self._review.blind,
            self._review.names_hidden,
        )
        dialog = SettingsDialog(present, self._commands, self._window.shortcuts, self._window)
        if dialog.exec() != SettingsDialog.DialogCode.Accepted:
            return
        choice = dialog.choice
        dialog.shortcuts.keep()
        self._apply_theme(choice.theme)
        self._set_blind(choice.blind, names_hidden=choice.names_hidden)
        if choice.language != present.language:
            self._settings.setValue("language", choice.language)
            text = tr("The language changes when the program is started again.")
            self._window.jobs_bar.show_notice(Notice(text))

    def report_happening(self) -> None:
        """Show a text about what happened, without private data, to copy."""
        log = log_directory() / LOG_NAME
        report = happening_report(self._session.info, len(self._session.index), log)
        HappeningView(report, self._window).show()

    def switch_blind(self) -> None:
        """Take over what the two switches of a blind review say."""
        blind = self._commands["review.blind"].isChecked()
        names_hidden = blind and self._commands["review.hide_names"].isChecked()
        self._set_blind(blind, names_hidden=names_hidden)

    def _set_blind(self, blind: bool, *, names_hidden: bool) -> None:
        self._settings.setValue("review/blind", blind)
        self._settings.setValue("review/hide_names", names_hidden)
        self._commands["review.blind"].setChecked(blind)
        self._commands["review.hide_names"].setChecked(names_hidden)
        self._commands["review.hide_names"].setEnabled(blind)
        self._review.set_blind(blind, names_hidden=names_hidden)

    def _toggle_display(self, field: str) -> None:
        self._state.change_display(**{field: not getattr(self._state.display, field)})

    @Slot(object)
    def _show_display(self, display: DisplaySettings) -> None:
        self._commands["view.regions"].setChecked(display.show_regions)
        self._commands["view.relations"].setChecked(display.show_relations)
        self._commands["view.patches"].setChecked(display.whole_patches)
        if -1 <= display.level < len(LEVEL_COMMANDS) - 1:
            self._commands[f"view.level_{LEVEL_COMMANDS[display.level + 1]}"].setChecked(True)

    def _toggle_annotations(self) -> None:
        hidden = not self._window.canvas.layers.annotations.hidden
        for canvas in self._canvases():
            canvas.hide_annotations(hidden)

    def _canvases(self) -> tuple[ImageCanvas, ...]:
        compare = self._window.compare
        return (compare.canvas,) if compare.second is None else (compare.canvas, compare.second)

    def _apply_theme(self, choice: str) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._settings.setValue("theme", choice)
        apply_theme(application, choice)
        self._window.refresh_icons()
        self._commands[f"view.theme_{choice}"].setChecked(True)

    @Slot()
    def _follow_desktop(self, _scheme: object = None) -> None:
        if self._settings.value("theme") == "system":
            application = QApplication.instance()
            assert isinstance(application, QApplication)
            was_dark = theme_colours().is_dark
            if apply_theme(application, "system").is_dark != was_dark:
                self._window.refresh_icons()


def theme_choice(settings: QSettings) -> str:
    """The theme the user chose; dark at first."""
    choice = str(settings.value("theme", "dark"))
    return choice if choice in THEME_CHOICES else "dark"
