"""Reading a file that somebody else chose: a plain file, whole, and never more than was agreed."""

from __future__ import annotations

from pathlib import Path

from mmel_desktop.errors import BadInputError


def read_bounded(
    path: Path,
    most_bytes: int,
    *,
    subject: str,
    expected: str,
    if_too_large: str,
    error: type[BadInputError] = BadInputError,
) -> bytes:
    """The content of a file.

    Devices and pipes, which have no end or keep their reader waiting, are refused; so is a file that grows
    beyond the limit while it is read.

    Args:
        path: the file.
        most_bytes: how large it may be.
        subject: what to call it in a message, e.g. ``image 'street.png'``.
        expected: what kind of file should be there.
        if_too_large: what to do about a file that is too large.
        error: raised.

    Raises:
        BadInputError: it is missing, unreadable, no plain file, or too large.
    """
    try:
        size = path.stat().st_size
        if path.exists() and not path.is_file():
            raise error(
                f"cannot read {subject}",
                found="a folder" if path.is_dir() else "a device or a pipe",
                expected=expected,
                action="choose a file",
            )
        data = b""
        if size <= most_bytes:
            with path.open("rb") as file:
                data = file.read(most_bytes + 1)
    except OSError as problem:
        raise error(
            f"cannot read {subject}",
            found=problem.strerror or type(problem).__name__,
            expected=expected,
            action="check the path and its permissions",
        ) from problem
    size = max(size, len(data))
    if size > most_bytes:
        raise error(
            f"{subject} is too large",
            found=f"{size:,} bytes",
            expected=f"at most {most_bytes:,} bytes",
            action=if_too_large,
        )
    return data
