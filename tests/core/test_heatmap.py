"""Scaling never divides by zero, and colours follow values, threshold and opacity."""

from __future__ import annotations

import numpy as np
import pytest

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.heatmap import (
    DIVERGING_COLOUR_MAP,
    SEQUENTIAL_COLOUR_MAPS,
    blend,
    colour_table,
    compose_heat_rgba,
    scale_positive,
    scale_signed,
    unseen_mask,
)


def test_positive_part_is_scaled_to_one() -> None:
    """Negative evidence is clipped first; the largest value becomes 1."""
    scaled, found = scale_positive(np.array([[-3.0, 0.0], [1.0, 4.0]]))
    assert found
    assert scaled.tolist() == [[0.0, 0.0], [0.25, 1.0]]


@pytest.mark.parametrize("values", [np.zeros((2, 2)), np.full((2, 2), 0.7), np.full((2, 2), -1.0)])
def test_empty_and_constant_maps_are_no_evidence(values: np.ndarray) -> None:
    """Nothing stands out: the map is zero and says so."""
    scaled, found = scale_positive(values)
    assert not found
    assert not scaled.any()


def test_signed_scale_keeps_zero() -> None:
    """The larger side decides the scale; zero stays zero."""
    assert scale_signed(np.array([-2.0, 0.0, 1.0])).tolist() == [-1.0, 0.0, 0.5]
    assert not scale_signed(np.zeros(3)).any()


@pytest.mark.parametrize("name", [*SEQUENTIAL_COLOUR_MAPS, DIVERGING_COLOUR_MAP])
def test_colour_tables_have_256_colours(name: str) -> None:
    """Every offered map has its table, and sequential ones grow lighter."""
    table = colour_table(name)
    assert table.shape == (256, 3)
    assert table.dtype == np.uint8
    if name in SEQUENTIAL_COLOUR_MAPS:
        assert table[-1].astype(int).sum() > table[0].astype(int).sum()


def test_unknown_colour_map_is_refused() -> None:
    """The error lists what there is."""
    with pytest.raises(ValueError, match="inferno"):
        colour_table("jet")


def test_heat_below_the_threshold_is_transparent() -> None:
    """Alpha is zero up to the threshold, full opacity for the strongest heat, zero for NaN."""
    rgba = compose_heat_rgba(np.array([[0.1, 0.2, 1.0, np.nan]]), opacity=0.5, threshold=0.2)
    assert rgba[0, :, 3].tolist() == [0, 0, 128, 0]


def test_colours_follow_the_square_root_of_the_value() -> None:
    """A quarter has the colour in the middle of the table, on either side of a diverging one."""
    table = colour_table("inferno")
    rgba = compose_heat_rgba(np.array([[0.25, 1.0]]), threshold=0.0)
    assert rgba[0, :, :3].tolist() == [table[128].tolist(), table[255].tolist()]
    vik = colour_table(DIVERGING_COLOUR_MAP)
    rgba = compose_heat_rgba(np.array([[-1.0, -0.25, 0.25]]), colour_map=DIVERGING_COLOUR_MAP)
    assert rgba[0, :, :3].tolist() == [vik[0].tolist(), vik[64].tolist(), vik[191].tolist()]


def test_blending_is_linear() -> None:
    """Half of white over black is middle grey."""
    overlay = np.array([[[255, 255, 255, 128]]], np.uint8)
    assert blend(np.zeros((1, 1, 3), np.uint8), overlay).tolist() == [[[128, 128, 128]]]


def test_unseen_mask_marks_the_cropped_sides() -> None:
    """Pixels outside the grid's rectangle are unseen."""
    geometry = GridGeometry((10, 20), (5.0, 0.0, 15.0, 10.0), (2, 2))
    mask = unseen_mask(geometry, (10, 20))
    assert mask[:, :5].all()
    assert mask[:, 15:].all()
    assert not mask[:, 5:15].any()
