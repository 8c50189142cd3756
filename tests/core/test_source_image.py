"""Every image is decoded the same way everywhere, what was done is named, and bad files are refused."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mmel_desktop.core.source_image import (
    ImageLimits,
    decode_source_image,
    find_image_files,
    load_source_image,
    printable_name,
)
from mmel_desktop.errors import ImageInputError
from tests.ordinary_user import folder_of_an_ordinary_user, needs_permissions


def _png(array: np.ndarray, mode: str | None = None) -> bytes:
    buffer = io.BytesIO()
    image = Image.fromarray(array)
    (image.convert(mode) if mode else image).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def corner() -> np.ndarray:
    """uint8 (20, 30, 3), black with one red corner at the top left."""
    rgb = np.zeros((20, 30, 3), np.uint8)
    rgb[:5, :5] = (255, 0, 0)
    return rgb


@pytest.mark.parametrize(
    ("orientation", "red_at_yx", "size_hw"),
    [(1, (0, 0), (20, 30)), (3, (-1, -1), (20, 30)), (6, (0, -1), (30, 20)), (8, (-1, 0), (30, 20))],
)
def test_exif_orientation_is_applied(
    orientation: int, red_at_yx: tuple[int, int], size_hw: tuple[int, int], corner: np.ndarray, tmp_path: Path
) -> None:
    """The red corner lands where a viewer would show it, and the turn is recorded."""
    image = Image.fromarray(corner)
    exif = image.getexif()
    exif[0x0112] = orientation
    file = tmp_path / "turned.png"
    image.save(file, exif=exif)
    source = load_source_image(file)
    assert source.rgb.shape[:2] == size_hw
    assert source.rgb[red_at_yx].tolist() == [255, 0, 0]
    assert source.exif_orientation == orientation
    assert bool(source.conversions) == (orientation != 1)


def test_float_pixels_that_are_no_numbers_are_black_and_warn_of_nothing() -> None:
    """Signalling NaNs, of which numpy warns where they are widened, and infinities."""
    signalling_nan = np.array([0x7FA00000], np.uint32).view(np.float32)[0]
    values = np.array([[signalling_nan, 1.0], [2.0, np.inf]], np.float32)
    buffer = io.BytesIO()
    Image.fromarray(values).save(buffer, "TIFF")
    source = decode_source_image(buffer.getvalue(), "float.tif")
    assert source.rgb[..., 0].tolist() == [[0, 0], [255, 0]]
    assert "values 1 to 2 rescaled" in source.conversions[0]


def test_sixteen_bit_values_are_rescaled_not_saturated() -> None:
    """A ramp from 0 to 4000 keeps its middle; Pillow's own conversion would clip everything above 255."""
    ramp = np.linspace(0, 4000, 64).astype(np.uint16).reshape(8, 8)
    source = decode_source_image(_png(ramp), "deep.png")
    assert source.rgb[0, 0, 0] == 0
    assert source.rgb[-1, -1, 0] == 255
    assert 120 <= int(source.rgb[4, 0, 0]) <= 135
    assert "values 0 to 4000 rescaled" in source.conversions[0]


def test_transparency_is_laid_on_white() -> None:
    """Hidden colour under full transparency does not show."""
    rgba = np.zeros((4, 4, 4), np.uint8)
    rgba[..., 0] = 255
    source = decode_source_image(_png(rgba), "clear.png")
    assert (source.rgb == 255).all()
    assert "laid on white" in source.conversions[0]


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1"])
def test_other_modes_become_rgb(mode: str, corner: np.ndarray) -> None:
    """Grey, palette, CMYK and bilevel images are converted, and that is said."""
    buffer = io.BytesIO()
    Image.fromarray(corner).convert(mode).save(buffer, "TIFF")
    source = decode_source_image(buffer.getvalue(), "image.tif")
    assert source.rgb.shape == (20, 30, 3)
    assert any(mode in step for step in source.conversions)


def test_one_frame_of_many_is_chosen_and_recorded() -> None:
    """An animation gives the frame asked for."""
    frames = [Image.fromarray(np.full((6, 6), value, np.uint8)) for value in (10, 200)]
    buffer = io.BytesIO()
    frames[0].save(buffer, "TIFF", save_all=True, append_images=frames[1:])
    source = decode_source_image(buffer.getvalue(), "pages.tif", frame_index=1)
    assert int(source.rgb[0, 0, 0]) == 200
    assert source.conversions[0] == "frame 1 of 2 taken".replace("1", "2", 1)
    with pytest.raises(ImageInputError, match="no frame 3"):
        decode_source_image(buffer.getvalue(), "pages.tif", frame_index=2)


def test_hashes_tell_file_and_pixels_apart(corner: np.ndarray) -> None:
    """The same pixels in two files share the pixel hash, not the file hash."""
    png = decode_source_image(_png(corner), "a.png")
    buffer = io.BytesIO()
    Image.fromarray(corner).save(buffer, "BMP")
    bmp = decode_source_image(buffer.getvalue(), "a.bmp")
    assert png.identity.rgb_sha256 == bmp.identity.rgb_sha256
    assert png.identity.file_sha256 != bmp.identity.file_sha256


