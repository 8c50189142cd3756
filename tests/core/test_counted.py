"""Numbers of things in words."""

from __future__ import annotations

from mmel_desktop.core.counted import counted


def test_one_is_singular_and_everything_else_plural() -> None:
    """None are several, too; words that do not take an s bring their own plural."""
    assert [counted(count, "image") for count in (0, 1, 2)] == ["0 images", "1 image", "2 images"]
    assert counted(1, "entry", "entries") == "1 entry"
    assert counted(3, "image has", "images have") == "3 images have"


def test_thousands_are_set_apart_where_that_is_wanted() -> None:
    """What is recorded, or read by scripts, has plain digits."""
    assert counted(1024, "image") == "1024 images"
    assert counted(1024, "image", separator=",") == "1,024 images"
