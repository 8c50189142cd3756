"""The name of the shown image in full, its size, and which one of how many it is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from mmel_desktop.core.visible_text import on_one_line
from mmel_desktop.ui.panels.gallery_model import GalleryModel
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.translation import tr

WIDEST_NAME_PX = 320
LEAST_PX = 80


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
        self._name = self._facts = ""
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
        name = on_one_line(self._gallery.shown_name(image.image_id)) if image is not None else ""
        self.setVisible(bool(name))
        if image is None or not name:
            return
        identity, row = image.identity, self._gallery.row_of(image.image_id)
        facts = [f"{identity.width_px} × {identity.height_px}"]
        if row >= 0:
            facts.append(tr("{number} of {count}").format(number=row + 1, count=self._gallery.rowCount()))
        self._name, self._facts = name, "".join(f" · {fact}" for fact in facts)
        self.setToolTip(plain_tip(name))
        self.setAccessibleDescription(name + self._facts)
        self.updateGeometry()
        self._write()

    def _write(self) -> None:
        """Cut the name, never the facts, to the room there is."""
        metrics = self.fontMetrics()
        room = min(WIDEST_NAME_PX, self.width() - metrics.horizontalAdvance(self._facts))
        wide = (
            metrics.horizontalAdvance(self._name) <= WIDEST_NAME_PX
            and self.width() >= self.sizeHint().width()
        )
        name = self._name if wide else metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)
        self.setText(name + self._facts)

    def sizeHint(self) -> QSize:
        # Of the whole text, so that it grows back when there is room again.
        metrics = self.fontMetrics()
        name_px = min(metrics.horizontalAdvance(self._name), WIDEST_NAME_PX)
        return QSize(name_px + metrics.horizontalAdvance(self._facts) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        # The same for every image: the window's least width must not follow the names.
        return QSize(LEAST_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()
