"""The order in which people count: ``frame 2`` before ``frame 10``."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"(\d+)")


def natural_order(text: str) -> list[tuple[bool, int, str]]:
    """Sort key of a name: figures by their value, letters whatever their case, figures before letters."""
    pieces = _DIGITS.split(text.casefold())
    return [(False, int(piece), "") if piece.isdecimal() else (True, 0, piece) for piece in pieces]
