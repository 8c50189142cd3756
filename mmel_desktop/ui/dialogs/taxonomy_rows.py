"""The terms of a session as rows of a tree, with what a change would do to each of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.core.taxonomy import Term
from mmel_desktop.core.team_taxonomy import EXTENDABLE, TeamChange
from mmel_desktop.ui.plain_tip import plain_tip
from mmel_desktop.ui.taxonomy_texts import term_meaning, term_text
from mmel_desktop.ui.theme import theme_colours
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

COLUMNS = (
    QT_TRANSLATE_NOOP("", "Code"),
    QT_TRANSLATE_NOOP("", "Term"),
    QT_TRANSLATE_NOOP("", "Meaning"),
    QT_TRANSLATE_NOOP("", "Whose"),
    QT_TRANSLATE_NOOP("", "Marks"),
)
MEANING, MARKS = COLUMNS.index("Meaning"), COLUMNS.index("Marks")
ROW_PX = 22
GROUPS = {
    "effect": QT_TRANSLATE_NOOP("", "Effects"),
    "triggers": QT_TRANSLATE_NOOP("", "Triggers"),
    "evidence": QT_TRANSLATE_NOOP("", "Evidence"),
}
"""Fields of an annotation that a team may extend → heading of their terms."""


class TaxonomyRows(QTreeWidget):
    """Code, term, meaning, whose it is, and how many annotations hold it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(tr("Failure terms"))
        self.setHeaderLabels([tr(name) for name in COLUMNS])
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(MEANING, QHeaderView.ResizeMode.Stretch)

    def show_taxonomy(
        self, taxonomy: Taxonomy, marks: Mapping[str, int], change: TeamChange | None = None
    ) -> None:
        """Replace the rows.

        Args:
            taxonomy: what to show: the terms in use, or those that would be.
            marks: code → how many annotations hold it.
            change: what would be different from now; None when nothing would.
        """
        self.clear()
        notes = {} if change is None else change_notes(change)
        for field in EXTENDABLE:
            group = QTreeWidgetItem(self, [tr(GROUPS[field])])
            group.setFirstColumnSpanned(True)
            group.setSizeHint(0, QSize(0, ROW_PX))
            _embolden(group, 0)
            # What a team added, and what would change, is what one looks for here.
            terms = sorted(taxonomy.terms(field), key=lambda term: term.code not in notes)
            for term in terms:
                group.addChild(_row(term, marks.get(term.code, 0), notes.get(term.code, "")))
            group.setExpanded(True)


def change_notes(change: TeamChange) -> dict[str, str]:
    """Code → what would become of it, in a word or two."""
    notes = {term.code: tr("new") for term in change.added}
    notes |= {after.code: tr("other words") for _, after in change.reworded}
    notes |= {term.code: tr("offered again") for term in change.returned}
    notes |= {term.code: tr("no longer offered") for term in change.retired}
    notes |= dict.fromkeys(change.hidden, tr("hidden"))
    notes |= dict.fromkeys(change.unhidden, tr("shown again"))
    return notes


def _row(term: Term, marks: int, note: str) -> QTreeWidgetItem:
    whose = tr("your team") if term.by_team else tr("program")
    state = note or ("" if term.offered else tr("not offered"))
    item = QTreeWidgetItem(
        [term.code, term_text(term), term_meaning(term), " · ".join(filter(None, (whose, state)))]
    )
    item.setText(MARKS, f"{marks:,}" if marks else "–")
    item.setTextAlignment(MARKS, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    for column in range(len(COLUMNS)):
        item.setToolTip(column, plain_tip(term_meaning(term)))
        if note:
            item.setForeground(column, QColor(theme_colours().accent))
        elif not term.offered:
            item.setForeground(column, QColor(theme_colours().text_muted))
    if term.by_team:
        _embolden(item, 0)
    return item


def _embolden(item: QTreeWidgetItem, column: int) -> None:
    font = QFont(item.font(column))
    font.setWeight(QFont.Weight.DemiBold)
    item.setFont(column, font)
