"""Entries that fit the chain and the tables, and that the program still never writes."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mmel_desktop.core.audit_event import entry_sha256
from mmel_desktop.core.case import ImageRecord, ImageReview
from mmel_desktop.core.evidence_fields import EVIDENCE_FIELDS
from mmel_desktop.errors import SessionError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.store.tables import EVIDENCE_ROWS
from tests.factories import ACTOR
from tests.store.breaking import append_entry, broken, broken_text, change, tamper


def test_the_core_knows_the_fields_of_the_tables() -> None:
    """What the rules take for evidence is what the store keeps."""
    assert {name: kind.field_names() for name, kind in EVIDENCE_ROWS.items()} == EVIDENCE_FIELDS


@pytest.fixture
def signed_off(store: CaseStore, street: ImageRecord) -> Path:
    """A closed session with one verdict, signed off."""
    store.set_review(ImageReview(street.image_id, "wrong"))
    store.sign_off("review")
    store.close()
    return store.path


def change_verdict(path: Path, action: str = "review.set") -> int:
    """Change the verdict by an entry of one's own, the tables with it."""
    with closing(sqlite3.connect(path)) as connection:
        (image_id,) = connection.execute("SELECT image_id FROM reviews").fetchone()
    sequence = append_entry(
        path,
        action,
        "review",
        image_id,
        "UPDATE reviews SET verdict = 'right'",
        changes=change("verdict", "wrong", "right"),
    )
    if action == "review.set":
        tamper(path, f"INSERT INTO undo_steps VALUES ({sequence}, 0, '{image_id}', 'judge')")
    return sequence


def test_an_edit_appended_after_a_sign_off_is_found_and_ends_it(signed_off: Path) -> None:
    """Chain, tables and anchors agree with one another; the program would have refused it all the same."""
    sequence = change_verdict(signed_off)
    (finding,) = broken(signed_off)
    assert finding.where == f"audit trail, entry {sequence}"
    assert "changed after the sign-off of entry 4, without reopening it" in finding.message
    facts = dict(verify_session(signed_off).facts)
    assert f"no longer in force: the record was changed after it, in entry {sequence}" in facts["sign-off"]
    with CaseStore.open(signed_off, actor=ACTOR, read_only=True) as store:
        (sign_off,) = store.sign_offs()
    assert (sign_off.in_force, sign_off.overrun_sequence) == (False, sequence)


def test_a_second_opinion_appended_after_a_sign_off_is_found(signed_off: Path) -> None:
    """It changes no table, and still adds a judgement to what was signed."""
    append_entry(signed_off, "second_opinion.given", "second_opinion", "x", changes=[])
    assert "changed after the sign-off of entry 4" in broken_text(signed_off)


def test_a_signature_appended_to_a_signed_off_session_is_found(signed_off: Path) -> None:
    """Nobody signs what is signed off already: the program has it reopened first."""
    with closing(sqlite3.connect(signed_off)) as connection:
        sequence, sha256 = connection.execute("SELECT sequence, sha256 FROM audit_trail").fetchall()[-1]
    vouches = change("vouches_for", None, {"sequence": sequence, "sha256": sha256})
    session_id = dict(verify_session(signed_off).facts)["session"]
    meaning = change("meaning", None, "approval")
    append_entry(signed_off, "session.signed_off", "session", session_id, changes=[*vouches, *meaning])
    assert "it signs off what entry 4 had signed off, without reopening it" in broken_text(signed_off)


def test_what_the_program_does_with_a_signed_off_session_is_no_offence(signed_off: Path) -> None:
    """Opening, exporting and reopening for a reason."""
    with CaseStore.open(signed_off, actor=ACTOR) as store:
        store.record_act("report.exported", "report", "0" * 64)
        store.reopen("new evidence")
        store.rename("another", "")
        store.sign_off("approval")
    assert verify_session(signed_off).findings == ()


