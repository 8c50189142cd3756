"""The nodes of a relationship graph: how large, in which colour, with which part of the image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QTransform

from mmel_desktop.core.heatmap import colour_table
from mmel_desktop.core.region_tree import Region
from mmel_desktop.ui.canvas.region_layer import path_of_rings
from mmel_desktop.ui.theme import small_font, theme_colours

HALF_HEIGHT = 120.0
ASPECT = 1.35
"""The rectangle that the layout fills: half its height in scene units, and its width over its height."""
NODE_GAP = 5.0
SMALLEST_RADIUS, LARGEST_RADIUS = 18.0, 40.0
RING_WIDTH = 3.5
THUMBNAIL_FROM_RADIUS = 12.0
"""Smaller nodes show their number alone: it is what links them to the image and to the list."""
NUMBER_PX = 12


@dataclass(frozen=True)
class GraphNode:
    """What is drawn for one region.

    Attributes:
        region: the region.
        share: of the prompt's evidence, 0..1; gives the size.
        alignment: mean cross-modal alignment, signed; gives the colour of the ring.
        radius: in scene units.
    """

    region: Region
    share: float
    alignment: float
    radius: float


def make_nodes(regions: Sequence[Region], prompt_index: int) -> tuple[GraphNode, ...]:
    """Nodes of the regions, their area proportional to the share of the evidence."""
    largest = max((region.shares[prompt_index] for region in regions), default=0.0)
    limit = min(LARGEST_RADIUS, HALF_HEIGHT * 0.85 / sqrt(max(len(regions), 1)))
    smallest = min(SMALLEST_RADIUS, limit * 0.6)
    return tuple(
        GraphNode(
            region,
            region.shares[prompt_index],
            region.alignments[prompt_index],
            smallest + (limit - smallest) * sqrt(max(region.shares[prompt_index], 0.0) / max(largest, 1e-9)),
        )
        for region in regions
    )


def alignment_colour(alignment: float, largest: float) -> QColor:
    """Colour of an alignment on the diverging map: blue speaks against the prompt, red for it."""
    position = 0.5 if largest <= 0 else 0.5 + 0.5 * float(np.clip(alignment / largest, -1.0, 1.0))
    # The ends of the map are almost black; on a dark panel they could not be told apart.
    red, green, blue = colour_table("vik")[round((0.12 + 0.76 * position) * 255)]
    return QColor(int(red), int(green), int(blue))


def node_picture(
    node: GraphNode,
    largest_alignment: float,
    image: QPixmap | None,
    device_pixel_ratio: float,
    *,
    numbered: bool,
) -> QPixmap:
    """What a node looks like: its part of the image in a ring coloured by alignment.

    Args:
        node: the node.
        largest_alignment: of all nodes, without sign; gets the end of the colour map.
        image: the whole image; None for numbers only.
        device_pixel_ratio: of the screen.
        numbered: write the region's number into the picture.
    """
    colours = theme_colours()
    # Twice the size, so that zooming in and high-density screens stay sharp.
    ratio = 2.0 * device_pixel_ratio
    side = 2 * (node.radius + 1)
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    inset = 1 + (RING_WIDTH + 1.5) / 2
    circle = QRectF(0, 0, side, side).adjusted(inset, inset, -inset, -inset)
    path = QPainterPath()
    path.addEllipse(circle)
    has_thumbnail = image is not None and node.radius >= THUMBNAIL_FROM_RADIUS
    painter.fillPath(path, QColor(colours.surface_raised))
    if has_thumbnail and image is not None:
        painter.save()
        painter.setClipPath(path)
        square = _square_around(node.region, image)
        painter.drawPixmap(circle, image, square)
        painter.fillPath(_elsewhere(node.region, square, circle), QColor(10, 11, 13, 170))
        painter.restore()
    # The middle of the map is nearly white and its ends are nearly black: a rim keeps either visible.
    painter.setPen(QPen(QColor(colours.text_muted), RING_WIDTH + 1.5))
    painter.drawEllipse(circle)
    painter.setPen(QPen(alignment_colour(node.alignment, largest_alignment), RING_WIDTH))
    painter.drawEllipse(circle)
    if numbered:
        _draw_number(painter, str(node.region.region_id), circle, on_picture=has_thumbnail)
    painter.end()
    return pixmap


def _draw_number(painter: QPainter, text: str, circle: QRectF, *, on_picture: bool) -> None:
    font = small_font()
    font.setPixelSize(NUMBER_PX if on_picture else round(min(max(circle.width() * 0.5, 6.0), NUMBER_PX)))
    font.setBold(True)
    painter.setFont(font)
    metrics = painter.fontMetrics()
    if metrics.horizontalAdvance(text) > circle.width() - 2 and not on_picture:
        return
    if on_picture:
        plate = QRectF(0, 0, max(metrics.horizontalAdvance(text) + 8, NUMBER_PX + 4), NUMBER_PX + 4)
        plate.moveCenter(QPointF(circle.center().x(), circle.bottom() - plate.height() / 2 - 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(10, 11, 13, 225))
        painter.drawRoundedRect(plate, plate.height() / 2, plate.height() / 2)
        painter.setPen(QColor(250, 251, 252))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
    else:
        painter.setPen(QColor(theme_colours().text))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, text)


def _elsewhere(region: Region, square: QRectF, circle: QRectF) -> QPainterPath:
    """What of the thumbnail is not the region: dimmed, or the nodes of large regions would look alike."""
    path = path_of_rings(region.outline)
    to_circle = QTransform.fromTranslate(circle.left(), circle.top())
    to_circle.scale(circle.width() / square.width(), circle.height() / square.height())
    to_circle.translate(-square.left(), -square.top())
    outside = QPainterPath()
    outside.addRect(circle)
    outside.addPath(to_circle.map(path))  # the odd-even rule leaves the region out
    return outside


def _square_around(region: Region, image: QPixmap) -> QRectF:
    """The square of the image that shows a region, kept inside the image, in pixels of ``image``."""
    x0, y0, x1, y1 = region.bounding_box_xyxy_px
    side = min(max(x1 - x0, y1 - y0), image.width(), image.height())
    left = min(max((x0 + x1 - side) / 2, 0.0), image.width() - side)
    top = min(max((y0 + y1 - side) / 2, 0.0), image.height() - side)
    return QRectF(left, top, side, side)
