"""Every kind of tampering is found, and named so that a person can act on it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.audit_event import entry_sha256
from mmel_desktop.core.case import ImageRecord
from mmel_desktop.errors import SessionError
from mmel_desktop.store.anchors import sidecar_path
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR
from tests.store.breaking import broken, broken_text, tamper

BOX = Geometry.box(1, 2, 3, 4)


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        (
            "UPDATE annotations SET severity = 'marginal' WHERE number = 2",
            "annotation 2 on street.png: field severity: "
            "the audit trail says 'critical', the table says 'marginal'",
        ),
        (
            "UPDATE annotations SET comment = 'missef' WHERE number = 2",
            "annotation 2 on street.png: field comment: "
            "the audit trail says 'missed', the table says 'missef'",
        ),
        (
            "UPDATE annotations SET comment = CAST(x'6d6973736564ff' AS TEXT) WHERE number = 2",
            "annotation 2 on street.png: field comment: "
            "the audit trail says 'missed', the table says 'missed\\udcff'",
        ),
        (
            "UPDATE annotations SET deleted = 1 WHERE number = 1",
            "annotation 1 on street.png: field deleted: the audit trail says False, the table says True",
        ),
        (
            "UPDATE annotations SET triggers = '[ ]' WHERE number = 1",
            "annotation 1 on street.png: field triggers: the audit trail says [], the table says '[ ]'",
        ),
        (
            "UPDATE reviews SET verdict = 'right'",
            "review of street.png: field verdict: the audit trail says 'wrong', the table says 'right'",
        ),
        (
            "UPDATE reviews SET agrees = NULL",
            "review of street.png: field agrees: the audit trail says False, the table says None",
        ),
        (
            "UPDATE session SET prompts = '[\"a pedestrian\"]'",
            "session: field prompts: the audit trail says ['a pedestrian', 'a red car'], "
            "the table says ['a pedestrian']",
        ),
        (
            "UPDATE images SET width_px = 97",
            "image street.png: field width_px: the audit trail says 96, the table says 97",
        ),
        ("DELETE FROM undo_steps WHERE sequence = 6", "undo history, edit of entry 6: "),
        ("UPDATE display SET seen = '{}'", "display settings: "),
    ],
)
def test_a_changed_field_is_named_with_both_values(worked_on: Path, statement: str, finding: str) -> None:
    """Exactly one finding: the changed field, as the trail has it and as the table has it."""
    tamper(worked_on, statement)
    text = broken_text(worked_on)
    assert text.startswith(finding)
    assert len(text.splitlines()) == 1


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        (
            "UPDATE runs SET scores = '[0.9,0.2]' WHERE status = 'finished'",
            "explanation run 1 of street.png: field scores: "
            "the audit trail says [0.3, 0.19999999999999998], the table says [0.9, 0.2]",
        ),
        ("DELETE FROM annotations WHERE number = 2", "annotation 2 on street.png: the audit trail has it"),
        ("DELETE FROM reviews", "review of street.png: the audit trail has it, the table does not"),
        (
            "DELETE FROM runs WHERE status = 'failed'",
            "explanation run 2 of street.png: the audit trail has it",
        ),
        (
            "INSERT INTO annotations SELECT 'x', image_id, 9, geometry, prompt, effect, triggers, evidence, "
            "causal_status, confidence, status, severity, use_context, consequence, comment, taxonomy, "
            "created_by, created_utc, deleted FROM annotations WHERE number = 1",
            "annotation x: the table annotations has it, the audit trail does not",
        ),
        (
            "DELETE FROM audit_trail WHERE sequence = 5",
            "audit trail, entry 6: entry 5 is missing before it",
        ),
        (
            "UPDATE audit_trail SET entry = replace(entry, 'critical', 'marginal')",
            "audit trail, entry 7: its text does not match its hash: it was changed",
        ),
        (
            "UPDATE audit_trail SET entry = CAST(entry AS TEXT) WHERE sequence = 7",
            "audit trail, entry 7: column entry, row 7: it is stored as text; the program stores blob",
        ),
        (
            "UPDATE blobs SET shape = CAST(shape AS BLOB) WHERE kind = 'document'",
            ": it is stored as blob; the program stores text",
        ),
        (
            "UPDATE undo_steps SET text = CAST(text AS BLOB) WHERE sequence = 6",
            "table undo_steps: column text, row 6: it is stored as blob; the program stores text",
        ),
        ("DELETE FROM display", "display settings: the audit trail has it, the table does not"),
        (
            "UPDATE audit_trail SET entry = x'7b7d' WHERE sequence = 7",
            "audit trail, entry 7: its text does not match its hash",
        ),
        (
            "UPDATE blobs SET size_bytes = size_bytes - 1 WHERE kind = 'document'",
            "explanation run 1 of street.png: document: its content was changed",
        ),
    ],
)
def test_tampering_around_the_triggers_is_found(worked_on: Path, statement: str, finding: str) -> None:
    """Somebody who takes the triggers away and puts them back leaves no other trace."""
    tamper(worked_on, statement, drop_triggers=True)
    assert finding in broken_text(worked_on)


def test_one_byte_of_a_stored_map_is_found_and_the_map_is_refused(worked_on: Path) -> None:
    """Verification names image and array; reading the explanation fails instead of showing it."""
    with closing(sqlite3.connect(worked_on)) as connection:
        query = "SELECT run_id, json_extract(arrays, '$.heatmap') FROM runs WHERE status = 'finished'"
        run_id, sha256 = connection.execute(query).fetchone()
        data = connection.execute("SELECT data FROM blobs WHERE sha256 = ?", (sha256,)).fetchone()[0]
    changed = data[:60] + bytes([data[60] ^ 1]) + data[61:]
    tamper(
        worked_on,
        f"UPDATE blobs SET data = x'{changed.hex()}' WHERE sha256 = '{sha256}'",
        drop_triggers=True,
    )
    assert "explanation run 1 of street.png: array 'heatmap': its content was changed" in broken_text(
        worked_on
    )
    with (
        CaseStore.open(worked_on, actor=ACTOR) as store,
        pytest.raises(SessionError, match="is missing or was changed"),
    ):
        store.explanation(run_id)


def test_a_run_whose_list_of_maps_is_no_list_is_damage(worked_on: Path) -> None:
    """The explanation is refused with a reason, not with a bug (found by fuzzing)."""
    with closing(sqlite3.connect(worked_on)) as connection:
        (run_id,) = connection.execute("SELECT run_id FROM runs WHERE status = 'finished'").fetchone()
    tamper(worked_on, "UPDATE runs SET arrays = '1.5' WHERE status = 'finished'", drop_triggers=True)
    with CaseStore.open(worked_on, actor=ACTOR) as store, pytest.raises(SessionError, match="items"):
        store.explanation(run_id)


@pytest.mark.parametrize("size", [2**62, -1])
def test_an_impossible_length_of_a_map_is_found_without_filling_the_memory(
    worked_on: Path, size: int
) -> None:
    """Found by spoiling sessions at random."""
    tamper(worked_on, f"UPDATE blobs SET size_bytes = {size} WHERE compression = 'zlib'", drop_triggers=True)
    assert "a length that its data cannot have" in broken_text(worked_on)


def test_a_missing_map_is_named(worked_on: Path) -> None:
    """Foreign keys guard the document only; the arrays are guarded by the trail."""
    with closing(sqlite3.connect(worked_on)) as connection:
        query = "SELECT json_extract(arrays, '$.signed') FROM runs WHERE status = 'finished'"
        sha256 = connection.execute(query).fetchone()[0]
    tamper(worked_on, f"DELETE FROM blobs WHERE sha256 = '{sha256}'", drop_triggers=True)
    assert f"array 'signed': its content {sha256[:16]}… is missing" in broken_text(worked_on)


def test_the_command_line_of_sqlite_changes_one_byte_and_is_found_out(worked_on: Path) -> None:
    """The acceptance case: `sqlite3 case.mmel "UPDATE ..."`."""
    if shutil.which("sqlite3") is None:
        pytest.skip("the sqlite3 command is not installed")
    subprocess.run(
        ["sqlite3", worked_on, "UPDATE reviews SET verdict = 'wrong ' WHERE verdict = 'wrong'"], check=True
    )
    assert [(finding.where, finding.message) for finding in broken(worked_on)] == [
        ("review of street.png", "field verdict: the audit trail says 'wrong', the table says 'wrong '")
    ]


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("DROP TRIGGER audit_trail_refuses_update", "trigger audit_trail_refuses_update: it was removed"),
        (
            "CREATE TRIGGER quiet AFTER INSERT ON reviews BEGIN UPDATE reviews SET verdict = 'right'; END",
            "trigger quiet: it was added: the program makes none of that name",
        ),
        ("CREATE TABLE notes (text)", "table notes: it was added"),
        ("ALTER TABLE reviews ADD COLUMN mood TEXT", "table reviews: its definition was changed"),
    ],
)
def test_changed_safeguards_are_found(worked_on: Path, statement: str, finding: str) -> None:
    """Triggers, tables and indexes must be exactly those the program makes."""
    tamper(worked_on, statement)
    assert finding in broken_text(worked_on)


def rehash(path: Path, first: int) -> None:
    """Chain the entries anew from one on, as an able forger would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        rows = connection.execute("SELECT * FROM audit_trail WHERE sequence >= ?", (first - 1,)).fetchall()
    previous = rows[0][3]
    statements = []
    for sequence, entry, _, _ in rows[1:]:
        sha256 = entry_sha256(previous, entry)
        statements.append(
            f"UPDATE audit_trail SET previous_sha256 = '{previous}', sha256 = '{sha256}' "
            f"WHERE sequence = {sequence}"
        )
        previous = sha256
    tamper(path, *statements, drop_triggers=True)


