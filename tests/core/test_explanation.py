"""What an explanation says of itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.map_painting import MapPainter
from tests.factories import make_explanation, write_image


def way_of(painter: MapPainter) -> tuple[float, bool]:
    """Degree, and whether edges are followed."""
    return painter.degree, painter.edges is not None


def ways_of(explanation: Explanation) -> tuple[tuple[float, bool], tuple[float, bool]]:
    """How the fused map and the levels are painted."""
    return way_of(explanation.map_painter), way_of(explanation.level_painter)


def test_maps_are_painted_as_their_parameters_say(tmp_path: Path) -> None:
    """Maps of the hierarchy in its degree and along edges; other methods, and older explanations, evenly."""
    explanation = make_explanation(write_image(tmp_path / "street.png").identity)
    own, evenly = (3.0, True), (1.0, False)
    assert ways_of(explanation) == (own, own)
    direct = replace(explanation, request=replace(explanation.request, method="direct"))
    assert ways_of(direct) == (evenly, own)
    without_edges = replace(explanation, parameters=(("interpolation_degree", 3.0),), cell_colours=None)
    assert ways_of(without_edges) == ((3.0, False), (3.0, False))
    before = replace(without_edges, parameters=(("relation_power", 4.0),))
    assert ways_of(before) == (evenly, evenly)
    assert way_of(explanation.even_painter) == evenly


def test_the_fused_map_and_each_level_are_painted_with_their_own_values(tmp_path: Path) -> None:
    """At any size, and as their painters paint them."""
    explanation = make_explanation(write_image(tmp_path / "street.png").identity)
    fused = explanation.map_painter.paint(explanation.heatmap[1], (60, 80))
    np.testing.assert_array_equal(explanation.painted(1, output_hw=(60, 80)), fused)
    second = explanation.level_painter.paint(explanation.levels[1, 1])
    np.testing.assert_array_equal(explanation.painted(1, level=1), second)


def test_numbers_of_a_spoiled_record_do_not_make_painting_endless(tmp_path: Path) -> None:
    """However far edges reach, by what is written there; nor impossible."""
    explanation = make_explanation(write_image(tmp_path / "street.png").identity)
    furthest, spoiled = (
        replace(explanation, parameters=(("edge_reach", reach),)).painted(0) for reach in (8, 10**9)
    )
    np.testing.assert_array_equal(spoiled, furthest)
    rootless = replace(explanation, parameters=(("interpolation_degree", 0),))
    assert rootless.level_painter.degree == 1.0
