"""Two tasks beyond one object: both objects of a pair, and a shortcut the model relies on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from mmel_desktop.benchmark.cases import PairCase, ShortcutCase
from mmel_desktop.benchmark.metrics import UNDEFINED, energy_inside
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.region_tree import Region

TOP_REGIONS = 3
REGION_IOU = 0.3
RELIANCE = 0.1
"""The model relies on the companion where the score loses at least this share of itself without it."""

FOUND_TIMES_AREA = 2.0
"""The companion is found where its share of the evidence is this many times its share of the image."""


@dataclass(frozen=True)
class PairAnswer:
    """What an explanation said about a pair at one level.

    Attributes:
        both_found: an object of each kind is among the ``TOP_REGIONS`` regions by evidence with IoU ≥
            ``REGION_IOU``.
        edge_joins: and the strongest semantic edge among these regions joins the two.
    """

    both_found: bool
    edge_joins: bool


def judge_pair(explanation: Explanation, case: PairCase, level: int) -> PairAnswer:
    """Judge the first prompt's regions and graph at one level."""
    regions = sorted(
        explanation.regions.at_level(level), key=lambda region: (-region.shares[0], region.region_id)
    )[:TOP_REGIONS]
    masks = [_pixels_of(explanation, region) for region in regions]
    matches = [
        {
            region.region_id
            for region, mask in zip(regions, masks, strict=True)
            if any(_iou(mask, truth) >= REGION_IOU for truth in truths)
        }
        for truths in case.masks
    ]
    # One region that covers both objects has not told them apart.
    pairs = {frozenset((first, second)) for first in matches[0] for second in matches[1] if first != second}
    chosen = {region.region_id for region in regions}
    edges = [
        edge for edge in explanation.graph(0, level).edges if edge.source in chosen and edge.target in chosen
    ]
    strongest = max(edges, key=lambda edge: edge.semantic, default=None)
    joined = strongest is not None and frozenset((strongest.source, strongest.target)) in pairs
    return PairAnswer(bool(pairs), joined)


def relies_on_companion(score: float, score_without: float) -> bool:
    """Whether the score loses at least ``RELIANCE`` of itself when the companion is not drawn."""
    return score > 0 and (score - score_without) / score >= RELIANCE


def companion_share(heat: np.ndarray, case: ShortcutCase) -> tuple[float, float]:
    """Share of the positive evidence on the companion; and 1 if found, 0 if not. NaN when undefined."""
    share = energy_inside(heat, case.companion)
    if np.isnan(share):
        return UNDEFINED, UNDEFINED
    return share, float(share >= FOUND_TIMES_AREA * case.companion.mean())


def recall(answers: list[PairAnswer]) -> Mapping[str, np.ndarray]:
    """Both figures as float arrays (cases,)."""
    return {
        "both among the top three regions": np.array([float(answer.both_found) for answer in answers]),
        "and joined by the strongest edge": np.array([float(answer.edge_joins) for answer in answers]),
    }


def _pixels_of(explanation: Explanation, region: Region) -> np.ndarray:
    """Bool (H, W): pixels inside a region's outline, as the analyst sees it."""
    height, width = explanation.geometry.image_hw
    canvas = Image.new("1", (width, height))
    pen = ImageDraw.Draw(canvas)
    outer, *holes = region.outline
    for ring, inside in ((outer, 1), *((hole, 0) for hole in holes)):
        # Pillow's points name pixels, whose centres lie half a pixel further.
        pen.polygon([(x - 0.5, y - 0.5) for x, y in ring], fill=inside)
    return np.asarray(canvas)


def _iou(first: np.ndarray, second: np.ndarray) -> float:
    union = (first | second).sum()
    return float((first & second).sum() / union) if union else 0.0
