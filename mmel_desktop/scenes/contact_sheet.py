"""``python -m mmel_desktop.scenes.contact_sheet``: many scenes, or a model's failures, on one sheet."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path

from PIL import Image, ImageDraw

from mmel_desktop.scenes.captions import kind_caption
from mmel_desktop.scenes.dataset import HELD_OUT_SEEDS_FROM, clear_scene
from mmel_desktop.scenes.facts import absent_kinds, fact_row, present_kinds
from mmel_desktop.scenes.held_out import DRAWN_AT_PX
from mmel_desktop.scenes.judge import Judge
from mmel_desktop.scenes.kinds import CAPTIONED_KINDS

_CELL_PX = DRAWN_AT_PX
_CAPTION_PX = 16


def scenes_with_contents() -> Iterator[tuple[Image.Image, str]]:
    """Held-out scenes, each with the kinds it shows."""
    for seed in count(HELD_OUT_SEEDS_FROM):
        rendered = clear_scene(seed, DRAWN_AT_PX)
        yield Image.fromarray(rendered.image_rgb), ", ".join(present_kinds(fact_row(rendered)))


def failures(judge: Judge) -> Iterator[tuple[Image.Image, str]]:
    """Held-out scenes in which a named object loses against an absent one, each with both kinds."""
    texts = judge.text_embeddings([kind_caption(kind, "a photo of {}").text for kind in CAPTIONED_KINDS])
    for seed in count(HELD_OUT_SEEDS_FROM):
        rendered = clear_scene(seed, DRAWN_AT_PX)
        facts = fact_row(rendered)
        row = judge.image_embeddings([rendered.image_rgb])[0] @ texts.T
        scores = dict(zip(CAPTIONED_KINDS, row, strict=True))
        winner = max(absent_kinds(facts), key=scores.__getitem__)
        lost = [kind for kind in present_kinds(facts) if scores[kind] <= scores[winner]]
        if lost:
            yield Image.fromarray(rendered.image_rgb), f"{', '.join(lost)} < {winner}"


def write_sheet(cells: Sequence[tuple[Image.Image, str]], columns: int, path: Path) -> None:
    """Write images with their captions in rows of ``columns``."""
    rows = -(-len(cells) // columns)
    sheet = Image.new("RGB", (columns * _CELL_PX, rows * (_CELL_PX + _CAPTION_PX)), (24, 24, 26))
    draw = ImageDraw.Draw(sheet)
    for index, (image, text) in enumerate(cells):
        left, top = (index % columns) * _CELL_PX, (index // columns) * (_CELL_PX + _CAPTION_PX)
        sheet.paste(image, (left, top))
        draw.text((left + 3, top + _CELL_PX + 2), text[:34], fill=(230, 230, 230))
    sheet.save(path)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m mmel_desktop.scenes.contact_sheet", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="PNG to write")
    parser.add_argument("--failures-of", type=Path, default=None, help="folder of a model: show its failures")
    parser.add_argument("--scenes", type=int, default=48)
    parser.add_argument("--columns", type=int, default=8)
    options = parser.parse_args(arguments)
    source = failures(Judge.load(options.failures_of)) if options.failures_of else scenes_with_contents()
    write_sheet(list(islice(source, options.scenes)), options.columns, options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
