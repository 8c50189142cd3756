"""Numbers of regions stand inside their region."""

from __future__ import annotations

import pytest

from mmel_desktop.core.inner_point import inner_point

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
HOLE = ((2.0, 2.0), (2.0, 8.0), (8.0, 8.0), (8.0, 2.0))
BRACKET = (
    (0.0, 0.0),
    (20.0, 0.0),
    (20.0, 4.0),
    (4.0, 4.0),
    (4.0, 16.0),
    (20.0, 16.0),
    (20.0, 20.0),
    (0.0, 20.0),
)


def test_the_centre_of_mass_is_kept_where_it_lies_well_inside() -> None:
    """Most regions are roundish."""
    assert inner_point([SQUARE], (5.0, 5.0)) == (5.0, 5.0)
    assert inner_point([SQUARE], (4.0, 6.0)) == (4.0, 6.0)


def test_a_place_in_a_hole_is_moved_into_the_ring() -> None:
    """The middle of a frame belongs to what the frame encloses."""
    x, y = inner_point([SQUARE, HOLE], (5.0, 5.0))
    assert 0 < x < 10
    assert 0 < y < 10
    assert not (2 < x < 8 and 2 < y < 8)


def test_a_place_between_the_arms_of_a_bracket_is_moved_into_it() -> None:
    """Half the width of an arm is the most room there is."""
    x, y = inner_point([BRACKET], (10.0, 10.0))
    assert x < 4 or y < 4 or y > 16
    assert min(x, 20 - x, y, 20 - y) == pytest.approx(2.0, abs=0.5)


def test_a_place_at_the_rim_is_moved_to_where_there_is_room() -> None:
    """A number there would cover the outline."""
    x, y = inner_point([SQUARE], (0.5, 5.0))
    assert (x, y) == pytest.approx((5.0, 5.0))


def test_an_outline_without_inside_keeps_the_preferred_place() -> None:
    """A line has none."""
    assert inner_point([((0.0, 0.0), (10.0, 0.0))], (3.0, 0.0)) == (3.0, 0.0)
