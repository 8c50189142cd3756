"""The bar above the canvas while two things are compared: what stands on which side, and how."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from mmel_desktop.ui.canvas.compared_state import OtherSide
from mmel_desktop.ui.icons import themed_icon
from mmel_desktop.ui.panels.elided_label import ElidedLabel
from mmel_desktop.ui.panels.segmented_choice import SegmentedChoice
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.spoken_label import give_spoken_label
from mmel_desktop.ui.theme import SPACE_PX
from mmel_desktop.ui.translation import tr

MODES = ("beside", "swipe")


class CompareBar(QWidget):
    """Left: what the review shows. Middle: side by side or swipe. Right: what it is compared with.

    Attributes:
        mode_chosen: one of ``MODES``.
        side_chosen: an :class:`OtherSide`.
        closed: the comparison shall end.
    """

    mode_chosen = Signal(str)
    side_chosen = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.left = ElidedLabel(parent=self)
        self.left.setProperty("role", "title")
        self.mode = SegmentedChoice(tr("Way of comparing"), self)
        self.mode.set_choices(
            [tr("side by side"), tr("swipe")],
            [tr("Both beside one another; zoom and place are shared."), tr("One over the other.")],
        )
        self.mode.chosen.connect(lambda position: self.mode_chosen.emit(MODES[position]))
        self.sides = QComboBox(self)
        # Not by a click, after which the letters of verdicts would choose entries here.
        self.sides.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        give_spoken_label(self.sides, tr("Compared with"))
        self.sides.setToolTip(
            tr("Another prompt, another explanation of this image (by another method or model), or no map.")
        )
        self.sides.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sides.setMinimumContentsLength(18)
        self.sides.activated.connect(lambda row: self.side_chosen.emit(self.sides.itemData(row)))
        self.close_button = QToolButton(self)
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName(tr("End the comparison"))
        self.close_button.setToolTip(tr("End the comparison."))
        self.close_button.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE_PX // 2, SPACE_PX, SPACE_PX // 2)
        row.setSpacing(SPACE_PX)
        row.addWidget(self.left, 2)
        row.addWidget(self.mode)
        # The label elides, the box cuts off: a run's model, method and time need the room.
        row.addWidget(self.sides, 3)
        row.addWidget(self.close_button)
        self.refresh_icons()

    def show_left(self, text: str) -> None:
        """Name what the review shows."""
        self.left.show_text(text)

    def show_sides(self, sides: Sequence[tuple[str, OtherSide]], chosen: OtherSide | None) -> None:
        """Offer what there is to compare with."""
        self.sides.clear()
        for name, side in sides:
            self.sides.addItem(name, side)
            self.sides.setItemData(self.sides.count() - 1, plain_tip(name), Qt.ItemDataRole.ToolTipRole)
        rows = [side for _, side in sides]
        self.sides.setCurrentIndex(rows.index(chosen) if chosen in rows else -1)

    def refresh_icons(self) -> None:
        """Draw the icon in the present theme's colours."""
        self.close_button.setIcon(themed_icon("close"))
