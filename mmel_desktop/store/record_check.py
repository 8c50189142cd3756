"""Does a session's audit trail hold? The part of verification that is quick enough to be done unasked.

Not looked at: the content of stored maps, image files, models. Only what speaks against the record is said.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from mmel_desktop.core.case import Finding
from mmel_desktop.core.progress import CancelToken
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.store.anchor_comparison import AnchorComparison, read_outside_record
from mmel_desktop.store.audit_replay import read_chain, replay
from mmel_desktop.store.backups import is_backup
from mmel_desktop.store.file_checks import check_is_database, refuse_foreign
from mmel_desktop.store.file_form import check_form
from mmel_desktop.store.schema import SCHEMA_VERSION
from mmel_desktop.store.session_verification import (
    as_far_as_possible,
    as_it_is,
    compare_schema,
    in_present_form,
    look_for_another_session,
)
from mmel_desktop.store.sqlite_connection import connect, known_failures
from mmel_desktop.store.table_comparison import compare_evidence
from mmel_desktop.store.temporary_copies import readable_copy

_STEPS_BETWEEN_CANCELS = 20_000


def check_record(path: str | Path, cancel: CancelToken | None = None, *, with_tables: bool) -> RecordCheck:
    """Check the chain, the safeguards and what is known outside the file; with the tables, all it says too.

    The session may be open here or elsewhere.

    Args:
        path: the session.
        cancel: checked while the file is read.
        with_tables: replay the trail and hold the tables against it, which takes several times as long.

    Raises:
        SessionError: the file cannot be read.
        OperationCancelled: ``cancel`` was set.
    """
    path, token = Path(path).resolve(), cancel or CancelToken()
    check_is_database(path)
    with (
        readable_copy(path) as readable,
        known_failures(path, "cannot read session"),
        closing(connect(readable, "ro")) as connection,
    ):
        connection.text_factory = as_it_is
        version = refuse_foreign(path, connection)
        if version > SCHEMA_VERSION:
            return RecordCheck(unchecked=f"it has schema {version}; this version knows {SCHEMA_VERSION}")
        _stop_when_set(connection, token)
        findings: list[Finding] = []
        try:
            findings += _findings(path, readable, connection, version, token if with_tables else None)
        except sqlite3.DatabaseError as error:
            token.raise_if_cancelled()
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise
            findings.append(Finding("broken", "database", f"a part of it cannot be read: {error}"))
    return RecordCheck(tuple(finding for finding in findings if finding.severity != "note"))


def _stop_when_set(connection: sqlite3.Connection, token: CancelToken) -> None:
    connection.set_progress_handler(lambda: token.cancelled, _STEPS_BETWEEN_CANCELS)


def _findings(
    path: Path,
    readable: Path,
    connection: sqlite3.Connection,
    version: int,
    with_tables: CancelToken | None,
) -> Iterator[Finding]:
    """``with_tables`` is what stops comparing them; None when they are left out."""
    session = connection.execute("SELECT session_id FROM session").fetchone()
    if session is None:
        message = "its row was removed: nothing can be told about the rest"
        yield Finding("broken", "session", message)
        return
    session_id = str(session[0])
    unreadable: list[Finding] = []
    outside = read_outside_record(path, session_id, unreadable)  # before the trail, which may grow meanwhile
    yield from unreadable
    connection.execute("BEGIN")
    yield from check_form(readable, connection)
    yield from look_for_another_session(path, session_id)
    yield from compare_schema(connection, version)
    case = (read_chain if with_tables is None else replay)(connection, session_id)
    yield from case.findings
    if with_tables is not None:
        with in_present_form(path, connection, version) as (present, _):
            _stop_when_set(present, with_tables)
            yield from as_far_as_possible("tables", compare_evidence(present, case))
    snapshot = is_backup(path, case.last_sequence)
    yield from AnchorComparison(path, session_id, case, outside, snapshot=snapshot).findings()
