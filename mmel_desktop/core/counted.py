"""Numbers of things in words."""

from __future__ import annotations


def counted(count: int, singular: str, plural: str = "", *, separator: str = "") -> str:
    """A number and what it counts: ``1 image``, ``24 images``, ``2 entries``.

    Args:
        count: how many.
        singular: what one of them is called; other words may follow it ("image has").
        plural: what several are called; "" for the singular with an s.
        separator: "," to set thousands apart.
    """
    return f"{count:{separator}} {singular if count == 1 else plural or f'{singular}s'}"
