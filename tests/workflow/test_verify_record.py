"""One verification for sessions and reports; a report is compared with its session when that is at hand."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import text

from mmel_desktop.core.case import VerificationResult
from mmel_desktop.errors import BadInputError, SessionError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.export_report import export_report
from mmel_desktop.workflow.verify_record import verify_open_session, verify_record
from tests.factories import ACTOR, make_explanation, write_image


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A session and its report, side by side."""
    image = write_image(tmp_path / "a.png")
    with CaseStore.create(tmp_path / "case.mmel", actor=ACTOR, name="Crossing") as store:
        store.add_explanation(store.add_image(image).image_id, make_explanation(image.identity, grid=4))
        export_report(store, tmp_path / "report.pdf")
    return tmp_path


def messages(result: VerificationResult, severity: str) -> str:
    return "\n".join(f"{f.where}: {f.message}" for f in result.findings if f.severity == severity)


def test_content_decides_not_the_name(folder: Path) -> None:
    """A session named .pdf is verified as a session, a report named .mmel as a report."""
    shutil.copy(folder / "case.mmel", folder / "a.pdf")
    other = folder / "other"
    other.mkdir()
    shutil.copy(folder / "report.pdf", other / "b.mmel")
    assert "explanation runs" in dict(verify_record(folder / "a.pdf").facts)
    assert "pages" in dict(verify_record(other / "b.mmel").facts)


def test_report_is_compared_with_the_session_beside_it(folder: Path) -> None:
    """Both intact: the session is named among the facts."""
    result = verify_record(folder / "report.pdf")
    assert result.intact, messages(result, "broken")
    assert dict(result.facts)["compared with session"].endswith("case.mmel")


def test_report_without_its_session_says_that_it_was_not_compared(folder: Path, tmp_path: Path) -> None:
    """A note, not a failure."""
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(folder / "report.pdf", alone)
    result = verify_record(alone / "report.pdf")
    assert result.intact
    assert "not compared" in messages(result, "note")


def test_rewritten_report_is_betrayed_by_the_session(folder: Path) -> None:
    """A file that is intact in itself but was never exported by this session is found."""
    with pikepdf.open(folder / "report.pdf", allow_overwriting_input=True) as pdf:
        pdf.save(folder / "report.pdf", compress_streams=False)
    result = verify_record(folder / "report.pdf")
    assert "none of its 1 recorded export(s) has this file's SHA-256" in messages(result, "broken")


def test_report_newer_than_a_restored_session_is_found(folder: Path) -> None:
    """An older copy of the session lacks the entry the report was made from."""
    older = folder / "older"
    older.mkdir()
    with CaseStore.open(folder / "case.mmel", actor=ACTOR) as store:
        shutil.copy(folder / "case.mmel", older / "case.mmel")
        store.rename("Crossing at Elm Street", "")
        export_report(store, older / "report.pdf")
    result = verify_record(older / "report.pdf")
    assert "the report was made from entry" in messages(result, "broken")


def test_later_edits_are_noted(folder: Path) -> None:
    """An intact report of an earlier state stays intact; the reader is told that the record went on."""
    assert "newer than this report" not in messages(verify_record(folder / "report.pdf"), "note")
    with CaseStore.open(folder / "case.mmel", actor=ACTOR) as store:
        store.rename("another name", "")
    result = verify_record(folder / "report.pdf")
    assert result.intact
    assert "newer than this report: 2, the first: session.opened; 1 of them change the record" in messages(
        result, "note"
    )


def test_a_session_given_by_path_is_used(folder: Path, tmp_path: Path) -> None:
    """It need not lie beside the report."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    report = Path(shutil.move(folder / "report.pdf", elsewhere))
    result = verify_record(report, session_path=folder / "case.mmel")
    assert result.intact
    assert "compared with session" in dict(result.facts)


def test_another_session_than_the_reports_is_told_apart(folder: Path) -> None:
    """Given by path, or lying where the report's own session is known to belong: a warning naming both."""
    with CaseStore.create(folder / "other.mmel", actor=ACTOR) as store:
        other_id = store.session().session_id
    given = verify_record(folder / "report.pdf", session_path=folder / "other.mmel")
    assert given.intact
    assert not given.passed
    assert f"it is another session, {other_id}; the report was made from" in messages(given, "warning")
    (folder / "other.mmel").replace(folder / "case.mmel")
    beside = verify_record(folder / "report.pdf")
    assert not beside.passed
    assert f"another one lies there, {other_id}" in messages(beside, "warning")


