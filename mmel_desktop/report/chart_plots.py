"""The charts of the dashboard on paper: the same bars and counts, told apart by pattern, not by hue."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from mmel_desktop.core.session_charts import ChartBar, SessionChart, edge_text
from mmel_desktop.report.blocks import Block, Columns, Gap, Stack
from mmel_desktop.report.figure_text import cosine_text, count_text
from mmel_desktop.report.page_style import BAR, INK, SMALL, SMALL_BOLD, SMALL_INK, SOFT
from mmel_desktop.report.plots import Plot, draw_verdict_segment
from mmel_desktop.report.text import TextBlock, clip, draw_text, fit_text, text_width

SCORE_COLUMNS = 3
NOTHING_COUNTED: dict[str, str] = {
    "verdicts": "There is no image.",
    "effects": "No failure was marked. That does not mean that there is none.",
    "triggers": "No trigger was named.",
    "severities": "No failure was marked.",
    "checks": "No image was explained.",
    "scores": "No image was explained with this prompt.",
}
"""Key of a chart → what stands in its place while it has nothing to count."""

_FIGURE = SMALL_INK.with_(size=6.0, align="centre")
_EDGE = SMALL.with_(size=6.0, align="centre")


def chart_blocks(charts: Sequence[SessionChart]) -> list[Block]:
    """All charts, in their order from left to right and down: named kinds in pairs, scores in threes."""
    lying = [chart for chart in charts if not chart.upright]
    upright = [chart for chart in charts if chart.upright]
    return [*_grid(lying, 2, 24.0), *_grid(upright, SCORE_COLUMNS, 16.0)]


def _grid(charts: Sequence[SessionChart], columns: int, gap: float) -> list[Block]:
    rows: list[Block] = []
    for start in range(0, len(charts), columns):
        cells: list[Block] = [_titled(chart) for chart in charts[start : start + columns]]
        cells += [Gap(0.0)] * (columns - len(cells))
        rows += [Columns(cells, (1,) * columns, gap=gap), Gap(8.0)]
    return rows


def _titled(chart: SessionChart) -> Block:
    parts: list[Block] = [TextBlock(chart.title, SMALL_BOLD)]
    if chart.upright and chart.prompt:
        parts.append(TextBlock(_score_note(chart, clip(chart.prompt, 90)), SMALL))
    if not chart.total:
        parts.append(TextBlock(NOTHING_COUNTED[chart.key], SMALL_INK))
    else:
        parts.append(UprightBars(chart) if chart.upright else LyingBars(chart, chart.bars))
    return Stack(parts)


def _score_note(chart: SessionChart, prompt: str) -> str:
    if not chart.total:
        return f"“{prompt}”"
    return f"“{prompt}”, median {cosine_text(chart.median)}, {count_text(chart.total, 'image')}"


class LyingBars(Plot):
    """Counts of named kinds, one row each; as many rows on a page as there is room for.

    Args:
        chart: for its title and its longest bar.
        bars: the rows, all of the chart's or a part of them.
    """

    breakable = True
    row_height = 13.0
    bar_height = 8.0

    def __init__(self, chart: SessionChart, bars: Sequence[ChartBar]) -> None:
        self.chart = chart
        self.bars = tuple(bars)

    def measure(self, width: float) -> float:  # noqa: ARG002
        """Height needed at this width, points."""
        return self.row_height * len(self.bars)

    def alt(self) -> str:
        """The counts in words."""
        return f"{self.chart.title}. {_counts_in_words(self.bars)}."

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:  # noqa: ARG002
        """Two parts of which the first fits into ``height``, or None."""
        count = int(height // self.row_height)
        if not 0 < count < len(self.bars):
            return None
        return LyingBars(self.chart, self.bars[:count]), LyingBars(self.chart, self.bars[count:])

    def paint(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        largest = max(bar.count for bar in self.chart.bars)
        widest = max(text_width(bar.label, SMALL_INK) for bar in self.chart.bars) + 8
        label_width = min(max(widest, 0.4 * width), 0.6 * width)
        room = width - label_width - text_width(f"{largest:,}", SMALL_INK) - 6
        for row, bar in enumerate(self.bars):
            middle = top - self.row_height * (row + 0.5)
            label = fit_text(bar.label, SMALL_INK, label_width - 8)
            draw_text(canvas, label, x, middle - 2.6, SMALL_INK if bar.count else SMALL)
            length = max(room * bar.count / largest, 1.0) if bar.count else 0.0
            left = x + label_width
            if length:
                _draw_bar(canvas, bar, left, middle - self.bar_height / 2, length, self.bar_height)
            _draw_axis(canvas, left, middle - self.row_height / 2, left, middle + self.row_height / 2)
            style = SMALL_INK if bar.count else SMALL
            draw_text(canvas, f"{bar.count:,}", left + length + 4, middle - 2.6, style)


class UprightBars(Plot):
    """How scores spread: one upright bar per range, its count above it, the edges of the ranges below."""

    plot_height = 48.0
    head_height = 8.0
    foot_height = 12.0

    def __init__(self, chart: SessionChart) -> None:
        self.chart = chart

    def measure(self, width: float) -> float:  # noqa: ARG002
        """Height needed at this width, points."""
        return self.head_height + self.plot_height + self.foot_height

    def alt(self) -> str:
        """The counts in words."""
        chart = self.chart
        note = _score_note(chart, chart.prompt)
        return f"{chart.title} of {note}. {_counts_in_words(chart.bars)}."

    def paint(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        bars = self.chart.bars
        largest = max(bar.count for bar in bars)
        inset = text_width(edge_text(bars[0].low), _EDGE) / 2
        x, step = x + inset, (width - 2 * inset) / len(bars)
        foot = top - self.head_height - self.plot_height
        for position, bar in enumerate(bars):
            left = x + position * step
            if bar.count:
                height = max(self.plot_height * bar.count / largest, 1.0)
                _draw_bar(canvas, bar, left + 0.8, foot, step - 1.6, height)
                draw_text(canvas, f"{bar.count:,}", left + step / 2, foot + height + 1.6, _FIGURE)
        _draw_axis(canvas, x, foot, x + step * len(bars), foot)
        self._draw_edges(canvas, x, foot, step)

    def _draw_edges(self, canvas: Any, x: float, foot: float, step: float) -> None:
        edges = [self.chart.bars[0].low, *(bar.high for bar in self.chart.bars)]
        texts = [edge_text(edge) for edge in edges]
        every = max(ceil((max(text_width(text, _EDGE) for text in texts) + 3) / step), 1)
        for position in range(0, len(edges), every):
            place = x + position * step
            _draw_axis(canvas, place, foot - 2, place, foot)
            draw_text(canvas, texts[position], place, foot - 8.4, _EDGE)


def _draw_bar(canvas: Any, bar: ChartBar, x: float, y: float, width: float, height: float) -> None:
    if bar.look:
        draw_verdict_segment(canvas, bar.look, x, y, width, height)
        return
    canvas.setFillColorRGB(*BAR)
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(0.4)
    canvas.rect(x, y, width, height, stroke=1, fill=1)


def _draw_axis(canvas: Any, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.setStrokeColorRGB(*SOFT)
    canvas.setLineWidth(0.5)
    canvas.line(x0, y0, x1, y1)


def _counts_in_words(bars: Sequence[ChartBar]) -> str:
    return "; ".join(f"{bar.label}: {bar.count:,}" for bar in bars)
