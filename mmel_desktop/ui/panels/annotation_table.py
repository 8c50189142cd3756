"""The annotations of the shown image as rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.core.visible_text import on_one_line
from mmel_desktop.ui.panels.annotation_origin import made_text
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.taxonomy_texts import code_text
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

COLUMNS = ("#", "effect", "severity", "status", "comment")
_HEADINGS = (
    "#",
    QT_TRANSLATE_NOOP("", "Effect"),
    QT_TRANSLATE_NOOP("", "Severity"),
    QT_TRANSLATE_NOOP("", "Status"),
    QT_TRANSLATE_NOOP("", "Comment"),
)
Index = QModelIndex | QPersistentModelIndex


class AnnotationTableModel(QAbstractTableModel):
    """Read-only rows, ordered by call-out number."""

    def __init__(self) -> None:
        super().__init__()
        self._annotations: tuple[Annotation, ...] = ()
        self._taxonomy = DEFAULT_TAXONOMY

    def show_taxonomy(self, taxonomy: Taxonomy) -> None:
        """Say the codes in the words of another taxonomy."""
        self._taxonomy = taxonomy
        if self._annotations:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(COLUMNS) - 1))

    def show(self, annotations: tuple[Annotation, ...]) -> None:
        """Replace the rows; rows that only changed keep their selection."""
        same_rows = [a.annotation_id for a in annotations] == [a.annotation_id for a in self._annotations]
        if same_rows and annotations:
            self._annotations = annotations
            self.dataChanged.emit(self.index(0, 0), self.index(len(annotations) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self._annotations = annotations
        self.endResetModel()

    def annotation(self, row: int) -> Annotation | None:
        """The annotation of a row."""
        return self._annotations[row] if 0 <= row < len(self._annotations) else None

    def row_of(self, annotation_id: str) -> int:
        """Row of an annotation; -1 when it is not here."""
        return next((r for r, a in enumerate(self._annotations) if a.annotation_id == annotation_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._annotations)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADINGS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        annotation = self.annotation(index.row())
        if annotation is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _texts(annotation, self._taxonomy)[index.column()]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            number, effect, severity, status, comment = _texts(annotation, self._taxonomy)
            text = tr("{number}: {effect}; severity {severity}; {status}").format(
                number=number, effect=effect, severity=severity, status=status
            )
            told = "\n".join(filter(None, (text, made_text(annotation), comment)))
            return plain_tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def _texts(annotation: Annotation, taxonomy: Taxonomy) -> tuple[str, str, str, str, str]:
    severity = code_text(taxonomy, "severity", annotation.severity)
    return (
        str(annotation.number),
        code_text(taxonomy, "effect", annotation.effect),
        "–" if annotation.severity == "not_assessed" else severity,
        code_text(taxonomy, "status", annotation.status),
        on_one_line(" ".join(annotation.comment.split())),
    )
