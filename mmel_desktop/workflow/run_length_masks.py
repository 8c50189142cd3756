"""Masks as COCO writes them: run lengths down the columns, beginning with zeros.

COCO's polygons know no holes, so a shape with holes travels as such a mask.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from mmel_desktop.workflow.drawn_shapes import DrawnShape

MOST_PIXELS = 120_000_000
MOST_BOXES = 200_000
_LONGEST_NUMBER = 12  # groups of five bits; 2^60 is more than any mask holds


def encode_runs(shape: DrawnShape, image_hw: tuple[int, int]) -> list[int]:
    """Run lengths of a polygon's mask: a pixel belongs to it when its centre does (even-odd rule).

    Args:
        shape: a polygon, with or without holes.
        image_hw: height and width of the mask.
    """
    flat = rasterise(shape, image_hw).ravel(order="F")
    changes = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    lengths = np.diff(np.concatenate(([0], changes, [flat.size]))).tolist()
    return [0, *lengths] if flat.size and flat[0] else lengths


def rasterise(shape: DrawnShape, image_hw: tuple[int, int]) -> np.ndarray:
    """Bool (height, width): the pixels whose centre lies inside."""
    height, width = image_hw
    crossings = np.zeros((height, width + 1), dtype=np.uint8)
    for ring in shape.rings:
        for (x0, y0), (x1, y1) in pairwise((*ring, ring[0])):
            if y0 == y1:
                continue
            first, last = np.ceil(np.sort([y0, y1]) - 0.5)
            rows = np.arange(max(int(first), 0), min(int(last), height))
            x = x0 + (rows + 0.5 - y0) * (x1 - x0) / (y1 - y0)
            crossings[rows, np.clip(np.ceil(x - 0.5), 0, width).astype(np.int64)] ^= 1
    return np.logical_xor.accumulate(crossings[:, :width].astype(bool), axis=1)


def read_runs(segmentation: Any) -> tuple[list[int], tuple[int, int]]:
    """Run lengths of a COCO mask, plain or packed into text.

    Returns:
        The run lengths, and height and width.

    Raises:
        ValueError: not such a mask, or too large.
    """
    size = segmentation.get("size")
    if (
        not isinstance(size, list)
        or len(size) != 2
        or not all(type(side) is int and side > 0 for side in size)
    ):
        raise ValueError("expected a mask with a size of [height, width]")
    height, width = size
    if height * width > MOST_PIXELS:
        raise ValueError(f"expected a mask of at most {MOST_PIXELS:,} pixels")
    counts = segmentation.get("counts")
    runs = _unpack(counts) if isinstance(counts, str) else counts
    if not isinstance(runs, list) or not all(type(run) is int and run >= 0 for run in runs):
        raise ValueError("expected run lengths")
    if sum(runs) != height * width:
        raise ValueError("expected run lengths that fill the mask")
    return runs, (height, width)


def shapes_of_runs(runs: list[int], image_hw: tuple[int, int]) -> tuple[DrawnShape, ...]:
    """The polygons, with their holes, around a mask's pixels.

    Raises:
        ValueError: the mask is empty or falls into too many pieces.
    """
    import shapely

    height, _ = image_hw
    boxes: list[tuple[int, int, int, int]] = []
    position = 0
    for index, run in enumerate(runs):
        if index % 2 and run:
            boxes += _column_boxes(position, position + run, height)
            if len(boxes) > MOST_BOXES:
                raise ValueError("expected a mask of fewer pieces")
        position += run
    if not boxes:
        raise ValueError("expected a mask that is not empty")
    merged = shapely.simplify(shapely.union_all(shapely.box(*np.array(boxes, dtype=float).T)), 0)
    polygons = sorted(shapely.get_parts(merged).tolist(), key=lambda polygon: -float(polygon.area))
    return tuple(
        DrawnShape(
            "polygon",
            tuple(
                tuple((float(x), float(y)) for x, y in ring.coords[:-1])
                for ring in (polygon.exterior, *polygon.interiors)
            ),
        )
        for polygon in polygons
    )


def _column_boxes(start: int, stop: int, height: int) -> list[tuple[int, int, int, int]]:
    """A run of pixels as upright boxes (x0, y0, x1, y1): its first, its whole and its last columns."""
    boxes = []
    first, last = start // height, (stop - 1) // height
    if first == last:
        return [(first, start % height, first + 1, (stop - 1) % height + 1)]
    whole_from = first if start % height == 0 else first + 1
    whole_to = last + 1 if stop % height == 0 else last
    if whole_from > first:
        boxes.append((first, start % height, first + 1, height))
    if whole_to > whole_from:
        boxes.append((whole_from, 0, whole_to, height))
    if whole_to <= last:
        boxes.append((last, 0, last + 1, stop % height))
    return boxes


def _unpack(text: str) -> list[int]:
    """COCO's packed form: numbers in groups of five bits, low groups first, from the third on as differences.

    Each character holds one group above ``0`` (48); bit 6 says that more follow, bit 5 of the last is the
    sign.

    Raises:
        ValueError: not such a text.
    """
    runs: list[int] = []
    value = shift = 0
    for character in text:
        code = ord(character) - 48
        if not 0 <= code < 64 or shift >= 5 * _LONGEST_NUMBER:
            raise ValueError("expected packed run lengths")
        value |= (code & 0x1F) << shift
        shift += 5
        if code & 0x20:
            continue
        if code & 0x10:
            value -= 1 << shift
        runs.append(value + runs[-2] if len(runs) > 2 else value)
        value = shift = 0
    if shift:
        raise ValueError("expected packed run lengths")
    return runs
