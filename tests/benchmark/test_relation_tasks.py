"""Judging regions, graphs and shortcuts, worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from mmel_desktop.benchmark.cases import PairCase, ShortcutCase
from mmel_desktop.benchmark.relation_tasks import companion_share, judge_pair, relies_on_companion
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.identity import ImageIdentity
from mmel_desktop.core.region_tree import RegionTree
from mmel_desktop.core.relation_graph import RelationEdge, RelationGraph
from tests.factories import make_explanation

LEVEL = 0  # four regions, the quarters of the image: ids 0 to 3 in row order


def explanation(shares: tuple[float, ...], strengths: dict[tuple[int, int], float]) -> Explanation:
    """Quarters of an 80 × 80 image with given evidence shares and semantic edges."""
    made = make_explanation(ImageIdentity("x.png", "0" * 64, "1" * 64, 80, 80), prompts=("a and b",))
    regions = tuple(
        replace(region, shares=(shares[region.region_id],)) if region.level == LEVEL else region
        for region in made.regions.regions
    )
    edges = tuple(RelationEdge(a, b, strength, 0.0) for (a, b), strength in strengths.items())
    graph = RelationGraph(0, LEVEL, (0, 1, 2, 3), edges)
    tree = RegionTree(made.regions.level_names, made.regions.labels, regions)
    return replace(made, regions=tree, graphs=(graph,))


def quarter(number: int) -> np.ndarray:
    """Mask of one quarter of an 80 × 80 image."""
    mask = np.zeros((80, 80), dtype=bool)
    row, column = divmod(number, 2)
    mask[row * 40 : row * 40 + 40, column * 40 : column * 40 + 40] = True
    return mask


PAIR = PairCase(np.zeros((80, 80, 3), np.uint8), ((quarter(0),), (quarter(3),)), ("a and b",))


def test_both_found_and_joined() -> None:
    """Quarters 0 and 3 lead and the strongest edge is theirs."""
    answer = judge_pair(explanation((0.4, 0.2, 0.1, 0.3), {(0, 3): 0.9, (0, 1): 0.5}), PAIR, LEVEL)
    assert (answer.both_found, answer.edge_joins) == (True, True)


def test_found_but_joined_to_something_else() -> None:
    """The strongest edge among the three leads elsewhere."""
    answer = judge_pair(explanation((0.4, 0.2, 0.1, 0.3), {(0, 3): 0.4, (0, 1): 0.5}), PAIR, LEVEL)
    assert (answer.both_found, answer.edge_joins) == (True, False)


def test_edges_to_regions_outside_the_first_three_do_not_count() -> None:
    """Region 2 is fourth: its stronger edge is not looked at."""
    answer = judge_pair(explanation((0.4, 0.2, 0.1, 0.3), {(0, 3): 0.4, (2, 3): 0.9}), PAIR, LEVEL)
    assert answer.edge_joins


def test_an_object_in_the_fourth_region_is_not_found() -> None:
    """Quarter 3 has the least evidence."""
    answer = judge_pair(explanation((0.4, 0.3, 0.2, 0.1), {(0, 3): 0.9}), PAIR, LEVEL)
    assert (answer.both_found, answer.edge_joins) == (False, False)


def test_one_region_for_both_objects_does_not_count() -> None:
    """Both halves of quarter 0: it overlaps each at IoU 0.5, yet tells them apart in no way."""
    upper = quarter(0).copy()
    upper[20:40] = False
    pair = replace(PAIR, masks=((upper,), (quarter(0) & ~upper,)))
    assert not judge_pair(explanation((0.7, 0.1, 0.1, 0.1), {(0, 1): 1.0}), pair, LEVEL).both_found


def test_overlap_below_the_limit_is_not_found() -> None:
    """An object that covers a quarter of a region has IoU 0.25 < 0.3."""
    small = quarter(3).copy()
    small[:, 60:] = False
    small[60:, :] = False
    pair = replace(PAIR, masks=((quarter(0),), (small,)))
    assert not judge_pair(explanation((0.4, 0.2, 0.1, 0.3), {(0, 3): 1.0}), pair, LEVEL).both_found


def test_one_of_several_objects_of_a_kind_is_enough() -> None:
    """The prompt says "a", so quarter 3 counts although the same kind also stands in quarter 1."""
    several = (quarter(1), quarter(3), quarter(1) | quarter(3))
    pair = replace(PAIR, masks=((quarter(0),), several))
    assert judge_pair(explanation((0.4, 0.1, 0.2, 0.3), {(0, 3): 0.9}), pair, LEVEL).both_found


@pytest.mark.parametrize(
    ("score", "without", "relies"),
    [(0.5, 0.44, True), (0.5, 0.46, False), (0.5, 0.6, False), (-0.1, -0.5, False)],
)
def test_reliance_is_a_loss_of_a_tenth(score: float, without: float, relies: bool) -> None:
    """A score that rises, or was negative anyway, relies on nothing."""
    assert relies_on_companion(score, without) is relies


def test_companion_share_by_hand() -> None:
    """The companion covers a quarter: half of the evidence is twice its share, just found."""
    rgb = np.zeros((80, 80, 3), np.uint8)
    case = ShortcutCase(rgb, rgb, quarter(1), quarter(2), ("a", "b"))
    heat = quarter(1) * 1.0 + quarter(2) * 1.0
    assert companion_share(heat, case) == (0.5, 1.0)
    share, found = companion_share(heat + quarter(0) * 0.1, case)
    assert share == pytest.approx(1 / 2.1)
    assert found == 0.0
    assert all(math.isnan(value) for value in companion_share(-heat, case))
