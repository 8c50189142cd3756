"""What this program is, in a few lines."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from mmel_desktop import __version__
from mmel_desktop.ui.icons import icon_pixmap
from mmel_desktop.ui.theme import SPACE_DOUBLE_PX, SPACE_PX
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

WIDTH_PX = 400
PARAGRAPHS = (
    QT_TRANSLATE_NOOP(
        "", "See what a vision-language model relied on, judge it, and keep a record of the judgement."
    ),
    QT_TRANSLATE_NOOP(
        "",
        "Explanations: MMEL (Grad-ECLIP with a hierarchical semantic relationship module). A heat map is a "
        "hypothesis; this program supports a review, it does not certify a model.",
    ),
    QT_TRANSLATE_NOOP("", "Apache-2.0 · MMEL Desktop contributors"),
)


class About(QDialog):
    """Name, version, purpose, licence."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("About MMEL Desktop"))
        icon = QLabel()
        icon.setPixmap(icon_pixmap("application", "#000000", 72, self.devicePixelRatioF()))
        name = QLabel(f"MMEL Desktop {__version__}")
        name.setProperty("role", "heading")
        versions = QLabel(f"Python {platform.python_version()} · Qt {qVersion()} · {platform.system()}")
        versions.setProperty("role", "muted")
        text = QLabel("\n\n".join(tr(text) for text in PARAGRAPHS))
        text.setWordWrap(True)
        text.setFixedWidth(WIDTH_PX)
        for label in (icon, name, versions, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_DOUBLE_PX * 2, SPACE_DOUBLE_PX, SPACE_DOUBLE_PX * 2, SPACE_DOUBLE_PX)
        column.setSpacing(SPACE_PX)
        for widget in (icon, name, versions, text, buttons):
            column.addWidget(widget)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
