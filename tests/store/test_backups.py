"""Backups are whole, few, and can be put back without losing what they replace."""

from __future__ import annotations

from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import ImageRecord
from mmel_desktop.errors import SessionError, SessionLockedError
from mmel_desktop.store.backups import BACKUPS_KEPT, last_backed_up_entry, list_backups
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.restore import restore_backup
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR
from tests.store.breaking import broken_text, tamper

BOX = Geometry.box(1, 2, 3, 4)


def test_a_backup_is_a_session_of_its_own_and_an_entry_of_the_trail(
    store: CaseStore, street: ImageRecord
) -> None:
    """It opens and holds what was there when it was made."""
    store.add_annotation(street.image_id, BOX)
    backup = store.back_up()
    store.add_annotation(street.image_id, BOX)
    with CaseStore.open(backup, actor=ACTOR, read_only=True) as copy:
        assert len(copy.annotations()) == 1
    event = next(event for event in store.audit_events() if event.action == "session.backed_up")
    assert event.changes[0].new == backup.name
    assert last_backed_up_entry(store.path) == event.sequence - 1


def test_only_the_last_backups_are_kept(store: CaseStore) -> None:
    """The oldest go first."""
    made = [store.back_up() for _ in range(BACKUPS_KEPT + 3)]
    assert list(list_backups(store.path)) == made[:2:-1]


def test_backups_keep_their_order_when_the_clock_goes_back(
    store: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the newest would be taken for the oldest, and be the first to go."""
    first = store.back_up()
    monkeypatch.setattr("mmel_desktop.store.backups.utc_stamp", lambda: "20010101T000000000000Z")
    made = [first, *(store.back_up() for _ in range(BACKUPS_KEPT + 2))]
    assert list(list_backups(store.path)) == made[:2:-1]


def test_opening_backs_up_the_last_sitting_once(store: CaseStore, session_path: Path) -> None:
    """A sitting in which nothing was done needs no further copy."""
    store.close()
    for _ in range(3):
        CaseStore.open(session_path, actor=ACTOR).close()
    assert len(list_backups(session_path)) == 1
    with CaseStore.open(session_path, actor=ACTOR) as again:
        again.set_prompts(("a dog",))
    CaseStore.open(session_path, actor=ACTOR).close()
    assert len(list_backups(session_path)) == 2


def test_a_session_opens_even_if_no_backup_can_be_made(
    store: CaseStore, session_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The failure is recorded."""
    store.close()
    session_path.with_name("case.mmel.backups").write_text("a file in the way")
    with CaseStore.open(session_path, actor=ACTOR) as again:
        assert "backup_failed" in [change.field for change in again.audit_events()[-1].changes]
    assert "no backup before the sitting" in caplog.text


def test_restoring_sets_the_damaged_file_aside_and_goes_on_from_the_backup(
    store: CaseStore, street: ImageRecord, session_path: Path
) -> None:
    """The later work is given up as an audited act, which verification knows about."""
    store.add_annotation(street.image_id, BOX)
    backup = store.back_up()
    store.add_annotation(street.image_id, BOX)
    store.close()
    damaged = b"SQLite format 3\0" + session_path.read_bytes()[16:5000]
    session_path.write_bytes(damaged)
    with restore_backup(session_path, backup, actor=ACTOR) as restored:
        assert [annotation.number for annotation in restored.annotations()] == [1]
        told, event, opened = restored.audit_events()[-3:]
    assert (told.action, event.action, opened.action) == (
        "session.opened",
        "session.restored",
        "session.opened",
    )
    changes = {change.field: change.new for change in event.changes}
    assert changes["backup"] == backup.name
    assert (session_path.parent / changes["replaced_file"]).read_bytes() == damaged
    result = verify_session(session_path)
    assert result.intact, result.findings
    assert "was given up when a backup was restored" in " ".join(
        finding.message for finding in result.findings
    )


def test_a_session_that_is_open_is_not_replaced(store: CaseStore, session_path: Path) -> None:
    """Its owner is named."""
    backup = store.back_up()
    before = session_path.read_bytes()
    with pytest.raises(SessionLockedError, match="it is open for Tess Tester"):
        restore_backup(session_path, backup, actor=ACTOR)
    assert session_path.read_bytes() == before


def test_a_damaged_backup_replaces_nothing(store: CaseStore, session_path: Path) -> None:
    """It is checked first."""
    backup = store.back_up()
    store.close()
    before = session_path.read_bytes()
    backup.write_bytes(backup.read_bytes()[:6000])
    with pytest.raises(SessionError):
        restore_backup(session_path, backup, actor=ACTOR)
    assert session_path.read_bytes() == before


def test_a_restore_hides_no_later_forgery(store: CaseStore, street: ImageRecord, session_path: Path) -> None:
    """After an honest restore, tampering is found as before."""
    store.add_annotation(street.image_id, BOX)
    backup = store.back_up()
    store.close()
    restore_backup(session_path, backup, actor=ACTOR).close()
    tamper(session_path, "UPDATE annotations SET comment = 'changed'")
    assert "annotation 1 on street.png: field comment" in broken_text(session_path)


def test_going_back_to_a_backup_just_made_is_no_alarm(store: CaseStore, session_path: Path) -> None:
    """Only the entry that tells of the backup is given up; the anchor that names it says so, no more."""
    backup = store.back_up()
    store.close()
    restore_backup(session_path, backup, actor=ACTOR).close()
    result = verify_session(session_path)
    assert result.intact, result.findings
    assert any("was given up when a backup was restored" in finding.message for finding in result.findings)


def test_each_restore_is_told_of_once(store: CaseStore, street: ImageRecord, session_path: Path) -> None:
    """However many anchors the given-up work left behind: each file of them names its last state."""
    backup = store.back_up()
    for _ in range(4):
        store.add_annotation(street.image_id, BOX)
        store.anchor()
    given_up = len(store.audit_events())
    store.close()
    restore_backup(session_path, backup, actor=ACTOR).close()
    told = [finding.message for finding in verify_session(session_path).findings]
    assert len(told) == 1  # the anchors beside the session went with the file that was set aside
    assert all(f"with {given_up} entries, was given up when a backup was restored" in text for text in told)


def test_a_backup_is_only_looked_at(store: CaseStore, street: ImageRecord, session_path: Path) -> None:
    """Worked on, it would become a second history of the session, which its anchors would contradict."""
    backup = store.back_up()
    store.add_annotation(street.image_id, BOX)
    before = backup.read_bytes()
    with CaseStore.open(backup, actor=ACTOR) as copy:
        assert copy.session().read_only_reason == "it is a backup; restore it to go on from it"
    store.close()
    assert backup.read_bytes() == before
    assert [file.name for file in backup.parent.iterdir()] == [backup.name]
    for file in (session_path, backup):
        assert verify_session(file).passed
    moved = backup.rename(session_path.with_name("taken out.mmel"))
    with CaseStore.open(moved, actor=ACTOR) as copy:
        assert not copy.session().read_only
