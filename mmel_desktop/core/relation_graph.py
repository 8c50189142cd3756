"""Which regions lean on which: a graph over the regions of one level, for one prompt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RelationEdge:
    """A relation between two regions. The three strengths are different things and are never mixed.

    Attributes:
        source, target: region ids, ``source < target``; edges have no direction.
        semantic: how much the two carry the prompt together and are alike, in [0, 1]; 1 is two equal carriers
            that look the same.
        attention: share of patch-to-patch attention that flows between the regions, in [0, 1].
        interaction: measured by removing regions,
            ``s(all) − s(without i) − s(without j) + s(without both)``; positive: they need one another,
            negative: either suffices. None until it was measured.
    """

    source: int
    target: int
    semantic: float
    attention: float
    interaction: float | None = None


@dataclass(frozen=True, repr=False)
class RelationGraph:
    """The relations between the regions of one level for one prompt.

    Attributes:
        prompt_index: position in the explanation's prompts.
        level: level of the region tree.
        nodes: region ids.
        edges: at most one per pair of nodes.
    """

    prompt_index: int
    level: int
    nodes: tuple[int, ...]
    edges: tuple[RelationEdge, ...]

    def __repr__(self) -> str:
        """What a notebook shows; edges may be thousands."""
        return (
            f"<RelationGraph of prompt {self.prompt_index} at level {self.level}: {len(self.nodes)} regions, "
            f"{len(self.edges)} relations>"
        )

    def strongest(self, kind: str, per_node: int, minimum: float = 0.0) -> tuple[RelationEdge, ...]:
        """For each node its ``per_node`` strongest edges of a kind, each edge once.

        Args:
            kind: ``semantic``, ``attention`` or ``interaction`` (ranked by magnitude; unmeasured edges left
                out).
            per_node: how many edges a node may contribute.
            minimum: weaker edges are left out.

        Returns:
            Edges by falling strength.
        """
        strength = {edge: _strength(edge, kind) for edge in self.edges}
        ranked = sorted(
            (edge for edge, value in strength.items() if value is not None and value >= minimum),
            key=lambda edge: (-(strength[edge] or 0.0), edge.source, edge.target),
        )
        used: dict[int, int] = dict.fromkeys(self.nodes, 0)
        chosen = []
        for edge in ranked:
            if used[edge.source] < per_node or used[edge.target] < per_node:
                used[edge.source] += 1
                used[edge.target] += 1
                chosen.append(edge)
        return tuple(chosen)


def _strength(edge: RelationEdge, kind: str) -> float | None:
    if kind == "semantic":
        return edge.semantic
    if kind == "attention":
        return edge.attention
    if kind == "interaction":
        return None if edge.interaction is None else abs(edge.interaction)
    raise ValueError(f"unknown relation kind {kind!r}; expected semantic, attention or interaction")
