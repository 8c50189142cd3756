"""The report's charts are those of the dashboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from mmel_desktop.core.session_charts import CHART_TITLES
from mmel_desktop.report.content import CaseTotals, read_header, read_images
from mmel_desktop.report.pdf import write_report
from mmel_desktop.ui.case_index import CaseIndex
from mmel_desktop.ui.panels.dashboard_figures import Chart, case_charts, session_charts
from tests.report.report_case import CaseInMemory, full_case


@pytest.fixture
def case(tmp_path: Path) -> CaseInMemory:
    """Three images with marks, of which one was judged and one failed to be explained."""
    case = full_case(tmp_path, images=3)
    first = case.image_list[0].image_id
    case.review_map[first] = replace(case.reviews()[first], verdict="right_wrong_reason")
    return case


@pytest.fixture
def index(case: CaseInMemory) -> CaseIndex:
    """What the window mirrors of the case."""
    index = CaseIndex()
    runs = {run.image_id: run for run in case.runs() if run.status == "finished"}
    index.fill(case.images(), runs, case.reviews(), case.annotations())
    return index


def figures_of(path: Path) -> Iterator[str]:
    """What the figures of a report say to those who do not see them, in reading order."""

    def walk(element: pikepdf.Object) -> Iterator[str]:
        if isinstance(element, pikepdf.Dictionary):
            if element.get("/S") == pikepdf.Name.Figure:
                yield str(element.Alt)
            children: Any = element.get("/K", [])
            for child in children if isinstance(children, pikepdf.Array) else [children]:
                yield from walk(child)

    with pikepdf.open(path) as pdf:
        yield from walk(pdf.Root.StructTreeRoot)


def in_words(chart: Chart) -> str:
    """A chart of the dashboard as the report would say it."""
    counts = "; ".join(f"{bar.label}: {bar.count}" for bar in chart.bars)
    if not chart.upright:
        return f"{chart.title}. {counts}."
    note = chart.note.replace("image(s)", "images")  # the translation to English says which
    return f"{chart.title} of {note}. {counts}."


def test_both_count_the_same(case: CaseInMemory, index: CaseIndex) -> None:
    """For every prompt the same frozen values: titles, order, categories, ranges and counts."""
    totals, header = CaseTotals(), read_header(case, case.audit_events())
    for image in read_images(case, header):
        totals.add(image)
    taxonomy = header.history.taxonomy
    assert len(totals.charts.scores) > 1
    for prompt in totals.charts.scores:
        shown = session_charts(index.entries, prompt, taxonomy)
        assert shown == totals.charts.charts(taxonomy, [prompt])
        assert [chart.title for chart in shown] == list(CHART_TITLES.values())
        assert all(chart.total for chart in shown)


def test_both_draw_the_same(case: CaseInMemory, index: CaseIndex, tmp_path: Path) -> None:
    """The words of the figures in the PDF are those of the bars on the screen, one figure after the other."""
    said = list(figures_of(write_report(case, tmp_path / "report.pdf").path))
    prompts = next(entry.run.prompts for entry in index.entries if entry.run)
    drawn = [in_words(chart) for chart in case_charts(index.entries, prompts[0])]
    drawn += [in_words(case_charts(index.entries, prompt)[-1]) for prompt in prompts[1:]]
    first = said.index(drawn[0])
    assert said[first : first + len(drawn)] == drawn
