"""Hashing a file that somebody else named: a plain file, whatever its size, and nothing that never ends."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path


def require_plain_file(path: Path) -> int:
    """The size of a plain file in bytes.

    A record may come from anywhere and name a pipe, which keeps its reader waiting for ever, or a device,
    which has no end.

    Raises:
        OSError: there is none, or it is a folder, a device or a pipe.
    """
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "a device or a pipe", str(path))
    return status.st_size


def plain_file_sha256(path: Path) -> str:
    """SHA-256 of a plain file as hex digits, read piece by piece.

    Raises:
        OSError: it cannot be read, or is no plain file.
    """
    require_plain_file(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
