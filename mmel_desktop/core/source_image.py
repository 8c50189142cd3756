"""Decode an image file once, safely, and say everything that was done to it."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from mmel_desktop.core.bounded_file import read_bounded
from mmel_desktop.core.canonical import array_sha256, sha256_hex
from mmel_desktop.core.files_below import files_below
from mmel_desktop.core.identity import ImageIdentity
from mmel_desktop.core.read_only import read_only
from mmel_desktop.errors import ImageInputError

ACCEPTED_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF", "PPM")
IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".ppm", ".pgm")
ALPHA_BACKGROUND_RGB = (255, 255, 255)


@dataclass(frozen=True)
class ImageLimits:
    """Largest input accepted; a guard against decompression bombs.

    Attributes:
        file_bytes: size of the file.
        side_px: width or height.
        pixels: width × height.
        frames: frames or pages.
    """

    file_bytes: int = 512 * 1024 * 1024
    side_px: int = 20_000
    pixels: int = 120_000_000
    frames: int = 2_000


DEFAULT_LIMITS = ImageLimits()


@dataclass(frozen=True)
class SourceImage:
    """An image as the model and the reviewer will see it.

    Attributes:
        identity: name, both hashes, size after orientation.
        path: absolute path it was read from; empty when decoded from bytes.
        rgb: uint8 (height, width, 3), oriented, read-only.
        file_size_bytes: size of the file.
        detected_format: by content, e.g. ``PNG``.
        mode: Pillow mode before conversion, e.g. ``I;16``.
        exif_orientation: 1 when absent.
        frame_index, frame_count: which frame was taken of how many.
        conversions: what was done to get 8-bit RGB, in words; empty when nothing was.
    """

    identity: ImageIdentity
    path: str
    rgb: np.ndarray = field(repr=False, compare=False)
    file_size_bytes: int
    detected_format: str
    mode: str
    exif_orientation: int
    frame_index: int
    frame_count: int
    conversions: tuple[str, ...]

    @cached_property
    def half_rgb(self) -> np.ndarray:
        """Half as large, for small zooms: uint8 (height / 2, width / 2, 3), rounded up; means of fours."""
        return read_only(np.asarray(Image.fromarray(self.rgb).reduce(2)))


def load_source_image(
    path: str | Path, *, frame_index: int = 0, limits: ImageLimits = DEFAULT_LIMITS
) -> SourceImage:
    """Read and decode an image file.

    Raises:
        ImageInputError: the file is missing, unreadable, too large, of an unsupported format, or damaged.
    """
    file = Path(path)
    shown = printable_name(file.name)
    data = read_bounded(
        file,
        limits.file_bytes,
        subject=f"image {shown!r}",
        expected="a readable file",
        if_too_large="make a smaller copy and import that",
        error=ImageInputError,
    )
    return decode_source_image(data, shown, path=str(file.absolute()), frame_index=frame_index, limits=limits)


def printable_start(data: bytes) -> str:
    """The first bytes of a file as a message shows them, in quotes: ``'%PDF-1.7'``."""
    return repr(data[:8]).removeprefix("b")


def decode_source_image(
    data: bytes,
    name: str,
    *,
    path: str = "",
    frame_index: int = 0,
    limits: ImageLimits = DEFAULT_LIMITS,
) -> SourceImage:
    """Decode image bytes to oriented 8-bit RGB.

    16-bit and float images are rescaled by their own smallest and largest value (Pillow's conversion would
    saturate); transparency is laid on white; every such step is named in ``conversions``.

    Raises:
        ImageInputError: as for :func:`load_source_image`.
    """
    if not data:
        raise ImageInputError(
            f"image {name!r} is empty", found="0 bytes", expected="an image file", action="copy it again"
        )
    with _known_failures(data, name, limits), warnings.catch_warnings():
        # Our own limit is checked below; Pillow's warning begins at a smaller image than that.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        warnings.filterwarnings("ignore", category=UserWarning)
        with Image.open(io.BytesIO(data), formats=ACCEPTED_FORMATS) as opened:
            _check_size(opened, name, limits)
            frames = int(getattr(opened, "n_frames", 1))
            _check_frames(name, frames, frame_index, limits)
            if frame_index:
                opened.seek(frame_index)
                _check_size(opened, name, limits)
            opened.load()
            detected, mode = str(opened.format), opened.mode
            orientation = int(opened.getexif().get(0x0112, 1) or 1)
            rgb, conversions = _to_oriented_rgb(opened, orientation)
    if frames > 1:
        conversions = (f"frame {frame_index + 1} of {frames} taken", *conversions)
    rgb.setflags(write=False)
    identity = ImageIdentity(name, sha256_hex(data), array_sha256(rgb), rgb.shape[1], rgb.shape[0])
    return SourceImage(
        identity=identity,
        path=path,
        rgb=rgb,
        file_size_bytes=len(data),
        detected_format=detected,
        mode=mode,
        exif_orientation=orientation,
        frame_index=frame_index,
        frame_count=frames,
        conversions=conversions,
    )


@contextmanager
def _known_failures(data: bytes, name: str, limits: ImageLimits) -> Iterator[None]:
    """Say what is wrong with an image that Pillow cannot decode."""
    try:
        yield
    except ImageInputError:
        raise
    except UnidentifiedImageError as error:
        raise ImageInputError(
            f"image {name!r} is not in a supported format",
            found=f"content starting with {printable_start(data)}",
            expected=", ".join(ACCEPTED_FORMATS),
            action="convert it, e.g. to PNG",
        ) from error
    except Image.DecompressionBombError as error:
        raise ImageInputError(
            f"image {name!r} claims too many pixels",
            found=f"more than {limits.pixels:,} pixels",
            expected=f"at most {limits.pixels:,} pixels",
            action="make a smaller copy and import that",
        ) from error
    except MemoryError as error:
        raise ImageInputError(
            f"image {name!r} does not fit into memory",
            expected=f"at most {limits.pixels:,} pixels",
            action="make a smaller copy and import that",
        ) from error
    except Exception as error:  # Pillow's decoders raise almost anything on damaged input
        raise _damaged(name, error) from error


def oriented_rgb(picture: Image.Image, name: str, *, limits: ImageLimits = DEFAULT_LIMITS) -> np.ndarray:
    """The pixels of a picture that Pillow has opened or made, converted as those of a file are.

    Args:
        picture: of any mode; it is left as it is.
        name: how errors speak of it.
        limits: as for files.

    Returns:
        uint8 (height, width, 3), turned by its EXIF orientation, read-only.

    Raises:
        ImageInputError: too large, without pixels, or its file is damaged.
    """
    _check_size(picture, name, limits)
    try:
        rgb, _ = _to_oriented_rgb(picture, int(picture.getexif().get(0x0112, 1) or 1))
    except Exception as error:  # it may be read only now, and Pillow's decoders raise almost anything
        raise _damaged(name, error) from error
    rgb.setflags(write=False)
    return rgb


def find_image_files(paths: list[Path]) -> tuple[list[Path], list[ImageInputError]]:
    """Expand folders (not recursively into hidden ones) to image files, in a stable order.

    Returns:
        Files in natural order, and one error for each path that does not exist, holds no image, or cannot be
        read, wherever below a given folder it lies.
    """
    files: list[Path] = []
    errors: list[ImageInputError] = []
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where nothing may be looked at
            found, closed = files_below(path, lambda file: file.suffix.lower() in IMAGE_SUFFIXES)
            errors += [closed_place(error) for error in closed]
            if not found and not closed:
                errors.append(
                    ImageInputError(
                        f"folder {printable_name(str(path))!r} holds no images",
                        expected=f"files ending in {', '.join(IMAGE_SUFFIXES)}",
                        action="choose another folder",
                    )
                )
            files.extend(found)
            continue
        try:
            path.stat()
            files.append(path)
        except PermissionError as error:
            errors.append(closed_place(error))
        except OSError:
            errors.append(
                ImageInputError(
                    f"no such file: {printable_name(str(path))!r}",
                    expected="an image file or a folder",
                    action="check the path",
                )
            )
    return list(dict.fromkeys(files)), errors


def closed_place(error: OSError) -> ImageInputError:
    """What is told of a file or a folder, named by the error, that may not be read."""
    return ImageInputError(
        f"cannot read {printable_name(os.fsdecode(error.filename))!r}",
        found=error.strerror or type(error).__name__,
        expected="an image file or a folder",
        action="check the path and its permissions",
    )


def printable_name(name: str) -> str:
    r"""A file name that can be stored as UTF-8: bytes that are not UTF-8 become ``\xNN``."""
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # half of a character pair, as Windows allows in names and JSON in texts
        return name.encode("utf-8", "backslashreplace").decode()


def _damaged(name: str, error: Exception) -> ImageInputError:
    return ImageInputError(
        f"image {name!r} is damaged or truncated",
        found=f"{type(error).__name__}: {error}",
        expected="a complete image file",
        action="copy it again from its source",
    )


def _check_size(image: Image.Image, name: str, limits: ImageLimits) -> None:
    width, height = image.size
    if max(width, height) > limits.side_px or width * height > limits.pixels:
        raise ImageInputError(
            f"image {name!r} is too large",
            found=f"{width} × {height} pixels",
            expected=f"at most {limits.side_px:,} a side and {limits.pixels:,} in all",
            action="make a smaller copy and import that",
        )
    if min(width, height) < 1:
        raise ImageInputError(f"image {name!r} has no pixels", action="copy it again from its source")


def _check_frames(name: str, frames: int, frame_index: int, limits: ImageLimits) -> None:
    if frames > limits.frames:
        raise ImageInputError(
            f"image {name!r} has too many frames",
            found=f"{frames:,}",
            expected=f"at most {limits.frames:,}",
            action="extract the frame you need",
        )
    if not 0 <= frame_index < frames:
        raise ImageInputError(
            f"image {name!r} has no frame {frame_index + 1}",
            found=f"{frames} frame(s)",
            expected=f"a frame from 1 to {frames}",
            action="choose another frame",
        )


def _to_oriented_rgb(image: Image.Image, orientation: int) -> tuple[np.ndarray, tuple[str, ...]]:
    """Oriented uint8 (H, W, 3) and what was done to get there."""
    steps: list[str] = []
    frame: Image.Image = image.copy()
    if orientation != 1:
        frame = ImageOps.exif_transpose(image)
        steps.append(f"turned by its EXIF orientation {orientation}")
    if frame.mode.startswith(("I", "F")):
        frame = _rescale_deep(frame, steps)
    has_alpha = frame.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in frame.info
    if has_alpha:
        background = Image.new("RGBA", frame.size, (*ALPHA_BACKGROUND_RGB, 255))
        background.alpha_composite(frame.convert("RGBA"))
        steps.append(f"{frame.mode} transparency laid on white")
        frame = background.convert("RGB")
    elif frame.mode != "RGB":
        steps.append(f"{frame.mode} converted to RGB")
        frame = frame.convert("RGB")
    return np.array(frame, dtype=np.uint8), tuple(steps)


def _rescale_deep(frame: Image.Image, steps: list[str]) -> Image.Image:
    """Scale a 16-bit, 32-bit or float image to 8 bits by its own range; the range is recorded."""
    mode = frame.mode
    # A float image may hold signalling NaNs; numpy warns of them where they are widened.
    with np.errstate(invalid="ignore"):
        values = np.asarray(frame).astype(np.float64)
    finite = np.isfinite(values)
    if not finite.any():
        raise ValueError("no finite pixel value")
    low, high = float(values[finite].min()), float(values[finite].max())
    span = high - low if high > low else 1.0
    scaled = np.where(finite, (np.clip(values, low, high) - low) / span * 255.0, 0.0)
    steps.append(f"{mode} values {low:g} to {high:g} rescaled to 0 to 255")
    return Image.fromarray(np.round(scaled).astype(np.uint8), mode="L")
