"""Widgets that float over the canvas and stay where they are while the image moves."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, Slot
from PySide6.QtWidgets import QWidget

from mmel_desktop.core.explanation import Explanation
from mmel_desktop.ui.canvas.canvas_layers import CanvasLayers
from mmel_desktop.ui.canvas.empty_state import EmptyState
from mmel_desktop.ui.canvas.floating_label import FloatingLabel
from mmel_desktop.ui.canvas.heat_legend import HeatLegend
from mmel_desktop.ui.canvas.minimap import Minimap
from mmel_desktop.ui.canvas.overlay_style import SELECTION, VERDICTS
from mmel_desktop.ui.canvas.probe_layer import probe_result, probe_title
from mmel_desktop.ui.canvas.region_index import describe_region
from mmel_desktop.ui.canvas.zoomable_view import ZoomableView
from mmel_desktop.ui.error_texts import check_label, check_text
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import SPACE_DOUBLE_PX
from mmel_desktop.ui.translation import tr

PROBE_CARD_GAP_PX = 10


class CanvasOverlays(QObject):
    """Legend, minimap, banner, trust badge, hints, the name under the pointer and the empty state.

    They are children of the view, not of its viewport: Qt moves a viewport's children along when it scrolls.
    """

    def __init__(self, state: ReviewState, layers: CanvasLayers, view: ZoomableView) -> None:
        super().__init__(view)
        self._state = state
        self._layers = layers
        self._view = view
        self.legend = HeatLegend(view)
        self.minimap = Minimap(view)
        self.banner = FloatingLabel(view)
        self.trust_badge = FloatingLabel(view, lets_pointer_through=False)
        self.hint = FloatingLabel(view)
        self.hover_name = FloatingLabel(view)
        self.probe_card = FloatingLabel(view)
        self.empty_state = EmptyState(view)
        self.minimap.moved_to.connect(view.centre_on)
        view.view_changed.connect(self.place)
        layers.shown_map_changed.connect(self.refresh)
        layers.image_rect_changed.connect(self._show_image)
        state.display_changed.connect(self.refresh)
        state.tool_changed.connect(self.refresh)
        state.hovered_region_changed.connect(self._name_hovered)
        for signal in (state.probes_changed, state.probe_view_changed, state.probing_changed):
            signal.connect(self._show_probe)

    # ---------------------------------------------------------------- content

    @Slot()
    @Slot(object)
    @Slot(str)
    def refresh(self, _: object = None) -> None:
        """Bring legend, banner, badge and hint in line with the state."""
        shown, display = self._layers.shown_map, self._state.display
        self.empty_state.setVisible(self._state.image is None and self._state.pixels is None)
        if shown is not None and shown.evidence_found and self._layers.heat_visible:
            self.legend.show_scale(
                shown.caption,
                display.colour_map,
                display.threshold,
                diverging=shown.diverging,
                full_scale=shown.full_scale,
            )
        else:
            self.legend.hide()
        self.banner.show_text(self._banner_text(), border=VERDICTS["warn"], widest_px=self._widest_px())
        self._show_trust()
        self._show_probe()
        self.hint.show_text(
            "" if self.empty_state.isVisible() else _hint(self._state.tool), widest_px=self._widest_px()
        )
        self.place()

    def _banner_text(self) -> str:
        shown = self._layers.shown_map
        if shown is not None and not shown.evidence_found:
            return shown.nothing_found
        return ""

    def _show_trust(self) -> None:
        explanation = self._state.explanation
        if explanation is None:
            self.trust_badge.show_text("")
            return
        worst, sentence, reasons = describe_trust(explanation, self._state.prompt_index)
        self.trust_badge.setToolTip(plain_tip(reasons))
        self.trust_badge.show_text(sentence, border=VERDICTS.get(worst), widest_px=self._widest_px())

    @Slot(object)
    @Slot(str)
    @Slot(bool)
    def _show_probe(self, _: object = None) -> None:
        """Say what removing or keeping the selected regions did to the score."""
        state = self._state
        text = ""
        if state.probe_view and state.selected_regions:
            measured = state.probes.of(state.selected_regions)
            result = (
                tr("asking the model…")
                if measured is None
                else probe_result(measured, state.probe_view, state.prompt_index)
            )
            text = f"{probe_title(state.probe_view, state.selected_regions)}\n{result}"
        self.probe_card.show_text(text, border=SELECTION.name())
        self._place_probe_card()

    def _place_probe_card(self) -> None:
        """Stand above the selected regions, or below where there is no room, inside the view."""
        index = self._layers.index
        if self.probe_card.isHidden() or index is None:
            return
        boxes = [r.bounding_box_xyxy_px for i in self._state.selected_regions if (r := index.region(i))]
        if not boxes:
            return
        top_left = self._view.to_viewport(QPointF(min(b[0] for b in boxes), min(b[1] for b in boxes)))
        bottom_right = self._view.to_viewport(QPointF(max(b[2] for b in boxes), max(b[3] for b in boxes)))
        area, card = self._view.viewport().geometry(), self.probe_card
        x = round((top_left.x() + bottom_right.x() - card.width()) / 2)
        y = round(top_left.y()) - card.height() - PROBE_CARD_GAP_PX
        if y < area.top() + SPACE_DOUBLE_PX:
            y = round(bottom_right.y()) + PROBE_CARD_GAP_PX
        card.move(
            min(max(x, area.left() + SPACE_DOUBLE_PX), area.right() - SPACE_DOUBLE_PX - card.width()),
            min(max(y, area.top() + SPACE_DOUBLE_PX), area.bottom() - SPACE_DOUBLE_PX - card.height()),
        )
        card.raise_()

    @Slot(QRectF)
    def _show_image(self, rect: QRectF) -> None:
        self.minimap.show_image(self._layers.image.shown_copy, rect.size().toSize())
        self.refresh()

    @Slot(object)
    def _name_hovered(self, region_id: int | None) -> None:
        explanation, index = self._state.explanation, self._layers.index
        region = None if index is None or region_id is None else index.region(region_id)
        if explanation is None or region is None:
            self.hover_name.hide()
            return
        level_name = explanation.regions.level_names[region.level]
        self.hover_name.show_text(describe_region(region, level_name, self._state.prompt_index))
        # Shown only while the pointer is over the canvas: the graph panel hovers regions, too.
        self.hover_name.setVisible(self._view.viewport().underMouse())

    def follow_pointer(self, position: QPoint) -> None:
        """Move the name of the hovered region beside the pointer."""
        if not self.hover_name.isHidden():
            self.hover_name.place_at_pointer(position)

    def name_on(self, widget: QWidget) -> None:
        """Show the name of the hovered region on a widget of the view's size, which may hold more than it."""
        self.hover_name.stand_on(widget)

    # ---------------------------------------------------------------- places

    def _widest_px(self) -> int:
        return max(self._view.viewport().width() - 4 * SPACE_DOUBLE_PX, 120)

    @Slot()
    def place(self) -> None:
        """Put every overlay where it belongs in the view's present size."""
        area = (
            self._view.viewport()
            .geometry()
            .adjusted(SPACE_DOUBLE_PX, SPACE_DOUBLE_PX, -SPACE_DOUBLE_PX, -SPACE_DOUBLE_PX)
        )
        self.trust_badge.move(area.topLeft())
        top = area.top() + (self.trust_badge.height() + 8 if not self.trust_badge.isHidden() else 0)
        for label in (self.banner, self.hint):
            label.move(area.center().x() - label.width() // 2, top)
            if not label.isHidden():
                top += label.height() + 8
        self.legend.move(area.left(), area.bottom() - self.legend.height() + 1)
        self._place_minimap(area)
        self._place_probe_card()
        self.empty_state.resize(self.empty_state.sizeHint().boundedTo(self._view.size()))
        self.empty_state.move(self._view.rect().center() - self.empty_state.rect().center())

    def _place_minimap(self, area: QRect) -> None:
        corner = area.bottomRight() + QPoint(1, 1)
        self.minimap.move(corner - QPoint(self.minimap.width(), self.minimap.height()))
        self.minimap.setVisible(self.minimap.has_image and not self._view.shows_everything())
        self.minimap.show_visible_part(self._view.visible_scene_rect())


def describe_trust(explanation: Explanation, prompt_index: int) -> tuple[str, str, str]:
    """What the canvas says about a prompt's trust checks.

    Returns:
        The worst verdict, the sentence of the badge ("" when nothing is wrong) and the reasons, one per line.
    """
    worst = explanation.worst_verdict(prompt_index)
    if worst not in ("fail", "warn"):
        return worst, "", ""
    checks = [check for check in explanation.checks[prompt_index] if check.verdict == worst]
    names = ", ".join(check_label(check.name) for check in checks)
    sentence = tr("✕ trust check failed: {names}") if worst == "fail" else tr("! trust check warns: {names}")
    return worst, sentence.format(names=names), "\n".join(check_text(check.explanation) for check in checks)


def _hint(tool: str) -> str:
    """What to do with a tool."""
    return {
        "select": "",
        "box": tr("Drag a box around the failure · Esc ends"),
        "polygon": tr("Click the corners · Enter closes · Backspace takes one back · Esc ends"),
        "brush": tr("Paint · Shift rubs out · [ and ] change the size · Enter keeps it · Esc ends"),
        "point": tr("Click the spot · Esc ends"),
    }[tool]
