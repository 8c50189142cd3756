from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mmel_desktop.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command left: exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        """The error lines."""
        return [line for line in self.err.splitlines() if line.startswith("error:")]


RunCommand = Callable[..., Ran]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> RunCommand:
    """Run a command in this process."""

    def run(*arguments: str | Path) -> Ran:
        code = main([str(argument) for argument in arguments])
        streams = capsys.readouterr()
        return Ran(code, streams.out, streams.err)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of real files, see :func:`write_images`."""
    return write_images(tmp_path / "images")


def write_images(images: Path) -> Path:
    """Write files of the kinds an analyst meets, one of them broken.

    All show the same 90 × 60 picture: ``turned.jpg`` is stored lying on its side (EXIF orientation 6),
    ``deep.png`` holds 16 bits a pixel, ``broken.png`` ends in the middle.
    """
    images.mkdir()
    y, x = np.mgrid[0:60, 0:90]
    upright = np.stack([x * 2, y * 4, (x + y)], axis=-1).astype(np.uint8)
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(np.rot90(upright).copy()).save(images / "turned.jpg", exif=exif, quality=95)
    Image.fromarray((x * 700).astype(np.uint16)).save(images / "deep.png")
    Image.fromarray(upright).save(images / "plain.png")
    whole = (images / "plain.png").read_bytes()
    (images / "broken.png").write_bytes(whole[: len(whole) // 2])
    return images
