"""The nodes of a relationship graph as items of its scene: pictures that zoom, numbers that do not."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGraphicsPixmapItem

from mmel_desktop.ui.canvas.chip import chip_item, chip_pixmap
from mmel_desktop.ui.canvas.overlay_style import CHIP_BACKGROUND, CHIP_TEXT
from mmel_desktop.ui.panels.graph_nodes import GraphNode, node_picture
from mmel_desktop.ui.theme import small_font

MOST_PLATES = 40
"""In larger graphs plates of constant size would cover one another; numbers then stand in the pictures."""
NUMBER_PX = 10


def node_item(
    node: GraphNode,
    largest_alignment: float,
    image: QPixmap | None,
    device_pixel_ratio: float,
    *,
    plate: bool,
) -> QGraphicsPixmapItem:
    """A node to put into the scene, centred on its place.

    Args:
        node: the node.
        largest_alignment: of all nodes, without sign.
        image: the whole image; None for numbers only.
        device_pixel_ratio: of the screen.
        plate: its number stands on the rim, readable at every zoom, instead of in the picture.
    """
    item = QGraphicsPixmapItem(
        node_picture(node, largest_alignment, image, device_pixel_ratio, numbered=not plate)
    )
    item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
    # Scaled once per zoom, then copied while the view is moved.
    item.setCacheMode(QGraphicsPixmapItem.CacheMode.DeviceCoordinateCache)
    item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
    size = item.pixmap().deviceIndependentSize()
    item.setOffset(-size.width() / 2, -size.height() / 2)
    if plate:
        number = _number(node.region.region_id, device_pixel_ratio)
        number.setParentItem(item)
        number.setPos(QPointF(0.0, node.radius))
    return item


def _number(region_id: int, device_pixel_ratio: float) -> QGraphicsPixmapItem:
    font = small_font()
    font.setPixelSize(NUMBER_PX)
    font.setBold(True)
    pixmap = chip_pixmap(
        str(region_id),
        background=CHIP_BACKGROUND,
        foreground=CHIP_TEXT,
        font=font,
        device_pixel_ratio=device_pixel_ratio,
    )
    return chip_item(pixmap, QPointF(0.0, 0.0))
