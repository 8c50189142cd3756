"""A pen that draws one object in metres, on its own supersampled transparent sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Rgb = tuple[int, int, int]
Point = tuple[float, float]

NAMED_COLOURS: dict[str, Rgb] = {
    "red": (206, 32, 36),
    "blue": (36, 84, 200),
    "green": (34, 142, 66),
    "yellow": (246, 204, 34),
    "white": (240, 240, 238),
    "black": (42, 42, 48),
    "brown": (134, 86, 46),
    "orange": (244, 116, 24),
    "grey": (140, 142, 146),
}
GLASS: Rgb = (84, 108, 128)
TYRE: Rgb = (28, 28, 31)
STEEL: Rgb = (168, 172, 178)


def tint(colour: Rgb, factor: float) -> Rgb:
    """``colour`` darkened (factor < 1) or moved towards white (factor > 1)."""
    if factor <= 1.0:
        return (int(colour[0] * factor), int(colour[1] * factor), int(colour[2] * factor))
    share = min(factor - 1.0, 1.0)
    red, green, blue = (int(value + (255 - value) * share) for value in colour)
    return (red, green, blue)


@dataclass(frozen=True)
class Glow:
    """A light source on the sheet: centre and radius in metres of the object, colour of its light."""

    x_m: float
    y_m: float
    radius_m: float
    colour: Rgb
    strength: float = 1.0


@dataclass
class Pen:
    """Draws in the object's own metres: x to the right from its middle, y up from the ground.

    Args:
        size_px: (width, height) of the sheet in final pixels.
        origin_px: where the object's (0, 0) lies on the sheet, in final pixels.
        pixels_per_m: final pixels per metre.
        facing_left: mirror x.
        oversampling: drawn this many times larger and averaged down afterwards.
    """

    size_px: tuple[int, int]
    origin_px: Point
    pixels_per_m: float
    facing_left: bool
    oversampling: int
    glows: list[Glow] = field(default_factory=list)

    def __post_init__(self) -> None:
        factor = self.oversampling
        self._sheet = Image.new("RGBA", (self.size_px[0] * factor, self.size_px[1] * factor), (0, 0, 0, 0))
        self._draw = ImageDraw.Draw(self._sheet)
        self._scale = self.pixels_per_m * factor
        self._origin = (self.origin_px[0] * factor, self.origin_px[1] * factor)

    def _at(self, x_m: float, y_m: float) -> Point:
        sign = -1.0 if self.facing_left else 1.0
        return (self._origin[0] + sign * x_m * self._scale, self._origin[1] - y_m * self._scale)

    def polygon(self, points: Sequence[Point], colour: Rgb) -> None:
        """Fill a polygon."""
        self._draw.polygon([self._at(x, y) for x, y in points], fill=(*colour, 255))

    def rectangle(
        self, left: float, bottom: float, right: float, top: float, colour: Rgb, radius: float = 0.0
    ) -> None:
        """Fill an upright rectangle with rounded corners."""
        (x0, y0), (x1, y1) = self._at(left, top), self._at(right, bottom)
        x0, x1 = min(x0, x1), max(x0, x1)
        if x1 - x0 < 0.5 or y1 - y0 < 0.5:
            x1, y1 = max(x1, x0 + 0.5), max(y1, y0 + 0.5)
        corner = min(radius * self._scale, (x1 - x0) / 2, (y1 - y0) / 2)
        self._draw.rounded_rectangle((x0, y0, x1, y1), radius=corner, fill=(*colour, 255))

    def ellipse(self, x: float, y: float, radius_x: float, radius_y: float, colour: Rgb) -> None:
        """Fill an upright ellipse."""
        cx, cy = self._at(x, y)
        rx, ry = radius_x * self._scale, radius_y * self._scale
        self._draw.ellipse((cx - rx, cy - ry, cx + rx, cy + ry), fill=(*colour, 255))

    def ring(self, x: float, y: float, radius: float, width: float, colour: Rgb) -> None:
        """Draw a circle's line of the given width; its inside stays transparent."""
        cx, cy = self._at(x, y)
        reach = radius * self._scale
        self._draw.ellipse(
            (cx - reach, cy - reach, cx + reach, cy + reach),
            outline=(*colour, 255),
            width=max(1, round(width * self._scale)),
        )

    def arc(self, x: float, y: float, radius: float, start: float, end: float, colour: Rgb) -> None:
        """Fill the part of a disc between two angles in degrees, counter-clockwise from the right."""
        steps = max(6, int(abs(end - start) / 12))
        angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
        self.polygon([(x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles], colour)

    def limb(self, points: Sequence[Point], width: float, colour: Rgb) -> None:
        """Draw a thick line with round joints and ends."""
        thick = max(1, round(width * self._scale))
        places = [self._at(x, y) for x, y in points]
        self._draw.line(places, fill=(*colour, 255), width=thick, joint="curve")
        half = thick / 2
        for cx, cy in places:
            self._draw.ellipse((cx - half, cy - half, cx + half, cy + half), fill=(*colour, 255))

    def wheel(self, x: float, radius: float, rim: Rgb = STEEL) -> None:
        """Draw a car's wheel standing on the ground at ``x``."""
        self.ellipse(x, radius, radius, radius, TYRE)
        self.ellipse(x, radius, radius * 0.62, radius * 0.62, rim)
        self.ellipse(x, radius, radius * 0.5, radius * 0.5, tint(rim, 0.72))
        for spoke in range(5):
            angle = 2 * math.pi * spoke / 5 + 0.3
            self.limb(
                [
                    (x, radius),
                    (x + 0.52 * radius * math.cos(angle), radius + 0.52 * radius * math.sin(angle)),
                ],
                radius * 0.14,
                rim,
            )
        self.ellipse(x, radius, radius * 0.15, radius * 0.15, tint(rim, 0.5))

    def glow(self, x: float, y: float, radius: float, colour: Rgb, strength: float = 1.0) -> None:
        """Remember a light source; it shines once the scene's own light is known."""
        sign = -1.0 if self.facing_left else 1.0
        self.glows.append(Glow(sign * x, y, radius, colour, strength))

    def sheet(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Average the sheet down.

        Returns:
            Colours (H, W, 3) in [0, 1], not multiplied by coverage, and coverage (H, W) in [0, 1].
        """
        pixels = np.asarray(self._sheet.convert("RGBa").reduce(self.oversampling), dtype=np.float32) / 255.0
        coverage = pixels[..., 3]
        colours = pixels[..., :3] / np.maximum(coverage, 1e-3)[..., None]
        return np.minimum(colours, 1.0), coverage
