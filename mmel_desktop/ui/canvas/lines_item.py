"""Many long lines over the image as one item that keeps itself as a picture.

Smooth lines across a large window cost more than everything else on the canvas together. Qt draws them
several times as fast opaque as translucent, and faster again as straight pieces than as paths; so each stroke
is drawn opaque, in pieces, on a sheet of its own that is laid over the others. Outlines and relations change
seldom: they are stroked once per zoom and then only copied while heat, hover and selection change. Qt's own
cache of an item strokes everything again for each strip that a drag uncovers; this one reaches beyond the
edge of the view once the view has been dragged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPixmapCache, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from mmel_desktop.ui.canvas.screen_path_item import dense_pen
from mmel_desktop.ui.canvas.straight_pieces import StraightPieces

ITEM_CACHE_KIB = 128 * 1024
"""Room for the window-sized pictures of cached items on a 4K screen; Qt's default of 10 MiB holds none
of them, and would silently draw everything anew in every frame."""
LINES_AFTER_MS = 30
"""Lines and graph follow the picture after this long, so that a held key flies over images without them."""
REACH = 0.6
"""How far the picture reaches beyond each edge of a view that is dragged, as a part of the view's size."""


def make_room_for_cached_items() -> None:
    """Raise Qt's limit for cached pictures, once per program; never lowers it."""
    QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), ITEM_CACHE_KIB))


@dataclass(frozen=True)
class Stroke:
    """Lines drawn with one pen; where they touch one another a translucent pen is not denser.

    Attributes:
        paths: each is stroked by itself: hundreds of crossing lines in one path take many times as long.
        pen: with a width in screen pixels. Solid lines whose caps are not round are the fast ones.
    """

    paths: tuple[QPainterPath, ...]
    pen: QPen


@dataclass(frozen=True)
class _Picture:
    """What was stroked.

    Attributes:
        pixmap: the lines.
        covered: the part of the view that it shows, in device-independent pixels, counted from where the
            scene's origin lies on the view.
        transform: of the view when it was stroked, without the translation.
        smooth: whether edges were smoothed.
    """

    pixmap: QPixmap
    covered: QRectF
    transform: QTransform
    smooth: bool


