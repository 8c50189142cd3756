"""Find images of a session again whose files were moved or renamed: by content, never by name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mmel_desktop.core.case import ImageRecord
from mmel_desktop.core.files_below import files_below
from mmel_desktop.core.plain_files import plain_file_sha256
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.core.recorded_image import is_missing
from mmel_desktop.core.source_image import closed_place
from mmel_desktop.errors import MmelError
from mmel_desktop.store.case_store import CaseStore


@dataclass(frozen=True)
class FoundImages:
    """What became of the images whose files are gone.

    Attributes:
        found: those that lie below the folder; the session knows their new places now.
        missing: those that are still nowhere.
        errors: what could not be looked into.
    """

    found: tuple[ImageRecord, ...]
    missing: tuple[ImageRecord, ...]
    errors: tuple[MmelError, ...]


def find_moved_images(
    store: CaseStore,
    folder: Path,
    *,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> FoundImages:
    """Look for missing images below a folder and put their new places on record, all in one step.

    A file is an image of the session when its SHA-256 is that of the imported file, whatever its name and
    ending are now. Only files of the right size are read. Allowed in a signed-off session, too: where a file
    lies is no part of what was signed.

    Raises:
        OperationCancelled: stopped; nothing was changed.
        SessionError: the session cannot be written.
    """
    cancel = cancel or CancelToken()
    missing = [image for image in store.images() if is_missing(image)]
    if not missing:
        return FoundImages((), (), ())
    files, closed = files_below(folder, lambda _: True)
    places = _places_by_digest(files, {image.file_size_bytes for image in missing}, progress, cancel)
    wanted = {
        image.image_id: places[image.identity.file_sha256]
        for image in missing
        if image.identity.file_sha256 in places
    }
    found = store.relocate_images(wanted) if wanted else ()
    lost = tuple(image for image in missing if image.image_id not in wanted)
    return FoundImages(found, lost, tuple(closed_place(error) for error in closed))


def _places_by_digest(
    files: list[Path], sizes: set[int], progress: ProgressListener, cancel: CancelToken
) -> dict[str, Path]:
    """SHA-256 → first file with that content, of the files that have one of the sizes (in bytes)."""
    places: dict[str, Path] = {}
    for done, file in enumerate(files):
        cancel.raise_if_cancelled()
        progress(ProgressReport(done, len(files), f"file {done + 1} of {len(files)}"))
        try:
            if file.stat().st_size in sizes:
                places.setdefault(plain_file_sha256(file), file)
        except OSError:
            continue  # one that cannot be read is not found; the images that are missing are named
    return places
