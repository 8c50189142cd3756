"""Every command of the workbench in one table; menus, toolbar, palette and shortcut sheet come from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from mmel_desktop.ui.icons import themed_icon
from mmel_desktop.ui.keyed_tips import tip_with_keys
from mmel_desktop.ui.shortcut_settings import ShortcutSettings
from mmel_desktop.ui.translation import tr

MENUS = ("File", "Edit", "View", "Review", "Tools", "Help")


@dataclass(frozen=True)
class Command:
    """One command.

    Attributes:
        name: stable key, e.g. ``review.next``.
        menu: one of ``MENUS``.
        text: as it stands in the menu, in English; show it through ``tr``.
        help: in English, one sentence for tooltip and palette: what it does.
        shortcut: first choice, which the user may change; portable key text;
            several separated by a semicolon; "" for none.
        icon: file name in ``resources/icons``; "" for none.
        group: commands of one group exclude one another and are checkable.
        checkable: it is a switch.
        needs: ``session`` (any open session), ``writable`` (one that may be edited), ``signed_off`` (one that
            was signed off and may be reopened), ``image`` (an image is shown), ``judge`` (an image of a
            writable session is shown), or "" (always enabled).
    """

    name: str
    menu: str
    text: str
    help: str
    shortcut: str = ""
    icon: str = ""
    group: str = ""
    checkable: bool = False
    needs: str = ""


# fmt: off
COMMANDS: tuple[Command | str, ...] = (
    Command("file.new", "File", "New session…", "Start a new session file.", "Ctrl+N", "new-session"),
    Command("file.open", "File", "Open session…", "Open a session file (.mmel).", "Ctrl+O", "session"),
    Command("file.demo", "File", "Open the demo session",
            "Open the session with the bundled samples.", "", "demo"),
    Command("file.add_images", "File", "Add images…",
            "Import image files into the session.", "Ctrl+I", "images"),
    Command("file.add_folder", "File", "Add a folder…",
            "Import every image of a folder.", "Ctrl+Shift+I", "folder"),
    Command("file.find_images", "File", "Find moved images…",
            "Say where images lie now whose files were moved or renamed.", needs="session"),
    "File",
    Command("file.export", "File", "Export report as PDF…",
            "Write the audit report of this session.", "Ctrl+E", "report", needs="session"),
    Command("file.export_data", "File", "Export data…",
            "Write scores, verdicts and annotations for other programs: JSON, CSV, COCO, GeoJSON.",
            "Ctrl+Shift+E", "export", needs="session"),
    Command("file.import_annotations", "File", "Import annotations…",
            "Read annotations from a COCO or GeoJSON file.", needs="writable"),
    Command("file.bundle", "File", "Save as bundle…",
            "Pack session, images and report into one file to hand over.", needs="session"),
    Command("file.open_bundle", "File", "Open bundle…", "Unpack and open a bundle somebody handed over."),
    "File",
    Command("file.backup", "File", "Back up session", "Copy the session file, checked.", needs="session"),
    Command("file.backups", "File", "Restore a backup…",
            "See the backups of this session and go back to one.", needs="session"),
    "File",
    Command("file.close", "File", "Close session",
            "Close the session; everything is saved.", "Ctrl+W", needs="session"),
    Command("file.quit", "File", "Quit", "Leave the program; everything is saved.", "Ctrl+Q"),
    Command("edit.undo", "Edit", "Undo", "Take back the last edit.", "Ctrl+Z", "undo", needs="writable"),
    Command("edit.redo", "Edit", "Redo",
            "Make the undone edit again.", "Ctrl+Shift+Z; Ctrl+Y", "redo", needs="writable"),
    "Edit",
    Command("edit.palette", "Edit", "Find a command…", "Search all commands.", "Ctrl+K", "commands"),
    Command("edit.filter", "Edit", "Filter images",
            "Type to filter the gallery.", "Ctrl+F", "search", needs="session"),
    Command("edit.add_prompt", "Edit", "Add a prompt",
            "Type a new prompt.", "Ctrl+P", "add", needs="writable"),
    Command("edit.prompts", "Edit", "Edit all prompts…",
            "Write or paste many prompts at once, one per line.", "Ctrl+Shift+P", "list", needs="writable"),
    "Edit",
    Command("edit.settings", "Edit", "Settings…",
            "Language, theme, review and keyboard.", "Ctrl+,", "settings"),
    Command("view.zoom_in", "View", "Zoom in",
            "Show the image larger.", "Ctrl++; Ctrl+=", "zoom-in", needs="image"),
    Command("view.zoom_out", "View", "Zoom out",
            "Show the image smaller.", "Ctrl+-", "zoom-out", needs="image"),
    Command("view.fit", "View", "Fit image", "Show the whole image.", "Ctrl+0; F", "zoom-fit", needs="image"),
    Command("view.actual", "View", "Actual size",
            "One image pixel per screen pixel.", "Ctrl+1", "zoom-actual", needs="image"),
    "View",
    Command("view.heat", "View", "Show heat map",
            "Switch the heat map on or off.", "H", checkable=True, needs="image"),
    Command("view.regions", "View", "Show regions",
            "Outline the regions of the level.", "G", checkable=True, needs="image"),
    Command("view.relations", "View", "Show relations",
            "Draw how regions lean on one another.", "L", checkable=True, needs="image"),
    Command("view.patches", "View", "Show heat in whole patches",
            "Paint one value per patch, as it was computed.", "Shift+G", checkable=True, needs="image"),
    Command("view.annotations", "View", "Show annotations",
            "Take the annotations off the image, or put them back.", "Shift+H",
            checkable=True, needs="image"),
    Command("view.peek", "View", "Peek at the bare image",
            "Hold the key to see the image without anything on it.", "P", needs="image"),
    "View",
    Command("view.level_fused", "View", "All levels", "Show the fused map of all levels.", "1",
            group="level", needs="image"),
    Command("view.level_context", "View", "Context level", "Show the map of large surroundings alone.", "2",
            group="level", needs="image"),
    Command("view.level_object", "View", "Object level", "Show the map of whole things alone.", "3",
            group="level", needs="image"),
    Command("view.level_part", "View", "Part level", "Show the map of single parts alone.", "4",
            group="level", needs="image"),
    "View",
    Command("view.dashboard", "View", "Dashboard",
            "See failures, scores and trust checks of the whole session.", "Ctrl+D", "dashboard",
            needs="session"),
    "View",
    Command("view.compare", "View", "Compare",
            "Show another prompt, another run or the bare image beside or over this one.",
            "C", "compare", checkable=True, needs="image"),
    "View",
    Command("view.next_panel", "View", "Next panel", "Put the keyboard into the next panel.", "F6"),
    Command("view.previous_panel", "View", "Previous panel",
            "Put the keyboard into the previous panel.", "Shift+F6"),
    "View",
    Command("view.theme", "View", "Switch theme", "Change between dark and light.", "Ctrl+Shift+L", "theme"),
    Command("view.theme_dark", "View", "Dark theme", "Dark surroundings.", group="theme"),
    Command("view.theme_light", "View", "Light theme", "Light surroundings.", group="theme"),
    Command("view.theme_system", "View", "Theme of the desktop",
            "Follow the desktop's setting.", group="theme"),
    Command("view.reset_layout", "View", "Reset layout", "Put all panels back in their places."),
    Command("review.right", "Review", "Right",
            "The model is right, for the right reason.", "R", "right", needs="judge"),
    Command("review.wrong", "Review", "Wrong", "The model is wrong.", "W", "wrong", needs="judge"),
    Command("review.right_wrong_reason", "Review", "Right, wrong reason",
            "Right answer resting on the wrong evidence.", "E", "right-wrong-reason", needs="judge"),
    Command("review.unclear", "Review", "Unclear",
            "Cannot be decided from this image.", "U", "unclear", needs="judge"),
    Command("review.reset", "Review", "Take the verdict back",
            "Mark the image as not reviewed.", needs="judge"),
    "Review",
    Command("review.next", "Review", "Next unreviewed",
            "Go to the next image without a verdict.", "N", "next", needs="image"),
    Command("review.next_image", "Review", "Next image",
            "Go to the next image of the gallery.", "J; Alt+Right", "down", needs="image"),
    Command("review.previous_image", "Review", "Previous image",
            "Go to the previous image.", "K; Alt+Left", "up", needs="image"),
    Command("review.notes", "Review", "Notes", "Write notes on this image.", "M", "edit", needs="image"),
    "Review",
    Command("review.blind", "Review", "Blind review",
            "Judge each image before its explanation is shown.", "", "blind", checkable=True),
    Command("review.hide_names", "Review", "Hide names",
            "Show numbers instead of file names while reviewing blind.", checkable=True),
    Command("review.reviewer", "Review", "Reviewer…",
            "Say who reviews; a second reviewer's verdicts are kept beside the first ones.", "", "reviewer"),
    Command("review.taxonomy", "Review", "Failure taxonomy…",
            "See the terms in which failures are described, and add those of your team.", needs="session"),
    Command("review.sign_off", "Review", "Sign off…",
            "Close the session for editing, with your name under it.", "", "sign", needs="writable"),
    Command("review.reopen", "Review", "Reopen…",
            "Open a signed-off session for editing again.", needs="signed_off"),
    "Review",
    Command("review.annotate_region", "Review", "Annotate selected regions",
            "Mark the selected regions.", "A", "edit", needs="judge"),
    Command("review.annotate_relation", "Review", "Annotate selected relation",
            "Mark the relation between two selected regions.", needs="judge"),
    Command("review.annotate_image", "Review", "Annotate whole image",
            "Mark the image as a whole.", "Shift+A", needs="judge"),
    Command("tool.select", "Tools", "Select",
            "Select regions and annotations; drag to pan.", "V", "select", group="tool"),
    Command("tool.box", "Tools", "Box", "Draw a box to annotate.", "B", "box", group="tool", needs="judge"),
    Command("tool.polygon", "Tools", "Polygon",
            "Click corners to annotate; Enter closes.", "Shift+P", "polygon", group="tool", needs="judge"),
    Command("tool.point", "Tools", "Point", "Click a point to annotate.", "T", "point", group="tool",
            needs="judge"),
    Command("tool.brush", "Tools", "Brush",
            "Paint an area to annotate; Enter keeps it.", "Shift+B", "brush", group="tool", needs="judge"),
    "Tools",
    Command("tools.probe_remove", "Tools", "Remove selected regions",
            "Take the selected regions away and ask the model again.", "X", "probe-remove", needs="image"),
    Command("tools.probe_keep", "Tools", "Keep only selected regions",
            "Give the model nothing but the selected regions and ask again.", "O", "probe-keep",
            needs="image"),
    Command("tools.probe_interaction", "Tools", "Measure interaction",
            "Measure whether two selected regions need or replace one another.", "I", "", needs="image"),
    "Tools",
    Command("tools.explain", "Tools", "Explain image",
            "Explain the shown image again.", "Ctrl+Return", "explain", needs="judge"),
    Command("tools.explain_all", "Tools", "Explain all images",
            "Explain every image that the present prompts were not asked of.",
            "Ctrl+Shift+Return", "explain-all", needs="writable"),
    Command("tools.explain_selection", "Tools", "Explain selected images",
            "Explain the images selected in the gallery.", "Ctrl+Alt+Return", needs="writable"),
    Command("tools.explain_folder", "Tools", "Explain a folder…",
            "Import every image below a folder and explain it.", "", "folder", needs="writable"),
    Command("tools.pause", "Tools", "Pause batches",
            "Hold batches back after their present image; reviewing goes on.", "Ctrl+Shift+.", "pause",
            checkable=True),
    Command("tools.cancel_jobs", "Tools", "Stop all jobs",
            "Stop all jobs after their current step.", "Ctrl+.", "stop"),
    "Tools",
    Command("tools.model", "Tools", "Choose model…",
            "Choose which model is reviewed.", "Ctrl+M", "model", needs="writable"),
    Command("tools.calibrate", "Tools", "Calibrate model…",
            "Fit how much each block of the model counts, and see whether it helps.", needs="writable"),
    Command("tools.verify", "Tools", "Verify this session",
            "Check that the record is intact.", "", "verify", needs="session"),
    Command("tools.verify_file", "Tools", "Verify a file…",
            "Check a session or a report file.", "", "verify"),
    Command("help.tour", "Help", "Guided tour",
            "Find, mark and report a planted failure in two minutes.", "", "next"),
    Command("help.shortcuts", "Help", "Keyboard shortcuts", "Show all shortcuts.", "F1", "keyboard"),
    Command("help.report", "Help", "Report what happened…",
            "Write a text about a problem, without private data, to send to whoever helps you."),
    Command("help.log", "Help", "Show log file", "Open the folder that holds the log."),
    Command("help.about", "Help", "About MMEL Desktop",
            "Version, licence and what this program is.", "", "info"),
)
# fmt: on
"""Commands in menu order; a bare menu name is a separator in that menu."""


class CommandTable(QObject):
    """The table as QActions.

    Args:
        parent: the window that owns the actions and in which their shortcuts work.
        shortcuts: the user's own keys.
    """

    def __init__(self, parent: QObject, shortcuts: ShortcutSettings | None = None) -> None:
        super().__init__(parent)
        self.commands = tuple(entry for entry in COMMANDS if isinstance(entry, Command))
        self._shortcuts = shortcuts
        self._given_away: list[QKeySequence] = []
        self._actions: dict[str, QAction] = {}
        groups: dict[str, QActionGroup] = {}
        for command in self.commands:
            action = QAction(tr(command.text), self)
            action.setObjectName(command.name)
            action.setCheckable(command.checkable or bool(command.group))
            action.setStatusTip(tr(command.help))
            if command.group:
                groups.setdefault(command.group, QActionGroup(self)).addAction(action)
            self._actions[command.name] = action
        self.apply_shortcuts()
        self.refresh_icons()

    def __getitem__(self, name: str) -> QAction:
        """The action of a command."""
        return self._actions[name]

    def apply_shortcuts(self) -> None:
        """Give every action the keys that count now: the user's own, else the table's."""
        # Asked of the settings once, not for each command and each of its texts: the window waits for this.
        shortcuts = self._shortcuts
        own = [] if shortcuts is None else [shortcuts.own(command.name) for command in self.commands]
        self._given_away = [sequence for keys in own if keys for sequence in key_sequences(keys)]
        for command in self.commands:
            action = self._actions[command.name]
            action.setShortcuts(key_sequences(self.keys(command)))
            action.setToolTip(self.tooltip_text(command))

    def keys(self, command: Command) -> str:
        """Portable text of the keys that count now; several separated by a semicolon.

        A key that the user gave to another command is not this one's, even if it was delivered so: a newer
        version may bring commands with keys that he took long ago, and Qt runs neither of two.
        """
        if self._shortcuts is None:
            return command.shortcut
        own = self._shortcuts.own(command.name)
        if own is not None:
            return own
        if not self._given_away:
            return command.shortcut
        kept = (part.strip() for part in command.shortcut.split(";"))
        return "; ".join(part for part in kept if part and QKeySequence(part) not in self._given_away)

    def shortcut_text(self, command: Command) -> str:
        """All shortcuts as the platform writes them."""
        return "  ".join(
            sequence.toString(QKeySequence.SequenceFormat.NativeText)
            for sequence in key_sequences(self.keys(command))
        )

    def first_keys(self, name: str) -> str:
        """The first shortcut of a command as the platform writes it; "" when it has none."""
        return self._actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def key_or_name(self, name: str) -> str:
        """How a text tells the user to do it: by its first shortcut, without one by its name in the menu."""
        command = next(command for command in self.commands if command.name == name)
        return self.first_keys(name) or f"{tr(command.menu)} › {plain_text(command)}"

    def tooltip_text(self, command: Command) -> str:
        """Name, shortcut and one sentence, as rich text."""
        tip = f"<b>{plain_text(command)}</b><br>{tr(command.help)}"
        return tip_with_keys(tip, self.shortcut_text(command))

    def refresh_icons(self) -> None:
        """Draw the icons in the present theme's colours."""
        for command in self.commands:
            if command.icon:
                self._actions[command.name].setIcon(themed_icon(command.icon))

    def enable(self, met: Iterable[str]) -> None:
        """Enable the commands whose need is among ``met`` (or that need nothing)."""
        conditions = set(met)
        for command in self.commands:
            self._actions[command.name].setEnabled(not command.needs or command.needs in conditions)


def key_sequences(keys: str) -> list[QKeySequence]:
    """The key sequences of a portable text; several separated by a semicolon."""
    return [QKeySequence(part.strip()) for part in keys.split(";") if part.strip()]


def plain_text(command: Command) -> str:
    """A command's name in the user's language, without the dots that announce a dialog."""
    return tr(command.text).rstrip("…").removesuffix("...")
