"""What the tour puts on top of the window: a ring around the place, and a card that says what to do there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mmel_desktop.ui.theme import SPACE_DOUBLE_PX, SPACE_PX, theme_colours
from mmel_desktop.ui.translation import tr

CARD_WIDTH_PX = 344
RING_WIDTH_PX = 2.0


class TourRing(QWidget):
    """A frame around the widget a step is about; lets every click through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme_colours().accent), RING_WIDTH_PX))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


class TourCard(QFrame):
    """Title, text, progress and buttons; never takes the focus by itself. Escape on it ends the tour.

    Attributes:
        back, onward, show_me, ended: the user pressed the button of that name.
    """

    back = Signal()
    onward = Signal()
    show_me = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "tour")
        self.setFixedWidth(CARD_WIDTH_PX)
        self.setAccessibleName(tr("Guided tour"))
        self.progress = QLabel()
        self.progress.setProperty("role", "muted")
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.skip_button = _button(tr("End tour"), self.ended, "flat")
        self.back_button = _button(tr("Back"), self.back, "flat")
        self.show_me_button = _button(tr("Show me"), self.show_me)
        self.next_button = _button(tr("Next"), self.onward, "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_PX)
        buttons.addWidget(self.skip_button)
        buttons.addStretch(1)
        for button in (self.back_button, self.show_me_button, self.next_button):
            buttons.addWidget(button)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_DOUBLE_PX, 12, SPACE_DOUBLE_PX, 12)
        column.setSpacing(SPACE_PX)
        for label in (self.progress, self.title, self.text):
            column.addWidget(label)
        column.addLayout(buttons)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def show_step(self, number: int, count: int, title: str, text: str) -> None:
        """Show one step and tell screen readers.

        Args:
            number: of the step, from 1.
            count: steps in all.
            title, text: what is said.
        """
        self.progress.setText(tr("{number} of {count}").format(number=number, count=count))
        self.title.setText(title)
        self.show_text(text)
        self.next_button.setText(tr("Done") if number == count else tr("Next"))
        self.back_button.setVisible(number > 1)
        self.skip_button.setVisible(number < count)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{title}. {text}"))

    def show_text(self, text: str) -> None:
        """Change the text of the shown step, e.g. when scores arrive."""
        if text != self.text.text():
            self.text.setText(text)
            self.setAccessibleDescription(text)
            # A label that wraps knows its height only for a width; the layout asks for neither by itself.
            self.setFixedHeight(self._column.totalHeightForWidth(CARD_WIDTH_PX))


def place_beside(card: QRect, target: QRect, room: QRect) -> QPoint:
    """Where a card goes so that it hides as little of its target as possible.

    Args:
        card: its size counts.
        target: what it speaks of, in the room's coordinates; empty puts the card into the middle.
        room: where it must stay.

    Returns:
        The card's top left corner.
    """
    gap = 12
    if target.isEmpty():
        return room.center() - QPoint(card.width() // 2, card.height() // 2)
    beside = (
        QPoint(target.left() - gap - card.width(), target.top() + gap),
        QPoint(target.right() + gap, target.top() + gap),
        QPoint(target.center().x() - card.width() // 2, target.top() - gap - card.height()),
        QPoint(target.center().x() - card.width() // 2, target.bottom() + gap),
    )
    for corner in beside:
        if room.contains(QRect(corner, card.size())):
            return corner
    # A target as large as the window: its upper right corner, where images are mostly sky.
    inside = QPoint(target.right() - gap - card.width(), target.top() + gap)
    return QPoint(
        min(max(inside.x(), room.left()), room.right() - card.width()),
        min(max(inside.y(), room.top()), room.bottom() - card.height()),
    )


def _button(text: str, signal: object, role: str = "") -> QPushButton:
    button = QPushButton(text)
    if role:
        button.setProperty("role", role)
    button.clicked.connect(signal)
    return button
