"""Opening, refusing and locking session files; every refusal says what, why and what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import DisplaySettings, ImageRecord
from mmel_desktop.errors import SessionError, SessionLockedError, SessionReadOnlyError
from mmel_desktop.store import session_file
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.migrations import migrate, schema_of
from mmel_desktop.store.schema import SCHEMA_VERSION, STEPS
from mmel_desktop.store.session_lock import SessionLock
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.store.sqlite_connection import connect, engine_on
from tests.factories import ACTOR, make_explanation, write_image
from tests.store.breaking import tamper

BOX = Geometry.box(1, 2, 3, 4)
REPOSITORY = Path(__file__).resolve().parents[2]


def test_a_new_file_carries_our_marks_and_no_unfinished_traces(store: CaseStore, session_path: Path) -> None:
    """Application id, schema version, rollback journal; nothing half-made is left beside it."""
    with closing(sqlite3.connect(session_path)) as connection:
        pragmas = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "journal_mode")
        ]
    assert pragmas == [0x4D4D454C, SCHEMA_VERSION, "delete"]
    assert not list(session_path.parent.glob(".*.new"))


def test_connections_are_set_up_as_the_record_demands(session_path: Path, store: CaseStore) -> None:
    """foreign_keys, synchronous=EXTRA, busy_timeout, recursive_triggers, trusted_schema, cell_size_check."""
    with closing(connect(session_path, "rw")) as connection:
        values = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "foreign_keys",
                "synchronous",
                "busy_timeout",
                "recursive_triggers",
                "trusted_schema",
                "cell_size_check",
            )
        }
    assert list(values.values()) == [1, 3, 5000, 1, 0, 1]


def test_an_existing_file_is_never_overwritten_by_a_new_session(tmp_path: Path) -> None:
    """Not even an empty one."""
    (tmp_path / "notes.mmel").write_text("mine")
    with pytest.raises(SessionError, match="found a file of that name"):
        CaseStore.create(tmp_path / "notes.mmel", actor=ACTOR)
    assert (tmp_path / "notes.mmel").read_text() == "mine"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """create() makes no folders."""
    with pytest.raises(SessionError, match="no such folder"):
        CaseStore.create(tmp_path / "none" / "case.mmel", actor=ACTOR)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "No such file"),
        (b"", "an empty file"),
        (b"%PDF-1.7 something", "is not a session file; found content starting with '%PDF"),
        (b"SQLite format 3\0 but then nothing of the kind" * 40, "is not a session file; found content"),
    ],
)
def test_what_is_no_session_is_refused(session_path: Path, content: bytes | None, message: str) -> None:
    """The text says what was found instead."""
    if content is not None:
        session_path.write_bytes(content)
    for open_it in (lambda: CaseStore.open(session_path, actor=ACTOR), lambda: verify_session(session_path)):
        with pytest.raises(SessionError, match=message):
            open_it()
    assert not session_path.exists() or session_path.read_bytes() == content


def test_a_database_of_another_program_is_refused(session_path: Path) -> None:
    """By its application id."""
    with closing(sqlite3.connect(session_path)) as connection:
        connection.execute("CREATE TABLE session (session_id TEXT)")
    with pytest.raises(SessionError, match="is not a session of MMEL Desktop"):
        CaseStore.open(session_path, actor=ACTOR)


@pytest.mark.parametrize(
    ("statement", "found", "expected"),
    [
        ("PRAGMA user_version = 0", "found schema version 0", "expected a schema version from 1 to"),
        ("PRAGMA user_version = -3", "found schema version -3", "expected a schema version from 1 to"),
        (
            "PRAGMA application_id = 7",
            "found the tables of a session under application id 0x00000007",
            "expected application id 0x4d4d454c",
        ),
    ],
)
def test_a_session_whose_header_was_changed_is_not_called_another_programs(
    store: CaseStore, session_path: Path, statement: str, found: str, expected: str
) -> None:
    """What was found, what was expected, and that a backup brings it back; verifying says the same."""
    store.close()
    with closing(sqlite3.connect(session_path, isolation_level=None)) as connection:
        connection.execute(statement)
    for act in (lambda: CaseStore.open(session_path, actor=ACTOR), lambda: verify_session(session_path)):
        with pytest.raises(SessionError, match=r"the header of session .* was changed or damaged") as caught:
            act()
        text = str(caught.value)
        assert found in text
        assert expected in text
        assert text.endswith("keep it as it is and restore a backup")


def test_a_schema_number_raised_to_dodge_verification_is_told(store: CaseStore, session_path: Path) -> None:
    """A newer program may have written it, but the tables are those of this one."""
    store.close()
    with closing(sqlite3.connect(session_path, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 99")
    told = f"found schema 99, but the tables of schema {SCHEMA_VERSION}: its header may be"
    with pytest.raises(SessionError, match=told):
        verify_session(session_path)


def test_a_damaged_file_is_refused_and_left_as_it_is(store: CaseStore, session_path: Path) -> None:
    """No silent repair."""
    store.close()
    data = bytearray(session_path.read_bytes())
    data[4096 * 3 : 4096 * 4] = b"\xa5" * 4096
    session_path.write_bytes(data)
    with pytest.raises(SessionError, match=r"is damaged; found .*; keep it as it is and restore a backup"):
        CaseStore.open(session_path, actor=ACTOR)
    assert session_path.read_bytes() == bytes(data)


def test_a_broken_reference_is_damage(store: CaseStore, street: ImageRecord, session_path: Path) -> None:
    """SQLite alone does not look for it."""
    store.add_annotation(street.image_id, BOX)
    store.close()
    tamper(session_path, "UPDATE annotations SET image_id = 'nowhere'")
    with pytest.raises(SessionError, match="row 1 of annotations refers to a missing entry of images"):
        CaseStore.open(session_path, actor=ACTOR)


def test_a_missing_display_row_is_damage(store: CaseStore, session_path: Path) -> None:
    """A table that holds exactly one row was emptied (found by fuzzing)."""
    store.close()
    tamper(session_path, "DELETE FROM display", drop_triggers=True)
    with pytest.raises(SessionError, match="a value in the session cannot be read"):
        CaseStore.open(session_path, actor=ACTOR)


def test_a_newer_schema_opens_for_reading_only(store: CaseStore, session_path: Path) -> None:
    """What a newer version wrote is shown, not touched."""
    store.close()
    data = bytearray(session_path.read_bytes())
    data[60:64] = struct.pack(">I", 9)  # user_version in the header
    session_path.write_bytes(data)
    with CaseStore.open(session_path, actor=ACTOR) as again:
        session = again.session()
        assert (session.read_only, session.schema_version) == (True, 9)
        assert "a newer version of MMEL Desktop wrote it (schema 9" in session.read_only_reason
        with pytest.raises(SessionReadOnlyError):
            again.set_prompts(("a",))
    assert session_path.read_bytes() == bytes(data)
    with pytest.raises(SessionError, match="cannot be verified by this version; found schema 9"):
        verify_session(session_path)


def test_a_second_instance_reads_and_says_who_holds_the_file(
    store: CaseStore, street: ImageRecord, session_path: Path
) -> None:
    """It sees what is committed; each of its edits is refused with the holder's name; display is its own."""
    with CaseStore.open(session_path, actor=ACTOR) as second:
        reason = second.session().read_only_reason
        assert "open for Tess Tester (account tester on testhost" in reason
        assert f"process {os.getpid()}" in reason
        annotation = store.add_annotation(street.image_id, BOX)
        assert second.annotations() == (annotation,)
        edits = (
            lambda: second.add_annotation(street.image_id, BOX),
            lambda: second.delete_annotation(annotation.annotation_id),
            lambda: second.undo(),
            lambda: second.rename("a", "b"),
            lambda: second.record_act("x", "y", "z"),
            lambda: second.add_explanation(street.image_id, make_explanation(street.identity)),
        )
        for edit in edits:
            with pytest.raises(SessionReadOnlyError, match="cannot be edited: it is open for Tess Tester"):
                edit()
        second.set_display(DisplaySettings(opacity=0.1))
        assert second.display().opacity == 0.1
    assert store.add_annotation(street.image_id, BOX).number == 2
    store.close()
    with CaseStore.open(session_path, actor=ACTOR) as third:
        assert not third.session().read_only
        assert third.display() == DisplaySettings()


