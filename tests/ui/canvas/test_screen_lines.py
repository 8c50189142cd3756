"""Lines over the image are as wide on a dense screen as on any other."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QTransform
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsScene

from mmel_desktop.ui.canvas.lines_item import LinesItem, Stroke
from mmel_desktop.ui.canvas.overlay_style import relation_pen, screen_pen
from mmel_desktop.ui.canvas.screen_path_item import ScreenPathItem

WIDTH_PX = 6.0


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_line_keeps_its_width_on_a_dense_screen(qapp: QApplication, ratio: float) -> None:
    """In device-independent pixels."""
    item = ScreenPathItem(_level_line())
    item.setPen(screen_pen(QColor("white"), WIDTH_PX))
    painted = _painted(item, ratio)
    assert painted[:, painted.shape[1] // 2].sum() / ratio == pytest.approx(WIDTH_PX, abs=0.5)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("alpha", [1.0, 0.5])
@pytest.mark.parametrize("cap", [Qt.PenCapStyle.RoundCap, Qt.PenCapStyle.FlatCap])
def test_lines_that_are_kept_as_a_picture_keep_their_width(
    qapp: QApplication, ratio: float, alpha: float, cap: Qt.PenCapStyle
) -> None:
    """Drawn as paths or in pieces, opaque or not."""
    item = LinesItem()
    pen = screen_pen(QColor("white"), WIDTH_PX, alpha=alpha)
    pen.setCapStyle(cap)
    item.set_strokes([Stroke((_level_line(),), pen)])
    covered = QRect(0, 0, 100, 100)
    picture = item._render(covered, QTransform(), QRectF(covered), ratio, smooth=True).toImage()
    column = [picture.pixelColor(picture.width() // 2, y).alphaF() for y in range(picture.height())]
    assert sum(column) / alpha / ratio == pytest.approx(WIDTH_PX, abs=0.5)


@pytest.mark.parametrize(("kind", "gaps"), [("semantic", False), ("attention", True), ("interaction", True)])
@pytest.mark.parametrize("width_px", [0.8, 3.6])
def test_kinds_of_relations_differ_without_colour(
    qapp: QApplication, kind: str, gaps: bool, width_px: float
) -> None:
    """Thin lines and thick ones: solid, dashed, dash-dotted."""
    path = QPainterPath(QPointF(10, 50))
    path.lineTo(90, 50)
    item = ScreenPathItem(path)
    item.setPen(relation_pen(QColor("white"), width_px, kind))
    along = _painted(item, 2.0).max(axis=0)[30:170]
    assert bool((along < 0.1).any()) is gaps
    assert along.max() > 0.5


def _level_line() -> QPainterPath:
    path = QPainterPath(QPointF(0, 50))
    path.lineTo(100, 50)
    return path


def _painted(item: QGraphicsItem, ratio: float) -> np.ndarray:
    """Brightness in [0, 1] of an item on a black image of 100 × 100 device-independent pixels."""
    scene = QGraphicsScene(QRectF(0, 0, 100, 100))
    scene.addItem(item)
    side = round(100 * ratio)
    image = QImage(side, side, QImage.Format.Format_Grayscale8)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene.render(painter, QRectF(0, 0, 100, 100), QRectF(0, 0, 100, 100))
    painter.end()
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(side, image.bytesPerLine())
    return rows[:, :side] / 255.0
