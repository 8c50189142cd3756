"""Setting any user text safely: visible controls, font fallback, line breaking, right-to-left order.

There is no markup: every character of the text is printed as itself, so nothing in a comment or a file name
can act on the document. Paragraph classes with markup would need escaping and know no per-character fallback.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display

from mmel_desktop.report.blocks import Block
from mmel_desktop.report.fonts import MONO, FontSet, report_fonts
from mmel_desktop.report.page_style import BODY, TextStyle
from mmel_desktop.report.page_tags import tags_of
from mmel_desktop.report.text_language import language_of

LONGEST_TEXT = 2_000
MOST_LINES = 40
"""Longer texts are cut in print; the evidence holds them whole."""

_VISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_TOKEN_START = 0xF0000
_TOKEN_SCALE = 0.82
_TOKEN_PADDING = 0.14
_RTL_CLASSES = frozenset({"R", "AL", "AN"})
_NOT_AT_LINE_START = frozenset("、。，．・：；？！」』）］｝〕〉》】ー”’,.;:!?)]}")
_BREAK_AFTER = frozenset(" -/\\_–—")


@dataclass(frozen=True)
class Piece:
    """Consecutive characters in one font; ``boxed`` marks a code point shown as ``U+XXXX``.

    Attributes:
        text, font: what is printed and in which registered font.
        width: at size 1.
        boxed: drawn small on a grey plate.
    """

    text: str
    font: str
    width: float
    boxed: bool = False


@dataclass(frozen=True)
class Line:
    """One set line, pieces from left to right."""

    pieces: tuple[Piece, ...]
    width: float
    right_to_left: bool


def shorten(text: str, longest: int = LONGEST_TEXT, most_lines: int = MOST_LINES) -> str:
    """Cut a huge text and say so; the evidence attached to the report holds it whole."""
    lines = text.splitlines() or [""]
    kept = "\n".join(lines[:most_lines])[:longest]
    if len(lines) <= most_lines and len(text) <= longest:
        return text
    return f"{kept.rstrip()} … [cut here: {len(text):,} characters in all; the attached evidence holds them]"


def clip(text: str, longest: int) -> str:
    """The beginning of a text on one line, for headings and captions; the text stands whole elsewhere."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def set_lines(text: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    """Break a text into lines no wider than ``width`` points.

    Control, bidirectional-override and zero-width characters, and characters no font has, become ``U+XXXX``.
    """
    fonts = report_fonts()
    lines: list[Line] = []
    for paragraph in unicodedata.normalize("NFC", text).replace("\r\n", "\n").split("\n"):
        if lines:
            lines[-1] = _spaced(lines[-1], style)
        lines.extend(_set_paragraph(paragraph.replace("\t", "    "), style, width, fonts))
    return tuple(lines)


def _spaced(line: Line, style: TextStyle) -> Line:
    """The line with a space at its end that takes no room: without, readers join two lines to one word."""
    if not line.pieces:
        return line
    last = line.pieces[-1]
    if last.boxed or last.font != style.font:
        return replace(line, pieces=(*line.pieces, Piece(" ", style.font, 0.0)))
    return replace(line, pieces=(*line.pieces[:-1], replace(last, text=f"{last.text} ")))


def text_width(text: str, style: TextStyle) -> float:
    """Width of a short text on one line, in points."""
    return max(line.width for line in set_lines(text, style, 1e9)) * style.size


def draw_line(canvas: Any, line: Line, x: float, baseline: float, style: TextStyle) -> None:
    """Draw one set line with its left edge at ``x``."""
    cursor = x
    for piece in line.pieces:
        size = style.size
        if piece.boxed:
            size *= _TOKEN_SCALE
            canvas.setFillColorRGB(0.88, 0.89, 0.91)
            canvas.roundRect(
                cursor + 0.04 * style.size,
                baseline - 0.2 * style.size,
                (piece.width - 0.08) * style.size,
                style.size,
                0.15 * style.size,
                stroke=0,
                fill=1,
            )
        canvas.setFillColorRGB(*style.colour)
        canvas.setFont(piece.font, size)
        canvas.drawString(
            cursor + (_TOKEN_PADDING * style.size if piece.boxed else 0.0), baseline, piece.text
        )
        cursor += piece.width * style.size


def draw_text(canvas: Any, text: str, x: float, baseline: float, style: TextStyle) -> None:
    """Draw a text on one line at a point: its left edge, middle or right edge, by the style's alignment."""
    line = set_lines(text.replace("\n", " "), style, 1e9)[0]
    shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[style.align] * line.width * style.size
    draw_line(canvas, line, x - shift, baseline, style)


