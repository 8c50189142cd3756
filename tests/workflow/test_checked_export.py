"""What is made from a record that does not hold says so itself, wherever it goes."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from mmel_desktop.cli import main as run_command
from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.progress import CancelToken
from mmel_desktop.errors import OperationCancelled
from mmel_desktop.report.page_text import PageTextReader
from mmel_desktop.store.anchors import sidecar_path
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.record_check import check_record
from mmel_desktop.workflow.export_report import export_report
from mmel_desktop.workflow.export_session import DOUBTS_NAME, EXPORT_FORMATS, export_session
from mmel_desktop.workflow.session_bundle import make_bundle
from mmel_desktop.workflow.verify_record import verify_record
from tests.factories import ACTOR, make_explanation, write_image
from tests.store.breaking import tamper


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One judged image with a mark, in a folder of its own."""
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_options: str(tmp_path / "user"))
    folder = tmp_path / "case"
    folder.mkdir()
    path = folder / "case.mmel"
    with CaseStore.create(path, actor=ACTOR, prompts=("a pedestrian", "a red car")) as store:
        image = store.add_image(write_image(folder / "street.png"))
        store.add_explanation(image.image_id, make_explanation(image.identity, grid=4))
        shutil.copy(path, folder / "older copy")
        store.add_annotation(image.image_id, Geometry.box(1, 2, 30, 40))
        store.set_review(ImageReview(image.image_id, "wrong", agrees=False))
    return path


def roll_back(path: Path) -> None:
    """Whole in itself: only anchors tell."""
    shutil.copy(path.with_name("older copy"), path)
    with CaseStore.open(path, actor=ACTOR) as store:
        image = store.images()[0]
        store.add_annotation(image.image_id, Geometry.box(5, 5, 9, 9))


def change_entry(path: Path) -> None:
    """The chain is broken; every table says what it said."""
    tamper(
        path,
        "UPDATE audit_trail SET entry = CAST(replace(CAST(entry AS TEXT), 'wrong', 'right') AS BLOB)",
        drop_triggers=True,
    )


def change_table(path: Path) -> None:
    tamper(path, "UPDATE reviews SET verdict = 'right'")


BREAKING: dict[Callable[[Path], None], str] = {
    roll_back: "is not the one that was there",
    change_entry: "its text does not match its hash",
    change_table: "field verdict: the audit trail says 'wrong', the table says 'right'",
}
WAYS = pytest.mark.parametrize("break_it", BREAKING, ids=lambda way: way.__name__)


def says(text: str, break_it: Callable[[Path], None]) -> bool:
    return BREAKING[break_it] in text


def exported(path: Path, code: str) -> tuple[Path, Any]:
    suffix = next(entry.suffix for entry in EXPORT_FORMATS if entry.code == code)
    out = path.with_name(f"out {code}{suffix}")
    with CaseStore.open(path, actor=ACTOR) as store:
        outcome = export_session(store, code, out)
        said = [change.new for change in store.audit_events()[-1].changes]
        trail = json.dumps(said, ensure_ascii=False)
    return out, (outcome, trail)


@pytest.mark.parametrize("code", [entry.code for entry in EXPORT_FORMATS])
def test_an_export_of_a_record_that_holds_says_that_it_was_asked(session: Path, code: str) -> None:
    """And nothing else lies beside it."""
    out, (outcome, trail) = exported(session, code)
    assert outcome.record_check.passed
    assert "findings" not in trail
    files = [out] if out.is_file() else sorted(out.iterdir())
    assert not any(file.name == DOUBTS_NAME for file in files)
    said = [file for file in files if b'"verdict":"held when it was checked"' in file.read_bytes()]
    assert said


@WAYS
@pytest.mark.parametrize("code", [entry.code for entry in EXPORT_FORMATS])
def test_an_export_of_a_broken_record_says_so(
    session: Path, code: str, break_it: Callable[[Path], None]
) -> None:
    """In itself, in its outcome and in the trail; where the folder lies on this machine it does not say."""
    break_it(session)
    out, (outcome, trail) = exported(session, code)
    assert not outcome.record_check.intact
    assert says(trail, break_it)
    for file in [out] if out.is_file() else out.glob("*.geojson" if code == "geojson" else "export.json"):
        document = json.loads(file.read_bytes())
        place = {"json": (), "coco": ("info", "mmel"), "csv": ("about",), "geojson": ("mmel",)}[code]
        for key in place:
            document = document[key]
        assert document["record_check"]["verdict"] == "NOT INTACT"
        found = json.dumps(document["record_check"], ensure_ascii=False)
        assert says(found, break_it)
        assert str(session.parent) not in found
    if out.is_dir():
        assert "Do not rely on these files" in (out / DOUBTS_NAME).read_text(encoding="utf-8")


