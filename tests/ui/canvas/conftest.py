"""A canvas with a picture and its explanation on it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from pytestqt.qtbot import QtBot

from mmel_desktop.core.case import ImageRecord
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.identity import ImageIdentity
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.ui.canvas.image_canvas import ImageCanvas
from mmel_desktop.ui.review_state import ReviewState
from tests.factories import make_explanation

IMAGE_WH = (960, 720)


def make_source(size_wh: tuple[int, int] = IMAGE_WH, name: str = "street.png") -> SourceImage:
    """A decoded picture whose red channel counts columns, so that a pixel tells where it stands."""
    width, height = size_wh
    rgb = np.zeros((height, width, 3), np.uint8)
    rgb[..., 0] = np.arange(width) % 256
    rgb[..., 1] = (np.arange(height) % 256)[:, None]
    identity = ImageIdentity(name, "0" * 64, "1" * 64, width, height)
    return SourceImage(identity, "", rgb, 1, "PNG", "RGB", 1, 0, 1, ())


def make_record(source: SourceImage, image_id: str = "image-1") -> ImageRecord:
    """The record of a decoded picture."""
    return ImageRecord(image_id, 0, source.identity, "/pictures/street.png", 1, "PNG", "RGB", 1, 0, 1, ())


@pytest.fixture
def source() -> SourceImage:
    return make_source()


@pytest.fixture
def explanation(source: SourceImage) -> Explanation:
    """Its grid covers the square in the middle: 120 pixels on the left and on the right were never seen."""
    return make_explanation(source.identity)


@pytest.fixture
def state(qtbot: QtBot, source: SourceImage, explanation: Explanation) -> ReviewState:
    state = ReviewState()
    state.show_image(make_record(source))
    state.show_pixels(source)
    state.show_explanation(explanation, "run-1")
    return state


@pytest.fixture
def canvas(qtbot: QtBot, state: ReviewState) -> ImageCanvas:
    canvas = ImageCanvas(state, keys_of="keys of {}".format)
    qtbot.addWidget(canvas)
    canvas.resize(800, 600)
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.setFocus()
    qtbot.waitUntil(lambda: not canvas.layers.lines.boundingRect().isEmpty(), timeout=60_000)
    return canvas


def on_screen(canvas: ImageCanvas, x_px: float, y_px: float) -> QPoint:
    """Viewport position of an image point, to the nearest screen pixel."""
    return canvas.to_viewport(QPointF(x_px, y_px)).toPoint()
