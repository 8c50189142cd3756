"""The image itself, with smaller copies for small zooms and the hatching where the model never looked."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsPixmapItem

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.ui.canvas.lines_item import make_room_for_cached_items
from mmel_desktop.ui.review_state import ImageTone

NEAREST_FROM_SCALE = 4.0
"""From this magnification on pixels are shown as squares: an analyst zooms in to see them."""

MOST_HALVINGS = 6
CONTRAST_RANGE = 4.0
UNSEEN_VEIL, UNSEEN_LINES = QColor(10, 11, 13, 130), QColor(255, 255, 255, 70)


class ImageLayer:
    """Owner of the image's graphics item."""

    def __init__(self) -> None:
        self.item = QGraphicsPixmapItem()
        self.item.setShapeMode(QGraphicsPixmapItem.ShapeMode.BoundingRectShape)
        self.item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        # Scaled once per zoom, then copied while the heat over it changes.
        make_room_for_cached_items()
        self.item.setCacheMode(QGraphicsPixmapItem.CacheMode.DeviceCoordinateCache)
        self._source: SourceImage | None = None
        self._copies: dict[int, QPixmap] = {}
        self._shown_copy = -1
        self._halvings = 0
        self._tone = ImageTone()

    @property
    def shown_copy(self) -> QPixmap:
        """The image at the size at which it is drawn, unlit; a null pixmap while there is none."""
        return QPixmap() if self._source is None else self._copy(self._halvings)

    def show(self, source: SourceImage | None) -> None:
        """Show an image, or nothing."""
        self._source, self._copies, self._shown_copy = source, {}, -1
        self.item.setPixmap(QPixmap())
        if source is not None:
            # Most images are looked at like the one before: whole, or at its pixels.
            self._use_copy(self._halvings)

    def adapt_to_scale(self, scale: float) -> None:
        """Choose what is drawn at a zoom (screen pixels per image pixel).

        Qt scales bilinearly, which drops pixels below one half: halved copies keep thin things visible and
        make drawing large photographs cheap.
        """
        if self._source is None:
            return
        self._halvings = 0
        while scale * 2 ** (self._halvings + 1) <= 1.0 and self._halvings < MOST_HALVINGS:
            self._halvings += 1
        self._use_copy(self._halvings)
        smooth = scale < NEAREST_FROM_SCALE
        self.item.setTransformationMode(
            Qt.TransformationMode.SmoothTransformation if smooth else Qt.TransformationMode.FastTransformation
        )

    def show_tone(self, tone: ImageTone) -> None:
        """Light the picture in another way."""
        self._tone = tone
        self._shown_copy = -1
        if self._source is not None:
            self._use_copy(self._halvings)

    def _use_copy(self, number: int) -> None:
        if number == self._shown_copy:
            return
        self._shown_copy = number
        copy = self._copy(number)
        # Only the copy that is on the screen is lit: a small zoom need not pay for the full size.
        self.item.setPixmap(copy if self._tone.is_original else toned(copy, self._tone))
        assert self._source is not None
        height, width = self._source.rgb.shape[:2]
        self.item.setTransform(QTransform.fromScale(width / copy.width(), height / copy.height()))

    def _copy(self, halvings: int) -> QPixmap:
        """The image halved that many times; made when it is first needed."""
        if halvings not in self._copies:
            assert self._source is not None
            if halvings == 0:
                made = pixmap_from_rgb(self._source.rgb)
            elif halvings == 1:
                made = pixmap_from_rgb(self._source.half_rgb)
            else:
                made = _halved(self._copy(halvings - 1))
            self._copies[halvings] = made
        return self._copies[halvings]


class UnseenLayer:
    """Hatching over the part of the image that preprocessing cut away."""

    def __init__(self) -> None:
        self.item = QGraphicsPathItem()
        self.item.setPen(QPen(Qt.PenStyle.NoPen))
        self._texture = hatching()

    def show(self, geometry: GridGeometry | None) -> None:
        """Cover what lies outside the grid's rectangle; nothing when the model saw the whole image."""
        path = QPainterPath()
        if geometry is not None and not geometry.sees_whole_image:
            height, width = geometry.image_hw
            x0, y0, x1, y1 = geometry.box_xyxy_px
            path.addRect(QRectF(0, 0, width, height))
            seen = QPainterPath()
            seen.addRect(QRectF(QPointF(x0, y0), QPointF(x1, y1)))
            path = path.subtracted(seen)
        self.item.setPath(path)

    def covers(self, point: QPointF) -> bool:
        """True when the model never saw this image point."""
        return bool(self.item.path().contains(point))

    def adapt_to_scale(self, scale: float) -> None:
        """Keep the lines equally far apart on the screen at every zoom."""
        brush = QBrush(self._texture)
        brush.setTransform(QTransform.fromScale(1.0 / scale, 1.0 / scale))
        self.item.setBrush(brush)


def tone_table(tone: ImageTone) -> np.ndarray:
    """The 256 values that a channel's values become: uint8 (256,)."""
    values = np.linspace(0.0, 1.0, 256)
    lit = (values - 0.5) * CONTRAST_RANGE**tone.contrast + 0.5 + tone.brightness
    return np.asarray(np.rint(np.clip(lit, 0.0, 1.0) * 255.0), dtype=np.uint8)


def toned(pixmap: QPixmap, tone: ImageTone) -> QPixmap:
    """The same picture in another light."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    rgb = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
    return pixmap_from_rgb(tone_table(tone)[rgb])


def pixmap_from_rgb(rgb: np.ndarray) -> QPixmap:
    """A pixmap of a uint8 (H, W, 3) array."""
    pixels = np.ascontiguousarray(rgb)
    height, width = pixels.shape[:2]
    return QPixmap.fromImage(QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888))


def _halved(pixmap: QPixmap) -> QPixmap:
    return pixmap.scaled(
        max(pixmap.width() // 2, 1),
        max(pixmap.height() // 2, 1),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def hatching(veil: QColor = UNSEEN_VEIL, lines: QColor = UNSEEN_LINES) -> QPixmap:
    """A tile of diagonal lines on a dark veil; seamless, since it is drawn beyond its own edges."""
    side = 12
    tile = QPixmap(side, side)
    tile.fill(veil)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(lines, 1.2))
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift - 1, side + 1), QPointF(shift + side + 1, -1))
    painter.end()
    return tile
