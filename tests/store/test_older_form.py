"""A session of an older schema is read, checked and reported on without being touched."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mmel_desktop.core.case import VerificationResult
from mmel_desktop.errors import OlderFormError, SessionError, SessionReadOnlyError
from mmel_desktop.store import session_file
from mmel_desktop.store.anchors import ledger_path, sidecar_path
from mmel_desktop.store.backups import backup_folder
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.record_check import check_record
from mmel_desktop.store.session_lock import SessionLock
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR
from tests.store.breaking import tamper
from tests.store.older_session import make_older_session, schema_in

REPOSITORY = Path(__file__).parents[2]
SENTENCE = "it is of an older form (schema 1), was read through an upgraded copy and itself left unchanged"


@pytest.fixture(autouse=True)
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary copies are made in the test."""
    folder = tmp_path / "copies"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def older(session_path: Path) -> Path:
    """A session of schema 1."""
    make_older_session(session_path)
    return session_path


def everything_in(folder: Path) -> dict[str, bytes]:
    """Name → content of every file below a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_it_is_read_without_being_touched(older: Path, copies: Path) -> None:
    """Everything that is in it can be had; not a byte of it or beside it changes, and the copy is gone."""
    before = everything_in(older.parent)
    with CaseStore.open(older, actor=ACTOR, read_only=True) as store:
        session = store.session()
        assert (session.form_note, session.upgrade_note) == (SENTENCE, "")
        assert (session.schema_version, session.read_only) == (1, True)
        assert [run.for_comparison for run in store.runs()] == [False, False]
        (run,) = store.latest_runs().values()
        assert store.explanation(run.run_id).request.prompts == ("a pedestrian",)
        assert "session.migrated" not in [event.action for event in store.audit_events()]
        with pytest.raises(SessionReadOnlyError):
            store.set_prompts(("a",))
        assert list(copies.iterdir()) != []
    assert list(copies.iterdir()) == []
    assert everything_in(older.parent) == before


def _protect(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(session_file, "_why_not_writable", lambda _path: "its folder cannot be written")
    return path


def _sign_off_and_protect(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tamper(path, "UPDATE session SET signed_off = 1")
    return _protect(path, monkeypatch)


def _lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(SessionLock, "acquire", lambda _lock: False)
    return path


def _make_backup(path: Path, _monkeypatch: pytest.MonkeyPatch) -> Path:
    backup_folder(path).mkdir()
    return path.rename(backup_folder(path) / "20261122T204121688095Z-9.mmel")


@pytest.mark.parametrize(
    ("hinder", "reason"),
    [
        (_protect, "its folder cannot be written"),
        (_sign_off_and_protect, "its folder cannot be written"),
        (_lock, "it is open for another program"),
        (_make_backup, "it is a backup"),
    ],
    ids=["write-protected", "signed off", "locked", "backup"],
)
def test_what_cannot_be_written_is_read_all_the_same(
    older: Path,
    monkeypatch: pytest.MonkeyPatch,
    hinder: Callable[[Path, pytest.MonkeyPatch], Path],
    reason: str,
) -> None:
    """Whatever keeps it from being upgraded."""
    path = hinder(older, monkeypatch)
    before = path.read_bytes()
    with CaseStore.open(path, actor=ACTOR) as store:
        session = store.session()
        assert session.read_only_reason.startswith(reason)
        assert session.form_note == SENTENCE
        assert len(store.images()) == 1
    assert path.read_bytes() == before


def test_it_is_upgraded_only_where_it_may_be(older: Path) -> None:
    """Whoever only makes something from it does not write to it; whoever works on it does, after a backup."""
    before = everything_in(older.parent)
    with CaseStore.open(older, actor=ACTOR, upgrade=False) as store:
        assert store.session().form_note == SENTENCE
        assert not store.can_record_acts
    assert everything_in(older.parent) == before
    with CaseStore.open(older, actor=ACTOR) as store:
        session = store.session()
        (backup,) = backup_folder(older).iterdir()
        assert backup.name in session.upgrade_note
        assert (session.form_note, session.schema_version, session.read_only) == ("", 2, False)
    assert schema_in(backup) == 1
    with CaseStore.open(older, actor=ACTOR, upgrade=False) as store:
        assert store.can_record_acts
        assert (store.session().form_note, store.session().upgrade_note) == ("", "")


def test_copies_and_backups_of_it_are_of_the_old_form_too(older: Path, tmp_path: Path) -> None:
    """What is handed on is the evidence, not what it was turned into for reading."""
    with CaseStore.open(older, actor=ACTOR, read_only=True) as store:
        copy, backup = store.copy_to(tmp_path / "copy.mmel"), store.back_up()
    assert (schema_in(copy), schema_in(backup)) == (1, 1)


def test_it_is_verified_without_being_touched(older: Path, copies: Path) -> None:
    """Anchors are those of its own place, and the answer says how it was read."""
    before = everything_in(older.parent)
    result = verify_session(older)
    facts = dict(result.facts)
    assert result.passed
    assert SENTENCE in [finding.message for finding in result.findings]
    assert (facts["anchors"], facts["entries after the last anchor"]) == ("2", "0")
    assert check_record(older, with_tables=True).passed
    assert check_record(older, with_tables=False).passed
    assert check_record(older, with_tables=True).unchecked == ""
    assert everything_in(older.parent) == before
    assert list(copies.iterdir()) == []


def _last_entries(path: Path, count: int) -> tuple[int, ...]:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT sequence FROM audit_trail ORDER BY sequence DESC LIMIT ?"
        return tuple(row[0] for row in connection.execute(query, (count,)))


def _statements(*statements: str) -> Callable[[Path], None]:
    return lambda path: tamper(path, *statements, drop_triggers=True)


def _cut_off(path: Path) -> None:
    tamper(path, f"DELETE FROM undo_steps WHERE sequence >= {_last_entries(path, 1)[0]}", drop_triggers=True)
    tamper(path, f"DELETE FROM audit_trail WHERE sequence >= {_last_entries(path, 1)[0]}", drop_triggers=True)


def _cut_off_without_sidecar(path: Path) -> None:
    _cut_off(path)
    sidecar_path(path).unlink()


def _without_safeguard(statement: str) -> Callable[[Path], None]:
    return lambda path: tamper(path, statement)


def _add_bytes(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"hidden")


def _put_another_there(path: Path) -> None:
    other = path.with_name("other.mmel")
    CaseStore.create(other, actor=ACTOR).close()
    other.replace(path)


KINDS: dict[str, tuple[Callable[[Path], None], str]] = {
    "changed judgement": (
        _statements("UPDATE reviews SET verdict = 'right'"),
        "field verdict: the audit trail says 'unreviewed', the table says 'right'",
    ),
    "changed score": (
        _statements("UPDATE runs SET scores = '[0.99]' WHERE status = 'finished'"),
        "field scores: the audit trail says",
    ),
    "changed audit row": (
        _statements(
            "UPDATE audit_trail SET entry = CAST(replace(CAST(entry AS TEXT), 'missed', 'spotted') AS BLOB)"
        ),
        "its text does not match its hash: it was changed",
    ),
    "deleted audit row": (
        _statements("DELETE FROM audit_trail WHERE sequence = 3"),
        "entry 3 is missing before it",
    ),
    "deleted row": (
        _statements("DELETE FROM annotations"),
        "annotation 1 on street.png: the audit trail has it, the table does not",
    ),
    "deleted row others refer to": (
        _statements("DELETE FROM images"),
        "image street.png: the audit trail has it, the table does not",
    ),
    "truncated tail": (_cut_off, "its end was cut off, or this is an older copy"),
    "truncated tail, no sidecar": (_cut_off_without_sidecar, "its end was cut off"),
    "dropped trigger": (
        _without_safeguard("DROP TRIGGER audit_trail_refuses_update"),
        "trigger audit_trail_refuses_update: it was removed",
    ),
    "dropped index that upgrading replaces": (
        _without_safeguard("DROP INDEX runs_by_image"),
        "index runs_by_image: it was removed",
    ),
    "added column that upgrading adds": (
        _without_safeguard("ALTER TABLE runs ADD COLUMN for_comparison INTEGER NOT NULL DEFAULT 1"),
        "its tables are not those of its form (schema 1): duplicate column name",
    ),
    "bytes behind the end": (_add_bytes, "6 bytes stand after its end"),
    "changed map": (
        _statements("UPDATE blobs SET data = zeroblob(length(data)) WHERE kind = 'array'"),
        "its content was changed: found other numbers",
    ),
    "another session in its place": (_put_another_there, "another session belongs at this place"),
}


@pytest.mark.parametrize(("tampering", "told"), KINDS.values(), ids=KINDS)
def test_tampering_is_found_as_in_a_new_session(
    older: Path, copies: Path, tampering: Callable[[Path], None], told: str
) -> None:
    """Also what upgrading would put right: safeguards are looked at where they lie."""
    tampering(older)
    before = older.read_bytes()
    result = verify_session(older)
    assert not result.passed
    assert told in said(result)
    assert older.read_bytes() == before
    assert list(copies.iterdir()) == []


@pytest.mark.parametrize(
    "kind", ["dropped index that upgrading replaces", "added column that upgrading adds"]
)
def test_tables_that_cannot_be_upgraded_are_compared_as_they_are(older: Path, kind: str) -> None:
    """One change must not hide another behind it."""
    KINDS[kind][0](older)
    told = said(verify_session(older)).splitlines()
    # A column that is missing means what its absence says: nothing to be told for each run.
    assert any("field for_comparison" in line for line in told) == (kind.startswith("added column"))
    KINDS["changed judgement"][0](older)
    assert KINDS["changed judgement"][1] in said(verify_session(older))
    assert KINDS["changed judgement"][1] in str(check_record(older, with_tables=True).findings)


def test_a_schema_number_lowered_to_dodge_verification_is_told(session_path: Path) -> None:
    """The tables of this version under the number of an earlier one."""
    make_older_session(session_path, version=2)
    tamper(session_path, "PRAGMA user_version = 1")
    assert "table runs: its definition was changed" in said(verify_session(session_path))
    assert "its tables are not those of its form (schema 1)" in said(verify_session(session_path))


@pytest.mark.parametrize("kind", ["dropped trigger", "dropped index that upgrading replaces"])
def test_what_was_changed_from_outside_is_never_upgraded(older: Path, copies: Path, kind: str) -> None:
    """The change would be put right, or carried along, under the program's own name."""
    KINDS[kind][0](older)
    before = older.read_bytes()
    if kind == "dropped trigger":
        with CaseStore.open(older, actor=ACTOR) as store:
            assert "changed from outside" in store.session().read_only_reason
            assert store.session().form_note == SENTENCE
    else:
        with pytest.raises(OlderFormError, match="not as the program made it; found no such index"):
            CaseStore.open(older, actor=ACTOR)
    assert older.read_bytes() == before
    assert list(copies.iterdir()) == []
    assert not backup_folder(older).exists()


