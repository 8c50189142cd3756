"""A strip above the canvas that says what is unusual."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mmel_desktop.ui.icons import icon_pixmap
from mmel_desktop.ui.theme import SPACE_PX, theme_colours


class NoteStrip(QWidget):
    """Says what is unusual about the session or the image; takes no room while there is nothing to say.

    Args:
        icon: file name in ``resources/icons``.
    """

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._name = icon
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = QLabel()
        self.text = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE_PX, 12, SPACE_PX)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        self.refresh_icons()
        self.show_text("")

    def show_text(self, text: str) -> None:
        """Show the strip with a text; "" hides it."""
        self.text.setText(text)
        self.setVisible(bool(text))

    def refresh_icons(self) -> None:
        """Draw the icon in the present theme's colours."""
        self._icon.setPixmap(icon_pixmap(self._name, theme_colours().warning, 16, self.devicePixelRatioF()))
