"""The main window: makes the parts and puts them in their places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QMoveEvent,
    QResizeEvent,
    QStatusTipEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.ui.annotation_edits import SessionAnnotationEdits
from mmel_desktop.ui.background.image_loading import ImageLoader
from mmel_desktop.ui.batch_controller import BatchController
from mmel_desktop.ui.canvas.compare_stage import CompareStage
from mmel_desktop.ui.canvas.image_canvas import ImageCanvas
from mmel_desktop.ui.commands import COMMANDS, MENUS, Command, CommandTable
from mmel_desktop.ui.dock_area import TALL_WINDOW_PX, DockArea
from mmel_desktop.ui.field_keys import FieldKeys
from mmel_desktop.ui.icons import application_icon
from mmel_desktop.ui.kept_layout import KeptLayout
from mmel_desktop.ui.keyed_tips import name_keys
from mmel_desktop.ui.neighbour_decoding import NeighbourDecoding
from mmel_desktop.ui.note_strip import NoteStrip
from mmel_desktop.ui.panels.annotations_panel import AnnotationsPanel
from mmel_desktop.ui.panels.audit_panel import AuditPanel
from mmel_desktop.ui.panels.dashboard_panel import DashboardPanel
from mmel_desktop.ui.panels.evidence_panel import EvidencePanel
from mmel_desktop.ui.panels.gallery_panel import GalleryPanel
from mmel_desktop.ui.panels.graph_file_chooser import ask_for_graph_file
from mmel_desktop.ui.panels.graph_panel import GraphPanel
from mmel_desktop.ui.panels.image_caption import ImageCaption
from mmel_desktop.ui.panels.jobs_bar import JobsBar
from mmel_desktop.ui.panels.levels_panel import LevelsPanel
from mmel_desktop.ui.panels.prompts_panel import PromptsPanel
from mmel_desktop.ui.panels.verdict_bar import VerdictBar
from mmel_desktop.ui.prompt_presets import PromptPresets
from mmel_desktop.ui.review_controller import ReviewController
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.session_controller import SessionController
from mmel_desktop.ui.shortcut_settings import ShortcutSettings
from mmel_desktop.ui.shown_image_runs import ShownImageRuns
from mmel_desktop.ui.tab_walk import next_field
from mmel_desktop.ui.tool_bar import ToolBar
from mmel_desktop.ui.tour.guided_tour import GuidedTour
from mmel_desktop.ui.translation import tr
from mmel_desktop.ui.welcome_page import WelcomePage
from mmel_desktop.ui.window_following import WindowFollowing

INITIAL_SIZE = QSize(1440, 880)
SELECTION_MENU = ("tools.explain_selection", "tools.explain_all")
IMAGE_MENU = (
    "review.notes",
    "review.right",
    "review.wrong",
    "review.right_wrong_reason",
    "review.unclear",
    "review.reset",
)


@dataclass(frozen=True)
class Collaborators:
    """What the window is made of, handed in by ``app``.

    Attributes:
        session: the open session.
        review: the review of its images.
        batches: explains many images.
        state: what all panels share.
        images: decodes images and thumbnails.
        settings: where layout and choices are kept.
    """

    session: SessionController
    review: ReviewController
    batches: BatchController
    state: ReviewState
    images: ImageLoader
    settings: QSettings


class MainWindow(QMainWindow):
    """Widgets and their places.

    What the commands do stands in ``window_commands``, and whom the widgets follow in ``window_following``.

    Attributes:
        paths_dropped: files or folders were dropped; a tuple of ``Path`` texts.
        close_requested: the analyst wants to leave; whoever listens answers through :attr:`may_close`.
    """

    paths_dropped = Signal(tuple)
    close_requested = Signal()

    def __init__(self, parts: Collaborators) -> None:
        super().__init__()
        self.parts = parts
        self.may_close = False
        self.setObjectName("workbench")
        self.setWindowTitle("MMEL Desktop")
        self.setWindowIcon(application_icon())
        self.setAcceptDrops(True)
        self.shortcuts = ShortcutSettings(parts.settings)
        self.commands = CommandTable(self, self.shortcuts)
        self._build_widgets()
        self._build_menus()
        self.addToolBar(ToolBar(self.commands))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._lay_out()
        name_keys(self)
        self.tour = GuidedTour(self, parts.settings)
        self.resize(INITIAL_SIZE)
        self.layout_keeper = KeptLayout(self, self.dock_area, parts.settings)
        placed = self.layout_keeper.restore()
        self._following = WindowFollowing(self, placed=placed)
        self._field_keys = FieldKeys(self)

    # ------------------------------------------------------------------------------ widgets

    def _build_widgets(self) -> None:
        parts, commands = self.parts, self.commands
        self.canvas = ImageCanvas(parts.state, keys_of=commands.first_keys)
        runs = ShownImageRuns(parts.session, parts.state)
        self.compare = CompareStage(self.canvas, parts.state, runs.finished, runs.explanation, runs.model)
        self.verdict_bar = VerdictBar(commands["review.next"], commands["review.notes"])
        index = parts.session.index
        self.gallery = GalleryPanel(parts.state, index, parts.images)
        NeighbourDecoding(parts.state, lambda: self.gallery.model.image_ids, index, parts.images, self)
        self.gallery.offer_actions(
            tuple(commands[name] for name in SELECTION_MENU), tuple(commands[name] for name in IMAGE_MENU)
        )
        self.dashboard = DashboardPanel(parts.state, parts.session.index)
        self.presets = PromptPresets(parts.settings)
        self.prompts = PromptsPanel(parts.state, self.presets)
        self.levels = LevelsPanel(parts.state)
        self.graph = GraphPanel(
            parts.state,
            choose_file=partial(ask_for_graph_file, settings=parts.settings),
            shown_name=index.shown_name,
        )
        self.evidence = EvidencePanel(parts.state)
        edits = SessionAnnotationEdits(parts.session, parts.state)
        self.annotations = AnnotationsPanel(
            parts.state, edits, draw_box=commands["tool.box"], finished_runs=runs.finished
        )
        self.audit = AuditPanel(self._read_audit_events, commands["tools.verify"])
        self.jobs_bar = JobsBar()
        self.image_caption = ImageCaption(parts.state, self.gallery.model)
        self.jobs_bar.lead_with(self.image_caption)
        self.welcome = WelcomePage(commands["file.demo"], commands["file.add_images"], commands["file.open"])
        self.read_only_note = NoteStrip("lock", commands["review.reopen"], tr("Reopen…"))
        self.doubt_note = NoteStrip("warn", commands["tools.verify"], tr("Verify"))
        self.blind_note = NoteStrip("blind", commands["review.blind"], tr("End blind review"))

    def _read_audit_events(self, after_sequence: int) -> tuple:  # type: ignore[type-arg]
        store = self.parts.session.store
        return () if store is None else store.audit_events(after_sequence)

    def _build_menus(self) -> None:
        self.menus = {name: self.menuBar().addMenu(tr(name)) for name in MENUS}
        for entry in COMMANDS:
            if isinstance(entry, Command):
                self.menus[entry.menu].addAction(self.commands[entry.name])
            else:
                self.menus[entry].addSeparator()
        self.recent_menu = QMenu(tr("Open recent"), self)
        self.menus["File"].insertMenu(self.commands["file.demo"], self.recent_menu)
        self.panels_menu = QMenu(tr("Panels"), self)
        self.menus["View"].insertMenu(self.commands["view.reset_layout"], self.panels_menu)

    # ------------------------------------------------------------------------------ places

    def _lay_out(self) -> None:
        review = QWidget()
        column = QVBoxLayout(review)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.doubt_note)
        column.addWidget(self.read_only_note)
        column.addWidget(self.blind_note)
        column.addWidget(self.compare, 1)
        column.addWidget(self.verdict_bar)
        self.dock_area = DockArea(self.panels_menu)
        self._fill_dock_area(review)
        self.arrange_docks()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.welcome)
        self.pages.addWidget(self.dock_area)
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.pages, 1)
        rows.addWidget(_hairline())
        rows.addWidget(self.jobs_bar)
        self.setCentralWidget(body)

    def _fill_dock_area(self, centre: QWidget) -> None:
        add = self.dock_area.add
        add("gallery", tr("Gallery"), self.gallery)
        add("dashboard", tr("Dashboard"), self.dashboard)
        self.dock_area.setCentralWidget(centre)
        add("prompts", tr("Prompts && scores"), self.prompts, titled=True)
        add("levels", tr("Levels"), self.levels)
        add("graph", tr("Relations"), self.graph)
        add("evidence", tr("Evidence"), self.evidence)
        add("annotations", tr("Annotations"), self.annotations)
        add("audit", tr("Audit"), self.audit)
        self.docks = self.dock_area.docks

    def arrange_docks(self) -> None:
        """Put every panel in its first place."""
        self.dock_area.arrange(tall=self.height() >= TALL_WINDOW_PX)

    def appear(self) -> None:
        """Show the window: as it was left, else as large as suits, or on the whole of a smaller screen."""
        self.layout_keeper.appear()

    # ------------------------------------------------------------------------------ for all panels

    def commit_pending(self) -> None:
        """Commit what is still being typed."""
        self.verdict_bar.commit_pending()
        self.annotations.flush()

    def refresh_icons(self) -> None:
        """Draw everything that holds pixels in the present theme's colours."""
        self.commands.refresh_icons()
        self.gallery.refresh_icons()
        self.prompts.refresh_icons()
        self.verdict_bar.refresh_icons()
        self.evidence.refresh()
        self.jobs_bar.refresh_icons()
        self.dashboard.refresh()
        for note in (self.doubt_note, self.read_only_note, self.blind_note):
            note.refresh_icons()

    # ------------------------------------------------------------------------------ Qt's events

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QStatusTipEvent):
            self.jobs_bar.show_hint(event.tip())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            # Whatever field did not need the key: it ends the tool and leads back to the image.
            self.parts.state.choose_tool("select")
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            # Outside dialogs Qt's buttons know Space only; whoever reached one by Tab expects Enter, too.
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton):
                focused.click()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        focused = QApplication.focusWidget()
        start = focused if focused is not None and self.isAncestorOf(focused) else self
        field = next_field(start, self.docks.values(), forward=next)
        if field is not None:
            field.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return field is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.layout_keeper.keep_soon()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.layout_keeper.keep_soon()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = tuple(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
        if files:
            event.acceptProposedAction()
            self.paths_dropped.emit(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_requested.emit()
        if self.may_close:
            event.accept()
        else:
            event.ignore()


def _hairline() -> QWidget:
    line = QWidget()
    line.setFixedHeight(1)
    line.setProperty("role", "line")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return line
