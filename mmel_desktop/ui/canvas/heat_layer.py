"""The one composed heat layer: which map is shown, coloured once per change and scaled when drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsPixmapItem

from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.heatmap import (
    DIVERGING_COLOUR_MAP,
    colour_position,
    compose_heat_rgba,
    scale_positive,
    scale_signed,
)
from mmel_desktop.core.map_painting import MapPainter
from mmel_desktop.ui.taxonomy_texts import level_text
from mmel_desktop.ui.translation import tr

COLOUR_STEPS = 2047
"""Steps from 0 to 1, even on the colour scale, in which values are coloured."""
COMPOSED_SIDE_PX = 512
"""Longer side of the composed picture. Maps are painted on cells of which some hundred lie side by side, so
finer would cost time and show nothing; the threshold's edge is still smooth when this is stretched over a
screen."""


@dataclass(frozen=True)
class ShownMap:
    """The map the analyst asked for.

    Attributes:
        source: the explanation it was taken from.
        key: tells the maps of one explanation apart without comparing arrays.
        values: float32 (grid rows, columns), in [0, 1], or in [-1, 1] when ``diverging``.
        painter: how the values are laid over the image.
        diverging: True for signed evidence.
        evidence_found: False when there is nothing to paint; it is then said in words.
        caption: what the values are, for the legend.
        nothing_found: the sentence to show when there is no evidence.
        full_scale: what a value of 1 stands for, in cosine units per patch; None where only the scaled map is
            known.
    """

    source: Explanation
    key: tuple[object, ...]
    values: np.ndarray
    painter: MapPainter
    diverging: bool
    evidence_found: bool
    caption: str
    nothing_found: str
    full_scale: float | None = None

    def is_same_as(self, other: ShownMap | None) -> bool:
        """True when both are the same map of the same explanation object."""
        return other is not None and other.source is self.source and other.key == self.key


def choose_map(
    explanation: Explanation,
    prompt_index: int,
    level: int,
    solo_layer: int | None = None,
    colour_map: str = "inferno",
    *,
    whole_patches: bool = False,
) -> ShownMap:
    """Pick the map to show.

    Args:
        explanation: where the maps are.
        prompt_index: whose map.
        level: -1 for the fused map, else a scale of ``explanation.levels``.
        solo_layer: show one block's contribution instead; wins over ``level``.
        whole_patches: paint one value per patch.
        colour_map: the diverging one shows signed evidence; that exists for the fused map and for single
            blocks only, so ``level`` is not regarded then, and the caption says so.
    """
    diverging = colour_map == DIVERGING_COLOUR_MAP
    prompt = explanation.prompts[prompt_index]
    found = prompt.evidence_found
    sentence = tr("No evidence found for “{prompt}”").format(prompt=prompt.text)
    full_scale: float | None = None
    painter = explanation.map_painter
    if solo_layer is not None:
        signed, painter = explanation.layers[prompt_index, solo_layer], explanation.even_painter
        full_scale = _full_scale(signed, diverging=diverging)
        positive, layer_found = scale_positive(signed)
        values = scale_signed(signed) if diverging else positive
        text = (
            tr("signed evidence, block {number} alone")
            if diverging
            else tr("relative evidence, block {number} alone")
        )
        caption = text.format(number=solo_layer + 1)
        if found and not layer_found:
            found = False
            sentence = tr("Block {number} holds no evidence for “{prompt}”").format(
                number=solo_layer + 1, prompt=prompt.text
            )
    elif diverging:
        full_scale = _full_scale(explanation.signed[prompt_index], diverging=True)
        values, caption = scale_signed(explanation.signed[prompt_index]), tr("signed evidence, all levels")
    elif level >= 0:
        values, painter = explanation.levels[prompt_index, level], explanation.level_painter
        caption = tr("relative evidence, {level}").format(
            level=level_text(explanation.regions.level_names[level])
        )
    else:
        values, caption = explanation.heatmap[prompt_index], tr("relative evidence")
        full_scale = _full_scale(explanation.signed[prompt_index], diverging=False)
    key = (prompt_index, -1 if diverging else level, solo_layer, diverging, whole_patches)
    painter = painter.in_whole_patches(whole_patches)
    return ShownMap(explanation, key, values, painter, diverging, found, caption, sentence, full_scale)


def _full_scale(signed: np.ndarray, *, diverging: bool) -> float:
    """What scaling made 1 of, see :func:`scale_positive` and :func:`scale_signed`."""
    return float(np.abs(signed).max() if diverging else signed.max())


class HeatLayer:
    """Owner of the heat's graphics item.

    Attributes:
        item: the item to put into the scene.
        composition_count: how often colours were computed; a cost that must not grow with mouse moves.
    """

    def __init__(self) -> None:
        self.item = QGraphicsPixmapItem()
        self.item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.item.setShapeMode(QGraphicsPixmapItem.ShapeMode.BoundingRectShape)
        self.item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.composition_count = 0
        self._shown: ShownMap | None = None
        self._colour_key: tuple[object, ...] | None = None
        self._sampled: np.ndarray | None = None
        self._steps: np.ndarray | None = None

    def clear(self) -> None:
        """Show nothing."""
        self._shown = self._colour_key = self._sampled = self._steps = None
        self.item.setPixmap(QPixmap())

    def show(self, shown: ShownMap, *, colour_map: str, opacity: float, threshold: float) -> None:
        """Compose the layer unless exactly this is on the screen already.

        Args:
            shown: the map; without evidence nothing is painted.
            colour_map, opacity, threshold: as for :func:`mmel_desktop.core.heatmap.compose_heat_rgba`.
        """
        if not shown.evidence_found:
            self.clear()
            return
        geometry = shown.source.geometry
        if not shown.is_same_as(self._shown):
            self._sampled = shown.painter.paint(shown.values, composed_hw(geometry.image_hw))
            self._steps = value_steps(self._sampled)
            self._shown, self._colour_key = shown, None
        colour_key = (colour_map, opacity, threshold)
        if colour_key == self._colour_key or self._sampled is None or self._steps is None:
            return
        self._colour_key = colour_key
        table = step_colours(colour_map=colour_map, opacity=opacity, threshold=threshold)
        self.item.setPixmap(pixmap_from_rgba(look_up(table, self._steps)))
        image_height, image_width = geometry.image_hw
        height, width = self._sampled.shape
        self.item.setTransform(QTransform.fromScale(image_width / width, image_height / height))
        self.composition_count += 1

    def value_at(self, x_px: float, y_px: float) -> float | None:
        """Value of the shown map under an image point; None where there is none."""
        if self._sampled is None or self._shown is None:
            return None
        image_height, image_width = self._shown.source.geometry.image_hw
        height, width = self._sampled.shape
        column, row = int(x_px / image_width * width), int(y_px / image_height * height)
        if not (0 <= row < height and 0 <= column < width):
            return None
        value = float(self._sampled[row, column])
        return None if np.isnan(value) else value


def composed_hw(image_hw: tuple[int, int]) -> tuple[int, int]:
    """Height and width of the composed picture: the longer side is ``COMPOSED_SIDE_PX``."""
    height, width = image_hw
    scale = COMPOSED_SIDE_PX / max(height, width)
    return max(round(height * scale), 1), max(round(width * scale), 1)


def value_steps(values: np.ndarray) -> np.ndarray:
    """Positions in the table of :func:`step_colours` for a map in [-1, 1]; NaN becomes zero."""
    places = colour_position(np.nan_to_num(np.clip(values, -1.0, 1.0), nan=0.0))
    steps = places * COLOUR_STEPS + COLOUR_STEPS
    return np.asarray(np.rint(steps), dtype=np.uint16)


def step_colours(*, colour_map: str, opacity: float, threshold: float) -> np.ndarray:
    """Colours of all values from -1 to 1: uint8 (2 · ``COLOUR_STEPS`` + 1, 4).

    Colour and opacity depend on a pixel's value alone, so composing a table of values and looking them up
    gives what composing the whole map would, many times faster.
    """
    places = np.linspace(-1.0, 1.0, 2 * COLOUR_STEPS + 1, dtype=np.float32)
    table = compose_heat_rgba(
        (places * np.abs(places))[None], colour_map=colour_map, opacity=opacity, threshold=threshold
    )
    return np.asarray(table[0])


def look_up(table: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Colours of a map of steps: uint8 (H, W, 4) from a uint8 (N, 4) table and integers (H, W)."""
    # One 32-bit word per colour is copied three times as fast as four bytes.
    words = np.ascontiguousarray(table).view(np.uint32)[:, 0]
    return np.asarray(words[steps].view(np.uint8).reshape(*steps.shape, 4))


def pixmap_from_rgba(rgba: np.ndarray) -> QPixmap:
    """A pixmap of a uint8 (H, W, 4) array, RGBA, not premultiplied."""
    pixels = np.ascontiguousarray(rgba)
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
    # fromImage converts, that is copies, so the array may go.
    return QPixmap.fromImage(image)


def opaque_rgba(rgb: np.ndarray) -> np.ndarray:
    """Add full opacity to a uint8 (H, W, 3) array."""
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])
