"""Bringing a session file to the schema of this version, one step in one transaction each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from mmel_desktop.store.schema import APPLICATION_ID, STEPS
from mmel_desktop.store.sqlite_connection import engine_on

AfterStep = Callable[[Session, int, int], None]


def schema_of(connection: Connection) -> int:
    """Schema version of an open file; 0 for an empty one."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def migrate(
    engine: Engine,
    *,
    steps: Sequence[Sequence[str]] = STEPS,
    after_step: AfterStep | None = None,
    refuse_broken_references: bool = True,
) -> None:
    """Apply the steps the file has not seen. A step that fails leaves the file as it was before that step.

    Args:
        engine: the writable file.
        steps: the SQL of each step.
        after_step: called within the step's transaction with the old and the new version; writes the step
            into the audit trail.
        refuse_broken_references: False in a copy made for reading: whoever verifies it wants to say which.

    Raises:
        sqlalchemy.exc.DBAPIError: a step failed and was rolled back.
        RuntimeError: a step would have broken a reference and was rolled back.
    """
    with engine.connect() as connection:
        first = schema_of(connection)
    for version in range(first, len(steps)):
        with engine.begin() as connection:
            for statement in steps[version]:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {version + 1}")
            references = "PRAGMA foreign_key_check"
            if refuse_broken_references and connection.exec_driver_sql(references).first() is not None:
                raise RuntimeError(f"the step to schema {version + 1} breaks a reference")
            if after_step is not None:
                with Session(connection) as db:
                    after_step(db, version, version + 1)
                    db.flush()


def fresh_schema(steps: Sequence[Sequence[str]] = STEPS) -> dict[tuple[str, str], str]:
    """What a file of this version defines, for comparison with a given file: (type, name) → SQL."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    engine = engine_on(connection)
    try:
        migrate(engine, steps=steps)
        return read_schema(connection)
    finally:
        engine.dispose()
        connection.close()


def read_schema(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Everything defined in a file, SQLite's own objects left out: (type, name) → SQL."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(str(kind), str(name)): str(sql) for kind, name, sql in rows}
