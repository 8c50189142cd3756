"""Backups as the window lists and restores them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mmel_desktop.errors import SessionLockedError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow.session_backups import list_session_backups, restore_session
from tests.factories import ACTOR


def test_backups_are_listed_newest_first_with_time_entry_and_size(tmp_path: Path) -> None:
    """Read from their names alone; strangers' names do no harm."""
    path = tmp_path / "case.mmel"
    assert list_session_backups(path) == ()
    with CaseStore.create(path, actor=ACTOR) as store:
        first = store.back_up()
        store.set_prompts(("a",))
        second = store.back_up()
    (tmp_path / "case.mmel.backups" / "mine.mmel").write_bytes(b"x")
    strange, newest, oldest = list_session_backups(path)
    assert (strange.made_utc, strange.last_entry, strange.size_bytes) == ("", 0, 1)
    assert (newest.path, oldest.path) == (second, first)
    assert (newest.last_entry, oldest.last_entry) == (3, 1)
    assert newest.made_utc > oldest.made_utc
    assert newest.size_bytes == second.stat().st_size


def test_restoring_needs_the_session_closed_and_opens_it_again(tmp_path: Path) -> None:
    """What was there stays beside it."""
    path = tmp_path / "case.mmel"
    with CaseStore.create(path, actor=ACTOR, prompts=("first",)) as store:
        backup = store.back_up()
        store.set_prompts(("second",))
        with pytest.raises(SessionLockedError, match="close it there first"):
            restore_session(path, backup, actor=ACTOR)
    with restore_session(path, backup, actor=ACTOR) as restored:
        assert restored.session().prompts == ("first",)
    assert len(list(tmp_path.glob("case.replaced-*.mmel"))) == 1
    assert verify_session(path).intact


def test_what_a_restore_set_aside_is_listed_and_can_be_put_back(tmp_path: Path) -> None:
    """Whoever took the wrong backup goes back where they were; files of other names are none of it."""
    path = tmp_path / "case.mmel"
    with CaseStore.create(path, actor=ACTOR, prompts=("first",)) as store:
        backup = store.back_up()
        store.set_prompts(("second",))
    restore_session(path, backup, actor=ACTOR).close()
    for name in ("case.replaced-by me.mmel", "case 2.replaced-20260101T000000000000Z.mmel"):
        (tmp_path / name).write_bytes(b"x")
    aside, listed = list_session_backups(path)
    assert (aside.is_set_aside, listed.is_set_aside) == (True, False)
    assert listed.path == backup
    assert aside.made_utc > listed.made_utc
    with restore_session(path, aside.path, actor=ACTOR) as store:
        assert store.session().prompts == ("second",)
    assert verify_session(path).passed
