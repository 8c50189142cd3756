"""A choice of the gallery, of which a blind review offers only what tells nothing."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox


class GalleryChoice(QComboBox):
    """One of the filters or orders, by its key.

    Args:
        choices: key → label; the first one tells nothing and takes the place of one that is not offered.
        name: what is chosen, for screen readers.
        tip: what the choices mean; may be empty.
    """

    def __init__(self, choices: dict[str, str], name: str, tip: str = "") -> None:
        super().__init__()
        for key, label in choices.items():
            self.addItem(label, key)
        self.setToolTip(tip or name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(tip)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(len(choices))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        # The list is as wide as its longest entry, the closed box as narrow as the panel wants it.
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 32)

    def offer(self, keys: Collection[str], reason: str) -> None:
        """Offer only some choices.

        Args:
            keys: of those that are offered.
            reason: why the others are not; told by their tooltips.
        """
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        if self.currentData() not in keys:
            self.setCurrentIndex(0)
        for row in range(self.count()):
            offered = self.itemData(row) in keys
            model.item(row).setEnabled(offered)
            self.setItemData(row, "" if offered else reason, Qt.ItemDataRole.ToolTipRole)
