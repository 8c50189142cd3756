"""A choice of the gallery, of which a blind review offers only what tells nothing."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox

from mmel_desktop.ui.spoken_label import give_spoken_label


class GalleryChoice(QComboBox):
    """One of the filters or orders, by its key.

    Args:
        choices: key → label; the first one tells nothing and takes the place of one that is not offered.
        name: what is chosen, for screen readers.
        tip: what the choices mean; may be empty.
    """

    def __init__(self, choices: dict[str, str], name: str, tip: str = "") -> None:
        super().__init__()
        self._put_away = ""
        # Not by a click, after which the letters of verdicts would choose entries here.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for key, label in choices.items():
            self.addItem(label, key)
        self.setToolTip(tip or name)
        give_spoken_label(self, name)
        self.setAccessibleDescription(tip)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(len(choices))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        # The list is as wide as its longest entry, the closed box as narrow as the panel wants it.
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 32)
        self.currentIndexChanged.connect(self._forget_put_away)

    def offer(self, keys: Collection[str], reason: str) -> None:
        """Offer only some choices.

        One that is chosen and no longer offered is put away, and chosen again once it is offered, unless
        another one was chosen meanwhile.

        Args:
            keys: of those that are offered.
            reason: why the others are not; told by their tooltips.
        """
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        put_away = self._put_away
        if self.currentData() not in keys:
            put_away = put_away or self.currentData()
            self.setCurrentIndex(0)
        elif put_away in keys:
            self.setCurrentIndex(self.findData(put_away))
        self._put_away = "" if put_away in keys else put_away
        for row in range(self.count()):
            offered = self.itemData(row) in keys
            model.item(row).setEnabled(offered)
            self.setItemData(row, "" if offered else reason, Qt.ItemDataRole.ToolTipRole)

    @Slot(int)
    def _forget_put_away(self, _: int) -> None:
        self._put_away = ""
