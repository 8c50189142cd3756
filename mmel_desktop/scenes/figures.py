"""A measured share with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

_RESAMPLES = 2000


@dataclass(frozen=True)
class Figure:
    """A share with its 95 % interval over scenes.

    Attributes:
        name: what was measured.
        value: share in [0, 1]; NaN without cases.
        low: lower end of the interval.
        high: upper end.
        cases: judged cases.
        chance: what guessing would give.
    """

    name: str
    value: float
    low: float
    high: float
    cases: int
    chance: float

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def interval(hits: Sequence[Sequence[bool]], name: str, chance: float) -> Figure:
    """Share of hits with a percentile bootstrap over scenes (a scene's cases stay together).

    Where all cases agree the bootstrap knows no doubt; the exact interval of that many scenes (Clopper &
    Pearson, 1934) is given instead.

    Args:
        hits: per scene, its judged cases; scenes without cases count for nothing.
        name: of the figure.
        chance: expected of guessing.
    """
    rows = [row for row in hits if len(row)]
    if not rows:
        nothing = float("nan")
        return Figure(name, nothing, nothing, nothing, 0, chance)
    won = np.array([sum(row) for row in rows], dtype=float)
    cases = np.array([len(row) for row in rows], dtype=float)
    picks = np.random.default_rng(0).integers(len(rows), size=(_RESAMPLES, len(rows)))
    shares = won[picks].sum(axis=1) / cases[picks].sum(axis=1)
    low, high = (float(end) for end in np.quantile(shares, [0.025, 0.975]))
    value, doubt = float(won.sum() / cases.sum()), 0.025 ** (1 / len(rows))
    if value == 1.0:
        low = doubt
    elif value == 0.0:
        high = 1 - doubt
    return Figure(name, value, low, high, int(cases.sum()), chance)
