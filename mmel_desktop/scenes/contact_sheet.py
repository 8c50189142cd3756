"""``python -m mmel_desktop.scenes.contact_sheet``: scenes on one sheet, a model's failures on another."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from tqdm import tqdm

from mmel_desktop.scenes.captions import kind_caption
from mmel_desktop.scenes.dataset import HELD_OUT_SEEDS_FROM, clear_scene
from mmel_desktop.scenes.facts import absent_kinds, fact_row, present_kinds
from mmel_desktop.scenes.held_out import DRAWN_AT_PX
from mmel_desktop.scenes.judge import Judge
from mmel_desktop.scenes.kinds import CAPTIONED_KINDS
from mmel_desktop.scenes.picture_font import picture_font
from mmel_desktop.scenes.rendering import RenderedScene
from mmel_desktop.scenes.script import exit_status_of

SCENES_FILE = "scenes.png"
FAILURES_FILE = "failures.png"

_CELL_PX = DRAWN_AT_PX
_GAP_PX = 10
_CAPTION_PX = 52
_LINE_PX = 15
_HEADING_PX = 52
_PAPER, _INK, _FAINT = (255, 255, 255), (28, 28, 32), (110, 110, 118)
_FRAME = (255, 40, 120)
_END = object()


@dataclass(frozen=True)
class Cell:
    """One picture of a sheet with what is written below it.

    Attributes:
        picture: RGB, ``DRAWN_AT_PX`` on each side.
        caption: one or two lines.
        remark: below it, fainter; three lines in all.
    """

    picture: Image.Image
    caption: str
    remark: str


def scenes_with_contents() -> Iterator[Cell]:
    """Held-out scenes, each with the kinds it shows and its conditions."""
    for seed in count(HELD_OUT_SEEDS_FROM):
        rendered = clear_scene(seed, DRAWN_AT_PX)
        conditions = ", ".join((rendered.scene.setting, *rendered.scene.conditions))
        yield Cell(
            Image.fromarray(rendered.image_rgb), ", ".join(present_kinds(fact_row(rendered))), conditions
        )


def failures(judge: Judge) -> Iterator[Cell | None]:
    """For each present kind of the held-out scenes: None when it ranks first among absent ones, else a cell.

    The object that was named is framed; below stand its kind, and the absent kind that ranked first with the
    difference of the cosines.
    """
    texts = judge.text_embeddings([kind_caption(kind, "a photo of {}").text for kind in CAPTIONED_KINDS])
    for seed in count(HELD_OUT_SEEDS_FROM):
        rendered = clear_scene(seed, DRAWN_AT_PX)
        facts = fact_row(rendered)
        row = judge.image_embeddings([rendered.image_rgb])[0] @ texts.T
        scores = dict(zip(CAPTIONED_KINDS, row, strict=True))
        winner = max(absent_kinds(facts), key=scores.__getitem__)
        for kind in present_kinds(facts):
            if scores[kind] > scores[winner]:
                yield None
            else:
                lead = scores[winner] - scores[kind]
                yield Cell(_framed(rendered, kind), f"named: {kind}", f"first: {winner} (+{lead:.3f})")


def write_sheet(cells: Sequence[Cell], heading: str, columns: int, path: Path) -> None:
    """Write pictures with their captions in rows of ``columns`` under a heading."""
    rows = -(-len(cells) // columns)
    step_x, step_y = _CELL_PX + _GAP_PX, _CELL_PX + _CAPTION_PX + _GAP_PX
    sheet = Image.new("RGB", (columns * step_x + _GAP_PX, _HEADING_PX + rows * step_y), _PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.text((_GAP_PX, _HEADING_PX / 2), heading, fill=_INK, font=picture_font("Bold", 20), anchor="lm")
    bold, plain = picture_font("Bold", 12), picture_font("Regular", 12)
    for index, cell in enumerate(cells):
        left, top = _GAP_PX + (index % columns) * step_x, _HEADING_PX + (index // columns) * step_y
        sheet.paste(cell.picture, (left, top))
        below = top + _CELL_PX + 2
        lines = [(line, _INK, bold) for line in _wrapped(cell.caption, bold)]
        lines += [(line, _FAINT, plain) for line in _wrapped(cell.remark, plain)]
        for number, (line, ink, font) in enumerate(lines[:3]):
            draw.text((left, below + number * _LINE_PX), line, fill=ink, font=font)
    sheet.save(path, optimize=True)


def _framed(rendered: RenderedScene, kind: str) -> Image.Image:
    """The picture with a frame around every object of a kind."""
    picture = Image.fromarray(rendered.image_rgb)
    draw = ImageDraw.Draw(picture)
    for thing in rendered.objects:
        if thing.kind == kind:
            x0, y0, x1, y1 = thing.box_xyxy_px
            draw.rectangle((x0 - 2, y0 - 2, x1 + 1, y1 + 1), outline=_FRAME, width=2)
    return picture


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """One line, or two broken between words; the second is shortened where it is too wide."""
    words, first = text.split(), ""
    while words and font.getlength(f"{first} {words[0]}".strip()) <= _CELL_PX:
        first = f"{first} {words.pop(0)}".strip()
    return [first, _fitted(" ".join(words), font)] if words else [first]


def _fitted(text: str, font: ImageFont.FreeTypeFont) -> str:
    """``text``, shortened with an ellipsis until it is no wider than a cell."""
    if font.getlength(text) <= _CELL_PX:
        return text
    while text and font.getlength(text + "…") > _CELL_PX:
        text = text[:-1]
    return text.rstrip(", ") + "…"


def _write_scenes(options: argparse.Namespace) -> None:
    cells = tqdm(islice(scenes_with_contents(), options.scenes), "scenes", options.scenes)
    heading = f"{options.scenes} held-out scenes, seeds from {HELD_OUT_SEEDS_FROM:,}"
    write_sheet(list(cells), heading, options.columns, options.out / SCENES_FILE)


def _write_failures(options: argparse.Namespace) -> None:
    found: list[Cell] = []
    judged = 0
    judgements = islice(failures(Judge.load(options.model)), options.most_objects)
    with tqdm(desc="failures", total=options.scenes) as bar:
        while len(found) < options.scenes and (judgement := next(judgements, _END)) is not _END:
            judged += 1
            if isinstance(judgement, Cell):
                found.append(judgement)
                bar.update()
    heading = (
        f"Where the model is wrong: the first {len(found)} failures among {judged} named objects of held-out "
        f"scenes ({len(found) / max(judged, 1):.1%})"
    )
    write_sheet(found, heading, options.columns, options.out / FAILURES_FILE)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m mmel_desktop.scenes.contact_sheet", description=__doc__)
    parser.add_argument(
        "--out", type=Path, required=True, help=f"folder for {SCENES_FILE} and {FAILURES_FILE}"
    )
    parser.add_argument("--model", type=Path, help="folder of a model: its failures get a sheet of their own")
    parser.add_argument("--scenes", type=int, default=48, help="pictures on each sheet")
    parser.add_argument("--columns", type=int, default=8)
    parser.add_argument("--most-objects", type=int, default=5000, help="judged at most, however few fail")
    options = parser.parse_args(arguments)
    return exit_status_of(lambda: _write_sheets(options))


def _write_sheets(options: argparse.Namespace) -> None:
    options.out.mkdir(parents=True, exist_ok=True)
    _write_scenes(options)
    if options.model:
        _write_failures(options)


if __name__ == "__main__":
    sys.exit(main())
