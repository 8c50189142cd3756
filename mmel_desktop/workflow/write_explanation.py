"""Write one explanation as files a person and a program can read: document, arrays, pictures."""

from __future__ import annotations

import io
import json
import re
import tempfile
from pathlib import Path

import numpy as np

from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.explanation_document import to_document
from mmel_desktop.core.source_image import SourceImage, printable_name
from mmel_desktop.errors import BadInputError
from mmel_desktop.workflow.overlay_picture import draw_overlay

DOCUMENT_NAME = "explanation.json"
MAPS_NAME = "maps.npz"
MAP_KEYS = ("heatmap", "signed", "layers", "levels", "region_labels", "cell_colours")
_OVERLAY_PATTERN = re.compile(r"overlay_(\d+)\.png")


def write_explanation(explanation: Explanation, source_image: SourceImage, out_dir: Path) -> tuple[Path, ...]:
    """Write ``maps.npz``, ``overlay_<prompt index>.png`` and ``explanation.json`` into a directory.

    The document is written last and in one step: where it stands, everything it names stands too. Files of an
    earlier explanation in the same directory are replaced; overlays of prompts it had in excess are removed.

    Args:
        explanation: what to write.
        source_image: the image it was made from; its pixels stand under the overlays.
        out_dir: created when missing.

    Returns:
        The files written: the document first, then the maps, then the overlays by prompt.

    Raises:
        BadInputError: the directory or a file in it cannot be written.
        ValueError: the image is not the one that was explained.
    """
    arrays = explanation.arrays()
    document = out_dir / DOCUMENT_NAME
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        document.unlink(missing_ok=True)
        maps = out_dir / MAPS_NAME
        packed = io.BytesIO()
        kept = {key: arrays[key] for key in MAP_KEYS if key in arrays}
        np.savez_compressed(packed, allow_pickle=False, **kept)
        _replace_file(maps, packed.getvalue())
        overlays = []
        for index in range(len(explanation.prompts)):
            picture = io.BytesIO()
            draw_overlay(explanation, source_image, index).save(picture, format="PNG")
            overlays.append(out_dir / f"overlay_{index}.png")
            _replace_file(overlays[-1], picture.getvalue())
        _remove_excess_overlays(out_dir, len(overlays))
        text = json.dumps(to_document(explanation), indent=2, ensure_ascii=False, allow_nan=False)
        _replace_file(document, (text + "\n").encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise _cannot_write(
            f"the explanation of {explanation.provenance.image.name!r}", out_dir, error
        ) from error
    return (document, maps, *overlays)


def make_out_directory(out_dir: Path) -> None:
    """Make sure that results can be written below a directory, before anything is computed for it.

    Args:
        out_dir: created when missing.

    Raises:
        BadInputError: it cannot be made, or nothing can be written into it.
    """
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out_dir):
            pass
    except OSError as error:
        raise _cannot_write("results", out_dir, error) from error


def _cannot_write(what: str, out_dir: Path, error: OSError) -> BadInputError:
    place = printable_name(str(error.filename or out_dir))
    return BadInputError(
        f"cannot write {what}",
        found=f"{error.strerror or type(error).__name__} at {place!r}",
        expected="a directory that can be written",
        action="choose another output directory",
    )


class ResultDirectories:
    """Gives every image its own directory ``<stem>`` below one output directory, never another image's.

    Two inputs named alike get ``x`` and ``x-2``. A directory that already holds this very image's explanation
    (same name, same file hash) is used again, one that holds another image's is left alone.
    """

    def __init__(self, out_dir: Path) -> None:
        self._out_dir = out_dir
        self._taken: set[str] = set()

    def directory_for(self, source_image: SourceImage, stem: str) -> Path:
        """Choose the directory of one more image; it is not created.

        Args:
            source_image: the image whose explanation will be written there.
            stem: its file name without suffix.
        """
        number = 1
        while True:
            name = stem if number == 1 else f"{stem}-{number}"
            directory = self._out_dir / name
            # Folded, because file systems that ignore case would let `A.png` overwrite `a.png`.
            if name.casefold() not in self._taken and _is_free_for(directory, source_image):
                self._taken.add(name.casefold())
                return directory
            number += 1


def _is_free_for(directory: Path, source_image: SourceImage) -> bool:
    """True when the directory holds no explanation, or this image's."""
    document = directory / DOCUMENT_NAME
    try:
        if not document.is_file():
            return True
    except OSError:  # where nothing may be looked at nothing can be written; that error says more
        return True
    try:
        image = json.loads(document.read_text(encoding="utf-8"))["image"]
        holder = (image["name"], image["file_sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(holder == (source_image.identity.name, source_image.identity.file_sha256))


def _replace_file(path: Path, content: bytes) -> None:
    """Write a file so that it is either the old or the new one, never half of it."""
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(content)
    partial.replace(path)


def _remove_excess_overlays(out_dir: Path, count: int) -> None:
    for file in out_dir.iterdir():
        match = _OVERLAY_PATTERN.fullmatch(file.name)
        if match and int(match.group(1)) >= count:
            file.unlink()
