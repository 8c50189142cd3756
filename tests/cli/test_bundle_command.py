"""Bundles from the command line."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from mmel_desktop.cli.bundle_command import SUFFIX
from mmel_desktop.workflow.session_bundle import BUNDLE_SUFFIX
from tests.cli.conftest import RunCommand
from tests.workflow.case_with_marks import make_case


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """A closed session with two images."""
    (tmp_path / "original").mkdir()
    make_case(tmp_path / "original").close()
    return tmp_path / "original" / "case.mmel"


def test_the_suffix_is_the_workflows() -> None:
    """Named twice, meant once."""
    assert SUFFIX == BUNDLE_SUFFIX


def test_a_bundle_is_made_verified_and_opened(command: RunCommand, session: Path, tmp_path: Path) -> None:
    """The original is gone by then; the report came along and fits its session."""
    bundle = tmp_path / "case.mmelbundle"
    ran = command("bundle", "make", session, "--out", bundle)
    assert (ran.code, ran.errors) == (0, [])
    assert ": 2 images, " in ran.out
    shutil.rmtree(session.parent)
    ran = command("verify", bundle)
    assert (ran.code, ran.out.splitlines()[0]) == (0, f"intact: {bundle}")
    ran = command("bundle", "open", bundle, "--out", tmp_path / "here")
    assert (ran.code, ran.errors) == (0, [])
    assert "the record is intact" in ran.out
    assert command("verify", tmp_path / "here" / "session.mmel", tmp_path / "here" / "report.pdf").code == 0
    ran = command("bundle", "open", bundle, "--out", tmp_path / "here")
    assert ran.code == 2
    assert "expected a folder that does not exist yet" in ran.errors[0]


def test_a_machine_reads_what_became_of_a_bundle(command: RunCommand, session: Path, tmp_path: Path) -> None:
    """One document each: paths, counts, hash, and whether the record holds."""
    bundle, folder = tmp_path / "case.mmelbundle", tmp_path / "here"
    (session.parent / "street.png").unlink()
    ran = command("bundle", "make", session, "--out", bundle, "--no-report", "--json")
    made = json.loads(ran.out)
    assert ran.code == 2
    assert (made["path"], made["sha256"]) == (str(bundle), sha256(bundle.read_bytes()).hexdigest())
    assert (made["counts"], made["bytes"]) == ({"images": 1, "missing": 1}, bundle.stat().st_size)
    assert "street.png" in made["errors"][0]
    assert made["record_check"]["passed"]
    ran = command("bundle", "open", bundle, "--out", folder, "--json")
    opened = json.loads(ran.out)
    assert ran.code == 2
    assert (opened["folder"], opened["session"]) == (str(folder), str(folder / "session.mmel"))
    assert (opened["report"], opened["counts"]) == (None, {"images": 1, "missing": 1})
    assert opened["verification"]["intact"]


def test_a_missing_image_gets_its_line(command: RunCommand, session: Path, tmp_path: Path) -> None:
    """The rest is packed."""
    (session.parent / "street.png").unlink()
    ran = command("bundle", "make", session, "--out", tmp_path / "a.mmelbundle", "--no-report")
    assert ran.code == 2
    assert "image 'street.png' is not in the bundle" in ran.errors[0]
    assert ": 1 image, " in ran.out
    ran = command("bundle", "make", session, "--out", tmp_path / "a.zip")
    assert "--out names no .mmelbundle file" in ran.errors[0]


def test_only_a_report_of_this_session_is_taken_along(
    command: RunCommand, session: Path, tmp_path: Path
) -> None:
    """Whoever opens the bundle takes it for what it says; any other file would stand there under its name."""
    own, bundle = tmp_path / "own.pdf", tmp_path / "a.mmelbundle"
    assert command("report", session, "--out", own).code == 0
    assert command("bundle", "make", session, "--out", bundle, "--report", own).code == 0
    assert command("verify", bundle).code == 0
    bundle.unlink()
    (tmp_path / "other").mkdir()
    make_case(tmp_path / "other").close()
    strange = tmp_path / "strange.pdf"
    assert command("report", tmp_path / "other" / "case.mmel", "--out", strange).code == 0
    for report, found in (
        (strange, "a report of session "),
        (session, "no report of MMEL Desktop"),
        (tmp_path / "none.pdf", "No such file"),
    ):
        ran = command("bundle", "make", session, "--out", bundle, "--report", report)
        assert ran.code == 2
        (line,) = ran.errors
        assert "cannot take report" in line
        assert found in line
        assert not bundle.exists()
