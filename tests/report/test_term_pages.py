"""An outsider reads every code in the report itself: label, meaning, whose it is, and since which entry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.known_terms import PROGRAM_TERMS
from mmel_desktop.core.taxonomy_trail import TAXONOMY_CHANGED, TAXONOMY_ENTITY, taxonomy_changes
from mmel_desktop.core.team_taxonomy import NO_TEAM, TeamTaxonomy, following
from mmel_desktop.errors import ReportError
from mmel_desktop.report.pdf import write_report
from mmel_desktop.report.record_history import read_history
from mmel_desktop.report.verification import verify_report
from tests.report.conftest import WrittenReport, page_texts
from tests.report.report_case import SESSION_ID, CaseInMemory, draw_street, empty_case, realistic_explanation
from tests.team_terms import ROAD_SAFETY


def squeezed(text: str) -> str:
    """Text as the page reader gives it: without white space."""
    return "".join(text.split())


def set_terms(case: CaseInMemory, before: TeamTaxonomy, after: TeamTaxonomy) -> None:
    """Record that a team's terms are in force."""
    case.record(TAXONOMY_CHANGED, TAXONOMY_ENTITY, SESSION_ID, *taxonomy_changes(before, after))


@pytest.fixture
def case(tmp_path: Path) -> CaseInMemory:
    """One explained image with a mark in the team's terms."""
    case = empty_case()
    set_terms(case, NO_TEAM, ROAD_SAFETY)
    image = draw_street(tmp_path / "street.png", size_wh=(320, 240))
    record = case.add_image(image)
    case.add_explanation(record, realistic_explanation(image))
    case.annotate(
        record,
        Geometry.box(10, 10, 60, 60),
        effect="ROAD-E1",
        triggers=("ROAD-T1", "occlusion"),
        evidence=("ROAD-V1", "partly"),
        severity="critical",
    )
    return case


@pytest.fixture
def pages(case: CaseInMemory, tmp_path: Path) -> tuple[str, ...]:
    """Its report, which is found intact."""
    path = write_report(case, tmp_path / "report.pdf").path
    assert verify_report(path).intact
    return page_texts(path)


def terms_page(pages: tuple[str, ...]) -> str:
    """The pages from the terms to the next chapter."""
    first = next(n for n, text in enumerate(pages) if text.startswith("Howfailuresarenamed"))
    return "".join(pages[first : first + 2])


def listed_failures(pages: tuple[str, ...]) -> str:
    """The list of failures, from its introduction to the end of the page."""
    start = "Everyannotationthatmarksafailure"
    return next(start + text.split(start)[1] for text in pages if start in text)


def test_the_teams_label_stands_where_its_code_was_used(pages: tuple[str, ...]) -> None:
    """In the list of failures, the plots of the summary, and beside the mark."""
    listed = listed_failures(pages)
    summary = next(text for text in pages if text.startswith("Summary"))
    section = next(text for text in pages if "Suspected" in text and "severity:critical" in text)
    assert "ROAD-E1wronglane" in listed
    assert "standsunder“Howfailuresarenamed”" in listed
    assert "Failuresbykindwronglane1" in summary
    assert "Failuresbytriggerocclusion1roadworks1" in summary
    assert "ROAD-E1wronglane1" in summary
    assert "ROAD-E1wronglane" in section
    assert "ROAD-T1roadworks,occlusion" in section
    assert "ROAD-V1lanemarking,partly" in section


def test_every_term_is_printed_with_its_meaning_and_whose_it_is(pages: tuple[str, ...]) -> None:
    """The program's and the team's, the Korean label beside the English one, hidden ones as not offered."""
    text = terms_page(pages)
    for field in ("effect", "triggers", "evidence", "severity", "causal_status"):
        for term in PROGRAM_TERMS[field]:
            whose = "programnotoffered" if term.code in ROAD_SAFETY.hidden else "program"
            assert squeezed(term.code + term.label + term.meaning) + whose in text
    for field in ("effect", "triggers", "evidence"):
        for term in ROAD_SAFETY.terms(field):
            assert squeezed(term.code + term.label + term.label_ko + term.meaning) + "TEAM" in text
    assert "“Roadsafety1”" in text
    assert "byentry2oftheaudittrail" in text
    assert ROAD_SAFETY.sha256 in text


def test_terms_that_were_given_up_stay_readable(case: CaseInMemory, tmp_path: Path) -> None:
    """Old marks keep their words, and the page says that the terms are not offered any more."""
    after = following(ROAD_SAFETY, NO_TEAM)
    set_terms(case, ROAD_SAFETY, after)
    pages = page_texts(write_report(case, tmp_path / "report.pdf").path)
    assert "ROAD-E1wronglane" in listed_failures(pages)
    text = terms_page(pages)
    assert "Theprogram’sowntermsareinuseagain" in text
    assert "TEAMnotoffered" in text


def test_a_report_without_a_teams_terms_says_nothing_of_a_team(written: WrittenReport) -> None:
    """The program's own terms are printed all the same."""
    text = terms_page(written.pages)
    assert "A12other" in text
    assert "TEAM" not in text
    assert "notoffered" not in text


def test_terms_that_cannot_be_read_are_a_clear_error(case: CaseInMemory) -> None:
    """A report must not print half of them."""
    changes = taxonomy_changes(ROAD_SAFETY, replace(ROAD_SAFETY, version="2"))
    case.record(TAXONOMY_CHANGED, TAXONOMY_ENTITY, SESSION_ID, *changes[:3])
    with pytest.raises(ReportError, match=rf"entry {len(case.events)} of the audit trail, taxonomy\.changed"):
        read_history(case.events)
