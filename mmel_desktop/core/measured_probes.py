"""What the model answered when regions were removed from an image, or kept alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from statistics import fmean
from typing import Any

from mmel_desktop.core.relation_graph import RelationEdge, RelationGraph

RegionIds = tuple[int, ...]

LEAST_SCORE = 0.05
"""Below it a whole score is no answer: cosines of texts that have nothing to do with an image lie about zero,
or above it by an offset of the model's own, and a region cannot be needed for what is not there."""

NEGLIGIBLE_CHANGE = 0.005
"""A smaller change of a score says neither that a region is needed nor that it is in the way."""

SAME_SCORE = 5e-4
"""Scores that differ by less print as the same."""


@dataclass(frozen=True)
class MeasuredRegions:
    """One or more regions of an explanation, removed together and kept alone together.

    Attributes:
        region_ids: rising.
        scores: cosine per prompt with everything in place, in [-1, 1].
        scores_without: cosine per prompt with the regions' patches dropped.
        scores_alone: cosine per prompt with only the regions' patches.
    """

    region_ids: RegionIds
    scores: tuple[float, ...]
    scores_without: tuple[float, ...]
    scores_alone: tuple[float, ...]

    def necessity(self, prompt_index: int) -> float:
        """Score lost without the regions; positive when they support the prompt."""
        return self.scores[prompt_index] - self.scores_without[prompt_index]

    def sufficiency(self, prompt_index: int) -> float:
        """Score that the regions reach alone."""
        return self.scores_alone[prompt_index]

    def removal_reading(self, prompt_index: int) -> str:
        """What may be said of the score without the regions.

        Returns:
            ``needed``, ``not needed`` or ``against`` (the score rises without them); ``no statement`` where
            the whole score is below :data:`LEAST_SCORE`.
        """
        if self.scores[prompt_index] < LEAST_SCORE:
            return "no statement"
        return _reading_of_loss(self.necessity(prompt_index))

    def alone_reading(self, prompt_index: int) -> str:
        """What may be said of the score of the regions alone.

        Returns:
            ``sufficient`` or ``not sufficient``; ``no statement`` where the whole score is below
            :data:`LEAST_SCORE`.
        """
        whole = self.scores[prompt_index]
        if whole < LEAST_SCORE:
            return "no statement"
        return "sufficient" if self.sufficiency(prompt_index) >= whole - SAME_SCORE else "not sufficient"


def _reading_of_loss(lost: float) -> str:
    if abs(lost) < NEGLIGIBLE_CHANGE:
        return "not needed"
    return "needed" if lost > 0 else "against"


@dataclass(frozen=True)
class MeasuredInteraction:
    """How much two regions need one another.

    Attributes:
        region_ids: the two regions, rising.
        strengths: per prompt ``s(all) − s(without i) − s(without j) + s(without both)``; positive: they need
            one another, negative: either suffices.
    """

    region_ids: tuple[int, int]
    strengths: tuple[float, ...]


@dataclass(frozen=True)
class MeasuredCurves:
    """What one prompt's score does while patches leave, or enter, in the order of its map.

    After RISE (Petsiuk, Das & Saenko, BMVC 2018), with tokens dropped instead of pixels painted over.

    Attributes:
        prompt: the text whose map and score are meant.
        shares: share of the patches gone (deletion) or there (insertion), rising from 0 to 1.
        deletion: cosine per share, the patches with most evidence leave first.
        insertion: cosine per share, the patches with most evidence enter first.
    """

    prompt: str
    shares: tuple[float, ...]
    deletion: tuple[float, ...]
    insertion: tuple[float, ...]

    @property
    def insertion_minus_deletion(self) -> float:
        """Difference of the curves' means, both ends included; larger means a more faithful map."""
        return fmean(self.insertion) - fmean(self.deletion)


Measured = MeasuredRegions | MeasuredInteraction | MeasuredCurves


