"""A map over its image: along edges where they are known, evenly where they are not."""

from __future__ import annotations

import numpy as np
import pytest

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.image_cells import cells_along_a_patch
from mmel_desktop.core.map_painting import ImageEdges, MapPainter

GEOMETRY = GridGeometry((48, 48), (0.0, 0.0, 48.0, 48.0), (6, 6))
"""Six by six patches of eight pixels: a cell is a pixel."""

EVEN = np.full((48, 48, 3), 90, np.uint8)


def painter_over(image: np.ndarray, *, degree: float = 1.0) -> MapPainter:
    """Follows the edges of an image."""
    return MapPainter(GEOMETRY, degree, ImageEdges(image, 32))


def disc(radius_px: float) -> tuple[np.ndarray, np.ndarray]:
    """An image of a bright disc in the middle, and where it is."""
    rows, columns = np.mgrid[:48, :48]
    inside = np.asarray(np.hypot(rows - 23.5, columns - 23.5) < radius_px)
    image = np.where(inside[..., None], 200, 60).repeat(3, axis=-1)
    return np.asarray(image, np.uint8), inside


def map_of(inside: np.ndarray) -> np.ndarray:
    """The share of each patch that lies inside."""
    return np.asarray(inside.reshape(6, 8, 6, 8).mean(axis=(1, 3)), np.float32)


@pytest.mark.parametrize("degree", [1.0, 6.0])
def test_the_map_of_an_object_fills_it_and_ends_at_its_edge(degree: float) -> None:
    """More of it lies on the object than evenly, and the step at the edge is sharper."""
    image, inside = disc(13)
    along = painter_over(image, degree=degree).paint(map_of(inside))
    evenly = MapPainter(GEOMETRY, degree).paint(map_of(inside))
    assert along[inside].sum() / along.sum() > evenly[inside].sum() / evenly.sum() + 0.05
    # Along the middle row the disc ends between columns 36 and 37.
    assert along[24, 35] - along[24, 38] > 1.5 * (evenly[24, 35] - evenly[24, 38])


@pytest.mark.parametrize("degree", [1.0, 6.0])
def test_without_edges_a_hot_patch_stays_where_it_is(degree: float) -> None:
    """In an even image it is painted about as interpolated, and does not wander over the whole of it."""
    alone = np.full((6, 6), 0.01, np.float32)
    alone[2, 3] = 1.0
    along, evenly = painter_over(EVEN, degree=degree).paint(alone), MapPainter(GEOMETRY, degree).paint(alone)
    top, left = np.unravel_index(along.argmax(), along.shape)
    assert 16 <= top < 24
    assert 24 <= left < 32
    assert (along > 0.5).sum() <= 64, "it fills no more than its patch"
    assert (along > 0.1).sum() < 1.5 * (evenly > 0.1).sum()
    assert along[44, 4] < 0.03


def test_every_patch_keeps_about_its_evidence() -> None:
    """Means of painted patches follow their values, in an image full of edges."""
    squares = np.random.default_rng(7).integers(0, 256, (12, 12, 3), np.uint8)
    image = squares.repeat(4, axis=0).repeat(4, axis=1)
    values = np.random.default_rng(8).random((6, 6), np.float32)
    painted = painter_over(image).paint(values).reshape(6, 8, 6, 8).mean(axis=(1, 3))
    assert np.corrcoef(painted.ravel(), values.ravel())[0, 1] > 0.95


def test_nothing_is_painted_stronger_than_the_patches_around_it() -> None:
    """A corner that takes all of its patch's evidence does not outshine the rest of the map."""
    image = np.full((48, 48, 3), 60, np.uint8)
    image[14:16, 22:24] = 220  # in the lower right corner of a patch
    image[24:] = 220
    values = np.full((6, 6), 0.001, np.float32)
    values[1, 2], values[3:] = 0.5, 1.0
    painted = painter_over(image).paint(values)
    assert painted[:12].max() <= 0.5 * 1.001
    assert np.median(painted[28:]) > 0.95


def test_whole_patches_show_each_value_as_it_is_and_nothing_finer() -> None:
    """The image and the degree do not matter; what was never seen stays empty."""
    geometry = GridGeometry((60, 80), (10.0, 0.0, 70.0, 60.0), (6, 6))
    values = np.random.default_rng(8).normal(size=(6, 6)).astype(np.float32)
    cells = np.random.default_rng(2).integers(0, 256, (48, 48, 3), np.uint8)
    painter = MapPainter(geometry, 6.0, ImageEdges(cells, 32))
    painted = painter.in_whole_patches(True).paint(values)
    np.testing.assert_array_equal(painted[:, 10:70], values.repeat(10, axis=0).repeat(10, axis=1))
    assert np.isnan(painted[:, :10]).all()
    assert np.isnan(painted[:, 70:]).all()
    half = painter.in_whole_patches(True).paint(values, (30, 40))
    np.testing.assert_array_equal(half[:, 5:35], values.repeat(5, axis=0).repeat(5, axis=1))
    assert painter.in_whole_patches(False) is painter


