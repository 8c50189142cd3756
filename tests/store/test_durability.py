"""Full disks, protected folders, strangers' locks: a clear message each time, and the session stays whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import ImageRecord
from mmel_desktop.errors import BadInputError, ReportError, SessionError, SessionReadOnlyError
from mmel_desktop.store.backups import list_backups
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow.export_report import export_report
from mmel_desktop.workflow.export_session import export_session
from mmel_desktop.workflow.session_bundle import make_bundle
from tests.factories import ACTOR, make_explanation, write_image

BOX = Geometry.box(1, 2, 3, 4)
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 2 MiB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "none", place], check=False, capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("mounting a small disk needs more rights; the test with a file size limit stands for it")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill(disk: Path) -> Path:
    """Take every byte that is left."""
    ballast = disk / "ballast"
    with ballast.open("ab", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return ballast


# The PDF library notices a second time that its file could not be written, when it lets go of it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_full_disk_refuses_and_keeps_everything(small_disk: Path, tmp_path: Path) -> None:
    """Edits, backups, exports, reports and bundles are refused whole; with room again all go through."""
    path = small_disk / "case.mmel"
    with CaseStore.create(path, actor=ACTOR) as store:
        image = store.add_image(write_image(tmp_path / "street.png"))
        store.add_annotation(image.image_id, BOX, comment="acknowledged")
        before = (store.annotations(), len(store.audit_events()))
        listing = sorted(file.name for file in small_disk.iterdir())
        ballast = fill(small_disk)
        with pytest.raises(SessionError, match="full; free some space and try again; the edit was not made"):
            store.add_explanation(image.image_id, make_explanation(image.identity))
        with pytest.raises(SessionError, match="cannot back up session"):
            store.back_up()
        for chosen in ("json", "csv", "coco"):
            with pytest.raises((BadInputError, SessionError)):
                export_session(store, chosen, small_disk / f"out-{chosen}")
        with pytest.raises((BadInputError, ReportError, SessionError)):
            export_report(store, small_disk / "report.pdf")
        with pytest.raises((BadInputError, SessionError)):
            make_bundle(store, small_disk / "case.mmelbundle", with_report=False)
        assert (store.annotations(), len(store.audit_events())) == before
        ballast.unlink()
        left = sorted(file.name for file in small_disk.iterdir() if not file.name.endswith(".backups"))
        assert left == listing, "nothing half-written stays"
        assert list_backups(path) == ()
        store.add_explanation(image.image_id, make_explanation(image.identity, grid=4))
        store.back_up()
        export_session(store, "json", small_disk / "out.json")
    result = verify_session(path)
    assert result.intact, result.findings


def test_opening_on_a_full_disk_says_what_is_wrong(small_disk: Path, tmp_path: Path) -> None:
    """No session can be made there; one that is there is not harmed and opens for reading."""
    path = small_disk / "case.mmel"
    with CaseStore.create(path, actor=ACTOR, prompts=("a",)) as store:
        store.set_prompts(("b",))
    content = path.read_bytes()
    fill(small_disk)
    with pytest.raises(SessionError):
        CaseStore.create(small_disk / "other.mmel", actor=ACTOR)
    assert path.read_bytes() == content
    fill(small_disk)
    # That it was opened is an entry of its own; SQLite may just find the room for it in the file.
    with suppress(SessionError):
        CaseStore.open(path, actor=ACTOR).close()
    with CaseStore.open(path, actor=ACTOR, read_only=True) as reader:
        assert reader.session().prompts == ("b",)
    assert verify_session(path).intact


def test_a_file_that_may_not_grow_refuses_the_edit_and_keeps_the_session(
    store: CaseStore, street: ImageRecord, session_path: Path
) -> None:
    """What a full disk does, where none can be made: the operating system refuses to write further."""
    store.close()
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from mmel_desktop.errors import SessionError\n"
        "from mmel_desktop.store.case_store import CaseStore\n"
        "from tests.factories import ACTOR, make_explanation\n"
        "store = CaseStore.open(sys.argv[1], actor=ACTOR)\n"
        "limit = Path(sys.argv[1]).stat().st_size + 8192\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))\n"
        "image = store.images()[0]\n"
        "try:\n"
        "    store.add_explanation(image.image_id, make_explanation(image.identity))\n"
        "except SessionError as error:\n"
        "    print(error)\n"
        "store.set_prompts(('still at work',))\n"
        "store.close()\n"
    )
    if os.name != "posix":
        pytest.skip("file size limits are POSIX")
    done = subprocess.run(
        [sys.executable, "-c", program, session_path],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "cannot save the edit in session" in done.stdout
    assert "the edit was not made" in done.stdout
    result = verify_session(session_path)
    assert [finding for finding in result.findings if finding.severity == "broken"] == []
    with CaseStore.open(session_path, actor=ACTOR) as again:
        assert again.session().prompts == ("still at work",)
        assert again.runs() == ()


@pytest.fixture
def protected(small_disk: Path) -> Iterator[Path]:
    """A disk that has become write-protected, with a session of one image on it."""
    with CaseStore.create(small_disk / "case.mmel", actor=ACTOR) as store:
        store.add_image(write_image(small_disk / "street.png"))
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    yield small_disk
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)


def test_a_write_protected_disk_opens_for_reading_and_says_so(protected: Path, tmp_path: Path) -> None:
    """Nothing can be made there; reading, verifying and exporting elsewhere go on."""
    path = protected / "case.mmel"
    with CaseStore.open(path, actor=ACTOR) as store:
        reason = store.session().read_only_reason
        assert "cannot be written" in reason or "write-protected" in reason
        with pytest.raises(SessionReadOnlyError, match="cannot be edited"):
            store.add_annotation(store.images()[0].image_id, BOX)
        with pytest.raises(SessionError, match="cannot back up session"):
            store.back_up()
        with pytest.raises(BadInputError, match="cannot write"):
            export_session(store, "json", protected / "out.json")
        assert export_session(store, "json", tmp_path / "out.json").path.exists()
    assert verify_session(path).intact
    with pytest.raises(SessionError, match="cannot create session"):
        CaseStore.create(protected / "other.mmel", actor=ACTOR)


def test_a_strangers_lock_is_a_clear_error_and_the_edit_can_be_made_afterwards(
    store: CaseStore, street: ImageRecord, session_path: Path
) -> None:
    """Another program with SQLite at hand does not know our lock, but SQLite's own."""
    store._file.connection.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(session_path, isolation_level=None)) as stranger:
        stranger.execute("BEGIN EXCLUSIVE")
        with pytest.raises(
            SessionError, match=r"database is locked; close the other program .* was not made"
        ):
            store.add_annotation(street.image_id, BOX)
        stranger.execute("ROLLBACK")
    assert store.add_annotation(street.image_id, BOX).number == 1


