"""Reading an image of a session again: the file that was imported, or what became of it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from mmel_desktop.core.case import ImageRecord
from mmel_desktop.core.source_image import SourceImage, load_source_image, printable_name
from mmel_desktop.errors import ImageInputError


def is_missing(record: ImageRecord) -> bool:
    """Whether nothing readable lies where the image's file was last."""
    return not os.access(record.path, os.R_OK)


def read_unchanged(record: ImageRecord) -> SourceImage:
    """Decode an image of the session again and make sure it is still the one that was imported.

    Raises:
        ImageInputError: the file vanished, cannot be decoded, or differs from what was imported.
    """
    name = record.identity.name
    if not os.path.lexists(record.path):  # a file that may not be read says so by itself
        raise ImageInputError(
            f"image {name!r} is not where it was",
            found=f"no file at {printable_name(record.path)!r}",
            expected="the file that was imported",
            action="put it back, or say where it is now: File › Find moved images…",
        )
    source = load_source_image(Path(record.path), frame_index=record.frame_index)
    if source.identity.rgb_sha256 != record.identity.rgb_sha256:
        raise ImageInputError(
            f"image {name!r} changed since it was imported",
            found=f"pixels with SHA-256 {source.identity.rgb_sha256[:16]}…",
            expected=f"{record.identity.rgb_sha256[:16]}…",
            action="restore the original file, or import the changed one as a new image",
        )
    # A file that was renamed on its way is still the image of that name in this session.
    return (
        source
        if source.identity.name == name
        else replace(source, identity=replace(source.identity, name=name))
    )
