"""Setting text: nothing invisible, nothing lost, no line too wide, right-to-left as written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmel_desktop.report.fonts import MONO, REGULAR, report_fonts
from mmel_desktop.report.page_style import BODY, CODE
from mmel_desktop.report.text import Line, TextBlock, fit_text, set_lines, shorten, text_width


def printed(lines: tuple[Line, ...]) -> list[str]:
    """What stands on each line, left to right."""
    return ["".join(piece.text for piece in line.pieces) for line in lines]


def test_words_are_kept_whole_and_lines_fit() -> None:
    """Breaks fall at spaces."""
    lines = set_lines("one two three four five six seven", BODY, 60)
    assert " ".join(printed(lines)).split() == ["one", "two", "three", "four", "five", "six", "seven"]
    assert all(line.width * BODY.size <= 60 + 1e-6 for line in lines)


def test_a_word_wider_than_the_line_is_broken_anywhere() -> None:
    """A hash does not run over the margin."""
    digest = "0123456789abcdef" * 4
    lines = set_lines(digest, CODE, 100)
    assert "".join(printed(lines)) == digest
    assert len(lines) > 2


def test_line_feeds_start_new_lines() -> None:
    """Also the ones of other systems; empty lines stay."""
    assert printed(set_lines("a\r\nb\n\nc", BODY, 100)) == ["a ", "b ", "", "c"]


def test_chinese_breaks_between_characters_but_not_before_punctuation() -> None:
    """A full stop never begins a line."""
    lines = printed(set_lines("行人被信号灯遮挡，模型没有识别。" * 3, BODY, 9 * 8.5))
    assert len(lines) > 4
    assert not any(line[0] in "，。" for line in lines)


def test_korean_breaks_at_spaces() -> None:
    """Hangul words stay whole."""
    text = "보행자가 신호등 뒤에 가려져 있어 모델이 놓쳤다"
    assert " ".join(printed(set_lines(text, BODY, 60))).split() == text.split()


def test_arabic_is_shaped_and_runs_from_the_right() -> None:
    """The first letter of the text stands rightmost, in its initial form."""
    (line,) = set_lines("بيت", BODY, 200)
    assert line.right_to_left
    visual = "".join(piece.text for piece in line.pieces)
    assert [unicodedata.name(character) for character in visual] == [
        "ARABIC LETTER TEH ISOLATED FORM".replace("ISOLATED", "FINAL"),
        "ARABIC LETTER YEH MEDIAL FORM",
        "ARABIC LETTER BEH INITIAL FORM",
    ]


def test_vowel_marks_are_not_dropped() -> None:
    """What was written is printed, marks included."""
    (line,) = set_lines("مُحَمَّد", BODY, 200)
    marks = [
        character for piece in line.pieces for character in piece.text if unicodedata.combining(character)
    ]
    assert len(marks) == 4


def test_latin_inside_hebrew_keeps_its_order() -> None:
    """Mixed directions follow the bidirectional algorithm; brackets are mirrored."""
    (line,) = set_lines("רכב (car 12)", BODY, 300)
    assert "".join(piece.text for piece in line.pieces) == "(car 12) בכר"


def test_each_character_gets_a_font_that_has_it() -> None:
    """Pieces change fonts only where they must."""
    (line,) = set_lines("ab 보행 ж → (c)", BODY, 500)
    fonts = report_fonts()
    assert line.pieces[0].font == REGULAR
    for piece in line.pieces:
        assert all(ord(character) in fonts.fonts[piece.font].face.charToGlyph for character in piece.text)


@pytest.mark.parametrize(
    "character", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x00", "\x1b", "\u2028", "\ud800"]
)
def test_controls_are_shown_as_code_points(character: str) -> None:
    """Bidirectional overrides, zero-width and control characters and half surrogates become visible."""
    (line,) = set_lines(f"a{character}b", BODY, 200)
    assert [piece.text for piece in line.pieces] == ["a", f"U+{ord(character):04X}", "b"]
    assert line.pieces[1].boxed
    assert line.pieces[1].font == MONO


def test_decomposed_hangul_is_composed() -> None:
    """File names from some systems hold single jamo; they print as the syllables they mean."""
    decomposed = unicodedata.normalize("NFD", "보행자")
    assert printed(set_lines(decomposed, BODY, 200)) == ["보행자"]


@settings(max_examples=50)
@given(st.text(max_size=100))
def test_any_text_fits_and_is_set_in_fonts_that_have_it(text: str) -> None:
    """Every line fits, and every character of every run is in its font."""
    fonts = report_fonts()
    lines = set_lines(text, BODY, 80)
    for line in lines:
        assert line.width * BODY.size <= 80 + 1e-6 or sum(len(piece.text) for piece in line.pieces) <= 7
        for piece in line.pieces:
            assert all(ord(character) in fonts.fonts[piece.font].face.charToGlyph for character in piece.text)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=200))
def test_nothing_but_spaces_disappears_from_plain_text(text: str) -> None:
    """However it is broken into lines."""
    assert "".join("".join(printed(set_lines(text, BODY, 80))).split()) == "".join(text.split())


def test_shortening_names_the_length() -> None:
    """Short texts stay; long ones and many lines are cut with a note."""
    assert shorten("short") == "short"
    assert shorten("x" * 3000).endswith(
        "[cut here: 3,000 characters in all; the attached evidence holds them]"
    )
    assert shorten("line\n" * 100).count("\n") < 45


def test_fitting_keeps_both_ends() -> None:
    """The middle gives way, and the result is as wide as allowed at most."""
    fitted = fit_text("folder/with/a/very/long/name/street_0001.png", BODY, 100)
    assert text_width(fitted, BODY) <= 100
    assert fitted.startswith("fold")
    assert fitted.endswith(".png")
    assert fit_text("short", BODY, 100) == "short"


def test_a_split_block_prints_the_same_lines() -> None:
    """Two lines at least stay on either side of a page's end."""
    block = TextBlock("word " * 100, BODY)
    parts = block.split(100, 5 * BODY.leading)
    assert parts is not None
    first, rest = parts
    assert isinstance(first, TextBlock)
    assert isinstance(rest, TextBlock)
    assert first.lines(100) + rest.lines(100) == block.lines(100)
    assert first.measure(100) == 5 * BODY.leading
    assert block.split(100, BODY.leading) is None


def test_lines_end_in_a_space_where_a_word_ends() -> None:
    """A screen reader then reads two words where the line was broken, and one where a word had to be."""
    whole = "one two three"
    lines = set_lines(whole, BODY, text_width("one two", BODY))
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == ["one two ", "three"]
    assert lines[0].width * BODY.size == pytest.approx(text_width("one two", BODY)), "it takes no room"
    broken = set_lines("unbreakable\nnext", BODY, text_width("unbreak", BODY))
    assert "".join(piece.text for line in broken for piece in line.pieces) == "unbreakable next"
