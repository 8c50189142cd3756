"""What the charts of a session count."""

from __future__ import annotations

import numpy as np
import pytest

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY
from mmel_desktop.core.session_charts import (
    CHART_TITLES,
    ChartCounts,
    SessionChart,
    edge_text,
    score_chart,
    score_edges,
)


def mark(number: int, effect: str, *triggers: str, severity: str = "critical") -> Annotation:
    """A mark on an image."""
    return Annotation(
        f"a-{number}", "id", number, Geometry("image"), effect=effect, triggers=triggers, severity=severity
    )


@pytest.fixture
def counts() -> ChartCounts:
    """Two explained images, one of them with marks, and one without an explanation."""
    counts = ChartCounts()
    marks = [mark(1, "A1", "weather"), mark(2, "A4"), mark(3, "A4", "weather", "clutter"), mark(4, "A0")]
    counts.add("wrong", [*marks, mark(5, "Z9", severity="dire")])
    counts.add_run(("a car", "a bus"), (0.3, 0.1), ("pass", "fail"))
    counts.add("unreviewed", ())
    counts.add_run(("a car",), (0.2,), ("warn",))
    counts.add("unreviewed", ())
    return counts


def bars(charts: tuple[SessionChart, ...], key: str) -> list[tuple[str, int]]:
    """Code and count of each bar."""
    (chart,) = (chart for chart in charts if chart.key == key)
    return [(bar.code, bar.count) for bar in chart.bars]


def test_every_chart_counts_what_its_title_says(counts: ChartCounts) -> None:
    """Images by verdict and worst check, failures by kind, trigger and severity; no failure is none."""
    charts = counts.charts(DEFAULT_TAXONOMY, ["a car"])
    assert [(chart.key, chart.title) for chart in charts] == list(CHART_TITLES.items())
    verdicts = [("wrong", 1), ("right_wrong_reason", 0), ("unclear", 0), ("right", 0), ("unreviewed", 2)]
    assert bars(charts, "verdicts") == verdicts
    assert bars(charts, "effects") == [("A4", 2), ("A1", 1), ("Z9", 1)]
    assert bars(charts, "triggers") == [("weather", 2), ("clutter", 1)]
    assert ("critical", 3) in bars(charts, "severities")
    assert bars(charts, "severities")[-1] == ("dire", 1)
    assert bars(charts, "checks") == [("fail", 1), ("warn", 1), ("pass", 0), ("not_run", 0)]


def test_scores_have_one_chart_per_prompt(counts: ChartCounts) -> None:
    """Each with its own ranges; a prompt that was never asked has none."""
    charts = counts.charts(DEFAULT_TAXONOMY, ["a car", "a bus", "a tram"])
    scores = [chart for chart in charts if chart.key == "scores"]
    assert [(chart.prompt, chart.total) for chart in scores] == [("a car", 2), ("a bus", 1), ("a tram", 0)]
    assert scores[0].median == pytest.approx(0.25)
    assert not scores[2].bars


def test_nothing_counted_is_no_bar() -> None:
    """A new session has charts without bars, not bars of zero."""
    assert not any(chart.bars for chart in ChartCounts().charts(DEFAULT_TAXONOMY, ["a car"]))


def test_the_ranges_are_named_by_their_edges() -> None:
    """With a true minus sign, and without a negative zero."""
    assert edge_text(-0.05) == "−0.05"
    assert edge_text(-0.0000001) == "0.00"
    assert score_chart("a car", [0.25, 0.25]).bars[0].label == "0.25 – 0.26"


def test_every_score_is_in_one_range() -> None:
    """Also those on an edge."""
    scores = [round(number / 100, 2) for number in range(-30, 71)]
    assert score_chart("a car", scores).total == len(scores)


def test_the_score_bins_hold_every_score_once() -> None:
    """Round edges, at most a few bins more than wanted, none of the scores outside; one value is one bin."""
    scores = np.random.default_rng(0).normal(0.2, 0.1, 500)
    edges = score_edges(scores)
    assert edges[0] <= scores.min()
    assert edges[-1] >= scores.max()
    assert np.allclose(np.diff(edges), np.diff(edges)[0])
    assert np.histogram(scores, edges)[0].sum() == 500
    assert len(score_edges([0.25, 0.25])) == 2