def fit_text(text: str, style: TextStyle, width: float) -> str:
    """The text on one line, shortened with an ellipsis in its middle to fit ``width`` points."""
    text = " ".join(text.split())
    if text_width(text[:400], style) <= width and len(text) <= 400:
        return text
    low, high = 1, min(len(text), 400)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(_squeeze(text, middle), style) <= width:
            low = middle
        else:
            high = middle - 1
    return _squeeze(text, low)


class TextBlock(Block):
    """Paragraphs of plain text in one style; flows over pages line by line.

    Args:
        text: any string; line feeds start new lines.
        style: how it is set.
    """

    breakable = True

    def __init__(self, text: str, style: TextStyle = BODY) -> None:
        self.text = text
        self.style = style
        self._lines: tuple[Line, ...] | None = None
        self._width = -1.0

    def lines(self, width: float) -> tuple[Line, ...]:
        """The set lines at a width, in points."""
        if self._lines is None or (self._width >= 0 and width != self._width):
            self._lines = set_lines(self.text, self.style, width)
            self._width = width
        return self._lines

    def measure(self, width: float) -> float:
        """Height needed at this width, points."""
        return len(self.lines(width)) * self.style.leading

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        lines = self.lines(width)
        if not any(line.pieces for line in lines):
            return
        tags = tags_of(canvas)
        actual, language = _logical_text(self.text), language_of(self.text)
        with tags.paragraph(self.style.role, actual=actual, language=language), tags.content():
            self._draw_lines(canvas, lines, x, top, width)

    def _draw_lines(self, canvas: Any, lines: tuple[Line, ...], x: float, top: float, width: float) -> None:
        baseline = top - (self.style.leading + 0.72 * self.style.size) / 2
        for line in lines:
            room = width - line.width * self.style.size
            right = self.style.align == "right" or (self.style.align == "left" and line.right_to_left)
            shift = room if right else room / 2 if self.style.align == "centre" else 0.0
            draw_line(canvas, line, x + shift, baseline, self.style)
            baseline -= self.style.leading

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Two parts of which the first fits into ``height``, or None."""
        lines = self.lines(width)
        count = int(height // self.style.leading)
        # Two lines at least on either side, so that no line stands alone.
        count = min(count, len(lines) - 2) if len(lines) > 3 else count
        if count < min(2, len(lines) - 1) or count < 1 or count >= len(lines):
            return None
        return self._part(lines[:count]), self._part(lines[count:])

    def _part(self, lines: tuple[Line, ...]) -> TextBlock:
        part = TextBlock("", self.style)
        part._lines = lines
        return part


def _squeeze(text: str, length: int) -> str:
    tail = length // 3
    return text[: length - tail] + "…" + (text[-tail:] if tail else "")


def _set_paragraph(paragraph: str, style: TextStyle, width: float, fonts: FontSet) -> list[Line]:
    tokens: dict[str, Piece] = {}
    # Most of a report is plain ASCII, which every font has: the long way would double the time of an export.
    plain = paragraph.isascii() and paragraph.isprintable()
    characters = paragraph
    if not plain:
        characters = "".join(_as_token(c, tokens, fonts) if _must_be_visible(c) else c for c in paragraph)
    right_to_left, has_rtl = _direction(characters)
    if has_rtl:
        characters = _reshaper().reshape(characters)
    if not plain:
        characters = "".join(
            c if c in tokens or fonts.font_for(c, style.font) else _replacement(c, tokens, fonts)
            for c in characters
        )
    lines = []
    for start, end in _break_lines(characters, style, width / style.size, tokens, fonts):
        visual = characters[start:end].rstrip(" ")
        parted = not has_rtl and characters[start:end].endswith(" ") and end < len(characters)
        if has_rtl:
            visual = get_display(visual, base_dir="R" if right_to_left else "L")
        pieces = _pieces(visual, style, tokens, fonts)
        line = Line(pieces, sum(piece.width for piece in pieces), right_to_left)
        lines.append(_spaced(line, style) if parted else line)
    return lines


def _must_be_visible(character: str) -> bool:
    return unicodedata.category(character) in _VISIBLE_CATEGORIES


def _replacement(character: str, tokens: dict[str, Piece], fonts: FontSet) -> str:
    return " " if character.isspace() else _as_token(character, tokens, fonts)


def _as_token(character: str, tokens: dict[str, Piece], fonts: FontSet) -> str:
    """A private character that stands for the printed code point while lines are broken and reordered."""
    label = f"U+{ord(character):04X}"
    width = fonts.text_width(label, MONO, _TOKEN_SCALE) + 2 * _TOKEN_PADDING
    token = next((key for key, piece in tokens.items() if piece.text == label), "")
    if not token:
        token = chr(_TOKEN_START + len(tokens))
        tokens[token] = Piece(label, MONO, width, boxed=True)
    return token


def _direction(characters: str) -> tuple[bool, bool]:
    """Whether the paragraph runs right to left (first strong character) and whether it holds such text."""
    if characters.isascii():
        return False, False
    classes = [unicodedata.bidirectional(character) for character in characters]
    first = next((kind for kind in classes if kind in {"L", "R", "AL"}), "L")
    return first != "L", any(kind in _RTL_CLASSES for kind in classes)


def _logical_text(text: str) -> str:
    """A text that is drawn from right to left, as it was typed; empty for any other, which needs no help."""
    if not _direction(text)[1]:
        return ""
    return "".join(f"U+{ord(c):04X}" if c != "\n" and _must_be_visible(c) else c for c in text)


@cache
def _reshaper() -> ArabicReshaper:
    # Vowel marks are part of what was written; the library would drop them by default.
    return ArabicReshaper(configuration={"delete_harakat": False, "delete_tatweel": False})


def _is_ideographic(character: str) -> bool:
    hangul = "\u1100" <= character <= "\u11ff" or "\uac00" <= character <= "\ud7a3"
    return not hangul and unicodedata.east_asian_width(character) in {"W", "F"}


def _break_lines(
    characters: str, style: TextStyle, width: float, tokens: dict[str, Piece], fonts: FontSet
) -> list[tuple[int, int]]:
    """Start and end of each line; ``width`` at size 1."""
    advances = [_advance(character, style, tokens, fonts) for character in characters]
    if sum(advances) <= width + 1e-6:
        return [(0, len(characters))]
    lines: list[tuple[int, int]] = []
    start, opportunity, used = 0, -1, 0.0
    index = 0
    while index < len(characters):
        character, advance = characters[index], advances[index]
        # The tolerance lets a text measured on one line stand in a box of exactly that width.
        if used + advance > width + 1e-6 and index > start and character != " ":
            end = opportunity if opportunity > start else index
            lines.append((start, end))
            start, opportunity, used, index = end, -1, 0.0, end
            continue
        used += advance
        index += 1
        following = characters[index] if index < len(characters) else ""
        if character in _BREAK_AFTER or (
            following
            and following not in _NOT_AT_LINE_START
            and (_is_ideographic(character) or _is_ideographic(following))
        ):
            opportunity = index
    lines.append((start, len(characters)))
    return lines


def _advance(character: str, style: TextStyle, tokens: dict[str, Piece], fonts: FontSet) -> float:
    if character in tokens:
        return tokens[character].width
    return fonts.width(character, fonts.font_for(character, style.font) or style.font)


def _pieces(visual: str, style: TextStyle, tokens: dict[str, Piece], fonts: FontSet) -> tuple[Piece, ...]:
    """Runs of one font, left to right."""
    if not tokens and visual.isascii():
        return (Piece(visual, style.font, fonts.text_width(visual, style.font, 1.0)),) if visual else ()
    pieces: list[Piece] = []
    run, run_font, run_width = "", "", 0.0
    for character in visual:
        if character in tokens:
            if run:
                pieces.append(Piece(run, run_font, run_width))
            pieces.append(tokens[character])
            run, run_font, run_width = "", "", 0.0
            continue
        font = fonts.font_for(character, style.font) or style.font
        if run and font != run_font:
            pieces.append(Piece(run, run_font, run_width))
            run, run_width = "", 0.0
        run, run_font = run + character, font
        run_width += fonts.width(character, font)
    if run:
        pieces.append(Piece(run, run_font, run_width))
    return tuple(pieces)
