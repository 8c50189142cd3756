"""Draws one prompt: its words coloured by what they contribute, its cosine and its softmax as bars."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mmel_desktop.core.explanation import PromptResult
from mmel_desktop.ui.canvas.probe_layer import score_text
from mmel_desktop.ui.panels.prompts_model import ROW_ROLE, WAITING_ROLE, PromptRow
from mmel_desktop.ui.theme import SPACE_PX, body_font, small_font, theme_colours
from mmel_desktop.ui.translation import tr

MARGIN_X_PX = 12
MARGIN_Y_PX = 7
LINE_PX = 20
BAR_HEIGHT_PX = 6
FIGURES_PX = 16
LEAST_ROW_PX = LINE_PX + FIGURES_PX + BAR_HEIGHT_PX + 2 * MARGIN_Y_PX - 2
"""Height of a prompt whose words fit one line."""
STRONGEST_TINT = 0.55


@dataclass(frozen=True)
class PlacedWord:
    """A word of a prompt where it is drawn.

    Attributes:
        rect: box of the word, relative to the text's corner.
        text: as drawn.
        weight: 0..1, how strongly it is tinted; 0 for words without attribution.
        seen: False when the model never met it.
    """

    rect: QRectF
    text: str
    weight: float
    seen: bool


def place_words(row: PromptRow, font: QFont, width_px: float) -> list[PlacedWord]:
    """Flow a prompt's words into lines; a word wider than a line is elided."""
    metrics = QFontMetricsF(font)
    gap = metrics.horizontalAdvance(" ")
    placed: list[PlacedWord] = []
    x, y = -gap, 0.0
    for word in _written_words(row):
        text = metrics.elidedText(word.text, Qt.TextElideMode.ElideRight, width_px)
        advance = metrics.horizontalAdvance(text)
        x += 0.0 if word.glued else gap
        if x > 0 and x + advance > width_px:
            x, y = 0.0, y + LINE_PX
        placed.append(PlacedWord(QRectF(x, y, advance, LINE_PX), text, word.weight, word.seen))
        x += advance
    return placed


@dataclass(frozen=True)
class _WrittenWord:
    """A word as its author wrote it; ``glued`` when no blank stands before it."""

    text: str
    weight: float = 0.0
    seen: bool = True
    glued: bool = False


def _written_words(row: PromptRow) -> list[_WrittenWord]:
    """The prompt as it was written, with what the tokenizer's words say of its parts.

    A tokenizer parts "77," into three words and writes all small; nobody shall wonder who changed his prompt.
    """
    words = row.result.words if row.result is not None else ()
    written, folded = row.text, row.text.lower()
    found: list[_WrittenWord] = []
    end = 0
    for word in words:
        start = folded.find(word.word.lower(), end)
        if start < 0 or written[end:start].strip() or len(folded) != len(written):
            # A tokenizer that rewrites the text: its own words are all there is to show.
            return [_WrittenWord(one.word, one.weight, one.seen) for one in words]
        glued = start == end and end > 0
        end = start + len(word.word)
        found.append(_WrittenWord(written[start:end], word.weight, word.seen, glued))
    return found + [_WrittenWord(text) for text in written[end:].split()]


class PromptsDelegate(QStyledItemDelegate):
    """Paints prompt rows and edits them in place."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        placed = place_words(index.data(ROW_ROLE), body_font(), width - 2 * MARGIN_X_PX)
        text_height = placed[-1].rect.bottom() if placed else LINE_PX
        return QSize(width, round(LEAST_ROW_PX + text_height - LINE_PX))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: PromptRow = index.data(ROW_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_plate(painter, rect, state)
        inner = rect.adjusted(MARGIN_X_PX, MARGIN_Y_PX, -MARGIN_X_PX, -MARGIN_Y_PX)
        placed = place_words(row, body_font(), inner.width())
        _paint_words(painter, QPointF(inner.topLeft()), placed, row)
        figures = QRect(
            inner.left(), inner.bottom() - FIGURES_PX - BAR_HEIGHT_PX + 3, inner.width(), FIGURES_PX
        )
        _paint_scores(painter, figures, row, index.data(WAITING_ROLE))
        painter.restore()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName(tr("Edit prompt"))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(4, 2, -4, -2))


def _paint_plate(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    colours = theme_colours()
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(colours.selection))
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(colours.accent))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(colours.surface_raised))


def _paint_words(painter: QPainter, corner: QPointF, placed: list[PlacedWord], row: PromptRow) -> None:
    colours = theme_colours()
    plain = row.result is None
    for word in placed:
        box = word.rect.translated(corner)
        if word.weight > 0:
            tint = QColor(colours.evidence)
            tint.setAlphaF(STRONGEST_TINT * word.weight)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(box.adjusted(-2, 1, 2, -1), 3, 3)
        font = body_font()
        font.setStrikeOut(not word.seen)
        painter.setFont(font)
        painter.setPen(QColor(colours.text_muted if plain or not word.seen else colours.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word.text)


def _paint_scores(painter: QPainter, rect: QRect, row: PromptRow, waiting: str) -> None:
    colours = theme_colours()
    painter.setFont(small_font())
    if row.result is None:
        painter.setPen(QColor(colours.text_muted))
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, waiting)
        return
    split = rect.width() * 3 // 5
    left = QRect(rect.left(), rect.top(), split - SPACE_PX, rect.height())
    right = QRect(rect.left() + split, rect.top(), rect.width() - split, rect.height())
    result = row.result
    _paint_bar(
        painter,
        left,
        tr("cosine"),
        score_text(result.score),
        max(result.score, 0) / row.full_scale,
        strong=True,
    )
    _paint_bar(painter, right, tr("softmax"), softmax_text(result.softmax), result.softmax, strong=False)
    note = _note(result)
    if note:
        width = painter.fontMetrics().horizontalAdvance(tr("cosine")) + 2 * SPACE_PX
        painter.setPen(QColor(colours.warning))
        area = left.adjusted(width, 0, -44, 0)
        text = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _paint_bar(
    painter: QPainter, rect: QRect, label: str, figure: str, share: float, *, strong: bool
) -> None:
    """Label and figure above, bar below; the strong one carries the colour of evidence."""
    colours = theme_colours()
    painter.setPen(QColor(colours.text_muted))
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)
    painter.setPen(QColor(colours.text))
    painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, figure)
    track = QRectF(rect.left(), rect.bottom() + 2, rect.width(), 4)
    painter.setPen(QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QColor(colours.border))
    painter.drawRoundedRect(track, 2, 2)
    if share > 0:
        filled = QRectF(track)
        filled.setWidth(max(4.0, track.width() * min(share, 1.0)))
        painter.setBrush(QColor(colours.evidence if strong else colours.text_muted))
        painter.drawRoundedRect(filled, 2, 2)


def softmax_text(share: float) -> str:
    """A share among the prompts in whole per cent; what is not quite nothing or everything never looks it."""
    if 0 < share < 0.005:
        return "< 1%"
    return "> 99%" if 0.995 <= share < 1 else f"{share:.0%}"


def _note(result: PromptResult) -> str:
    if not result.evidence_found:
        return tr("no evidence found")
    if result.truncated:
        return tr("cut off: too long")
    if result.unseen_words:
        return tr("unseen words")
    return ""
