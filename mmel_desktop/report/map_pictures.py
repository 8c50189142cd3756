"""The image and its maps: fused, per level, and for the other prompts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mmel_desktop.core.case import DisplaySettings
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.report.blocks import Block, Columns, Drawing, Gap, Stack
from mmel_desktop.report.content import NO_FAILURE, ImageCase
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
from mmel_desktop.report.overlays import call_outs, half_strength_contour, unseen_hatching, words_plate
from mmel_desktop.report.page_style import CONTENT_WIDTH, INK, SMALL, SMALL_BOLD
from mmel_desktop.report.section_parts import headed
from mmel_desktop.report.text import TextBlock, clip, draw_text, fit_text

MAIN_HEIGHT = 178.0
LEVEL_HEIGHT = 96.0
THUMB_HEIGHT = 84.0
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

    def plain(self, overlays: Sequence[Overlay], tallest: float = MAIN_HEIGHT) -> Picture:
        """The image itself with vector drawing over it."""
        missing = [words_plate("picture not available")] if self.case.rgb is None else []
        return Picture(self.base_jpeg, self.image_hw, tallest, [*missing, *overlays])

    def mapped(
        self, explanation: Explanation, prompt_index: int, heat: np.ndarray, widest: float, tallest: float
    ) -> Picture:
        """A map over the image; words instead of paint where no evidence was found."""
        overlays = [unseen_hatching(explanation.geometry)]
        if not explanation.prompts[prompt_index].evidence_found:
            return self.plain([*overlays, words_plate(NO_EVIDENCE)], tallest)
        wanted = raster_hw(self.image_hw, widest, tallest)
        base = self.base if wanted[0] >= self.base.shape[0] else base_picture(self.base, wanted)
        picture = heat_picture(base, explanation.geometry, heat, self.display)
        overlays.append(half_strength_contour(explanation.geometry, heat))
        return Picture(encode_jpeg(picture), self.image_hw, tallest, overlays)

    def main_pictures(self) -> list[Block]:
        """Image with call-outs beside the fused map; below them one map per level and the colour scale."""
        explanation = self.case.explanation
        left = _captioned(self.plain([call_outs(self.case.annotations)]), _image_caption(self.case))
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
            picture = self.mapped(explanation, self.prompt_index, maps[level], width, LEVEL_HEIGHT)
            cells.append(_captioned(picture, f"{name.capitalize()} map, weight {percent_text(weight)}"))
        cells += [ColourBar(self.display), *[Gap(0)] * (columns - len(cells) - 1)]
        return Columns(cells, (1,) * columns, gap=12)


def _image_caption(case: ImageCase) -> str:
    marked = " with its numbered annotations" if case.annotations else ""
    return f"The image as reviewed{marked}." if case.rgb is not None else f"In place of the image{marked}."


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
        draw_text(canvas, words, x + 32, top - 10, SMALL)

    return Drawing(16, paint)
