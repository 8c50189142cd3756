"""The charts of the dashboard: those of the report, in the user's language; each bar knows its images."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mmel_desktop.core.annotation import Annotation
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.core.session_charts import ChartBar, ChartCounts, SessionChart, in_range
from mmel_desktop.ui.case_index import CaseEntry
from mmel_desktop.ui.panels.gallery_query import Facet, Predicate
from mmel_desktop.ui.taxonomy_texts import term_meaning, term_text
from mmel_desktop.ui.translation import tr


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes:
        label: what it counts, in the user's language.
        count: how many.
        facet: the images behind it, as a filter of the gallery.
        look: trust verdict whose colour it takes; "" for the plain colour.
        help: one sentence; may be empty.
    """

    label: str
    count: int
    facet: Facet
    look: str = ""
    help: str = ""


@dataclass(frozen=True)
class Chart:
    """Bars under a heading.

    Attributes:
        key: stable name.
        title: heading.
        bars: in the order in which they are drawn.
        upright: True for a distribution (upright bars side by side), False for named kinds (bars that lie).
        note: a line below the title; may be empty.
    """

    key: str
    title: str
    bars: tuple[Bar, ...]
    upright: bool = False
    note: str = ""


def session_charts(
    entries: Sequence[CaseEntry], prompt: str, taxonomy: Taxonomy = DEFAULT_TAXONOMY
) -> tuple[SessionChart, ...]:
    """What is counted, as the report counts it.

    Args:
        entries: every image.
        prompt: whose scores are shown; "" for none.
        taxonomy: the failure terms that the session knows.
    """
    counts = ChartCounts()
    for entry in entries:
        counts.add(entry.review.verdict, entry.annotations)
        if entry.run is not None:
            counts.add_run(entry.run.prompts, entry.run.scores, entry.run.worst_verdicts)
    return counts.charts(taxonomy, (prompt,))


def case_charts(
    entries: Sequence[CaseEntry], prompt: str, taxonomy: Taxonomy = DEFAULT_TAXONOMY
) -> tuple[Chart, ...]:
    """All charts of a session in the user's language; see :func:`session_charts`."""
    return tuple(_shown(chart, taxonomy) for chart in session_charts(entries, prompt, taxonomy))


def _shown(chart: SessionChart, taxonomy: Taxonomy) -> Chart:
    bars = tuple(_shown_bar(chart, bar, taxonomy) for bar in chart.bars)
    note = ""
    if chart.upright and bars:
        median = f"{round(chart.median, 3) + 0.0:.3f}".replace("-", "−")
        note = tr("“{prompt}”, median {median}").format(prompt=chart.prompt, median=median)
        note = f"{note}, {tr('%n image(s)', '', chart.total)}"
    return Chart(chart.key, tr(chart.title), bars, chart.upright, note)


def _shown_bar(chart: SessionChart, bar: ChartBar, taxonomy: Taxonomy) -> Bar:
    term = taxonomy.term(chart.field, bar.code) if chart.field else None
    label = term_text(term) if term else tr(bar.label) if chart.key == "checks" else bar.label
    explained = term_meaning(term) if term and chart.key != "verdicts" else ""
    facet = Facet(_facet_label(chart, label), _behind(chart, bar))
    return Bar(label, bar.count, facet, bar.look, explained)


def _facet_label(chart: SessionChart, label: str) -> str:
    if chart.key == "verdicts":
        return tr("Verdict: {verdict}").format(verdict=label)
    if chart.key == "checks":
        return tr("Trust checks: {outcome}").format(outcome=label)
    if chart.upright:
        return tr("Score of “{prompt}”: {span}").format(prompt=chart.prompt, span=label)
    return f"{tr(chart.title)}: {label}"


def _behind(chart: SessionChart, bar: ChartBar) -> Predicate:
    """Which images a bar stands for."""
    if chart.key == "verdicts":
        return lambda entry: entry.review.verdict == bar.code
    if chart.key == "checks":
        return lambda entry: entry.run is not None and entry.worst_verdict() == bar.code
    if chart.upright:
        return _in_range(chart.prompt, bar, last=bar == chart.bars[-1])
    return _has_failure(_CODES_OF[chart.key], bar.code)


_CODES_OF: dict[str, Callable[[Annotation], tuple[str, ...]]] = {
    "effects": lambda failure: (failure.effect,),
    "triggers": lambda failure: failure.triggers,
    "severities": lambda failure: (failure.severity,),
}
"""Key of a chart → the codes of an annotation that it counts."""


def _has_failure(codes_of: Callable[[Annotation], tuple[str, ...]], code: str) -> Predicate:
    return lambda entry: any(code in codes_of(failure) for failure in entry.failures)


def _in_range(prompt: str, bar: ChartBar, *, last: bool) -> Predicate:
    def keeps(entry: CaseEntry) -> bool:
        score = entry.score(prompt)
        return score is not None and in_range(score, bar.low, bar.high, last=last)

    return keeps
