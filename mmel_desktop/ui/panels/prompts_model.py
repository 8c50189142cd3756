"""The session's prompts with the scores the shown explanation gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from mmel_desktop.core.explanation import Explanation, PromptResult
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.translation import tr

ROW_ROLE = Qt.ItemDataRole.UserRole
WAITING_ROLE = Qt.ItemDataRole.UserRole + 1
"""What stands where a prompt has no score yet."""
_MIME = "application/x-mmel-prompt-row"

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class PromptRow:
    """One prompt.

    Attributes:
        text: as the session has it.
        result: what the shown explanation says of it; None when it was not asked.
        full_scale: cosine at which the score bar is full, the same for all rows.
    """

    text: str
    result: PromptResult | None
    full_scale: float


class PromptsModel(QAbstractListModel):
    """Rows that can be edited in place and dragged into another order.

    Attributes:
        prompts_edited: the analyst changed the prompts; the new tuple.
        editable: whether rows may be changed.
        by_score: rows stand in the order of the shown image's scores, the highest first; the session's own
            order stays as it is.
        withheld: True while scores are kept back for a blind verdict.
    """

    prompts_edited = Signal(tuple)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._prompts: tuple[str, ...] = ()
        self._results: dict[str, PromptResult] = {}
        self._full_scale = 0.4
        self.editable = False
        self.by_score = False
        self._rows: tuple[str, ...] = ()
        self.withheld = False

    @property
    def prompts(self) -> tuple[str, ...]:
        """Prompts in the session's order, whatever the order of the rows."""
        return self._prompts

    def text_at(self, row: int) -> str:
        """The prompt of a row."""
        return self._rows[row]

    def show(self, prompts: Sequence[str], explanation: Explanation | None) -> None:
        """Show these prompts with the results of an explanation."""
        self.beginResetModel()
        self._prompts = tuple(prompts)
        self._results = {result.text: result for result in explanation.prompts} if explanation else {}
        scores = [result.score for result in self._results.values()]
        self._full_scale = max(0.4, *scores) if scores else 0.4
        self._rows = tuple(sorted(prompts, key=self._rank)) if self.by_score else self._prompts
        self.endResetModel()

    def _rank(self, text: str) -> float:
        """Highest score first, then the prompts that were not asked yet."""
        result = self._results.get(text)
        return float("inf") if result is None else -result.score

    def row_of(self, text: str) -> int:
        """Row of a prompt, -1 when it is not among them."""
        return self._rows.index(text) if text in self._rows else -1

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._prompts)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        text = self._rows[index.row()]
        result = self._results.get(text)
        if role == ROW_ROLE:
            return PromptRow(text, result, self._full_scale)
        if role == WAITING_ROLE:
            return tr("shown after your verdict") if self.withheld else tr("not explained yet")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(describe(text, result))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return describe(text, result).replace("\n", "; ")
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not text:
            return False
        if text in self._prompts:
            return False
        before = self._rows[index.row()]
        self.prompts_edited.emit(tuple(text if prompt == before else prompt for prompt in self._prompts))
        return True

    # ------------------------------------------------------------------------------ dragging rows

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not self.editable:
            return flags
        if self.by_score:  # there is no place to drag to
            return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, str(indexes[0].row()).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        if not data.hasFormat(_MIME):
            return False
        source = int(bytes(data.data(_MIME).data()).decode())
        target = row if row >= 0 else parent.row() if parent.isValid() else len(self._prompts)
        self.move(source, target - 1 if target > source else target)
        # False: the view must not remove the dragged row itself, the new order comes back with the session.
        return False

    def move(self, source: int, target: int) -> None:
        """Ask for a prompt to stand at another row."""
        order = list(self._prompts)
        if self.by_score:
            return
        if 0 <= source < len(order) and 0 <= target < len(order) and source != target:
            order.insert(target, order.pop(source))
            self.prompts_edited.emit(tuple(order))


def describe(text: str, result: PromptResult | None) -> str:
    """A prompt's result in words, for tooltip and screen reader."""
    if result is None:
        return "\n".join((text, tr("Not explained yet")))
    lines = [
        text,
        tr("Cosine {score:.4f}: similarity of image and prompt, from -1 to 1.").format(score=result.score),
        tr("Softmax {share:.1%}: share among these prompts at the model's own temperature.").format(
            share=result.softmax
        ),
    ]
    if not result.evidence_found:
        lines.append(tr("No positive evidence was found in the image; there is nothing to paint."))
    if result.unseen_words:
        text = tr("Words this model never met in training: {words}. Its score for them means little.")
        lines.append(text.format(words=", ".join(result.unseen_words)))
    if result.truncated:
        text = tr("Too long for the model: {count} tokens, the end was cut off.")
        lines.append(text.format(count=result.token_count))
    return "\n".join(lines)
