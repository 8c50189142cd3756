"""What the speed benchmark found, with the limit each figure is held against."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Limit:
    """What a figure may be.

    Attributes:
        value: the limit, a multiple.
        at_least: the figure must reach it; otherwise it must not exceed it.
    """

    value: float
    at_least: bool = False

    def met_by(self, multiple: float) -> bool:
        """Whether a figure keeps to it."""
        return multiple >= self.value if self.at_least else multiple <= self.value


@dataclass(frozen=True)
class SpeedFigure:
    """Cost of one case.

    Attributes:
        name: what was done, in words.
        prompts: how many prompts.
        median_ms: over rounds.
        multiple: of the plain forward beside it, median of the rounds' own ratios; for throughput, of that of
            plain encoding.
        low, high: quartiles of these ratios.
        limit: what it is held against; None where nothing is promised.
    """

    name: str
    prompts: int
    median_ms: float
    multiple: float
    low: float
    high: float
    limit: Limit | None = None


@dataclass(frozen=True)
class SpeedResult:
    """All figures of one model.

    Attributes:
        spec, architecture: the model.
        device: where.
        threads: torch threads during the run.
        rounds: how many.
        plain_forward_ms: median of one image through the model's own image tower, no gradients.
        figures: the cases.
        memory: peak memory of explaining over that of one plain forward; None where it could not be read.
        memory_limit: what that is held against.
    """

    spec: str
    architecture: str
    device: str
    threads: int
    rounds: int
    plain_forward_ms: float
    figures: tuple[SpeedFigure, ...]
    memory: float | None
    memory_limit: Limit


def speed_as_json(result: SpeedResult) -> dict[str, Any]:
    """The result as plain JSON values."""
    document = asdict(result)
    for values, figure in zip(document["figures"], result.figures, strict=True):
        values["met"] = None if figure.limit is None else figure.limit.met_by(figure.multiple)
    document["memory_met"] = None if result.memory is None else result.memory_limit.met_by(result.memory)
    return {"schema": "mmel-benchmark-speed/2", **document}


def format_speed(result: SpeedResult) -> str:
    """The result as a table for a terminal."""
    lines = [
        f"{result.spec} ({result.architecture})",
        f"{result.device}, {result.threads} torch threads, medians of {result.rounds} interleaved rounds; "
        f"one plain image forward: {result.plain_forward_ms:.1f} ms",
        f"{'case':<58} {'prompts':>7} {'ms':>9} {'× plain':>8}  {'quartiles':<11}  limit",
    ]
    lines += [
        f"{figure.name:<58} {figure.prompts:>7} {figure.median_ms:>9.1f} {figure.multiple:>8.2f}"
        f"  {f'{figure.low:.2f}–{figure.high:.2f}':<11}  {_verdict(figure.limit, figure.multiple)}".rstrip()
        for figure in result.figures
    ]
    memory = "not known" if result.memory is None else f"{result.memory:.2f}"
    verdict = "" if result.memory is None else _verdict(result.memory_limit, result.memory)
    lines.append(f"{'peak memory, in a process of its own':<76} {memory:>8}  {'':<11}  {verdict}".rstrip())
    return "\n".join(lines) + "\n"


def _verdict(limit: Limit | None, multiple: float) -> str:
    if limit is None:
        return ""
    sign = "≥" if limit.at_least else "≤"
    return f"{sign} {limit.value:.2f} {'met' if limit.met_by(multiple) else 'missed'}"
