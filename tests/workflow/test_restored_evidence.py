"""A restore gives up work; it makes no honest evidence look forged, and hides nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import ImageReview, VerificationResult
from mmel_desktop.core.identity import utc_now
from mmel_desktop.store.anchors import ledger_path, sidecar_path
from mmel_desktop.store.audit_log import BUNDLE_OPENED
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.known_restores import known_restores, restores_ledger
from mmel_desktop.store.restore import restore_backup
from mmel_desktop.workflow.export_report import export_report
from mmel_desktop.workflow.export_session import export_session
from mmel_desktop.workflow.open_bundle import open_bundle
from mmel_desktop.workflow.session_bundle import make_bundle
from mmel_desktop.workflow.verify_export import verify_export
from mmel_desktop.workflow.verify_record import verify_record
from tests.factories import ACTOR, write_image
from tests.store.breaking import append_entry, tamper

GIVEN_UP = "when a backup was restored"


class Place:
    """A session with a backup, and evidence that was given out after that backup."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.session = folder / "case.mmel"
        self.report = folder / "report.pdf"
        self.bundle = folder / "case.mmelbundle"
        self.table = folder / "case.json"
        with CaseStore.create(self.session, actor=ACTOR, prompts=("a pedestrian",)) as store:
            image = store.add_image(write_image(folder / "street.png"))
            self.session_id = store.session().session_id
            store.anchor()
            self.backup = store.back_up()
            store.add_annotation(image.image_id, Geometry.box(1, 2, 30, 40))
            store.set_review(ImageReview(image.image_id, "wrong", agrees=False))
            export_session(store, "json", self.table)
            export_report(store, self.report)
            make_bundle(store, self.bundle, with_report=False)
            self.entries = len(store.audit_events())
        shutil.copy(self.session, folder / "copy made by hand")

    def restore(self, backup: Path | None = None) -> Path:
        """Put a backup back, work on, close; returns the file that was set aside."""
        before = set(self.folder.glob("case.replaced-*.mmel"))
        with restore_backup(self.session, backup or self.backup, actor=ACTOR) as store:
            store.rename("goes on", "")
            store.anchor()
            for number in range(12):  # beyond the end of what was given up
                store.rename(f"goes on {number}", "")
        (aside,) = set(self.folder.glob("case.replaced-*.mmel")) - before
        return aside


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_options: str(tmp_path / "user"))
    folder = tmp_path / "case"
    folder.mkdir()
    return Place(folder)


def said(result: VerificationResult) -> str:
    return "\n".join(f"{entry.severity}: {entry.where}: {entry.message}" for entry in result.findings)


def assert_honest(file: Path, *, session: Path | None = None) -> str:
    result = verify_record(file, session_path=session)
    assert result.passed, said(result)
    return said(result)


def assert_found(file: Path, message: str) -> None:
    result = verify_record(file)
    assert not result.passed, said(result)
    weighty = [entry.message for entry in result.findings if entry.severity != "note"]
    assert any(message in text for text in weighty), said(result)


def test_the_restored_session_is_whole_and_says_what_was_given_up(place: Place) -> None:
    """Its entry names the end of the trail that was given up and what had been given out from it."""
    aside = place.restore()
    assert f"with {place.entries} entries, was given up {GIVEN_UP}" in assert_honest(place.session)
    with CaseStore.open(place.session, actor=ACTOR, read_only=True) as store:
        (entry,) = (event for event in store.audit_events() if event.action == "session.restored")
    with CaseStore.open(aside, actor=ACTOR, read_only=True) as store:
        end = store.audit_events()[-1]
    changes = {change.field: change.new for change in entry.changes}
    assert changes["gives_up"] == {"sequence": end.sequence, "sha256": end.sha256}
    assert changes["goes_on_from"]["sequence"] == 2
    assert len(changes["given_out"]) == 3


def test_the_file_set_aside_stays_honest_evidence(place: Place) -> None:
    """Whole, with a plain note; also alone, and when somebody opens it to look."""
    aside = place.restore()
    text = assert_honest(aside)
    assert "what it holds beyond entry 2 was given up on" in text
    assert "goes on from that entry in another file" in text
    assert sidecar_path(aside).exists()
    CaseStore.open(aside, actor=ACTOR).close()
    assert_honest(aside)
    assert_honest(place.session)
    moved = place.folder.parent / "elsewhere.mmel"
    aside.rename(moved)
    assert_honest(moved)
    assert_honest(place.session)


