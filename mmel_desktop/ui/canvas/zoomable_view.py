"""A graphics view that zooms at the cursor and pans with Space or the middle button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

ZOOM_STEP = 1.25
LARGEST_SCALE = 64.0
FIT_MARGIN_PX = 12


class ZoomableView(QGraphicsView):
    """View of one rectangle of content, in scene units.

    Attributes:
        view_changed: the visible part of the scene or its scale changed.
        pan_ended: dragging the view is over, and smooth edges are on again.
    """

    view_changed = Signal()
    pan_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scene = QGraphicsScene(self)
        # A handful of items, all of them replaced together: an index would cost more than it saves.
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Files dropped here belong to the window; a graphics view would swallow them for its scene.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self._content = QRectF()
        self._keeps_fit = True
        self._space_held = False
        self._pan_from: QPointF | None = None

    # ---------------------------------------------------------------- geometry

    @property
    def scale_factor(self) -> float:
        """Screen pixels per scene unit."""
        return float(self.transform().m11())

    @property
    def is_panning(self) -> bool:
        """True while the view is being dragged."""
        return self._pan_from is not None

    @property
    def keeps_fit(self) -> bool:
        """True until the analyst zooms or pans, and again after :meth:`fit`."""
        return self._keeps_fit

    @property
    def content_rect(self) -> QRectF:
        """The rectangle that :meth:`fit` shows."""
        return self._content

    def set_content_rect(self, content: QRectF, *, fit: bool = True) -> None:
        """Say what there is to look at, in scene units, and show all of it."""
        self._content = QRectF(content)
        if fit:
            self.fit()
        else:
            self._update_scene_rect()

    def to_scene(self, viewport_point: QPointF) -> QPointF:
        """Scene point under a point of the viewport, without rounding to whole pixels."""
        inverse, _ = self.viewportTransform().inverted()
        return inverse.map(viewport_point)

    def to_viewport(self, scene_point: QPointF) -> QPointF:
        """Inverse of :meth:`to_scene`."""
        return self.viewportTransform().map(scene_point)

    def visible_scene_rect(self) -> QRectF:
        """The part of the scene that is on the screen."""
        return QRectF(
            self.to_scene(QPointF(0, 0)),
            self.to_scene(QPointF(self.viewport().width(), self.viewport().height())),
        )

    def shows_everything(self) -> bool:
        """True when no part of the content lies outside the viewport."""
        # Half a screen pixel of slack: scroll bars work in whole pixels.
        slack = 0.5 / max(self.scale_factor, 1e-9)
        return self.visible_scene_rect().adjusted(-slack, -slack, slack, slack).contains(self._content)

    # ---------------------------------------------------------------- zoom

    def fit(self) -> None:
        """Show the whole content, and keep showing it when the view is resized."""
        self._keeps_fit = True
        if not self._content.isEmpty():
            self._apply_scale(self._fitting_scale())
            self.centerOn(self._content.center())
        self.view_changed.emit()

    def actual_size(self) -> None:
        """One scene unit per device pixel, keeping the middle of the view."""
        self.zoom_to(1.0 / self.devicePixelRatioF())

    def zoom_in(self) -> None:
        """One step closer, keeping the middle of the view."""
        self.zoom_to(self.scale_factor * ZOOM_STEP)

    def zoom_out(self) -> None:
        """One step back, keeping the middle of the view."""
        self.zoom_to(self.scale_factor / ZOOM_STEP)

    def zoom_to(self, scale: float, anchor: QPointF | None = None) -> None:
        """Set the scale so that the content under a viewport point stays under it.

        Args:
            scale: screen pixels per scene unit; kept between a quarter of "fit" and 64.
            anchor: viewport point; the middle when None.
        """
        if self._content.isEmpty():
            return
        anchor = anchor or QPointF(self.viewport().rect().center())
        smallest = min(self._fitting_scale() / 4.0, LARGEST_SCALE)
        scale = min(max(scale, smallest), LARGEST_SCALE)
        fixed = self.to_scene(anchor)
        self._keeps_fit = False
        self._apply_scale(scale)
        self.scroll_by(self.to_viewport(fixed) - anchor)

    def scroll_by(self, delta: QPointF) -> None:
        """Move the view over the content by screen pixels."""
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        horizontal.setValue(horizontal.value() + round(delta.x()))
        vertical.setValue(vertical.value() + round(delta.y()))
        self.view_changed.emit()

    def centre_on(self, scene_point: QPointF) -> None:
        """Bring a scene point to the middle of the view."""
        self._keeps_fit = False
        self.centerOn(scene_point)
        self.view_changed.emit()

    def show_same_part(self, other: ZoomableView) -> None:
        """Show what another view of equal size shows of equal content."""
        self._keeps_fit = other._keeps_fit
        if self.transform() != other.transform() or self.sceneRect() != other.sceneRect():
            self._apply_scale(other.scale_factor)
        # Scroll bars rather than centres: rounding must not part the two by a pixel.
        self.horizontalScrollBar().setValue(other.horizontalScrollBar().value())
        self.verticalScrollBar().setValue(other.verticalScrollBar().value())
        self.view_changed.emit()

    def _fitting_scale(self) -> float:
        width = max(self.viewport().width() - 2 * FIT_MARGIN_PX, 16)
        height = max(self.viewport().height() - 2 * FIT_MARGIN_PX, 16)
        return min(width / self._content.width(), height / self._content.height(), LARGEST_SCALE)

    def _apply_scale(self, scale: float) -> None:
        self.setTransform(QTransform.fromScale(scale, scale))
        self._update_scene_rect()

    def _update_scene_rect(self) -> None:
        # Half a viewport of margin: every point of the content can be brought to the middle, and the
        # scene is always larger than the viewport, so that Qt never re-centres it against our will.
        scale = max(self.scale_factor, 1e-9)
        margin_x = self.viewport().width() / 2 / scale + 1
        margin_y = self.viewport().height() / 2 / scale + 1
        self.setSceneRect(self._content.adjusted(-margin_x, -margin_y, margin_x, margin_y))

    # ---------------------------------------------------------------- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._keeps_fit:
            self.fit()
        else:
            self._update_scene_rect()
            self.view_changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # 120 units are one notch; touch pads send fractions of it.
        steps = event.angleDelta().y() / 120.0
        if steps:
            self.zoom_to(self.scale_factor * ZOOM_STEP**steps, event.position())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom_to(self.scale_factor * (1.0 + event.value()), event.position())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.starts_pan(event):
            self._begin_pan(event.position())
        event.accept()

    def starts_pan(self, event: QMouseEvent) -> bool:
        """Whether a press drags the view instead of acting on the content."""
        left = event.button() == Qt.MouseButton.LeftButton
        return event.button() == Qt.MouseButton.MiddleButton or (left and self._space_held)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is not None:
            moved = self._pan_from - event.position()
            self._pan_from = event.position()
            self._keeps_fit = False
            self.scroll_by(moved)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is not None:
            self._pan_from = None
            self.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            self._show_pan_cursor()
            self.viewport().update()
            self.pan_ended.emit()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # Qt sends this instead of the second press; without it every second quick click would be lost.
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space_held = True
                self._show_pan_cursor()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_out()
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_held = False
            self._show_pan_cursor()
        else:
            event.ignore()

    def release_space(self) -> None:
        """Forget a held Space key; its release may go to another widget."""
        self._space_held = False
        self._show_pan_cursor()

    def _begin_pan(self, position: QPointF) -> None:
        self._pan_from = position
        # Smooth edges cost more than half of a frame; nobody sees them in motion.
        self.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._show_pan_cursor()

    def _show_pan_cursor(self) -> None:
        if self._pan_from is not None:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._space_held:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.viewport().setCursor(self.resting_cursor())

    def resting_cursor(self) -> Qt.CursorShape:
        """Cursor while nothing is dragged."""
        return Qt.CursorShape.ArrowCursor
