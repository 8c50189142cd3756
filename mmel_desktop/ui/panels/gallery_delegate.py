"""Draws one image of the gallery: thumbnail, name, score, verdict, annotations, failed checks."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mmel_desktop.ui.case_index import CaseEntry
from mmel_desktop.ui.icons import icon_pixmap
from mmel_desktop.ui.panels.gallery_model import ENTRY_ROLE, NAME_ROLE, SCORE_ROLE, WITHHELD_ROLE
from mmel_desktop.ui.theme import SPACE_HALF_PX, small_font, theme_colours, verdict_colour

CELL = QSize(120, 124)
THUMBNAIL_HEIGHT_PX = 84
CORNER_PX = 4.0
BADGE_PX = 16

VERDICT_ICONS = {
    "right": ("right", "pass"),
    "wrong": ("wrong", "fail"),
    "right_wrong_reason": ("right-wrong-reason", "warn"),
    "unclear": ("unclear", "not_run"),
}
"""Review verdict → icon and the trust verdict whose colour it shares."""


class GalleryDelegate(QStyledItemDelegate):
    """Paints gallery cells; holds no state of its own."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return CELL

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = index.data(ENTRY_ROLE)
        if entry is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        cell: QRect = option.rect.adjusted(3, 3, -3, -3)
        state: QStyle.StateFlag = option.state
        self._paint_plate(painter, cell, state)
        picture = QRect(cell.left() + 4, cell.top() + 4, cell.width() - 8, THUMBNAIL_HEIGHT_PX)
        _paint_thumbnail(painter, picture, index.data(Qt.ItemDataRole.DecorationRole))
        _paint_badges(painter, picture, entry, withheld=bool(index.data(WITHHELD_ROLE)))
        _paint_caption(
            painter,
            QRect(
                picture.left(), picture.bottom() + 5, picture.width(), cell.bottom() - picture.bottom() - 8
            ),
            index.data(NAME_ROLE),
            index.data(SCORE_ROLE),
        )
        painter.restore()

    def _paint_plate(self, painter: QPainter, cell: QRect, state: QStyle.StateFlag) -> None:
        colours = theme_colours()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        current = bool(state & QStyle.StateFlag.State_HasFocus)
        if not (selected or hovered or current):
            return
        outlined = selected or current
        painter.setPen(
            QPen(QColor(colours.accent), 2.5 if current else 1.5) if outlined else Qt.PenStyle.NoPen
        )
        painter.setBrush(QColor(colours.selection if selected else colours.surface_raised))
        painter.drawRoundedRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def _paint_thumbnail(painter: QPainter, rect: QRect, thumbnail: QImage | None) -> None:
    """The picture, whole and centred; a calm plate while it is being made, a cross-out when there is none."""
    colours = theme_colours()
    plate = QPainterPath()
    plate.addRoundedRect(QRectF(rect), CORNER_PX, CORNER_PX)
    painter.fillPath(plate, QColor(colours.background))
    if thumbnail is None:
        return
    if thumbnail.isNull():
        painter.drawPixmap(
            rect.center() - QRect(0, 0, 20, 20).center(), icon_pixmap("warn", colours.warning, 20)
        )
        return
    size = thumbnail.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRect(rect.topLeft(), size)
    target.moveCenter(rect.center())
    painter.save()
    painter.setClipPath(plate)
    painter.drawImage(target, thumbnail)
    painter.restore()


def _paint_badges(painter: QPainter, picture: QRect, entry: CaseEntry, *, withheld: bool) -> None:
    """Top right: verdicts, the first reviewer's outermost; top left: annotations; bottom left: trust checks.

    The worst trust check is shown unless it passed. What people said is a filled disc, what was measured an
    outlined one: a red cross would otherwise mean either. A blind reviewer sees nothing he must not know yet.
    """
    verdicts = () if withheld else (entry.review.verdict, *(one.verdict for one in entry.opinions))
    right = picture.right() - BADGE_PX - 3
    for code in verdicts:
        if code in VERDICT_ICONS:
            name, verdict = VERDICT_ICONS[code]
            _paint_icon_badge(painter, right, picture.top() + 4, name, verdict_colour(verdict), filled=True)
            right -= BADGE_PX + 2
    if entry.annotation_count and not withheld:
        _paint_count(painter, picture.left() + 4, picture.top() + 4, entry.annotation_count)
    worst = "not_run" if withheld else entry.worst_verdict()
    if worst in ("warn", "fail"):
        colour = verdict_colour(worst)
        _paint_icon_badge(painter, picture.left() + 4, picture.bottom() - BADGE_PX - 3, worst, colour)


def _paint_icon_badge(
    painter: QPainter, x: int, y: int, icon: str, colour: str, *, filled: bool = False
) -> None:
    colours = theme_colours()
    background = QColor(colour if filled else colours.surface)
    if not filled:
        background.setAlpha(225)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(background)
    painter.drawEllipse(QRectF(x, y, BADGE_PX, BADGE_PX))
    scale = painter.device().devicePixelRatioF()
    painter.drawPixmap(
        QPointF(x + 2, y + 2), icon_pixmap(icon, colours.on_accent if filled else colour, BADGE_PX - 4, scale)
    )


def _paint_count(painter: QPainter, x: int, y: int, count: int) -> None:
    colours = theme_colours()
    text = str(count)
    painter.setFont(small_font())
    width = max(BADGE_PX, QFontMetrics(small_font()).horizontalAdvance(text) + 2 * SPACE_HALF_PX)
    box = QRectF(x, y, width, BADGE_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.accent))
    painter.drawRoundedRect(box, BADGE_PX / 2, BADGE_PX / 2)
    painter.setPen(QColor(colours.on_accent))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _paint_caption(painter: QPainter, rect: QRect, full_name: str, score: float | None) -> None:
    colours = theme_colours()
    painter.setFont(small_font())
    metrics = QFontMetrics(small_font())
    score_text = "–" if score is None else f"{score:.2f}".replace("-", "−")
    score_width = metrics.horizontalAdvance(score_text)
    # The tooltip has the whole name; here the suffix would cost letters that tell images apart.
    stem = PurePath(full_name).stem
    name_width = rect.width() - score_width - SPACE_HALF_PX
    name = metrics.elidedText(stem, Qt.TextElideMode.ElideMiddle, name_width)
    alignment = Qt.AlignmentFlag.AlignVCenter
    painter.setPen(QColor(colours.text))
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | alignment, name)
    painter.setPen(QColor(colours.text_muted if score is None else colours.evidence))
    painter.drawText(rect, Qt.AlignmentFlag.AlignRight | alignment, score_text)
