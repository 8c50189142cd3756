"""The audit trail as it grows: who did what, when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Slot,
)
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mmel_desktop.core.audit_event import AuditEvent
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.ui.local_time import local_time
from mmel_desktop.ui.panels.gallery_query import verdict_text
from mmel_desktop.ui.panels.untold_events import UntoldEvents
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.taxonomy_texts import code_text
from mmel_desktop.ui.theme import SPACE_PX
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

COLUMNS = (
    "#",
    QT_TRANSLATE_NOOP("", "Time"),
    QT_TRANSLATE_NOOP("", "Who"),
    QT_TRANSLATE_NOOP("", "What"),
)
TELLING_FIELDS = (
    "name",
    "verdict",
    "number",
    "effect",
    "prompts",
    "model_spec",
    "status",
    "scores",
    "rationale",
    "comment",
    "severity",
    "deleted",
    "path",
)
"""Fields that say what an entry is about, the most telling first; the tooltip holds all of them."""
SELF_EXPLAINING_FIELDS = ("name", "verdict", "status", "prompts", "path")
CODED_FIELDS = ("effect", "severity", "status")
"""Fields that hold codes of the taxonomy."""
_Index = QModelIndex | QPersistentModelIndex

ReadEvents = Callable[[int], tuple[AuditEvent, ...]]
"""After a sequence number → the events that followed."""


class AuditModel(QAbstractTableModel):
    """Entries of the trail, newest first; in a blind review without those that must not be read yet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[AuditEvent] = []
        self._events: list[AuditEvent] = []
        self._untold = UntoldEvents()
        self._taxonomy = DEFAULT_TAXONOMY

    def show_taxonomy(self, taxonomy: Taxonomy) -> None:
        """Say the codes in the words of another taxonomy."""
        self._taxonomy = taxonomy
        if self._events:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(COLUMNS) - 1))

    @property
    def last_sequence(self) -> int:
        """Sequence number of the newest entry known; 0 when there is none."""
        return self._all[0].sequence if self._all else 0

    @property
    def keeps_back(self) -> bool:
        """True while entries are left out."""
        return len(self._events) < len(self._all)

    def clear(self) -> None:
        """Another session."""
        self.beginResetModel()
        self._all, self._events = [], []
        self._untold.forget()
        self.endResetModel()

    def add(self, events: tuple[AuditEvent, ...]) -> None:
        """Put new entries on top."""
        self._untold.learn(events)
        self._all[:0] = reversed(events)
        told = [event for event in reversed(events) if not self._untold.hides(event)]
        if told:
            self.beginInsertRows(QModelIndex(), 0, len(told) - 1)
            self._events[:0] = told
            self.endInsertRows()

    def keep_back(self, image_ids: frozenset[str], *, reviewer: str, names_hidden: bool) -> None:
        """Leave out what a blind reviewer must not read yet; see :class:`UntoldEvents`."""
        untold = self._untold
        untold.kept_back, untold.reviewer, untold.names_hidden = image_ids, reviewer, names_hidden
        self.beginResetModel()
        self._events = [event for event in self._all if not untold.hides(event)]
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._events)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (
                Qt.AlignmentFlag.AlignRight if section == 0 else Qt.AlignmentFlag.AlignLeft
            ) | Qt.AlignmentFlag.AlignVCenter
        return tr(COLUMNS[section]) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        event = self._events[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                str(event.sequence),
                local_time(event.utc),
                event.actor_name,
                what_text(event, self._taxonomy),
            )[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(details_text(event))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class AuditPanel(QWidget):
    """Table of the trail; reads new entries only while it is visible.

    Args:
        read_events: reads what came after an entry; () without a session.
        verify_action: offered beside the filter.
        parent: Qt owner.
    """

    def __init__(
        self, read_events: ReadEvents, verify_action: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._read_events = read_events
        self._behind = True
        self.model = AuditModel(self)
        self._filtered = QSortFilterProxyModel(self)
        self._filtered.setSourceModel(self.model)
        self._filtered.setFilterKeyColumn(-1)
        self._filtered.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.filter_text = QLineEdit()
        self.filter_text.setPlaceholderText(tr("Filter the trail"))
        self.filter_text.setAccessibleName(tr("Filter the audit trail"))
        self.filter_text.setClearButtonEnabled(True)
        self.filter_text.textChanged.connect(self._filtered.setFilterFixedString)
        verify = QToolButton()
        verify.setDefaultAction(verify_action)
        verify.setProperty("role", "field")
        self.blind_text = QLabel(
            tr(
                "Blind review: entries about images that you have not judged yet, and entries with hidden "
                "names, are left out."
            )
        )
        self.blind_text.setProperty("role", "muted")
        self.blind_text.setWordWrap(True)
        self.blind_text.setContentsMargins(12, 0, 12, 0)
        self.blind_text.hide()
        self.table = _trail_table()
        self.table.setModel(self._filtered)
        header = self.table.horizontalHeader()
        for column in (0, 1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        top = QHBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.setSpacing(SPACE_PX)
        top.addWidget(self.filter_text, 1)
        top.addWidget(verify)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, SPACE_PX, 0, 0)
        column_layout.setSpacing(SPACE_PX)
        column_layout.addLayout(top)
        column_layout.addWidget(self.blind_text)
        column_layout.addWidget(self.table, 1)

    @Slot()
    def restart(self) -> None:
        """Another session is open, or none."""
        self.model.clear()
        self.catch_up()

    @Slot()
    def catch_up(self) -> None:
        """Read what is new, now or when the panel is shown."""
        if not self.isVisible():
            self._behind = True
            return
        self._behind = False
        self.model.add(self._read_events(self.model.last_sequence))
        self.blind_text.setVisible(self.model.keeps_back)

    def keep_back(self, image_ids: frozenset[str], *, reviewer: str, names_hidden: bool) -> None:
        """Leave out what a blind reviewer must not read yet, and say so."""
        self.model.keep_back(image_ids, reviewer=reviewer, names_hidden=names_hidden)
        self.blind_text.setVisible(self.model.keeps_back)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._behind:
            self.catch_up()


def what_text(event: AuditEvent, taxonomy: Taxonomy = DEFAULT_TAXONOMY) -> str:
    """The act in a few words, e.g. "annotation created: number 3, effect A1"."""
    new = {change.field: change.new for change in event.changes}
    compared = " for comparison" if event.entity == "run" and new.get("for_comparison") is True else ""
    verb = tr(event.action.replace(".", " ").replace("_", " ") + compared)
    telling = [name for name in TELLING_FIELDS if new.get(name) not in (None, "", [], ())][:3]
    details = ", ".join(f"{_field_label(name)}{_value_label(name, new[name], taxonomy)}" for name in telling)
    reason = f" ({event.reason})" if event.reason else ""
    return f"{verb}{': ' + details if details else ''}{reason}"


def _field_label(name: str) -> str:
    return "" if name in SELF_EXPLAINING_FIELDS else f"{tr(name.replace('_', ' '))} "


def _value_label(name: str, value: Any, taxonomy: Taxonomy) -> str:
    """A code as the term it stands for; the tooltip has the code itself."""
    if name == "verdict":
        return verdict_text(str(value))
    if name in CODED_FIELDS:
        return code_text(taxonomy, name, str(value))
    return _short(value)


def details_text(event: AuditEvent) -> str:
    """Everything the entry says, for the tooltip."""
    lines = [
        f"{event.action} · {event.entity} {event.entity_id}",
        tr("by {name} ({role})").format(name=event.actor_name, role=tr(event.actor_role)),
    ]
    lines += [f"{change.field}: {_short(change.old)} → {_short(change.new)}" for change in event.changes[:12]]
    if len(event.changes) > 12:
        lines.append(tr("… and {count} more").format(count=len(event.changes) - 12))
    if event.reason:
        lines.append(tr("reason: {reason}").format(reason=event.reason))
    if event.clock_went_back:
        lines.append(tr("the clock had gone back"))
    lines.append(f"SHA-256 {event.sha256}")
    return "\n".join(lines)


def _short(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        value = ", ".join(f"{item:.3g}" if isinstance(item, float) else str(item) for item in value)
    text = "–" if value is None else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _trail_table() -> QTableView:
    table = QTableView()
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(26)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)  # Tab leads on to the next field, not through every entry
    table.setAccessibleName(tr("Audit trail"))
    return table
