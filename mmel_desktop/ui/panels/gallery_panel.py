"""The gallery: every image at a glance, filtered and sorted, with the progress of the review."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.case import ImageRecord
from mmel_desktop.ui.background.image_loading import ImageLoader
from mmel_desktop.ui.case_index import CaseEntry, CaseIndex
from mmel_desktop.ui.icons import themed_icon
from mmel_desktop.ui.panels.gallery_choice import GalleryChoice
from mmel_desktop.ui.panels.gallery_delegate import CELL, GalleryDelegate
from mmel_desktop.ui.panels.gallery_model import GalleryModel
from mmel_desktop.ui.panels.gallery_query import BLIND_FILTERS, BLIND_SORTS, FILTERS, SORTS, Facet
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import SPACE_PX
from mmel_desktop.ui.translation import tr


class GalleryPanel(QWidget):
    """List of images; the current one is the one on the canvas. Several may be selected for a batch.

    Attributes:
        image_chosen: the analyst went to an image; its id.
        selection_changed: other images are selected.
    """

    image_chosen = Signal(str)
    selection_changed = Signal()

    def __init__(
        self, state: ReviewState, index: CaseIndex, images: ImageLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._case = index
        self._of_selection: tuple[QAction, ...] = ()
        self._of_image: tuple[QAction, ...] = ()
        self._kept_back: frozenset[str] = frozenset()
        self._blind = False
        self.model = GalleryModel(index, images, self)
        self._build()
        state.taxonomy_changed.connect(self.model.set_taxonomy)
        index.reset.connect(self._show_progress)
        index.entry_changed.connect(self._show_progress)
        self.model.modelReset.connect(self._follow_image)
        self.model.modelReset.connect(self._show_progress)
        state.image_changed.connect(self._follow_image)
        state.explanation_changed.connect(self._follow_prompt)
        state.prompt_changed.connect(self._follow_prompt)
        self._show_progress()

    def _build(self) -> None:
        self.filter_text = QLineEdit()
        self.filter_text.setPlaceholderText(tr("Filter images"))
        self.filter_text.setClearButtonEnabled(True)
        self.filter_text.setAccessibleName(tr("Filter images by name or notes"))
        self.filter_text.setToolTip(
            tr("Every word must occur in the file name, the rationale, the notes or a comment.")
        )
        self._search_action = self.filter_text.addAction(
            themed_icon("search"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.filter_text.textChanged.connect(self.model.set_text)
        self.status_filter = GalleryChoice(
            {key: tr(label) for key, (label, _) in FILTERS.items()}, tr("Which images are shown")
        )
        self.status_filter.currentIndexChanged.connect(
            lambda _: self.model.set_filter(self.status_filter.currentData())
        )
        self.sort_order = GalleryChoice(
            {key: tr(label) for key, label in SORTS.items()},
            tr("Order of the images"),
            tr(
                "Score: of the selected prompt. Margin: the two best prompts closest together first. "
                "Suspicion: failed checks, evidence off the subject, methods that disagree, then narrow "
                "margins."
            ),
        )
        self.sort_order.currentIndexChanged.connect(
            lambda _: self.model.set_sort(self.sort_order.currentData())
        )
        self.facet_chip = QPushButton()
        self.facet_chip.setProperty("role", "chip")
        self.facet_chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.facet_chip.setToolTip(tr("Take this filter off"))
        self.facet_chip.clicked.connect(lambda: self.show_facet(None))
        self.facet_chip.hide()
        self.view = _gallery_view()
        self.view.setModel(self.model)
        self.view.setItemDelegate(GalleryDelegate(self.view))
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._tell_selection())
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.empty_text = QLabel()
        self.empty_text.setWordWrap(True)
        self.empty_text.setProperty("role", "muted")
        self.empty_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.progress_text = QLabel()
        self.progress_text.setProperty("role", "muted")
        self.progress_bar = QProgressBar()
        self.progress_bar.setTextVisible(False)
        self.progress_bar.setAccessibleName(tr("Review progress"))
        self._lay_out()

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(SPACE_PX)
        choices.addWidget(self.status_filter, 1)
        choices.addWidget(self.sort_order, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_PX, SPACE_PX, SPACE_PX, SPACE_PX)
        column.setSpacing(SPACE_PX)
        column.addWidget(self.filter_text)
        column.addLayout(choices)
        column.addWidget(self.facet_chip)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty_text)
        column.addWidget(self.progress_text)
        column.addWidget(self.progress_bar)

    # ------------------------------------------------------------------------------ gestures

    def focus_filter(self) -> None:
        """Put the cursor into the filter."""
        self.filter_text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_text.selectAll()

    def show_all(self) -> None:
        """Take every filter off."""
        self.filter_text.clear()
        self.status_filter.setCurrentIndex(0)
        self.show_facet(None)

    def show_facet(self, facet: Facet | None) -> None:
        """Show only images that pass a filter from elsewhere, named on a chip that takes it off."""
        if facet is None and self.model.facet is None:
            return
        if facet is not None:
            self.filter_text.clear()
            self.status_filter.setCurrentIndex(0)
            self.facet_chip.setText(facet.label)
            self.facet_chip.setAccessibleName(tr("Filter: {label}").format(label=facet.label))
            self.facet_chip.setIcon(themed_icon("close"))
        self.facet_chip.setVisible(facet is not None)
        self.model.set_facet(facet)

    def set_blind(self, is_withheld: Callable[[CaseEntry], bool], *, names_hidden: bool) -> None:
        """Keep back scores and checks of some images, and names of all; see the model."""
        self.model.set_blind(is_withheld, names_hidden=names_hidden)

    def offer_for_blind_review(self, blind: bool, *, names_hidden: bool) -> None:
        """Offer only filters and orders that tell a blind reviewer nothing, or all of them again."""
        reason = tr(
            "Not in a blind review: it would tell what others judged, what the explanation says, or how "
            "files are called."
        )
        self._blind = blind
        self.status_filter.offer(BLIND_FILTERS if blind else FILTERS, reason)
        sorts = BLIND_SORTS - ({"name"} if names_hidden else set()) if blind else SORTS
        self.sort_order.offer(sorts, reason)
        self._show_progress()

    def keep_back(self, image_ids: frozenset[str]) -> None:
        """Count as not reviewed what a blind reviewer has not judged yet, whatever others said of it."""
        self._kept_back = image_ids
        self._show_progress()

    def scroll_to(self, image_id: str) -> None:
        """Bring an image into sight without choosing it."""
        row = self.model.row_of(image_id)
        if row >= 0:
            self.view.scrollTo(self.model.index(row), QListView.ScrollHint.PositionAtCenter)

    def step(self, rows: int) -> None:
        """Go forward or back by images of the filtered list."""
        if self.model.rowCount() == 0:
            return
        row = self.view.currentIndex().row()
        target = min(max(row + rows, 0), self.model.rowCount() - 1) if row >= 0 else 0
        self.view.setCurrentIndex(self.model.index(target))

    @property
    def selected_ids(self) -> tuple[str, ...]:
        """Selected images in the shown order."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return tuple(self.model.image_id_at(row) for row in rows)

    def offer_actions(self, of_selection: tuple[QAction, ...], of_image: tuple[QAction, ...]) -> None:
        """What the context menu of the images offers.

        Args:
            of_selection: what is done to every selected image.
            of_image: what is done to the shown one; left out while several are selected, since nobody
                could see that it concerns only one of them.
        """
        self._of_selection, self._of_image = of_selection, of_image

    @Slot(QPoint)
    def _show_menu(self, position: QPoint) -> None:
        menu = self.make_context_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(position))

    def make_context_menu(self) -> QMenu:
        """What can be done with what is selected now; the caller shows it."""
        menu = QMenu(self)
        menu.addActions(self._of_selection)
        if len(self.selected_ids) < 2:
            menu.addSeparator()
            menu.addActions(self._of_image)
        return menu

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.image_chosen.emit(self.model.image_id_at(current.row()))

    def _tell_selection(self) -> None:
        self._show_progress()
        self.selection_changed.emit()

    # ------------------------------------------------------------------------------ following

    @Slot()
    def _follow_image(self, _image: ImageRecord | None = None) -> None:
        """Make the shown image the current row, without choosing it a second time."""
        image = self._state.image
        row = self.model.row_of(image.image_id) if image is not None else -1
        selection = self.view.selectionModel()
        if row < 0:
            selection.clear()
            return
        if row != self.view.currentIndex().row():
            index = self.model.index(row)
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.view.scrollTo(index)

    @Slot()
    def _follow_prompt(self, _: object = None) -> None:
        explanation = self._state.explanation
        if explanation is not None:
            self.model.set_prompt(explanation.prompts[self._state.prompt_index].text)

    @Slot()
    def _show_progress(self, _: object = None) -> None:
        count, shown = len(self._case), self.model.rowCount()
        reviewed = sum(
            entry.reviewed and entry.image.image_id not in self._kept_back for entry in self._case.entries
        )
        done = tr("{done} of {count} reviewed by you") if self._blind else tr("{done} of {count} reviewed")
        parts = [done.format(done=reviewed, count=count)] if count else []
        if self.model.is_filtered:
            parts.append(tr("{count} shown").format(count=shown))
        selected = len(self.view.selectionModel().selectedIndexes())
        if selected > 1:
            parts.append(tr("{count} selected").format(count=selected))
        self.progress_text.setText(" · ".join(parts))
        self.progress_bar.setVisible(count > 0)
        self.progress_bar.setMaximum(max(count, 1))
        self.progress_bar.setValue(reviewed)
        self.empty_text.setText(
            tr("No image passes the filter.") if count else tr("Drop images or a folder on the window.")
        )
        self.empty_text.setVisible(shown == 0)
        self.view.setVisible(not self.empty_text.isVisibleTo(self))

    def refresh_icons(self) -> None:
        """Draw the icons in the present theme's colours."""
        self._search_action.setIcon(themed_icon("search"))
        self.facet_chip.setIcon(themed_icon("close"))


def _gallery_view() -> QListView:
    view = QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setMovement(QListView.Movement.Static)
    # All cells are the same: without this Qt asks the delegate for each of 10,000 sizes.
    view.setUniformItemSizes(True)
    view.setGridSize(CELL)
    view.setIconSize(QSize(112, 84))
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.setMouseTracking(True)
    view.setAccessibleName(tr("Images of the session"))
    return view
