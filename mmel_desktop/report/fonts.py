"""Embedded TrueType fonts and which of them can print a character."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from mmel_desktop.resource_files import resource_path

REGULAR = "mmel-regular"
BOLD = "mmel-bold"
MONO = "mmel-mono"

_FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    MONO: "NotoSansMono-Regular.ttf",
    "mmel-arabic": "NotoSansArabic-Regular.ttf",
    "mmel-hebrew": "NotoSansHebrew-Regular.ttf",
    "mmel-cjk": "WenQuanYiMicroHei-Regular.ttf",
    "mmel-symbols": "DejaVuSans.ttf",
}
_FALLBACKS = ("mmel-arabic", "mmel-hebrew", "mmel-symbols", "mmel-cjk")


@dataclass(frozen=True)
class FontSet:
    """The report's fonts, registered with reportlab, and a lookup of which one prints a character.

    Attributes:
        fonts: reportlab's font objects by registered name.
    """

    fonts: dict[str, TTFont]
    _chosen: dict[tuple[str, str], str | None] = field(default_factory=dict, repr=False)
    _widths: dict[tuple[str, str], float] = field(default_factory=dict, repr=False)

    def font_for(self, character: str, preferred: str) -> str | None:
        """Name of the first font that has a glyph for the character: the preferred one, then the fallbacks.

        None when no font has it (or it is not a character at all, such as half of a surrogate pair).
        """
        key = (character, preferred)
        if key not in self._chosen:
            code = ord(character)
            candidates = (preferred, REGULAR, *_FALLBACKS)
            self._chosen[key] = next(
                (name for name in candidates if code in self.fonts[name].face.charToGlyph), None
            )
        return self._chosen[key]

    def width(self, character: str, font_name: str) -> float:
        """Advance width of one character at size 1."""
        key = (character, font_name)
        if key not in self._widths:
            code = 0x20 if character == "\u00a0" else ord(character)
            self._widths[key] = self.fonts[font_name].face.getCharWidth(code) / 1000.0
        return self._widths[key]

    def text_width(self, text: str, font_name: str, size: float) -> float:
        """Width of a text that one font covers, in points."""
        return sum(self.width(character, font_name) for character in text) * size


@cache
def report_fonts() -> FontSet:
    """Load and register the fonts once.

    Raises:
        MissingResourceError: a font file is not there.
    """
    fonts = {}
    for name, file_name in _FILES.items():
        # reportlab must not shape by itself when uharfbuzz happens to be installed: same record, same bytes.
        font = TTFont(name, str(resource_path("fonts", file_name)), shapable=False)
        pdfmetrics.registerFont(font)
        fonts[name] = font
    return FontSet(fonts)
