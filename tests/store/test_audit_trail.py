"""The audit trail: complete, chained, and closed to anything but appending."""

from __future__ import annotations

import itertools
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.audit_event import chain_root, entry_bytes, entry_sha256
from mmel_desktop.store.anchors import ledger_path, read_anchors, sidecar_path
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR

BOX = Geometry.box(1, 2, 3, 4)


def test_entries_are_numbered_chained_and_hash_to_what_they_say(worked_on: Path) -> None:
    """Each hash is that of the stored bytes and the hash before; the first hangs on the session's UUID."""
    with closing(sqlite3.connect(worked_on)) as connection:
        session_id = connection.execute("SELECT session_id FROM session").fetchone()[0]
        rows = connection.execute("SELECT * FROM audit_trail ORDER BY sequence").fetchall()
    previous = chain_root(session_id)
    for number, (sequence, entry, stated_previous, sha256) in enumerate(rows, start=1):
        assert (sequence, stated_previous) == (number, previous)
        assert entry_sha256(previous, entry) == sha256
        previous = sha256
    assert len(rows) == 10


def test_events_read_back_give_the_stored_bytes(worked_on: Path) -> None:
    """What is handed out is exactly what was hashed."""
    with CaseStore.open(worked_on, actor=ACTOR, read_only=True) as store:
        events = store.audit_events()
    with closing(sqlite3.connect(worked_on)) as connection:
        entries = [row[0] for row in connection.execute("SELECT entry FROM audit_trail ORDER BY sequence")]
    assert [entry_bytes(event) for event in events] == entries


def test_each_act_has_an_entry_in_order(worked_on: Path) -> None:
    """Opening again is an act, too; it names who works with which versions."""
    with CaseStore.open(worked_on, actor=ACTOR) as store:
        events = store.audit_events()
    assert [event.action for event in events] == [
        "session.created",
        "image.imported",
        "run.finished",
        "run.failed",
        "display.seen",
        "annotation.created",
        "annotation.created",
        "review.set",
        "review.undone",
        "review.redone",
        "session.opened",
    ]
    environment = {change.field: change.new for change in events[-1].changes}["environment"]
    assert environment["actor"]["host"] == "testhost"
    assert environment["sqlite"] == sqlite3.sqlite_version


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_trail SET sha256 = '0' WHERE sequence = 2",
        "UPDATE OR REPLACE audit_trail SET sequence = 1 WHERE sequence = 2",
        "DELETE FROM audit_trail WHERE sequence = 2",
        "INSERT OR REPLACE INTO audit_trail SELECT sequence, entry, previous_sha256, '0' FROM audit_trail",
        "REPLACE INTO audit_trail VALUES (1, x'00', '', '')",
        "UPDATE blobs SET data = x'00'",
        "DELETE FROM blobs",
        "INSERT OR REPLACE INTO blobs SELECT sha256, kind, dtype, shape, 1, 'none', x'00' FROM blobs",
        "UPDATE runs SET scores = '[]'",
        "DELETE FROM runs",
        "INSERT OR REPLACE INTO runs SELECT * FROM runs",
        "DELETE FROM annotations",
        "DELETE FROM images",
        "DELETE FROM reviews",
        "DELETE FROM session",
    ],
)
def test_the_file_itself_refuses_to_forget(worked_on: Path, statement: str) -> None:
    """Also to a stranger with SQLite's defaults, where recursive triggers are off."""
    before = worked_on.read_bytes()
    with closing(sqlite3.connect(worked_on, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA recursive_triggers").fetchone() == (0,)
        with pytest.raises(sqlite3.IntegrityError, match=r"never|keeps its row"):
            connection.execute(statement)
    assert worked_on.read_bytes() == before


def test_a_clock_that_goes_back_is_flagged(session_path: Path) -> None:
    """The entry written after the step back says so, and verification notes it."""
    times = itertools.chain(
        ["2026-03-01T12:00:00.000000Z"] * 2,
        ["2026-03-01T11:00:00.000000Z"],
        itertools.repeat("2026-03-01T11:30:00.000000Z"),
    )
    with CaseStore.create(session_path, actor=ACTOR, clock=lambda: next(times)) as store:
        store.set_prompts(("a",))
        store.set_prompts(("b",))
        assert [event.clock_went_back for event in store.audit_events()] == [False, True, False]
    result = verify_session(session_path)
    assert result.intact
    assert "audit trail, entry 2" in [finding.where for finding in result.findings]


def test_closing_writes_an_anchor_beside_the_file_and_in_the_users_folder(worked_on: Path) -> None:
    """Both name the end of the chain."""
    with CaseStore.open(worked_on, actor=ACTOR, read_only=True) as store:
        head = store.audit_events()[-1]
        session_id = store.session().session_id
    ledger = ledger_path(session_id)
    assert ledger is not None
    for file in (sidecar_path(worked_on), ledger):
        anchors, unreadable = read_anchors(file)
        assert (anchors[-1].sequence, anchors[-1].head_sha256, unreadable) == (head.sequence, head.sha256, 0)


def test_an_anchor_line_cut_off_by_a_crash_spoils_no_other(worked_on: Path) -> None:
    """The next anchor starts a line of its own."""
    sidecar = sidecar_path(worked_on)
    whole = sidecar.read_bytes()
    before, _ = read_anchors(sidecar)
    sidecar.write_bytes(whole + whole[:40])
    with CaseStore.open(worked_on, actor=ACTOR):
        pass
    anchors, unreadable = read_anchors(sidecar)
    assert (len(anchors), unreadable) == (len(before) + 1, 1)
    assert verify_session(worked_on).intact


def test_a_session_id_cannot_choose_where_the_ledger_lies() -> None:
    """The id comes from a file that anyone may have written."""
    assert ledger_path("../../etc/passwd") is None


def test_entries_hold_the_canonical_form(worked_on: Path) -> None:
    """Keys in order, no spaces: RFC 8785."""
    with closing(sqlite3.connect(worked_on)) as connection:
        entry = connection.execute("SELECT entry FROM audit_trail WHERE sequence = 7").fetchone()[0]
    fields = json.loads(entry)
    assert list(fields) == sorted(fields)
    assert json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode() == entry