def test_reading_only_on_request_leaves_the_lock_free(store: CaseStore, session_path: Path) -> None:
    """A reader keeps nobody from writing."""
    store.close()
    before = session_path.read_bytes()
    with CaseStore.open(session_path, actor=ACTOR, read_only=True) as reader:
        assert reader.session().read_only_reason == "it was opened for reading only"
        reader.anchor()
        with CaseStore.open(session_path, actor=ACTOR) as writer:
            assert not writer.session().read_only
    assert session_path.read_bytes() != before  # the writer's opening is an entry


def test_a_lock_left_by_a_killed_process_is_free(session_path: Path, store: CaseStore) -> None:
    """The system gives the lock back; the stale name beside it misleads nobody."""
    store.close()
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom tests.factories import ACTOR\n"
        "from mmel_desktop.store.session_lock import SessionLock\n"
        "lock = SessionLock(Path(sys.argv[1]), ACTOR)\nassert lock.acquire()\n"
        "print('held', flush=True)\ninput()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(session_path)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with CaseStore.open(session_path, actor=ACTOR) as second:
            assert f"process {holder.pid}" in second.session().read_only_reason
        holder.kill()
    with CaseStore.open(session_path, actor=ACTOR) as third:
        assert not third.session().read_only


def test_a_lock_is_given_back_even_if_its_holder_cannot_be_struck_out(session_path: Path) -> None:
    """Otherwise nobody could write the session until the program is closed."""
    lock = SessionLock(session_path, ACTOR)
    assert lock.acquire()
    (holder,) = session_path.parent.glob(".*.holder")
    holder.unlink()
    holder.mkdir()  # stands for a folder that was made read-only meanwhile: it cannot be unlinked
    lock.release()
    holder.rmdir()
    other = SessionLock(session_path, ACTOR)
    assert other.acquire()
    other.release()