@pytest.mark.parametrize(
    ("action", "entity", "table", "field", "new"),
    [
        ("image.relocated", "image", "images", "file_sha256", "0" * 64),
        ("image.relocated", "image", "images", "name", "other.png"),
        ("run.finished", "run", "runs", "model_sha256", "0" * 64),
        ("annotation.edited", "annotation", "annotations", "created_by", "Somebody Else"),
        ("annotation.edited", "annotation", "annotations", "number", 7),
        ("report.exported", "review", "reviews", "verdict", "right"),
        ("review.set", "session", "session", "purpose", "another"),
        ("session.edited", "session", "session", "created_utc", "2020-01-01T00:00:00.000000Z"),
    ],
)
def test_what_is_fixed_cannot_be_changed_by_an_entry_of_ones_own(
    worked_on: Path, action: str, entity: str, table: str, field: str, new: Any
) -> None:
    """Hashes of images, runs, authorship; and every kind of act changes its own fields only."""
    key = EVIDENCE_ROWS[entity].key
    with closing(sqlite3.connect(worked_on)) as connection:
        query = f"SELECT {key}, {field} FROM {table}"
        entity_id, old = connection.execute(query).fetchone()
    sequence = append_entry(worked_on, action, entity, entity_id, changes=change(field, old, new))
    tamper(worked_on, f"UPDATE {table} SET {field} = {new!r} WHERE {key} = '{entity_id}'", drop_triggers=True)
    said = [
        finding.message for finding in broken(worked_on) if finding.where == f"audit trail, entry {sequence}"
    ]
    assert len(said) == 1
    assert f"never changes {field} of" in said[0] or "is there already: nothing is created twice" in said[0]


@pytest.mark.parametrize(
    ("utc", "went_back", "message"),
    [
        ("2020-01-01T00:00:00.000000Z", False, "it does not say that the clock had gone back"),
        ("2030-01-01T00:00:00.000000Z", True, "which its time does not show"),
        ("yesterday", False, "its time 'yesterday' is none"),
    ],
)
def test_the_times_of_entries_are_held_against_one_another(
    worked_on: Path, utc: str, went_back: bool, message: str
) -> None:
    """An entry's own word for it that the clock was right is not taken."""
    append_entry(worked_on, "record.verified", "session", "x", utc=utc, clock_went_back=went_back)
    assert message in broken_text(worked_on)


def test_an_entry_from_the_future_is_noted(worked_on: Path) -> None:
    """One of the two clocks is wrong; which one, nobody can say."""
    sequence = append_entry(worked_on, "record.verified", "session", "x", utc="2999-01-01T00:00:00.000000Z")
    (finding,) = verify_session(worked_on).findings
    assert finding.severity == "note"
    assert finding.where == f"audit trail, entry {sequence}"
    assert "2999-01-01T00:00:00.000000Z lies in the future" in finding.message


def test_an_entry_that_readers_could_understand_differently_is_found(worked_on: Path) -> None:
    """A key written twice: some programs read the first, others the last."""
    append_entry(worked_on, "record.verified", "session", "x", reason="the last")
    with closing(sqlite3.connect(worked_on)) as connection:
        query = "SELECT sequence, entry, previous_sha256 FROM audit_trail ORDER BY sequence DESC LIMIT 1"
        sequence, entry, previous = connection.execute(query).fetchone()
    twice = entry.replace(b'"reason":', b'"reason":"the first","reason":')
    assert json.loads(twice)["reason"] == "the last"
    tamper(
        worked_on,
        f"UPDATE audit_trail SET entry = x'{twice.hex()}', sha256 = '{entry_sha256(previous, twice)}' "
        f"WHERE sequence = {sequence}",
        drop_triggers=True,
    )
    assert "readers could understand it differently" in broken_text(worked_on)


