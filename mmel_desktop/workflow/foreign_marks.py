"""Annotations as found in a file of another program, before anything of them is believed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mmel_desktop.core.bounded_file import read_bounded
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import BadInputError
from mmel_desktop.workflow.drawn_shapes import DrawnShape

MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True)
class ImageHint:
    """What a file says about an image; empty and 0 where it says nothing.

    Attributes:
        file_name: name, perhaps with folders.
        width_px, height_px: its size.
        file_sha256, rgb_sha256: its hashes, in files of this program.
        stem_only: True when ``file_name`` is the name of the annotation file without its suffix.
    """

    file_name: str = ""
    width_px: int = 0
    height_px: int = 0
    file_sha256: str = ""
    rgb_sha256: str = ""
    stem_only: bool = False


@dataclass(frozen=True)
class ForeignMark:
    """One annotation of a file.

    Attributes:
        name: how to speak of it, e.g. ``annotation 17``.
        image: where it lies; None when the file does not say.
        shapes: what is drawn: several when it falls into pieces.
        label: category or class, as the file names it.
        stated: the fields this program wrote, not yet checked.
        problem: why it cannot be used; empty when it can.
    """

    name: str
    image: ImageHint | None
    shapes: tuple[DrawnShape, ...]
    label: str = ""
    stated: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""


def read_json(path: Path) -> tuple[Any, bytes]:
    """A JSON document and its bytes.

    Raises:
        BadInputError: it cannot be read, is too large, or is no JSON (NaN and infinity are not).
    """
    shown = printable_name(path.name)
    data = read_bounded(
        path,
        MOST_BYTES,
        subject=repr(shown),
        expected="a COCO or GeoJSON file",
        if_too_large="split it into several files",
    )
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant), data
    except RecursionError as error:
        raise _no_json(shown, "lists nested too deeply") from error
    except ValueError as error:
        raise _no_json(shown, str(error)) from error


def hint_of(entry: Mapping[str, Any], stated: Any) -> ImageHint:
    """What an image's entry and this program's own part of it say."""
    own = stated if isinstance(stated, Mapping) else {}
    return ImageHint(
        file_name=_text(entry.get("file_name")),
        width_px=_count(entry.get("width")),
        height_px=_count(entry.get("height")),
        file_sha256=_text(own.get("file_sha256")),
        rgb_sha256=_text(own.get("rgb_sha256")),
    )


def mapping_of(value: Any) -> Mapping[str, Any]:
    """The value if it is a JSON object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _count(value: Any) -> int:
    return value if type(value) is int and value > 0 else 0


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _no_json(shown: str, found: str) -> BadInputError:
    return BadInputError(
        f"{shown!r} is no JSON file",
        found=found,
        expected="a COCO or GeoJSON document",
        action="export it again from its program",
    )
