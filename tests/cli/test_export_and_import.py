"""Exports and imports from the command line, on real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mmel_desktop.cli.export_command import FORMATS
from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.export_session import EXPORT_FORMATS
from tests.cli.conftest import RunCommand
from tests.factories import ACTOR
from tests.workflow.case_with_marks import make_case


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """A closed session with eight annotations."""
    make_case(tmp_path).close()
    return tmp_path / "case.mmel"


def test_the_command_line_knows_the_formats_of_the_workflow() -> None:
    """Both lists say the same."""
    assert {entry.code: entry.suffix for entry in EXPORT_FORMATS} == FORMATS


@pytest.mark.parametrize("chosen", sorted(FORMATS))
def test_an_export_says_what_was_written_with_its_hash(
    command: RunCommand, session: Path, tmp_path: Path, chosen: str
) -> None:
    """For a person, and for a script."""
    out = tmp_path / f"out{FORMATS[chosen]}"
    ran = command("export", session, "--format", chosen, "--out", out)
    assert (ran.code, ran.errors) == (0, [])
    assert ran.out.startswith(f"exported 2 images, 8 annotations as {chosen}\n")
    ran = command("export", session, "--format", chosen, "--out", out, "--json")
    document = json.loads(ran.out)
    for file in document["files"]:
        assert sha256_hex(Path(file["path"]).read_bytes()) == file["sha256"]


def test_a_wrong_name_for_the_output_is_refused(command: RunCommand, session: Path, tmp_path: Path) -> None:
    """A session is never written over by a slip."""
    ran = command("export", session, "--format", "json", "--out", session)
    assert ran.code == 2
    assert "--out names no .json file" in ran.errors[0]


def test_annotations_come_back_and_what_is_left_out_is_said(
    command: RunCommand, session: Path, tmp_path: Path
) -> None:
    """Exit code 2 when anything was left out; the rest is done."""
    out = tmp_path / "marks.json"
    command("export", session, "--format", "coco", "--out", out)
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    ran = command("import-annotations", session, bad, out)
    assert ran.code == 2
    assert ran.out == "marks.json: 0 annotations added from COCO, 8 left out\n"
    assert len(ran.errors) == 9
    with CaseStore.open(session, actor=ACTOR) as store:
        for annotation in store.annotations():
            store.delete_annotation(annotation.annotation_id)
    ran = command("import-annotations", session, out)
    assert (ran.code, ran.out) == (0, "marks.json: 8 annotations added from COCO, 0 left out\n")


def test_a_machine_reads_what_each_file_gave(command: RunCommand, session: Path, tmp_path: Path) -> None:
    """A file that cannot be used is in the document, too."""
    out, bad = tmp_path / "marks.json", tmp_path / "bad.json"
    command("export", session, "--format", "coco", "--out", out)
    bad.write_text("{}")
    ran = command("import-annotations", session, bad, out, "--json")
    assert ran.code == 2
    document = json.loads(ran.out)
    assert document["session"] == str(session)
    unusable, used = document["files"]
    assert (unusable["file"], unusable["counts"]["added"], len(unusable["errors"])) == (str(bad), 0, 1)
    assert (used["file"], used["format"]) == (str(out), "COCO")
    assert used["counts"] == {"added": 0, "left_out": 8, "already_there": 8}
    assert len(used["errors"]) == 8


def test_the_image_of_a_plain_geojson_file_can_be_named(
    command: RunCommand, session: Path, tmp_path: Path
) -> None:
    """QuPath's files name none."""
    file = tmp_path / "from qupath.geojson"
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [3, 4]}, "properties": {}}
    file.write_text(json.dumps([feature]))
    ran = command("import-annotations", session, file, "--image", "no.png")
    assert ran.code == 2
    assert "names no one image; found 0 images of that name" in ran.errors[0]
    ran = command("import-annotations", session, file, "--image", "street.png")
    assert (ran.code, ran.errors) == (0, [])


def test_a_signed_off_session_takes_no_annotations(
    command: RunCommand, session: Path, tmp_path: Path
) -> None:
    """One clear line."""
    with CaseStore.open(session, actor=ACTOR) as store:
        store.sign_off("review")
    ran = command("import-annotations", session, tmp_path / "any.json")
    assert ran.code == 2
    assert "cannot be edited; found it is signed off" in ran.errors[0]
