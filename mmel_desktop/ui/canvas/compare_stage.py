"""The canvas with, when asked for, a second one beside or over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mmel_desktop.ui.canvas.compare_bar import CompareBar
from mmel_desktop.ui.canvas.compared_state import ComparedState, ListRuns, LoadRun, NameModel
from mmel_desktop.ui.canvas.image_canvas import ImageCanvas
from mmel_desktop.ui.canvas.linked_views import LinkedViews
from mmel_desktop.ui.canvas.swipe_handle import SwipeHandle
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.translation import tr

GAP_PX = 2


class CompareStage(QWidget):
    """Holds the main canvas; the second one is made when a comparison first begins.

    Attributes:
        comparing_changed: a comparison began or ended.

    Args:
        canvas: the canvas of the review; the stage becomes its parent.
        state: its state.
        list_runs, load_run: where other explanations of the shown image come from.
        name_model: tells which model made them.
        parent: Qt owner.
    """

    comparing_changed = Signal(bool)

    def __init__(
        self,
        canvas: ImageCanvas,
        state: ReviewState,
        list_runs: ListRuns,
        load_run: LoadRun,
        name_model: NameModel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self.canvas = canvas
        self.compared = ComparedState(state, list_runs, load_run, name_model, self)
        self.second: ImageCanvas | None = None
        self._links: LinkedViews | None = None
        self.comparing = False
        self.mode = "beside"
        self.bar = CompareBar(self)
        self.bar.hide()
        self._views = QWidget(self)
        canvas.setParent(self._views)
        self.handle = SwipeHandle(self._views)
        self.handle.hide()
        self.handle.moved.connect(self._place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._views, 1)
        self._views.installEventFilter(self)
        self._views.setMinimumSize(canvas.minimumSize())
        self.bar.mode_chosen.connect(self.choose_mode)
        self.bar.side_chosen.connect(self.compared.choose)
        self.bar.closed.connect(lambda: self.compare(False))
        self.compared.side_changed.connect(self._show_names)
        state.prompt_changed.connect(self._show_names)
        state.image_changed.connect(self._end_without_image)
        self._used: ImageCanvas = canvas
        state.selected_regions_changed.connect(self._take_selection)

    # ---------------------------------------------------------------- beginning and ending

    @Slot()
    def toggle(self) -> None:
        """Begin a comparison, or end it."""
        self.compare(not self.comparing)

    def compare(self, comparing: bool) -> None:
        """Begin or end a comparison; without an image there is nothing to compare."""
        comparing = comparing and self._state.image is not None
        if comparing == self.comparing:
            return
        self.comparing = comparing
        second = self._second_canvas()
        self.compared.activate(comparing)
        self.bar.setVisible(comparing)
        second.setVisible(comparing)
        self._place()
        if comparing:
            self._show_names()
            self.canvas.fit()
        assert self._links is not None
        self._links.activate(comparing)
        if not comparing:
            self.canvas.setFocus()
        self.comparing_changed.emit(comparing)

    @Slot(str)
    def choose_mode(self, mode: str) -> None:
        """``beside`` or ``swipe``."""
        self.mode = mode
        self._place()

    def _second_canvas(self) -> ImageCanvas:
        if self.second is None:
            self.second = ImageCanvas(self.compared.other, self._views)
            self.second.setAccessibleName(tr("Compared canvas"))
            self.setTabOrder(self.canvas, self.second)
            self.second.heat_visible_changed.connect(lambda _: self._share_heat(self.second, self.canvas))
            self.canvas.heat_visible_changed.connect(lambda _: self._share_heat(self.canvas, self.second))
            self.second.pixel_read.connect(self.canvas.pixel_read)
            self._links = LinkedViews(self.canvas, self.second, self)
            for canvas in (self.canvas, self.second):
                canvas.installEventFilter(self)
                canvas.viewport().installEventFilter(self)
        return self.second

    @staticmethod
    def _share_heat(source: ImageCanvas | None, target: ImageCanvas | None) -> None:
        if source is None or target is None:
            return
        if source.layers.heat_visible != target.layers.heat_visible:
            target.toggle_heat()

    @Slot(object)
    def _end_without_image(self, image: object) -> None:
        if image is None:
            self.compare(False)

    # ---------------------------------------------------------------- marking what is selected

    def annotate_selected_region(self) -> bool:
        """Make one annotation of the selected regions, on the side that was used last where it has some.

        Returns:
            False when none is selected on either side.
        """
        return any(canvas.annotate_selected_region() for canvas in self._by_use())

    def annotate_selected_relation(self) -> bool:
        """The same of the relation between two selected regions; False unless there are two."""
        return any(canvas.annotate_selected_relation() for canvas in self._by_use())

    def _by_use(self) -> tuple[ImageCanvas, ...]:
        if not self.comparing or self.second is None:
            return (self.canvas,)
        return (self._used, self.canvas if self._used is self.second else self.second)

    @Slot(tuple)
    def _take_selection(self, _: tuple[int, ...]) -> None:
        """What panels select is selected in the review."""
        if not self.compared.returning:
            self._used = self.canvas

    # ---------------------------------------------------------------- what stands where

    @Slot()
    @Slot(int)
    @Slot(object)
    def _show_names(self, _: object = None) -> None:
        if not self.comparing:
            return
        explanation = self._state.explanation
        left = "" if explanation is None else explanation.prompts[self._state.prompt_index].text
        side = self.compared.side
        if explanation is not None and side is not None and side.kind == "run":
            # Both sides show one prompt then; what tells them apart is how they were made.
            left = f"{explanation.request.method} · {left}"
            if self.compared.differs_in_model(side):
                left = f"{explanation.provenance.model.spec} · {left}"
        self.bar.show_left(left)
        self.bar.show_sides(self.compared.sides(), self.compared.side)

    @Slot()
    @Slot(float)
    def _place(self, _: float = 0.0) -> None:
        """Give the canvases their places: alone, halves, or one over the other under a mask."""
        area = self._views.rect()
        swiping = self.comparing and self.mode == "swipe"
        self.handle.setVisible(swiping)
        second = self.second
        for canvas in (self.canvas, second):
            if canvas is not None:
                # The other side lies over a canvas or masks it: a name at the divider would be cut.
                canvas.overlays.name_on(self._views if swiping else canvas)
        if not self.comparing or second is None:
            self.canvas.setGeometry(area)
            return
        if swiping:
            split = round(area.width() * self.handle.position)
            self.canvas.setGeometry(area)
            second.setGeometry(area)
            # The pointer goes through where the mask is empty, so each side is worked on by its own canvas.
            second.setMask(QRegion(QRect(split, 0, area.width() - split, area.height())))
            second.raise_()
            self.handle.place(split, area.height())
            self.handle.raise_()
            return
        second.clearMask()
        half = (area.width() - GAP_PX) // 2
        self.canvas.setGeometry(0, 0, half, area.height())
        second.setGeometry(area.width() - half, 0, half, area.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._views and isinstance(event, QResizeEvent):
            self._place()
        elif event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn):
            for canvas in (self.canvas, self.second):
                if canvas is not None and watched in (canvas, canvas.viewport()):
                    self._used = canvas
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "bar"):
            self.bar.refresh_icons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.comparing and event.key() == Qt.Key.Key_Escape:
            self.compare(False)
        else:
            super().keyPressEvent(event)
