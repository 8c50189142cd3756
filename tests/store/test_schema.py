"""The SQL that makes a file and the classes that read it say the same; old files stay readable."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.schema import SCHEMA_VERSION
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.store.tables import EVIDENCE_ROWS, Row
from tests.factories import ACTOR

GOLDEN = Path(__file__).parent / "golden"


def test_each_mapped_column_is_in_the_file_and_the_other_way_round(
    store: CaseStore, session_path: Path
) -> None:
    """Names, nullability and primary keys agree, for every table."""
    mapped = {
        table.name: [(column.name, not column.nullable, column.primary_key) for column in table.columns]
        for table in Row.metadata.tables.values()
    }
    with closing(sqlite3.connect(session_path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {
            name: [
                (column[1], bool(column[3]), bool(column[5]))
                for column in connection.execute(f"PRAGMA table_info({name})")
            ]
            for name in names
        }
    assert mapped == found


def test_each_kind_of_evidence_names_its_key() -> None:
    """The audit trail finds rows by it."""
    for entity, kind in EVIDENCE_ROWS.items():
        assert kind.entity == entity
        assert kind.key in kind.field_names()


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_a_session_of_each_past_schema_opens_and_verifies(version: int, tmp_path: Path) -> None:
    """The golden files are dumps of sessions that the program of that time made."""
    path = tmp_path / "old.mmel"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((GOLDEN / f"schema_{version}.sql").read_text(encoding="utf-8"))
    with CaseStore.open(path, actor=ACTOR) as store:
        (image,) = store.images()
        (annotation,) = store.annotations()
        (run,) = store.latest_runs().values()
        assert (image.identity.name, annotation.comment) == ("street.png", "보행자 missed")
        assert store.explanation(run.run_id).request.prompts == ("a pedestrian",)
        assert store.redo_text() == "judge street.png"
        assert store.session().schema_version == SCHEMA_VERSION
    result = verify_session(path)
    assert result.intact, result.findings
