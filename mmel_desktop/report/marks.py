"""Small signs: verdict marks that differ in shape as well as colour, number badges, hatching."""

from __future__ import annotations

from typing import Any

from mmel_desktop.report.blocks import Block
from mmel_desktop.report.fonts import BOLD
from mmel_desktop.report.page_style import (
    INK,
    SMALL_INK,
    VERDICT_COLOURS,
    VERDICT_WORDS,
    WHITE,
    Colour,
    TextStyle,
)
from mmel_desktop.report.page_tags import tags_of
from mmel_desktop.report.text import TextBlock, draw_text


def draw_verdict_mark(canvas: Any, verdict: str, x: float, y: float, size: float) -> None:
    """A tick (pass), a triangle (warning), a filled square with a cross (FAIL) or a ring (not run).

    ``x``, ``y``: lower left corner of the mark's square of ``size`` points.
    """
    colour = VERDICT_COLOURS.get(verdict, VERDICT_COLOURS["not_run"])
    canvas.saveState()
    canvas.setStrokeColorRGB(*colour)
    canvas.setFillColorRGB(*colour)
    canvas.setLineWidth(size * 0.16)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    if verdict == "pass":
        path.moveTo(x + 0.08 * size, y + 0.48 * size)
        path.lineTo(x + 0.36 * size, y + 0.16 * size)
        path.lineTo(x + 0.92 * size, y + 0.84 * size)
        canvas.drawPath(path, stroke=1, fill=0)
    elif verdict == "warn":
        canvas.setLineWidth(size * 0.12)
        path.moveTo(x + 0.5 * size, y + 0.94 * size)
        path.lineTo(x + 0.98 * size, y + 0.06 * size)
        path.lineTo(x + 0.02 * size, y + 0.06 * size)
        path.close()
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.line(x + 0.5 * size, y + 0.62 * size, x + 0.5 * size, y + 0.38 * size)
        canvas.circle(x + 0.5 * size, y + 0.21 * size, size * 0.04, stroke=0, fill=1)
    elif verdict == "fail":
        canvas.rect(x, y, size, size, stroke=0, fill=1)
        canvas.setStrokeColorRGB(*WHITE)
        canvas.line(x + 0.27 * size, y + 0.27 * size, x + 0.73 * size, y + 0.73 * size)
        canvas.line(x + 0.27 * size, y + 0.73 * size, x + 0.73 * size, y + 0.27 * size)
    else:
        canvas.setLineWidth(size * 0.1)
        canvas.circle(x + size / 2, y + size / 2, size * 0.42, stroke=1, fill=0)
    canvas.restoreState()


def badge_radius(text: str, size: float = 7.0) -> float:
    """Radius, points, of the disc that a number needs."""
    return size * (0.78 if len(text) < 2 else 0.92 if len(text) == 2 else 1.2)


def draw_badge(
    canvas: Any, text: str, x: float, y: float, *, ground: Colour = INK, size: float = 7.0
) -> None:
    """A number in a disc with a white rim, centred at (x, y); legible on any picture."""
    radius = badge_radius(text, size)
    canvas.saveState()
    canvas.setFillColorRGB(*ground)
    canvas.setStrokeColorRGB(*WHITE)
    canvas.setLineWidth(0.9)
    canvas.circle(x, y, radius, stroke=1, fill=1)
    style = TextStyle(font=BOLD, size=size, leading=size, colour=WHITE, align="centre")
    draw_text(canvas, text, x, y - 0.36 * size, style)
    canvas.restoreState()


def hatch(
    canvas: Any,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    spacing: float = 6.0,
    on_picture: bool = True,
) -> None:
    """Diagonal lines over a rectangle.

    On a picture dark lines have a light companion, so that they show on any ground.
    """
    if width <= 0 or height <= 0:
        return
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(x, y, width, height)
    canvas.clipPath(clip, stroke=0, fill=0)
    strokes = [(0.5, WHITE, 0.7), (0.4, INK, 0.0)] if on_picture else [(0.6, INK, 0.0)]
    for line_width, colour, shift in strokes:
        canvas.setLineWidth(line_width)
        canvas.setStrokeColorRGB(*colour)
        offset = -height + shift
        while offset < width:
            canvas.line(x + offset, y, x + offset + height, y + height)
            offset += spacing
    canvas.restoreState()


class MarkedText(Block):
    """A verdict mark with a text beside it."""

    def __init__(self, verdict: str, text: str, style: TextStyle = SMALL_INK) -> None:
        self.verdict = verdict
        self.text = TextBlock(text, style)

    def measure(self, width: float) -> float:
        """Height needed at this width, points."""
        return self.text.measure(width - 12)

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        leading = self.text.style.leading
        tags = tags_of(canvas)
        with tags.paragraph(self.text.style.role):
            with tags.content(VERDICT_WORDS.get(self.verdict, "")):
                draw_verdict_mark(canvas, self.verdict, x, top - leading / 2 - 3.5, 7)
            self.text.draw(canvas, x + 12, top, width - 12)
