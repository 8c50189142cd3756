"""The measured figures as Markdown, so that no table in a document is typed by hand."""

from __future__ import annotations

import math
from collections.abc import Iterable

from mmel_desktop.benchmark.quality import QualityResult
from mmel_desktop.benchmark.scene_figures import COSTLY, MMEL
from mmel_desktop.core.intervals import Interval

COLUMNS = ("pointing", "energy", "AP", "IoU", "ins − del")
_NAMES = {"ins − del": "insertion − deletion"}


def format_markdown(result: QualityResult) -> str:
    """Means of every method, MMEL's paired differences with intervals, and the two further tasks."""
    return "\n".join([*_methods(result), "", *_differences(result), "", *_tasks(result), "", *_notes(result)])


def _methods(result: QualityResult) -> Iterable[str]:
    heads = [_NAMES.get(figure, figure) for figure in COLUMNS]
    yield _line(["map", *heads, "evidence on the companion"])
    yield _line(["---"] * (len(COLUMNS) + 2))
    for method, row in result.figures.items():
        name = f"**{method}**" if method == MMEL else f"{method} ¹" if method in COSTLY else method
        share = result.shortcut.get(method)
        yield _line([name, *(_mean(row.get(figure)) for figure in COLUMNS), _mean(share)])


def _differences(result: QualityResult) -> Iterable[str]:
    heads = [_NAMES.get(figure, figure) for figure in COLUMNS]
    yield _line([f"{MMEL} minus", *heads])
    yield _line(["---"] * (len(COLUMNS) + 1))
    for method, row in result.differences.items():
        yield _line([method, *(_signed(row.get(figure)) for figure in COLUMNS)])


def _tasks(result: QualityResult) -> Iterable[str]:
    yield _line([f"two objects named in one prompt, {result.pair_cases} scenes", "share, 95 % interval"])
    yield _line(["---", "---"])
    for name, interval in result.pairs.items():
        yield _line([name, f"{_mean(interval)} [{interval.low:.3f}, {interval.high:.3f}]"])


def _notes(result: QualityResult) -> Iterable[str]:
    fewer = max((row["AP"].defined for method, row in result.figures.items() if method in COSTLY), default=0)
    relied = f"{result.shortcut_relied} of {result.shortcut_cases} scenes"
    yield f"¹ asked on {fewer} scenes only. Higher is better. {result.weighting}. Last column: share of the"
    yield f"evidence on the shortcut's companion, which the model relies on in {relied}."
    yield (
        f"`mmel-desktop benchmark quality --model {result.spec} --images {result.image_count} "
        f"--seed {result.seed} --split {_quoted(result.split)}`: {result.seconds:.0f} s, "
        f"{result.processes} process(es), {result.device}."
    )
    if result.left_out:
        yield f"Not defined for this model: {', '.join(result.left_out)}."


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _mean(interval: Interval | None) -> str:
    return "–" if interval is None or math.isnan(interval.mean) else f"{interval.mean:.3f}"


def _signed(interval: Interval | None) -> str:
    if interval is None or math.isnan(interval.mean):
        return "–"
    return f"{interval.mean:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}]"


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