def test_a_link_leads_to_the_one_lock_of_the_file_itself(store: CaseStore, tmp_path: Path) -> None:
    """Two names, one file, one writer."""
    link = tmp_path / "link.mmel"
    try:
        link.symlink_to(store.path)
    except OSError:
        pytest.skip("links cannot be made here")
    with CaseStore.open(link, actor=ACTOR) as second:
        assert second.path == store.path
        assert "open for Tess Tester" in second.session().read_only_reason


def test_creating_the_same_file_twice_at_once_is_refused(session_path: Path) -> None:
    """The lock is taken before the file is made."""
    other = SessionLock(session_path, ACTOR)
    assert other.acquire()
    try:
        with pytest.raises(SessionLockedError, match="it is being made by Tess Tester"):
            CaseStore.create(session_path, actor=ACTOR)
    finally:
        other.release()


def test_a_file_that_vanishes_while_open_is_noticed_before_an_edit_is_lost(
    store: CaseStore, street: ImageRecord, session_path: Path
) -> None:
    """Put back, the session goes on."""
    away = session_path.with_name("away")
    session_path.rename(away)
    with pytest.raises(
        SessionError, match=r"was moved, replaced or deleted while open; .*the edit was not made"
    ):
        store.add_annotation(street.image_id, BOX)
    shutil.copy(away, session_path)
    with pytest.raises(SessionError, match="was moved, replaced or deleted"):
        store.add_annotation(street.image_id, BOX)
    away.replace(session_path)
    assert store.add_annotation(street.image_id, BOX).number == 1


def test_a_full_disk_refuses_the_edit_and_keeps_the_session(
    store: CaseStore, street: ImageRecord, session_path: Path
) -> None:
    """Nothing of the refused edit stays; smaller edits and, with space again, the same edit go through."""
    connection = store._file.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    entries = len(store.audit_events())
    with pytest.raises(SessionError, match="full; free some space and try again; the edit was not made"):
        store.add_explanation(street.image_id, make_explanation(street.identity))
    assert (store.runs(), len(store.audit_events())) == ((), entries)
    assert not connection.in_transaction
    store.set_prompts(("short",))
    connection.execute("PRAGMA max_page_count = 1000000")
    run = store.add_explanation(street.image_id, make_explanation(street.identity))
    assert store.latest_run(street.image_id) == run
    store.close()
    assert verify_session(session_path).intact


