"""Annotations on the image, with numbered call-outs that carry the same numbers as the report."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainterPath, QPainterPathStroker
from PySide6.QtWidgets import QGraphicsItemGroup, QGraphicsPixmapItem

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.ui.canvas.chip import chip_item, chip_pixmap, remove_item
from mmel_desktop.ui.canvas.overlay_style import ANNOTATION, CASING, faded, screen_pen
from mmel_desktop.ui.canvas.region_layer import path_of_rings
from mmel_desktop.ui.canvas.screen_path_item import ScreenPathItem

CALL_OUT_STEP_PX = 24.0
GRAB_PX = 5.0
POINT_ARM_PX = 9.0
CALL_OUT_TEXT_ROLE = 0
CALL_OUT_TEXT = QColor(24, 20, 6)


def outline_of(geometry: Geometry) -> QPainterPath:
    """The path to draw for a geometry; empty for the whole image.

    A point is a line of no length; the pen's round cap makes it a dot.
    """
    path = QPainterPath()
    if geometry.kind == "image":
        return path
    if geometry.kind == "box":
        (x0, y0), (x1, y1) = geometry.rings[0]
        path.addRect(QRectF(QPointF(x0, y0), QPointF(x1, y1)))
    elif geometry.kind in ("polygon", "region"):
        path = path_of_rings(geometry.rings)
    elif geometry.kind == "edge":
        (x0, y0), (x1, y1) = geometry.rings[0]
        path.moveTo(x0, y0)
        path.lineTo(x1, y1)
    else:
        ((x, y),) = geometry.rings[0]
        path.moveTo(x, y)
        path.lineTo(x + 1e-3, y)
    return path


def call_out_anchor(geometry: Geometry, image_rect: QRectF) -> QPointF:
    """Where the number stands: upper left on the outline; at the image's top right for the whole image."""
    place = geometry.call_out_xy_px
    return image_rect.topRight() if place is None else QPointF(*place)


class AnnotationLayer:
    """Owner of the annotations' graphics items.

    Attributes:
        item: the group to put into the scene.
        hidden: the analyst wants to see what lies under the marks; they can then not be clicked either.
    """

    def __init__(self) -> None:
        self.item = QGraphicsItemGroup()
        self.item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._casing = self._add(CASING, 4.5, 0.65)
        self._lines = self._add(ANNOTATION, 2.0, 1.0)
        self._dots_casing = self._add(CASING, 13.0, 0.8)
        self._dots = self._add(ANNOTATION, 9.0, 1.0)
        self._selected = self._add(ANNOTATION, 3.5, 1.0)
        self._selected.setBrush(QBrush(faded(ANNOTATION, 0.10)))
        self.hidden = False
        self._call_outs: dict[str, QGraphicsPixmapItem] = {}
        self._paths: dict[str, QPainterPath] = {}

    def _add(self, colour: QColor, width_px: float, alpha: float) -> ScreenPathItem:
        item = ScreenPathItem(self.item)
        item.setPen(screen_pen(colour, width_px, alpha=alpha))
        return item

    def show(
        self,
        annotations: Sequence[Annotation],
        selected_id: str,
        image_rect: QRectF,
        *,
        font: QFont,
        device_pixel_ratio: float,
    ) -> None:
        """Draw the annotations of the shown image."""
        for call_out in self._call_outs.values():
            remove_item(call_out)
        self._call_outs, self._paths = {}, {}
        lines, dots, selected = QPainterPath(), QPainterPath(), QPainterPath()
        taken: dict[tuple[int, int], int] = {}
        for annotation in annotations:
            path = outline_of(annotation.geometry)
            self._paths[annotation.annotation_id] = path
            is_selected = annotation.annotation_id == selected_id
            if annotation.geometry.kind == "point":
                dots.addPath(path)
            else:
                lines.addPath(path)
                if is_selected:
                    selected.addPath(path)
            self._call_outs[annotation.annotation_id] = self._call_out(
                annotation, is_selected, image_rect, taken, font, device_pixel_ratio
            )
        for item, path in (
            (self._casing, lines),
            (self._lines, lines),
            (self._dots_casing, dots),
            (self._dots, dots),
            (self._selected, selected),
        ):
            item.setPath(path)

    def _call_out(
        self,
        annotation: Annotation,
        is_selected: bool,
        image_rect: QRectF,
        taken: dict[tuple[int, int], int],
        font: QFont,
        device_pixel_ratio: float,
    ) -> QGraphicsPixmapItem:
        text = str(annotation.number)
        pixmap = chip_pixmap(
            text,
            background=ANNOTATION,
            foreground=CALL_OUT_TEXT,
            font=font,
            device_pixel_ratio=device_pixel_ratio,
            border=QColor(255, 255, 255) if is_selected else CASING,
        )
        anchor = call_out_anchor(annotation.geometry, image_rect)
        item = chip_item(pixmap, anchor)
        item.setData(CALL_OUT_TEXT_ROLE, text)
        item.setParentItem(self.item)
        item.setZValue(1.0 if is_selected else 0.0)  # seen among any number of others
        # Call-outs that share a corner stand side by side.
        spot = (round(anchor.x()), round(anchor.y()))
        shift = taken.get(spot, 0)
        taken[spot] = shift + 1
        leftwards = annotation.geometry.kind == "image"
        offset = item.offset() + QPointF(shift * CALL_OUT_STEP_PX * (-1 if leftwards else 1), 0.0)
        if annotation.geometry.kind == "point":
            offset += QPointF(POINT_ARM_PX + 5.0, -POINT_ARM_PX - 5.0)
        elif leftwards:
            offset += QPointF(-18.0, 18.0)
        item.setOffset(offset)
        return item

    @property
    def call_out_texts(self) -> dict[str, str]:
        """What stands in each number on the canvas, by annotation id."""
        return {key: str(item.data(CALL_OUT_TEXT_ROLE)) for key, item in self._call_outs.items()}

    def annotation_at(self, scene_point: QPointF, scale: float) -> str:
        """Id of the annotation whose number or outline is within grabbing distance; "" for none.

        The inside of a shape does not count: regions under a large box must stay clickable.
        """
        if self.hidden:
            return ""
        for annotation_id, item in reversed(self._call_outs.items()):
            on_screen = (scene_point - item.pos()) * scale
            if item.boundingRect().adjusted(-2, -2, 2, 2).contains(on_screen):
                return annotation_id
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * GRAB_PX / scale)
        stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
        for annotation_id, path in reversed(self._paths.items()):
            if stroker.createStroke(path).contains(scene_point):
                return annotation_id
        return ""