def test_verifying_a_report_leaves_the_session_alone(folder: Path) -> None:
    """Not one byte changes."""
    before = (folder / "case.mmel").read_bytes()
    verify_record(folder / "report.pdf")
    assert (folder / "case.mmel").read_bytes() == before


def test_verifying_an_open_session_does_not_take_its_locks_away(folder: Path) -> None:
    """On POSIX systems, closing another handle of the file would: a stranger could then write in between."""
    with CaseStore.open(folder / "case.mmel", actor=ACTOR) as store, store._file.writing() as db:
        db.execute(text("UPDATE session SET name = name"))
        with suppress(SessionError):
            verify_record(folder / "case.mmel")
        program = (
            "import sqlite3, sys\n"
            "connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)\n"
            "try:\n    connection.execute('BEGIN IMMEDIATE')\n"
            "except sqlite3.OperationalError as error:\n    print(error)\n"
        )
        stranger = subprocess.run(
            [sys.executable, "-c", program, folder / "case.mmel"], capture_output=True, text=True, check=True
        )
        assert stranger.stdout.strip() == "database is locked"


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG"])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    """One clear line."""
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    with pytest.raises(BadInputError, match="neither a session nor a report"):
        verify_record(path)


def test_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    """The path is named."""
    with pytest.raises(BadInputError, match="cannot read"):
        verify_record(tmp_path / "no.pdf")


def test_report_is_compared_with_its_own_session_among_copies(folder: Path) -> None:
    """A copy made before the export, first by its name, must not make the report look forged."""
    shutil.copyfile(folder / "case.mmel", folder / "a copy.mmel")
    with CaseStore.open(folder / "a copy.mmel", actor=ACTOR) as copy:
        for name in ("one", "two", "three", "four", "five", "six"):
            copy.set_prompts((name,))
    with CaseStore.open(folder / "case.mmel", actor=ACTOR) as store:
        export_report(store, folder / "second.pdf")

    result = verify_record(folder / "second.pdf")

    assert dict(result.facts)["compared with session"] == str(folder / "case.mmel")
    assert not [finding for finding in result.findings if finding.severity == "broken"]


def test_a_changed_session_is_no_witness_for_a_report(folder: Path) -> None:
    """Its list of exports proves nothing when the session itself was changed."""
    with sqlite3.connect(folder / "case.mmel") as connection:
        connection.execute("UPDATE images SET name = 'other.png'")
    connection.close()

    result = verify_record(folder / "report.pdf")

    assert result.intact
    assert not result.passed
    assert any("proves nothing about the report" in finding.message for finding in result.findings)


def test_verifying_an_open_session_goes_on_record(folder: Path) -> None:
    """With its outcome and the end of the trail that was checked; it is no edit and harms no sign-off."""
    with CaseStore.open(folder / "case.mmel", actor=ACTOR) as store:
        head = store.audit_events()[-1].sha256
        assert verify_open_session(store).intact
        event = store.audit_events()[-1]
        said = {change.field: change.new for change in event.changes}
        assert (event.action, said["intact"], said["broken"]) == ("session.verified", True, 0)
        assert said["chain_head"] == head
        store.sign_off("review")
        verify_open_session(store)
        assert store.audit_events()[-1].action == "session.verified"
        assert store.sign_offs()[-1].in_force
    assert verify_record(folder / "case.mmel").intact
    with CaseStore.open(folder / "case.mmel", actor=ACTOR, read_only=True) as store:
        before = len(store.audit_events())
        verify_open_session(store)
        assert len(store.audit_events()) == before
