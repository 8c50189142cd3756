"""The overview of the image: made when it is seen, and always of the image that is shown."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mmel_desktop.ui.canvas.minimap import Minimap


def test_the_small_picture_is_made_when_it_is_painted_and_follows_the_image(qtbot: QtBot) -> None:
    """A hidden overview scales nothing; a shown one has the new image, never the one before."""
    parent = QWidget()
    qtbot.addWidget(parent)
    minimap = Minimap(parent)
    for colour in ("#c03020", "#2040c0"):
        minimap.show_image(_plain(colour))
        assert minimap._thumbnail.isNull(), "scaled although nobody sees it"
        minimap.show_visible_part(QRectF(0, 0, 400, 300))
        centre = minimap.grab().toImage().pixelColor(minimap.rect().center())
        assert centre == QColor(colour)
    minimap.show_image(QPixmap())
    assert not minimap.has_image


def _plain(colour: str) -> QPixmap:
    pixmap = QPixmap(400, 300)
    pixmap.fill(QColor(colour))
    return pixmap
