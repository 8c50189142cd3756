"""The numbers of the semantic hierarchy: what each is, its default, and which values make sense."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace

from mmel_desktop.core.explanation import Parameter
from mmel_desktop.core.map_painting import MOST_REACH
from mmel_desktop.errors import BadInputError


@dataclass(frozen=True)
class HierarchySettings:
    """Parameters of :mod:`semantic_hierarchy`; scales run coarse (context) to fine (part).

    Attributes:
        context_pool, object_pool, part_pool: patches joined along each side before relations are measured.
        context_reach, object_reach, part_reach: σ of each scale as a fraction of the grid's longer side.
        context_spread, object_spread, part_spread: γ of each scale: how much of the evidence is propagated.
        context_focus, object_focus, part_focus: φ of each scale, how narrowly it looks: the gates have the
            powers φ κ and (2φ − 1) ρ, and relations φ p where φ is below 1.
        relation_power: p; larger makes relations sharper.
        attention_blend: weight of the blocks' own attention in the relations, 0..1.
        gate_sharpness: κ, of the gate by alignment of what a patch relates to; 0 switches it off, for
            counter-evidence too.
        own_sharpness: ρ, of the gate by the patch's own alignment; 0 switches it off.
        counter_threshold: τ; evidence against is kept where alignment is below this share of its largest.
        loosened_share: β, the part of the evidence for the prompt that lies as Grad-ECLIP's map says, 0..1.
        scale_temperature: softness of the choice among scales; 0 gives all scales the same weight.
        interpolation_degree: the root of the map that is interpolated between patches; 1 or more.
        edge_reach: from how many patches away painted maps gather on what looks alike, see
            :mod:`mmel_desktop.core.map_painting`; 0 paints without regard to the image.
    """

    context_pool: int = 1
    object_pool: int = 1
    part_pool: int = 1
    context_reach: float = 1.0
    object_reach: float = 0.5
    part_reach: float = 0.25
    context_spread: float = 1.0
    object_spread: float = 1.0
    part_spread: float = 1.0
    context_focus: float = 0.5
    object_focus: float = 1.0
    part_focus: float = 1.75
    relation_power: float = 3.0
    attention_blend: float = 0.0
    gate_sharpness: float = 2.0
    own_sharpness: float = 2.0
    counter_threshold: float = 0.02
    loosened_share: float = 0.5
    scale_temperature: float = 0.2
    interpolation_degree: float = 6.0
    edge_reach: int = 4

    @classmethod
    def from_parameters(cls, parameters: tuple[tuple[str, Parameter], ...]) -> HierarchySettings:
        """Defaults with overrides by name.

        Raises:
            BadInputError: a parameter of another name, or a value out of range.
        """
        known = {field.name: type(getattr(cls(), field.name)) for field in fields(cls)}
        values: dict[str, int | float] = {}
        for name, value in parameters:
            if name not in known:
                raise BadInputError(
                    f"unknown parameter {name!r}", expected=", ".join(known), action="correct the name"
                )
            number = float(value)
            if not math.isfinite(number) or number < 0:
                raise BadInputError(
                    f"parameter {name!r} is out of range", found=repr(value), expected="0 or more"
                )
            values[name] = int(number) if known[name] is int else number
        settings = replace(cls(), **values)  # type: ignore[arg-type]
        for name, low, high, expected in (
            ("attention_blend", 0.0, 1.0, "0 to 1"),
            ("loosened_share", 0.0, 1.0, "0 to 1"),
            ("interpolation_degree", 1.0, math.inf, "1 or more"),
            ("edge_reach", 0, MOST_REACH, f"0 to {MOST_REACH}"),
        ):
            if not low <= getattr(settings, name) <= high:
                raise BadInputError(
                    f"parameter {name!r} is out of range",
                    found=repr(getattr(settings, name)),
                    expected=expected,
                )
        if min(settings.pools) < 1:
            raise BadInputError(
                "pooling of a scale is out of range", found=str(settings.pools), expected="1 or more"
            )
        return settings

    def as_parameters(self) -> tuple[tuple[str, Parameter], ...]:
        """Every parameter with its value, for the record."""
        return tuple((field.name, getattr(self, field.name)) for field in fields(self))

    @property
    def pools(self) -> tuple[int, int, int]:
        """Pooling per scale."""
        return self.context_pool, self.object_pool, self.part_pool

    @property
    def reaches(self) -> tuple[float, float, float]:
        """Reach per scale, fraction of the grid."""
        return self.context_reach, self.object_reach, self.part_reach

    @property
    def focuses(self) -> tuple[float, float, float]:
        """Focus per scale."""
        return self.context_focus, self.object_focus, self.part_focus

    @property
    def spreads(self) -> tuple[float, float, float]:
        """Propagated share per scale."""
        return self.context_spread, self.object_spread, self.part_spread
