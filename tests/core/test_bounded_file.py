"""Files that somebody else chose are read whole or refused in words, never without end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mmel_desktop.core.bounded_file import read_bounded
from mmel_desktop.errors import BadInputError, ImageInputError


def read(path: Path, most_bytes: int = 10) -> bytes:
    """As an image would be read."""
    return read_bounded(
        path,
        most_bytes,
        subject="image 'x'",
        expected="a readable file",
        if_too_large="make it smaller",
        error=ImageInputError,
    )


def test_a_file_of_the_limit_is_read_whole_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    """The message names size and limit."""
    path = tmp_path / "x"
    path.write_bytes(b"0123456789")
    assert read(path) == b"0123456789"
    path.write_bytes(b"0123456789a")
    with pytest.raises(ImageInputError, match=r"image 'x' is too large.*11 bytes.*at most 10 bytes.*smaller"):
        read(path)


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    """A folder, a missing file, and what never ends or never begins."""
    with pytest.raises(ImageInputError, match=r"cannot read image 'x'.*a folder"):
        read(tmp_path)
    with pytest.raises(ImageInputError, match=r"cannot read image 'x'.*No such file"):
        read(tmp_path / "missing")
    if os.name == "posix":
        os.mkfifo(tmp_path / "pipe")
        for path in (tmp_path / "pipe", Path("/dev/zero")):
            with pytest.raises(ImageInputError, match="a device or a pipe"):
                read(path)


def test_a_file_that_grows_meanwhile_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was measured is not believed."""
    path = tmp_path / "x"
    path.write_bytes(b"01234")
    small, stat = path.stat(), Path.stat
    path.write_bytes(b"0" * 20)
    monkeypatch.setattr(Path, "stat", lambda self, **kw: small if self == path else stat(self, **kw))
    with pytest.raises(BadInputError, match="at most 10 bytes"):
        read(path)
