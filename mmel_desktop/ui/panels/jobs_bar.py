"""The strip at the bottom: what runs and how long it takes; what went wrong, until it is dismissed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.visible_text import without_controls
from mmel_desktop.ui.background.job_view import JobView, time_left_text
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.icons import icon_pixmap, themed_icon
from mmel_desktop.ui.notice import Notice
from mmel_desktop.ui.panels.elided_label import ElidedLabel
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.theme import ICON_SIZE_PX, SPACE_HALF_PX, SPACE_PX, theme_colours
from mmel_desktop.ui.translation import tr

SHOWN_MESSAGES = 4
BAR_WIDTH_PX = 180
ROW_HEIGHT_PX = 28
LEAST_TEXT_PX = 120


class JobsBar(QFrame):
    """Running jobs, messages that stay, and a hint about what the pointer is over.

    Attributes:
        cancel_requested: a job shall stop; its id.
        pause_requested: batches shall wait (True) or go on (False).
        open_requested: a file shall be opened with the desktop's program; its ``Path``.
    """

    cancel_requested = Signal(int)
    pause_requested = Signal(bool)
    open_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._jobs: dict[int, JobView] = {}
        self.messages: list[MessageRow] = []
        self._said_done: MessageRow | None = None
        self._hint = ""
        self._resting = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, SPACE_HALF_PX, SPACE_PX, SPACE_HALF_PX)
        self._column.setSpacing(SPACE_HALF_PX)
        self._build_row()
        self._show()

    def _build_row(self) -> None:
        self.hint_label = ElidedLabel(mode=Qt.TextElideMode.ElideRight)
        self.hint_label.setProperty("role", "muted")
        self.hint_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.pixel_label = QLabel()
        self.pixel_label.setTextFormat(Qt.TextFormat.PlainText)
        self.pixel_label.setProperty("role", "muted")
        self.title_label = ElidedLabel()
        self.step_label = ElidedLabel()
        self.step_label.setProperty("role", "muted")
        self.progress_bar = QProgressBar()
        self.progress_bar.setFixedWidth(BAR_WIDTH_PX)
        self.progress_bar.setTextVisible(False)
        self.progress_bar.setAccessibleName(tr("Progress of the running job"))
        self.queue_label = QLabel()
        self.queue_label.setProperty("role", "muted")
        self.pause_button = QToolButton()
        self.pause_button.clicked.connect(self._pause)
        self.cancel_button = QToolButton()
        self.cancel_button.setIcon(themed_icon("close"))
        self.cancel_button.setToolTip(tr("Stop this job after its current step. What is finished stays."))
        self.cancel_button.setAccessibleName(tr("Stop this job"))
        self.cancel_button.clicked.connect(self._cancel)
        self._row = row = QHBoxLayout()
        row.setSpacing(SPACE_PX)
        row.addWidget(self.hint_label, 1)
        row.addWidget(self.pixel_label)
        self._job_parts = (
            self.title_label,
            self.step_label,
            self.progress_bar,
            self.queue_label,
            self.pause_button,
            self.cancel_button,
        )
        row.addSpacing(SPACE_PX)
        for part in self._job_parts:
            row.addWidget(part)
        for part in (self.title_label, self.cancel_button):
            part.setMinimumHeight(ROW_HEIGHT_PX)
        # The strip keeps its height when a job comes or goes: the canvas above must not jump.
        row.addStrut(ROW_HEIGHT_PX)
        self._column.addLayout(row)

    def lead_with(self, widget: QWidget) -> None:
        """Begin the lowest line with a widget; hints stand behind it."""
        self._row.insertWidget(0, widget)
        self._row.insertSpacing(1, SPACE_PX)

    # ------------------------------------------------------------------------------ jobs

    @Slot(object)
    def show_job(self, view: JobView) -> None:
        """A job was added, moved on or ended."""
        if view.ended:
            self._jobs.pop(view.job_id, None)
            if view.problem is not None:
                self.show_problem(view.problem)
        else:
            self._jobs[view.job_id] = view
        self._show()

    @property
    def shown_job(self) -> JobView | None:
        """The job the bar describes: the running one, a batch rather than a moment's work."""
        running = [view for view in self._jobs.values() if view.state != "queued"]
        batches = [view for view in running if not view.interactive]
        return next(iter(batches or running or self._jobs.values()), None)

    def _show(self) -> None:
        job = self.shown_job
        for part in self._job_parts:
            part.setVisible(job is not None)
        self.hint_label.show_text(self._hint or self._resting)
        if job is None:
            return
        self.title_label.show_text(job.title)
        step = job.step if job.step != job.title else ""
        if job.state == "paused":
            # What comes next does not matter now; how much is done does.
            counted = tr("paused, {done} of {count} done").format(done=job.done, count=job.total)
            self.step_label.show_text(counted if job.total else tr("paused"))
        else:
            texts = (step, time_left_text(job.seconds_left))
            self.step_label.show_text(" · ".join(text for text in texts if text))
        self.progress_bar.setRange(0, job.total)
        self.progress_bar.setValue(job.done)
        others = len(self._jobs) - 1
        self.queue_label.setText(tr("+ {count} more").format(count=others) if others else "")
        self.queue_label.setVisible(others > 0)
        titles = (view.title for view in self._jobs.values() if view is not job)
        self.queue_label.setToolTip(plain_tip("\n".join(titles)))
        self.cancel_button.setEnabled(job.state != "stopping")
        self._show_pause(job)

    def _show_pause(self, job: JobView) -> None:
        paused = job.state == "paused"
        self.pause_button.setVisible(job.pausable and job.state != "stopping")
        self.pause_button.setIcon(themed_icon("resume" if paused else "pause"))
        text = tr("Go on") if paused else tr("Pause after the present image; reviewing goes on.")
        self.pause_button.setToolTip(text)
        self.pause_button.setAccessibleName(text)

    @Slot()
    def _pause(self) -> None:
        if self.shown_job is not None:
            self.pause_requested.emit(self.shown_job.state != "paused")

    @Slot()
    def _cancel(self) -> None:
        if self.shown_job is not None:
            self.cancel_requested.emit(self.shown_job.job_id)

    # ------------------------------------------------------------------------------ messages

    @Slot(object)
    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong until it is dismissed; the same message is not said twice."""
        if any(row.problem == problem for row in self.messages):
            return
        words = " ".join(_sentence(part) for part in (problem.detail, problem.action) if part)
        self._add_message(MessageRow("fail", problem.what, words, problem=problem))

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        """Say what was done until it is dismissed, or until something else was done.

        What offers a choice stays until it is made.
        """
        if self._said_done is not None and self._said_done in self.messages:
            self._dismiss(self._said_done)
        row = MessageRow("pass", notice.text, "")
        self._said_done = None if notice.actions else row
        if notice.path is not None:
            path: Path = notice.path
            row.add_button(tr("Open"), lambda: self.open_requested.emit(path))
            row.add_button(tr("Open folder"), lambda: self.open_requested.emit(path.parent))
        for text, act in notice.actions:
            row.add_button(text, act, dismisses=True)
        self._add_message(row)

    def _add_message(self, row: MessageRow) -> None:
        row.dismissed.connect(lambda: self._dismiss(row))
        self.messages.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        self._fold_messages()

    def _dismiss(self, row: MessageRow) -> None:
        self.messages.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._fold_messages()

    def _fold_messages(self) -> None:
        """Only the newest few take room; the rest come up as these are dismissed."""
        for index, row in enumerate(self.messages):
            row.setVisible(index >= len(self.messages) - SHOWN_MESSAGES)

    # ------------------------------------------------------------------------------ hints

    def show_hint(self, text: str) -> None:
        """Explain what the pointer is over; "" goes back to the resting text."""
        self._hint = text
        self.hint_label.show_text(self._hint or self._resting)

    def set_resting_text(self, text: str) -> None:
        """What stands there while there is no hint."""
        self._resting = text
        self.hint_label.show_text(self._hint or self._resting)

    def show_pixel(self, text: str) -> None:
        """What is under the pointer on the canvas."""
        self.pixel_label.setText(text)

    def refresh_icons(self) -> None:
        """Draw the icons in the present theme's colours."""
        self.cancel_button.setIcon(themed_icon("close"))
        self._show()
        for row in self.messages:
            row.refresh_icons()


