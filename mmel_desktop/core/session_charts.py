"""The charts of a session: what the dashboard and the report draw, counted in one place.

Both draw the same frozen values, each in its own way. Titles and labels are English here; the user interface
translates them.
"""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.explanation import most_serious
from mmel_desktop.core.known_terms import Taxonomy
from mmel_desktop.core.taxonomy import NO_FAILURE

SCORE_BINS = 10

CHART_TITLES: dict[str, str] = {
    "verdicts": "Verdicts",
    "effects": "Failures by kind",
    "triggers": "Failures by trigger",
    "severities": "Failures by severity",
    "checks": "Trust checks",
    "scores": "Scores",
}
"""Key of a chart → its title, in the order in which charts are shown."""

CHECK_OUTCOMES: dict[str, str] = {
    "fail": "a check fails",
    "warn": "a check warns",
    "pass": "all checks pass",
    "not_run": "no checks",
}
"""Most serious verdict of an image's trust checks → what it is called, in the order in which it is shown."""

VERDICT_LOOKS: dict[str, str] = {
    "wrong": "fail",
    "right_wrong_reason": "warn",
    "unclear": "not_run",
    "right": "pass",
    "unreviewed": "not_run",
}
"""Human verdict → the trust verdict whose look its bar takes, in the order in which it is shown."""

_TERM_FIELDS = {"verdicts": "verdict", "effects": "effect", "triggers": "triggers", "severities": "severity"}


@dataclass(frozen=True)
class ChartBar:
    """One bar.

    Attributes:
        code: of the term or outcome that it counts; "" for a range of scores.
        label: in words.
        count: how many.
        look: trust verdict whose look it takes; "" for a plain bar.
        low, high: of a range of scores; ``high`` itself belongs to the next bar, if there is one.
    """

    code: str
    label: str
    count: int
    look: str = ""
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True)
class SessionChart:
    """Bars under a title.

    Attributes:
        key: of ``CHART_TITLES``.
        title: of ``CHART_TITLES``.
        bars: in the order in which they are drawn; none while there is nothing to count.
        field: which field's terms the bars count, a key of ``PROGRAM_TERMS``; "" when they count none.
        prompt: whose scores are counted; "" for the other charts.
        median: of these scores; 0 for the other charts.
        upright: True for a distribution (upright bars side by side), False for named kinds (bars that lie).
    """

    key: str
    title: str
    bars: tuple[ChartBar, ...] = ()
    field: str = ""
    prompt: str = ""
    median: float = 0.0
    upright: bool = False

    @property
    def total(self) -> int:
        """What all bars count together; a failure with several triggers counts once for each."""
        return sum(bar.count for bar in self.bars)


@dataclass
class ChartCounts:
    """What the charts count, gathered image by image; small however many images there are.

    Attributes:
        verdicts: images by human verdict.
        effects, triggers, severities: failures by code; a failure may have several triggers.
        checks: explained images by the most serious verdict of their trust checks, over all prompts.
        scores: by prompt, the cosine of every explained image that it was asked of.
    """

    verdicts: Counter[str] = field(default_factory=Counter)
    effects: Counter[str] = field(default_factory=Counter)
    triggers: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    scores: dict[str, list[float]] = field(default_factory=dict)

    def add(self, verdict: str, annotations: Iterable[Annotation]) -> None:
        """Count the judgement of an image and the failures marked on it."""
        self.verdicts[verdict] += 1
        for annotation in annotations:
            if annotation.effect != NO_FAILURE:
                self.effects[annotation.effect] += 1
                self.triggers.update(annotation.triggers)
                self.severities[annotation.severity] += 1

    def add_run(self, prompts: Sequence[str], scores: Sequence[float], worst_verdicts: Sequence[str]) -> None:
        """Count the latest finished run of an image.

        Args:
            prompts: what was asked.
            scores: cosine per prompt.
            worst_verdicts: per prompt the most serious verdict of its trust checks.
        """
        self.checks[most_serious(worst_verdicts)] += 1
        for prompt, score in zip(prompts, scores, strict=True):
            self.scores.setdefault(prompt, []).append(score)

    def charts(self, taxonomy: Taxonomy, prompts: Iterable[str]) -> tuple[SessionChart, ...]:
        """All charts in their order.

        Args:
            taxonomy: the failure terms that the session knows.
            prompts: whose scores are shown, one chart each.
        """
        return (
            self._verdict_chart(taxonomy),
            _term_chart("effects", self.effects, taxonomy),
            _term_chart("triggers", self.triggers, taxonomy),
            _term_chart("severities", self.severities, taxonomy, all_terms=True),
            self._check_chart(),
            *(score_chart(prompt, self.scores.get(prompt, ())) for prompt in prompts),
        )

    def _verdict_chart(self, taxonomy: Taxonomy) -> SessionChart:
        bars = [
            ChartBar(code, taxonomy.label("verdict", code), self.verdicts[code], look)
            for code, look in VERDICT_LOOKS.items()
        ]
        return _chart("verdicts", bars if self.verdicts else ())

    def _check_chart(self) -> SessionChart:
        bars = [ChartBar(code, label, self.checks[code], look=code) for code, label in CHECK_OUTCOMES.items()]
        return _chart("checks", bars if self.checks else ())


