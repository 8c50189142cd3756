"""What the window shows while no session is open: the ways to begin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mmel_desktop.ui.icons import icon_pixmap
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.theme import SPACE_DOUBLE_PX, SPACE_PX
from mmel_desktop.ui.translation import tr

COLUMN_WIDTH_PX = 440


class WelcomePage(QWidget):
    """Invitation, the three ways to begin, and the sessions used lately.

    Attributes:
        session_chosen: a recent session; its ``Path``.

    Args:
        demo, add_images, open_session: commands offered as buttons.
        parent: Qt owner.
    """

    session_chosen = Signal(object)

    def __init__(
        self, demo: QAction, add_images: QAction, open_session: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        icon = QLabel()
        icon.setPixmap(icon_pixmap("application", "#000000", 64, self.devicePixelRatioF()))
        heading = QLabel(tr("See what the model relied on"))
        heading.setProperty("role", "heading")
        text = QLabel(
            tr(
                "Drop images or a folder here, or begin with the demo session: drawn road and work-site "
                "scenes, and a small model that makes mistakes worth finding."
            )
        )
        text.setWordWrap(True)
        text.setMinimumWidth(COLUMN_WIDTH_PX)
        text.setProperty("role", "muted")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_PX)
        self.demo_button = _button(demo, tr("Open the demo session"), primary=True)
        self.images_button = _button(add_images, tr("Add images…"))
        self.session_button = _button(open_session, tr("Open session…"))
        for button in (self.demo_button, self.images_button, self.session_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._recent_title = QLabel(tr("Recent sessions"))
        self._recent_title.setProperty("role", "title")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        column = QVBoxLayout()
        column.setSpacing(SPACE_PX)
        for widget in (icon, heading, text):
            column.addWidget(widget)
        column.addSpacing(SPACE_PX)
        column.addLayout(buttons)
        column.addSpacing(SPACE_DOUBLE_PX)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        column.setContentsMargins(0, 0, 0, 0)
        # As wide as its text and its buttons ask for: a fixed width would cut a language's longer words.
        block = QWidget()
        block.setLayout(column)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(block)
        centred.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(centred)
        outer.addStretch(3)

    def show_recent(self, paths: tuple[Path, ...]) -> None:
        """List sessions; none hides the heading."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._recent_title.setVisible(bool(paths))
        for path in paths[:5]:
            # Sessions are often called alike; where they lie tells them apart.
            button = QPushButton()
            folder = button.fontMetrics().elidedText(
                _short(path.parent), Qt.TextElideMode.ElideMiddle, COLUMN_WIDTH_PX // 2
            )
            button.setText(f"{path.stem}  —  {folder}")
            button.setProperty("role", "flat")
            button.setStyleSheet("text-align: left")
            button.setToolTip(plain_tip(str(path)))
            button.clicked.connect(lambda _=False, chosen=path: self.session_chosen.emit(chosen))
            self._recent.addWidget(button)


def _short(folder: Path) -> str:
    """A folder as people write it: from their own one on, where it lies in there."""
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # elsewhere, or an account without a folder
        return str(folder)


def _button(action: QAction, text: str, *, primary: bool = False) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(action.statusTip())
    if primary:
        button.setProperty("role", "primary")
    button.clicked.connect(action.trigger)
    return button
