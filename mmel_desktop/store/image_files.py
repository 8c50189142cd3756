"""Are the image files still those that were imported? Asked of the folders that the record names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mmel_desktop.core.case import Finding
from mmel_desktop.core.plain_files import plain_file_sha256, require_plain_file
from mmel_desktop.core.source_image import load_source_image, printable_name
from mmel_desktop.errors import ImageInputError
from mmel_desktop.store.audit_replay import ReplayedCase
from mmel_desktop.store.record_values import path_from_text


def compare_image_files(case: ReplayedCase, files: Mapping[str, Path] | None = None) -> Iterator[Finding]:
    """The image files themselves, where they can still be found.

    Args:
        case: what the audit trail says.
        files: by image id, where they lie; None when they lie where the trail says.
    """
    missing = unreadable = 0
    for image_id, state in case.of("image").items():
        try:
            file = Path(path_from_text(state["path"])) if files is None else files[image_id]
            same_size = require_plain_file(file) == state["file_size_bytes"]
            if same_size and plain_file_sha256(file) == state["file_sha256"]:
                continue
        except (FileNotFoundError, NotADirectoryError, ValueError, KeyError):
            missing += 1
            continue
        except OSError:
            unreadable += 1
            continue
        shown = printable_name(str(file))
        message = (
            f"the file {shown} is no longer the one that was imported: its pixels are the same, other parts "
            "of it (such as its description or packing) were changed"
            if _has_same_pixels(file, state)
            else f"the file {shown} is no longer the one that was imported"
        )
        yield Finding("broken", f"image {state['name']}", message)
    count = len(case.of("image"))
    if unreadable:
        message = f"{unreadable} of {count} files cannot be read: whether they were changed is not known"
        yield Finding("note", "images", message)
    if missing:
        yield Finding("note", "images", f"{missing} of {count} files are not where they were imported from")


def _has_same_pixels(file: Path, state: dict[str, Any]) -> bool:
    try:
        found = load_source_image(file, frame_index=int(state["frame_index"]))
    except (ImageInputError, KeyError, TypeError, ValueError):
        return False
    return found.identity.rgb_sha256 == str(state.get("rgb_sha256"))
