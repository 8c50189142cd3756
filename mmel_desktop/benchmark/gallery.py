"""``python -m mmel_desktop.benchmark.gallery``: the sample scenes with their maps and graphs on one sheet."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw
from tqdm import tqdm

from mmel_desktop.benchmark.metrics import energy_inside
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.heatmap import blend, colour_table, compose_heat_rgba
from mmel_desktop.core.map_painting import MapPainter
from mmel_desktop.core.region_tree import Region
from mmel_desktop.core.source_image import load_source_image
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.semantic_hierarchy import LEVEL_NAMES
from mmel_desktop.resource_files import resource_path
from mmel_desktop.scenes.kinds import KINDS
from mmel_desktop.scenes.picture_font import picture_font
from mmel_desktop.scenes.script import exit_status_of

SHOWN = (
    ("01_crossing_day", "pedestrian"),
    ("02_dog_and_cone", "dog"),
    ("03_bus_and_cyclist", "cyclist"),
    ("06_stop_sign_rain", "stop sign"),
    ("07_pedestrian_night", "pedestrian"),
    ("08_truck_fog", "truck"),
    ("09_pedestrian_behind_barrier", "pedestrian"),
    ("11_child_or_pedestrian", "child"),
    ("12_cyclist_or_motorcycle", "motorcycle"),
    ("13_barrel_on_forklift", "barrel"),
    ("15_spill_by_forklift", "spill"),
    ("17_hard_hat_at_fence", "worker with hard hat"),
)
"""Sample and the kind that is asked about."""

COLUMNS = (
    "image and object",
    "Grad-ECLIP",
    *(f"MMEL, {name}" for name in LEVEL_NAMES),
    "graph, object level",
)
EDGES_PER_NODE = 2
SUPPORTING_SHARE = 0.05
"""Regions with less of the evidence do not support the prompt: relations between two of them are left out."""

_CELL_PX, _GAP_PX, _CAPTION_PX, _HEADING_PX, _SIDE_PX = 220, 8, 22, 58, 8
_PAPER, _INK, _FAINT = (255, 255, 255), (28, 28, 32), (110, 110, 118)
_TRUTH = (0, 214, 170)
_SMOOTH = 3  # Pillow draws lines without smoothing: graphs are drawn three times as large and reduced
GRAPH_LEVEL = LEVEL_NAMES.index("object")


@dataclass(frozen=True)
class Row:
    """One scene: pictures by column, each with the line below it."""

    pictures: tuple[Image.Image, ...]
    captions: tuple[str, ...]


def gallery_rows(explainer: Explainer) -> list[Row]:
    """Explain the samples of ``SHOWN``.

    Raises:
        MissingResourceError: the distribution is incomplete.
    """
    index = json.loads(resource_path("samples", "samples.json").read_text(encoding="utf-8"))
    samples = {Path(sample["file"]).stem: sample for sample in index["samples"]}
    return [_row(explainer, samples[name], kind) for name, kind in tqdm(SHOWN, desc="explaining")]


def draw_gallery(rows: list[Row], model: str) -> Image.Image:
    """All rows under the columns' names: an RGB picture."""
    step_x, step_y = _CELL_PX + _GAP_PX, _CELL_PX + _CAPTION_PX + _GAP_PX
    size = (2 * _SIDE_PX + len(COLUMNS) * step_x - _GAP_PX, _HEADING_PX + len(rows) * step_y)
    sheet = Image.new("RGB", size, _PAPER)
    draw = ImageDraw.Draw(sheet)
    bold, plain = picture_font("Bold", 15), picture_font("Regular", 13)
    note = (
        f"{model}; below each map: share of its evidence on the object (outlined); graph: semantic relations"
    )
    draw.text((_SIDE_PX, 8), note, fill=_FAINT, font=plain)
    for column, name in enumerate(COLUMNS):
        left = _SIDE_PX + column * step_x
        draw.text((left, 30), name, fill=_INK, font=bold)
        for number, row in enumerate(rows):
            top = _HEADING_PX + number * step_y
            sheet.paste(row.pictures[column], (left, top))
            font, ink = (bold, _INK) if column == 0 else (plain, _FAINT)
            draw.text((left, top + _CELL_PX + 1), row.captions[column], fill=ink, font=font)
    return sheet


def _row(explainer: Explainer, sample: dict[str, Any], kind: str) -> Row:
    folder = resource_path("samples")
    source = load_source_image(folder / sample["file"])
    labels = np.asarray(Image.open(folder / sample["mask_file"]))
    mask = np.isin(labels, [thing["label"] for thing in sample["objects"] if thing["kind"] == kind])
    phrase = KINDS[kind].phrase
    prompts = (phrase, *(prompt for prompt in sample["prompts"] if prompt != phrase))
    explainer.set_image(source)
    mmel = explainer.explain(prompts, run_checks=False)
    published = explainer.explain(prompts, method="grad_eclip", run_checks=False)
    maps = [
        (published.heatmap[0], published.map_painter),
        *((one, mmel.level_painter) for one in mmel.levels[0]),
    ]
    shares = [energy_inside(painter.paint(one), mask) for one, painter in maps]
    base = _square(source.rgb)
    pictures = [
        _outlined(base, mask),
        *(_heated(base, painter, one) for one, painter in maps),
        _graph_picture(base, mmel, source.rgb.shape[:2]),
    ]
    percent = ["no evidence found" if np.isnan(share) else f"{share:.0%} on the object" for share in shares]
    strongest = max((edge.semantic for edge in mmel.graph(0, GRAPH_LEVEL).edges), default=0.0)
    return Row(tuple(pictures), (phrase, *percent, f"strongest relation {strongest:.2f}"))


