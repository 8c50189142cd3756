"""Probes in the evidence panel: remove the selected regions or keep them alone, and read the scores."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mmel_desktop.core.measured_probes import MeasuredRegions
from mmel_desktop.core.visible_text import on_one_line
from mmel_desktop.ui.canvas.probe_layer import (
    UNCHANGED,
    change_text,
    interaction_text,
    probe_meaning,
    regions_text,
    score_text,
)
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.theme import SPACE_HALF_PX, SPACE_PX, theme_colours
from mmel_desktop.ui.translation import tr


class ProbeSection(QWidget):
    """Buttons and results of the probes on the selected regions."""

    def __init__(self, state: ReviewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        # Takes what its texts need and no more: the panel's spare height belongs below the last check.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_PX)
        self.heading = QLabel(self)
        self.heading.setProperty("role", "title")
        column.addWidget(self.heading)
        column.addLayout(self._build_buttons())
        self.hint = _muted("", self)
        column.addWidget(self.hint)
        self._table = QWidget(self)
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(SPACE_HALF_PX)
        self._grid.setColumnStretch(0, 1)
        self.meaning = QLabel(self)
        self.meaning.setTextFormat(Qt.TextFormat.PlainText)
        self.meaning.setWordWrap(True)
        column.addWidget(self.meaning)
        column.addWidget(self._table)
        for signal in (
            state.explanation_changed,
            state.prompt_changed,
            state.selected_regions_changed,
            state.probes_changed,
            state.probe_view_changed,
            state.probing_changed,
        ):
            signal.connect(self.refresh)
        self.refresh()

    def _build_buttons(self) -> QHBoxLayout:
        self.remove = QPushButton(tr("Remove"), self)
        self.remove.setToolTip(tr("Take the selected regions away and ask the model again."))
        self.keep = QPushButton(tr("Keep only"), self)
        self.keep.setToolTip(tr("Give the model nothing but the selected regions and ask again."))
        self.interact = QPushButton(tr("Interaction"), self)
        self.interact.setToolTip(tr("Measure whether the two selected regions need or replace one another."))
        self.remove.clicked.connect(lambda: self._state.ask_probe("remove"))
        self.keep.clicked.connect(lambda: self._state.ask_probe("keep"))
        self.interact.clicked.connect(lambda: self._state.ask_interaction())
        row = QHBoxLayout()
        row.setSpacing(SPACE_PX)
        for button in (self.remove, self.keep, self.interact):
            button.setAccessibleName(tr("Probe: {what}").format(what=button.text()))
            button.setAccessibleDescription(button.toolTip())
            row.addWidget(button)
        self.remove.setCheckable(True)
        self.keep.setCheckable(True)
        row.addStretch(1)
        return row

    # ---------------------------------------------------------------- content

    @Slot()
    def refresh(self, _: object = None) -> None:
        """Show what is selected and what was measured of it."""
        state = self._state
        selected = state.selected_regions
        self.setVisible(state.explanation is not None)
        self.heading.setText(
            tr("Ask the model about {regions}").format(regions=regions_text(selected))
            if selected
            else tr("Ask the model")
        )
        self.remove.setEnabled(bool(selected))
        self.keep.setEnabled(bool(selected))
        self.interact.setEnabled(len(selected) == 2)
        self.remove.setChecked(state.probe_view == "remove")
        self.keep.setChecked(state.probe_view == "keep")
        measured = state.probes.of(selected) if selected else None
        self._fill_table(measured)
        self._say(measured)

    def _say(self, measured: MeasuredRegions | None) -> None:
        state = self._state
        hint = ""
        if not state.selected_regions:
            hint = tr("Select a region, then remove it or keep it alone: the score tells whether it matters.")
        elif state.probing:
            hint = tr("asking the model…")
        elif measured is not None and not state.probes_recorded:
            hint = tr("Not in the record: this session cannot be written.")
        elif measured is not None:
            hint = tr("Recorded with this explanation.")
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        lines = []
        if measured is not None:
            lines.append(probe_meaning(measured, "remove", state.prompt_index))
            lines.append(probe_meaning(measured, "keep", state.prompt_index))
        if len(state.selected_regions) == 2:
            interaction = state.probes.interaction(*state.selected_regions)
            if interaction is not None:
                text = interaction_text(interaction, state.prompt_index)
                lines.append(tr("The two regions: {text}").format(text=text))
        self.meaning.setText("\n".join(lines))
        self.meaning.setVisible(bool(lines))

    def _fill_table(self, measured: MeasuredRegions | None) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        explanation = self._state.explanation
        self._table.setVisible(measured is not None)
        if measured is None or explanation is None:
            return
        for column, title in enumerate(("", tr("whole"), tr("without"), tr("alone"))):
            self._put(_figure(title, muted=True), 0, column)
        for number, prompt in enumerate(explanation.prompts):
            name = QLabel(on_one_line(prompt.text))
            name.setTextFormat(Qt.TextFormat.PlainText)
            name.setWordWrap(True)
            if number == self._state.prompt_index:
                name.setProperty("role", "title")
            row = number + 1
            self._put(name, row, 0)
            self._put(_figure(score_text(measured.scores[number])), row, 1)
            self._put(_change(measured.scores[number], measured.scores_without[number]), row, 2)
            self._put(_change(measured.scores[number], measured.scores_alone[number]), row, 3)

    def table_texts(self) -> list[list[str]]:
        """What stands in the table, row by row; empty while nothing was measured."""
        cells: dict[int, list[str]] = {}
        for position in range(self._grid.count()):
            row, _, _, _ = cast("tuple[int, int, int, int]", self._grid.getItemPosition(position))
            item = self._grid.itemAt(position)
            widget = cast("QLabel", item.widget() if item is not None else None)
            cells.setdefault(row, []).append(widget.accessibleName() or widget.text())
        return [cells[row] for row in sorted(cells)]

    def _put(self, widget: QWidget, row: int, column: int) -> None:
        self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)


def _change(before: float, after: float) -> QLabel:
    """The new score with its change below it; a fall in the colour of a loss, a rise in that of a gain."""
    change = after - before
    label = _figure("")
    colours = theme_colours()
    colour = colours.text_muted
    if abs(change) >= UNCHANGED:
        colour = colours.danger if change < 0 else colours.ok
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText(f"{score_text(after)}<br><span style='color: {colour}'>{change_text(change)}</span>")
    label.setAccessibleName(f"{score_text(after)}, {change_text(change)}")
    return label


def _figure(text: str, *, muted: bool = False) -> QLabel:
    label = QLabel(text)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    label.setProperty("role", "muted" if muted else "figure")
    return label


def _muted(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label
