"""Bring image files into a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mmel_desktop.core.case import ImageRecord
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.core.recorded_image import is_missing
from mmel_desktop.core.source_image import find_image_files, load_source_image, printable_name
from mmel_desktop.errors import BadInputError, MmelError
from mmel_desktop.store.case_store import CaseStore


@dataclass(frozen=True)
class ImportOutcome:
    """What became of the files.

    Attributes:
        images: the imported images in the order of the files; one that was there already is named once.
        errors: one for each file that could not be imported.
        cancelled: True when the user stopped the import; what was imported stays.
    """

    images: tuple[ImageRecord, ...]
    errors: tuple[MmelError, ...]
    cancelled: bool = False


def import_images(
    store: CaseStore,
    paths: Sequence[str | Path],
    *,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> ImportOutcome:
    """Import files and folders of files; each image is committed before the next one is read.

    A file that cannot be read does not stop the others. An image of the session whose file is gone is found
    again when the same image comes in from elsewhere.

    Raises:
        SessionError: the session cannot be written; what was imported before stays.
    """
    cancel = cancel or CancelToken()
    files, missing = find_image_files([Path(path) for path in paths])
    errors: list[MmelError] = list(missing)
    images: dict[str, ImageRecord] = {}
    for done, file in enumerate(files):
        if cancel.cancelled:
            break
        progress(ProgressReport(done, len(files), f"importing {printable_name(file.name)}"))
        try:
            image = store.add_image(load_source_image(file))
            if is_missing(image):  # known already, and it lies here now
                image = store.relocate_image(image.image_id, file)
        except BadInputError as error:
            errors.append(error)
        else:
            images.setdefault(image.image_id, image)
    else:
        progress(ProgressReport(len(files), len(files), "imported"))
    return ImportOutcome(tuple(images.values()), tuple(errors), cancel.cancelled)
