"""Measures, colours and text styles of the report. Everything stands on a grid of 4 points."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mmel_desktop.report.fonts import BOLD, MONO, REGULAR

PAGE_WIDTH, PAGE_HEIGHT = 595.2756, 841.8898
"""A4 portrait in points."""
MARGIN_X = 48.0
MARGIN_TOP = 64.0
MARGIN_BOTTOM = 56.0
CONTENT_WIDTH = PAGE_WIDTH - 2 * MARGIN_X
CONTENT_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM

Colour = tuple[float, float, float]


def _hex(value: str) -> Colour:
    red, green, blue = (int(value[start : start + 2], 16) / 255 for start in (0, 2, 4))
    return red, green, blue


INK = _hex("16191E")
SOFT = _hex("555C68")
LINE = _hex("C8CDD5")
PANEL = _hex("F3F5F7")
ACCENT = _hex("1D4568")
BAR = _hex("4A6B8A")
BAR_SOFT = _hex("B9C6D3")
WHITE: Colour = (1.0, 1.0, 1.0)

VERDICT_COLOURS: dict[str, Colour] = {
    "pass": _hex("2B6A4D"),
    "warn": _hex("8A5A00"),
    "fail": _hex("9E2229"),
    "not_run": _hex("6B7280"),
}
"""Chosen to differ in brightness as well; every verdict also has its own shape and its word."""
VERDICT_WORDS = {"pass": "pass", "warn": "warning", "fail": "FAIL", "not_run": "not run"}


@dataclass(frozen=True)
class TextStyle:
    """How a text is set.

    Attributes:
        font: registered name of the preferred font.
        size, leading: points.
        colour: RGB in [0, 1].
        align: ``left``, ``right`` or ``centre``; right-to-left paragraphs turn ``left`` into ``right``.
        role: what a text in this style is to a screen reader: ``P``, ``H1`` or ``H2``.
    """

    font: str = REGULAR
    size: float = 9.0
    leading: float = 12.0
    colour: Colour = INK
    align: str = "left"
    role: str = "P"

    def with_(self, **changes: object) -> TextStyle:
        """A copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # replace() cannot know the field names


BODY = TextStyle()
BODY_BOLD = TextStyle(font=BOLD)
SMALL = TextStyle(size=7.5, leading=12.0, colour=SOFT)
SMALL_INK = TextStyle(size=7.5, leading=12.0)
SMALL_BOLD = TextStyle(font=BOLD, size=7.5, leading=12.0)
LABEL = TextStyle(font=BOLD, size=7.0, leading=12.0, colour=SOFT)
CODE = TextStyle(font=MONO, size=7.0, leading=12.0)
TITLE = TextStyle(font=BOLD, size=28.0, leading=36.0, role="H1")
HEADING_1 = TextStyle(font=BOLD, size=18.0, leading=24.0, role="H1")
HEADING_2 = TextStyle(font=BOLD, size=11.0, leading=16.0, colour=ACCENT, role="H2")
