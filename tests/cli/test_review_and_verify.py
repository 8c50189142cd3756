"""``review``, ``report`` and ``verify``: the way of the record, end to end."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from contextlib import closing, redirect_stderr
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest

from mmel_desktop.cli import main
from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.identity import Actor
from mmel_desktop.store.case_store import CaseStore
from tests.cli.conftest import RunCommand, write_images

PROMPTS = ("--prompt", "a red car", "--prompt", "a dog")


@dataclass(frozen=True)
class Case:
    """A reviewed folder: exit code and error lines of the review, and where everything lies."""

    code: int
    errors: list[str]
    images: Path
    session: Path
    report: Path


@pytest.fixture(scope="module")
def first_review(tiny_spec: str, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The whole folder reviewed and reported once, one file of it broken."""
    place = tmp_path_factory.mktemp("case")
    images = write_images(place / "images")
    session, report = place / "record" / "case.mmel", place / "record" / "case.pdf"
    session.parent.mkdir()
    errors = io.StringIO()
    with redirect_stderr(errors):
        arguments = ["review", str(images), *PROMPTS, "--model", tiny_spec, "--session", str(session)]
        code = main([*arguments, "--report", str(report)])
    lines = [line for line in errors.getvalue().splitlines() if line.startswith("error:")]
    return Case(code, lines, images, session, report)