def test_a_sign_off_cannot_boast_of_more_than_was_judged(store: CaseStore, street: ImageRecord) -> None:
    """What human judgement it rests on is counted again."""
    store.set_review(ImageReview(street.image_id, "wrong"))
    store.sign_off("review")
    store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        query = "SELECT sequence, entry, previous_sha256 FROM audit_trail ORDER BY sequence DESC LIMIT 1"
        sequence, entry, previous = connection.execute(query).fetchone()
    forged = entry.replace(b'"judged_blind":0', b'"judged_blind":1')
    assert forged != entry
    tamper(
        store.path,
        f"UPDATE audit_trail SET entry = x'{forged.hex()}', sha256 = '{entry_sha256(previous, forged)}' "
        f"WHERE sequence = {sequence}",
        drop_triggers=True,
    )
    message = (
        "it says 1 of 1 images judged, 1 of them blind; the audit trail gives 1 of 1 images judged, 0 of them"
    )
    assert message in broken_text(store.path)


def test_a_name_that_reads_like_anothers_is_noted(worked_on: Path) -> None:
    """Names are only declared: with a Greek letter in it, one may pass for another person."""
    stranger = replace(ACTOR, full_name="T\u03b5ss T\u0435ster")
    CaseStore.open(worked_on, actor=stranger).close()
    (finding,) = verify_session(worked_on).findings
    assert (finding.severity, finding.where) == ("note", "audit trail")
    assert "Greek U+03B5, Cyrillic U+0435" in finding.message


def test_a_number_without_canonical_form_in_an_entry_is_a_finding(worked_on: Path) -> None:
    """Found by fuzzing: an integer beyond 2^53 means different numbers to different readers."""
    sequence = append_entry(worked_on, "record.verified", "session", "x")
    with closing(sqlite3.connect(worked_on)) as connection:
        query = "SELECT entry, previous_sha256 FROM audit_trail ORDER BY sequence DESC LIMIT 1"
        entry, previous = connection.execute(query).fetchone()
    huge = entry.replace(
        b'"changes":[]', b'"changes":[{"field":"x","new":1180591620717411303424,"old":null}]'
    )
    tamper(
        worked_on,
        f"UPDATE audit_trail SET entry = x'{huge.hex()}', sha256 = '{entry_sha256(previous, huge)}' "
        f"WHERE sequence = {sequence}",
        drop_triggers=True,
    )
    assert "it is not in the one form that the program writes" in broken_text(worked_on)


def test_an_entry_in_another_name_than_the_sittings_is_found(worked_on: Path) -> None:
    """Whoever else wants to act must open the session first, which says where and under which account."""
    sequence = append_entry(worked_on, "record.verified", "session", "x", actor_name="Somebody Else")
    (finding,) = broken(worked_on)
    assert finding.where == f"audit trail, entry {sequence}"
    assert finding.message.startswith(
        "it is in the name of 'Somebody Else' (tester, analyst), but it was 'Tess"
    )


def test_people_who_take_turns_are_no_offence(worked_on: Path) -> None:
    """Each opens the session in a name of their own."""
    other = replace(ACTOR, actor_id="other", full_name="Olga Other", role="second reviewer")
    for actor in (other, ACTOR, other):
        with CaseStore.open(worked_on, actor=actor) as store:
            store.rename(actor.full_name, "")
    assert verify_session(worked_on).findings == ()


def test_an_entry_nested_beyond_reading_is_a_finding_and_no_fault(worked_on: Path) -> None:
    """Whoever writes such an entry must not keep the rest from being verified."""
    with closing(sqlite3.connect(worked_on)) as connection:
        query = "SELECT sequence, entry, sha256 FROM audit_trail ORDER BY sequence DESC LIMIT 1"
        sequence, entry, head = connection.execute(query).fetchone()
    deep = b'{"action":' + b"[" * 100_000 + b"]" * 100_000 + entry[entry.index(b",") :]
    row = f"{sequence + 1}, x'{deep.hex()}', '{head}', '{entry_sha256(head, deep)}'"
    tamper(worked_on, f"INSERT INTO audit_trail VALUES ({row})")
    (finding,) = broken(worked_on)
    assert finding.where == f"audit trail, entry {sequence + 1}"
    assert finding.message == "it cannot be read (it is nested too deeply)"
    with pytest.raises(SessionError):
        CaseStore.open(worked_on, actor=ACTOR)
