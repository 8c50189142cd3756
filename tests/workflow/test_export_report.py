"""Exporting a session's report, with the real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.core.case import DisplaySettings, ImageReview
from mmel_desktop.core.progress import CancelToken, ProgressReport
from mmel_desktop.errors import OperationCancelled
from mmel_desktop.report.verification import verify_report
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.export_report import EXPORTED, export_report
from mmel_desktop.workflow.verify_record import verify_record
from tests.factories import ACTOR, make_explanation, write_image
from tests.report.conftest import page_texts
from tests.store.breaking import tamper


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    """A session with one explained, judged and annotated image and one that was never explained."""
    folder = tmp_path / "images"
    folder.mkdir()
    with CaseStore.create(
        tmp_path / "case.mmel", actor=ACTOR, name="Crossing", prompts=("a pedestrian",)
    ) as store:
        image = write_image(folder / "a.png")
        record = store.add_image(image)
        store.add_explanation(record.image_id, make_explanation(image.identity, grid=4))
        store.add_annotation(record.image_id, Geometry.box(5, 5, 40, 60), effect="A1", comment="보행자 <b>")
        store.set_review(ImageReview(record.image_id, "wrong", agrees=False, rationale="missed"))
        store.add_image(write_image(folder / "b.png", seed=1))
        yield store


def test_export_is_the_newest_audit_entry(store: CaseStore, tmp_path: Path) -> None:
    """The report's hash, name and the chain end it vouches for go back into the session."""
    before = store.audit_events()[-1]
    outcome = export_report(store, tmp_path / "r.pdf")
    event = store.audit_events()[-1]
    changes = {change.field: change.new for change in event.changes}
    assert event.action == EXPORTED
    assert changes["sha256"] == outcome.sha256 == sha256_hex(outcome.path.read_bytes())
    assert changes["vouches_for"] == {"sequence": before.sequence, "sha256": before.sha256}
    assert (changes["file"], changes["pages"]) == ("r.pdf", outcome.pages)


def test_exported_report_is_intact(store: CaseStore, tmp_path: Path) -> None:
    """What the store hands out makes a report that verifies."""
    outcome = export_report(store, tmp_path / "r.pdf")
    result = verify_report(outcome.path)
    assert result.findings == ()
    assert dict(result.facts)["images"] == "2"


def test_report_shows_what_the_reviewer_saw(store: CaseStore, tmp_path: Path) -> None:
    """Another colour map gives other pictures."""
    first = export_report(store, tmp_path / "a.pdf")
    store.set_display(DisplaySettings(colour_map="viridis", threshold=0.4))
    second = export_report(store, tmp_path / "b.pdf")
    assert first.sha256 != second.sha256


def test_read_only_session_can_be_reported_without_a_trace(store: CaseStore, tmp_path: Path) -> None:
    """Nothing is written into a session that is open for reading."""
    path = store.path
    store.close()
    with CaseStore.open(path, actor=ACTOR, read_only=True) as reader:
        before = reader.audit_events()
        outcome = export_report(reader, tmp_path / "r.pdf")
        assert outcome.path.is_file()
        assert reader.audit_events() == before


def test_cancelled_export_is_not_recorded(store: CaseStore, tmp_path: Path) -> None:
    """No file, no entry."""
    token = CancelToken()
    token.cancel()
    before = store.audit_events()
    with pytest.raises(OperationCancelled):
        export_report(store, tmp_path / "r.pdf", cancel=token)
    assert store.audit_events() == before
    assert not (tmp_path / "r.pdf").exists()


def test_a_session_changed_from_outside_gives_no_clean_report(store: CaseStore, tmp_path: Path) -> None:
    """Its tables say one thing, its trail another: the report says both, and fails its verification alone."""
    store.close()
    tamper(store.path, "UPDATE reviews SET verdict = 'right'")
    with CaseStore.open(store.path, actor=ACTOR) as changed:
        path = export_report(changed, tmp_path / "r.pdf").path
    (finding,) = [finding for finding in verify_report(path).findings if finding.severity == "broken"]
    assert finding.where == "review of image 1"
    assert finding.message == "field verdict: the audit trail says 'wrong', the report says 'right'"


def test_a_run_made_for_comparison_is_listed_and_not_printed(store: CaseStore, tmp_path: Path) -> None:
    """The image's answer stays the one that was judged; one that broke off is no failure of the image."""
    first, second = store.images()
    (answer,) = store.runs()
    explanation = make_explanation(first.identity, grid=4, seed=7)
    compared = store.add_explanation(first.image_id, explanation, for_comparison=True)
    store.add_unfinished_run(first.image_id, explanation.request, "failed", "no memory", for_comparison=True)
    other = make_explanation(second.identity, grid=4)
    store.add_explanation(second.image_id, other, for_comparison=True)
    outcome = export_report(store, tmp_path / "r.pdf")
    assert verify_report(outcome.path).findings == ()
    text = "".join(page_texts(outcome.path))
    assert answer.run_id in text
    assert f"Runid{compared.run_id}" not in text
    assert text.count("Madeforcomparisononly:itdoesnotanswerforthisimage.") == 3
    assert "ThenewestrunFAILED" not in text
    assert "Thisimagewasexplainedforcomparisononly:norunanswersforit." in text
    assert "for_comparison:true" in text, "the printed audit trail says so, too"


def test_a_report_tells_of_one_state_however_the_session_is_edited_meanwhile(
    store: CaseStore, tmp_path: Path
) -> None:
    """The same bytes as from a session at rest; what was done meanwhile is newer than the report."""
    at_rest = export_report(store, tmp_path / "rest.pdf")
    twin = store.copy_to(tmp_path / "twin.mmel")
    with CaseStore.open(twin, actor=ACTOR, read_only=True) as copy:
        expected = export_report(copy, tmp_path / "expected.pdf").sha256
    first, second = store.images()
    begun: list[int] = []

    def work_on(report: ProgressReport) -> None:
        if report.total:
            begun.append(report.done)
            explanation = make_explanation(second.identity, grid=4, seed=len(begun))
            store.add_explanation(second.image_id, explanation)
            store.set_review(ImageReview(second.image_id, "right", rationale=f"seen {len(begun)}"))
            store.add_annotation(first.image_id, Geometry("image"), comment="found meanwhile")
            store.set_display(DisplaySettings(opacity=0.1 * len(begun)))

    before = store.anchor()
    outcome = export_report(store, tmp_path / "r.pdf", progress=work_on)
    assert len(begun) > 3
    assert outcome.sha256 == expected != at_rest.sha256
    event = store.audit_events()[-1]
    changes = {change.field: change.new for change in event.changes}
    assert (event.action, changes["sha256"]) == (EXPORTED, outcome.sha256)
    assert changes["vouches_for"] == {"sequence": before.sequence, "sha256": before.head_sha256}
    result = verify_record(outcome.path, session_path=store.path)
    assert result.passed, result.findings
    (note,) = [found for found in result.findings if "newer than this report" in found.message]
    assert "the first: run.finished" in note.message
    assert verify_record(store.path).passed
