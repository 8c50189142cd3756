"""The picture of one map over its image: heat, region outlines, hatching where the model never looked."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.heatmap import blend, compose_heat_rgba, unseen_mask
from mmel_desktop.core.source_image import SourceImage

LONGEST_SIDE_RANGE_PX = (768, 2048)
"""Small images are enlarged until outlines and text are legible, large ones reduced; the shape is kept."""

NO_EVIDENCE_TEXT = "no evidence found"
_SUPERSAMPLING = 2  # Pillow draws lines without smoothing: outlines are drawn twice as large and reduced
_HATCH_SPACING = 0.012  # of the longest side


def draw_overlay(
    explanation: Explanation,
    source_image: SourceImage,
    prompt_index: int,
    display: DisplaySettings | None = None,
) -> Image.Image:
    """Draw what the workbench shows for one prompt.

    Args:
        explanation: made from this very image.
        source_image: oriented pixels.
        prompt_index: whose map to draw.
        display: opacity, threshold, colour map, level and whether regions are outlined; the workbench's
            defaults when None. ``level`` -1 draws the fused map with the outlines of the object level.

    Returns:
        RGB picture in the image's proportions, its longest side within ``LONGEST_SIDE_RANGE_PX``.

    Raises:
        ValueError: the image is not the one that was explained.
    """
    if source_image.identity.rgb_sha256 != explanation.provenance.image.rgb_sha256:
        raise ValueError(
            f"the explanation belongs to {explanation.provenance.image.name!r} with other pixels than "
            f"{source_image.identity.name!r}"
        )
    display = display or DisplaySettings()
    output_hw = picture_size_hw(explanation.geometry.image_hw)
    base = Image.fromarray(source_image.rgb).resize(output_hw[::-1], Image.Resampling.LANCZOS)
    pixels = np.asarray(base)
    found = explanation.prompts[prompt_index].evidence_found
    if found:
        level = None if display.level < 0 else display.level
        heat = compose_heat_rgba(
            explanation.painted(prompt_index, level, output_hw, whole_patches=display.whole_patches),
            colour_map=display.colour_map,
            opacity=display.opacity,
            threshold=display.threshold,
        )
        pixels = blend(pixels, heat)
    pixels = blend(pixels, _hatching_rgba(unseen_mask(explanation.geometry, output_hw)))
    picture = Image.fromarray(pixels)
    if display.show_regions:
        _draw_outlines(picture, explanation, _outlined_level(explanation, display.level))
    if not found:
        _write_banner(picture, NO_EVIDENCE_TEXT)
    return picture


def picture_size_hw(image_hw: tuple[int, int]) -> tuple[int, int]:
    """Height and width at which an image of this size is drawn."""
    smallest, largest = LONGEST_SIDE_RANGE_PX
    longest = max(image_hw)
    scale = min(max(longest, smallest), largest) / longest
    return max(1, round(image_hw[0] * scale)), max(1, round(image_hw[1] * scale))


def _outlined_level(explanation: Explanation, level: int) -> int:
    levels = len(explanation.regions.level_names)
    return level if 0 <= level < levels else min(1, levels - 1)


def _hatching_rgba(unseen: np.ndarray) -> np.ndarray:
    """Grey diagonal stripes over the pixels marked in ``unseen``: uint8 (H, W, 4)."""
    height, width = unseen.shape
    spacing = max(4, round(_HATCH_SPACING * max(height, width)))
    diagonal = (np.arange(height)[:, None] + np.arange(width)[None, :]) % spacing
    rgba = np.zeros((height, width, 4), dtype=np.uint8)
    rgba[unseen] = (32, 32, 36, 150)
    rgba[unseen & (diagonal < max(1, spacing // 4))] = (190, 190, 196, 170)
    return rgba


def _draw_outlines(picture: Image.Image, explanation: Explanation, level: int) -> None:
    """Outline every region of a level: a light line on a dark one, visible on any ground."""
    image_height, image_width = explanation.geometry.image_hw
    scale_xy = np.array(
        [picture.width * _SUPERSAMPLING / image_width, picture.height * _SUPERSAMPLING / image_height]
    )
    layer = Image.new("RGBA", (picture.width * _SUPERSAMPLING, picture.height * _SUPERSAMPLING))
    draw = ImageDraw.Draw(layer)
    line = max(2, round(max(layer.size) / 700))
    rings = [
        [tuple(point) for point in (np.array([*ring, ring[0]]) * scale_xy).tolist()]
        for region in explanation.regions.at_level(level)
        for ring in region.outline
    ]
    for colour, width in (((0, 0, 0, 120), 2 * line + 2), ((255, 255, 255, 170), line)):
        for ring in rings:
            draw.line(ring, fill=colour, width=width, joint="curve")
    layer = layer.resize(picture.size, Image.Resampling.BOX)
    picture.paste(layer, mask=layer.getchannel("A"))


def _write_banner(picture: Image.Image, text: str) -> None:
    """Write a line on a dark band in the middle of the picture."""
    font = ImageFont.load_default(max(14.0, min(picture.height / 14, picture.width / (0.62 * len(text)))))
    draw = ImageDraw.Draw(picture, "RGBA")
    left, top, right, bottom = draw.textbbox((0, 0), text, font=font)
    middle = picture.height / 2
    band = (bottom - top) * 1.1
    draw.rectangle((0, middle - band, picture.width, middle + band), fill=(16, 16, 18, 205))
    draw.text(
        ((picture.width - (right - left)) / 2 - left, middle - (bottom - top) / 2 - top),
        text,
        font=font,
        fill=(245, 245, 245, 255),
    )