@pytest.mark.parametrize("reading", ["verify_session", "CaseStore.open"])
def test_no_room_for_the_copy_is_a_clear_error(older: Path, copies: Path, reading: str) -> None:
    """No finding against the session: it may be intact. What was begun of the copy is removed."""
    if os.name != "posix":
        pytest.skip("file size limits are POSIX")
    before = everything_in(older.parent)
    program = (
        "import resource, sys, tempfile\n"
        "from mmel_desktop.errors import SessionError\n"
        "from mmel_desktop.store.case_store import CaseStore\n"
        "from mmel_desktop.store.session_verification import verify_session\n"
        "from tests.factories import ACTOR\n"
        "tempfile.tempdir = sys.argv[2]\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
        "try:\n"
        "    if sys.argv[3] == 'verify_session':\n"
        "        verify_session(sys.argv[1])\n"
        "    else:\n"
        "        CaseStore.open(sys.argv[1], actor=ACTOR, read_only=True)\n"
        "except SessionError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, older, copies, reading],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("cannot make the temporary copy through which session")
    assert f"bytes and a little more in '{copies}'; free some space there" in done.stdout
    assert list(copies.iterdir()) == []
    assert everything_in(older.parent) == before


def test_no_folder_for_the_copy_is_a_clear_error(older: Path, copies: Path) -> None:
    """It was removed, or may not be written."""
    copies.rmdir()
    with pytest.raises(SessionError, match=r"cannot make the temporary copy .* found No such file"):
        verify_session(older)


def test_the_users_own_anchors_alone_are_enough(older: Path) -> None:
    """They are found by the session, not by where its copy lies."""
    sidecar_path(older).unlink()
    result = verify_session(older)
    assert dict(result.facts)["anchors"] == "1"
    ledger = ledger_path(dict(result.facts)["session"])
    assert ledger is not None
    assert ledger.is_file()


def said(result: VerificationResult) -> str:
    """Every finding as a line."""
    return "\n".join(f"{finding.where}: {finding.message}" for finding in result.findings)
