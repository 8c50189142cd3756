"""Colours of what is drawn over the image.

They do not follow the theme: the picture underneath is the same in both, and a mark must be readable on any
picture. Every light line therefore has a dark casing.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

LINE = QColor(245, 247, 250)
CASING = QColor(8, 9, 11)
SELECTION = QColor("#62aef0")
ANNOTATION = QColor("#ffd166")
INTERACTION = QColor("#7fd6b4")
VERDICTS = {"warn": "#e9c453", "fail": "#f07a76"}
CHIP_TEXT = QColor(250, 251, 252)
CHIP_BACKGROUND = QColor(14, 15, 18, 225)


def faded(colour: QColor, alpha: float) -> QColor:
    """The same colour with another opacity, 0..1."""
    result = QColor(colour)
    result.setAlphaF(alpha)
    return result


DASHES_PX = {"semantic": (), "attention": (7.0, 4.0), "interaction": (7.0, 3.5, 1.5, 3.5)}
"""Dash and gap of the lines of each kind of relation, so that kinds differ without colour too."""


def relation_pen(colour: QColor, width_px: float, kind: str, *, alpha: float = 1.0) -> QPen:
    """A pen for relations of one kind: solid, dashed or dash-dotted, as in the report."""
    pen = screen_pen(colour, width_px, alpha=alpha)
    # Round caps would close the gaps of thick dashed lines.
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if DASHES_PX[kind]:
        # Patterns count in widths of the pen.
        pen.setDashPattern([length / width_px for length in DASHES_PX[kind]])
    return pen


def screen_pen(colour: QColor, width_px: float, *, alpha: float = 1.0) -> QPen:
    """A pen whose width is in screen pixels at every zoom, with round caps and joins."""
    pen = QPen(faded(colour, alpha * colour.alphaF()), width_px)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