class LinesItem(QGraphicsItem):
    """Strokes several paths in order.

    They are stroked when the strokes or the zoom change and when a drag leaves the picture, not per frame.

    Attributes:
        paint_count: how often the lines were stroked.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._strokes: tuple[Stroke, ...] = ()
        self._rect = QRectF()
        self._picture: _Picture | None = None
        self._pieces: list[tuple[tuple[QPainterPath, ...], StraightPieces]] = []
        self.paint_count = 0

    def set_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Replace the lines."""
        rect = QRectF()
        for stroke in strokes:
            for path in stroke.paths:
                rect = rect.united(path.controlPointRect())
        self.prepareGeometryChange()
        self._strokes = tuple(strokes)
        self._picture = None
        self._pieces = []
        # Pens have widths in screen pixels; at the smallest zoom a few of them are many image pixels.
        margin = max(rect.width(), rect.height()) * 0.02
        self._rect = rect.adjusted(-margin, -margin, margin, margin)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if widget is None:
            self._draw(painter)
            return
        view = painter.worldTransform()
        origin = view.map(QPointF(0, 0))
        smooth = bool(painter.testRenderHint(QPainter.RenderHint.Antialiasing))
        shown = QRectF(widget.rect()).intersected(view.mapRect(self._rect)).translated(-origin)
        if shown.isEmpty() or not self._strokes:
            return
        picture = self._picture
        if picture is None or not _fits(picture, view, painter, shown, smooth=smooth):
            same_zoom = picture is not None and picture.transform == _without_translation(view)
            picture = self._stroke(painter, view, shown, smooth=smooth, reaching=same_zoom)
        painter.save()
        painter.resetTransform()
        painter.drawPixmap(picture.covered.topLeft() + origin, picture.pixmap)
        painter.restore()

    def _draw(self, painter: QPainter) -> None:
        """Draw lines, not a picture of them: an export to a vector format keeps them sharp."""
        for stroke in self._strokes:
            painter.setPen(dense_pen(stroke.pen, painter.device().devicePixelRatioF()))
            for path in stroke.paths:
                painter.drawPath(path)

    def _stroke(
        self, painter: QPainter, view: QTransform, shown: QRectF, *, smooth: bool, reaching: bool
    ) -> _Picture:
        """Make the picture of what is shown, and of more around it when the view is being dragged."""
        self.paint_count += 1
        origin, turned = view.map(QPointF(0, 0)), _without_translation(view)
        wanted = shown
        if reaching:
            dx, dy = shown.width() * REACH, shown.height() * REACH
            whole = turned.mapRect(self._rect)
            wanted = shown.adjusted(-dx, -dy, dx, dy).intersected(whole)
        # Whole pixels of the view: the picture must not be smeared when it is copied.
        pixels = wanted.translated(origin).toAlignedRect()
        covered = QRectF(pixels).translated(-origin)
        pixmap = self._render(pixels, turned, covered, painter.device().devicePixelRatioF(), smooth=smooth)
        self._picture = _Picture(pixmap, covered, turned, smooth)
        return self._picture

    def _pieces_of(self, stroke: Stroke) -> StraightPieces:
        """Made once for all strokes of the same paths: a casing and the line on it."""
        for paths, pieces in self._pieces:
            if paths is stroke.paths:
                return pieces
        made = StraightPieces(stroke.paths)
        self._pieces.append((stroke.paths, made))
        return made

    def _render(
        self, pixels: QRect, turned: QTransform, covered: QRectF, ratio: float, *, smooth: bool
    ) -> QPixmap:
        transform = turned * QTransform.fromTranslate(-covered.left(), -covered.top())
        inside = transform.inverted()[0].mapRect(QRectF(QPointF(0, 0), QSizeF(pixels.size())))

        picture = _empty(pixels, ratio)
        for stroke in self._strokes:
            colour = stroke.pen.color()
            sheet, pen = _empty(pixels, ratio), QPen(dense_pen(stroke.pen, ratio))
            pen.setColor(QColor(colour.red(), colour.green(), colour.blue()))
            painter = QPainter(sheet)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
            painter.setPen(pen)
            painter.setTransform(transform)
            if _in_pieces(pen):
                painter.drawLines(self._pieces_of(stroke).near(_widened(inside), transform.m11()))
            else:
                for path in _within(stroke, inside):
                    painter.drawPath(path)
            painter.end()
            painter = QPainter(picture)
            painter.setOpacity(colour.alphaF())
            painter.drawPixmap(QPointF(0, 0), sheet)
            painter.end()
        return picture


def _empty(pixels: QRect, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(pixels.width() * ratio), round(pixels.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _in_pieces(pen: QPen) -> bool:
    """Whether neither caps nor dashes could tell straight pieces from the path."""
    return pen.style() == Qt.PenStyle.SolidLine and pen.capStyle() != Qt.PenCapStyle.RoundCap


def _widened(inside: QRectF) -> QRectF:
    """A part of the scene with what is near: pens have a width."""
    slack = max(inside.width(), inside.height()) * 0.02
    return inside.adjusted(-slack, -slack, slack, slack)


def _within(stroke: Stroke, inside: QRectF) -> Iterator[QPainterPath]:
    """The paths that reach into a part of the scene."""
    near = _widened(inside)
    for path in stroke.paths:
        box = path.controlPointRect()
        # A straight line has no area, and Qt says that such a rectangle touches nothing.
        if near.intersects(box.adjusted(-1e-3, -1e-3, 1e-3, 1e-3)):
            yield path


def _without_translation(view: QTransform) -> QTransform:
    return QTransform(view.m11(), view.m12(), view.m21(), view.m22(), 0.0, 0.0)


def _fits(picture: _Picture, view: QTransform, painter: QPainter, shown: QRectF, *, smooth: bool) -> bool:
    """Whether the picture shows what is wanted at this zoom, as smoothly as wanted."""
    slack = 1.0 + 1e-6  # pictures are cut at whole pixels
    return (
        picture.transform == _without_translation(view)
        and picture.pixmap.devicePixelRatio() == painter.device().devicePixelRatioF()
        and (picture.smooth or not smooth)
        and picture.covered.adjusted(-slack, -slack, slack, slack).contains(shown)
    )