@dataclass(frozen=True)
class MeasuredProbes:
    """All probes of one explanation.

    Attributes:
        regions: by rising region ids.
        interactions: by rising pair of region ids.
        curves: by prompt.
    """

    regions: Mapping[RegionIds, MeasuredRegions] = field(default_factory=dict)
    interactions: Mapping[tuple[int, int], MeasuredInteraction] = field(default_factory=dict)
    curves: Mapping[str, MeasuredCurves] = field(default_factory=dict)

    def of(self, region_ids: RegionIds) -> MeasuredRegions | None:
        """What was measured of these regions together, in any order; None when nothing was."""
        return self.regions.get(tuple(sorted(region_ids)))

    def interaction(self, first: int, second: int) -> MeasuredInteraction | None:
        """What was measured of a pair, in any order; None when nothing was."""
        return self.interactions.get((min(first, second), max(first, second)))

    def with_measured(self, measured: Measured) -> MeasuredProbes:
        """With one more result of whatever kind."""
        if isinstance(measured, MeasuredCurves):
            return self.with_curves(measured)
        if isinstance(measured, MeasuredInteraction):
            return self.with_interaction(measured)
        return self.with_regions(measured)

    def with_regions(self, measured: MeasuredRegions) -> MeasuredProbes:
        """With one more result; a later one replaces an earlier one of the same regions."""
        return replace(self, regions={**self.regions, measured.region_ids: measured})

    def with_interaction(self, measured: MeasuredInteraction) -> MeasuredProbes:
        """With one more result; a later one replaces an earlier one of the same pair."""
        return replace(self, interactions={**self.interactions, measured.region_ids: measured})

    def with_curves(self, measured: MeasuredCurves) -> MeasuredProbes:
        """With one more result; a later one replaces an earlier one of the same prompt."""
        return replace(self, curves={**self.curves, measured.prompt: measured})


def with_interactions(graph: RelationGraph, probes: MeasuredProbes) -> RelationGraph:
    """The graph with the measured interactions on its edges.

    A measured pair that the graph holds no edge for gets one whose other strengths are zero: edges are left
    out of a graph only where those are negligible.
    """
    if not probes.interactions:
        return graph
    strengths = {
        pair: measured.strengths[graph.prompt_index]
        for pair, measured in probes.interactions.items()
        if set(pair) <= set(graph.nodes) and graph.prompt_index < len(measured.strengths)
    }
    edges = [
        replace(edge, interaction=strengths.pop((edge.source, edge.target), edge.interaction))
        for edge in graph.edges
    ]
    edges += [RelationEdge(a, b, 0.0, 0.0, strength) for (a, b), strength in strengths.items()]
    return replace(graph, edges=tuple(edges))


def probe_to_json(measured: Measured) -> dict[str, Any]:
    """JSON-ready form; :func:`probe_from_json` reads it back."""
    if isinstance(measured, MeasuredCurves):
        return {
            "prompt": measured.prompt,
            "shares": list(measured.shares),
            "deletion": list(measured.deletion),
            "insertion": list(measured.insertion),
        }
    if isinstance(measured, MeasuredInteraction):
        return {"region_ids": list(measured.region_ids), "interaction": list(measured.strengths)}
    return {
        "region_ids": list(measured.region_ids),
        "scores": list(measured.scores),
        "scores_without": list(measured.scores_without),
        "scores_alone": list(measured.scores_alone),
    }


def probe_from_json(entry: Mapping[str, Any]) -> Measured:
    """Inverse of :func:`probe_to_json`.

    Raises:
        KeyError: not such an entry (ValueError and TypeError likewise).
    """
    if "deletion" in entry:
        shares, deletion, insertion = (_floats(entry[name]) for name in ("shares", "deletion", "insertion"))
        if not len(shares) == len(deletion) == len(insertion) > 1:
            raise ValueError("curves of unequal length")
        return MeasuredCurves(str(entry["prompt"]), shares, deletion, insertion)
    if "interaction" in entry:
        first, second = entry["region_ids"]
        return MeasuredInteraction((int(first), int(second)), _floats(entry["interaction"]))
    return MeasuredRegions(
        tuple(int(region_id) for region_id in entry["region_ids"]),
        _floats(entry["scores"]),
        _floats(entry["scores_without"]),
        _floats(entry["scores_alone"]),
    )


def _floats(values: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