@pytest.fixture
def case(first_review: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A copy of the record that a test may change, on a machine whose ledger knows no other copy."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shutil.copytree(first_review.session.parent, tmp_path / "record")
    record = tmp_path / "record"
    return replace(first_review, session=record / "case.mmel", report=record / "case.pdf")


def test_good_images_are_reviewed_and_the_broken_one_is_named(case: Case) -> None:
    """Exit 2 because of the broken file; the session holds the other three with their explanations."""
    assert case.code == 2
    (line,) = case.errors
    assert "broken.png" in line
    with CaseStore.open(case.session, actor=Actor.from_environment(), read_only=True) as store:
        assert [image.identity.name for image in store.images()] == ["deep.png", "plain.png", "turned.jpg"]
        assert all(run.status == "finished" for run in store.runs())
        assert len(store.runs()) == 3


def test_both_records_verify(case: Case, command: RunCommand) -> None:
    """Exit 0 for session and report, as text and as JSON."""
    assert command("verify", case.session).code == 0
    ran = command("verify", case.report, "--json")
    assert ran.code == 0
    (result,) = json.loads(ran.out)
    assert result["intact"] is True


def test_one_changed_byte_of_a_judgement_is_found_and_named(case: Case, command: RunCommand) -> None:
    """A comment changed behind the program's back, safeguards put back: exit 3, the entry named."""
    with CaseStore.open(case.session, actor=Actor.from_environment()) as store:
        image = store.images()[0]
        mark = store.add_annotation(image.image_id, Geometry("image"), comment="dog not seen")
    assert command("verify", case.session).code == 0
    with closing(sqlite3.connect(case.session)) as database:
        triggers = database.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in triggers:
            database.execute(f'drop trigger "{name}"')
        changed = database.execute("update annotations set comment = 'dog not seem'").rowcount
        for _, sql in triggers:
            database.execute(sql)
        database.commit()
    assert changed == 1
    ran = command("verify", case.session)
    assert ran.code == 3
    assert "NOT INTACT" in ran.out
    assert f"annotation {mark.number} on {image.identity.name}: field comment" in ran.out
    assert "'dog not seem'" in ran.out


def test_another_session_in_its_place_is_told_apart_from_a_broken_one(
    case: Case, command: RunCommand, tmp_path: Path
) -> None:
    """Exit 3 with a verdict of its own: nothing in it was changed, but it is not the one known there."""
    other = tmp_path / "other.mmel"
    CaseStore.create(other, actor=Actor.from_environment()).close()
    other.replace(case.session)
    ran = command("verify", case.session)
    assert ran.code == 3
    assert ran.out.startswith("WARNING, intact in itself: ")
    assert "warning: session: another session belongs at this place" in ran.out
    (result,) = json.loads(command("verify", case.session, "--json").out)
    assert (result["intact"], result["passed"]) == (True, False)
    compared = command("verify", case.report, "--session", case.session)
    assert compared.code == 3
    assert "it is another session" in compared.out


def test_a_changed_report_is_found(case: Case, command: RunCommand) -> None:
    """One byte in the middle of the PDF."""
    content = bytearray(case.report.read_bytes())
    content[len(content) // 2] ^= 1
    case.report.write_bytes(content)
    assert command("verify", case.report).code == 3


def test_a_second_review_keeps_what_is_there(case: Case, command: RunCommand, tiny_spec: str) -> None:
    """Started again with the same question nothing is computed twice; with another question all is."""
    images = (case.images / "plain.png", case.images / "deep.png")
    arguments = ("review", *images, "--model", tiny_spec, "--session", case.session)
    again = command(*arguments, *PROMPTS)
    assert again.code == 0
    assert "0 explained, 2 already explained and kept" in again.out
    other = command(*arguments, "--prompt", "a bus")
    assert "2 explained" in other.out
    assert command("verify", case.session).code == 0


def test_a_machine_reads_what_was_reviewed_and_reported(
    case: Case, command: RunCommand, tiny_spec: str, tmp_path: Path
) -> None:
    """One document: where session and report lie, what was done, what could not be."""
    report = tmp_path / "again.pdf"
    arguments = ("review", case.images, *PROMPTS, "--model", tiny_spec, "--session", case.session)
    ran = command(*arguments, "--report", report, "--json")
    document = json.loads(ran.out)
    assert ran.code == 2
    assert document["session"] == str(case.session)
    assert document["counts"] == {"images": 3, "explained": 0, "kept": 3, "errors": 1}
    assert "broken.png" in document["errors"][0]
    assert document["report"]["path"] == str(report)
    assert document["report"]["sha256"] == sha256(report.read_bytes()).hexdigest()
    ran = command("report", case.session, "--out", report, "--json")
    document = json.loads(ran.out)
    assert ran.code == 0
    assert document["sha256"] == sha256(report.read_bytes()).hexdigest()
    assert document["pages"] > 3
    assert document["record_check"]["passed"]


def test_report_of_an_existing_session(case: Case, command: RunCommand, tmp_path: Path) -> None:
    """``report`` writes the PDF on its own."""
    ran = command("report", case.session, "--out", tmp_path / "again.pdf")
    assert ran.code == 0
    assert (tmp_path / "again.pdf").read_bytes().startswith(b"%PDF-")


def test_random_weights_are_refused_before_anything_is_made(
    command: RunCommand, folder: Path, tmp_path: Path
) -> None:
    """A review of a model that learned nothing would be worthless."""
    session = tmp_path / "case.mmel"
    ran = command("review", folder, *PROMPTS, "--model", "random:ViT-B-32", "--session", session)
    assert ran.code == 2
    assert "cannot be reviewed" in ran.errors[0]
    assert not session.exists()


def test_no_empty_session_is_left_by_bad_input(
    command: RunCommand, folder: Path, tmp_path: Path, tiny_spec: str
) -> None:
    """Neither by a missing image nor by a missing model."""
    session = tmp_path / "case.mmel"
    for image, spec in ((tmp_path / "nothing.png", tiny_spec), (folder / "plain.png", "local-dir:/nowhere")):
        ran = command("review", image, *PROMPTS, "--model", spec, "--session", session)
        assert (ran.code, len(ran.errors)) == (2, 1)
        assert not session.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("review", "IMAGE", *PROMPTS, "--session", "IMAGE"),
        ("report", "SESSION", "--out", "IMAGE"),
    ],
)
def test_a_slip_never_writes_over_an_image(
    command: RunCommand, folder: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """A session must end in .mmel, a report in .pdf."""
    image = folder / "plain.png"
    before = image.read_bytes()
    places = {"IMAGE": str(image), "SESSION": str(tmp_path / "case.mmel")}
    ran = command(*(places.get(part, part) for part in arguments))
    assert ran.code == 2
    assert image.read_bytes() == before


def test_a_file_that_is_no_record_is_bad_input_not_a_broken_record(command: RunCommand, folder: Path) -> None:
    """Exit 2, not 3."""
    ran = command("verify", folder / "plain.png")
    assert ran.code == 2
    assert "neither a session nor a report" in ran.errors[0]
