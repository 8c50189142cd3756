"""Everything drawn in the canvas's scene, kept equal to the review state."""

from __future__ import annotations

import operator

import numpy as np
from PySide6.QtCore import QObject, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGraphicsScene, QWidget

from mmel_desktop.core.case import ImageRecord
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.ui.canvas.annotation_layer import AnnotationLayer
from mmel_desktop.ui.canvas.heat_layer import HeatLayer, ShownMap, choose_map
from mmel_desktop.ui.canvas.image_layer import ImageLayer, UnseenLayer
from mmel_desktop.ui.canvas.lines_item import LINES_AFTER_MS, LinesItem
from mmel_desktop.ui.canvas.preview_layer import PreviewLayer
from mmel_desktop.ui.canvas.probe_layer import ProbeLayer, interaction_text
from mmel_desktop.ui.canvas.region_index import RegionIndex
from mmel_desktop.ui.canvas.region_layer import RegionLayer
from mmel_desktop.ui.canvas.relation_layer import RelationLayer, lit_edges, shown_edges
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import small_font


class CanvasLayers(QObject):
    """From back to front: image, heat, hatching, regions, relations, annotations, drawing in progress.

    Each refreshes only for the state changes that concern it; nothing is computed while the pointer moves.

    Attributes:
        image_rect_changed: an image of another size is shown; the value is its rectangle in image pixels.
        shown_map_changed: the heat shows another map (``ShownMap``), or None.
        index: look-up of the explanation's regions; None while there is no explanation.
        shown_map: the map the heat layer shows; None while there is no explanation.
    """

    image_rect_changed = Signal(QRectF)
    shown_map_changed = Signal(object)

    def __init__(self, state: ReviewState, scene: QGraphicsScene, view: QWidget) -> None:
        super().__init__(view)
        self._state = state
        self._view = view
        self.index: RegionIndex | None = None
        self.shown_map: ShownMap | None = None
        self.solo_layer: int | None = None
        self.image = ImageLayer()
        self.heat = HeatLayer()
        self.unseen = UnseenLayer()
        self.probe = ProbeLayer()
        self.regions = RegionLayer()
        self.relations = RelationLayer()
        self.annotations = AnnotationLayer()
        self.lines = LinesItem()
        self.preview = PreviewLayer()
        self._items = (
            self.image.item,
            self.heat.item,
            self.unseen.item,
            self.probe.item,
            self.lines,
            self.regions.item,
            self.relations.item,
            self.annotations.item,
            self.relations.figures,
            *self.preview.items,
        )
        for depth, item in enumerate(self._items):
            item.setZValue(depth)
            scene.addItem(item)
        self._image_rect = QRectF()
        self._shown_image: tuple[SourceImage | None, ImageRecord | None] | None = None
        self._outlines_of: tuple[object, ...] = ()
        self._relations_of: tuple[object, ...] = ()
        self._lines_of: tuple[object, ...] = ()
        # A new picture is painted with its heat first; whoever runs through a gallery waits for no line.
        self._lines_due = QTimer(self)
        self._lines_due.setSingleShot(True)
        self._lines_due.setInterval(LINES_AFTER_MS)
        self._lines_due.timeout.connect(self._draw_lines)
        self._heat_visible = True
        self._peeking = False
        self._connect()

    def _connect(self) -> None:
        state = self._state
        state.image_changed.connect(self._refresh_image)
        state.pixels_changed.connect(self._refresh_image)
        state.explanation_changed.connect(self._take_explanation)
        state.display_changed.connect(self.refresh_overlays)
        state.hovered_region_changed.connect(self._refresh_hovered)
        state.selected_regions_changed.connect(self._refresh_selected)
        state.tone_changed.connect(self.image.show_tone)
        state.probes_changed.connect(self._take_probes)
        state.probe_view_changed.connect(self._refresh_probe_view)
        state.annotations_changed.connect(self._refresh_annotations)
        state.selected_annotation_changed.connect(self._refresh_annotations)

    # ---------------------------------------------------------------- what is shown

    @property
    def image_rect(self) -> QRectF:
        """Rectangle of the shown image in image pixels; empty while there is none."""
        return self._image_rect

    def refresh_all(self) -> None:
        """Read the whole state; for a canvas that joins when something is shown already."""
        self.image.show_tone(self._state.tone)
        self._refresh_image()
        self._take_explanation(self._state.explanation)
        self._refresh_annotations()

    @Slot()
    @Slot(object)
    def _refresh_image(self, _: object = None) -> None:
        pixels, record = self._state.pixels, self._state.image
        shown = (pixels, record)
        if self._shown_image is not None and all(map(operator.is_, shown, self._shown_image)):
            return
        self._shown_image = shown
        self.image.show(pixels)
        identity = pixels.identity if pixels is not None else None if record is None else record.identity
        rect = QRectF() if identity is None else QRectF(0, 0, identity.width_px, identity.height_px)
        if rect != self._image_rect:
            self._image_rect = rect
            self._refresh_annotations()
        self.image_rect_changed.emit(rect)

    @Slot(object)
    def _take_explanation(self, explanation: Explanation | None) -> None:
        self.index = None if explanation is None else RegionIndex(explanation)
        self.solo_layer = None
        self.unseen.show(None if explanation is None else explanation.geometry)
        self._outlines_of = self._relations_of = self._lines_of = ()
        self.lines.set_strokes(())
        self._lines_due.start()
        self._refresh_heat()
        self._refresh_outlines()
        self._refresh_hovered()
        self._refresh_selected()

    def show_solo_layer(self, layer: int | None) -> None:
        """Show one block's contribution alone; None returns to the map of the level."""
        explanation = self._state.explanation
        if explanation is None or (layer is not None and not 0 <= layer < explanation.layers.shape[1]):
            layer = None
        if layer != self.solo_layer:
            self.solo_layer = layer
            self.refresh_overlays()

    @Slot()
    @Slot(object)
    def refresh_overlays(self, _: object = None) -> None:
        """Bring heat, outlines and relations in line with the display settings."""
        self._refresh_heat()
        self._refresh_outlines()
        self._draw_lines()

    @Slot()
    def _draw_lines(self) -> None:
        self._lines_due.stop()
        self._refresh_relations()
        self._refresh_lines()

    def _refresh_lines(self) -> None:
        """Stroke outlines and overview anew when they, or what they show, changed."""
        if self._lines_due.isActive():
            return
        display = self._state.display
        key = (
            self._outlines_of if display.show_regions else (),
            self._relations_of if display.show_relations else (),
            self.relations.label_count > 0,
        )
        if key == self._lines_of:
            return
        self._lines_of = key
        self.lines.set_strokes(
            (
                *(self.regions.outline_strokes() if display.show_regions else ()),
                *(self.relations.overview_strokes() if display.show_relations else ()),
            )
        )

    def _refresh_heat(self) -> None:
        explanation, display = self._state.explanation, self._state.display
        before = self.shown_map
        if explanation is None:
            self.shown_map = None
            self.heat.clear()
        else:
            self.shown_map = choose_map(
                explanation,
                self._state.prompt_index,
                self._state.level,
                self.solo_layer,
                display.colour_map,
                whole_patches=display.whole_patches,
            )
            self.heat.show(
                self.shown_map,
                colour_map=display.colour_map,
                opacity=display.opacity,
                threshold=display.threshold,
            )
        if self.shown_map is not before:
            self.shown_map_changed.emit(self.shown_map)

    def _refresh_outlines(self) -> None:
        level = self._state.region_level
        key = (self.index, level)
        if key != self._outlines_of:
            self._outlines_of = key
            self.regions.show_outlines(() if self.index is None else self.index.at_level(level))

    def _refresh_relations(self) -> None:
        display = self._state.display
        key = (
            self.index,
            self._state.prompt_index,
            self._state.region_level,
            display.relation_kind,
            display.relations_per_region,
            display.relation_minimum,
            self._state.probes if display.relation_kind == "interaction" else None,
        )
        if key != self._relations_of:
            self._relations_of = key
            graph = self._state.graph()
            edges = (
                shown_edges(
                    graph, display.relation_kind, display.relations_per_region, display.relation_minimum
                )
                if graph is not None
                else ()
            )
            self.relations.show_relations(edges, display.relation_kind, self._inner_points())
            self._refresh_selected()
        self._show_relations()

    @Slot()
    @Slot(object)
    def _refresh_hovered(self, _: object = None) -> None:
        hovered = self._state.hovered_region
        self.regions.show_hovered(
            None if self.index is None or hovered is None else self.index.region(hovered)
        )

    @Slot()
    @Slot(tuple)
    def _refresh_selected(self, _: object = None) -> None:
        selected = self._state.selected_regions
        index, graph = self.index, self._state.graph()
        found = [] if index is None else [r for i in selected if (r := index.region(i)) is not None]
        self.regions.show_selected(found)
        edges = () if graph is None else lit_edges(graph, self._state.display.relation_kind, selected)
        self.relations.light_up(
            edges,
            self._state.display.relation_kind,
            self._inner_points(),
            selected,
            font=_mark_font(),
            device_pixel_ratio=self._view.devicePixelRatioF(),
        )
        self._show_interaction(selected)
        self._refresh_probe_view()
        self._refresh_lines()

    def _show_interaction(self, selected: tuple[int, ...]) -> None:
        measured = self._state.probes.interaction(*selected) if len(selected) == 2 else None
        self.relations.show_interaction(
            selected,
            self._inner_points(),
            "" if measured is None else interaction_text(measured, self._state.prompt_index),
            font=_mark_font(),
            device_pixel_ratio=self._view.devicePixelRatioF(),
        )

    def _show_relations(self) -> None:
        # While a probe shows what is left of the image, lines to what was removed would only be in the way.
        shown = self._state.display.show_relations and not self._peeking and not self._state.probe_view
        self.relations.item.setVisible(shown)
        self.relations.figures.setVisible(shown)

    @Slot(object)
    def _take_probes(self, _: object = None) -> None:
        self._refresh_relations()
        self._refresh_selected()

    @Slot()
    @Slot(str)
    def _refresh_probe_view(self, _: object = None) -> None:
        self._show_relations()
        explanation = self._state.explanation
        if explanation is None:
            self.probe.show("", None, None)
            return
        patches = np.zeros(explanation.geometry.grid_hw, dtype=bool)
        for region in explanation.regions.regions:
            if region.region_id in self._state.selected_regions:
                patches |= explanation.regions.patches_of(region.region_id)
        self.probe.show(self._state.probe_view, patches, explanation.geometry)

    @Slot()
    @Slot(tuple)
    @Slot(str)
    def _refresh_annotations(self, _: object = None) -> None:
        self.annotations.show(
            self._state.annotations,
            self._state.selected_annotation,
            self._image_rect,
            font=_mark_font(),
            device_pixel_ratio=self._view.devicePixelRatioF(),
        )

    def _inner_points(self) -> dict[int, tuple[float, float]]:
        if self.index is None:
            return {}
        return {r.region_id: r.inner_point_xy_px for r in self.index.at_level(self._state.region_level)}

    # ---------------------------------------------------------------- how it is shown

    @property
    def heat_visible(self) -> bool:
        """False while the analyst has switched the heat off."""
        return self._heat_visible

    def set_heat_visible(self, visible: bool) -> None:
        """Switch the heat on or off."""
        self._heat_visible = visible
        self._apply_visibility()

    def set_annotations_hidden(self, hidden: bool) -> None:
        """Take the annotations off the image, or put them back."""
        self.annotations.hidden = hidden
        self._apply_visibility()

    def set_peeking(self, peeking: bool) -> None:
        """Show the bare image for a moment."""
        self._peeking = peeking
        self._apply_visibility()

    def _apply_visibility(self) -> None:
        self.heat.item.setVisible(self._heat_visible and not self._peeking)
        for item in (self.unseen.item, self.probe.item, self.lines, self.regions.item):
            item.setVisible(not self._peeking)
        self.annotations.item.setVisible(not self._peeking and not self.annotations.hidden)
        self._show_relations()

    def adapt_to_scale(self, scale: float) -> None:
        """Keep what must look the same at every zoom (screen pixels per image pixel)."""
        self.image.adapt_to_scale(scale)
        self.unseen.adapt_to_scale(scale)
        self.probe.adapt_to_scale(scale)


def _mark_font() -> QFont:
    font = small_font()
    font.setBold(True)
    return font
