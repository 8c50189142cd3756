"""The canvas: shows what the review state says and turns gestures into changes of that state."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.region_tree import Region
from mmel_desktop.ui.canvas.canvas_keys import selection_key
from mmel_desktop.ui.canvas.canvas_layers import CanvasLayers
from mmel_desktop.ui.canvas.canvas_menu import KeysOf, entry_with_keys, make_canvas_menu, no_keys
from mmel_desktop.ui.canvas.canvas_overlays import CanvasOverlays
from mmel_desktop.ui.canvas.drawing_tools import DrawingTool, make_tool
from mmel_desktop.ui.canvas.pixel_reading import read_pixel
from mmel_desktop.ui.canvas.region_index import describe_region
from mmel_desktop.ui.canvas.region_marks import mark_image, mark_regions, mark_relation
from mmel_desktop.ui.canvas.selection_walk import SelectionWalk
from mmel_desktop.ui.canvas.zoomable_view import ZoomableView
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import theme_colours
from mmel_desktop.ui.translation import tr

DRAG_STARTS_PX = 4.0


class ImageCanvas(ZoomableView):
    """The image under review with its explanation and annotations.

    Pointer (select tool): hover names a region, click selects, Shift-click adds, Alt-click goes one level up,
    dragging moves the view. Keyboard: arrows walk over the regions, Page Up / Page Down along the tree,
    Enter annotates, Esc ends a probe, a tool or the selection; plus, minus, 0 and Space are those of every
    view. All other keys belong to commands.

    Attributes:
        pixel_read: ``PixelReading`` under the pointer, None when it left the image.
        heat_visible_changed: the heat was switched on or off.
        annotations_visible_changed: the annotations were hidden or shown.
        open_requested: the analyst pressed the button of the empty state.

    Args:
        state: what is shown.
        parent: Qt owner.
        keys_of: tells the keys of a command by its name, for the context menu.
    """

    pixel_read = Signal(object)
    heat_visible_changed = Signal(bool)
    annotations_visible_changed = Signal(bool)
    open_requested = Signal()

    def __init__(
        self, state: ReviewState, parent: QWidget | None = None, *, keys_of: KeysOf = no_keys
    ) -> None:
        super().__init__(parent)
        self.state = state
        self._keys_of = keys_of
        self.layers = CanvasLayers(state, self.scene(), self)
        self.overlays = CanvasOverlays(state, self.layers, self)
        self.walk = SelectionWalk(state, self.layers)
        self._tool: DrawingTool | None = make_tool(state.tool)
        self._pressed_at: QPointF | None = None
        self._pressed_with = Qt.KeyboardModifier.NoModifier
        self._shown_image_id: str | None = None
        self.setAccessibleName(tr("Image canvas"))
        self.setMinimumSize(240, 180)
        self.layers.image_rect_changed.connect(self._show_rect)
        self.view_changed.connect(self._adapt_to_view)
        # What was drawn with rough edges while dragging is kept by Qt until it is told to draw it anew.
        self.pan_ended.connect(self.layers.lines.update)
        state.tool_changed.connect(self._take_tool)
        state.selected_regions_changed.connect(self._describe_selection)
        state.selected_annotation_changed.connect(self._reveal_annotation)
        self.overlays.empty_state.open_requested.connect(self.open_requested)
        self._apply_theme()
        self.layers.refresh_all()
        self.overlays.refresh()

    # ---------------------------------------------------------------- actions for menus and panels

    @Slot(object)
    def show_solo_layer(self, layer: int | None) -> None:
        """Show one block's contribution alone (index into ``Explanation.layers``); None ends it."""
        self.layers.show_solo_layer(layer)
        self.overlays.refresh()

    def toggle_heat(self) -> None:
        """Switch the heat layer on or off."""
        self.layers.set_heat_visible(not self.layers.heat_visible)
        self.overlays.refresh()
        self.heat_visible_changed.emit(self.layers.heat_visible)

    def hide_annotations(self, hidden: bool) -> None:
        """Take the annotations off the image, or put them back."""
        if hidden != self.layers.annotations.hidden:
            self.layers.set_annotations_hidden(hidden)
            self.annotations_visible_changed.emit(not hidden)

    @Slot(str)
    def _reveal_annotation(self, annotation_id: str) -> None:
        """One that was chosen or has just been made must be seen."""
        if annotation_id:
            self.hide_annotations(False)

    def set_peeking(self, peeking: bool) -> None:
        """Show the bare image while True."""
        self.layers.set_peeking(peeking)

    def annotate_selected_region(self) -> bool:
        """Make one annotation of the selected regions' outlines; False when none is selected."""
        return mark_regions(self.state, self.walk.selected())

    def annotate_selected_relation(self) -> bool:
        """Make an annotation of the relation between the two selected regions; False unless there are two."""
        return mark_relation(self.state, self.walk.selected())

    def annotate_image(self) -> bool:
        """Make an annotation of the whole image; False while there is none."""
        return mark_image(self.state)

    def select_parent(self) -> None:
        """Go from the selected region one level up, to the region that holds it."""
        self.walk.to_parent()

    def select_strongest_part(self) -> None:
        """Go from the selected region one level down, to its part with the most evidence."""
        self.walk.to_strongest_part()

    def select_neighbour(self, direction: str, *, add: bool = False) -> None:
        """Move the selection to the next region (``left``, ``right``, ``up``, ``down``) and into view."""
        region = self.walk.to_neighbour(direction, add=add)
        if region is not None and not self.visible_scene_rect().contains(QPointF(*region.inner_point_xy_px)):
            self.centre_on(QPointF(*region.inner_point_xy_px))

    # ---------------------------------------------------------------- state

    @Slot(QRectF)
    def _show_rect(self, rect: QRectF) -> None:
        image_id = self.state.image.image_id if self.state.image is not None else None
        another = image_id != self._shown_image_id or rect != self.content_rect
        self._shown_image_id = image_id
        if another:
            self._abort_drawing()
            self.set_content_rect(rect)
        self._adapt_to_view()

    @Slot()
    def _adapt_to_view(self) -> None:
        self.layers.adapt_to_scale(self.scale_factor)

    @Slot(str)
    def _take_tool(self, tool: str) -> None:
        self._tool = make_tool(tool)
        self.layers.preview.show(None)
        self.state.hover_region(None)
        self.viewport().setCursor(self.resting_cursor())

    @Slot(tuple)
    def _describe_selection(self, _: tuple[int, ...]) -> None:
        explanation = self.state.explanation
        names = [
            describe_region(r, explanation.regions.level_names[r.level], self.state.prompt_index)
            for r in self.walk.selected()
            if explanation is not None
        ]
        self.setAccessibleDescription("; ".join(names))

    def resting_cursor(self) -> Qt.CursorShape:
        return Qt.CursorShape.ArrowCursor if self._tool is None else Qt.CursorShape.CrossCursor

    def _apply_theme(self) -> None:
        self.setBackgroundBrush(QBrush(QColor(theme_colours().background)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._apply_theme()

    # ---------------------------------------------------------------- pointer

    def _image_point(self, position: QPointF) -> tuple[float, float]:
        """Image pixels under a viewport point, kept inside the image."""
        point, rect = self.to_scene(position), self.layers.image_rect
        return (
            min(max(point.x(), rect.left()), rect.right()),
            min(max(point.y(), rect.top()), rect.bottom()),
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.starts_pan(event) or self.layers.image_rect.isEmpty():
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            if self._tool is None:
                self._pressed_at, self._pressed_with = event.position(), event.modifiers()
            else:
                geometry = self._tool.press(
                    self._image_point(event.position()),
                    self.scale_factor,
                    inverse=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier),
                )
                self._after_gesture(geometry)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = event.position()
        pressed_at = self._pressed_at
        if pressed_at is not None and (position - pressed_at).manhattanLength() > DRAG_STARTS_PX:
            self._pressed_at = None
            self._begin_pan(pressed_at)
        if self.is_panning:
            super().mouseMoveEvent(event)
            return
        self._read_pixel(position)
        if self._tool is not None:
            self._tool.move(self._image_point(position), self.scale_factor)
            self.layers.preview.show(self._tool)
        elif self._pressed_at is None:
            region = self._region_at(position)
            self.state.hover_region(None if region is None else region.region_id)
            self.overlays.follow_pointer(position.toPoint())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.is_panning:
            self._pressed_at = None
            super().mouseReleaseEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            if self._tool is not None:
                geometry = self._tool.release(self._image_point(event.position()), self.scale_factor)
                self._after_gesture(geometry)
            elif self._pressed_at is not None:
                self._pressed_at = None
                self._click(event.position(), self._pressed_with)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._tool is not None and self._tool.is_drawing:
            self._after_gesture(self._tool.finish(self.scale_factor))
        else:
            self.mousePressEvent(event)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.state.hover_region(None)
        self.pixel_read.emit(None)

    def _click(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        annotation_id = self.layers.annotations.annotation_at(self.to_scene(position), self.scale_factor)
        if annotation_id:
            self.state.select_annotation(annotation_id)
            return
        region = self._region_at(position)
        if region is None:
            self.state.select_regions(())
            self.state.select_annotation("")
        elif modifiers & Qt.KeyboardModifier.AltModifier:
            self.walk.to_parent(region.region_id)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.walk.toggle(region.region_id)
        else:
            self.state.select_regions((region.region_id,))

    def _region_at(self, position: QPointF) -> Region | None:
        if self.layers.index is None:
            return None
        point = self.to_scene(position)
        # Smoothing may leave slivers between outlines; there the patch decides.
        return self.layers.regions.region_at(point) or self.layers.index.at_point(
            self.state.region_level, point.x(), point.y()
        )

    def _read_pixel(self, position: QPointF) -> None:
        point = self.to_scene(position)
        inside = self.layers.image_rect.contains(point)
        region = self._region_at(position) if inside else None
        self.pixel_read.emit(read_pixel(self.state, self.layers, point, region) if inside else None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._tool is not None and self._tool.is_drawing:
            return
        menu = self.make_context_menu(QPointF(event.pos()))
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())
        event.accept()

    def make_context_menu(self, position: QPointF) -> QMenu | None:
        """What can be done at a viewport point; selects the region there unless it is selected already."""
        if self.layers.image_rect.isEmpty():
            return None
        region = self._region_at(position)
        if region is not None and region.region_id not in self.state.selected_regions:
            self.state.select_regions((region.region_id,))
        menu = make_canvas_menu(self.state, self.walk, self._keys_of, self)
        menu.addSeparator()
        menu.addAction(entry_with_keys(tr("Fit the image"), self._keys_of("view.fit")), self.fit)
        return menu

    # ---------------------------------------------------------------- drawing

    def _after_gesture(self, geometry: Geometry | None) -> None:
        self.layers.preview.show(self._tool)
        if geometry is not None:
            # One gesture, one annotation; then the pointer selects again, which is what reviewing mostly is.
            self.state.choose_tool("select")
            self.state.geometry_drawn.emit(self._inside_image(geometry))

    def _inside_image(self, geometry: Geometry) -> Geometry:
        """A brush's tip reaches over the border of the image; its outline must not."""
        rect = self.layers.image_rect
        rings = tuple(
            tuple((min(max(x, 0.0), rect.width()), min(max(y, 0.0), rect.height())) for x, y in ring)
            for ring in geometry.rings
        )
        return replace(geometry, rings=rings)

    def _abort_drawing(self) -> None:
        if self._tool is not None:
            self._tool.abort()
            self.layers.preview.show(None)

    # ---------------------------------------------------------------- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key_of_tool(event) and not selection_key(self, event):
            super().keyPressEvent(event)

    def _key_of_tool(self, event: QKeyEvent) -> bool:
        tool = self._tool
        if tool is None:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.state.choose_tool("select")
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._after_gesture(tool.finish(self.scale_factor))
            return True
        steps = {Qt.Key.Key_BracketLeft: -1, Qt.Key.Key_BracketRight: 1}.get(Qt.Key(event.key()))
        if steps is not None:
            tool.resize(steps)
        elif event.key() == Qt.Key.Key_Backspace:
            tool.take_back()
        else:
            return False
        self.layers.preview.show(tool)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # The release of a held key goes to whoever has the focus then.
        super().focusOutEvent(event)
        self.release_space()
