"""The image and its maps: fused, per level, and for the other prompts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.taxonomy import NO_FAILURE
from mmel_desktop.report.blocks import Block, Columns, Drawing, Gap, Stack
from mmel_desktop.report.content import ImageCase
from mmel_desktop.report.figure_text import cosine_text, percent_text
from mmel_desktop.report.figures import (
    ColourBar,
    Overlay,
    Picture,
    base_picture,
    encode_jpeg,
    heat_picture,
    raster_hw,
)
from mmel_desktop.report.marks import MarkedText, hatch
from mmel_desktop.report.overlays import call_outs, half_of_evidence_contour, unseen_hatching, words_plate
from mmel_desktop.report.page_style import CONTENT_WIDTH, INK, SMALL, SMALL_BOLD
from mmel_desktop.report.page_tags import tags_of
from mmel_desktop.report.section_parts import headed
from mmel_desktop.report.text import TextBlock, clip, draw_text, fit_text

MAIN_HEIGHT = 178.0
LEVEL_HEIGHT = 96.0
THUMB_HEIGHT = 84.0
ENLARGED_HEIGHT = 380.0
MOST_MARKS_ON_SMALL_PICTURE = 9
NO_EVIDENCE = "no evidence found"


class MapPrinter:
    """Makes the pictures of one image; the source is scaled to print size once.

    Args:
        case: the image, with or without an explanation.
        display: colour map, opacity and threshold the reviewer saw.
        prompt_index: the prompt whose maps are printed large.
    """

    def __init__(self, case: ImageCase, display: DisplaySettings, prompt_index: int) -> None:
        self.case = case
        self.display = display
        self.prompt_index = prompt_index
        identity = case.record.identity
        self.image_hw = (identity.height_px, identity.width_px)
        self.base = base_picture(case.rgb, raster_hw(self.image_hw, (CONTENT_WIDTH - 16) / 2, MAIN_HEIGHT))
        self.base_jpeg = encode_jpeg(self.base)

    def plain(
        self, overlays: Sequence[Overlay], alt: str, tallest: float = MAIN_HEIGHT, jpeg: bytes = b""
    ) -> Picture:
        """The image itself with vector drawing over it.

        Args:
            overlays: the drawing.
            alt: what it shows.
            tallest: points.
            jpeg: the image at a finer resolution than that of the small pictures, where it is printed larger.
        """
        missing = [words_plate("picture not available")] if self.case.rgb is None else []
        shown = "The picture was not available" if missing else "The image"
        words = f"{shown}: {clip(self.case.record.identity.name, 160)}, {alt}."
        return Picture(jpeg or self.base_jpeg, self.image_hw, tallest, [*missing, *overlays], alt=words)

    def mapped(
        self,
        explanation: Explanation,
        prompt_index: int,
        heat: np.ndarray,
        widest: float,
        tallest: float,
        level_name: str | None = None,
    ) -> Picture:
        """A map over the image, fused or of a level; words instead of paint where no evidence was found."""
        which = "fused map" if level_name is None else f"{level_name} map"
        painter = explanation.map_painter if level_name is None else explanation.level_painter
        painter = painter.in_whole_patches(self.display.whole_patches)
        overlays = [unseen_hatching(explanation.geometry)]
        prompt = f"“{clip(explanation.prompts[prompt_index].text, 160)}”"
        if not explanation.prompts[prompt_index].evidence_found:
            alt = f"no evidence found for {prompt}, nothing painted"
            return self.plain([*overlays, words_plate(NO_EVIDENCE)], alt, tallest)
        wanted = raster_hw(self.image_hw, widest, tallest)
        base = self.base if wanted[0] >= self.base.shape[0] else base_picture(self.base, wanted)
        picture = heat_picture(base, painter, heat, self.display)
        overlays.append(half_of_evidence_contour(painter, heat))
        alt = f"Heat over the image: {which} for {prompt}, strongest at {strongest_place(explanation, heat)}."
        return Picture(encode_jpeg(picture), self.image_hw, tallest, overlays, alt=alt)

    def main_pictures(self) -> list[Block]:
        """Image with call-outs beside the fused map; below them one map per level and the colour scale."""
        explanation = self.case.explanation
        marks = call_outs(self.case.annotations)
        left = _captioned(self.plain([marks], _marks_words(self.case)), _image_caption(self.case))
        if explanation is None:
            return [Columns([left, Gap(0)], (1, 1))]
        fused = self.mapped(
            explanation,
            self.prompt_index,
            explanation.heatmap[self.prompt_index],
            (CONTENT_WIDTH - 16) / 2,
            MAIN_HEIGHT,
        )
        right = Stack([fused, Gap(4), *self._fused_caption(explanation)])
        blocks: list[Block] = [Columns([left, right], (1, 1)), Gap(8), self._levels(explanation)]
        if not explanation.geometry.sees_whole_image:
            blocks.append(_unseen_legend())
        return blocks

    def enlarged_marks(self) -> list[Block]:
        """The image across the page with its call-outs, where there are too many for the small picture."""
        if len(self.case.annotations) <= MOST_MARKS_ON_SMALL_PICTURE:
            return []
        wanted = raster_hw(self.image_hw, CONTENT_WIDTH, ENLARGED_HEIGHT)
        jpeg = encode_jpeg(base_picture(self.case.rgb, wanted))
        marks = call_outs(self.case.annotations)
        picture = self.plain([marks], _marks_words(self.case), ENLARGED_HEIGHT, jpeg)
        return headed("All marks, enlarged", _captioned(picture, _image_caption(self.case)))

    def other_prompts(self) -> list[Block]:
        """Small fused maps of all other prompts, four beside one another."""
        explanation = self.case.explanation
        if explanation is None or len(explanation.prompts) < 2:
            return []
        others = [index for index in range(len(explanation.prompts)) if index != self.prompt_index]
        width = (CONTENT_WIDTH - 3 * 12) / 4
        rows: list[Block] = []
        for start in range(0, len(others), 4):
            cells: list[Block] = []
            for index in others[start : start + 4]:
                prompt = explanation.prompts[index]
                picture = self.mapped(explanation, index, explanation.heatmap[index], width, THUMB_HEIGHT)
                caption = f"“{fit_text(prompt.text, SMALL, width * 1.7)}” {cosine_text(prompt.score)}"
                worst = explanation.worst_verdict(index)
                cells.append(
                    Stack(
                        [
                            picture,
                            Gap(4),
                            TextBlock(caption, SMALL),
                            MarkedText(worst, _worst_words(worst), SMALL),
                        ]
                    )
                )
            cells += [Gap(0)] * (4 - len(cells))
            rows += [Columns(cells, (1, 1, 1, 1), gap=12), Gap(8)]
        return headed("Fused maps of the other prompts", *rows[:-1])

    def _fused_caption(self, explanation: Explanation) -> list[Block]:
        prompt = explanation.prompts[self.prompt_index]
        marked = next(
            (
                entry.number
                for entry in self.case.annotations
                if entry.prompt == prompt.text and entry.effect != NO_FAILURE
            ),
            None,
        )
        why = f", the prompt of annotation {marked}" if marked is not None else ", the highest score"
        text = f"Fused map for “{clip(prompt.text, 160)}”{why}."
        if prompt.evidence_found:
            return [TextBlock(text, SMALL)]
        warning = "No evidence found for this prompt: nothing is painted."
        return [TextBlock(text, SMALL), MarkedText("warn", warning, SMALL_BOLD)]

    def _levels(self, explanation: Explanation) -> Block:
        names = explanation.regions.level_names
        maps = explanation.levels[self.prompt_index]
        columns = 4
        width = (CONTENT_WIDTH - 12 * (columns - 1)) / columns
        cells: list[Block] = []
        for level in range(min(len(maps), columns - 1)):
            name = names[level] if level < len(names) else f"scale {level + 1}"
            weight = float(explanation.scale_weights[self.prompt_index, level])
            picture = self.mapped(explanation, self.prompt_index, maps[level], width, LEVEL_HEIGHT, name)
            cells.append(_captioned(picture, f"{name.capitalize()} map, weight {percent_text(weight)}"))
        cells += [ColourBar(self.display), *[Gap(0)] * (columns - len(cells) - 1)]
        return Columns(cells, (1,) * columns, gap=12)


def _image_caption(case: ImageCase) -> str:
    marked = " with its numbered annotations" if case.annotations else ""
    return f"The image as reviewed{marked}." if case.rgb is not None else f"In place of the image{marked}."


def _marks_words(case: ImageCase) -> str:
    numbers = [str(annotation.number) for annotation in case.annotations]
    if not numbers:
        return "as it was reviewed, without marks"
    return f"as it was reviewed, with the marks of annotation {', '.join(numbers)}"


def strongest_place(explanation: Explanation, heat: np.ndarray) -> str:
    """Where a map has its strongest cell, in pixels of the image, e.g. ``x 120, y 88 px``."""
    row, column = np.unravel_index(int(np.argmax(heat)), heat.shape)
    left, upper, right, lower = explanation.geometry.box_xyxy_px
    x = left + (int(column) + 0.5) / heat.shape[1] * (right - left)
    y = upper + (int(row) + 0.5) / heat.shape[0] * (lower - upper)
    return f"x {x:.0f}, y {y:.0f} px"


def _captioned(picture: Picture, caption: str) -> Stack:
    return Stack([picture, Gap(4), TextBlock(caption, SMALL)])


def _worst_words(worst: str) -> str:
    return {
        "pass": "All trust checks passed.",
        "warn": "A trust check warns.",
        "fail": "A trust check FAILED.",
        "not_run": "No trust check was run.",
    }[worst]


def _unseen_legend() -> Block:
    def paint(canvas: object, x: float, top: float, _width: float) -> None:
        canvas.setFillColorRGB(0.75, 0.77, 0.8)  # type: ignore[attr-defined]  # reportlab is untyped
        canvas.rect(x, top - 12, 24, 10, stroke=0, fill=1)  # type: ignore[attr-defined]
        hatch(canvas, x, top - 12, 24, 10)
        canvas.setStrokeColorRGB(*INK)  # type: ignore[attr-defined]
        words = "Hatched: cut away by the model’s preprocessing; the model never saw this part of the image."
        tags = tags_of(canvas)
        with tags.paragraph(), tags.content():
            draw_text(canvas, words, x + 32, top - 10, SMALL)

    return Drawing(16, paint)
