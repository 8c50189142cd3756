"""The measured figures as a table for a terminal, as JSON and as a picture."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from mmel_desktop.benchmark.quality import QualityResult
from mmel_desktop.benchmark.scene_figures import COSTLY, LOWER_IS_BETTER, MMEL
from mmel_desktop.core.intervals import Interval
from mmel_desktop.resource_files import resource_path

WHERE_FIGURES = ("pointing", "energy", "AP", "rank accuracy", "IoU")
REMOVAL_FIGURES = ("deletion", "insertion", "ins − del", "deletion (softmax)", "insertion (softmax)")
FILL_FIGURES = ("ins − del (mean fill)", "ins − del (blur fill)")
COMPARED_FIGURES = ("pointing", "energy", "AP", "IoU", "ins − del")
CELL_WIDTH = 19
PLOTTED_FIGURES = ("pointing", "energy", "AP", "ins − del")


def format_report(result: QualityResult) -> str:
    """All tables of a run, one under another."""
    return "\n\n".join(
        [
            _heading(result),
            _table("Where is it?", result.figures, WHERE_FIGURES),
            _table("What does the score hang on? Tokens dropped", result.figures, REMOVAL_FIGURES),
            _table("The same with pixels filled instead", result.figures, FILL_FIGURES),
            _table("MMEL minus each method", result.differences, COMPARED_FIGURES, signed=True),
            _pairs(result),
            _shortcut(result),
            _notes(result),
        ]
    )


def quality_as_json(result: QualityResult) -> dict[str, Any]:
    """The result as plain JSON values; figures that are undefined everywhere are null."""
    document: dict[str, Any] = _without_nan({"schema": "mmel-benchmark-quality/1", **asdict(result)})
    return document


def _heading(result: QualityResult) -> str:
    return (
        f"{result.spec} ({result.architecture}), sha256 {result.model_sha256[:16]}…\n"
        f"{result.device}, {result.image_count} {result.split} scenes of seed {result.seed}, "
        f"{result.seconds:.0f} s in {result.processes} process(es)"
    )


def _table(
    title: str, rows: dict[str, dict[str, Interval]], figures: tuple[str, ...], *, signed: bool = False
) -> str:
    width = max(len(method) for method in rows)
    heads = [f"{figure} {'↓' if figure in LOWER_IS_BETTER else '↑'}" for figure in figures]
    widths = [max(CELL_WIDTH, len(head) + 2) for head in heads]
    first = "".join(f"{head:>{cell}}" for head, cell in zip(heads, widths, strict=True))
    lines = [title, " " * width + first]
    for method, values in rows.items():
        cells = (_cell(values.get(figure), signed) for figure in figures)
        line = "".join(f"{text:>{cell}}" for text, cell in zip(cells, widths, strict=True))
        lines.append(f"{method:<{width}}{line}")
    return "\n".join(lines)


def _cell(interval: Interval | None, signed: bool) -> str:
    if interval is None or math.isnan(interval.mean):
        return "–"
    form = "+.2f" if signed else ".2f"
    text = f"{interval.mean:{'+.3f' if signed else '.3f'}}"
    return f"{text} {interval.low:{form}}…{interval.high:{form}}"


def _pairs(result: QualityResult) -> str:
    lines = [f"Two objects named in one prompt ({result.pair_cases} scenes)"]
    lines += [f"  {_cell(interval, False):<22} {name}" for name, interval in result.pairs.items()]
    return "\n".join(lines)


def _shortcut(result: QualityResult) -> str:
    lines = [
        f"Planted shortcut: the model relies on the companion in {result.shortcut_relied} of "
        f"{result.shortcut_cases} scenes; there, share of the evidence on it, and how often it is found"
    ]
    lines += [
        f"  {method:<26} {_cell(share, False):<22} {_cell(result.shortcut_found[method], False)}"
        for method, share in result.shortcut.items()
    ]
    return "\n".join(lines)


def _notes(result: QualityResult) -> str:
    def most(figure: str) -> int:
        return max((row[figure].defined for row in result.figures.values() if figure in row), default=0)

    fewer = [f"{method} on {row['AP'].defined}" for method, row in result.figures.items() if method in COSTLY]
    undefined = [
        f"{method} {figure} {row[figure].undefined}"
        for method, row in result.figures.items()
        if method not in COSTLY
        for figure in WHERE_FIGURES
        if row[figure].undefined
    ]
    notes = [
        "Intervals: 95 %, paired bootstrap over scenes. IoU: threshold chosen on the other half of them.",
        f"Tokens dropped on {most('deletion')} scenes, pixels filled on {most(FILL_FIGURES[0])}. "
        f"Asked on fewer scenes because of their cost: {', '.join(fewer)}.",
        f"Undefined cases, left out: {', '.join(undefined) if undefined else 'none'}.",
        f"{result.weighting}.",
    ]
    if result.left_out:
        notes.append(f"Not defined for this model, which has no class token: {', '.join(result.left_out)}.")
    if result.split == "training":
        notes.append("These scenes are of the demo model's training: its figures on them are too good.")
    return "\n".join(notes)


def draw_plot(result: QualityResult) -> Image.Image:
    """Means with their intervals, one panel per main figure: an RGB picture."""
    typeface = str(resource_path("fonts", "DejaVuSans.ttf"))  # knows the minus sign
    font, bold = ImageFont.truetype(typeface, 15), ImageFont.truetype(typeface, 17)
    methods = list(result.figures)
    left, row, panel, top = 300, 26, 250, 70
    width, height = left + panel * len(PLOTTED_FIGURES) + 30, top + row * len(methods) + 40
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    title = f"{result.spec}: {result.image_count} scenes, means with 95 % intervals"
    draw.text((20, 14), title, fill="black", font=bold)
    for index, method in enumerate(methods):
        y = top + row * index
        if method == MMEL:
            draw.rectangle((0, y, width, y + row), fill=(232, 240, 252))
        draw.text((left - 16, y + row / 2), method, fill="black", font=font, anchor="rm")
    for column, figure in enumerate(PLOTTED_FIGURES):
        x0 = left + panel * column
        known = [
            values[figure]
            for values in result.figures.values()
            if figure in values and not math.isnan(values[figure].mean)
        ]
        low, high = min(0.0, *(i.low for i in known)), max(1e-6, *(i.high for i in known))
        scale = (panel - 40) / (high - low)
        draw.text((x0, top - 24), figure, fill="black", font=font)
        zero = x0 + (0 - low) * scale
        draw.line((zero, top, zero, top + row * len(methods)), fill=(190, 190, 190))
        for tick in (low, high) if low < 0 else (high,):
            place = (x0 + (tick - low) * scale, top + row * len(methods) + 14.0)
            draw.text(place, f"{tick:.2f}", fill=(110, 110, 110), font=font, anchor="mm")
        for index, method in enumerate(methods):
            interval = result.figures[method].get(figure)
            if interval is None or math.isnan(interval.mean):
                continue
            middle = top + row * (index + 0.5)
            ends = [x0 + (value - low) * scale for value in (interval.low, interval.mean, interval.high)]
            colour = (20, 90, 190) if method.startswith(MMEL) else (90, 90, 90)
            draw.line((zero, middle, ends[1], middle), fill=colour, width=8)
            draw.line((ends[0], middle, ends[2], middle), fill="black", width=2)
            for end in (ends[0], ends[2]):
                draw.line((end, middle - 5, end, middle + 5), fill="black", width=2)
    return picture


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nan(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(item) for item in value]
    return None if isinstance(value, float) and math.isnan(value) else value
