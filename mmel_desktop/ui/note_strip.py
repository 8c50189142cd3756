"""A strip above the canvas that says what is unusual."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from mmel_desktop.core.visible_text import without_controls
from mmel_desktop.ui.icons import icon_pixmap
from mmel_desktop.ui.theme import SPACE_HALF_PX, theme_colours

LEAST_TEXT_PX = 120


class NoteStrip(QWidget):
    """Says what is unusual about the session or the image; takes no room while there is nothing to say.

    Args:
        icon: file name in ``resources/icons``.
        way_out: the command that ends what is unusual; its button is there while the command can be used.
        way_out_text: what that button says.
    """

    def __init__(self, icon: str, way_out: QAction, way_out_text: str) -> None:
        super().__init__()
        self._name = icon
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = QLabel()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setMinimumWidth(LEAST_TEXT_PX)  # a reason may name a path
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE_HALF_PX, 12, SPACE_HALF_PX)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        self.button = QPushButton(way_out_text)
        self.button.setProperty("role", "flat")
        self.button.setToolTip(way_out.statusTip())
        self.button.clicked.connect(way_out.trigger)
        way_out.enabledChanged.connect(self.button.setVisible)
        self.button.setVisible(way_out.isEnabled())
        row.addWidget(self.button)
        self.refresh_icons()
        self.show_text("")

    def show_text(self, text: str) -> None:
        """Show the strip with a text; "" hides it."""
        self.text.setText(without_controls(text))
        self.setVisible(bool(text))

    def refresh_icons(self) -> None:
        """Draw the icon in the present theme's colours."""
        self._icon.setPixmap(icon_pixmap(self._name, theme_colours().warning, 16, self.devicePixelRatioF()))
