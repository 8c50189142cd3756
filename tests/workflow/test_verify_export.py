"""A file of an export can be held against its session, long after it was passed on."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mmel_desktop.errors import BadInputError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.export_session import export_session
from mmel_desktop.workflow.verify_record import verify_record
from tests.workflow.case_with_marks import make_case


@pytest.fixture(scope="module")
def exported_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session and all its exports."""
    folder = tmp_path_factory.mktemp("exported")
    with make_case(folder) as store:
        export_all(store, folder)
    return folder


@pytest.fixture
def exported(exported_once: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    shutil.copytree(exported_once, tmp_path / "case")
    return tmp_path / "case"


def export_all(store: CaseStore, folder: Path) -> None:
    export_session(store, "json", folder / "record.json")
    export_session(store, "coco", folder / "coco.json")
    export_session(store, "csv", folder / "tables")
    export_session(store, "geojson", folder / "qupath")


def test_every_file_of_every_export_is_known_to_its_session(exported: Path) -> None:
    """With the name under which, and the entry with which, it left."""
    tables = sorted((exported / "tables").glob("*.csv")) + sorted((exported / "qupath").glob("*.geojson"))
    assert len(tables) == 9
    for file in (exported / "record.json", exported / "coco.json", *tables):
        result = verify_record(file, session_path=exported / "case.mmel")
        assert result.passed, file
        assert dict(result.facts)["exported as"].startswith(file.name)


def test_one_changed_cell_is_found(exported: Path) -> None:
    """Nothing else of the table needs to be known for it."""
    table = exported / "tables" / "reviews.csv"
    table.write_bytes(table.read_bytes().replace(b"wrong", b"right", 1))
    result = verify_record(table, session_path=exported / "case.mmel")
    assert not result.intact
    assert "none of its 4 recorded export(s) holds a file with this SHA-256" in result.findings[0].message


def test_a_changed_session_vouches_for_nothing(exported: Path) -> None:
    """The file is known to it, and still that proves nothing."""
    with closing(sqlite3.connect(exported / "case.mmel")) as connection:
        connection.execute("UPDATE images SET name = 'other.png'")
        connection.commit()
    result = verify_record(exported / "coco.json", session_path=exported / "case.mmel")
    assert result.intact
    assert not result.passed


def test_without_its_session_an_export_cannot_be_judged(exported: Path) -> None:
    """The text says what is needed."""
    with pytest.raises(BadInputError, match="name its session"):
        verify_record(exported / "record.json")
