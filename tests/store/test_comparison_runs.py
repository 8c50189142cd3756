"""Runs made for comparison: on record like any other, and never the answer of their image."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mmel_desktop.core.case import ImageRecord
from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.core.sign_off import record_set_sha256
from mmel_desktop.errors import SessionReadOnlyError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow.session_backups import list_session_backups, restore_session
from tests.factories import ACTOR, make_explanation
from tests.store.breaking import append_entry, broken_text, change, tamper
from tests.store.test_schema import GOLDEN


def test_the_answer_of_an_image_stays_what_it_was(store: CaseStore, street: ImageRecord) -> None:
    """The newer run is kept whole, is listed, and says what it is; the trail says so, too."""
    answer = store.add_explanation(street.image_id, make_explanation(street.identity, seed=1))
    other = make_explanation(street.identity, seed=2)
    compared = store.add_explanation(street.image_id, other, for_comparison=True)
    assert store.latest_run(street.image_id) == answer
    assert store.latest_runs() == {street.image_id: answer}
    assert store.runs(street.image_id) == (answer, compared)
    assert [run.for_comparison for run in store.runs()] == [False, True]
    assert store.explanation(compared.run_id).prompts == other.prompts
    said = {change.field: change.new for change in store.audit_events()[-1].changes}
    assert said["for_comparison"] is True


def test_an_image_that_was_only_compared_has_no_answer(store: CaseStore, street: ImageRecord) -> None:
    """Nor has it failed for good: a comparison that broke off says so of itself."""
    store.add_explanation(street.image_id, make_explanation(street.identity), for_comparison=True)
    request = ExplanationRequest(("a",), "full")
    stopped = store.add_unfinished_run(street.image_id, request, "cancelled", "stopped", for_comparison=True)
    assert stopped.for_comparison
    assert store.latest_run(street.image_id) is None
    assert store.latest_runs() == {}


def test_a_signed_off_session_takes_no_run_for_comparison(store: CaseStore, street: ImageRecord) -> None:
    """It would add to the record that was vouched for."""
    store.add_explanation(street.image_id, make_explanation(street.identity))
    store.sign_off("review")
    with pytest.raises(SessionReadOnlyError, match="it is signed off"):
        store.add_explanation(street.image_id, make_explanation(street.identity), for_comparison=True)


@pytest.mark.parametrize("compared", [False, True])
def test_a_run_passed_off_as_the_answer_or_as_none_is_found(
    store: CaseStore, street: ImageRecord, session_path: Path, compared: bool
) -> None:
    """The mark decides what a report prints; the trail says what it was."""
    store.add_explanation(street.image_id, make_explanation(street.identity), for_comparison=compared)
    store.close()
    tamper(session_path, f"UPDATE runs SET for_comparison = {int(not compared)}", drop_triggers=True)
    told = f"the audit trail says {compared}, the table says {not compared}"
    assert f"explanation run 1 of street.png: field for_comparison: {told}" in broken_text(session_path)


def test_an_entry_that_makes_it_the_answer_afterwards_is_found(
    store: CaseStore, street: ImageRecord, session_path: Path
) -> None:
    """Chain and tables agree with one another; no entry of this program changes a run."""
    run = store.add_explanation(street.image_id, make_explanation(street.identity), for_comparison=True)
    store.close()
    tamper(session_path, "UPDATE runs SET for_comparison = 0", drop_triggers=True)
    append_entry(session_path, "run.probed", "run", run.run_id, changes=change("for_comparison", True, False))
    assert "never changes for_comparison of a run" in broken_text(session_path)


def test_runs_of_an_older_schema_are_answers_and_changing_that_is_found(tmp_path: Path) -> None:
    """Their entries do not name the mark: without it a run is none made for comparison."""
    path = tmp_path / "old.mmel"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((GOLDEN / "schema_1.sql").read_text(encoding="utf-8"))
    with CaseStore.open(path, actor=ACTOR) as store:
        finished, cancelled = store.runs()
        assert store.latest_runs() == {finished.image_id: finished}
        assert not finished.for_comparison
        assert not cancelled.for_comparison
        store.sign_off("review")
    assert verify_session(path).intact
    tamper(path, "UPDATE runs SET for_comparison = 1 WHERE ordinal = 1", drop_triggers=True)
    told = "field for_comparison: the audit trail says False, the table says True"
    assert told in broken_text(path)


def test_a_backup_of_the_older_schema_can_be_gone_back_to(tmp_path: Path) -> None:
    """The one that was made before the upgrade; the session is upgraded again, and stays whole."""
    path = tmp_path / "old.mmel"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((GOLDEN / "schema_1.sql").read_text(encoding="utf-8"))
    with CaseStore.open(path, actor=ACTOR) as store:
        (image,) = store.images()
        store.add_explanation(image.image_id, make_explanation(image.identity), for_comparison=True)
    oldest = list_session_backups(path)[-1]
    with closing(sqlite3.connect(oldest.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    with restore_session(path, oldest.path, actor=ACTOR) as store:
        assert [run.for_comparison for run in store.runs()] == [False, False]
        actions = [event.action for event in store.audit_events()[-4:]]
    assert actions == ["session.migrated", "session.opened", "session.restored", "session.opened"]
    result = verify_session(path)
    assert result.passed, result.findings


def test_what_was_signed_before_the_mark_was_there_still_is() -> None:
    """Without runs for comparison a record has the hash it had in earlier versions, with one another."""
    before = record_set_sha256([("run", "r", {"run_id": "r"})])
    assert record_set_sha256([("run", "r", {"run_id": "r", "for_comparison": False})]) == before
    assert record_set_sha256([("run", "r", {"run_id": "r", "for_comparison": True})]) != before
