"""A whole other session in the place of this one is intact, and is still found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mmel_desktop.store.anchors import sidecar_path
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.places import place_ledger
from mmel_desktop.store.restore import restore_backup
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR


def make_session(path: Path, prompt: str) -> str:
    """A closed session; returns which."""
    with CaseStore.create(path, actor=ACTOR, prompts=(prompt,)) as store:
        store.rename(prompt, "")
        return store.session().session_id


@pytest.fixture
def replaced(tmp_path: Path) -> tuple[Path, str]:
    """A path with another session than the one that was made there, and which belongs there."""
    path = tmp_path / "case.mmel"
    session_id = make_session(path, "a pedestrian")
    make_session(tmp_path / "other.mmel", "a red car")
    shutil.copyfile(tmp_path / "other.mmel", path)
    return path, session_id


def warnings(path: Path) -> list[str]:
    result = verify_session(path)
    assert result.intact, result.findings
    found = [finding.message for finding in result.findings if finding.severity == "warning"]
    assert result.passed == (not found)
    return found


@pytest.mark.parametrize("kept", ["both", "ledger", "sidecar"])
def test_another_session_in_its_place_is_a_warning(
    replaced: tuple[Path, str], own_ledger: Path, kept: str
) -> None:
    """Said once, with the session that is missed; the anchors of either place are enough."""
    path, session_id = replaced
    if kept == "ledger":
        sidecar_path(path).unlink()
    if kept == "sidecar":
        shutil.rmtree(own_ledger)
    (message,) = warnings(path)
    assert f"another session belongs at this place: {session_id}, with 2 entries" in message


def test_working_on_it_does_not_make_it_the_right_one(replaced: tuple[Path, str]) -> None:
    """Opened, edited and closed with new anchors: nobody has said that it belongs there."""
    path, session_id = replaced
    for number in range(2):
        with CaseStore.open(path, actor=ACTOR) as store:
            store.rename(f"sitting {number}", "")
    (message,) = warnings(path)
    assert session_id in message


def test_the_right_one_put_back_is_no_warning(tmp_path: Path) -> None:
    """Whoever takes it back finds everything as it was."""
    path = tmp_path / "case.mmel"
    make_session(path, "a pedestrian")
    make_session(tmp_path / "other.mmel", "a red car")
    shutil.move(path, tmp_path / "kept.mmel")
    shutil.copyfile(tmp_path / "other.mmel", path)
    assert warnings(path)
    shutil.move(tmp_path / "kept.mmel", path)
    assert warnings(path) == []


def test_a_new_session_made_over_an_old_path_is_no_warning(tmp_path: Path) -> None:
    """The program notes that it did so itself; the old one put back afterwards is the stranger then."""
    path = tmp_path / "case.mmel"
    make_session(path, "a pedestrian")
    path.rename(tmp_path / "old.mmel")
    new = make_session(path, "a red car")
    assert warnings(path) == []
    assert warnings(tmp_path / "old.mmel") == []
    shutil.copyfile(tmp_path / "old.mmel", path)
    (message,) = warnings(path)
    assert new in message


def test_a_session_killed_before_it_was_closed_is_known_at_its_place(tmp_path: Path) -> None:
    """It is noted when it is made, not only when it is closed."""
    path = tmp_path / "case.mmel"
    make_session(tmp_path / "other.mmel", "a red car")
    store = CaseStore.create(path, actor=ACTOR)
    shutil.copyfile(tmp_path / "other.mmel", tmp_path / "copy")
    (tmp_path / "copy").replace(path)
    assert len(warnings(path)) == 1
    store._file.close()


def test_moved_copied_and_restored_sessions_are_no_warning(tmp_path: Path) -> None:
    """What people do with files every day."""
    path = tmp_path / "case.mmel"
    make_session(path, "a pedestrian")
    with CaseStore.open(path, actor=ACTOR) as store:
        backup = store.back_up()
    restore_backup(path, backup, actor=ACTOR).close()
    copy = tmp_path / "copy.mmel"
    shutil.copyfile(path, copy)
    CaseStore.open(copy, actor=ACTOR, read_only=True).close()
    moved = tmp_path / "folder"
    moved.mkdir()
    shutil.copyfile(path, moved / "case.mmel")
    for file in (path, copy, moved / "case.mmel"):
        assert warnings(file) == []


def test_a_note_cut_off_by_a_crash_is_passed_over(replaced: tuple[Path, str]) -> None:
    """The line before it still counts."""
    path, session_id = replaced
    sidecar_path(path).unlink()
    with place_ledger(path).open("ab") as file:
        file.write(b'{"path":"ca')
    (message,) = warnings(path)
    assert session_id in message


def test_a_ledger_that_cannot_be_written_keeps_nobody_from_working(tmp_path: Path, own_ledger: Path) -> None:
    """The session itself is safe."""
    own_ledger.write_text("a file where a folder should be")
    make_session(tmp_path / "case.mmel", "a pedestrian")
    assert warnings(tmp_path / "case.mmel") == []