@WAYS
def test_a_report_on_a_broken_record_is_not_unblemished(
    session: Path, break_it: Callable[[Path], None]
) -> None:
    """The cover says so first of all; so does whoever verifies the PDF where the session is not at hand."""
    break_it(session)
    out = session.with_name("report.pdf")
    with CaseStore.open(session, actor=ACTOR) as store:
        outcome = export_report(store, out)
    assert not outcome.record_check.intact
    with pikepdf.open(out) as pdf:
        cover = PageTextReader().read(pdf.pages[0])
    assert "THISRECORDISNOTINTACT" in "".join(cover.split())
    moved = session.parent.parent / "report.pdf"
    out.rename(moved)
    result = verify_record(moved)
    assert not result.passed
    assert any("its record did not hold when it was written" in entry.message for entry in result.findings)


@WAYS
def test_a_bundle_of_a_broken_record_says_so_where_nobody_knows_it(
    session: Path, break_it: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On another machine a rolled-back session may look whole, but its list of files tells."""
    break_it(session)
    out = session.with_name("case.mmelbundle")
    with CaseStore.open(session, actor=ACTOR) as store:
        assert not make_bundle(store, out, with_report=False).record_check.intact
    with zipfile.ZipFile(out) as archive:
        assert says(json.dumps(json.loads(archive.read("manifest.json")), ensure_ascii=False), break_it)
    elsewhere = session.parent.parent / "elsewhere"
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_options: str(elsewhere))
    result = verify_record(out)
    assert not result.passed
    assert any("the bundle itself says" in entry.message for entry in result.findings)


@pytest.mark.parametrize("kind", ["export", "report", "bundle"])
def test_the_command_line_writes_it_warns_and_ends_with_3(
    session: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Scripts must be able to tell; a person reads what was found."""
    commands = {
        "export": ["export", str(session), "--format", "json", "--out", str(session.with_name("out.json"))],
        "report": ["report", str(session), "--out", str(session.with_name("out.pdf"))],
        "bundle": ["bundle", "make", str(session), "--out", str(session.with_name("out.mmelbundle"))],
    }
    assert run_command(commands[kind]) == 0
    assert "the record is" not in capsys.readouterr().err
    roll_back(session)
    sidecar_path(session).unlink()
    assert run_command(commands[kind]) == 3
    said = capsys.readouterr().err
    assert "broken: anchors: " in said
    assert "the record is NOT INTACT; what was written says so, too. Verify the session." in said
    assert list(session.parent.glob("out.*"))


def test_a_command_that_only_opens_the_session_says_one_line(
    session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The work is done all the same; here the only mark is there already."""
    marks = session.with_name("marks.json")
    with CaseStore.open(session, actor=ACTOR) as store:
        export_session(store, "coco", marks)
    change_entry(session)
    assert run_command(["import-annotations", str(session), str(marks)]) == 2
    lines = capsys.readouterr().err.splitlines()
    said, _already_there = lines
    assert said.startswith("warning: the session's record is NOT INTACT: audit trail, entry ")
    assert said.endswith("its text does not match its hash: it was changed; verify it")


@pytest.mark.parametrize("with_tables", [False, True])
def test_the_check_can_be_stopped(session: Path, monkeypatch: pytest.MonkeyPatch, with_tables: bool) -> None:
    """A long trail takes a second: nobody has to wait for it when the session is closed."""
    monkeypatch.setattr("mmel_desktop.store.record_check._STEPS_BETWEEN_CANCELS", 1)
    token = CancelToken()
    token.cancel()
    with pytest.raises(OperationCancelled):
        check_record(session, token, with_tables=with_tables)


def test_a_quick_check_finds_what_the_chain_and_the_anchors_tell(session: Path) -> None:
    """It does not read what the entries say, and so cannot hold the tables against them."""
    assert check_record(session, with_tables=False).passed
    tamper(session, "UPDATE reviews SET verdict = 'right'")
    assert check_record(session, with_tables=False).passed
    tamper(session, "DROP TRIGGER audit_trail_refuses_update")
    found = check_record(session, with_tables=False)
    assert [finding.where for finding in found.findings] == ["trigger audit_trail_refuses_update"]


@pytest.mark.parametrize("break_it", [roll_back, change_entry], ids=["rolled back", "changed entry"])
def test_a_quick_check_agrees_with_the_whole_one(session: Path, break_it: Callable[[Path], None]) -> None:
    break_it(session)
    quick, whole = (check_record(session, with_tables=tables) for tables in (False, True))
    assert not quick.intact
    assert set(quick.findings) <= set(whole.findings)
