"""Importing files and folders: every good one arrives, every bad one is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from mmel_desktop.core.progress import CancelToken, ProgressReport
from mmel_desktop.errors import SessionReadOnlyError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.import_images import import_images
from tests.factories import ACTOR, write_image


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    """A new session."""
    with CaseStore.create(tmp_path / "case.mmel", actor=ACTOR) as store:
        yield store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three images and a text file."""
    folder = tmp_path / "images"
    (folder / "deeper").mkdir(parents=True)
    for seed, name in enumerate(("2.png", "10.png", "deeper/1.png")):
        write_image(folder / name, size_wh=(24, 16), seed=seed)
    (folder / "notes.txt").write_text("no image")
    return folder


def names(store: CaseStore) -> list[str]:
    """Names in the order of the gallery."""
    return [image.identity.name for image in store.images()]


def test_a_folder_is_imported_in_natural_order(store: CaseStore, folder: Path) -> None:
    """2 before 10; other files are passed over."""
    outcome = import_images(store, [folder])
    assert names(store) == ["2.png", "10.png", "1.png"]
    assert outcome.images == store.images()
    assert (outcome.errors, outcome.cancelled) == ((), False)


def test_a_bad_file_stops_no_other(store: CaseStore, folder: Path, tmp_path: Path) -> None:
    """Each is named with its reason."""
    (folder / "3.png").write_bytes((folder / "2.png").read_bytes()[:200])
    outcome = import_images(store, [folder, tmp_path / "missing.png"])
    assert names(store) == ["2.png", "10.png", "1.png"]
    messages = "\n".join(str(error) for error in outcome.errors)
    assert "missing.png" in messages
    assert "'3.png' is damaged or truncated" in messages
    assert len(outcome.errors) == 2


def test_what_is_there_already_is_used_again(store: CaseStore, folder: Path) -> None:
    """Importing twice, or a file and its folder, adds nothing."""
    first = import_images(store, [folder])
    again = import_images(store, [folder / "2.png", folder])
    assert again.images == first.images
    assert len(store.images()) == 3


def test_cancelling_keeps_what_was_reported_done(store: CaseStore, folder: Path) -> None:
    """Progress says one is done, so one is in the session."""
    cancel = CancelToken()
    reports: list[ProgressReport] = []

    def listener(report: ProgressReport) -> None:
        reports.append(report)
        assert len(store.images()) == report.done
        if report.done == 1:
            cancel.cancel()

    outcome = import_images(store, [folder], progress=listener, cancel=cancel)
    assert outcome.cancelled
    assert len(outcome.images) == len(store.images()) == 2
    assert [report.done for report in reports] == [0, 1]
    assert reports[0].total == 3
    assert "2.png" in reports[0].step


def test_a_session_open_for_reading_takes_no_images(store: CaseStore, folder: Path) -> None:
    """The refusal reaches the caller instead of becoming one error per file."""
    with (
        CaseStore.open(store.path, actor=ACTOR) as reader,
        pytest.raises(SessionReadOnlyError),
    ):
        import_images(reader, [folder])


def test_a_moved_image_saved_anew_is_told_and_stops_no_other(
    store: CaseStore, folder: Path, tmp_path: Path
) -> None:
    """Same name, same pixels, other bytes: it is not the file that was imported."""
    (tmp_path / "before").mkdir()
    picture = write_image(tmp_path / "before" / "a.png").rgb
    import_images(store, [tmp_path / "before" / "a.png"])
    (tmp_path / "before" / "a.png").unlink()
    (tmp_path / "after").mkdir()
    Image.fromarray(picture).save(tmp_path / "after" / "a.png", compress_level=0)
    write_image(tmp_path / "after" / "b.png", seed=5)
    outcome = import_images(store, [tmp_path / "after"])
    assert [image.identity.name for image in outcome.images] == ["b.png"]
    assert "is not the file that was imported as 'a.png'" in str(outcome.errors[0])
