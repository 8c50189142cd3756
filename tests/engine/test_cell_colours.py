"""The image in cells."""

from __future__ import annotations

import numpy as np

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.engine.cell_colours import cell_colours


def test_cells_have_the_mean_colour_of_what_they_cover_and_repeat_the_rim_beyond_the_image() -> None:
    """A view that reaches beyond the image on the left."""
    image = np.zeros((20, 20, 3), np.uint8)
    image[:, 10:] = 200
    geometry = GridGeometry((20, 20), (-10.0, 0.0, 20.0, 20.0), (2, 3))
    colours = cell_colours(image, geometry, 2)
    assert colours.shape == (4, 6, 3)
    np.testing.assert_array_equal(colours[..., 0], np.tile([0, 0, 0, 0, 200, 200], (4, 1)))