def test_a_constant_map_stays_constant_whatever_the_image() -> None:
    """Averages of equal values are that value: edges alone make no heat."""
    image = np.random.default_rng(1).integers(0, 256, (48, 48, 3), np.uint8)
    np.testing.assert_allclose(painter_over(image, degree=6.0).paint(np.full((6, 6), 0.4)), 0.4, rtol=1e-4)


def test_nothing_stays_nothing() -> None:
    """An empty map has no strongest place to scale by."""
    assert not painter_over(disc(13)[0], degree=6.0).paint(np.zeros((6, 6), np.float32)).any()


@pytest.mark.parametrize("degree", [1.0, 6.0])
def test_the_strongest_value_is_kept_on_both_sides_of_zero(degree: float) -> None:
    """The colour scale's ends mean the same as for the patches."""
    image, inside = disc(13)
    painter = painter_over(image, degree=degree)
    painted = painter.paint(map_of(inside))
    assert painted.max() == pytest.approx(1.0, rel=1e-3)
    np.testing.assert_allclose(painter.paint(-0.6 * map_of(inside)), -0.6 * painted, rtol=1e-3, atol=1e-5)


def test_a_mirrored_image_gives_the_mirrored_painting() -> None:
    """No direction is preferred."""
    random = np.random.default_rng(4)
    image = random.integers(0, 256, (48, 48, 3), np.uint8)
    values = random.random((6, 6), np.float32)
    painted = painter_over(image).paint(values)
    np.testing.assert_allclose(
        painter_over(image[:, ::-1]).paint(values[:, ::-1])[:, ::-1], painted, atol=1e-5
    )
    np.testing.assert_allclose(painter_over(image[::-1]).paint(values[::-1])[::-1], painted, atol=1e-5)
    turned = painter_over(image.transpose(1, 0, 2)).paint(values.T).T
    np.testing.assert_allclose(turned, painted, atol=1e-4)


def test_one_scale_is_what_the_formula_says() -> None:
    """Two by two cells of one patch each, worked out by hand: an average weighted by alikeness of colour."""
    colours = np.array([[[0], [0]], [[0], [255]]], np.uint8).repeat(3, axis=-1)
    values = np.array([[1.0, 2.0], [3.0, 4.0]], np.float32)
    smoothed = ImageEdges(colours, 1).smooth(values)
    # Two of the four pairs that share a side differ, by √3; κ is half the root mean square of all four.
    apart = np.exp(-3 / (2 * (0.5 * np.sqrt(6 / 4)) ** 2))
    dark = (1 + 2 + 3 + apart * 4) / (3 + apart)
    bright = (4 + apart * (1 + 2 + 3)) / (1 + 3 * apart)
    np.testing.assert_allclose(smoothed, [[dark, dark], [dark, bright]], rtol=1e-5)


def test_what_the_model_never_saw_is_not_painted() -> None:
    """NaN beyond the grid's rectangle, values within."""
    geometry = GridGeometry((60, 80), (10.0, 0.0, 70.0, 60.0), (6, 6))
    cells = np.random.default_rng(2).integers(0, 256, (48, 48, 3), np.uint8)
    painter = MapPainter(geometry, 6.0, ImageEdges(cells, 32))
    painted = painter.paint(np.ones((6, 6), np.float32))
    assert np.isnan(painted[:, :10]).all()
    assert np.isnan(painted[:, 70:]).all()
    np.testing.assert_allclose(painted[:, 10:70], 1.0, rtol=1e-5)


@pytest.mark.parametrize("grid_hw", [(1, 1), (1, 7), (3, 2)])
def test_the_smallest_grids_are_painted(grid_hw: tuple[int, int]) -> None:
    """Where the larger distances reach beyond the image."""
    geometry = GridGeometry((40, 56), (0.0, 0.0, 56.0, 40.0), grid_hw)
    rows, columns = grid_hw
    cells = np.random.default_rng(2).integers(0, 256, (8 * rows, 8 * columns, 3), np.uint8)
    painter = MapPainter(geometry, 6.0, ImageEdges(cells, 32))
    painted = painter.paint(np.random.default_rng(3).random(grid_hw, np.float32))
    assert painted.shape == (40, 56)
    assert np.isfinite(painted).all()


@pytest.mark.parametrize(
    ("grid_hw", "cells"),
    [((7, 7), 8), ((14, 14), 8), ((16, 16), 8), ((24, 24), 5), ((9, 60), 2), ((200, 1), 1)],
)
def test_many_patches_have_fewer_cells_each(grid_hw: tuple[int, int], cells: int) -> None:
    """A hundred and some cells a side, whatever the grid."""
    assert cells_along_a_patch(grid_hw) == cells
