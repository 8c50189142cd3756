"""What an ordinary user may not read or write is named; nothing of the record is lost or passed over."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.errors import SessionError
from mmel_desktop.store.anchors import ledger_path, sidecar_path
from mmel_desktop.store.backups import backup_folder, list_backups
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.places import place_ledger
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR, write_image
from tests.ordinary_user import folder_of_an_ordinary_user, needs_permissions

pytestmark = needs_permissions


def make_session(path: Path) -> str:
    """A closed session of one image; its id."""
    with CaseStore.create(path, actor=ACTOR) as store:
        store.add_image(write_image(path.with_name("street.png")))
        return store.session().session_id


@pytest.fixture(autouse=True)
def _used_once(tmp_path: Path) -> None:
    """Everything the tests use is imported before they give up their rights."""
    make_session(tmp_path / "first.mmel")
    for _ in range(2):  # the second time there is a backup to read the name of
        CaseStore.open(tmp_path / "first.mmel", actor=ACTOR).close()
    assert verify_session(tmp_path / "first.mmel").passed


@pytest.mark.parametrize("protected", ["sidecar", "ledger", "places"])
def test_anchors_that_cannot_be_read_are_no_absent_anchors(session_path: Path, protected: str) -> None:
    """Whoever shuts them away must not thereby have cut off the end of the trail unnoticed."""
    session_id = make_session(session_path)
    ledger = ledger_path(session_id)
    assert ledger is not None
    file = {
        "sidecar": sidecar_path(session_path),
        "ledger": ledger,
        "places": place_ledger(session_path.resolve()),
    }[protected]
    file.unlink()
    file.mkdir()  # as unreadable as can be, for an administrator, too

    result = verify_session(session_path)

    assert result.intact
    assert not result.passed
    (warning,) = [finding for finding in result.findings if finding.severity == "warning"]
    assert file.name in warning.where
    assert "cannot be read" in warning.message


def test_image_that_cannot_be_read_is_not_called_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A protected image lies where it was imported from; whether it changed is not known."""
    with folder_of_an_ordinary_user() as folder:
        monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_options: str(folder / "data"))
        path = folder / "case.mmel"
        make_session(path)
        (folder / "street.png").chmod(0)
        findings = verify_session(path).findings

    assert [finding.message for finding in findings] == [
        "1 of 1 files cannot be read: whether they were changed is not known"
    ]


def test_session_in_a_folder_closed_to_the_user_is_a_clear_error() -> None:
    """Neither making nor opening one there is a bug of the program."""
    with folder_of_an_ordinary_user() as folder:
        closed = folder / "closed"
        closed.mkdir()
        closed.chmod(0)
        with pytest.raises(SessionError) as making:
            CaseStore.create(closed / "case.mmel", actor=ACTOR)
        with pytest.raises(SessionError) as opening:
            CaseStore.open(closed / "case.mmel", actor=ACTOR)

    assert making.value.found == opening.value.found == "Permission denied"
    assert "choose a folder" in making.value.action


def test_protected_session_is_told_from_a_folder(session_path: Path) -> None:
    """The text says what is wrong, not what might be."""
    session_path.mkdir()
    with pytest.raises(SessionError, match="found a folder; expected a readable"):
        CaseStore.open(session_path, actor=ACTOR)
    with folder_of_an_ordinary_user() as folder:
        path = folder / "case.mmel"
        path.write_bytes(b"x")
        path.chmod(0)
        with pytest.raises(SessionError, match="found Permission denied; expected a readable"):
            CaseStore.open(path, actor=ACTOR)


def test_backups_that_cannot_be_written_do_not_stop_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The session is whole without them; edits are still committed."""
    with folder_of_an_ordinary_user() as folder:
        monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_options: str(folder / "data"))
        path = folder / "case.mmel"
        make_session(path)
        backup_folder(path).mkdir(exist_ok=True)
        backup_folder(path).chmod(0o500)
        before = list_backups(path)
        with CaseStore.open(path, actor=ACTOR) as store:
            assert store.session().read_only_reason == ""
            store.add_annotation(store.images()[0].image_id, Geometry.box(1, 2, 3, 4))
        with CaseStore.open(path, actor=ACTOR) as store:
            assert len(store.annotations()) == 1
        assert list_backups(path) == before


def test_lock_that_belongs_to_somebody_else_is_named() -> None:
    """The folder is not to blame, and the user can see which file is."""
    with folder_of_an_ordinary_user() as folder:
        path = folder / "case.mmel"
        make_session(path)
        lock = folder / ".case.mmel.lock"
        lock.touch()
        lock.chmod(0o400)
        with CaseStore.open(path, actor=ACTOR) as store:
            reason = store.session().read_only_reason

    assert reason == ".case.mmel.lock cannot be written (Permission denied)"


def test_holders_name_left_by_somebody_else_is_in_nobodys_way() -> None:
    """After a crash of a colleague's program the session can be written at once."""
    with folder_of_an_ordinary_user() as folder:
        path = folder / "case.mmel"
        make_session(path)
        holder = folder / ".case.mmel.holder"
        holder.write_text("{}")
        holder.chmod(0o400)
        with CaseStore.open(path, actor=ACTOR) as store:
            assert store.session().read_only_reason == ""


def test_session_of_a_team_keeps_lock_and_anchors_and_backups_for_the_team(session_path: Path) -> None:
    """Whoever may write the session may also take its lock, note its anchors and back it up."""
    session_path.parent.chmod(0o770)
    make_session(session_path)
    session_path.chmod(0o660)
    for file in (session_path.with_name(".case.mmel.lock"), sidecar_path(session_path)):
        file.unlink(missing_ok=True)

    with CaseStore.open(session_path, actor=ACTOR) as store:
        lock = session_path.with_name(".case.mmel.lock")
        assert stat.S_IMODE(lock.stat().st_mode) == 0o660
        store.add_annotation(store.images()[0].image_id, Geometry.box(1, 2, 3, 4))

    assert stat.S_IMODE(sidecar_path(session_path).stat().st_mode) == 0o660
    assert stat.S_IMODE(backup_folder(session_path).stat().st_mode) == 0o770


def test_a_ledger_that_cannot_be_written_is_complained_of_once(
    session_path: Path, own_ledger: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """However often an anchor is due; the session is safe without."""
    own_ledger.rename(own_ledger.with_name("elsewhere"))
    own_ledger.write_bytes(b"")  # no folder can be made in it
    with CaseStore.create(session_path, actor=ACTOR) as store:
        for _ in range(3):
            store.anchor()
    messages = [record.getMessage() for record in caplog.records]
    assert len(messages) == len(set(messages)) == 2
    assert all(message.endswith("Not a directory") for message in messages)


def test_work_goes_on_without_a_home(session_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The anchors beside the session are then the only ones."""

    def no_home(*_args: object, **_options: object) -> str:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_data_dir", no_home)
    make_session(session_path)
    assert verify_session(session_path).passed
    assert dict(verify_session(session_path).facts)["anchors"] == "2"
