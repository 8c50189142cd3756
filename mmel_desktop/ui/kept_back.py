"""Which images a blind reviewer has not judged yet: nothing that others did on them may be told."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from mmel_desktop.ui.review_controller import ReviewController


class KeptBack(QObject):
    """Follows the review; empty while it is not blind, and in a session that nobody can judge in.

    Attributes:
        changed: other images are kept back now, or names are hidden or shown again.

    Args:
        review: decides what is kept back.
        parent: Qt owner.
    """

    changed = Signal()

    def __init__(self, review: ReviewController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._review = review
        self._index = review.session.index
        self.image_ids: frozenset[str] = frozenset()
        self.names_hidden = False
        self._index.reset.connect(self.find)
        self._index.entry_changed.connect(self._look_at)
        review.blind_changed.connect(self.find)
        review.session.changed.connect(self.find)

    @Slot()
    @Slot(object)
    def find(self, _: object = None) -> None:
        """Look at every image."""
        self._keep(self._review.withheld_images())

    @Slot(str)
    def _look_at(self, image_id: str) -> None:
        entry = self._index.entry(image_id)
        if entry is not None and self._review.is_withheld(entry) != (image_id in self.image_ids):
            self._keep(self.image_ids ^ {image_id})

    def _keep(self, image_ids: frozenset[str]) -> None:
        if (image_ids, self._review.names_hidden) != (self.image_ids, self.names_hidden):
            self.image_ids, self.names_hidden = image_ids, self._review.names_hidden
            self.changed.emit()
