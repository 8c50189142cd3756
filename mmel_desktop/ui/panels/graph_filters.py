"""What of a relationship graph is drawn: the kind of relation, how strong at least, how many per region."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.ui.panels.segmented_choice import SegmentedChoice
from mmel_desktop.ui.panels.value_slider import ValueSlider
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.spoken_label import give_spoken_label
from mmel_desktop.ui.theme import SPACE_PX
from mmel_desktop.ui.translation import tr

PER_REGION_CHOICES = (1, 2, 3, 5, 8, 12)
KINDS = ("semantic", "attention", "interaction")


class GraphFilters(QWidget):
    """Changes the display settings that say which relations are drawn, on the image as well.

    Args:
        state: what all panels share.
        parent: Qt owner.
    """

    def __init__(self, state: ReviewState, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = state
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_PX)
        self.kind_choice = SegmentedChoice(tr("Kind of relation"), self)
        self.kind_choice.set_choices(
            [kind_name(kind) for kind in KINDS],
            [
                tr("Regions whose patches belong together for this prompt."),
                tr("Regions that pay attention to one another inside the model, whatever the prompt."),
                tr("Regions that need or replace one another, measured by removing them."),
            ],
        )
        self.kind_choice.chosen.connect(lambda row: self._state.change_display(relation_kind=KINDS[row]))
        column.addWidget(self.kind_choice)
        column.addLayout(self._build_row())

    def _build_row(self) -> QHBoxLayout:
        self.minimum = ValueSlider(
            tr("At least"),
            tr("Relations weaker than this are not drawn, here and on the image."),
            self,
            name_width_px=50,
        )
        self.minimum.value_changed.connect(lambda v: self._state.change_display(relation_minimum=v))
        self.per_region = QComboBox(self)
        # Not by a click, after which the letters of verdicts would choose entries here.
        self.per_region.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for count in PER_REGION_CHOICES:
            self.per_region.addItem(tr("Top {count}").format(count=count), count)
        give_spoken_label(self.per_region, tr("Relations per region"))
        self.per_region.setToolTip(tr("How many of its strongest relations each region shows."))
        self.per_region.activated.connect(
            lambda row: self._state.change_display(relations_per_region=self.per_region.itemData(row))
        )
        row = QHBoxLayout()
        row.setSpacing(SPACE_PX)
        row.addWidget(self.minimum, 1)
        row.addWidget(self.per_region)
        return row

    def show_display(self, display: DisplaySettings) -> None:
        """Bring the controls in line with the display settings."""
        self.kind_choice.show_choice(KINDS.index(display.relation_kind))
        self.minimum.show_value(display.relation_minimum)
        self.minimum.setEnabled(display.relation_kind != "interaction")
        row = self.per_region.findData(display.relations_per_region)
        if row < 0:
            text = tr("Top {count}").format(count=display.relations_per_region)
            self.per_region.addItem(text, display.relations_per_region)
        self.per_region.setCurrentIndex(self.per_region.findData(display.relations_per_region))


def kind_name(kind: str) -> str:
    """A kind of relation in the user's language."""
    names = {"semantic": tr("semantic"), "attention": tr("attention"), "interaction": tr("interaction")}
    return names[kind]
