"""Shows which part of the image a probe took away: what the model is not given lies under a veil."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QGraphicsPathItem

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.measured_probes import SAME_SCORE, MeasuredInteraction, MeasuredRegions
from mmel_desktop.ui.canvas.image_layer import hatching
from mmel_desktop.ui.translation import tr

VEIL = QColor(10, 11, 13, 216)
VEIL_LINES = QColor(255, 255, 255, 46)
UNCHANGED = SAME_SCORE
"""A score change that prints as zero."""


class ProbeLayer:
    """Owner of the veil.

    Attributes:
        item: the item to put into the scene.
    """

    def __init__(self) -> None:
        self.item = QGraphicsPathItem()
        self.item.setPen(QPen(Qt.PenStyle.NoPen))
        self.item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._texture = hatching(VEIL, VEIL_LINES)

    def show(self, view: str, patches: np.ndarray | None, geometry: GridGeometry | None) -> None:
        """Veil what the model is not given, whole patches as it is asked.

        Args:
            view: ``remove`` veils the patches, ``keep`` all others, "" nothing.
            patches: bool (rows, columns), of the probed regions.
            geometry: of the patch grid.
        """
        path = QPainterPath()
        if view and patches is not None and geometry is not None:
            path = path_of_patches(patches if view == "remove" else ~patches, geometry)
        self.item.setPath(path)

    def adapt_to_scale(self, scale: float) -> None:
        """Keep the lines equally far apart on the screen at every zoom."""
        brush = QBrush(self._texture)
        brush.setTransform(QTransform.fromScale(1.0 / scale, 1.0 / scale))
        self.item.setBrush(brush)


def path_of_patches(patches: np.ndarray, geometry: GridGeometry) -> QPainterPath:
    """The outline of a set of patches, bool (rows, columns), in image pixels."""
    path = QPainterPath()
    for row, cells in enumerate(patches):
        # Neighbours in a row are one rectangle.
        turns = np.flatnonzero(np.diff(cells.astype(np.int8), prepend=0, append=0))
        for first, end in turns.reshape(-1, 2).tolist():
            left, top, _, _ = geometry.patch_box_xyxy_px(row, first)
            _, _, right, bottom = geometry.patch_box_xyxy_px(row, end - 1)
            path.addRect(QRectF(QPointF(left, top), QPointF(right, bottom)))
    return path.simplified()


def regions_text(region_ids: Sequence[int]) -> str:
    """``region 7``, ``regions 7 and 9``, ``regions 7, 9 and 12``."""
    names = [str(region_id) for region_id in region_ids]
    if len(names) == 1:
        return tr("region {number}").format(number=names[0])
    return tr("regions {numbers} and {last}").format(numbers=", ".join(names[:-1]), last=names[-1])


def change_text(change: float) -> str:
    """A change of the score with its sign, e.g. ``−0.219``; ``±0.000`` when it prints as nothing."""
    if abs(change) < UNCHANGED:
        return "±0.000"
    return f"{'+' if change > 0 else '−'}{abs(change):.3f}"


def score_text(score: float) -> str:
    """A cosine score, e.g. ``0.431`` or ``−0.020``."""
    # Adding zero turns a rounded −0 into 0.
    return f"{round(score, 3) + 0.0:.3f}".replace("-", "−")


def probe_title(view: str, region_ids: Sequence[int]) -> str:
    """What was done, e.g. ``Without region 7``."""
    text = tr("Without {regions}") if view == "remove" else tr("Only {regions}")
    return text.format(regions=regions_text(region_ids))


def probe_result(measured: MeasuredRegions, view: str, prompt_index: int) -> str:
    """The score before and after, and the change, e.g. ``0.431 → 0.212   −0.219``."""
    before = measured.scores[prompt_index]
    after = (measured.scores_without if view == "remove" else measured.scores_alone)[prompt_index]
    return f"{score_text(before)} → {score_text(after)}   {change_text(after - before)}"


def probe_meaning(measured: MeasuredRegions, view: str, prompt_index: int) -> str:
    """One sentence that says what the change means, or that it means nothing here."""
    if view == "remove":
        reading, after = measured.removal_reading(prompt_index), measured.scores_without[prompt_index]
    else:
        reading, after = measured.alone_reading(prompt_index), measured.scores_alone[prompt_index]
    figures = {"after": score_text(after), "whole": score_text(measured.scores[prompt_index])}
    return _meanings(view)[reading].format(**figures)


def _meanings(view: str) -> dict[str, str]:
    if view == "remove":
        return {
            "needed": tr("The score falls without it: it supports the prompt."),
            "not needed": tr("The score does not need it."),
            "against": tr("The score rises without it: it speaks against the prompt."),
            "no statement": tr(
                "Without it the score is {after} instead of {whole}: such a score is too low to say whether "
                "it is needed."
            ),
        }
    return {
        "sufficient": tr("Alone it reaches the whole score: it is sufficient."),
        "not sufficient": tr("Alone it does not reach the whole score."),
        "no statement": tr(
            "Alone it has {after} of {whole}: such a score is too low to say whether it is sufficient."
        ),
    }


def interaction_text(measured: MeasuredInteraction, prompt_index: int) -> str:
    """The strength in words, e.g. ``need one another +.013``."""
    strength = measured.strengths[prompt_index]
    if abs(strength) < UNCHANGED:
        return tr("independent ±.000")
    figure = f"{abs(strength):.3f}".removeprefix("0")
    if strength > 0:
        return tr("need one another +{figure}").format(figure=figure)
    return tr("replace one another −{figure}").format(figure=figure)
