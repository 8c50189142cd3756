"""The removal curve in the evidence panel: what the score does while the map's patches leave or enter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mmel_desktop.core.measured_probes import MeasuredCurves
from mmel_desktop.ui.canvas.probe_layer import UNCHANGED, change_text, score_text
from mmel_desktop.ui.panels.curve_chart import CurveChart
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import SPACE_PX, theme_colours
from mmel_desktop.ui.translation import tr


class RemovalSection(QWidget):
    """Button, chart and reading of the curve of the shown prompt."""

    def __init__(self, state: ReviewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        heading = QLabel(tr("Removal curve"), self)
        heading.setProperty("role", "title")
        self.measure = QPushButton(tr("Measure"), self)
        self.measure.setAccessibleName(tr("Measure the removal curve"))
        self.measure.setToolTip(
            tr("Take the patches away, and put them in, by falling evidence, and ask the model each time.")
        )
        self.measure.clicked.connect(self._state.ask_removal)
        head = QHBoxLayout()
        head.setSpacing(SPACE_PX)
        head.addWidget(heading, 1)
        head.addWidget(self.measure)
        self.hint = QLabel(self)
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.chart = CurveChart(self)
        self.legend = QLabel(self)
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setWordWrap(True)
        self.meaning = QLabel(self)
        self.meaning.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_PX)
        column.addLayout(head)
        for part in (self.hint, self.chart, self.legend, self.meaning):
            column.addWidget(part)
        for signal in (
            state.explanation_changed,
            state.prompt_changed,
            state.probes_changed,
            state.probing_changed,
        ):
            signal.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self, _: object = None) -> None:
        """Show the curve of the shown prompt, or offer to measure it."""
        state = self._state
        explanation = state.explanation
        self.setVisible(explanation is not None)
        curves = None
        if explanation is not None:
            curves = state.probes.curves.get(explanation.prompts[state.prompt_index].text)
        self.measure.setVisible(curves is None)
        self.measure.setEnabled(not state.probing)
        self.chart.show_curves(curves)
        self.legend.setText(legend_text(curves) if curves is not None else "")
        self.meaning.setText(meaning_text(curves) if curves is not None else "")
        for part in (self.chart, self.legend, self.meaning):
            part.setVisible(curves is not None)
        hint = ""
        if curves is None and state.probing:
            hint = tr("asking the model…")
        elif curves is None:
            hint = tr("How fast does the score fall when what the map points at is taken away first?")
        elif not state.probes_recorded:
            hint = tr("Not in the record: this session cannot be written.")
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))


def legend_text(curves: MeasuredCurves) -> str:
    """Names and means of both curves in their colours, as rich text."""
    colours = theme_colours()
    means = (sum(scores) / len(scores) for scores in (curves.deletion, curves.insertion))
    names = (
        (colours.accent, "●", tr("deletion, mean {mean}")),
        (colours.evidence, "■", tr("insertion, mean {mean}")),
    )
    return "&nbsp;&nbsp; ".join(
        f"<span style='color: {colour}'>{mark}</span> {text.format(mean=score_text(mean))}"
        for (colour, mark, text), mean in zip(names, means, strict=True)
    )


def meaning_text(curves: MeasuredCurves) -> str:
    """One sentence that says what the curves mean for the map."""
    gap = curves.insertion_minus_deletion
    figure = tr("Insertion − deletion {gap}.").format(gap=change_text(gap))
    if gap > UNCHANGED:
        return figure + " " + tr("The patches the map points at carry more of the score than the others.")
    return figure + " " + tr("The patches the map points at carry no more of the score than the others.")
