"""The words of a prompt with what the score owes to each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mmel_desktop.report.marks import draw_verdict_mark
from mmel_desktop.report.page_style import BAR, BAR_SOFT, SMALL_INK
from mmel_desktop.report.plots import Plot
from mmel_desktop.report.text import draw_text, fit_text, text_width


class WordBars(Plot):
    """The words of a prompt in order, each over a bar whose height is its weight.

    Args:
        words: (word, weight in [0, 1], seen) in the prompt's order.
    """

    height = 28.0

    def __init__(self, words: Sequence[tuple[str, float, bool]]) -> None:
        self.words = tuple(words)

    def measure(self, width: float) -> float:
        """Height needed at this width, points."""
        return self.height * (1 + max((row for row, *_ in self._placed(width)), default=0))

    def alt(self) -> str:
        """The words and their weights, in words."""
        said = [
            f"{word} {weight:.2f}{'' if seen else ' (unknown to the model’s training)'}"
            for word, weight, seen in self.words
        ]
        return f"How much the score hangs on each word: {', '.join(said)}."

    def paint(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        for row, left, own, word, weight, seen in self._placed(width):
            base = top - row * self.height - 16
            canvas.setFillColorRGB(*BAR_SOFT)
            canvas.rect(x + left, base, own - 10, 0.6, stroke=0, fill=1)
            canvas.setFillColorRGB(*BAR)
            # Bars of one width: a long word must not look heavier than a short one.
            canvas.rect(x + left, base, 14, 14 * weight, stroke=0, fill=1)
            draw_text(canvas, word, x + left, base - 9, SMALL_INK)
            if not seen:
                draw_verdict_mark(canvas, "warn", x + left + own - 13, base - 9, 5)

    def _placed(self, width: float) -> list[tuple[int, float, float, str, float, bool]]:
        placed = []
        row, left = 0, 0.0
        for word, weight, seen in self.words:
            shown = fit_text(word, SMALL_INK, width / 2)
            own = max(text_width(shown, SMALL_INK), 16.0) + (16.0 if not seen else 10.0)
            if left + own > width and left > 0:
                row, left = row + 1, 0.0
            placed.append((row, left, own, shown, weight, seen))
            left += own
        return placed
