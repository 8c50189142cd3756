"""Pictures of the report: rasters composed exactly as on the screen, with vector drawing over them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image
from reportlab.lib.utils import ImageReader

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.heatmap import blend, colour_table, compose_heat_rgba
from mmel_desktop.core.region_tree import Region
from mmel_desktop.core.relation_graph import RelationEdge
from mmel_desktop.report.blocks import Block
from mmel_desktop.report.marks import draw_badge, hatch
from mmel_desktop.report.page_style import ACCENT, INK, SMALL, SMALL_BOLD, SOFT, WHITE, Colour
from mmel_desktop.report.text import draw_text, text_width

DOTS_PER_INCH = 200
SMALLEST_RASTER_PX = 320
"""A tiny picture is enlarged to this side before colouring, so that the heat is smooth in print."""
JPEG_QUALITY = 88
EMPTY_PICTURE_GREY = 214


@dataclass(frozen=True)
class Frame:
    """Where a picture lies on the page: source pixels to points.

    Attributes:
        x, y: lower left corner, points.
        width, height: points.
        image_hw: the source image, pixels.
    """

    x: float
    y: float
    width: float
    height: float
    image_hw: tuple[int, int]

    def point(self, x_px: float, y_px: float) -> tuple[float, float]:
        """Page position of a source pixel position."""
        image_height, image_width = self.image_hw
        return self.x + x_px / image_width * self.width, self.y + (1 - y_px / image_height) * self.height


Overlay = Callable[[Any, Frame], None]


class Picture(Block):
    """A raster with vector overlays, centred in its column and framed by a hairline.

    Args:
        jpeg: encoded picture of the whole source image.
        image_hw: size of the source image, pixels.
        tallest: largest height, points.
        overlays: drawn over it, clipped to it.
    """

    def __init__(
        self, jpeg: bytes, image_hw: tuple[int, int], tallest: float, overlays: Sequence[Overlay] = ()
    ) -> None:
        self.jpeg = jpeg
        self.image_hw = image_hw
        self.tallest = tallest
        self.overlays = tuple(overlays)

    def _size(self, width: float) -> tuple[float, float]:
        return fitted_size(self.image_hw, width, self.tallest)

    def measure(self, width: float) -> float:
        """Height needed at this width, points."""
        return self._size(width)[1]

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        own_width, own_height = self._size(width)
        frame = Frame(x + (width - own_width) / 2, top - own_height, own_width, own_height, self.image_hw)
        canvas.drawImage(ImageReader(io.BytesIO(self.jpeg)), frame.x, frame.y, frame.width, frame.height)
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(frame.x, frame.y, frame.width, frame.height)
        canvas.clipPath(clip, stroke=0, fill=0)
        for overlay in self.overlays:
            overlay(canvas, frame)
        canvas.restoreState()
        canvas.setStrokeColorRGB(*SOFT)
        canvas.setLineWidth(0.4)
        canvas.rect(frame.x, frame.y, frame.width, frame.height, stroke=1, fill=0)


def fitted_size(image_hw: tuple[int, int], widest: float, tallest: float) -> tuple[float, float]:
    """Width and height, points, of a picture inside a box, with the source's proportions.

    Extremely long or tall pictures are squeezed so that neither side falls below 24 points.
    """
    height, width = image_hw
    scale = min(widest / width, tallest / height)
    return max(width * scale, min(24.0, widest)), max(height * scale, min(24.0, tallest))


def raster_hw(image_hw: tuple[int, int], widest: float, tallest: float) -> tuple[int, int]:
    """Pixels a picture needs: 200 dots per inch, never finer than the source unless that is tiny."""
    width, height = fitted_size(image_hw, widest, tallest)
    wanted = max(width, height) / 72 * DOTS_PER_INCH
    side = max(min(wanted, max(image_hw)), min(SMALLEST_RASTER_PX, wanted))
    scale = side / max(width, height)
    return max(1, round(height * scale)), max(1, round(width * scale))


def base_picture(rgb: np.ndarray | None, output_hw: tuple[int, int]) -> np.ndarray:
    """The source at print size, uint8 (H, W, 3); an even grey when the picture cannot be had."""
    if rgb is None:
        return np.full((*output_hw, 3), EMPTY_PICTURE_GREY, np.uint8)
    image = Image.fromarray(rgb)
    # Reducing in whole steps first keeps a 100-megapixel source from being filtered at full size many times.
    factor = max(1, min(rgb.shape[0] // (2 * output_hw[0]), rgb.shape[1] // (2 * output_hw[1])))
    if factor > 1:
        image = image.reduce(factor)
    return np.asarray(image.resize((output_hw[1], output_hw[0]), Image.Resampling.LANCZOS), dtype=np.uint8)


def heat_picture(
    base: np.ndarray, geometry: GridGeometry, heat: np.ndarray, display: DisplaySettings
) -> np.ndarray:
    """A patch map over the picture, composed as on the screen.

    Args:
        base: uint8 (H, W, 3), the whole image at any size.
        geometry: where the grid lies.
        heat: float (rows, columns) in [0, 1].
        display: colour map, opacity and threshold the reviewer saw.

    Returns:
        uint8 (H, W, 3).
    """
    output_hw = (base.shape[0], base.shape[1])
    rgba = compose_heat_rgba(
        geometry.sample_map(heat, output_hw),
        colour_map=display.colour_map,
        opacity=display.opacity,
        threshold=display.threshold,
    )
    return blend(base, rgba)


def encode_jpeg(picture: np.ndarray) -> bytes:
    """The picture as JPEG bytes (the same bytes for the same pixels)."""
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=JPEG_QUALITY, subsampling=1, optimize=True)
    return buffer.getvalue()


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
    regions: dict[int, Region], numbers: dict[int, int], edges: Sequence[RelationEdge], kind: str
) -> Overlay:
    """Numbered regions joined by lines whose width is the relation's strength.

    Semantic relations are solid, attention dashed, interaction dash-dotted.

    Args:
        regions: by id, at least those of the edges and numbers.
        numbers: printed number by region id.
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
                start = frame.point(*regions[edge.source].centroid_xy_px)
                canvas.line(*start, *frame.point(*regions[edge.target].centroid_xy_px))
        canvas.setDash()
        for region_id, number in numbers.items():
            draw_badge(canvas, str(number), *frame.point(*regions[region_id].centroid_xy_px), size=6.5)

    return paint


