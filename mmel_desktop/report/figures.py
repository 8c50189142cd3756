"""Pictures of the report: rasters composed exactly as on the screen."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image
from reportlab.lib.utils import ImageReader

from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.heatmap import blend, colour_position, colour_table, compose_heat_rgba
from mmel_desktop.core.map_painting import MapPainter
from mmel_desktop.report.blocks import Block
from mmel_desktop.report.page_style import SMALL, SOFT
from mmel_desktop.report.page_tags import tags_of
from mmel_desktop.report.text import TextBlock, draw_text

DOTS_PER_INCH = 200
SMALLEST_RASTER_PX = 320
"""A tiny picture is enlarged to this side before colouring, so that the heat is smooth in print."""
JPEG_QUALITY = 88
EMPTY_PICTURE_GREY = 214


@dataclass(frozen=True)
class Frame:
    """Where a picture lies on the page: source pixels to points.

    Attributes:
        x, y: lower left corner, points.
        width, height: points.
        image_hw: the source image, pixels.
    """

    x: float
    y: float
    width: float
    height: float
    image_hw: tuple[int, int]

    def point(self, x_px: float, y_px: float) -> tuple[float, float]:
        """Page position of a source pixel position."""
        image_height, image_width = self.image_hw
        return self.x + x_px / image_width * self.width, self.y + (1 - y_px / image_height) * self.height


Overlay = Callable[[Any, Frame], None]


class Picture(Block):
    """A raster with vector overlays, at the left of its column and framed by a hairline.

    Args:
        jpeg: encoded picture of the whole source image.
        image_hw: size of the source image, pixels.
        tallest: largest height, points.
        overlays: drawn over it, clipped to it.
        alt: what it shows, for those who do not see it.
    """

    def __init__(
        self,
        jpeg: bytes,
        image_hw: tuple[int, int],
        tallest: float,
        overlays: Sequence[Overlay] = (),
        *,
        alt: str,
    ) -> None:
        self.jpeg = jpeg
        self.image_hw = image_hw
        self.tallest = tallest
        self.overlays = tuple(overlays)
        self.alt = alt

    def _size(self, width: float) -> tuple[float, float]:
        return fitted_size(self.image_hw, width, self.tallest)

    def measure(self, width: float) -> float:
        """Height needed at this width, points."""
        return self._size(width)[1]

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        own_width, own_height = self._size(width)
        frame = Frame(x, top - own_height, own_width, own_height, self.image_hw)
        with tags_of(canvas).figure(self.alt, (x, frame.y, x + own_width, top)):
            self._paint(canvas, frame)

    def _paint(self, canvas: Any, frame: Frame) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(self.jpeg)), frame.x, frame.y, frame.width, frame.height)
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(frame.x, frame.y, frame.width, frame.height)
        canvas.clipPath(clip, stroke=0, fill=0)
        for overlay in self.overlays:
            overlay(canvas, frame)
        canvas.restoreState()
        canvas.setStrokeColorRGB(*SOFT)
        canvas.setLineWidth(0.4)
        canvas.rect(frame.x, frame.y, frame.width, frame.height, stroke=1, fill=0)


def fitted_size(image_hw: tuple[int, int], widest: float, tallest: float) -> tuple[float, float]:
    """Width and height, points, of a picture inside a box, with the source's proportions.

    Extremely long or tall pictures are squeezed so that neither side falls below 24 points.
    """
    height, width = image_hw
    scale = min(widest / width, tallest / height)
    return max(width * scale, min(24.0, widest)), max(height * scale, min(24.0, tallest))


def raster_hw(image_hw: tuple[int, int], widest: float, tallest: float) -> tuple[int, int]:
    """Pixels a picture needs: 200 dots per inch, never finer than the source unless that is tiny."""
    width, height = fitted_size(image_hw, widest, tallest)
    wanted = max(width, height) / 72 * DOTS_PER_INCH
    side = max(min(wanted, max(image_hw)), min(SMALLEST_RASTER_PX, wanted))
    scale = side / max(width, height)
    return max(1, round(height * scale)), max(1, round(width * scale))


def base_picture(rgb: np.ndarray | None, output_hw: tuple[int, int]) -> np.ndarray:
    """The source at print size, uint8 (H, W, 3); an even grey when the picture cannot be had."""
    if rgb is None:
        return np.full((*output_hw, 3), EMPTY_PICTURE_GREY, np.uint8)
    image = Image.fromarray(rgb)
    # Reducing in whole steps first keeps a 100-megapixel source from being filtered at full size many times.
    factor = max(1, min(rgb.shape[0] // (2 * output_hw[0]), rgb.shape[1] // (2 * output_hw[1])))
    if factor > 1:
        image = image.reduce(factor)
    return np.asarray(image.resize((output_hw[1], output_hw[0]), Image.Resampling.LANCZOS), dtype=np.uint8)


def heat_picture(
    base: np.ndarray, painter: MapPainter, heat: np.ndarray, display: DisplaySettings
) -> np.ndarray:
    """A patch map over the picture, composed as on the screen.

    Args:
        base: uint8 (H, W, 3), the whole image at any size.
        painter: how the map is laid over the image.
        heat: float (rows, columns) in [0, 1].
        display: colour map, opacity and threshold the reviewer saw.

    Returns:
        uint8 (H, W, 3).
    """
    output_hw = (base.shape[0], base.shape[1])
    rgba = compose_heat_rgba(
        painter.paint(heat, output_hw),
        colour_map=display.colour_map,
        opacity=display.opacity,
        threshold=display.threshold,
    )
    return blend(base, rgba)


def encode_jpeg(picture: np.ndarray) -> bytes:
    """The picture as JPEG bytes (the same bytes for the same pixels)."""
    buffer = io.BytesIO()
    # Without `optimize`: with it the encoder needs the whole file in one buffer, whose size Pillow guesses;
    # noisy pictures, which compress badly, end in an OSError.
    Image.fromarray(picture).save(buffer, "JPEG", quality=JPEG_QUALITY, subsampling=1)
    return buffer.getvalue()


class ColourBar(Block):
    """The colour scale of the heat maps in a narrow column: from none to strongest, the threshold marked."""

    scale_height = 24.0

    def __init__(self, display: DisplaySettings) -> None:
        self.display = display
        self._words = TextBlock(
            f"Evidence for the prompt, scaled per map; below {display.threshold:.2f} nothing is painted. "
            "Colours follow the square root, so that weak evidence is seen beside strong. The "
            "line encircles where half of a map’s evidence lies. Compare maps in place, not in strength.",
            SMALL.with_(leading=10.0),
        )

    def measure(self, width: float) -> float:
        """Height needed at this width, points."""
        return self.scale_height + self._words.measure(width)

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        alt = (
            "Colour scale of the heat maps, from 0 at the left to 1, the strongest, at the right; "
            f"painted from {self.display.threshold:.2f} on."
        )
        with tags_of(canvas).figure(alt, (x, top - self.scale_height, x + width, top)):
            self._scale(canvas, x, top, width)
        self._words.draw(canvas, x, top - self.scale_height, width)

    def _scale(self, canvas: Any, x: float, top: float, width: float) -> None:
        steps = 48
        threshold = float(colour_position(np.array(self.display.threshold)))
        table = colour_table(self.display.colour_map)
        for step in range(steps):
            position = (step + 0.5) / steps
            if position >= threshold:
                canvas.setFillColorRGB(*(float(part) / 255 for part in table[int(position * 255)]))
                canvas.rect(x + width * step / steps, top - 10, width / steps + 0.3, 8, stroke=0, fill=1)
        canvas.setStrokeColorRGB(*SOFT)
        canvas.setLineWidth(0.4)
        canvas.rect(x, top - 10, width, 8, stroke=1, fill=0)
        threshold_x = x + width * threshold
        canvas.line(threshold_x, top - 13, threshold_x, top - 2)
        style = SMALL.with_(size=6.5)
        draw_text(canvas, "0", x, top - 20, style)
        draw_text(canvas, "0.25", x + width / 2, top - 20, style.with_(align="centre"))
        if 0.1 <= threshold <= 0.4 or 0.6 <= threshold <= 0.9:
            draw_text(
                canvas, f"{self.display.threshold:.2f}", threshold_x, top - 20, style.with_(align="centre")
            )
        draw_text(canvas, "1 = strongest", x + width, top - 20, style.with_(align="right"))
