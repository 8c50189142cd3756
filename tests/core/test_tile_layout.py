"""Windows of a patch grid: where they lie, what they weigh, which pixels they see."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from mmel_desktop.core.coordinates import GridGeometry, TileLayout


def test_windows_by_hand() -> None:
    """Six rows and ten columns under windows of four: two starts and three."""
    layout = TileLayout.covering((6, 10), (4, 4))
    assert layout.origins == ((0, 0), (0, 3), (0, 6), (2, 0), (2, 3), (2, 6))
    assert layout.cells(4).tolist() == [23, 24, 25, 26, 33, 34, 35, 36, 43, 44, 45, 46, 53, 54, 55, 56]


def test_one_window_where_the_grid_is_no_larger() -> None:
    """A grid of a window's size is seen once."""
    assert TileLayout.covering((4, 4), (4, 4)).origins == ((0, 0),)


@pytest.mark.parametrize("grid_hw", [(4, 5), (7, 7), (8, 13), (16, 9), (31, 40)])
def test_every_patch_is_seen_and_neighbours_overlap(grid_hw: tuple[int, int]) -> None:
    """No patch is left out, and windows side by side share at least a quarter of their length."""
    layout = TileLayout.covering(grid_hw, (4, 4))
    seen = np.concatenate([layout.cells(index) for index in range(len(layout.origins))])
    assert set(seen.tolist()) == set(range(grid_hw[0] * grid_hw[1]))
    for axis in (0, 1):
        starts = sorted({origin[axis] for origin in layout.origins})
        assert all(later - earlier <= 3 for earlier, later in pairwise(starts))


def test_weights_fall_towards_the_border_and_are_never_zero() -> None:
    """A window of four by two, by hand."""
    layout = TileLayout((4, 2), (4, 2), ((0, 0),))
    assert layout.window().reshape(4, 2).tolist() == [[0.5, 0.5], [1.0, 1.0], [1.0, 1.0], [0.5, 0.5]]


def test_a_windows_rectangle_in_pixels() -> None:
    """An image of 200 × 120 pixels under six rows and ten columns: patches of 20 × 20 pixels."""
    geometry = GridGeometry((120, 200), (0.0, 0.0, 200.0, 120.0), (6, 10))
    layout = TileLayout.covering((6, 10), (4, 4))
    assert layout.box_xyxy_px(geometry, 0) == (0.0, 0.0, 80.0, 80.0)
    assert layout.box_xyxy_px(geometry, 5) == (120.0, 40.0, 200.0, 120.0)


def test_a_grid_smaller_than_a_window_is_refused() -> None:
    """There would be nothing to show the model."""
    with pytest.raises(ValueError, match="does not fit"):
        TileLayout.covering((3, 8), (4, 4))
