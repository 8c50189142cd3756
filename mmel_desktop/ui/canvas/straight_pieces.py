"""Paths as straight pieces: Qt draws many short lines several times as fast as the paths they come from."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import starmap

import numpy as np
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainterPath

TOLERANCE_PX = 0.25
"""How far a piece may lie from its curve."""


class StraightPieces:
    """Lines and cubic curves of some paths, cut into straight pieces for a zoom.

    Args:
        paths: of lines and curves; what closes a subpath is a line of its own in Qt already.
    """

    def __init__(self, paths: Iterable[QPainterPath]) -> None:
        lines: list[tuple[float, float, float, float]] = []
        curves: list[tuple[float, ...]] = []
        for path in paths:
            _take_apart(path, lines, curves)
        self._lines = np.array(lines, dtype=np.float64).reshape(-1, 4)
        self._curves = np.array(curves, dtype=np.float64).reshape(-1, 4, 2)
        bends = np.diff(self._curves, n=2, axis=1)
        self._sharpest_bend = float(np.hypot(bends[..., 0], bends[..., 1]).max(initial=0.0))

    def near(self, inside: QRectF, scale: float) -> list[QLineF]:
        """The pieces whose boxes reach into a rectangle.

        Args:
            inside: in units of the paths.
            scale: pixels per unit.
        """
        pieces = np.concatenate([self._lines, self._flattened(scale)])
        low = np.minimum(pieces[:, :2], pieces[:, 2:])
        high = np.maximum(pieces[:, :2], pieces[:, 2:])
        seen = (
            (low[:, 0] <= inside.right())
            & (high[:, 0] >= inside.left())
            & (low[:, 1] <= inside.bottom())
            & (high[:, 1] >= inside.top())
        )
        return list(starmap(QLineF, pieces[seen].tolist()))

    def _flattened(self, scale: float) -> np.ndarray:
        """The curves as pieces (K, 4): x, y of both ends.

        A chord of 1/n of a cubic lies within max |B''| / 8n² of it, and B'' within six times its control
        points' second differences.
        """
        count = max(math.ceil(math.sqrt(6 * self._sharpest_bend * scale / (8 * TOLERANCE_PX))), 1)
        along = np.linspace(0.0, 1.0, count + 1)[:, None]
        powers = np.array([0, 1, 2, 3])
        bernstein = np.array([1, 3, 3, 1]) * along**powers * (1 - along) ** (3 - powers)
        points = np.einsum("tk,ckd->ctd", bernstein, self._curves)
        return np.concatenate([points[:, :-1], points[:, 1:]], axis=-1).reshape(-1, 4)


def _take_apart(
    path: QPainterPath, lines: list[tuple[float, float, float, float]], curves: list[tuple[float, ...]]
) -> None:
    """Add a path's elements: a curve's three further points follow one another."""
    x = y = 0.0
    control: list[float] = []
    for index in range(path.elementCount()):
        element = path.elementAt(index)
        to_x, to_y = element.x, element.y
        if control or element.isCurveTo():
            control = control or [x, y]
            control += to_x, to_y
            if len(control) < 8:
                continue
            curves.append(tuple(control))
            control = []
        elif element.isLineTo():
            lines.append((x, y, to_x, to_y))
        x, y = to_x, to_y
