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


class NodeItem(QGraphicsPixmapItem):
    """A node of the scene, centred on its place. Its picture is made by :meth:`draw`, not before.

    Args:
        node: the node.
        device_pixel_ratio: of the screen.
        plate: its number stands on the rim, readable at every zoom, instead of in the picture.
    """

    def __init__(self, node: GraphNode, device_pixel_ratio: float, *, plate: bool) -> None:
        super().__init__()
        self._node, self._device_pixel_ratio, self._plate = node, device_pixel_ratio, plate
        self.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        # Scaled once per zoom, then copied while the view is moved.
        self.setCacheMode(QGraphicsPixmapItem.CacheMode.DeviceCoordinateCache)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(2)
        if plate:
            number = _number(node.region.region_id, device_pixel_ratio)
            number.setParentItem(self)
            number.setPos(QPointF(0.0, node.radius))

    def draw(self, largest_alignment: float, image: QPixmap | None) -> None:
        """Make the picture.

        Args:
            largest_alignment: of all nodes, without sign.
            image: the whole image; None for numbers only.
        """
        picture = node_picture(
            self._node, largest_alignment, image, self._device_pixel_ratio, numbered=not self._plate
        )
        size = picture.deviceIndependentSize()
        self.setPixmap(picture)
        self.setOffset(-size.width() / 2, -size.height() / 2)


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
