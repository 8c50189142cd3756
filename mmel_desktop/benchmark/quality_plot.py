"""The measured figures as a picture: means with their intervals, one panel per main figure."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from mmel_desktop.benchmark.quality import QualityResult
from mmel_desktop.benchmark.scene_figures import MMEL
from mmel_desktop.core.intervals import Interval
from mmel_desktop.resource_files import resource_path

PLOTTED_FIGURES = ("pointing", "energy", "AP", "ins − del")

_LEFT_PX, _TOP_PX, _RIGHT_PX, _BOTTOM_PX = 300, 70, 30, 40
_ROW_PX, _PANEL_PX, _PANEL_GAP_PX = 26, 250, 40
_OWN_ROW, _OWN_BAR, _RIVAL_BAR = (232, 240, 252), (20, 90, 190), (90, 90, 90)
_AXIS, _TICK = (190, 190, 190), (110, 110, 110)


def draw_plot(result: QualityResult) -> Image.Image:
    """All methods as rows, one panel of bars per figure of ``PLOTTED_FIGURES``: an RGB picture."""
    methods = list(result.figures)
    width = _LEFT_PX + _PANEL_PX * len(PLOTTED_FIGURES) + _RIGHT_PX
    picture = Image.new("RGB", (width, _TOP_PX + _ROW_PX * len(methods) + _BOTTOM_PX), "white")
    draw, font = ImageDraw.Draw(picture), _font(15)
    title = f"{result.spec}: {result.image_count} scenes, means with 95 % intervals"
    draw.text((20, 14), title, fill="black", font=_font(17))
    for index, method in enumerate(methods):
        y = _TOP_PX + _ROW_PX * index
        if method == MMEL:
            draw.rectangle((0, y, width, y + _ROW_PX), fill=_OWN_ROW)
        draw.text((_LEFT_PX - 16, y + _ROW_PX / 2), method, fill="black", font=font, anchor="rm")
    for column, figure in enumerate(PLOTTED_FIGURES):
        rows = [(method, result.figures[method].get(figure)) for method in methods]
        _draw_panel(draw, font, _LEFT_PX + _PANEL_PX * column, figure, rows)
    return picture


def _draw_panel(
    draw: ImageDraw.ImageDraw,
    font: ImageFont.FreeTypeFont,
    left: float,
    figure: str,
    rows: Sequence[tuple[str, Interval | None]],
) -> None:
    """One figure of every method on a common axis, which always holds zero."""
    known = [
        (index, method, interval)
        for index, (method, interval) in enumerate(rows)
        if interval is not None and not math.isnan(interval.mean)
    ]
    low = min(0.0, *(interval.low for *_, interval in known))
    high = max(1e-6, *(interval.high for *_, interval in known))
    bottom = _TOP_PX + _ROW_PX * len(rows)

    def place(value: float) -> float:
        return left + (value - low) * ((_PANEL_PX - _PANEL_GAP_PX) / (high - low))

    draw.text((left, _TOP_PX - 24), figure, fill="black", font=font)
    draw.line((place(0), _TOP_PX, place(0), bottom), fill=_AXIS)
    for tick in (low, high) if low < 0 else (high,):
        draw.text((place(tick), bottom + 14.0), f"{tick:.2f}", fill=_TICK, font=font, anchor="mm")
    for index, method, interval in known:
        y = _TOP_PX + _ROW_PX * (index + 0.5)
        low_end, mean, high_end = (place(value) for value in (interval.low, interval.mean, interval.high))
        colour = _OWN_BAR if method.startswith(MMEL) else _RIVAL_BAR
        draw.line((place(0), y, mean, y), fill=colour, width=8)
        draw.line((low_end, y, high_end, y), fill="black", width=2)
        for end in (low_end, high_end):
            draw.line((end, y - 5, end, y + 5), fill="black", width=2)


def _font(size_px: int) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which has the minus sign of the figures' names."""
    return ImageFont.truetype(str(resource_path("fonts", "DejaVuSans.ttf")), size_px)
