"""Holding the live tables against what the audit trail says they must be."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from mmel_desktop.core.canonical import canonical_bytes, canonical_bytes_of_json, json_value
from mmel_desktop.core.case import Finding
from mmel_desktop.core.evidence_fields import ADDED_LATER
from mmel_desktop.core.visible_text import quoted
from mmel_desktop.store.array_blobs import DamagedBlobError, decode_array, decode_document
from mmel_desktop.store.audit_replay import ReplayedCase
from mmel_desktop.store.stored_values import values_of_another_kind
from mmel_desktop.store.tables import (
    EVIDENCE_ROWS,
    AuditRow,
    BlobRow,
    CanonicalJson,
    DisplayRow,
    EvidenceRow,
    UndoStepRow,
)


def compare_kinds(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Storage classes where rows are compared by what they mean (evidence is compared as it is stored)."""
    tables = (AuditRow, BlobRow, DisplayRow, UndoStepRow)
    for table, key, column, expected, found in values_of_another_kind(connection, tables):
        where = f"audit trail, entry {key}" if table == "audit_trail" else f"table {table}"
        message = f"column {column}, row {key}: it is stored as {found}; the program stores {expected}"
        yield Finding("broken", where, message)


def compare_evidence(connection: sqlite3.Connection, case: ReplayedCase) -> Iterator[Finding]:
    """Every field of every image, run, annotation, review and of the session."""
    for entity, kind in EVIDENCE_ROWS.items():
        expected = case.of(entity)
        found = {str(row[kind.key]): row for row in _rows(connection, kind.__tablename__)}
        for key, state in expected.items():
            where = case.describe(entity, key)
            if key not in found:
                yield Finding("broken", where, "the audit trail has it, the table does not")
            else:
                yield from _compare_row(where, kind, state, found[key])
        for key in found.keys() - expected.keys():
            message = f"the table {kind.__tablename__} has it, the audit trail does not"
            yield Finding("broken", case.describe(entity, key), message)


def compare_display(connection: sqlite3.Connection, case: ReplayedCase, session_id: str) -> Iterator[Finding]:
    """The display settings last recorded as seen."""
    rows = []
    for row in _rows(connection, "display"):
        if row["session_id"] == session_id:
            rows.append(row)
        else:
            yield Finding("broken", "display settings", "there are some of another session")
    if not rows:
        yield Finding("broken", "display settings", "the audit trail has it, the table does not")
    for row in rows:
        if row["seen"] != canonical_bytes(case.display_seen).decode():
            yield Finding(
                "broken", "display settings", "what was seen when judging differs from the audit trail"
            )


def compare_undo_steps(connection: sqlite3.Connection, case: ReplayedCase) -> Iterator[Finding]:
    """Which edits are undone."""
    found = {row["sequence"]: bool(row["undone"]) for row in _rows(connection, "undo_steps")}
    for sequence in sorted(found.keys() | case.undo_steps.keys()):
        if found.get(sequence) != case.undo_steps.get(sequence):
            words = {None: "not there", False: "in force", True: "undone"}
            yield Finding(
                "broken",
                f"undo history, edit of entry {sequence}",
                f"the audit trail says {words[case.undo_steps.get(sequence)]}, "
                f"the table says {words[found.get(sequence)]}",
            )


def compare_blobs(connection: sqlite3.Connection, case: ReplayedCase) -> Iterator[Finding]:
    """Every stored document and array against its hash, and that each run's are there."""
    users = _users_of_blobs(case)
    missing = dict(users)
    for row in _rows(connection, "blobs"):
        sha256 = str(row["sha256"])
        missing.pop(sha256, None)
        where = users.get(sha256, f"stored content {sha256[:16]}…")
        if sha256 not in users:
            yield Finding("note", where, "no explanation refers to it")
        try:
            blob = BlobRow(**{**row, "shape": json.loads(row["shape"])})
            decode_array(blob) if blob.kind == "array" else decode_document(blob)
        except DamagedBlobError as error:
            yield Finding("broken", where, f"its content was changed: found {error.found}")
        except (ValueError, TypeError) as error:
            yield Finding("broken", where, f"its description was changed ({error})")
    for sha256, where in missing.items():
        yield Finding("broken", where, f"its content {sha256[:16]}… is missing")


def _users_of_blobs(case: ReplayedCase) -> dict[str, str]:
    users: dict[str, str] = {}
    for key, run in case.of("run").items():
        owner = case.describe("run", key)
        for name, sha256 in (run.get("arrays") or {}).items():
            users.setdefault(sha256, f"{owner}: array {name!r}")
        if run.get("document_sha256"):
            users.setdefault(run["document_sha256"], f"{owner}: document")
    return users


def _compare_row(
    where: str, kind: type[EvidenceRow], state: dict[str, Any], row: dict[str, Any]
) -> Iterator[Finding]:
    later = ADDED_LATER.get(kind.entity, {})
    state = {**later, **state}
    for name in kind.field_names():
        is_json = isinstance(kind.__table__.columns[name].type, CanonicalJson)
        expected = _as_stored(state.get(name), is_json)
        stored = row[name] if name in row else _as_stored(later.get(name), is_json)
        # The bytes are compared, not what they mean: 1 is not 1.0, and a space in a list is a change.
        if type(stored) is not type(expected) or stored != expected:
            yield Finding(
                "broken",
                where,
                f"field {name}: the audit trail says {quoted(state.get(name))}, "
                f"the table says {quoted(_as_value(stored, state.get(name), is_json))}",
            )


def _as_stored(value: Any, is_json: bool) -> Any:
    if is_json:
        return canonical_bytes_of_json(value).decode()
    return int(value) if isinstance(value, bool) else value


def _as_value(stored: Any, expected: Any, is_json: bool) -> Any:
    """What a stored value means, for the reader; itself when it means nothing or nothing else."""
    if isinstance(expected, bool) and stored in {0, 1}:
        return bool(stored)
    if is_json and isinstance(stored, str):
        try:
            value = json_value(stored)
        except ValueError:
            return stored
        return stored if value == expected else value
    return stored


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of our own tables only
    names = [column[0] for column in cursor.description]
    for values in cursor:
        yield dict(zip(names, values, strict=True))
