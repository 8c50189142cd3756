"""The logical structure of the report, which screen readers follow instead of the drawing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from mmel_desktop.report import page_flow
from mmel_desktop.report.page_flow import FlowResult, PageFlow
from mmel_desktop.report.page_style import HEADING_1, HEADING_2
from mmel_desktop.report.structure_tree import Journal, add_structure
from mmel_desktop.report.tables import Table, TableRow
from mmel_desktop.report.text import TextBlock
from mmel_desktop.report.text_language import language_of
from mmel_desktop.report.verification import verify_report
from tests.report.conftest import WrittenReport
from tests.report.report_case import COMMENTS

_TEXT_OPERATORS = frozenset({"Tj", "TJ", "'", '"'})


def children(element: pikepdf.Object) -> list[pikepdf.Object | int]:
    """What an element holds: elements, marks and links, in reading order."""
    held = element.get("/K", pikepdf.Array())
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """An element and all below it, in reading order."""
    yield element
    for child in children(element):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield from elements(child)


def outline_of(element: pikepdf.Object) -> str:
    """The roles below an element, e.g. ``Table(TR(TH TH) TR(TD TD))``."""
    below = [outline_of(c) for c in children(element) if isinstance(c, pikepdf.Dictionary) and "/S" in c]
    return str(element.S)[1:] + (f"({' '.join(below)})" if below else "")


def tagged(result: FlowResult, out_path: Path) -> pikepdf.Pdf:
    """The pages of a flow with their structure, as in a report."""
    pdf = pikepdf.new()
    for part in result.parts:
        with pikepdf.open(part) as pages:
            pdf.pages.extend(pages.pages)
    assert result.journal is not None
    add_structure(pdf, [Journal(result.journal, 0)], [], lambda: None)
    pdf.save(out_path)
    return pdf


def test_headings_paragraphs_and_tables_are_what_they_are(tmp_path: Path) -> None:
    """A chapter is a section with its heading, text and table; header cells say for which direction."""
    flow = PageFlow(tmp_path, "f")
    flow.begin_page("t")
    flow.bookmark("Chapter", 0)
    flow.add(TextBlock("Chapter", HEADING_1), TextBlock("Words."), TextBlock("Part", HEADING_2))
    rows = [TableRow(("a", "1"), (1, 1), named=True), TableRow(("b", ""), (1, 1), named=True)]
    flow.add(Table(TableRow(("Name", "Figure"), (1, 1), header=True), rows))
    with tagged(flow.finish(), tmp_path / "o.pdf") as pdf:
        root = pdf.Root.StructTreeRoot.K
        table = "Table(TR(TH TH) TR(TH TD) TR(TH TD))"
        assert outline_of(root) == f"Document(Sect(H1 P H2 {table}))"
        scopes = [str(entry.A.Scope) for entry in elements(root) if entry.S == "/TH"]
        assert scopes == ["/Column", "/Column", "/Row", "/Row"]


def test_a_table_over_many_pages_is_one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its header is read out once; what stands again on later pages is decoration."""
    monkeypatch.setattr(page_flow, "PAGES_PER_PART", 2)
    flow = PageFlow(tmp_path, "f")
    flow.begin_page("t")
    header = TableRow(("Head",), (1,), header=True)
    flow.add_rows(header, (TableRow((f"row {number}",), (1,)) for number in range(200)))
    with tagged(flow.finish(), tmp_path / "o.pdf") as pdf:
        assert len(pdf.pages) > 4
        assert outline_of(pdf.Root.StructTreeRoot.K) == f"Document(Table(TR(TH){' TR(TD)' * 200}))"


def test_every_text_of_the_report_is_read_out_or_marked_as_decoration(written: WrittenReport) -> None:
    """On no page stands text outside marked content, and marks are neither nested nor left open."""
    with pikepdf.open(written.outcome.path) as pdf:
        for page in pdf.pages:
            depth = 0
            for instruction in pikepdf.parse_content_stream(page):
                operator = str(instruction.operator)
                depth += operator in {"BDC", "BMC"}
                depth -= operator == "EMC"
                assert 0 <= depth <= 1
                assert depth == 1 or operator not in _TEXT_OPERATORS
            assert depth == 0


