"""The table of measured regions: what is printed, and what is said of the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mmel_desktop.core.case import DisplaySettings, ImageRecord, ImageReview
from mmel_desktop.core.identity import ImageIdentity
from mmel_desktop.core.measured_probes import MeasuredProbes, MeasuredRegions
from mmel_desktop.report.at_a_glance import at_a_glance
from mmel_desktop.report.blocks import Block, Columns, Headed, Panel, Stack
from mmel_desktop.report.content import ImageCase
from mmel_desktop.report.probe_blocks import MOST_ROWS, probe_blocks
from mmel_desktop.report.tables import Table, TableRow
from mmel_desktop.report.text import TextBlock
from tests.factories import make_explanation


def probes(count: int) -> MeasuredProbes:
    """So many regions, each probed alone, for two prompts."""
    measured = MeasuredProbes()
    for number in range(count):
        measured = measured.with_regions(MeasuredRegions((number,), (0.3, 0.2), (0.1, 0.2), (0.2, 0.1)))
    return measured


@pytest.mark.parametrize(
    ("count", "rows", "told"),
    [
        (1, 2, ""),
        (MOST_ROWS, MOST_ROWS, ""),
        (MOST_ROWS + 1, MOST_ROWS, "holds 1 further probe."),
        (MOST_ROWS + 2, MOST_ROWS, "holds 2 further probes."),
    ],
)
def test_a_long_table_shows_one_prompt_and_counts_what_it_leaves_out(
    count: int, rows: int, told: str
) -> None:
    """Every prompt has its row while there are few; later the printed one only, as far as the table goes."""
    _, section = probe_blocks(make_explanation(), probes(count), prompt_index=1)
    assert isinstance(section, Headed)
    assert isinstance(section.body, Table)
    assert len(section.body.rows) == rows
    assert isinstance(section.head, Stack)
    note = " ".join(block.text for block in section.head.children if isinstance(block, TextBlock))
    assert note.endswith(told or "on the changed image.")


def test_nothing_measured_is_no_table() -> None:
    """An empty one would read as a result."""
    assert probe_blocks(make_explanation(), MeasuredProbes(), 0) == []


@pytest.mark.parametrize(
    ("whole", "said"), [(0.3, "lowers the score"), (-0.21, "too low a score for a statement")]
)
def test_a_score_that_is_no_answer_gets_no_reading(whole: float, said: str) -> None:
    """The figures stand; what they would mean is left out, as it is in the window."""
    measured = MeasuredProbes().with_regions(
        MeasuredRegions((4,), (whole, 0.2), (whole - 0.1, 0.2), (whole + 0.1, 0.1))
    )
    _, section = probe_blocks(make_explanation(), measured, prompt_index=0)
    assert isinstance(section, Headed)
    assert isinstance(section.body, Table)
    first = section.body.rows[0]
    assert isinstance(first, TableRow)
    reading = first.columns.children[-1]
    assert isinstance(reading, TextBlock)
    assert reading.text == said


def test_the_panel_states_no_cause_of_a_score_that_is_no_answer() -> None:
    """At a glance, too, only the figures are left."""
    identity = ImageIdentity("street.png", "0" * 64, "1" * 64, 96, 72)
    record = ImageRecord("image-1", 0, identity, "/street.png", 1, "PNG", "RGB", 1, 0, 1, ())
    case = ImageCase(1, record, (), None, None, ImageReview("image-1"), (), None, "")

    def said(whole: float, without: float) -> str:
        probes = MeasuredProbes().with_regions(MeasuredRegions((4,), (whole,), (without,), (-0.1,)))
        measured = replace(case, explanation=make_explanation(), probes=probes)
        panel = at_a_glance(measured, DisplaySettings(), 0)
        return " ".join(_texts(panel))

    assert "removing region 4 lowers the score from 0.300 to 0.100" in said(0.3, 0.1)
    low = said(-0.21, -0.3)
    assert "the score is −0.300 without region 4 and −0.100 with nothing else, of −0.210" in low
    assert "lowers" not in low


def _texts(block: Block) -> list[str]:
    if isinstance(block, TextBlock):
        return [block.text]
    if isinstance(block, Panel):
        return _texts(block.child)
    inside = block.children if isinstance(block, (Stack, Columns)) else ()
    return [text for child in inside for text in _texts(child)]
