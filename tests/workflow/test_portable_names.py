"""Names of exported files mean the same on every system."""

from __future__ import annotations

import unicodedata

import pytest

from mmel_desktop.workflow.portable_names import folded_name, is_reserved_name, safe_file_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/b\\c:d.png", "a_b_c_d.png"),
        ("con.tar.png", "con_.tar.png"),
        ("COM¹.png", "COM¹_.png"),
        ("nul .png", "nul_.png"),
        ("CONIN$", "CONIN$_"),
        ("console.png", "console.png"),
        (" . ", "unnamed"),
        (".png", "png"),
        ("보행자\u202e.png", "보행자_.png"),
    ],
)
def test_a_safe_name_is_as_near_as_can_be(name: str, safe: str) -> None:
    """Nothing that any system reads as a folder, a device or a command to turn the text around."""
    assert safe_file_name(name) == safe
    assert not is_reserved_name(safe_file_name(name))


def test_a_long_name_keeps_its_ending() -> None:
    """File systems count bytes, and most allow 255."""
    name = safe_file_name("보" * 200 + ".png")
    assert name.endswith(".png")
    assert len(name.encode()) <= 200


def test_names_are_the_same_that_some_system_takes_for_the_same() -> None:
    """Windows and macOS ignore case, macOS also how accents are composed."""
    composed, apart = (unicodedata.normalize(form, "Straße É.png") for form in ("NFC", "NFD"))
    assert composed != apart
    assert folded_name(composed) == folded_name(apart) == folded_name("STRASSE é.PNG")
