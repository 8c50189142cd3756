"""Vector drawing over pictures: crisp at any enlargement, and legible without colour."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from contourpy import contour_generator

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.map_painting import MapPainter
from mmel_desktop.core.region_tree import Region
from mmel_desktop.core.relation_graph import RelationEdge
from mmel_desktop.report.figures import Frame, Overlay
from mmel_desktop.report.marks import badge_radius, draw_badge, hatch
from mmel_desktop.report.page_style import ACCENT, INK, SMALL_BOLD, WHITE, Colour
from mmel_desktop.report.text import draw_text, text_width

_CONTOUR_SIDE = 160
_RING_PT = 4.0
_MOST_RINGS = 24


def half_of_evidence_contour(painter: MapPainter, heat: np.ndarray) -> Overlay:
    """Encircles the strongest places that hold half of a map, so that a print without colour shows it too.

    Args:
        painter: how the map is laid over the image.
        heat: float (rows, columns) in [0, 1].
    """
    height, width = painter.geometry.image_hw
    scale = _CONTOUR_SIDE / max(height, width)
    rows, columns = max(2, round(height * scale)), max(2, round(width * scale))
    sampled = np.nan_to_num(painter.paint(heat, (rows, columns)), nan=0.0)
    # A rim of zeros closes contours that would run out of the picture.
    generator = contour_generator(
        x=(np.arange(-1, columns + 1) + 0.5) * width / columns,
        y=(np.arange(-1, rows + 1) + 0.5) * height / rows,
        z=np.pad(sampled, 1),
    )
    descending = np.sort(sampled, axis=None)[::-1]
    held = np.cumsum(descending, dtype=np.float64)
    lines = generator.lines(float(descending[np.searchsorted(held, held[-1] / 2)])) if held[-1] > 0 else []

    def paint(canvas: Any, frame: Frame) -> None:
        for line_width, colour in ((1.5, WHITE), (0.7, INK)):
            canvas.setLineWidth(line_width)
            canvas.setStrokeColorRGB(*colour)
            for line in lines:
                _trace(canvas, frame, [(float(x), float(y)) for x, y in np.asarray(line)], close=False)

    return paint


def unseen_hatching(geometry: GridGeometry) -> Overlay:
    """Hatches what the model never saw (cut away by its preprocessing)."""

    def paint(canvas: Any, frame: Frame) -> None:
        height, width = geometry.image_hw
        x0, y0, x1, y1 = geometry.box_xyxy_px
        x0, y0, x1, y1 = max(x0, 0.0), max(y0, 0.0), min(x1, float(width)), min(y1, float(height))
        for left, top, right, bottom in (
            (0, 0, width, y0),
            (0, y1, width, height),
            (0, y0, x0, y1),
            (x1, y0, width, y1),
        ):
            corner_x, corner_y = frame.point(left, bottom)
            far_x, far_y = frame.point(right, top)
            hatch(canvas, corner_x, corner_y, far_x - corner_x, far_y - corner_y)
        canvas.setStrokeColorRGB(*WHITE)
        canvas.setLineWidth(0.7)
        corner, far = frame.point(x0, y1), frame.point(x1, y0)
        if not geometry.sees_whole_image:
            canvas.rect(*corner, far[0] - corner[0], far[1] - corner[1], stroke=1, fill=0)

    return paint


def words_plate(words: str) -> Overlay:
    """Words on a white plate in the middle of the picture, e.g. "no evidence found"."""

    def paint(canvas: Any, frame: Frame) -> None:
        width = text_width(words, SMALL_BOLD) + 16
        x, y = frame.x + frame.width / 2, frame.y + frame.height / 2
        canvas.setFillColorRGB(*WHITE)
        canvas.setStrokeColorRGB(*INK)
        canvas.setLineWidth(0.6)
        canvas.rect(x - width / 2, y - 8, width, 16, stroke=1, fill=1)
        draw_text(canvas, words, x, y - 2.6, SMALL_BOLD.with_(align="centre"))

    return paint


def region_outlines(regions: Sequence[Region]) -> Overlay:
    """Thin outlines of regions, dark on a light halo."""

    def paint(canvas: Any, frame: Frame) -> None:
        for line_width, colour in ((1.6, WHITE), (0.5, INK)):
            canvas.setLineWidth(line_width)
            canvas.setStrokeColorRGB(*colour)
            for region in regions:
                for ring in region.outline:
                    _trace(canvas, frame, ring, close=True)

    return paint


def relation_lines(
    regions: dict[int, Region], shown: Sequence[int], edges: Sequence[RelationEdge], kind: str
) -> Overlay:
    """Numbered regions joined by lines whose width is the relation's strength.

    Semantic relations are solid, attention dashed, interaction dash-dotted.

    Args:
        regions: by id, at least those of the edges and of ``shown``.
        shown: ids of the regions that get their number, which is the id itself as in the window.
        edges: what is drawn.
        kind: which strength sets the width.
    """
    dashes = {"semantic": (), "attention": (4, 3), "interaction": (6, 2, 1.5, 2)}

    def paint(canvas: Any, frame: Frame) -> None:
        canvas.setLineCap(1)
        strengths = {edge: relation_strength(edge, kind) for edge in edges}
        largest = max(strengths.values(), default=0.0) or 1.0
        for halo in (True, False):
            canvas.setStrokeColorRGB(*(WHITE if halo else ACCENT))
            canvas.setDash(*([[]] if halo else [list(dashes[kind])]))
            for edge in edges:
                width = 0.5 + 1.5 * strengths[edge] / largest
                canvas.setLineWidth(width + 1.2 if halo else width)
                start = frame.point(*regions[edge.source].inner_point_xy_px)
                canvas.line(*start, *frame.point(*regions[edge.target].inner_point_xy_px))
        canvas.setDash()
        for region_id in shown:
            draw_badge(canvas, str(region_id), *frame.point(*regions[region_id].inner_point_xy_px), size=6.5)

    return paint


def relation_strength(edge: RelationEdge, kind: str) -> float:
    """Magnitude of one named strength of an edge; 0 for an interaction that was not measured."""
    if kind == "interaction":
        return abs(edge.interaction) if edge.interaction is not None else 0.0
    return edge.semantic if kind == "semantic" else edge.attention


def call_outs(annotations: Sequence[Annotation], colour: Colour = INK) -> Overlay:
    """The annotations' shapes with their numbers; those of the whole image stand in the upper left corner.

    No number covers another: where it would, it moves aside and a line leads back to its place.
    """

    def paint(canvas: Any, frame: Frame) -> None:
        for annotation in annotations:
            _outline_annotation(canvas, frame, annotation, colour)
        numbers = [str(annotation.number) for annotation in annotations]
        wanted = _wanted_places(annotations, frame)
        places = free_places(wanted, [badge_radius(number) for number in numbers], frame)
        for (from_x, from_y), (to_x, to_y) in zip(wanted, places, strict=True):
            if (from_x, from_y) != (to_x, to_y):
                for line_width, stroke in ((1.8, WHITE), (0.8, colour)):
                    canvas.setLineWidth(line_width)
                    canvas.setStrokeColorRGB(*stroke)
                    canvas.line(from_x, from_y, to_x, to_y)
        for number, place in zip(numbers, places, strict=True):
            draw_badge(canvas, number, *place)

    return paint


def _wanted_places(annotations: Sequence[Annotation], frame: Frame) -> list[tuple[float, float]]:
    """Where each number would stand if it were alone, points."""
    places = []
    whole_image = 0
    for annotation in annotations:
        place = annotation.geometry.call_out_xy_px
        if place is None:
            x, y = frame.x + 10 + 16 * whole_image, frame.y + frame.height - 10
            whole_image += 1
        else:
            x, y = frame.point(*place)
        x = min(max(x, frame.x + 7), frame.x + frame.width - 7)
        y = min(max(y, frame.y + 7), frame.y + frame.height - 7)
        places.append((x, y))
    return places


def free_places(
    wanted: Sequence[tuple[float, float]], radii: Sequence[float], frame: Frame
) -> list[tuple[float, float]]:
    """Places for discs that do not cover one another, each as near to the wanted one as a ring search finds.

    A disc stays where it was wanted when the picture has no free place for it.

    Args:
        wanted: centres inside the frame, points.
        radii: points.
        frame: the picture.
    """
    found: list[tuple[float, float]] = []
    for (x, y), radius in zip(wanted, radii, strict=True):
        taken = list(zip(found, radii, strict=False))
        found.append(next((p for p in _around(x, y) if _is_free(p, radius, taken, frame)), (x, y)))
    return found


def _around(x: float, y: float) -> Iterator[tuple[float, float]]:
    """A point, then points on ever larger rings around it."""
    yield x, y
    for ring in range(1, _MOST_RINGS + 1):
        for step in range(8 * ring):
            angle = math.tau * step / (8 * ring)
            yield x + _RING_PT * ring * math.cos(angle), y + _RING_PT * ring * math.sin(angle)


def _is_free(
    place: tuple[float, float],
    radius: float,
    taken: Sequence[tuple[tuple[float, float], float]],
    frame: Frame,
) -> bool:
    x, y = place
    inside = abs(x - frame.x - frame.width / 2) <= frame.width / 2 - radius
    inside &= abs(y - frame.y - frame.height / 2) <= frame.height / 2 - radius
    return inside and all(math.dist(place, other) >= radius + size + 0.5 for other, size in taken)


def _outline_annotation(canvas: Any, frame: Frame, annotation: Annotation, colour: Colour) -> None:
    geometry = annotation.geometry
    for line_width, stroke in ((2.6, WHITE), (1.2, colour)):
        canvas.setLineWidth(line_width)
        canvas.setStrokeColorRGB(*stroke)
        if geometry.kind == "box" and geometry.rings:
            (x0, y0), (x1, y1) = geometry.rings[0][0], geometry.rings[0][-1]
            _trace(canvas, frame, ((x0, y0), (x1, y0), (x1, y1), (x0, y1)), close=True)
        elif geometry.kind == "point" and geometry.rings:
            x, y = frame.point(*geometry.rings[0][0])
            canvas.circle(x, y, 4, stroke=1, fill=0)
        else:
            for ring in geometry.rings:
                _trace(canvas, frame, ring, close=geometry.kind != "edge")


def _trace(canvas: Any, frame: Frame, ring: Sequence[tuple[float, float]], *, close: bool) -> None:
    path = canvas.beginPath()
    path.moveTo(*frame.point(*ring[0]))
    for x_px, y_px in ring[1:]:
        path.lineTo(*frame.point(x_px, y_px))
    if close:
        path.close()
    canvas.drawPath(path, stroke=1, fill=0)