def test_every_mark_leads_to_its_element_and_back(written: WrittenReport) -> None:
    """The table of parents names, for each mark of each page, the element that holds that mark."""
    with pikepdf.open(written.outcome.path) as pdf:
        root = pdf.Root.StructTreeRoot
        numbers = list(root.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        held = {
            (entry.Pg.objgen, int(kid)): entry.objgen
            for entry in elements(root.K)
            for kid in children(entry)
            if not isinstance(kid, pikepdf.Object)
        }
        for index, page in enumerate(pdf.pages):
            assert int(page.obj.StructParents) == index
            for mark, owner in enumerate(parents[index]):
                assert held.pop((page.obj.objgen, mark)) == owner.objgen
        assert not held


def test_figures_say_in_words_what_they_show(written: WrittenReport) -> None:
    """Maps name prompt and strongest place, plots their figures; none is empty."""
    with pikepdf.open(written.outcome.path) as pdf:
        figures = [entry for entry in elements(pdf.Root.StructTreeRoot.K) if entry.S == "/Figure"]
        words = [str(figure.Alt) for figure in figures]
        assert all(len(entry) > 20 for entry in words)
        assert all(len(figure.A.BBox) == 4 for figure in figures)
    said = "\n".join(words)
    assert "strongest at x " in said
    assert "street_01.png, as it was reviewed, with the marks of annotation 1, 2" in said
    assert "median" in said
    assert "critical: " in said


def test_links_stand_in_the_structure(written: WrittenReport) -> None:
    """Each link is held by the element of its text, and knows that element."""
    with pikepdf.open(written.outcome.path) as pdf:
        root = pdf.Root.StructTreeRoot
        numbers = list(root.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", [])]
        assert links
        for link in links:
            owner = parents[int(link.StructParent)]
            assert owner.S == "/Link"
            references = [kid for kid in children(owner) if isinstance(kid, pikepdf.Dictionary)]
            assert [kid.Obj.objgen for kid in references] == [link.objgen]


def test_text_from_right_to_left_is_read_out_as_it_was_typed(written: WrittenReport) -> None:
    """The drawing has another order and other letter forms than the words."""
    with pikepdf.open(written.outcome.path) as pdf:
        found = {str(entry.get("/ActualText", "")) for entry in elements(pdf.Root.StructTreeRoot.K)}
    assert COMMENTS["Arabic"] in found
    assert COMMENTS["Hebrew"] in found
    assert COMMENTS["Korean"] not in found, "text in reading order needs no second copy"


def test_a_changed_description_is_found_by_verification(written: WrittenReport, tmp_path: Path) -> None:
    """What only a screen reader reads is part of the record too."""
    changed = tmp_path / "changed.pdf"
    with pikepdf.open(written.outcome.path) as pdf:
        figure = next(entry for entry in elements(pdf.Root.StructTreeRoot.K) if entry.S == "/Figure")
        figure.Alt = pikepdf.String("Nothing to see.")
        pdf.save(changed)
    result = verify_report(changed)
    assert not result.intact
    assert any(finding.where == "document" for finding in result.findings if finding.severity == "broken")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (COMMENTS["Korean"], "ko"),
        (COMMENTS["Japanese"], "ja"),
        (COMMENTS["Chinese"], "zh"),
        (COMMENTS["Greek"], "el"),
        (COMMENTS["Hebrew"], "he"),
        (COMMENTS["Russian"], "und-Cyrl"),
        (COMMENTS["Arabic"], "und-Arab"),
        ("歩行者", "und-Hani"),
        ("“보행자” scores highest among five prompts", ""),
        ("naïve", ""),
        ("\ud800\uffff 12", ""),
    ],
)
def test_a_script_of_one_language_names_it(text: str, language: str) -> None:
    """Of a script that many languages share only the script is claimed; mixed texts stay the document's."""
    assert language_of(text) == language


def test_comments_are_read_out_in_their_language(written: WrittenReport) -> None:
    """The Korean comment is marked as Korean, in an English document."""
    with pikepdf.open(written.outcome.path) as pdf:
        assert str(pdf.Root.Lang) == "en"
        languages = {str(entry.get("/Lang", "")) for entry in elements(pdf.Root.StructTreeRoot.K)}
    assert {"ko", "ja", "zh", "el", "he", "und-Cyrl", "und-Arab"} <= languages
