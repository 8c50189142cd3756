"""Outlines follow the edges of the image; which patches belong together stays the model's affair."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from scipy import ndimage

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.engine.region_edges import CELLS, cell_affinity, follow_edges
from mmel_desktop.engine.region_outlines import trace_levels

HALVES = np.repeat([[0, 0, 0, 1, 1, 1]], 6, axis=0)
"""Six by six patches of ten pixels; two regions that meet at x = 30."""

GEOMETRY = GridGeometry((60, 60), (0.0, 0.0, 60.0, 60.0), (6, 6))


def two_colours(border_px: int, *, contrast: int = 150, noise: int = 0) -> np.ndarray:
    """An image whose colour changes at a column."""
    image = np.full((60, 60, 3), 60, dtype=np.int16)
    image[:, border_px:] += contrast
    image += np.random.default_rng(0).integers(-noise, noise + 1, image.shape, dtype=np.int16)
    return image.clip(0, 255).astype(np.uint8)


def border_px(image: np.ndarray) -> float:
    """Where the two halves meet, mean over rows, pixels."""
    fine = follow_edges(HALVES, cell_affinity(image, GEOMETRY))
    return float((fine == 0).sum(axis=1).mean() * 10 / CELLS)


@pytest.mark.parametrize("edge_px", [26, 30, 34])
def test_a_border_moves_to_the_edge_inside_its_patches(edge_px: int) -> None:
    """The halves meet where the colour changes, a few pixels from where their patches meet."""
    assert border_px(two_colours(edge_px)) == pytest.approx(edge_px, abs=1)


@pytest.mark.parametrize("contrast", [12, 40, 190])
def test_the_images_own_contrast_decides_what_an_edge_is(contrast: int) -> None:
    """At night as by day, and under a little noise."""
    image = two_colours(26, contrast=contrast, noise=contrast // 12)
    assert border_px(image) == pytest.approx(26, abs=1)


def test_without_edges_the_border_stays() -> None:
    """In an even image the patches alone decide."""
    assert border_px(np.full((60, 60, 3), 90, np.uint8)) == pytest.approx(30, abs=1)


def test_an_edge_far_from_the_border_does_not_draw_it() -> None:
    """What looks alike but lies further than a patch belongs to whom the model gave it."""
    assert border_px(two_colours(8)) == pytest.approx(30, abs=2)


def test_every_region_stays_in_one_piece_and_none_is_lost() -> None:
    """Random regions over random colours: each is there, none has islands."""
    random = np.random.default_rng(3)
    labels = np.arange(36).reshape(6, 6) // 3
    fine = follow_edges(labels, cell_affinity(random.integers(0, 256, (60, 60, 3), np.uint8), GEOMETRY))
    assert np.array_equal(np.unique(fine), np.unique(labels))
    whole = np.ones((3, 3), dtype=bool)
    assert all(ndimage.label(fine == label, whole)[1] == 1 for label in np.unique(labels))


def test_coordinates_of_a_crop_are_kept() -> None:
    """A grid that covers a part of the image follows the edges of that part."""
    image = np.zeros((80, 120, 3), np.uint8)
    image[:, 76:] = 200
    geometry = GridGeometry((80, 120), (50.0, 10.0, 110.0, 70.0), (6, 6))
    fine = follow_edges(HALVES, cell_affinity(image, geometry))
    assert (fine == 0).sum(axis=1) == pytest.approx(26 * CELLS / 10, abs=0.6)


@pytest.mark.parametrize(
    "box", [(-20.0, 0.0, 80.0, 60.0), (0.0, 0.0, 60.0, 60.0), (-5.0, -40.0, 65.0, 100.0)]
)
def test_padding_beyond_the_image_has_the_rims_colours(box: tuple[float, float, float, float]) -> None:
    """Grids that reach outside the image, and images of a single pixel, are no error."""
    for image in (two_colours(26), np.zeros((1, 1, 3), np.uint8)):
        height, width = image.shape[:2]
        affinity = cell_affinity(image, GridGeometry((height, width), box, (6, 6)))
        assert np.isfinite(affinity.weights).all()
        assert follow_edges(HALVES, affinity).shape == (6 * CELLS, 6 * CELLS)


def test_outlines_keep_to_the_edges() -> None:
    """The polygon that is drawn ends at the edge, not where the patches end."""
    affinity = cell_affinity(two_colours(26), GEOMETRY)
    left = shapely.Polygon(trace_levels(HALVES[None], GEOMETRY, affinity)[0][0][0])
    assert left.bounds == pytest.approx((0, 0, 26, 60), abs=1)
    without = cell_affinity(np.full((60, 60, 3), 90, np.uint8), GEOMETRY)
    even = shapely.Polygon(trace_levels(HALVES[None], GEOMETRY, without)[0][0][0])
    assert even.bounds == pytest.approx((0, 0, 30, 60), abs=1)
