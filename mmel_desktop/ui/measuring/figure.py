"""A measured figure beside its limit."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        name: what was measured.
        value: the figure, in ``unit``.
        limit: what it is held against, in ``unit``; None where nothing is promised.
        unit: ``s``, ``ms``, ``frames/s`` or ``%``.
        at_most: True when the value must not exceed the limit, False when it must reach it.
        note: how it was measured.
    """

    name: str
    value: float
    limit: float | None
    unit: str
    at_most: bool
    note: str

    @property
    def met(self) -> bool | None:
        """True when the value keeps to its limit; None without one."""
        if self.limit is None:
            return None
        return self.value <= self.limit if self.at_most else self.value >= self.limit


def format_figures(figures: tuple[Figure, ...]) -> str:
    """A table for a terminal."""
    width = max(len(figure.name) for figure in figures)
    lines = [f"{'figure':<{width}}  {'measured':>16}  {'limit':>18}  "]
    for figure in figures:
        sign = "≤" if figure.at_most else "≥"
        line = f"{figure.name:<{width}}  {figure.value:>9.1f} {figure.unit:<6}  "
        if figure.limit is not None:
            line += f"{sign} {figure.limit:>8.1f} {figure.unit:<6}  {'met' if figure.met else 'MISSED'}"
        lines.append(line.rstrip())
        lines.append(f"{'':<{width}}  {figure.note}")
    return "\n".join(lines)


def figures_as_json(figures: tuple[Figure, ...]) -> list[dict[str, Any]]:
    """The figures for a machine."""
    return [{**asdict(figure), "met": figure.met} for figure in figures]
