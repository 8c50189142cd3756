"""The gallery as a list model: filtered and sorted entries of the case index, thumbnails on demand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.core.visible_text import on_one_line
from mmel_desktop.ui.background.image_loading import ImageLoader
from mmel_desktop.ui.case_index import CaseEntry, CaseIndex, hidden_name
from mmel_desktop.ui.panels.gallery_query import FILTERS, Facet, describe, matches, sort_key
from mmel_desktop.ui.plain_tip import plain_tip

ENTRY_ROLE = Qt.ItemDataRole.UserRole
SCORE_ROLE = Qt.ItemDataRole.UserRole + 1
NAME_ROLE = Qt.ItemDataRole.UserRole + 2
WITHHELD_ROLE = Qt.ItemDataRole.UserRole + 3

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
        self._facet: Facet | None = None
        self._sort = "added"
        self._prompt = ""
        self._taxonomy = DEFAULT_TAXONOMY
        self._names_hidden = False
        self._is_withheld: Callable[[CaseEntry], bool] = lambda _entry: False
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        index.reset.connect(self.rebuild)
        index.entry_changed.connect(self._update_entry)
        images.thumbnail_ready.connect(self._update_thumbnail)
        self.rebuild()

    # ------------------------------------------------------------------------------ choosing

    def set_text(self, text: str) -> None:
        """Keep images whose name, rationale, notes or annotations contain every word of the text."""
        self._text = text
        self.rebuild()

    @Slot(object)
    def set_taxonomy(self, taxonomy: Taxonomy) -> None:
        """Look for failures by the words of another taxonomy."""
        self._taxonomy = taxonomy
        if self._text.strip():
            self.rebuild()

    def set_filter(self, name: str) -> None:
        """Keep images of a kind; a key of ``FILTERS``."""
        self._filter = name
        self.rebuild()

    def set_facet(self, facet: Facet | None) -> None:
        """Keep images that also pass a filter from elsewhere; None takes it off."""
        self._facet = facet
        self.rebuild()

    def set_sort(self, name: str) -> None:
        """Order by a key of ``SORTS``."""
        self._sort = name
        self.rebuild()

    def set_prompt(self, prompt: str) -> None:
        """Show (and sort by) the scores of this prompt."""
        if prompt == self._prompt:
            return
        self._prompt = prompt
        if self._sort in ("score", "lowest_score"):
            self.rebuild()
        elif self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1), [SCORE_ROLE])

    def set_blind(self, is_withheld: Callable[[CaseEntry], bool], *, names_hidden: bool) -> None:
        """Choose what is kept back: scores and checks of some images, and names of all.

        Args:
            is_withheld: True for an image whose explanation this reviewer must not see yet.
            names_hidden: numbers instead of names.
        """
        self._is_withheld, self._names_hidden = is_withheld, names_hidden
        self.rebuild()

    @property
    def is_filtered(self) -> bool:
        """True when a filter may hide images."""
        return bool(self._text.strip()) or self._filter != "all" or self._facet is not None

    @property
    def facet(self) -> Facet | None:
        """The filter from elsewhere that is on."""
        return self._facet

    @Slot()
    def rebuild(self) -> None:
        """Apply filter and order to everything."""
        self.beginResetModel()
        words = self._text.casefold().split()
        passes = FILTERS[self._filter][1]
        kept = self._facet.keeps if self._facet is not None else passes
        # What passes, and where it stands, must not tell a blind reviewer what the entry itself does not.
        entries = [
            entry
            for entry in map(self._known, self._case.entries)
            if passes(entry)
            and kept(entry)
            and matches(entry, words, names_hidden=self._names_hidden, taxonomy=self._taxonomy)
        ]
        entries.sort(key=sort_key(self._sort, self._prompt))
        self._ids = [entry.image.image_id for entry in entries]
        self._rows = {image_id: row for row, image_id in enumerate(self._ids)}
        self.endResetModel()

    def _known(self, entry: CaseEntry) -> CaseEntry:
        """The entry as far as this reviewer may know it."""
        return entry.as_withheld() if self._is_withheld(entry) else entry

    # ------------------------------------------------------------------------------ reading

    def row_of(self, image_id: str) -> int:
        """Row of an image, -1 when the filter hides it."""
        return self._rows.get(image_id, -1)

    def image_id_at(self, row: int) -> str:
        """Image id at a row."""
        return self._ids[row]

    @property
    def image_ids(self) -> tuple[str, ...]:
        """Every image that passes, in the shown order."""
        return tuple(self._ids)

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
            return None if self._is_withheld(entry) else entry.score(self._prompt)
        if role == WITHHELD_ROLE:
            return self._is_withheld(entry)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._images.thumbnail(entry.image)
        if role in (Qt.ItemDataRole.DisplayRole, NAME_ROLE):
            return hidden_name(entry) if self._names_hidden else on_one_line(entry.image.identity.name)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            withheld = self._is_withheld(entry)
            told = replace(entry, annotations=()) if withheld else entry  # others' marks are a verdict, too
            text = describe(told, names_hidden=self._names_hidden, withheld=withheld)
            return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        return None

    def shown_name(self, image_id: str) -> str:
        """What an image is called now: its name, or a number while names are hidden; "" if unknown."""
        return self._case.shown_name(image_id)

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
