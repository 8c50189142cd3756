"""Image pixels and the patch grid map onto each other exactly, both ways."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmel_desktop.core.coordinates import GridGeometry

CROPPED = GridGeometry((100, 200), (50.0, 0.0, 150.0, 100.0), (10, 10))


@given(
    x=st.floats(-500, 500),
    y=st.floats(-500, 500),
    left=st.floats(-50, 50),
    size=st.floats(1, 900),
    rows=st.integers(1, 40),
    columns=st.integers(1, 40),
)
def test_pixels_survive_the_round_trip(
    x: float, y: float, left: float, size: float, rows: int, columns: int
) -> None:
    """grid_to_pixels(pixels_to_grid(p)) is p."""
    geometry = GridGeometry((1000, 1000), (left, 3.0, left + size, 3.0 + size), (rows, columns))
    there = geometry.pixels_to_grid(np.array([x, y]))
    assert np.allclose(geometry.grid_to_pixels(there), [x, y], atol=1e-6)


def test_every_patch_holds_its_own_centre() -> None:
    """The patch under a patch's centre is that patch."""
    for row in range(10):
        for column in range(10):
            x0, y0, x1, y1 = CROPPED.patch_box_xyxy_px(row, column)
            assert CROPPED.patch_at((x0 + x1) / 2, (y0 + y1) / 2) == (row, column)


def test_points_outside_the_crop_have_no_patch() -> None:
    """Where the model never looked there is no patch."""
    assert CROPPED.patch_at(49.9, 50) is None
    assert CROPPED.patch_at(150.0, 50) is None
    assert CROPPED.patch_at(50.0, 0.0) == (0, 0)


def test_sampled_map_is_nan_where_the_model_never_saw() -> None:
    """The sides of a centre-cropped image are NaN, the middle is the map."""
    sampled = CROPPED.sample_map(np.full((10, 10), 0.25, np.float32))
    assert np.isnan(sampled[:, :50]).all()
    assert np.isnan(sampled[:, 150:]).all()
    assert np.allclose(sampled[:, 50:150], 0.25)
    assert not CROPPED.sees_whole_image


def test_sampled_map_keeps_a_linear_ramp() -> None:
    """Bilinear sampling of a ramp is the ramp between the outer patch centres."""
    geometry = GridGeometry((80, 80), (0.0, 0.0, 80.0, 80.0), (8, 8))
    ramp = np.tile(np.arange(8, dtype=np.float32), (8, 1))
    sampled = geometry.sample_map(ramp)
    expected = (np.arange(80) + 0.5) / 10 - 0.5
    assert np.allclose(sampled[40, 5:75], expected[5:75], atol=1e-5)
    assert geometry.sees_whole_image


@pytest.mark.parametrize("degree", [1.0, 2.0, 3.0, 6.0, 2.5])
def test_patch_centres_keep_their_values_whatever_the_degree(degree: float) -> None:
    """Both signs; an odd number of pixels per patch puts a pixel on every centre."""
    geometry = GridGeometry((12, 12), (0, 0, 12, 12), (4, 4))
    grid = np.random.default_rng(5).normal(size=(4, 4)).astype(np.float32)
    np.testing.assert_allclose(geometry.sample_map(grid, degree=degree)[1::3, 1::3], grid, rtol=1e-4)


def test_between_patches_the_root_is_interpolated() -> None:
    """By hand, in cube roots: a quarter of the way from 1 to 8 lies 1.25³; signs do not cancel each other."""
    geometry = GridGeometry((2, 6), (0, 0, 6, 2), (1, 3))
    grid = np.array([[1.0, 8.0, -8.0]], np.float32)
    expected = [1.0, 1.25**3, 1.75**3, 1.5**3 - 0.5**3, 0.5**3 - 1.5**3, -8.0]
    np.testing.assert_allclose(geometry.sample_map(grid, degree=3)[0], expected, rtol=1e-5)
    unseen = GridGeometry((2, 8), (0, 0, 6, 2), (1, 3)).sample_map(grid, degree=3)
    assert np.isnan(unseen[:, 7]).all()


def test_small_output_spans_the_whole_image() -> None:
    """Asking for a smaller picture changes the resolution, not the extent."""
    small = CROPPED.sample_map(np.ones((10, 10), np.float32), (10, 20))
    assert small.shape == (10, 20)
    assert np.isnan(small[:, :5]).all()
    assert (small[:, 5:15] == 1).all()


def test_empty_geometry_is_refused() -> None:
    """A rectangle without area is an error, not a division by zero later."""
    with pytest.raises(ValueError, match="empty geometry"):
        GridGeometry((10, 10), (5.0, 0.0, 5.0, 10.0), (2, 2))
