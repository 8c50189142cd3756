"""Line icons that follow the theme: one SVG each in ``resources/icons``, coloured when loaded."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from mmel_desktop.resource_files import resource_path
from mmel_desktop.ui.theme import ICON_SIZE_PX, theme_colours


@cache
def _svg(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


def icon_pixmap(name: str, colour: str, size_px: int = ICON_SIZE_PX, scale: float = 1.0) -> QPixmap:
    """Draw an icon in one colour.

    Args:
        name: file name below ``resources/icons`` without suffix.
        colour: ``#rrggbb``.
        size_px: width and height in logical pixels.
        scale: device pixels per logical pixel.

    Raises:
        MissingResourceError: no such icon.
    """
    key = f"mmel-icon/{name}/{colour}/{size_px}/{scale}"
    cached = QPixmap()
    if QPixmapCache.find(key, cached):
        return cached
    svg = _svg(name).replace("currentColor", colour)
    device_px = round(size_px * scale)
    pixmap = QPixmap(QSize(device_px, device_px))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, device_px, device_px))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def themed_icon(name: str, colour: str = "", size_px: int = ICON_SIZE_PX) -> QIcon:
    """An icon in the current theme's text colour (or ``colour``), muted when disabled.

    Ask again after a change of theme: a ``QIcon`` keeps the pixels it was made of.
    """
    colours = theme_colours()
    icon = QIcon()
    application = QGuiApplication.instance()
    sharpest = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    for scale in {1.0, sharpest}:
        icon.addPixmap(icon_pixmap(name, colour or colours.text, size_px, scale), QIcon.Mode.Normal)
        icon.addPixmap(icon_pixmap(name, colours.border, size_px, scale), QIcon.Mode.Disabled)
    return icon


def application_icon() -> QIcon:
    """The program's own icon."""
    icon = QIcon()
    for size_px in (16, 24, 32, 48, 64, 128, 256):
        icon.addPixmap(icon_pixmap("application", "#000000", size_px))
    return icon
