"""A name from a record is printed as itself or spelled out; it never acts."""

from __future__ import annotations

import json

from mmel_desktop.core.visible_text import json_without_controls, on_one_line, quoted, without_controls


def test_a_name_cannot_pass_itself_off_as_a_line_of_the_program() -> None:
    """Line breaks, escape sequences, direction overrides, and bytes that were no UTF-8."""
    name = "a\nintact: b\r\x1b[2K\u202egnp.\u2028\u200b\x9b2J\udc80"
    assert on_one_line(name) == "a\\nintact: b\\r\\x1b[2K\\u202egnp.\\u2028\\u200b\\x9b2J\\udc80"


def test_letters_of_all_languages_stay() -> None:
    """Only what acts is spelled."""
    text = "보행자, 行人, 歩行者, пешеход, πεζός, المشاة — 10 °C"
    assert on_one_line(text) == text


def test_several_lines_may_stay_lines() -> None:
    """Tables are printed in one piece."""
    assert without_controls("a\tb\nc\x1b") == "a\tb\nc\\x1b"


def test_a_json_document_stays_the_same_document() -> None:
    """Its escapes are those of JSON, also beyond the first 65,536 characters."""
    value = {"name": "a\nb\x9b\u202e\xad\U000e0001 보행자\ud800"}
    document = json.dumps(value, indent=2, ensure_ascii=False)
    safe = json_without_controls(document)
    assert json.loads(safe) == value
    assert not set("\x9b\u202e\xad\U000e0001\ud800") & set(safe)
    assert "보행자" in safe


def test_a_long_value_is_quoted_in_part_and_told_from_another() -> None:
    """Two texts that begin alike must not look the same; short values stay whole."""
    assert quoted(["a", 1]) == "['a', 1]"
    one, other = quoted("x" * 100_000 + "1"), quoted("x" * 100_000 + "2")
    assert one != other
    assert len(one) < 300