def test_a_folder_that_vanishes_while_open_is_noticed(tmp_path: Path) -> None:
    """The edit is refused with a clear message; put back, the session goes on."""
    folder = tmp_path / "work"
    folder.mkdir()
    with CaseStore.create(folder / "case.mmel", actor=ACTOR) as store:
        folder.rename(tmp_path / "away")
        with pytest.raises(SessionError, match="was moved, replaced or deleted while open"):
            store.set_prompts(("a",))
        store.anchor()
        assert not folder.exists(), "an anchor makes no folder where one was taken away"
        (tmp_path / "away").rename(folder)
        assert store.set_prompts(("a",)).prompts == ("a",)
    assert verify_session(folder / "case.mmel").intact


def test_a_clock_set_back_by_years_hurts_nothing(session_path: Path) -> None:
    """Entries keep their order, the step is flagged and noted, backups and anchors still work."""
    times = iter(
        [
            *(f"2026-01-01T00:00:{second:02}.000000Z" for second in range(3)),
            *["1999-01-01T00:00:00.000000Z"] * 40,
        ]
    )
    with CaseStore.create(session_path, actor=ACTOR, clock=lambda: next(times)) as store:
        store.set_prompts(("a",))
        store.set_prompts(("b",))
        store.set_prompts(("c",))
        store.set_prompts(("d",))
        store.back_up()
        flags = [event.clock_went_back for event in store.audit_events()]
        assert sum(flags) == 1
        assert store.sign_off("review").in_force
    result = verify_session(session_path)
    assert result.intact
    assert any("the clock had gone back" in finding.message for finding in result.findings)
