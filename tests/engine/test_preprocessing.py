"""The grid's rectangle is where the model's pixels really come from."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from mmel_desktop.engine.preprocessing import Preprocessor, perturbed, shuffled_patches
from mmel_desktop.errors import BadInputError

PLAIN = {"mean": (0.0, 0.0, 0.0), "std": (1.0, 1.0, 1.0), "interpolation": "bicubic"}


@pytest.mark.parametrize("size_hw", [(100, 100), (90, 160), (161, 97), (33, 34), (480, 641)])
@pytest.mark.parametrize("resize_mode", ["shortest", "squash", "longest"])
def test_pixels_come_from_the_rectangle(size_hw: tuple[int, int], resize_mode: str) -> None:
    """In an image whose red and green are its x and y, the input shows the coordinates of the rectangle."""
    height, width = size_hw
    y, x = np.mgrid[0:height, 0:width]
    rgb = np.stack([x * 255 / (width - 1), y * 255 / (height - 1), np.zeros_like(x)], axis=-1).astype(
        np.uint8
    )
    preprocessor = Preprocessor({**PLAIN, "size": 64, "resize_mode": resize_mode}, (8, 8))
    prepared = preprocessor.prepare(rgb)
    x0, y0, x1, y1 = prepared.geometry.box_xyxy_px
    red, green = prepared.pixels[0, 0].numpy() * (width - 1), prepared.pixels[0, 1].numpy() * (height - 1)
    for row in (20, 32, 44):
        for column in (20, 32, 44):
            expected_x = x0 + (column + 0.5) * (x1 - x0) / 64 - 0.5
            expected_y = y0 + (row + 0.5) * (y1 - y0) / 64 - 0.5
            tolerance = 0.75 * max((x1 - x0) / 64, (y1 - y0) / 64, 1.0) + max(width, height) / 255
            assert red[row, column] == pytest.approx(expected_x, abs=tolerance)
            assert green[row, column] == pytest.approx(expected_y, abs=tolerance)


def test_wide_image_is_cropped_and_says_so() -> None:
    """Centre cropping leaves the sides of a wide image unseen."""
    preprocessor = Preprocessor({**PLAIN, "size": 64}, (8, 8))
    geometry = preprocessor.prepare(np.zeros((100, 200, 3), np.uint8)).geometry
    assert geometry.box_xyxy_px == (50.0, 0.0, 150.0, 100.0)
    assert not geometry.sees_whole_image


def test_unknown_view_is_refused() -> None:
    """The error names the view."""
    preprocessor = Preprocessor({**PLAIN, "size": 64}, (8, 8))
    with pytest.raises(BadInputError, match="view 'sideways'"):
        preprocessor.prepare(np.zeros((10, 10, 3), np.uint8), "sideways")


def test_perturbation_shifts_and_adds_noise() -> None:
    """Without noise it is a pure shift; with it, the seed decides."""
    pixels = torch.arange(48.0).reshape(1, 3, 4, 4)
    shifted = perturbed(pixels, noise_level=0.0, shift_px=1, seed=0)
    assert torch.equal(shifted[..., 1:, 1:], pixels[..., :-1, :-1])
    assert torch.equal(
        perturbed(pixels, noise_level=0.1, shift_px=1, seed=3),
        perturbed(pixels, noise_level=0.1, shift_px=1, seed=3),
    )


def test_shuffling_moves_whole_patches_and_leaves_the_rest() -> None:
    """Every 2 × 3 patch is found again somewhere; the last row and column lie in no patch and stay."""
    pixels = torch.arange(3 * 5 * 7, dtype=torch.float32).reshape(1, 3, 5, 7)
    mixed = shuffled_patches(pixels, (2, 3), seed=1)
    corners = [(row, column) for row in (0, 2) for column in (0, 3)]

    def patches(image: torch.Tensor) -> set[tuple[float, ...]]:
        return {tuple(image[0, :, y : y + 2, x : x + 3].flatten().tolist()) for y, x in corners}

    assert patches(mixed) == patches(pixels)
    assert not torch.equal(mixed, pixels)
    assert torch.equal(mixed[..., 4, :], pixels[..., 4, :])
    assert torch.equal(mixed[..., 6], pixels[..., 6])
    assert torch.equal(mixed, shuffled_patches(pixels, (2, 3), seed=1))
