"""Blocks on pages: breaks, repeated headers, parts."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from mmel_desktop.report import page_flow
from mmel_desktop.report.blocks import Columns, Drawing, Gap, Panel, Stack
from mmel_desktop.report.page_flow import FlowResult, PageFlow
from mmel_desktop.report.page_style import BODY, CONTENT_HEIGHT
from mmel_desktop.report.page_text import PageTextReader
from mmel_desktop.report.tables import TableRow
from mmel_desktop.report.text import TextBlock


def box(height: float, places: list[float] | None = None) -> Drawing:
    """A block of a height that notes where it was drawn."""
    return Drawing(height, lambda canvas, x, top, width: places.append(top) if places is not None else None)


def texts(result: FlowResult) -> list[str]:
    """Text of every page of a flow."""
    reader = PageTextReader()
    pages = []
    for part in result.parts:
        with pikepdf.open(part) as pdf:
            pages += [reader.read(page) for page in pdf.pages]
    return pages


def test_blocks_move_to_the_next_page_whole(tmp_path: Path) -> None:
    """What does not fit any more starts the next page, at its top."""
    places: list[float] = []
    flow = PageFlow(tmp_path, "f")
    flow.begin_page("t")
    flow.add(box(CONTENT_HEIGHT - 50), Gap(20), box(100, places))
    assert flow.page_count == 2
    top_of_page: list[float] = []
    flow.begin_page("t")
    flow.add(Gap(40), box(10, top_of_page))
    assert places == top_of_page, "a gap at the top of a page is left out"


def test_text_flows_over_pages_without_loss(tmp_path: Path) -> None:
    """Three pages of words hold all of them, in order."""
    words = " ".join(f"w{number}" for number in range(3000))
    flow = PageFlow(tmp_path, "f")
    flow.begin_page("t")
    flow.add(TextBlock(words, BODY))
    result = flow.finish()
    assert len(result.running_titles) >= 3
    assert "".join(texts(result)) == words.replace(" ", "")


def test_table_header_stands_on_each_page(tmp_path: Path) -> None:
    """Rows that flow over pages keep their header, and the page after the table has none."""
    flow = PageFlow(tmp_path, "f")
    flow.begin_page("t")
    flow.add_rows(TableRow(("Head",), (1,), header=True), (TableRow((f"row{i}",), (1,)) for i in range(120)))
    flow.begin_page("t")
    flow.add(TextBlock("after"))
    pages = texts(flow.finish())
    assert len(pages) >= 4
    assert all(page.startswith("Head") for page in pages[:-1])
    assert pages[-1] == "after"
    assert "".join(pages[:-1]).count("row") == 120


def test_a_row_taller_than_a_page_is_split(tmp_path: Path) -> None:
    """Even then every word is printed."""
    tall = TableRow(("x", TextBlock("word " * 4000)), (1, 3))
    flow = PageFlow(tmp_path, "f")
    flow.begin_page("t")
    flow.add(Panel(Stack([tall])))
    result = flow.finish()
    assert len(result.running_titles) > 2
    assert "".join(texts(result)).count("word") == 4000


def test_columns_split_keeps_every_column() -> None:
    """The longer column goes on alone."""
    columns = Columns([TextBlock("short"), TextBlock("word " * 200)], (1, 1))
    parts = columns.split(200, 60)
    assert parts is not None
    assert parts[0].measure(200) <= 60
    assert parts[1].measure(200) < columns.measure(200)


def test_parts_are_written_while_pages_are_still_coming(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages do not pile up in memory: finished parts lie on disk before the flow ends."""
    monkeypatch.setattr(page_flow, "PAGES_PER_PART", 3)
    flow = PageFlow(tmp_path, "f")
    for number in range(8):
        flow.begin_page(str(number))
        flow.add(TextBlock(f"page{number}"))
        assert len(list(tmp_path.iterdir())) >= number // 3
    assert texts(flow.finish()) == [f"page{number}" for number in range(8)]


def test_a_chapter_of_a_few_lines_shares_its_page(tmp_path: Path) -> None:
    """The next chapter goes on below it, and the header names both; a fuller page is left alone."""
    flow = PageFlow(tmp_path, "f")
    flow.begin_page("Short")
    flow.add(TextBlock("few"))
    flow.begin_chapter("Next")
    flow.add(box(CONTENT_HEIGHT / 2), TextBlock("words"))
    flow.begin_chapter("Last")
    flow.add(TextBlock("end"))
    result = flow.finish()
    assert result.running_titles == ["Short · Next", "Last"]
    assert texts(result) == ["fewwords", "end"]
