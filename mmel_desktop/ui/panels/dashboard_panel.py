"""The dashboard: the whole session at a glance; a click on a bar filters the gallery."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from mmel_desktop.core.session_charts import CHART_TITLES
from mmel_desktop.ui.case_index import CaseIndex
from mmel_desktop.ui.panels.bar_chart import BarChart
from mmel_desktop.ui.panels.dashboard_figures import Bar, Chart, case_charts
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import SPACE_DOUBLE_PX, SPACE_HALF_PX, SPACE_PX
from mmel_desktop.ui.translation import tr

REFRESH_DELAY_MS = 200
"""A batch changes many entries in a row; the figures are counted once for all of them."""


class DashboardPanel(QScrollArea):
    """Charts one below the other; counted anew only while visible.

    Attributes:
        facet_chosen: a bar was chosen; the ``Facet`` of its images.

    Args:
        state: whose prompt's scores are shown.
        index: what is counted.
        parent: Qt owner.
    """

    facet_chosen = Signal(object)

    def __init__(self, state: ReviewState, index: CaseIndex, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._case = index
        self._stale = True
        self._kept_back: frozenset[str] = frozenset()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(12, SPACE_PX, 12, SPACE_DOUBLE_PX)
        self._column.setSpacing(SPACE_HALF_PX)
        self.empty_text = QLabel(tr("Add images, explain and judge them: the figures appear here."))
        self.empty_text.setProperty("role", "muted")
        self.empty_text.setWordWrap(True)
        self._column.addWidget(self.empty_text)
        self.blind_text = QLabel()
        self.blind_text.setProperty("role", "muted")
        self.blind_text.setWordWrap(True)
        self.blind_text.hide()
        self._column.addWidget(self.blind_text)
        self.sections: dict[str, _Section] = {}
        for key in CHART_TITLES:
            section = _Section(key)
            section.chart.bar_chosen.connect(self._choose)
            self.sections[key] = section
            self._column.addWidget(section)
        self._column.addStretch(1)
        self.setWidget(body)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REFRESH_DELAY_MS)
        self._timer.timeout.connect(self.refresh)
        for signal in (index.reset, index.entry_changed, state.explanation_changed, state.prompt_changed):
            signal.connect(self._mark_stale)
        state.taxonomy_changed.connect(self._mark_stale)

    @Slot()
    def _mark_stale(self, _: object = None) -> None:
        self._stale = True
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def refresh(self) -> None:
        """Count everything anew."""
        self._stale = False
        entries = self._case.entries
        told = [entry for entry in entries if entry.image.image_id not in self._kept_back]
        for chart in case_charts(told, self._prompt(), self._state.taxonomy):
            self.sections[chart.key].show_chart(chart)
        self.empty_text.setVisible(not entries)
        kept_back = len(entries) - len(told)
        self.blind_text.setText(
            tr("Blind review: %n image(s) are not counted until you have judged them.", "", kept_back)
        )
        self.blind_text.setVisible(kept_back > 0)

    def keep_back(self, image_ids: frozenset[str]) -> None:
        """Leave out images that a blind reviewer has not judged yet, and say so."""
        self._kept_back = image_ids
        self._mark_stale()

    def _prompt(self) -> str:
        explanation = self._state.explanation
        if explanation is not None:
            return explanation.prompts[self._state.prompt_index].text
        runs = (entry.run for entry in self._case.entries)
        return next((run.prompts[0] for run in runs if run is not None and run.prompts), "")

    @Slot(object)
    def _choose(self, bar: Bar) -> None:
        self.facet_chosen.emit(bar.facet)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()


class _Section(QWidget):
    """A heading and its chart; hidden while there is nothing to count."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.setObjectName(f"dashboard.{key}")
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._note = QLabel()
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self.chart = BarChart()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_HALF_PX, 0, SPACE_PX)
        column.setSpacing(SPACE_HALF_PX)
        for part in (self._title, self._note, self.chart):
            column.addWidget(part)
        self.hide()

    def show_chart(self, chart: Chart) -> None:
        """Show other figures."""
        self._title.setText(chart.title)
        self._note.setText(chart.note)
        self._note.setVisible(bool(chart.note))
        self.chart.show_chart(chart)
        self.setVisible(any(bar.count for bar in chart.bars))
