"""The gallery: every image at a glance, filtered and sorted, with the progress of the review."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.case import ImageRecord
from mmel_desktop.ui.background.image_loading import ImageLoader
from mmel_desktop.ui.case_index import CaseIndex
from mmel_desktop.ui.icons import themed_icon
from mmel_desktop.ui.panels.gallery_delegate import CELL, GalleryDelegate
from mmel_desktop.ui.panels.gallery_model import FILTERS, SORTS, GalleryModel
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import SPACE_PX


class GalleryPanel(QWidget):
    """List of images; the current one is the one on the canvas.

    Attributes:
        image_chosen: the analyst went to an image; its id.
    """

    image_chosen = Signal(str)

    def __init__(
        self, state: ReviewState, index: CaseIndex, images: ImageLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._case = index
        self.model = GalleryModel(index, images, self)
        self._build()
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
        self.filter_text.setPlaceholderText("Filter images")
        self.filter_text.setClearButtonEnabled(True)
        self.filter_text.setAccessibleName("Filter images by name or notes")
        self.filter_text.setToolTip("Every word must occur in the file name, rationale or notes. (Ctrl+F)")
        self._search_action = self.filter_text.addAction(
            themed_icon("search"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.filter_text.textChanged.connect(self.model.set_text)
        self.status_filter = _combo(
            {key: label for key, (label, _) in FILTERS.items()}, "Which images are shown"
        )
        self.status_filter.currentIndexChanged.connect(
            lambda _: self.model.set_filter(self.status_filter.currentData())
        )
        self.sort_order = _combo(
            SORTS, "Order. Score: of the selected prompt. Suspicion: failed checks, then narrow margins."
        )
        self.sort_order.currentIndexChanged.connect(
            lambda _: self.model.set_sort(self.sort_order.currentData())
        )
        self.view = _gallery_view()
        self.view.setModel(self.model)
        self.view.setItemDelegate(GalleryDelegate(self.view))
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.empty_text = QLabel("No image passes the filter.")
        self.empty_text.setProperty("role", "muted")
        self.empty_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.progress_text = QLabel()
        self.progress_text.setProperty("role", "muted")
        self.progress_bar = QProgressBar()
        self.progress_bar.setTextVisible(False)
        self.progress_bar.setAccessibleName("Review progress")
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

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.image_chosen.emit(self.model.image_id_at(current.row()))

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
        count, reviewed = len(self._case), self._case.reviewed_count
        shown = self.model.rowCount()
        hidden = f" · {shown} shown" if self.model.is_filtered else ""
        self.progress_text.setText(f"{reviewed} of {count} reviewed{hidden}" if count else "")
        self.progress_bar.setVisible(count > 0)
        self.progress_bar.setMaximum(max(count, 1))
        self.progress_bar.setValue(reviewed)
        self.empty_text.setVisible(count > 0 and shown == 0)
        self.view.setVisible(not self.empty_text.isVisibleTo(self))

    def refresh_icons(self) -> None:
        """Draw the icons in the present theme's colours."""
        self._search_action.setIcon(themed_icon("search"))


def _combo(choices: dict[str, str], tip: str) -> QComboBox:
    combo = QComboBox()
    for key, label in choices.items():
        combo.addItem(label, key)
    combo.setToolTip(tip)
    combo.setAccessibleName(tip)
    combo.setMinimumContentsLength(6)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return combo


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
    view.setMouseTracking(True)
    view.setAccessibleName("Images of the session")
    return view
