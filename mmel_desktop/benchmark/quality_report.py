"""The measured figures as tables for a terminal, and as JSON."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from mmel_desktop.benchmark.json_values import without_nan
from mmel_desktop.benchmark.quality import QualityResult
from mmel_desktop.benchmark.scene_figures import (
    COSTLY,
    FILL_FIGURES,
    LOCATION_FIGURES,
    LOWER_IS_BETTER,
    REMOVAL_FIGURES,
)
from mmel_desktop.core.intervals import Interval

COMPARED_FIGURES = ("pointing", "energy", "AP", "IoU", "ins − del")
CELL_WIDTH = 19


def format_quality(result: QualityResult) -> str:
    """All tables of a run, one under another."""
    return "\n\n".join(
        [
            _heading(result),
            _table("Where is it?", result.figures, LOCATION_FIGURES),
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
    document: dict[str, Any] = without_nan({"schema": "mmel-benchmark-quality/1", **asdict(result)})
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
        for figure in LOCATION_FIGURES
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