def test_a_bundle_made_before_stays_honest_evidence(place: Place) -> None:
    """Verified as it is, and unpacked."""
    place.restore()
    assert "was given up on" in assert_honest(place.bundle)
    opened = open_bundle(place.bundle, place.folder / "unpacked", actor=ACTOR)
    assert opened.verification.passed, said(opened.verification)
    assert_honest(opened.session_path)
    assert_honest(place.session)


@pytest.mark.parametrize("keep", [True, False], ids=["set aside beside it", "set aside elsewhere"])
def test_a_report_made_before_stays_honest_evidence(place: Place, keep: bool) -> None:
    """The file that was set aside knows it; without that file the entry of the restore does."""
    aside = place.restore()
    if not keep:
        aside.unlink()
        shutil.rmtree(place.folder.parent / "user")
        assert "from a state that was given up on" in assert_honest(place.report)
    assert "given up on" in assert_honest(place.report)
    assert "given up on" in assert_honest(place.report, session=place.session)


def test_an_export_made_before_stays_honest_evidence(place: Place) -> None:
    """The restored session never made it; its trail says who did."""
    aside = place.restore()
    assert verify_export(place.table, aside).passed
    result = verify_export(place.table, place.session)
    assert result.passed
    assert "exported from a state that was given up on" in said(result)
    place.table.write_bytes(place.table.read_bytes() + b" ")
    assert not verify_export(place.table, place.session).passed


