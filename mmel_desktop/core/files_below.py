"""The files below a folder, in a stable order, and what cannot be looked into: no folder is passed over."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from mmel_desktop.core.natural_order import natural_order


def files_below(folder: Path, wanted: Callable[[Path], bool]) -> tuple[list[Path], list[OSError]]:
    """Files of a folder and of those in it; hidden ones and what lies in hidden folders are left out.

    Args:
        folder: where to look.
        wanted: says by its name whether a file counts.

    Returns:
        Plain files in natural order, and one error, with its file name, for each folder that cannot be read.
    """
    closed: list[OSError] = []
    found: list[Path] = []
    for name, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = [inner for inner in folders if not inner.startswith(".")]
        if not os.access(name, os.X_OK):  # names can be listed, but no file opened
            closed.append(PermissionError(errno.EACCES, os.strerror(errno.EACCES), name))
            folders.clear()
            continue
        candidates = (Path(name, file) for file in files if not file.startswith("."))
        found += [file for file in candidates if wanted(file) and file.is_file()]
    return sorted(found, key=lambda path: natural_order(str(path))), sorted(
        closed, key=lambda error: str(error.filename)
    )
