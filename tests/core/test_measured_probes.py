"""What was measured by removing regions: look-up, the graph's edges, and the JSON form."""

from __future__ import annotations

import pytest

from mmel_desktop.core.measured_probes import (
    Measured,
    MeasuredCurves,
    MeasuredInteraction,
    MeasuredProbes,
    MeasuredRegions,
    probe_from_json,
    probe_to_json,
    with_interactions,
)
from mmel_desktop.core.relation_graph import RelationEdge, RelationGraph

REGIONS = MeasuredRegions((3, 5), (0.4, 0.1), (0.25, 0.15), (0.3, 0.0))
PAIR = MeasuredInteraction((3, 5), (0.02, -0.01))
CURVES = MeasuredCurves("a red car", (0.0, 0.5, 1.0), (0.4, 0.2, 0.0), (0.0, 0.35, 0.4))


def test_necessity_is_the_score_lost_and_sufficiency_the_score_alone() -> None:
    """Losing score without a region means that it supports the prompt."""
    assert REGIONS.necessity(0) == pytest.approx(0.15)
    assert REGIONS.necessity(1) == pytest.approx(-0.05)
    assert REGIONS.sufficiency(0) == 0.3


@pytest.mark.parametrize(
    ("whole", "without", "alone", "removal", "kept"),
    [
        (0.4, 0.2, 0.4, "needed", "sufficient"),
        (0.4, 0.398, 0.38, "not needed", "not sufficient"),
        (0.4, 0.45, 0.45, "against", "sufficient"),
        (0.05, 0.01, 0.02, "needed", "not sufficient"),
        (0.049, -0.2, 0.3, "no statement", "no statement"),
        (-0.21, -0.3, -0.1, "no statement", "no statement"),
        (-0.21, -0.1, -0.3, "no statement", "no statement"),
    ],
)
def test_only_a_score_that_is_an_answer_can_need_something(
    whole: float, without: float, alone: float, removal: str, kept: str
) -> None:
    """A region that "reaches" -0.21 is not sufficient for anything."""
    probe = MeasuredRegions((1,), (0.3, whole), (0.3, without), (0.3, alone))
    assert probe.removal_reading(1) == removal
    assert probe.alone_reading(1) == kept


def test_probes_are_found_whatever_the_order_of_the_regions() -> None:
    """A selection keeps the order of clicks; what was measured of it does not depend on it."""
    probes = MeasuredProbes().with_regions(REGIONS).with_interaction(PAIR)
    assert probes.of((5, 3)) is REGIONS
    assert probes.of((3,)) is None
    assert probes.interaction(5, 3) is PAIR
    assert probes.interaction(3, 4) is None


def test_a_later_probe_replaces_an_earlier_one_of_the_same_regions() -> None:
    """The newest answer counts."""
    newer = MeasuredRegions((3, 5), (0.4, 0.1), (0.2, 0.1), (0.3, 0.0))
    assert MeasuredProbes().with_regions(REGIONS).with_regions(newer).of((3, 5)) is newer


def test_the_graph_gets_the_interaction_of_its_own_prompt() -> None:
    """Each prompt has its own strengths; other edges stay unmeasured."""
    edges = (RelationEdge(3, 5, 0.5, 0.2), RelationEdge(3, 4, 0.4, 0.1))
    graph = RelationGraph(1, 1, (3, 4, 5), edges)
    measured = with_interactions(graph, MeasuredProbes().with_interaction(PAIR))
    assert [edge.interaction for edge in measured.edges] == [-0.01, None]
    assert with_interactions(graph, MeasuredProbes()) is graph


def test_a_pair_without_an_edge_gets_one_and_another_levels_pair_does_not() -> None:
    """Edges are left out of a graph where their other strengths are negligible."""
    graph = RelationGraph(0, 1, (3, 5), ())
    probes = MeasuredProbes().with_interaction(PAIR).with_interaction(MeasuredInteraction((8, 9), (0.5, 0.5)))
    assert with_interactions(graph, probes).edges == (RelationEdge(3, 5, 0.0, 0.0, 0.02),)


@pytest.mark.parametrize("measured", [REGIONS, PAIR, CURVES])
def test_probes_survive_the_json_of_the_record(measured: Measured) -> None:
    """What is written comes back."""
    assert probe_from_json(probe_to_json(measured)) == measured


def test_curves_are_kept_by_prompt_and_judged_by_the_gap_of_their_means() -> None:
    """Insertion 0.25 on average, deletion 0.2; one curve per prompt, the latest counts."""
    assert CURVES.insertion_minus_deletion == pytest.approx(0.05)
    newer = MeasuredCurves("a red car", (0.0, 1.0), (0.4, 0.1), (0.1, 0.4))
    probes = MeasuredProbes().with_measured(CURVES).with_measured(newer).with_measured(PAIR)
    assert dict(probes.curves) == {"a red car": newer}
    assert probes.interaction(5, 3) == PAIR


def test_curves_of_unequal_length_are_refused() -> None:
    """A record that was tampered with must not be drawn."""
    entry = probe_to_json(CURVES)
    with pytest.raises(ValueError, match="unequal"):
        probe_from_json({**entry, "insertion": [0.1]})
