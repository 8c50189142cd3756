"""Plots drawn as vectors; distinctions are made by shape, position, shade or number, never by hue alone."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from mmel_desktop.report.blocks import Block
from mmel_desktop.report.marks import hatch
from mmel_desktop.report.page_style import (
    BAR,
    BAR_SOFT,
    INK,
    LABEL,
    LINE,
    SMALL,
    SMALL_INK,
    SOFT,
    VERDICT_WORDS,
    WHITE,
)
from mmel_desktop.report.page_tags import tags_of
from mmel_desktop.report.text import draw_text, fit_text

VERDICT_ORDER = ("pass", "warn", "fail", "not_run")


class Plot(Block):
    """A drawing that is a figure of its own: who listens to the report hears what it shows."""

    @abstractmethod
    def alt(self) -> str:
        """What it shows, in words."""

    @abstractmethod
    def paint(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw, tagged as a figure with its words."""
        with tags_of(canvas).figure(self.alt(), (x, top - self.measure(width), x + width, top)):
            self.paint(canvas, x, top, width)


class Bar(Block):
    """A horizontal bar for a table cell; signed values grow from a zero line.

    Args:
        value: in [low, high].
        low, high: ends of the scale.
        height: points; the row height of the table.
    """

    def __init__(self, value: float, low: float = 0.0, high: float = 1.0, height: float = 12.0) -> None:
        self.value = value
        self.low, self.high = min(low, 0.0), max(high, 1e-12)
        self.height = height

    def measure(self, width: float) -> float:  # noqa: ARG002
        """Height needed at this width, points."""
        return self.height

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        scale = width / (self.high - self.low)
        zero = x - self.low * scale
        length = min(max(self.value, self.low), self.high) * scale
        middle = top - self.height / 2
        canvas.setFillColorRGB(*BAR)
        canvas.rect(zero + min(length, 0), middle - 2.5, max(abs(length), 0.4), 5, stroke=0, fill=1)
        canvas.setStrokeColorRGB(*SOFT)
        canvas.setLineWidth(0.5)
        canvas.line(zero, middle - 5, zero, middle + 5)


