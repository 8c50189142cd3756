"""The main window: puts the parts in their places and keeps the places."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QStatusTipEvent,
)
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QTabWidget,
    QToolBar,
    QToolButton,
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
from mmel_desktop.ui.icons import application_icon, icon_pixmap
from mmel_desktop.ui.notice import Notice
from mmel_desktop.ui.panels.annotations_panel import AnnotationsPanel
from mmel_desktop.ui.panels.audit_panel import AuditPanel
from mmel_desktop.ui.panels.dashboard_panel import DashboardPanel
from mmel_desktop.ui.panels.evidence_panel import EvidencePanel
from mmel_desktop.ui.panels.gallery_panel import GalleryPanel
from mmel_desktop.ui.panels.gallery_query import Facet
from mmel_desktop.ui.panels.graph_panel import GraphPanel
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
from mmel_desktop.ui.theme import ICON_SIZE_PX, SPACE_PX, theme_colours
from mmel_desktop.ui.tour.guided_tour import GuidedTour
from mmel_desktop.ui.translation import tr
from mmel_desktop.ui.welcome_page import WelcomePage

LAYOUT_VERSION = 3
INITIAL_SIZE = QSize(1440, 880)
GALLERY_WIDTH_PX = 268
DOCK_WIDTH_PX = 384
LEAST_DOCK_WIDTH_PX = 320
TALL_WINDOW_PX = 1000
"""From this height on the right side holds three groups of panels one below the other, otherwise two."""
NATIVE_TEXT = QKeySequence.SequenceFormat.NativeText
LEFT_DOCKS = ("gallery", "dashboard")
GALLERY_MENU = (
    "tools.explain_selection",
    "tools.explain_all",
    "review.notes",
    "review.right",
    "review.wrong",
    "review.right_wrong_reason",
    "review.unclear",
    "review.reset",
)
TOOLBAR: tuple[str, ...] = (
    "tool.select",
    "tool.box",
    "tool.polygon",
    "tool.brush",
    "tool.point",
    "-",
    "tools.explain",
    "tools.explain_all",
    "-",
    "edit.undo",
    "edit.redo",
    "-",
    "view.zoom_out",
    "view.fit",
    "view.actual",
    "view.zoom_in",
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
        self._build_toolbar()
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
        self.compare = CompareStage(self.canvas, parts.state, runs.finished, runs.explanation)
        self.verdict_bar = VerdictBar(commands["review.next"], commands["review.notes"])
        self.gallery = GalleryPanel(parts.state, parts.session.index, parts.images)
        self.gallery.offer_actions(tuple(commands[name] for name in GALLERY_MENU))
        self.dashboard = DashboardPanel(parts.state, parts.session.index)
        self.presets = PromptPresets(parts.settings)
        self.prompts = PromptsPanel(parts.state, self.presets)
        self.levels = LevelsPanel(parts.state)
        self.graph = GraphPanel(parts.state)
        self.evidence = EvidencePanel(parts.state)
        self.annotations = AnnotationsPanel(parts.state, SessionAnnotationEdits(parts.session, parts.state))
        self.audit = AuditPanel(self._read_audit_events, commands["tools.verify"])
        self.jobs_bar = JobsBar()
        self.welcome = WelcomePage(commands["file.demo"], commands["file.add_images"], commands["file.open"])
        self.read_only_note = _Note("lock")
        self.blind_note = _Note("blind")

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

    def _build_toolbar(self) -> None:
        bar = QToolBar(tr("Tools"))
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(ICON_SIZE_PX, ICON_SIZE_PX))
        for name in TOOLBAR:
            if name == "-":
                bar.addSeparator()
            else:
                bar.addAction(self.commands[name])
        explain = bar.widgetForAction(self.commands["tools.explain"])
        assert isinstance(explain, QToolButton)
        explain.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        palette = QToolButton()
        action = self.commands["edit.palette"]
        self._palette_button = palette
        palette.setToolTip(action.toolTip())
        palette.setStatusTip(action.statusTip())
        palette.clicked.connect(action.trigger)
        find = tr("Find a command")
        palette.setText(f"{find}   {action.shortcut().toString(NATIVE_TEXT)}")
        palette.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        palette.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        palette.setProperty("role", "field")
        bar.addWidget(palette)
        bar.addAction(self.commands["view.theme"])
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBar(bar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

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
        # The docks live in a window within the window, so that the jobs bar can run along the whole bottom
        # and grow with its messages; a dock or a status bar there could not.
        self.dock_area = QMainWindow()
        self.dock_area.setWindowFlags(Qt.WindowType.Widget)
        self.dock_area.setDockNestingEnabled(True)
        for side in (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea):
            self.dock_area.setTabPosition(side, QTabWidget.TabPosition.North)
        self.dock_area.setCentralWidget(review)
        self.dock_area.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.docks = {
            "gallery": self._dock("gallery", tr("Gallery"), self.gallery, titled=False),
            "dashboard": self._dock("dashboard", tr("Dashboard"), self.dashboard, titled=False),
            "prompts": self._dock("prompts", tr("Prompts && scores"), self.prompts, titled=True),
            "levels": self._dock("levels", tr("Levels"), self.levels, titled=False),
            "graph": self._dock("graph", tr("Relations"), self.graph, titled=False),
            "evidence": self._dock("evidence", tr("Evidence"), self.evidence, titled=False),
            "annotations": self._dock("annotations", tr("Annotations"), self.annotations, titled=False),
            "audit": self._dock("audit", tr("Audit"), self.audit, titled=False),
        }
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

    def _dock(self, name: str, title: str, panel: QWidget, *, titled: bool) -> QDockWidget:
        dock = QDockWidget(title)
        dock.setObjectName(name)
        dock.setWidget(panel)
        panel.setMinimumWidth(GALLERY_WIDTH_PX if name in LEFT_DOCKS else LEAST_DOCK_WIDTH_PX)
        dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable | QDockWidget.DockWidgetFeature.DockWidgetClosable
        )
        # Tabs name the panels that stand behind one another; a title bar above them would say it twice.
        dock.setTitleBarWidget(_PanelTitle(title.replace("&&", "&")) if titled else QWidget())
        self.panels_menu.addAction(dock.toggleViewAction())
        return dock

    def arrange_docks(self) -> None:
        """Put every panel in its first place."""
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        area, docks = self.dock_area, self.docks
        for dock in docks.values():
            area.removeDockWidget(dock)
        area.addDockWidget(left, docks["gallery"])
        area.tabifyDockWidget(docks["gallery"], docks["dashboard"])
        area.addDockWidget(right, docks["prompts"])
        area.addDockWidget(right, docks["levels"])
        area.tabifyDockWidget(docks["levels"], docks["graph"])
        tall = self.height() >= TALL_WINDOW_PX
        if tall:
            area.addDockWidget(right, docks["evidence"])
        else:
            area.tabifyDockWidget(docks["graph"], docks["evidence"])
        area.tabifyDockWidget(docks["evidence"], docks["annotations"])
        area.tabifyDockWidget(docks["annotations"], docks["audit"])
        for dock in docks.values():
            dock.show()
        for name in ("evidence", "levels", "gallery"):
            docks[name].raise_()
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        area.resizeDocks([docks["gallery"], docks["prompts"]], [GALLERY_WIDTH_PX, DOCK_WIDTH_PX], horizontal)
        column = ["prompts", "levels", "evidence"] if tall else ["prompts", "levels"]
        area.resizeDocks([docks[name] for name in column], [280, 340, 340][: len(column)], vertical)

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
        self.canvas.open_requested.connect(self.commands["file.add_images"].trigger)
        self.canvas.pixel_read.connect(
            lambda reading: self.jobs_bar.show_pixel(reading.text() if reading else "")
        )
        review.explaining_changed.connect(self.prompts.show_explaining)
        review.review_changed.connect(self._show_review)
        review.withheld_changed.connect(self._show_withheld)
        review.blind_changed.connect(self._show_blind)
        session.index.entry_changed.connect(self._show_entry)
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
        reason = record_text(info.read_only_reason) if info is not None else ""
        self.read_only_note.show_text(
            tr("This session can be read but not edited: {reason}.").format(reason=reason) if reason else ""
        )
        page = self.welcome if info is None else self.dock_area
        another = page is not self.pages.currentWidget()
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


class _PanelTitle(QWidget):
    """Title of a panel that stands alone; lines up with the tabs of the others."""

    def __init__(self, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE_PX, 12, 0)
        label = QLabel(text)
        label.setProperty("role", "title")
        row.addWidget(label)


class _Note(QWidget):
    """A strip above the canvas that says what is unusual about the session or the image."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._name = icon
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = QLabel()
        self.text = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE_PX, 12, SPACE_PX)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        self.refresh_icons()
        self.show_text("")

    def show_text(self, text: str) -> None:
        """Show the strip with a text; "" hides it."""
        self.text.setText(text)
        self.setVisible(bool(text))

    def refresh_icons(self) -> None:
        """Draw the icon in the present theme's colours."""
        self._icon.setPixmap(icon_pixmap(self._name, theme_colours().warning, 16, self.devicePixelRatioF()))


def _hairline() -> QWidget:
    line = QWidget()
    line.setFixedHeight(1)
    line.setProperty("role", "line")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return line