def _square(rgb: np.ndarray) -> np.ndarray:
    """The middle square, which is what the model sees, at the size of a cell: uint8 (S, S, 3)."""
    height, width = rgb.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    crop = Image.fromarray(rgb[top : top + side, left : left + side])
    return np.asarray(crop.resize((_CELL_PX, _CELL_PX), Image.Resampling.LANCZOS))


def _outlined(base: np.ndarray, mask: np.ndarray) -> Image.Image:
    """The image with the object's true outline, two pixels wide."""
    inside = _square(np.repeat(mask[..., None] * np.uint8(255), 3, axis=-1))[..., 0] > 127
    grown, shrunk = inside.copy(), inside.copy()
    for shift, axis in ((1, 0), (-1, 0), (1, 1), (-1, 1)):
        grown |= np.roll(inside, shift, axis)
        shrunk &= np.roll(inside, shift, axis)
    picture = base.copy()
    picture[grown & ~shrunk] = _TRUTH
    return Image.fromarray(picture)


def _heated(base: np.ndarray, painter: MapPainter, grid_map: np.ndarray) -> Image.Image:
    """A map over the image, which is greyed so that the heat is the only colour."""
    image_hw = painter.geometry.image_hw
    scale = _CELL_PX / min(image_hw)
    whole_hw = (round(image_hw[0] * scale), round(image_hw[1] * scale))
    heat = painter.paint(grid_map, whole_hw)
    top, left = (whole_hw[0] - _CELL_PX) // 2, (whole_hw[1] - _CELL_PX) // 2
    heat = heat[top : top + _CELL_PX, left : left + _CELL_PX]
    return Image.fromarray(blend(_greyed(base), compose_heat_rgba(heat, opacity=0.85)))


def _greyed(base: np.ndarray) -> np.ndarray:
    grey = base.astype(np.float32).mean(axis=-1, keepdims=True)
    return np.asarray(np.repeat(grey * 0.75 + 40, 3, axis=-1), dtype=np.uint8)


def _graph_picture(base: np.ndarray, explanation: Explanation, image_hw: tuple[int, int]) -> Image.Image:
    """Regions of the object level, coloured and sized by their evidence, and their strongest relations."""
    large = Image.fromarray(_greyed(base)).resize((_CELL_PX * _SMOOTH,) * 2, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(large, "RGBA")
    side = min(image_hw)
    offset = np.array([(image_hw[1] - side) / 2, (image_hw[0] - side) / 2])
    scale = _CELL_PX * _SMOOTH / side

    def place(point: tuple[float, float]) -> tuple[float, float]:
        x, y = (np.array(point) - offset) * scale
        return float(x), float(y)

    regions = {region.region_id: region for region in explanation.regions.at_level(GRAPH_LEVEL)}
    for region in regions.values():
        for ring in region.outline:
            draw.line([place(point) for point in (*ring, ring[0])], fill=(255, 255, 255, 130), width=_SMOOTH)
    for edge in explanation.graph(0, GRAPH_LEVEL).strongest("semantic", EDGES_PER_NODE, 0.02):
        if max(regions[one].shares[0] for one in (edge.source, edge.target)) < SUPPORTING_SHARE:
            continue
        ends = [place(regions[one].centroid_xy_px) for one in (edge.source, edge.target)]
        width = round(_SMOOTH * (1.5 + 6 * edge.semantic))
        draw.line(ends, fill=(10, 20, 30, 150), width=width + 2 * _SMOOTH)
        draw.line(ends, fill=(90, 200, 255, 230), width=width)
    for region in sorted(regions.values(), key=lambda one: one.shares[0]):
        _draw_node(draw, place(region.centroid_xy_px), region)
    return large.resize((_CELL_PX, _CELL_PX), Image.Resampling.LANCZOS)


def _draw_node(draw: ImageDraw.ImageDraw, middle: tuple[float, float], region: Region) -> None:
    share = region.shares[0]
    radius = _SMOOTH * (4 + 16 * share**0.5)
    red, green, blue = (int(value) for value in colour_table("inferno")[round(255 * min(1.0, share * 1.4))])
    box = (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)
    draw.ellipse(box, fill=(red, green, blue, 255), outline=(255, 255, 255, 255), width=_SMOOTH)
    if share >= 0.2:
        ink = (20, 20, 20, 255) if share > 0.45 else (255, 255, 255, 255)
        draw.text(middle, f"{share:.0%}", fill=ink, font=picture_font("Bold", 10 * _SMOOTH), anchor="mm")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m mmel_desktop.benchmark.gallery", description=__doc__)
    parser.add_argument("--model", default="demo", help="model specification (default: demo)")
    parser.add_argument("--out", type=Path, required=True, help="PNG to write")
    options = parser.parse_args(arguments)
    return exit_status_of(lambda: _write_gallery(options.model, options.out))


def _write_gallery(model: str, path: Path) -> None:
    draw_gallery(gallery_rows(Explainer.load(model)), model).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
