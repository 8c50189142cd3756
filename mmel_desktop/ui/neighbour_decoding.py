"""The images beside the shown one are decoded while it is looked at, so that going on shows them at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from mmel_desktop.ui.background.image_loading import ImageLoader
from mmel_desktop.ui.case_index import CaseIndex
from mmel_desktop.ui.review_state import ReviewState

STAY_MS = 200
"""An image must stay this long: whoever runs through a gallery needs none of those in between."""
NEIGHBOURS = (1, -1)
"""Places in the gallery, the likelier first."""


class NeighbourDecoding(QObject):
    """Has the images before and after the shown one decoded.

    Args:
        state: which image is shown.
        shown_order: ids of the images the gallery shows, in its order.
        index: their records.
        images: decodes them; keeps as many as its memory allows.
        parent: Qt owner.
    """

    def __init__(
        self,
        state: ReviewState,
        shown_order: Callable[[], tuple[str, ...]],
        index: CaseIndex,
        images: ImageLoader,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._shown_order, self._index, self._images = state, shown_order, index, images
        self._stay = QTimer(self)
        self._stay.setSingleShot(True)
        self._stay.setInterval(STAY_MS)
        self._stay.timeout.connect(self._decode)
        state.image_changed.connect(lambda _: self._stay.start())

    @Slot()
    def _decode(self) -> None:
        image, order = self._state.image, self._shown_order()
        if image is None or image.image_id not in order:
            return
        here = order.index(image.image_id)
        for step in NEIGHBOURS:
            entry = self._index.entry(order[here + step]) if 0 <= here + step < len(order) else None
            if entry is not None:
                self._images.decode_ahead(entry.image)
