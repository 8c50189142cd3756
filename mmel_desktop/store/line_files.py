"""Files that only grow, line by line: what is in them stays readable whatever happens to the last line."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from mmel_desktop.core.plain_files import require_plain_file

MOST_BYTES = 64 * 1024 * 1024
"""More than any session leaves; such a file may come with a session from anywhere."""


def read_lines(file: Path) -> list[bytes]:
    """The lines of a file; none when there is no such file.

    Raises:
        OSError: it is there, or may be, and cannot be read, is no plain file, or far too large.
    """
    try:
        if require_plain_file(file) > MOST_BYTES:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(file))
        return file.read_bytes().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []


def inherit_access(file: Path, owner: Path) -> None:
    """Let whoever may write one file write another that belongs to it, too.

    In a folder shared by a team the session may be everybody's; a lock or anchors that only the first of them
    may write would make it read-only for the others.
    """
    with suppress(OSError):  # another's file, or a file system without permissions
        file.chmod(stat.S_IMODE(owner.stat().st_mode) & 0o666 | stat.S_IRUSR | stat.S_IWUSR)


def append_line(file: Path, line: bytes) -> None:
    """Append one line and wait until it is on the disk; the file is made when missing, its folder is not.

    Raises:
        OSError: it could not be written; the file is as it was.
    """
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    size = os.fstat(descriptor).st_size
    try:
        # A line cut off by a crash must not swallow the next one.
        needs_newline = size > 0 and not file.read_bytes().endswith(b"\n")
        whole = (b"\n" if needs_newline else b"") + line + b"\n"
        if os.write(descriptor, whole) < len(whole):  # on a full disk less is written than was asked for
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(descriptor)
    except OSError:
        with suppress(OSError):
            os.ftruncate(descriptor, size)
            if size == 0:
                file.unlink()
        raise
    finally:
        os.close(descriptor)
