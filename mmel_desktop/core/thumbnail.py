"""A small oriented picture of an image file, quickly: for galleries, never for inference or the record."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from mmel_desktop.core.source_image import ACCEPTED_FORMATS, DEFAULT_LIMITS, load_source_image
from mmel_desktop.errors import ImageInputError

_PLAIN_MODES = ("RGB", "L", "CMYK", "YCbCr")


def load_thumbnail(path: str | Path, side_px: int) -> np.ndarray:
    """Decode a file to a picture that fits into a square.

    Plain 8-bit files are read at reduced size where the format allows it; everything else (16-bit,
    transparent, palette) goes through :func:`load_source_image`, so that it shows what the model will see.

    Args:
        path: image file.
        side_px: largest width and height of the result.

    Returns:
        uint8 (height, width, 3).

    Raises:
        ImageInputError: the file is missing, too large, unsupported or damaged.
    """
    file = Path(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is our own
            with Image.open(file, formats=ACCEPTED_FORMATS) as opened:
                width, height = opened.size
                within_limits = width * height <= DEFAULT_LIMITS.pixels
                if within_limits and opened.mode in _PLAIN_MODES and "transparency" not in opened.info:
                    opened.draft("RGB", (side_px * 2, side_px * 2))
                    small = ImageOps.exif_transpose(opened)
                    small.thumbnail((side_px, side_px))
                    return np.asarray(small.convert("RGB"), dtype=np.uint8)
    except Exception as error:  # noqa: BLE001 - the full decoder below knows how to name what is wrong
        del error
    full = Image.fromarray(load_source_image(file).rgb)
    if min(full.size) < 1:
        raise ImageInputError(f"image {file.name!r} has no pixels", action="copy it again from its source")
    full.thumbnail((side_px, side_px))
    return np.asarray(full, dtype=np.uint8)