def test_a_write_protected_file_opens_for_reading(
    store: CaseStore, session_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked of the system beforehand; as root every file seems writable, so its answer is replaced here."""
    store.close()
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK or Path(path) != session_path)
    with CaseStore.open(session_path, actor=ACTOR) as reader:
        assert reader.session().read_only_reason == "the file is write-protected"


def test_a_file_with_an_unfinished_transaction_can_be_read_and_verified_without_writing(
    store: CaseStore, session_path: Path
) -> None:
    """A hot journal needs a rollback, which happens in a copy."""
    store.close()
    program = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN IMMEDIATE')\n"
        "c.execute(\"UPDATE session SET name = 'half done'\")\n"
        "c.executemany('INSERT INTO undo_steps VALUES (?, 0, ?, ?)', "
        "[(n, 'x' * 900, '') for n in range(100, 400)])\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(session_path)], check=False)
    journal = session_path.with_name(f"{session_path.name}-journal")
    assert journal.stat().st_size > 0
    before = (session_path.read_bytes(), journal.read_bytes())
    assert verify_session(session_path).intact
    with CaseStore.open(session_path, actor=ACTOR, read_only=True) as reader:
        assert reader.session().name == "case"
    assert (session_path.read_bytes(), journal.read_bytes()) == before
    with CaseStore.open(session_path, actor=ACTOR) as writer:
        assert writer.session().name == "case"
    assert not journal.exists()


def test_a_migration_is_one_transaction_with_its_entry_and_a_backup_before_it(
    store: CaseStore, session_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A further step is applied on opening, recorded, and the old file kept."""
    store.close()
    steps = (*STEPS, ("ALTER TABLE session ADD COLUMN site TEXT NOT NULL DEFAULT ''",))
    monkeypatch.setattr(session_file, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setattr(session_file, "STEPS", steps)
    with CaseStore.open(session_path, actor=ACTOR) as again:
        actions = [event.action for event in again.audit_events()]
        session = again.session()
    assert session.schema_version == SCHEMA_VERSION + 1
    assert actions == ["session.created", "session.migrated", "session.opened"]
    (backup,) = session_path.with_name("case.mmel.backups").glob("*.mmel")
    assert session.upgrade_note == (
        f"it was of an older form (schema {SCHEMA_VERSION}) and was upgraded to schema {SCHEMA_VERSION + 1}; "
        f"before that, a backup of the old form was made: {backup.name}"
    )
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_a_migration_that_fails_leaves_the_file_at_the_step_before(tmp_path: Path) -> None:
    """DDL and version roll back together."""
    with closing(connect(tmp_path / "old.mmel", "rwc")) as connection:
        engine = engine_on(connection)
        bad = (*STEPS, ("CREATE TABLE extra (a)", "CREATE TABLE extra (a)"))
        with pytest.raises(OperationalError, match="already exists"):
            migrate(engine, steps=bad)
        with engine.connect() as check:
            assert schema_of(check) == len(STEPS)
            tables = check.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'extra'").all()
        assert tables == []
        engine.dispose()


def test_large_files_are_checked_without_reading_their_maps(
    store: CaseStore, street: ImageRecord, session_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit damage in the other tables is still found on opening."""
    store.add_explanation(street.image_id, make_explanation(street.identity))
    store.add_image(write_image(session_path.with_name("b.png"), seed=3))
    store.close()
    monkeypatch.setattr("mmel_desktop.store.file_checks._WHOLE_CHECK_LIMIT_BYTES", 1)
    with closing(sqlite3.connect(session_path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'images'"
        page = connection.execute(query).fetchone()[0]
    CaseStore.open(session_path, actor=ACTOR).close()
    data = bytearray(session_path.read_bytes())
    data[4096 * (page - 1) + 20 : 4096 * page - 8] = b"\xa5" * (4096 - 28)
    session_path.write_bytes(data)
    with pytest.raises(SessionError, match="is damaged"):
        CaseStore.open(session_path, actor=ACTOR)


def test_a_value_nested_deeper_than_any_record_is_damage(worked_on: Path) -> None:
    """Each reader would recurse into it a different way down; it is met once, when the file is opened."""
    tamper(worked_on, f"UPDATE session SET prompts = '{'[' * 900 + ']' * 900}'", drop_triggers=True)
    with pytest.raises(SessionError, match=r"is damaged; found session.prompts \(1 values\)"):
        CaseStore.open(worked_on, actor=ACTOR)