def relation_strength(edge: RelationEdge, kind: str) -> float:
    """Magnitude of one named strength of an edge; 0 for an interaction that was not measured."""
    if kind == "interaction":
        return abs(edge.interaction) if edge.interaction is not None else 0.0
    return edge.semantic if kind == "semantic" else edge.attention


def call_outs(annotations: Sequence[Annotation], colour: Colour = INK) -> Overlay:
    """The annotations' shapes with their numbers; those of the whole image stand in the upper left corner."""

    def paint(canvas: Any, frame: Frame) -> None:
        whole_image = 0
        for annotation in annotations:
            _outline_annotation(canvas, frame, annotation, colour)
            box = annotation.geometry.bounding_box_xyxy_px
            if box is None:
                x, y = frame.x + 10 + 16 * whole_image, frame.y + frame.height - 10
                whole_image += 1
            else:
                x, y = frame.point(box[0], box[1])
            x = min(max(x, frame.x + 7), frame.x + frame.width - 7)
            y = min(max(y, frame.y + 7), frame.y + frame.height - 7)
            draw_badge(canvas, str(annotation.number), x, y)

    return paint


class ColourBar(Block):
    """The colour scale of the heat maps: from none to strongest, with the threshold marked."""

    height = 24.0

    def __init__(self, display: DisplaySettings) -> None:
        self.display = display

    def measure(self, width: float) -> float:  # noqa: ARG002
        """Height needed at this width, points."""
        return self.height

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        bar_width, steps = min(width, 200.0), 64
        table = colour_table(self.display.colour_map)
        for step in range(steps):
            position = (step + 0.5) / steps
            if position >= self.display.threshold:
                canvas.setFillColorRGB(*(float(part) / 255 for part in table[int(position * 255)]))
                canvas.rect(
                    x + bar_width * step / steps, top - 10, bar_width / steps + 0.3, 8, stroke=0, fill=1
                )
        canvas.setStrokeColorRGB(*SOFT)
        canvas.setLineWidth(0.4)
        canvas.rect(x, top - 10, bar_width, 8, stroke=1, fill=0)
        threshold_x = x + bar_width * self.display.threshold
        canvas.line(threshold_x, top - 13, threshold_x, top - 2)
        draw_text(canvas, "0", x, top - 20, SMALL.with_(size=6.5))
        draw_text(
            canvas,
            f"{self.display.threshold:.2f}",
            threshold_x,
            top - 20,
            SMALL.with_(size=6.5, align="centre"),
        )
        draw_text(canvas, "1 = strongest", x + bar_width, top - 20, SMALL.with_(size=6.5, align="right"))
        lines = (
            f"Evidence for the prompt, scaled per map; below {self.display.threshold:.2f} nothing is "
            "painted.",
            "Maps are comparable in place, not in strength.",
        )
        for line, baseline in zip(lines, (top - 9, top - 20), strict=True):
            draw_text(canvas, line, x + bar_width + 16, baseline, SMALL)


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