def test_pixels_cannot_be_changed(corner: np.ndarray) -> None:
    """The decoded array is read-only: what was hashed is what is explained."""
    source = decode_source_image(_png(corner), "a.png")
    with pytest.raises(ValueError, match="read-only"):
        source.rgb[0, 0, 0] = 1


@pytest.mark.parametrize("keep", [0, 7, 60, 0.5, 0.9])
def test_truncated_files_are_refused_by_name(keep: float, corner: np.ndarray) -> None:
    """Whatever is cut off, the error names the file and says what to do."""
    noisy = np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    data = _png(noisy)
    cut = data[: int(keep if keep >= 1 or keep == 0 else keep * len(data))]
    with pytest.raises(ImageInputError, match=r"'cut\.png'.*(copy it again|convert it)"):
        decode_source_image(cut, "cut.png")


def test_text_is_not_an_image() -> None:
    """A text file lists the formats that would do."""
    with pytest.raises(ImageInputError, match=r"not in a supported format.*PNG, JPEG"):
        decode_source_image(b"hello, this is text", "note.png")


def test_limits_are_held(corner: np.ndarray, tmp_path: Path) -> None:
    """Side, pixel and byte limits refuse before decoding."""
    data = _png(corner)
    with pytest.raises(ImageInputError, match="30 × 20 pixels"):
        decode_source_image(data, "a.png", limits=ImageLimits(side_px=25))
    file = tmp_path / "a.png"
    file.write_bytes(data)
    with pytest.raises(ImageInputError, match="too large"):
        load_source_image(file, limits=ImageLimits(file_bytes=10))


def test_the_limit_on_pixels_is_ours_and_not_the_decoders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pillow warns from a smaller image on and refuses one twice as large; the text names our limit."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 40)
    limits = ImageLimits(pixels=70)
    for side_px, refused in ((8, False), (9, True)):
        file = tmp_path / f"{side_px}.png"
        Image.new("RGB", (side_px, side_px)).save(file)
        if refused:
            with pytest.raises(ImageInputError, match="claims too many pixels; found more than 70 pixels"):
                load_source_image(file, limits=limits)
        else:
            assert load_source_image(file, limits=limits).rgb.shape == (8, 8, 3)


def test_missing_files_and_empty_folders_are_named(tmp_path: Path) -> None:
    """Folders are searched in natural order; what cannot be used is told, the rest goes on."""
    for name in ("b.png", "a.PNG", "note.txt", ".hidden.png"):
        (tmp_path / name).write_bytes(b"x")
    empty = tmp_path / "empty"
    empty.mkdir()
    files, errors = find_image_files([tmp_path, empty, tmp_path / "gone.png"])
    assert {file.name for file in files} == {"a.PNG", "b.png"}
    assert [error.what.split(" ")[0] for error in errors] == ["folder", "no"]


def test_names_that_are_not_utf8_survive() -> None:
    """A byte that is no UTF-8 is shown escaped."""
    assert printable_name("caf\udce9.png") == "caf\\udce9.png" or "\\x" in printable_name("caf\udce9.png")


@needs_permissions
def test_folders_that_cannot_be_read_are_named_and_the_others_are_searched() -> None:
    """A review must not leave out images of a closed folder without a word."""
    with folder_of_an_ordinary_user() as folder:
        for name in ("closed", "listed", "open"):
            (folder / name).mkdir()
            (folder / name / "a.png").write_bytes(b"x")
        (folder / "closed").chmod(0)
        (folder / "listed").chmod(0o400)
        files, errors = find_image_files([folder, folder / "closed" / "a.png"])

    assert files == [folder / "open" / "a.png"]
    assert [error.found for error in errors] == ["Permission denied"] * 3
    assert str(folder / "closed") in errors[0].what
    assert str(folder / "listed") in errors[1].what
    assert str(folder / "closed" / "a.png") in errors[2].what


def test_the_half_image_has_the_mean_of_each_four_pixels(tmp_path: Path) -> None:
    """An odd last column stands for itself."""
    rgb = np.random.default_rng(5).integers(0, 256, (4, 5, 3), np.uint8)
    Image.fromarray(rgb).save(tmp_path / "odd.png")
    half = load_source_image(tmp_path / "odd.png").half_rgb
    assert half.shape == (2, 3, 3)
    assert not half.flags.writeable
    means = rgb[:, :4].reshape(2, 2, 2, 2, 3).mean(axis=(1, 3))
    np.testing.assert_allclose(half[:, :2].astype(float), means, atol=0.51)
    np.testing.assert_allclose(half[:, 2].astype(float), rgb[:, 4].reshape(2, 2, 3).mean(axis=1), atol=0.51)
