"""The font of words in pictures that scripts draw."""

from __future__ import annotations

from typing import Literal

from PIL import ImageFont

from mmel_desktop.resource_files import resource_path


def picture_font(weight: Literal["Regular", "Bold"], size_px: int) -> ImageFont.FreeTypeFont:
    """Noto Sans as it ships with the program.

    Raises:
        MissingResourceError: the distribution is incomplete.
    """
    return ImageFont.truetype(str(resource_path("fonts", f"NotoSans-{weight}.ttf")), size_px)