def test_a_consistent_forgery_is_found_by_the_anchors(worked_on: Path) -> None:
    """Entry, table and the whole chain after it rewritten: only what lies outside the file can tell."""
    tamper(
        worked_on,
        "UPDATE audit_trail SET entry = CAST(replace(CAST(entry AS TEXT), 'critical', 'marginal') AS BLOB)",
        "UPDATE annotations SET severity = 'marginal' WHERE severity = 'critical'",
        drop_triggers=True,
    )
    rehash(worked_on, 7)
    findings = broken(worked_on)
    assert len(findings) == 2
    assert all(finding.where.startswith("anchors in ") for finding in findings)
    assert all("is not the one that was there on" in finding.message for finding in findings)


def test_a_cut_off_end_is_found_by_the_anchors(worked_on: Path) -> None:
    """The last act undone without a trace: chain and tables agree, the anchors do not."""
    with closing(sqlite3.connect(worked_on)) as connection:
        last, entry = connection.execute(
            "SELECT sequence, entry FROM audit_trail ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
    undo = [
        f"UPDATE reviews SET {change['field']} = "
        + ("NULL" if change["old"] is None else f"'{change['old']}'")
        for change in json.loads(entry)["changes"]
    ]
    tamper(
        worked_on,
        f"DELETE FROM audit_trail WHERE sequence = {last}",
        "UPDATE undo_steps SET undone = 1 WHERE sequence = (SELECT max(sequence) FROM undo_steps)",
        *undo,
        drop_triggers=True,
    )
    findings = broken(worked_on)
    assert len(findings) == 2
    assert all(f"had {last} entries, now it has {last - 1}" in finding.message for finding in findings)


def test_an_older_copy_is_found_by_the_anchors(worked_on: Path, tmp_path: Path) -> None:
    """Putting yesterday's file back loses today's work; the sidecar remembers it."""
    older = tmp_path / "older"
    shutil.copy(worked_on, older)
    with CaseStore.open(worked_on, actor=ACTOR) as store:
        store.set_prompts(("a dog",))
    shutil.copy(older, worked_on)
    assert "its end was cut off, or this is an older copy" in broken_text(worked_on)


def test_without_any_anchor_that_is_said(worked_on: Path, own_ledger: Path) -> None:
    """A weaker proof is not passed off as a strong one."""
    sidecar_path(worked_on).unlink()
    shutil.rmtree(own_ledger)
    result = verify_session(worked_on)
    assert result.intact
    assert [finding.where for finding in result.findings] == ["anchors"]


def test_a_swapped_image_file_is_found_and_a_missing_one_noted(
    store: CaseStore, street: ImageRecord, session_path: Path
) -> None:
    """The judgement was about another picture."""
    store.close()
    image = Path(street.path)
    image.write_bytes(image.read_bytes() + b"\0")
    assert "is no longer the one that was imported" in broken_text(session_path)
    image.unlink()
    result = verify_session(session_path)
    assert result.intact
    assert [finding.message for finding in result.findings] == [
        "1 of 1 files are not where they were imported from"
    ]


def test_verification_never_writes(worked_on: Path) -> None:
    """Neither the file nor anything beside it changes."""
    folder = worked_on.parent
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    verify_session(worked_on)
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_a_session_that_is_open_elsewhere_can_be_verified(worked_on: Path) -> None:
    """While its owner works on."""
    with CaseStore.open(worked_on, actor=ACTOR) as store:
        store.set_prompts(("a dog",))
        assert verify_session(worked_on).intact


def test_a_page_overwritten_with_noise_is_reported_not_raised(worked_on: Path) -> None:
    """A damaged database is a finding."""
    data = bytearray(worked_on.read_bytes())
    data[4096 * 2 : 4096 * 3] = b"\xa5" * 4096
    worked_on.write_bytes(data)
    findings = broken(worked_on)
    assert findings[0].where == "database"


def test_facts_tell_what_was_checked_and_what_cannot_be_found(worked_on: Path) -> None:
    """The reader sees how much stands behind the word intact."""
    facts = dict(verify_session(worked_on).facts)
    assert (facts["images"], facts["explanation runs"], facts["annotations"]) == ("1", "2", "2")
    assert facts["audit entries"] == "10"
    assert "a false statement" in facts["cannot be found"]


def test_a_damaged_table_definition_that_is_no_text_is_a_finding_and_a_clear_error(worked_on: Path) -> None:
    """SQLite quotes the damaged name in its message, which Python's own module then cannot decode."""
    content = worked_on.read_bytes()
    whole, damaged = b"position INTEGER NOT NULL UNIQUE", b"position INTEGER NOT \xc6\xc6\xc6\xc6 UNIQUE"
    assert content.count(whole) == 1
    worked_on.write_bytes(content.replace(whole, damaged))
    assert "database: a definition in it is damaged" in broken_text(worked_on)
    with pytest.raises(SessionError, match=r"cannot open session .*not valid UTF-8"):
        CaseStore.open(worked_on, actor=ACTOR)