def test_a_forged_report_of_the_given_up_state_is_not_confirmed(place: Place) -> None:
    """The restore does not vouch for what was never given out."""
    place.restore().unlink()
    place.report.write_bytes(place.report.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.6", 1))
    assert_found(place.report, "nothing here confirms it")


def test_two_restores_and_a_restore_of_a_restore(place: Place) -> None:
    """Each state that was given up stays what it was, whichever way it was given up."""
    first = place.restore()
    second = place.restore()
    assert_honest(place.session)
    back = place.restore(first)  # what the first restore gave up is what counts now
    with CaseStore.open(place.session, actor=ACTOR, read_only=True) as store:
        assert len(store.annotations()) == 1
    for file in (place.session, first, second, back, place.report, place.bundle):
        assert_honest(file)
    assert len(known_restores(place.session_id)) == 3


def test_backups_are_copies_of_a_moment(place: Place) -> None:
    """Verified where they lie, they are no older copies in the place of something."""
    assert_honest(place.backup)
    place.restore()
    assert_honest(place.backup)
    shutil.copy(place.backup, place.session)
    assert_found(place.session, "its end was cut off, or this is an older copy")


def cut_after_restore(place: Place) -> None:
    tamper(place.session, "DELETE FROM audit_trail WHERE sequence > 8", drop_triggers=True)


def cut_the_restore_too(place: Place) -> None:
    tamper(place.session, "DELETE FROM audit_trail WHERE sequence > 2", drop_triggers=True)


def put_a_copy_back(place: Place) -> None:
    shutil.copy(place.folder / "copy made by hand", place.session)


def put_the_backup_back(place: Place) -> None:
    shutil.copy(place.backup, place.session)


@pytest.mark.parametrize("sidecar", ["kept", "removed"])
@pytest.mark.parametrize(
    "act", [cut_after_restore, cut_the_restore_too, put_a_copy_back, put_the_backup_back]
)
def test_after_a_restore_the_same_things_are_found_as_before(
    place: Place, act: Callable[[Place], None], sidecar: str
) -> None:
    """Truncation and older copies, though the user's own ledger is all that is left to tell."""
    place.restore()
    act(place)
    if sidecar == "removed":
        sidecar_path(place.session).unlink()
    assert not verify_record(place.session).intact


def forge_restore(place: Place) -> None:
    """Roll the session back to its backup by hand and write the entries of a restore into it."""
    shutil.copy(place.backup, place.session)
    for action in ("session.opened", "session.restored"):
        append_entry(place.session, action, "session", place.session_id, utc=utc_now())


def test_a_forged_entry_of_a_restore_hides_no_truncation(place: Place) -> None:
    """The user's ledger knows of no such restore; the anchors beside the file are the sender's."""
    forge_restore(place)
    sidecar_path(place.session).unlink()
    assert_found(place.session, "of which only this file tells")
    CaseStore.open(place.session, actor=ACTOR).close()  # opening it does not confirm it
    assert_found(place.session, "of which only this file tells")


def test_a_forged_entry_after_an_honest_restore_is_found_as_well(place: Place) -> None:
    """Rolled back behind the honest restore: what the ledger knows of that one speaks against it."""
    place.restore()
    forge_restore(place)
    sidecar_path(place.session).unlink()
    assert_found(place.session, "of which only this file tells")


def test_a_planted_line_beside_the_file_excuses_nothing(place: Place) -> None:
    """Neither as the ledger would have it, nor as a line of anchors, whatever file it imitates."""
    place.restore()
    honest = restores_ledger(place.session_id)
    assert honest is not None
    line = honest.read_bytes()
    shutil.copy(place.backup, place.session)
    sidecar_path(place.session).write_bytes(line)
    assert_found(place.session, "its end was cut off, or this is an older copy")


def test_a_forged_opening_from_a_bundle_is_no_way_around(place: Place) -> None:
    """Rolled back, and said to have come in a bundle: at the session's own place it is told apart."""
    shutil.copy(place.backup, place.session)
    for action in ("session.opened", BUNDLE_OPENED):
        append_entry(place.session, action, "session", place.session_id, utc=utc_now())
    sidecar_path(place.session).unlink()
    assert_found(place.session, "the session itself belongs at this place")


def test_a_restore_in_another_account_is_doubted_until_its_file_is_there(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a shared folder a colleague restores: the file that was set aside confirms what was given up."""
    own = place.folder.parent / "user"
    colleague = place.folder.parent / "colleague"
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_options: str(colleague))
    aside = place.restore()
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_options: str(own))
    assert_honest(place.session)
    kept = aside.rename(place.folder.parent / "taken away")
    assert_found(place.session, "of which only this file tells")
    tamper(kept, "DELETE FROM audit_trail WHERE sequence = 5", drop_triggers=True)
    shutil.copy(kept, aside)
    assert_found(place.session, "of which only this file tells")


def test_a_restore_that_never_came_about_changes_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off after it was noted: the session goes on as before, and nothing is held against it."""

    def fail(*_args: object) -> None:
        raise OSError("the machine stopped")

    with monkeypatch.context() as patch:
        patch.setattr("mmel_desktop.store.restore._set_aside", fail)
        with pytest.raises(Exception, match="cannot restore session"):
            restore_backup(place.session, place.backup, actor=ACTOR)
    ledger = restores_ledger(place.session_id)
    assert ledger is not None
    assert len(ledger.read_bytes().splitlines()) == 1
    assert known_restores(place.session_id) == ()
    with CaseStore.open(place.session, actor=ACTOR) as store:
        store.rename("as before", "")
    assert "given up" not in assert_honest(place.session)
    assert sorted(file.name for file in place.folder.glob(".*")) == [".case.mmel.lock"]


def test_a_ledger_of_an_earlier_version_is_read(place: Place) -> None:
    """Both histories in one file, and places without their copy: the restored session stays whole."""
    place.restore()
    ledger = ledger_path(place.session_id)
    assert ledger is not None
    branches = list(ledger.parent.glob(f"{ledger.stem}-*.jsonl"))
    for branch in branches:
        ledger.write_bytes(ledger.read_bytes() + branch.read_bytes())
        branch.unlink()
    shutil.rmtree(place.folder.parent / "user" / "restores")
    for file in (place.folder.parent / "user" / "places").glob("*.jsonl"):
        lines = [json.loads(line) for line in file.read_bytes().splitlines()]
        for line in lines:
            del line["branch"]
        file.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    assert "was given up" in assert_honest(place.session)
    cut_after_restore(place)
    assert_found(place.session, "its end was cut off")


def test_a_bundle_of_a_copy_is_whole_where_the_original_went_on(place: Place) -> None:
    """Both go on on one machine, each with a history of its own; the copy is bundled again."""
    copy = open_bundle(place.bundle, place.folder / "unpacked", actor=ACTOR).session_path
    again = place.folder / "again.mmelbundle"
    for path in (copy, place.session):
        with CaseStore.open(path, actor=ACTOR) as store:
            for number in range(9):
                store.rename(f"{path.name} {number}", "")
            store.anchor()
            if path == copy:
                for number in range(9):
                    store.rename(f"further {number}", "")
                make_bundle(store, again, with_report=False)
    assert "the session went on elsewhere" in assert_honest(again)
