"""The gallery as a list model: filtered and sorted entries of the case index, thumbnails on demand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from mmel_desktop.ui.background.image_loading import ImageLoader
from mmel_desktop.ui.case_index import CaseEntry, CaseIndex

ENTRY_ROLE = Qt.ItemDataRole.UserRole
SCORE_ROLE = Qt.ItemDataRole.UserRole + 1

FILTERS: dict[str, tuple[str, Callable[[CaseEntry], bool]]] = {
    "all": ("All images", lambda _entry: True),
    "to_review": ("To review", lambda entry: not entry.reviewed),
    "reviewed": ("Reviewed", lambda entry: entry.reviewed),
    "failures": ("Failures", lambda entry: entry.is_failure),
    "failed_checks": ("Failed checks", lambda entry: entry.worst_verdict() == "fail"),
    "annotated": ("Annotated", lambda entry: entry.annotation_count > 0),
    "not_explained": ("Not explained", lambda entry: entry.run is None),
}
SORTS = {"added": "As added", "name": "Name", "score": "Score", "suspicion": "Suspicion"}

_Index = QModelIndex | QPersistentModelIndex


class GalleryModel(QAbstractListModel):
    """Entries that pass the filter, in the chosen order.

    Filtering and sorting happen here and not in a ``QSortFilterProxyModel``, which would call back into
    Python for every comparison; one sort by key stays fast with 10,000 images.

    Args:
        index: what there is.
        images: makes the thumbnails.
        parent: Qt owner.
    """

    def __init__(self, index: CaseIndex, images: ImageLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._case = index
        self._images = images
        self._text = ""
        self._filter = "all"
        self._sort = "added"
        self._prompt = ""
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        index.reset.connect(self.rebuild)
        index.entry_changed.connect(self._update_entry)
        images.thumbnail_ready.connect(self._update_thumbnail)
        self.rebuild()

    # ------------------------------------------------------------------------------ choosing

    def set_text(self, text: str) -> None:
        """Keep images whose name, rationale or notes contain every word of the text."""
        self._text = text
        self.rebuild()

    def set_filter(self, name: str) -> None:
        """Keep images of a kind; a key of ``FILTERS``."""
        self._filter = name
        self.rebuild()

    def set_sort(self, name: str) -> None:
        """Order by a key of ``SORTS``; score and suspicion run from the largest down."""
        self._sort = name
        self.rebuild()

    def set_prompt(self, prompt: str) -> None:
        """Show (and sort by) the scores of this prompt."""
        if prompt == self._prompt:
            return
        self._prompt = prompt
        if self._sort == "score":
            self.rebuild()
        elif self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1), [SCORE_ROLE])

    @property
    def is_filtered(self) -> bool:
        """True when a filter may hide images."""
        return bool(self._text.strip()) or self._filter != "all"

    @Slot()
    def rebuild(self) -> None:
        """Apply filter and order to everything."""
        self.beginResetModel()
        words = self._text.casefold().split()
        passes = FILTERS[self._filter][1]
        entries = [entry for entry in self._case.entries if passes(entry) and _contains(entry, words)]
        entries.sort(key=self._sort_key())
        self._ids = [entry.image.image_id for entry in entries]
        self._rows = {image_id: row for row, image_id in enumerate(self._ids)}
        self.endResetModel()

    def _sort_key(self) -> Callable[[CaseEntry], Any]:
        if self._sort == "name":
            return lambda entry: entry.image.identity.name.casefold()
        if self._sort == "score":
            return lambda entry: -score if (score := entry.score(self._prompt)) is not None else 2.0
        if self._sort == "suspicion":
            return lambda entry: tuple(-part for part in entry.suspicion)
        return lambda entry: entry.image.position

    # ------------------------------------------------------------------------------ reading

    def row_of(self, image_id: str) -> int:
        """Row of an image, -1 when the filter hides it."""
        return self._rows.get(image_id, -1)

    def image_id_at(self, row: int) -> str:
        """Image id at a row."""
        return self._ids[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._case.entry(self._ids[index.row()])
        if entry is None:
            return None
        if role == ENTRY_ROLE:
            return entry
        if role == SCORE_ROLE:
            return entry.score(self._prompt)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._images.thumbnail(entry.image)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.image.identity.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return describe(entry)
        return None

    # ------------------------------------------------------------------------------ following

    @Slot(str)
    def _update_entry(self, image_id: str) -> None:
        # It keeps its place until filter or order are chosen again: rows must not jump away under the pointer
        # of somebody who is judging them.
        self._touch(image_id, [])

    @Slot(str)
    def _update_thumbnail(self, image_id: str) -> None:
        self._touch(image_id, [Qt.ItemDataRole.DecorationRole])

    def _touch(self, image_id: str, roles: list[int]) -> None:
        row = self.row_of(image_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row), roles)


def describe(entry: CaseEntry) -> str:
    """Everything the gallery knows of an image, in words, for tooltip and screen reader."""
    lines = [
        f"{entry.image.identity.name} · {entry.image.identity.width_px} × {entry.image.identity.height_px}"
    ]
    if entry.run is None:
        lines.append("Not explained yet")
    else:
        lines += [
            f"{prompt}: {score:.3f}"
            for prompt, score in zip(entry.run.prompts, entry.run.scores, strict=True)
        ]
        lines.append(f"Trust checks: {entry.worst_verdict()}")
    lines.append(f"Verdict: {entry.review.verdict.replace('_', ' ')}")
    if entry.annotation_count:
        lines.append(f"{entry.annotation_count} annotation{'' if entry.annotation_count == 1 else 's'}")
    return "\n".join(lines)


def _contains(entry: CaseEntry, words: list[str]) -> bool:
    text = f"{entry.image.identity.name} {entry.review.rationale} {entry.review.notes}".casefold()
    return all(word in text for word in words)
