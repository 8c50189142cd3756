"""Images whose files were moved are found again by their content, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mmel_desktop.core.progress import CancelToken
from mmel_desktop.core.recorded_image import is_missing, read_unchanged
from mmel_desktop.errors import ImageInputError, OperationCancelled
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.find_moved_images import find_moved_images
from mmel_desktop.workflow.import_images import import_images
from tests.factories import ACTOR, write_image


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    """A session with two images, a.png and b.png, in the folder ``before``."""
    (tmp_path / "before").mkdir()
    for seed, name in enumerate(("a.png", "b.png")):
        write_image(tmp_path / "before" / name, size_wh=(24, 16), seed=seed)
    with CaseStore.create(tmp_path / "case.mmel", actor=ACTOR) as store:
        import_images(store, [tmp_path / "before"])
        yield store


def test_renamed_files_are_found_below_a_folder(store: CaseStore, tmp_path: Path) -> None:
    """However deep, whatever they are called now; the record says where they lie."""
    after = tmp_path / "after" / "deep"
    (tmp_path / "after").mkdir()
    (tmp_path / "before").rename(after)
    (after / "a.png").rename(after / "renamed.png")
    outcome = find_moved_images(store, tmp_path / "after")
    assert {Path(image.path).name for image in outcome.found} == {"renamed.png", "b.png"}
    assert (outcome.missing, outcome.errors) == ((), ())
    for image in store.images():
        assert read_unchanged(image).identity == image.identity
    assert [event.action for event in store.audit_events()][-2:] == ["image.relocated"] * 2


def test_another_file_of_the_same_name_and_size_is_not_taken(store: CaseStore, tmp_path: Path) -> None:
    """An image that is not there stays missing, and is named."""
    after = tmp_path / "after"
    (tmp_path / "before").rename(after)
    content = bytearray((after / "a.png").read_bytes())
    content[-20] ^= 1
    (after / "a.png").write_bytes(content)
    outcome = find_moved_images(store, after)
    assert [image.identity.name for image in outcome.found] == ["b.png"]
    assert [image.identity.name for image in outcome.missing] == ["a.png"]
    assert is_missing(outcome.missing[0])


def test_nothing_is_touched_while_nothing_is_missing(store: CaseStore, tmp_path: Path) -> None:
    """Copies elsewhere are no reason to point the session at them."""
    copies = tmp_path / "copies"
    copies.mkdir()
    (copies / "a.png").write_bytes((tmp_path / "before" / "a.png").read_bytes())
    entries = len(store.audit_events())
    assert find_moved_images(store, copies).found == ()
    assert len(store.audit_events()) == entries


def test_a_stopped_search_changes_nothing(store: CaseStore, tmp_path: Path) -> None:
    """Places go on record together or not at all."""
    (tmp_path / "before").rename(tmp_path / "after")
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(OperationCancelled):
        find_moved_images(store, tmp_path / "after", cancel=cancel)
    assert all(is_missing(image) for image in store.images())


def test_importing_the_moved_folder_finds_its_images_again(store: CaseStore, tmp_path: Path) -> None:
    """Who drops the folder on the window from its new place means the images that are there already."""
    (tmp_path / "before").rename(tmp_path / "after")
    outcome = import_images(store, [tmp_path / "after"])
    assert len(store.images()) == 2
    assert [Path(image.path).parent.name for image in store.images()] == ["after", "after"]
    assert outcome.images == store.images()


def test_a_missing_file_is_told_with_its_place_and_what_to_do(store: CaseStore, tmp_path: Path) -> None:
    """Not as an error number of the system."""
    image = store.images()[0]
    Path(image.path).unlink()
    with pytest.raises(ImageInputError, match=r"image 'a\.png' is not where it was") as caught:
        read_unchanged(image)
    assert str(tmp_path / "before" / "a.png") in str(caught.value)
    assert "Find moved images" in str(caught.value)


def test_a_file_is_found_whatever_its_ending_is_now(store: CaseStore, tmp_path: Path) -> None:
    """An archive may have renamed it to something that no image is called; files beside it are no matter."""
    after = tmp_path / "after"
    (tmp_path / "before").rename(after)
    (after / "a.png").rename(after / "0001.blob")
    (after / "b.png").rename(after / "without ending")
    (after / "notes.txt").write_text("nothing")
    outcome = find_moved_images(store, after)
    assert sorted(Path(image.path).name for image in outcome.found) == ["0001.blob", "without ending"]
    assert (outcome.missing, outcome.errors) == ((), ())


def test_no_step_names_a_file(store: CaseStore, tmp_path: Path) -> None:
    """A reviewer may be working without names, and sees the steps."""
    after = tmp_path / "after"
    (tmp_path / "before").rename(after)
    steps: list[str] = []
    find_moved_images(store, after, progress=lambda report: steps.append(report.step))
    assert steps == ["file 1 of 2", "file 2 of 2"]
