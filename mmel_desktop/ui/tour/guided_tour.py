"""Runs the tour: shows a step, waits until the user did it, goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QSettings, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from mmel_desktop.ui.tour.tour_card import TourCard, TourRing, place_beside
from mmel_desktop.ui.tour.tour_script import planted_entry, tour_steps
from mmel_desktop.ui.tour.tour_step import TourStep

if TYPE_CHECKING:
    from mmel_desktop.ui.main_window import MainWindow

LOOK_INTERVAL_MS = 150
"""How often the tour looks whether a step was done; it listens to nothing else and so is in nobody's way."""
PRAISE_DELAY_MS = 500
"""A step that was just done stays this long, so that its effect is seen before the next one speaks."""
SEEN_SETTING = "tour/seen"


class GuidedTour(QObject):
    """The tour over one window. It works on the demo session, which it opens if another one is open.

    Attributes:
        ended: the tour was finished or ended early.

    Args:
        window: the window it leads through.
        settings: remember that the tour was seen.
    """

    ended = Signal()

    def __init__(self, window: MainWindow, settings: QSettings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self.steps: tuple[TourStep, ...] = ()
        self.position = -1
        self._ring = TourRing(window)
        self.card = TourCard(window)
        self.card.back.connect(lambda: self._go_to(self.position - 1))
        self.card.onward.connect(lambda: self._go_to(self.position + 1))
        self.card.ended.connect(self.end)
        self.card.show_me.connect(self._show_me)
        self._look_timer = QTimer(self)
        self._look_timer.setInterval(LOOK_INTERVAL_MS)
        self._look_timer.timeout.connect(self._look)
        self._onward_timer = QTimer(self)
        self._onward_timer.setSingleShot(True)
        self._onward_timer.setInterval(PRAISE_DELAY_MS)
        self._onward_timer.timeout.connect(lambda: self._go_to(self.position + 1))

    @property
    def running(self) -> bool:
        """True while a step is shown."""
        return self.position >= 0

    @property
    def wanted(self) -> bool:
        """True when the demo session is open and the tour was neither finished nor ended before."""
        seen = self._settings.value(SEEN_SETTING, False, type=bool)
        return not seen and not self.running and planted_entry(self._window) is not None

    @Slot()
    def start(self) -> None:
        """Begin at the first step; the demo session is opened first when another one is open."""
        if planted_entry(self._window) is None:
            self._window.parts.session.open_demo()
        self.steps = tour_steps()
        self._go_to(0)
        self.card.next_button.setFocus()
        self._look_timer.start()

    @Slot()
    def end(self) -> None:
        """Take the tour off the window; it does not come back by itself."""
        if not self.running:
            return
        self._look_timer.stop()
        self._onward_timer.stop()
        self.position = -1
        self.card.hide()
        self._ring.hide()
        self._settings.setValue(SEEN_SETTING, True)
        self.ended.emit()

    def _go_to(self, position: int) -> None:
        self._onward_timer.stop()
        if position >= len(self.steps):
            self.end()
            return
        self.position = max(position, 0)
        step = self.steps[self.position]
        step.prepare(self._window)
        self.card.show_step(self.position + 1, len(self.steps), step.title, step.text(self._window))
        # Somebody who did it already and came back by "Back" goes on by "Next".
        self._done_before = step.done is not None and step.done(self._window)
        self.card.show_me_button.setVisible(step.show_me is not None and not self._done_before)
        self.card.show()
        self._place()

    @Slot()
    def _show_me(self) -> None:
        step = self.steps[self.position]
        if step.show_me is not None:
            step.show_me(self._window)

    @Slot()
    def _look(self) -> None:
        step = self.steps[self.position]
        self.card.show_text(step.text(self._window))
        self._place()
        done = step.done is not None and not self._done_before and step.done(self._window)
        if done and not self._onward_timer.isActive():
            self._onward_timer.start()

    def _place(self) -> None:
        window, target = self._window, self.steps[self.position].target(self._window)
        room = window.rect().adjusted(8, 8, -8, -8)
        around = _rect_in(target, window) if target is not None and target.isVisible() else QRect()
        spot = self._spot() if not around.isEmpty() else QRect()
        ringed = spot if not spot.isEmpty() else around
        self._ring.setVisible(not ringed.isEmpty())
        self._ring.setGeometry(ringed.adjusted(-2, -2, 2, 2).intersected(window.rect()))
        self.card.move(place_beside(self.card.rect(), around, room))
        self._ring.raise_()
        self.card.raise_()

    def _spot(self) -> QRect:
        """Where the row is that the step means; empty when it means none or the row is scrolled away."""
        find = self.steps[self.position].spot
        found = find(self._window) if find is not None else None
        if found is None:
            return QRect()
        view, row = found
        viewport = view.viewport()
        index = view.model().index(row, 0)
        seen = view.visualRect(index).intersected(viewport.rect())
        return QRect(viewport.mapTo(self._window, seen.topLeft()), seen.size())


def _rect_in(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