def _chart(key: str, bars: Iterable[ChartBar]) -> SessionChart:
    return SessionChart(key, CHART_TITLES[key], tuple(bars), _TERM_FIELDS.get(key, ""))


def _term_chart(
    key: str, counts: Mapping[str, int], taxonomy: Taxonomy, *, all_terms: bool = False
) -> SessionChart:
    """Failures by the codes of one field, the most frequent first; all terms in their own order if wanted.

    Codes that the taxonomy does not know are counted as well, under the code itself.
    """
    known = [term.code for term in taxonomy.terms(_TERM_FIELDS[key])]
    codes = [*known, *sorted(counts.keys() - set(known))]
    if not all_terms:
        codes = sorted((code for code in codes if counts.get(code)), key=lambda code: -counts[code])
    label = taxonomy.label
    bars = [ChartBar(code, label(_TERM_FIELDS[key], code), counts.get(code, 0)) for code in codes]
    return _chart(key, bars if any(counts.values()) else ())


def score_chart(prompt: str, scores: Sequence[float]) -> SessionChart:
    """How the cosine scores of one prompt spread over the explained images."""
    title = CHART_TITLES["scores"]
    if not scores:
        return SessionChart("scores", title, prompt=prompt, upright=True)
    edges = [float(edge) for edge in score_edges(scores)]
    bars = []
    for low, high in itertools.pairwise(edges):
        count = sum(in_range(score, low, high, last=high == edges[-1]) for score in scores)
        bars.append(ChartBar("", range_text(low, high), count, low=low, high=high))
    return SessionChart(
        "scores", title, tuple(bars), prompt=prompt, median=statistics.median(scores), upright=True
    )


def score_edges(scores: Iterable[float]) -> np.ndarray:
    """Bin edges on round hundredths that hold all scores; ``SCORE_BINS`` bins of equal width, float64."""
    values = np.asarray(list(scores))
    step = max(np.ceil((values.max() - values.min()) * 100 / SCORE_BINS), 1.0) / 100
    low = np.floor(values.min() / step) * step
    count = max(int(np.ceil((values.max() - low) / step + 1e-9)), 1)
    edges: np.ndarray = low + step * np.arange(count + 1)
    return edges


def in_range(score: float, low: float, high: float, *, last: bool) -> bool:
    """Whether a score belongs to the bar from ``low`` to ``high``; the last bar takes its upper end, too."""
    return low <= score < high or (last and score >= high)


def range_text(low: float, high: float) -> str:
    """A range of scores, e.g. ``0.05 – 0.10``."""
    return f"{edge_text(low)} – {edge_text(high)}"


def edge_text(score: float) -> str:
    """An end of a range of scores, e.g. ``−0.05``."""
    # Rounding may leave a negative zero.
    return f"{round(score, 2) + 0.0:.2f}".replace("-", "−")
