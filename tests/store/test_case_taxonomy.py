"""A team's terms belong to the record: kept with it, audited, covered by verification and by a sign-off."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.canonical import canonical_bytes
from mmel_desktop.core.case import ImageRecord
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY, Taxonomy
from mmel_desktop.core.taxonomy import TAXONOMY_VERSION, Term
from mmel_desktop.core.taxonomy_trail import TAXONOMY_CHANGED, taxonomy_changes, taxonomy_in
from mmel_desktop.core.team_taxonomy import NO_TEAM, TeamTaxonomy, team_to_json
from mmel_desktop.errors import BadInputError, SessionError, SessionReadOnlyError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR
from tests.store.breaking import append_entry, broken_text, tamper
from tests.team_terms import LANE_MARKING, ROAD_SAFETY, ROAD_WORKS, WRONG_LANE

VERSION = f"{TAXONOMY_VERSION} + Road safety 1"


@pytest.fixture
def with_terms(worked_on: Path) -> Path:
    """A closed, intact session whose team's terms are in use."""
    with CaseStore.open(worked_on, actor=ACTOR) as store:
        store.set_taxonomy(ROAD_SAFETY, file_name="road.toml", file_sha256="0" * 64)
        image = store.images()[0]
        store.add_annotation(image.image_id, Geometry("image"), effect="ROAD-E1")
    assert verify_session(worked_on).findings == ()
    return worked_on


def test_a_session_begins_with_the_programs_terms(store: CaseStore) -> None:
    """Nothing of a taxonomy is on record then."""
    assert store.taxonomy() == DEFAULT_TAXONOMY
    assert store.set_taxonomy(NO_TEAM) == DEFAULT_TAXONOMY
    assert [event.action for event in store.audit_events()] == ["session.created"]


def test_the_terms_are_kept_with_the_session(with_terms: Path) -> None:
    """Who opens it elsewhere needs no file; the entry says name, version, hashes and every term."""
    with CaseStore.open(with_terms, actor=ACTOR, read_only=True) as store:
        assert store.taxonomy() == Taxonomy(ROAD_SAFETY)
        (event,) = [event for event in store.audit_events() if event.action == TAXONOMY_CHANGED]
        assert taxonomy_in(store.audit_events()) == Taxonomy(ROAD_SAFETY)
    said = {change.field: change.new for change in event.changes}
    assert {name: said[name] for name in ("name", "version", "file")} == {
        "name": "Road safety",
        "version": "1",
        "file": "road.toml",
    }
    assert said["sha256"] == ROAD_SAFETY.sha256
    assert said["terms"][0] == {
        "field": "effect",
        "code": "ROAD-E1",
        "label": "wrong lane",
        "meaning": "Taken to be in another lane.",
        "label_ko": "차로 오인",
        "offered": True,
    }
    assert all(change.old is None for change in event.changes)


def test_the_same_terms_again_are_no_act(store: CaseStore) -> None:
    """A script may give the file each time."""
    store.set_taxonomy(ROAD_SAFETY)
    before = len(store.audit_events())
    store.set_taxonomy(ROAD_SAFETY)
    assert len(store.audit_events()) == before


def test_a_change_says_what_was_before(store: CaseStore) -> None:
    """Old terms and new ones stand in the entry."""
    store.set_taxonomy(ROAD_SAFETY)
    store.set_taxonomy(TeamTaxonomy("Road safety", "2", (WRONG_LANE,)))
    event = store.audit_events()[-1]
    old = {change.field: change.old for change in event.changes}
    assert (old["version"], old["sha256"]) == ("1", ROAD_SAFETY.sha256)
    assert old["terms"] == team_to_json(ROAD_SAFETY)["terms"]
    assert {term.code for term in store.taxonomy().terms("triggers")} >= {"ROAD-T1", "weather"}
    assert [term.code for term in store.taxonomy().offered("evidence")][-1] == "unreliable"


def test_a_judgement_names_the_terms_it_was_made_in(store: CaseStore, street: ImageRecord) -> None:
    """New ones the terms of today; an old one from when a term of it is chosen anew; undo takes that back."""
    old = store.add_annotation(street.image_id, Geometry("image"), effect="A1")
    assert old.taxonomy == TAXONOMY_VERSION
    store.set_taxonomy(ROAD_SAFETY)
    assert store.add_annotation(street.image_id, Geometry("image"), effect="ROAD-E1").taxonomy == VERSION
    assert store.edit_annotation(replace(old, comment="seen twice")).taxonomy == TAXONOMY_VERSION
    assert store.edit_annotation(replace(old, triggers=("ROAD-T1",))).taxonomy == VERSION
    store.undo()
    assert store.annotations()[0].taxonomy == TAXONOMY_VERSION
    (imported,) = store.import_annotations([old], file_name="a.json", file_sha256="0" * 64)
    assert imported.taxonomy == VERSION


@pytest.mark.parametrize(
    ("team", "said"),
    [
        (replace(ROAD_SAFETY, hidden=()), "it calls itself 'Road safety 1'"),
        (replace(ROAD_SAFETY, version="2", triggers=(), evidence=(ROAD_WORKS,)), "stands among evidence"),
        (
            TeamTaxonomy("Road safety", "2", (Term("ROAD-EI", "other lane", "Another.", by_team=True),)),
            "the code of effect 1: 'ROAD-EI', which looks like 'ROAD-E1', which the session knows",
        ),
        (
            TeamTaxonomy("Road safety", "2", (Term("ROAD-E7", "wrong lane", "Another.", by_team=True),)),
            "the label of 'ROAD-E7': 'wrong lane', which is that of 'ROAD-E1', too",
        ),
    ],
)
def test_terms_that_would_blur_what_the_session_knows_are_refused(
    store: CaseStore, team: TeamTaxonomy, said: str
) -> None:
    """Also beside those that are no longer offered; nothing is recorded."""
    store.set_taxonomy(ROAD_SAFETY)
    before = store.audit_events()
    with pytest.raises(BadInputError) as caught:
        store.set_taxonomy(team)
    assert said in str(caught.value)
    assert store.audit_events() == before
    assert store.taxonomy() == Taxonomy(ROAD_SAFETY)