class BubbleMatrix(Plot):
    """Counts over two categories: discs of matching area with the number inside.

    Args:
        rows, columns: (key, label) in order.
        counts: by (row key, column key).
    """

    row_height = 22.0
    head_height = 30.0

    def __init__(
        self,
        rows: Sequence[tuple[str, str]],
        columns: Sequence[tuple[str, str]],
        counts: Mapping[tuple[str, str], int],
    ) -> None:
        self.rows, self.columns, self.counts = tuple(rows), tuple(columns), dict(counts)

    def measure(self, width: float) -> float:  # noqa: ARG002
        """Height needed at this width, points."""
        return self.head_height + self.row_height * len(self.rows)

    def alt(self) -> str:
        """The counts in words."""
        said = [
            f"{row_label}, {column_label}: {self.counts[row_key, column_key]}"
            for row_key, row_label in self.rows
            for column_key, column_label in self.columns
            if self.counts.get((row_key, column_key))
        ]
        return f"Counts by kind and severity. {'; '.join(said)}."

    def paint(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        label_width = width * 0.36
        step = (width - label_width) / len(self.columns)
        for column, (_, label) in enumerate(self.columns):
            words = label.split(" ", 1) if " " in label else [label]
            for line, word in enumerate(reversed(words)):
                draw_text(
                    canvas,
                    word,
                    x + label_width + step * (column + 0.5),
                    top - self.head_height + 8 + 9 * line,
                    LABEL.with_(align="centre"),
                )
        largest = max(self.counts.values(), default=1)
        for row, (row_key, row_label) in enumerate(self.rows):
            middle = top - self.head_height - self.row_height * (row + 0.5)
            canvas.setStrokeColorRGB(*LINE)
            canvas.setLineWidth(0.4)
            canvas.line(x, middle + self.row_height / 2, x + width, middle + self.row_height / 2)
            draw_text(canvas, fit_text(row_label, SMALL_INK, label_width - 8), x, middle - 2.6, SMALL_INK)
            for column, (column_key, _) in enumerate(self.columns):
                count = self.counts.get((row_key, column_key), 0)
                centre = x + label_width + step * (column + 0.5)
                if count:
                    self._bubble(canvas, centre, middle, count, largest)

    def _bubble(self, canvas: Any, x: float, y: float, count: int, largest: int) -> None:
        radius = max(6.0, 10.0 * (count / largest) ** 0.5)
        canvas.setFillColorRGB(*BAR)
        canvas.circle(x, y, radius, stroke=0, fill=1)
        draw_text(canvas, str(count), x, y - 2.5, SMALL_INK.with_(colour=WHITE, align="centre", size=7.0))


class StackedVerdicts(Plot):
    """Per check how many outcomes passed (light), warned (hatched), failed (dark) or were not run (empty).

    Args:
        rows: (label, counts by verdict).
    """

    row_height = 16.0
    legend_height = 18.0

    def __init__(self, rows: Sequence[tuple[str, Mapping[str, int]]]) -> None:
        self.rows = tuple(rows)

    def measure(self, width: float) -> float:  # noqa: ARG002
        """Height needed at this width, points."""
        return self.legend_height + self.row_height * len(self.rows)

    def alt(self) -> str:
        """The counts in words."""
        said = [
            f"{label}: "
            + ", ".join(f"{counts[v]} {VERDICT_WORDS[v]}" for v in VERDICT_ORDER if counts.get(v, 0))
            for label, counts in self.rows
        ]
        return f"Outcomes of each check. {'; '.join(said)}."

    def paint(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        label_width = width * 0.3
        self._legend(canvas, x + label_width, top)
        scale_width = width - label_width - 24
        total = max(sum(counts.values()) for _, counts in self.rows)
        for row, (label, counts) in enumerate(self.rows):
            bottom = top - self.legend_height - self.row_height * (row + 1) + 4
            draw_text(canvas, fit_text(label, SMALL_INK, label_width - 8), x, bottom + 3.6, SMALL_INK)
            left = x + label_width
            for verdict in VERDICT_ORDER:
                count = counts.get(verdict, 0)
                if count:
                    part = scale_width * count / total
                    draw_verdict_segment(canvas, verdict, left, bottom, part, 12)
                    self._count(canvas, verdict, count, left + part / 2, bottom, part)
                    left += part

    def _count(self, canvas: Any, verdict: str, count: int, x: float, bottom: float, room: float) -> None:
        text = str(count)
        if room < 5 * len(text) + 4:
            return
        if verdict == "warn":
            canvas.setFillColorRGB(*WHITE)
            canvas.rect(x - 3 * len(text) - 1, bottom + 1.5, 6 * len(text) + 2, 9, stroke=0, fill=1)
        style = SMALL_INK.with_(size=7.0, align="centre", colour=WHITE if verdict == "fail" else INK)
        draw_text(canvas, text, x, bottom + 3.6, style)

    def _legend(self, canvas: Any, x: float, top: float) -> None:
        for verdict in VERDICT_ORDER:
            draw_verdict_segment(canvas, verdict, x, top - 12, 16, 8)
            draw_text(canvas, VERDICT_WORDS[verdict], x + 20, top - 10.6, SMALL)
            x += 68


def draw_verdict_segment(canvas: Any, verdict: str, x: float, y: float, width: float, height: float) -> None:
    """A piece of a stacked bar in the verdict's shade."""
    fills = {"pass": BAR_SOFT, "warn": WHITE, "fail": INK, "not_run": WHITE}
    canvas.setFillColorRGB(*fills[verdict])
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(0.4)
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    if verdict == "warn":
        hatch(canvas, x, y, width, height, spacing=3.0, on_picture=False)
    canvas.rect(x, y, width, height, stroke=1, fill=0)
