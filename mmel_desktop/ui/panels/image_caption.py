"""The name of the shown image in full, its size, and which one of how many it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QWidget

from mmel_desktop.ui.panels.gallery_model import GalleryModel
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.translation import tr

WIDEST_NAME_PX = 320


class ImageCaption(QLabel):
    """One line for the strip at the bottom: the gallery has no room for a long name.

    A name that is too long even here is cut in its middle; the tooltip has all of it.

    Args:
        state: says which image is shown.
        gallery: knows its place in the filtered order, and whether names are hidden.
        parent: Qt owner.
    """

    def __init__(self, state: ReviewState, gallery: GalleryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._gallery = gallery
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(tr("Shown image"))
        state.image_changed.connect(self.refresh)
        gallery.modelReset.connect(self.refresh)
        self.refresh()

    @Slot()
    @Slot(object)
    def refresh(self, _: object = None) -> None:
        """Read the state again."""
        image = self._state.image
        name = self._gallery.shown_name(image.image_id) if image is not None else ""
        self.setVisible(bool(name))
        if image is None or not name:
            return
        identity, row = image.identity, self._gallery.row_of(image.image_id)
        facts = [f"{identity.width_px} × {identity.height_px}"]
        if row >= 0:
            facts.append(tr("{number} of {count}").format(number=row + 1, count=self._gallery.rowCount()))
        cut = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, WIDEST_NAME_PX)
        self.setText(" · ".join((cut, *facts)))
        self.setToolTip(name)
        self.setAccessibleDescription(" · ".join((name, *facts)))
