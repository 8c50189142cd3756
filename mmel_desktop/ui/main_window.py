"""The main window: puts the parts in their places and keeps the places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QStatusTipEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.case import ImageReview, SessionInfo
from mmel_desktop.ui.annotation_edits import SessionAnnotationEdits
from mmel_desktop.ui.background.image_loading import ImageLoader
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.batch_controller import BatchController
from mmel_desktop.ui.canvas.compare_stage import CompareStage
from mmel_desktop.ui.canvas.image_canvas import ImageCanvas
from mmel_desktop.ui.commands import COMMANDS, MENUS, Command, CommandTable
from mmel_desktop.ui.dock_area import LAYOUT_VERSION, TALL_WINDOW_PX, DockArea
from mmel_desktop.ui.icons import application_icon
from mmel_desktop.ui.neighbour_decoding import NeighbourDecoding
from mmel_desktop.ui.note_strip import NoteStrip
from mmel_desktop.ui.notice import Notice
from mmel_desktop.ui.panels.annotations_panel import AnnotationsPanel
from mmel_desktop.ui.panels.audit_panel import AuditPanel
from mmel_desktop.ui.panels.dashboard_panel import DashboardPanel
from mmel_desktop.ui.panels.evidence_panel import EvidencePanel
from mmel_desktop.ui.panels.gallery_panel import GalleryPanel
from mmel_desktop.ui.panels.gallery_query import Facet
from mmel_desktop.ui.panels.graph_file_chooser import ask_for_graph_file
from mmel_desktop.ui.panels.graph_panel import GraphPanel
from mmel_desktop.ui.panels.image_caption import ImageCaption
from mmel_desktop.ui.panels.jobs_bar import JobsBar
from mmel_desktop.ui.panels.levels_panel import LevelsPanel
from mmel_desktop.ui.panels.prompts_panel import PromptsPanel
from mmel_desktop.ui.panels.verdict_bar import VerdictBar
from mmel_desktop.ui.prompt_presets import PromptPresets
from mmel_desktop.ui.record_texts import record_text
from mmel_desktop.ui.review_controller import ReviewController
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.session_controller import SessionController
from mmel_desktop.ui.shortcut_settings import ShortcutSettings
from mmel_desktop.ui.shown_image_runs import ShownImageRuns
from mmel_desktop.ui.tool_bar import ToolBar
from mmel_desktop.ui.tour.guided_tour import GuidedTour
from mmel_desktop.ui.translation import tr
from mmel_desktop.ui.welcome_page import WelcomePage

INITIAL_SIZE = QSize(1440, 880)
RESTORED_SHARE = 0.85
FRAME_HEIGHT_PX = 40
"""What a desktop may put around a window; it is not known before the window is shown."""
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
    """Widgets and their places; what the commands do stands in ``window_commands``.

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
        self._placed = False
        self._build_widgets()
        self._build_menus()
        self.addToolBar(ToolBar(self.commands))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._lay_out()
        self._connect()
        self.tour = GuidedTour(self, parts.settings)
        self.resize(INITIAL_SIZE)
        self._restore_layout()

    # ------------------------------------------------------------------------------ widgets

    def _build_widgets(self) -> None:
        parts, commands = self.parts, self.commands
        self.canvas = ImageCanvas(parts.state)
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
        self.graph = GraphPanel(parts.state, choose_file=partial(ask_for_graph_file, settings=parts.settings))
        self.evidence = EvidencePanel(parts.state)
        self.annotations = AnnotationsPanel(parts.state, SessionAnnotationEdits(parts.session, parts.state))
        self.audit = AuditPanel(self._read_audit_events, commands["tools.verify"])
        self.jobs_bar = JobsBar()
        self.image_caption = ImageCaption(parts.state, self.gallery.model)
        self.jobs_bar.lead_with(self.image_caption)
        self.welcome = WelcomePage(commands["file.demo"], commands["file.add_images"], commands["file.open"])
        self.read_only_note = NoteStrip("lock", commands["review.reopen"], tr("Reopen…"))
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
        column.addWidget(self.read_only_note)
        column.addWidget(self.blind_note)
        column.addWidget(self.compare, 1)
        column.addWidget(self.verdict_bar)
        self.dock_area = DockArea(review, self.panels_menu)
        self._add_docks()
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

    def _add_docks(self) -> None:
        add = self.dock_area.add
        add("gallery", tr("Gallery"), self.gallery)
        add("dashboard", tr("Dashboard"), self.dashboard)
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
        wanted = self.size() + QSize(0, FRAME_HEIGHT_PX)
        left_before = isinstance(self.parts.settings.value("window/geometry"), QByteArray)
        room = QSize() if left_before else self.screen().availableSize()
        if not left_before and wanted.boundedTo(room) != wanted:
            self.resize(self.size().boundedTo(room * RESTORED_SHARE))  # what it becomes when it is restored
            self.showMaximized()
        else:
            self.show()

    def _restore_layout(self) -> None:
        settings = self.parts.settings
        geometry, state = settings.value("window/geometry"), settings.value("window/docks")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        self._placed = isinstance(state, QByteArray) and self.dock_area.restoreState(state, LAYOUT_VERSION)

    def save_layout(self) -> None:
        """Keep size and places for the next start."""
        self.parts.settings.setValue("window/geometry", self.saveGeometry())
        self.parts.settings.setValue("window/docks", self.dock_area.saveState(LAYOUT_VERSION))

    # ------------------------------------------------------------------------------ following

    def _connect(self) -> None:
        session, review, jobs = self.parts.session, self.parts.review, self.parts.session.jobs
        self.gallery.image_chosen.connect(review.show_image)
        self.prompts.prompts_edited.connect(session.set_prompts)
        self.prompts.explain_requested.connect(review.explain)
        self.levels.solo_layer_changed.connect(self.canvas.show_solo_layer)
        self.graph.exported.connect(
            lambda path: session.notice.emit(Notice(tr("Graph written: {name}").format(name=path.name), path))
        )
        self.graph.export_failed.connect(
            lambda error: session.problem.emit(Problem.from_error(error, tr("exporting the graph")))
        )
        self.annotations.attention_wanted.connect(self.docks["annotations"].raise_)
        self.verdict_bar.verdict_chosen.connect(lambda verdict: review.judge(verdict=verdict))
        self.verdict_bar.rationale_edited.connect(review.set_rationale)
        self.verdict_bar.notes_edited.connect(review.set_notes)
        self.dashboard.facet_chosen.connect(self._show_facet)
        self.compare.compared.another_requested.connect(self.commands["tools.model"].trigger)
        self.canvas.open_requested.connect(self.commands["file.add_images"].trigger)
        self.canvas.pixel_read.connect(
            lambda reading: self.jobs_bar.show_pixel(reading.text() if reading else "")
        )
        review.explaining_changed.connect(self.prompts.show_explaining)
        review.review_changed.connect(self._show_review)
        review.withheld_changed.connect(self._show_withheld)
        review.blind_changed.connect(self._show_blind)
        session.index.entry_changed.connect(self._show_entry)
        session.taxonomy_changed.connect(self.parts.state.show_taxonomy)
        self.parts.state.taxonomy_changed.connect(self.audit.model.show_taxonomy)
        session.opened.connect(self._show_session)
        session.changed.connect(self._show_session)
        session.closed.connect(lambda: self._show_session(None))
        session.opened.connect(self.audit.restart)
        session.closed.connect(self.audit.restart)
        session.recorded.connect(self.audit.catch_up)
        session.appended.connect(self.audit.catch_up)
        session.problem.connect(self.jobs_bar.show_problem)
        session.notice.connect(self.jobs_bar.show_notice)
        jobs.job_changed.connect(self.jobs_bar.show_job)
        self.jobs_bar.cancel_requested.connect(self.parts.batches.cancel)
        self.jobs_bar.pause_requested.connect(self.commands["tools.pause"].setChecked)
        self._show_session(session.info)

    def _show_session(self, info: SessionInfo | None) -> None:
        self.prompts.show_session(info)
        self.annotations.set_read_only(info is None or info.read_only)
        self.compare.compared.may_ask = info is not None and not info.read_only
        reason = record_text(info.read_only_reason) if info is not None else ""
        self.read_only_note.show_text(
            tr("This session can be read but not edited: {reason}.").format(reason=reason) if reason else ""
        )
        page = self.welcome if info is None else self.dock_area
        another = page is not self.pages.currentWidget() or not self.isVisible()
        self.pages.setCurrentWidget(page)
        if info is not None and not self._placed:
            # Sizes of docks are heeded only once their area is on the screen and has its own.
            self._placed = True
            QTimer.singleShot(0, self.arrange_docks)
        if another:
            (self.welcome.demo_button if info is None else self.gallery.view).setFocus()
        self._show_review(self.parts.review.own_review)

    def _show_review(self, value: ImageReview | None) -> None:
        review, entry = self.parts.review, self.parts.review.entry
        # A blind reviewer must not know what others said before he said something himself.
        others = entry.other_verdicts(review.reviewer) if entry is not None and not review.withheld else ()
        self.verdict_bar.show_review(value, writable=self.parts.session.writable, others=others)

    def _show_entry(self, image_id: str) -> None:
        image = self.parts.state.image
        if image is not None and image.image_id == image_id:
            self._show_review(self.parts.review.own_review)

    def _show_withheld(self, withheld: bool) -> None:
        self.blind_note.show_text(
            tr("Blind review: give your verdict, then the explanation appears.") if withheld else ""
        )
        self.prompts.show_withheld(withheld)

    def _show_blind(self) -> None:
        review = self.parts.review
        self.gallery.set_blind(review.is_withheld, names_hidden=review.names_hidden)

    def _show_facet(self, facet: Facet) -> None:
        self.gallery.show_facet(facet)
        self.docks["gallery"].show()
        self.docks["gallery"].raise_()

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
        for note in (self.read_only_note, self.blind_note):
            note.refresh_icons()

    # ------------------------------------------------------------------------------ Qt's events

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QStatusTipEvent):
            self.jobs_bar.show_hint(event.tip())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            # Whatever field did not need the key: it leads back to the image.
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            # Outside dialogs Qt's buttons know Space only; whoever reached one by Tab expects Enter, too.
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton):
                focused.click()
        else:
            super().keyPressEvent(event)

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
