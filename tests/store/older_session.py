"""A session of an older schema as the program of that time left it, with its anchors."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from mmel_desktop.core.audit_event import Anchor
from mmel_desktop.store.anchors import write_anchor
from mmel_desktop.store.places import note_place
from mmel_desktop.store.schema import APPLICATION_ID, STEPS

GOLDEN = Path(__file__).parent / "golden"


def make_older_session(path: Path, version: int = 1) -> str:
    """Write the golden session to a file, its anchor beside it and into the user's folder; its id."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((GOLDEN / f"schema_{version}.sql").read_text(encoding="utf-8"))
        (session_id,) = connection.execute("SELECT session_id FROM session").fetchone()
        query = "SELECT sequence, sha256 FROM audit_trail ORDER BY sequence DESC LIMIT 1"
        sequence, head = connection.execute(query).fetchone()
    anchor = Anchor(session_id, sequence, head, "2026-11-22T21:00:00.000000Z")
    told: set[Path] = set()
    write_anchor(path, anchor, told=told)
    note_place(path.resolve(), anchor, "", told=told)
    assert not told
    return str(session_id)


def put_into_schema_1(path: Path) -> None:
    """Lay the rows of a closed session of this version into the tables of schema 1, which held them, too."""
    older = path.with_name(f".{path.name}.older")
    with closing(sqlite3.connect(older, isolation_level=None)) as connection:
        for statement in STEPS[0]:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("ATTACH ? AS newer", (str(path),))
        tables = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}")
    older.replace(path)


def schema_in(path: Path) -> int:
    """The schema that a session says it has."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