def test_a_signed_off_session_keeps_its_terms(store: CaseStore, street: ImageRecord) -> None:
    """They say in words what was signed."""
    store.set_taxonomy(ROAD_SAFETY)
    store.sign_off("review")
    with pytest.raises(SessionReadOnlyError):
        store.set_taxonomy(NO_TEAM)
    assert store.taxonomy() == Taxonomy(ROAD_SAFETY)


def test_terms_that_were_rolled_back_are_not_remembered(
    store: CaseStore, street: ImageRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit that fails after the terms were read leaves them to be read again."""
    with pytest.raises(BadInputError):
        store.add_annotation(street.image_id, Geometry("image"), comment="\ud800")
    store.set_taxonomy(ROAD_SAFETY)
    assert store.add_annotation(street.image_id, Geometry("image")).taxonomy == VERSION


# ------------------------------------------------------------------------------------------ tampering


def said_of(path: Path, change: str, new: Any) -> str:
    """What verification says after one field of the taxonomy's entry was rewritten."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT sequence, entry FROM audit_trail WHERE instr(entry, 'taxonomy.changed')"
        sequence, entry = connection.execute(query).fetchone()
    document = json.loads(entry)
    for field in document["changes"]:
        if field["field"] == change:
            field["new"] = new
    data = canonical_bytes(document).hex()
    tamper(path, f"UPDATE audit_trail SET entry = x'{data}' WHERE sequence = {sequence}", drop_triggers=True)
    return broken_text(path)


def test_a_changed_term_is_found(with_terms: Path) -> None:
    """By the entry's hash, and by the hash of the terms that the entry itself gives."""
    terms = team_to_json(ROAD_SAFETY)["terms"]
    terms[0]["meaning"] = "Nothing to worry about."
    said = said_of(with_terms, "terms", terms)
    assert "its text does not match its hash: it was changed" in said
    assert "its terms do not match the hash it gives of them" in said


def appended(path: Path, before: TeamTaxonomy, after: TeamTaxonomy, **fields: Any) -> str:
    """What verification says of an entry that fits the chain and sets other terms."""
    changes = [vars(change) for change in taxonomy_changes(before, after)]
    append_entry(path, TAXONOMY_CHANGED, "taxonomy", "x", **{"changes": changes, **fields})
    return broken_text(path)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            ROAD_SAFETY,
            replace(ROAD_SAFETY, version="2", effect=()),
            "'ROAD-E1', which the session knows, is gone",
        ),
        (NO_TEAM, replace(ROAD_SAFETY, version="2"), "are not those that the entries before set"),
        (
            ROAD_SAFETY,
            replace(ROAD_SAFETY, version="2", effect=(replace(WRONG_LANE, label="\u202ewrong lane"),)),
            r"characters that cannot be seen, in '\u202ewrong lane'",
        ),
        (
            ROAD_SAFETY,
            replace(ROAD_SAFETY, version="2", evidence=(LANE_MARKING, replace(LANE_MARKING, code="A1"))),
            "the code of evidence 2, 'A1'",
        ),
    ],
)
def test_terms_that_the_program_would_not_set_are_found(
    with_terms: Path, before: TeamTaxonomy, after: TeamTaxonomy, said: str
) -> None:
    """However well the entry is chained."""
    assert said in appended(with_terms, before, after)


def test_an_honest_entry_is_no_finding(with_terms: Path) -> None:
    """The same way of appending, with terms that may follow: only the anchors outside can tell."""
    said = appended(with_terms, ROAD_SAFETY, replace(ROAD_SAFETY, version="2", hidden=()))
    assert "failure terms" not in said


@pytest.mark.parametrize(
    ("action", "entity"), [("taxonomy.changed", "session"), ("report.exported", "taxonomy")]
)
def test_an_entry_about_another_thing_is_found(with_terms: Path, action: str, entity: str) -> None:
    """One kind of act, one kind of thing."""
    append_entry(with_terms, action, entity, "x")
    assert f"an entry '{action}' of this program is not about {entity}" in broken_text(with_terms)


def test_other_terms_after_a_sign_off_are_found(with_terms: Path) -> None:
    """They change what the signed marks say."""
    with CaseStore.open(with_terms, actor=ACTOR) as store:
        store.sign_off("review")
    said = appended(with_terms, ROAD_SAFETY, replace(ROAD_SAFETY, version="2"))
    assert "changed after the sign-off of entry" in said


@pytest.fixture
def unreadable(with_terms: Path) -> Iterator[CaseStore]:
    """The session with a further entry whose terms are none, open."""
    append_entry(with_terms, TAXONOMY_CHANGED, "taxonomy", "x", changes=[])
    assert "the failure terms it sets cannot be read" in broken_text(with_terms)
    with CaseStore.open(with_terms, actor=ACTOR) as store:
        yield store


def test_unreadable_terms_are_a_known_error(unreadable: CaseStore) -> None:
    """What was not understood is not guessed."""
    with pytest.raises(SessionError, match="a value in the session cannot be read"):
        unreadable.taxonomy()
