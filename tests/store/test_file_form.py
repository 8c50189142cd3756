"""The same rows in another form, and files that are none: found, said, and never waited for."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from mmel_desktop.core.case import Finding
from mmel_desktop.errors import SessionError
from mmel_desktop.store.anchors import sidecar_path
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR
from tests.store.breaking import broken_text, lay_log_over, tamper

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")


@pytest.fixture
def with_image(worked_on: Path, tmp_path: Path) -> Path:
    """The session, its image moved to where the test may break it."""
    with CaseStore.open(worked_on, actor=ACTOR) as store:
        store.relocate_image(store.images()[0].image_id, tmp_path / "street.png")
    return worked_on


def notes(path: Path) -> list[Finding]:
    """What verification only notes; nothing may be broken."""
    result = verify_session(path)
    assert result.intact
    return [finding for finding in result.findings if finding.severity == "note"]


def test_a_write_ahead_log_that_hides_what_the_file_says_is_found(worked_on: Path, tmp_path: Path) -> None:
    """The file alone holds a changed verdict; the log beside it puts the old one over it."""
    lay_log_over(worked_on, tmp_path)
    assert "it was switched to a write-ahead log" in broken_text(worked_on)


def test_a_file_in_another_encoding_is_found(worked_on: Path) -> None:
    """Dumped and read in again by another program, every row the same."""
    with closing(sqlite3.connect(worked_on)) as connection:
        dump = "\n".join(connection.iterdump())
        header = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version")
        }
    worked_on.unlink()
    tamper(worked_on, "PRAGMA encoding = 'UTF-16le'")
    with closing(sqlite3.connect(worked_on, isolation_level=None)) as connection:
        connection.execute("PRAGMA encoding = 'UTF-16le'")
        connection.executescript(dump)
        for name, value in header.items():
            connection.execute(f"PRAGMA {name} = {value}")
    assert "its texts are stored as UTF-16le" in broken_text(worked_on)


def test_bytes_after_the_last_page_are_found(worked_on: Path) -> None:
    """Nobody reads them, and nobody can say what they are."""
    with worked_on.open("ab") as file:
        file.write(b"hidden" * 1000)
    assert "6,000 bytes stand after its end" in broken_text(worked_on)


def test_display_settings_of_no_session_are_found(worked_on: Path) -> None:
    """The program could not open such a file, verification called it intact."""
    tamper(
        worked_on, "PRAGMA foreign_keys = OFF", "INSERT INTO display SELECT 'x', current, seen FROM display"
    )
    assert "display settings: there are some of another session" in broken_text(worked_on)


def test_an_edit_that_was_cut_off_is_noted(worked_on: Path, tmp_path: Path) -> None:
    """What a killed program leaves; the check neither minds nor hides it."""
    with closing(sqlite3.connect(worked_on, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE reviews SET rationale = ?", ("x" * 300_000,))
        for suffix in ("", "-journal"):
            shutil.copy(f"{worked_on}{suffix}", tmp_path / f"copy{suffix}")
    for suffix in ("", "-journal"):
        (tmp_path / f"copy{suffix}").replace(f"{worked_on}{suffix}")
    (note,) = notes(worked_on)
    assert "an edit was cut off when the program or the machine stopped" in note.message


@needs_pipes
@pytest.mark.parametrize("place", ["image", "anchors"])
def test_a_pipe_in_the_place_of_a_file_keeps_nobody_waiting(with_image: Path, place: str) -> None:
    """Reading it would never end."""
    file = sidecar_path(with_image) if place == "anchors" else with_image.with_name("street.png")
    file.unlink()
    os.mkfifo(file)
    (finding,) = verify_session(with_image).findings
    assert "cannot be read" in finding.message


def test_an_endless_device_in_the_place_of_an_image_does_not_fill_the_memory(with_image: Path) -> None:
    """A record from anywhere may name any path."""
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("this system has no such device")
    image = with_image.with_name("street.png")
    image.unlink()
    image.symlink_to(endless)
    assert [note.where for note in notes(with_image)] == ["images"]


def test_an_image_changed_in_its_description_only_is_told_apart(with_image: Path) -> None:
    """It is not the imported file any more; the reader learns that the picture is the same."""
    image = with_image.with_name("street.png")
    description = Image.Exif()
    description[0x010E] = "another place"
    with Image.open(image) as opened:
        opened.load()
        opened.save(image, exif=description)
    assert "its pixels are the same, other parts of it" in broken_text(with_image)
    Image.new("RGB", (96, 72)).save(image)
    assert "is no longer the one that was imported" in broken_text(with_image)
    assert "its pixels are the same" not in broken_text(with_image)


def test_an_added_anchor_stands_against_those_that_agree(worked_on: Path) -> None:
    """Whoever adds a line to discredit a session leaves the other anchors as witnesses."""
    sidecar = sidecar_path(worked_on)
    last = json.loads(sidecar.read_text(encoding="utf-8").splitlines()[-1])
    with sidecar.open("a", encoding="utf-8") as file:
        file.write(json.dumps({**last, "sequence": last["sequence"] + 50}) + "\n")
    findings = verify_session(worked_on).findings
    assert [finding.severity for finding in findings] == ["broken", "note"]
    assert f"they agree with the session, up to entry {last['sequence']}" in findings[1].message


def test_removed_anchors_are_noted_as_long_as_others_are_known(worked_on: Path) -> None:
    """They may have said something else."""
    sidecar_path(worked_on).unlink()
    (note,) = notes(worked_on)
    assert "there is none beside the file, only in the user's own folder" in note.message


def test_how_much_of_the_trail_no_anchor_covers_is_a_fact(worked_on: Path) -> None:
    """What came after the last anchor could be cut off unnoticed."""
    assert ("entries after the last anchor", "0") in verify_session(worked_on).facts
    with CaseStore.open(worked_on, actor=ACTOR) as store:
        store.rename("another", "")
        assert ("entries after the last anchor", "2") in verify_session(worked_on).facts


@needs_pipes
@pytest.mark.parametrize("suffix", ["-journal", "-wal"])
def test_a_pipe_beside_a_session_keeps_nobody_waiting(worked_on: Path, suffix: str) -> None:
    """SQLite would open it, and wait where no signal reaches it."""
    os.mkfifo(f"{worked_on}{suffix}")
    with pytest.raises(SessionError, match=f"case.mmel{suffix} beside it: a device or a pipe"):
        verify_session(worked_on)
    with pytest.raises(SessionError, match=f"case.mmel{suffix} beside it: a device or a pipe"):
        CaseStore.open(worked_on, actor=ACTOR)