class MessageRow(QFrame):
    """One message: icon, what happened, what to do, dismiss.

    Attributes:
        dismissed: the analyst has read it.
    """

    dismissed = Signal()

    def __init__(self, verdict: str, what: str, detail: str, problem: Problem | None = None) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.problem = problem
        self._verdict = verdict
        self._icon = QLabel()
        self.what_label = QLabel(without_controls(what))
        self.what_label.setProperty("role", "title")
        self.what_label.setWordWrap(True)
        self.what_label.setTextFormat(Qt.TextFormat.PlainText)
        self.detail_label = QLabel(without_controls(detail))
        self.detail_label.setWordWrap(True)
        self.detail_label.setTextFormat(Qt.TextFormat.PlainText)
        self.detail_label.setProperty("role", "muted")
        self.detail_label.setVisible(bool(detail))
        for label in (self.what_label, self.detail_label):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setMinimumWidth(LEAST_TEXT_PX)  # a name without a blank must not widen the window
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.what_label)
        words.addWidget(self.detail_label)
        words.addStretch(1)
        # With one line, the line stands level with the buttons; with more, the icon stands beside the first.
        level = Qt.AlignmentFlag.AlignTop if detail else Qt.AlignmentFlag.AlignVCenter
        self._close = QToolButton()
        self._close.setToolTip(tr("Dismiss"))
        self._close.setAccessibleName(tr("Dismiss this message"))
        self._close.clicked.connect(self.dismissed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE_PX, SPACE_HALF_PX, SPACE_HALF_PX, SPACE_HALF_PX)
        self._row.setSpacing(SPACE_PX)
        self._row.addWidget(self._icon, 0, level)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._close, 0, level)
        self.refresh_icons()

    def add_button(self, text: str, act: Callable[[], object], *, dismisses: bool = False) -> None:
        """Offer something to do about it; some things settle the message."""
        button = QPushButton(text)
        button.clicked.connect(lambda: act())
        if dismisses:
            button.clicked.connect(self.dismissed)
        self._row.insertWidget(self._row.count() - 1, button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setTabOrder(button, self._close)  # which was made before and stands at the end

    def refresh_icons(self) -> None:
        """Draw the icons in the present theme's colours."""
        colours = theme_colours()
        colour = colours.ok if self._verdict == "pass" else colours.danger
        scale = self.devicePixelRatioF()
        self._icon.setPixmap(icon_pixmap(self._verdict, colour, ICON_SIZE_PX, scale))
        self._close.setIcon(themed_icon("close"))


def _sentence(text: str) -> str:
    """With a full stop, unless it ends already."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
