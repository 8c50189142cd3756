"""Sessions of an older schema on the command line: reported, exported, verified, and not touched."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.session_bundle import make_bundle
from tests.cli.conftest import RunCommand
from tests.factories import ACTOR
from tests.report.conftest import page_texts
from tests.store.older_session import make_older_session

SENTENCE = "it is of an older form (schema 1), was read through an upgraded copy and itself left unchanged"


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A session of schema 1 that could be written, in a user folder of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "record").mkdir()
    make_older_session(tmp_path / "record" / "case.mmel")
    return tmp_path / "record" / "case.mmel"


def test_it_is_verified(command: RunCommand, older: Path) -> None:
    """Intact, with one note on how that was found out."""
    before = older.read_bytes()
    ran = command("verify", older)
    assert (ran.code, ran.errors) == (0, [])
    assert ran.out.startswith("intact: ")
    assert ran.out.count(SENTENCE) == 1
    assert older.read_bytes() == before


def test_a_report_of_it_is_written_and_agrees_with_it(
    command: RunCommand, older: Path, tmp_path: Path
) -> None:
    """The report says it, too, and the session beside it confirms the report."""
    before = {file.name: file.read_bytes() for file in older.parent.iterdir()}
    report = tmp_path / "report.pdf"
    ran = command("report", older, "--out", report)
    assert (ran.code, ran.errors) == (0, [])
    assert ran.err.count(SENTENCE) == 1
    assert {file.name: file.read_bytes() for file in older.parent.iterdir()} == before
    assert SENTENCE.replace(" ", "") in "".join(page_texts(report))
    with pikepdf.open(report) as pdf:
        trail = json.loads(pdf.attachments["audit-trail.json"].get_file().read_bytes())
        record = json.loads(pdf.attachments["record.json"].get_file().read_bytes())
    assert "session.migrated" not in json.dumps(trail)
    assert record["session"]["schema_version"] == 1
    checked = command("verify", report, "--session", older)
    assert checked.code == 0
    assert "compared with session" in checked.out
    assert {file.name: file.read_bytes() for file in older.parent.iterdir()} == before


@pytest.mark.parametrize(("kind", "name"), [("json", "case.json"), ("csv", "tables"), ("coco", "coco.json")])
def test_it_is_exported(command: RunCommand, older: Path, tmp_path: Path, kind: str, name: str) -> None:
    """Nothing is recorded in it, and the record held when that was asked."""
    before = {file.name: file.read_bytes() for file in older.parent.iterdir()}
    ran = command("export", older, "--format", kind, "--out", tmp_path / name, "--json")
    assert (ran.code, ran.errors) == (0, [])
    assert ran.err.count(SENTENCE) == 1
    assert json.loads(ran.out)["record_check"]["verdict"] == "held when it was checked"
    assert {file.name: file.read_bytes() for file in older.parent.iterdir()} == before


def test_a_bundle_of_it_is_verified_and_opened(command: RunCommand, older: Path, tmp_path: Path) -> None:
    """The bundle holds the old form and stays as it is; what is unpacked is worked on, so it is upgraded."""
    bundle, folder = tmp_path / "case.mmelbundle", tmp_path / "unpacked"
    with CaseStore.open(older, actor=ACTOR, read_only=True) as store:
        report = tmp_path / "report.pdf"
        assert command("report", older, "--out", report).code == 0
        make_bundle(store, bundle, report_path=report)
    before = bundle.read_bytes()
    verified = command("verify", bundle)
    assert verified.code == 0
    assert verified.out.count(SENTENCE) == 1
    opened = command("bundle", "open", bundle, "--out", folder)
    assert "the record is intact" in opened.out
    assert (
        "it was of an older form (schema 1) and was upgraded to schema 2; before that, a backup of"
        in opened.err
    )
    assert "the bundle itself was left unchanged" in opened.err
    assert bundle.read_bytes() == before
    assert command("verify", folder / "session.mmel").code == 0
    (backup,) = (folder / "session.mmel.backups").iterdir()
    checked = command("verify", backup)
    assert checked.code == 0
    assert SENTENCE in checked.out


def test_work_on_it_upgrades_it_and_says_so(command: RunCommand, older: Path) -> None:
    """With the name of the backup that holds the old form."""
    looked = command("taxonomy", older)
    assert looked.code == 0
    assert SENTENCE in looked.err
    assert not older.with_name("case.mmel.backups").exists()
    changed = command("taxonomy", older, "--program-only")
    (backup,) = older.with_name("case.mmel.backups").iterdir()
    assert changed.code == 0
    assert f"a backup of the old form was made: {backup.name}" in changed.err
    again = command("taxonomy", older, "--program-only")
    assert again.err == ""
