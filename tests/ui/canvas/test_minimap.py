"""The overview of the image: made when it is seen, and always of the image that is shown."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mmel_desktop.ui.canvas.minimap import Minimap


def test_the_small_picture_is_made_when_it_is_painted_and_follows_the_image(qtbot: QtBot) -> None:
    """A hidden overview scales nothing; a shown one has the new image, never the one before."""
    parent = QWidget()
    qtbot.addWidget(parent)
    minimap = Minimap(parent)
    for colour in ("#c03020", "#2040c0"):
        minimap.show_image(_plain(colour), QSize(400, 300))
        assert minimap._thumbnail.isNull(), "scaled although nobody sees it"
        minimap.show_visible_part(QRectF(0, 0, 400, 300))
        centre = minimap.grab().toImage().pixelColor(minimap.rect().center())
        assert centre == QColor(colour)
    minimap.show_image(QPixmap(), QSize())
    assert not minimap.has_image


def test_a_halved_picture_stands_for_the_whole_image(qtbot: QtBot) -> None:
    """Places are told in the image's own pixels, whatever the size of the picture."""
    parent = QWidget()
    qtbot.addWidget(parent)
    minimap = Minimap(parent)
    minimap.show_image(_plain("#c03020"), QSize(800, 600))
    pointed: list[QPointF] = []
    minimap.moved_to.connect(pointed.append)
    QTest.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=minimap.rect().center())
    assert abs(pointed[0].x() - 400) < 6
    assert abs(pointed[0].y() - 300) < 6


def _plain(colour: str) -> QPixmap:
    pixmap = QPixmap(400, 300)
    pixmap.fill(QColor(colour))
    return pixmap
