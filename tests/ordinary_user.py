"""Permissions mean nothing to the administrator, as whom tests often run: some must be tried as a nobody."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOBODY = 65534

needs_permissions = pytest.mark.skipif(
    sys.platform == "win32", reason="permissions of files are another matter on Windows"
)


@contextmanager
def folder_of_an_ordinary_user() -> Iterator[Path]:
    """A new folder; inside the block this process has only the rights of its owner.

    Everything that the block needs must be imported before: a nobody may not even be let to the libraries.
    """
    # Not pytest's own folder, into which only the one who runs the tests is let.
    folder = Path(tempfile.mkdtemp(prefix="ordinary-user-"))
    is_administrator = sys.platform != "win32" and os.geteuid() == 0
    try:
        if is_administrator:
            os.chown(folder, _NOBODY, _NOBODY)
            os.setresgid(_NOBODY, _NOBODY, 0)
            os.setresuid(_NOBODY, _NOBODY, 0)
        try:
            yield folder
        finally:
            if is_administrator:
                os.setresuid(0, 0, 0)
                os.setresgid(0, 0, 0)
    finally:
        for place, _, _ in os.walk(folder):
            Path(place).chmod(0o700)
        shutil.rmtree(folder)
