"""Paths in straight pieces: they follow the path at every zoom, and only those in sight are made."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainterPath

from mmel_desktop.ui.canvas.straight_pieces import TOLERANCE_PX, StraightPieces

EVERYWHERE = QRectF(-1e6, -1e6, 2e6, 2e6)


def _bow() -> QPainterPath:
    path = QPainterPath(QPointF(0, 0))
    path.quadTo(QPointF(500, 200), QPointF(1000, 0))
    return path


@pytest.mark.parametrize("scale", [0.1, 1.0, 20.0])
def test_pieces_stay_close_to_their_curve(scale: float) -> None:
    """The middle of every piece lies within the tolerance, in pixels of the screen."""
    pieces = StraightPieces([_bow()]).near(EVERYWHERE, scale)
    for number, piece in enumerate(pieces):
        along = (number + 0.5) / len(pieces)
        exact = np.array([1000 * along, 400 * along * (1 - along)])
        middle = np.array([(piece.x1() + piece.x2()) / 2, (piece.y1() + piece.y2()) / 2])
        assert np.linalg.norm(exact - middle) * scale <= TOLERANCE_PX + 1e-9


def test_pieces_join_from_end_to_end() -> None:
    """A curve is not interrupted."""
    pieces = StraightPieces([_bow()]).near(EVERYWHERE, 1.0)
    assert (pieces[0].x1(), pieces[-1].x2()) == (0.0, 1000.0)
    assert all(one.p2() == other.p1() for one, other in pairwise(pieces))


def test_closed_outlines_and_holes_keep_every_side() -> None:
    """Two squares, one inside the other: eight sides, nothing between the two."""
    path = QPainterPath()
    path.addRect(QRectF(0, 0, 10, 10))
    path.addRect(QRectF(2, 2, 4, 4))
    pieces = StraightPieces([path]).near(EVERYWHERE, 1.0)
    assert sorted(piece.length() for piece in pieces) == [4.0] * 4 + [10.0] * 4


def test_only_what_is_near_is_made() -> None:
    """A zoomed view draws the few pieces it shows; one that merely crosses it counts."""
    across = QPainterPath(QPointF(-100, 5))
    across.lineTo(100, 5)
    far = QPainterPath(QPointF(500, 500))
    far.lineTo(600, 600)
    pieces = StraightPieces([across, far]).near(QRectF(0, 0, 10, 10), 1.0)
    assert pieces == [QLineF(-100, 5, 100, 5)]


def test_nothing_gives_nothing() -> None:
    """No paths, no pieces, at any zoom."""
    assert StraightPieces([]).near(EVERYWHERE, math.pi) == []
