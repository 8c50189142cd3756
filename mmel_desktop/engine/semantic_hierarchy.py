"""The Hierarchical Semantic Relationship Module: evidence spread along relations, at several scales.

After MMEL (arXiv 2509.15243), whose abstract names multi-scale feature processing, adaptive attention
weighting, cross-modal alignment and learnable layer-specific weights. The formulas below are this project's
own. With E_l the signed contributions of block l (see :mod:`attribution`), α the layer weights, and for each
scale s

    S_s    = relu(cos F_s)^(min(1, φ_s) p) ⊙ exp(−d² / 2σ_s²), rows summing to 1, blended with attention
    a      = Σ_l α_l mean_h relu ∂s/∂A_l^h
    r_s    = S_s a / max S_s a,    r = a / max a
    M_s⁺   = P_s Ê ⊙ r_s^(φ_s κ) ⊙ r^(relu(2φ_s − 1) ρ),    E± = L Σ_l α_l relu(±E_l)
    M_s⁻   = P_s E⁻ ⊙ relu(1 − c_s/τ)
    c_s    = S_s a' / max S_s a',    a' what of a lies above its mean over the image, in standard deviations
    Ê      = (1 − β) E⁺ + β G ΣE⁺/ΣG, G Grad-ECLIP's map
    P_s    = (1 − γ_s) I + γ_s S_s
    M⁺     = Π_s (M_s⁺)^ω_s,    M⁻ = Σ_s ω_s M_s⁻,    ω = softmax over scales of concentration + alignment

The focus φ makes scales differ: the context scale (½) keeps whatever relates to what is aligned, the part
scale (1¾) what is most aligned itself. They are multiplied, so that what is painted is what all agree on, and
a scale that looks wide cannot drown one that looks close.

So evidence (what the score hangs on) and alignment (what would serve the prompt, attended to or not) both
spread along the same relations, and a patch is kept by how well what it relates to, and it itself, are
aligned. M⁺ is a product of measured quantities, about six in all. What varies evenly from patch to patch are
these, not their product: so between patches it is the map's root of that degree that is interpolated
(:meth:`mmel_desktop.core.coordinates.GridGeometry.sample_map`). M⁺ is what is painted, M⁻ is kept apart, and
M⁺ − M⁻ is the signed map. Evidence for the prompt in one block is not set off against evidence in
another, which cost much in insertion and deletion; it is kept where something is aligned with the prompt, and
evidence against it where nothing is. What a late block reads at one patch may have come from another:
Grad-ECLIP's loosened weights, which do not ask how much a patch was attended to, find sources that E⁺ alone
misses. A prompt's map does not depend on which other prompts are asked with it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from mmel_desktop.engine.attribution import Attribution
from mmel_desktop.engine.hierarchy_settings import HierarchySettings
from mmel_desktop.engine.image_tower import TowerRecord, centred_cosines

LEVEL_NAMES = ("context", "object", "part")


@dataclass(frozen=True)
class ImageRelations:
    """What relates to what in one image, whatever the prompt.

    Attributes:
        attention: (N, N), patch-to-patch attention, mean over heads, weighted by α; rows sum to at most 1.
        per_scale: per scale the relation matrix (n_s, n_s), not row-normalised, in [0, 1].
        scale_grids: per scale its grid (rows, columns).
    """

    attention: Tensor
    per_scale: tuple[Tensor, ...]
    scale_grids: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class HierarchicalMaps:
    """Result of the module for P prompts, S scales, N patches.

    Attributes:
        positive: (P, N), M⁺, on which all scales agree; 0 or more.
        negative: (P, N), M⁻, fused; 0 or more.
        per_scale: (P, S, N), each scale's M_s⁺.
        scale_weights: (P, S).
        gates: (P, N), alignment gate of evidence for the prompt at the finest scale, in [0, 1].
    """

    positive: Tensor
    negative: Tensor
    per_scale: Tensor
    scale_weights: Tensor
    gates: Tensor

    @property
    def signed(self) -> Tensor:
        """M⁺ − M⁻: (P, N)."""
        return self.positive - self.negative


def relate_patches(record: TowerRecord, layer_weights: Tensor, settings: HierarchySettings) -> ImageRelations:
    """Measure the relations between patches at every scale.

    Args:
        record: the image, seen once.
        layer_weights: (L,), sums to 1.
        settings: the module's parameters.
    """
    attention = torch.zeros_like(record.blocks[0].mean_attention[1:, 1:], dtype=torch.float32)
    for weight, block in zip(layer_weights, record.blocks, strict=True):
        attention = attention + weight * block.mean_attention[1:, 1:].float()
    per_scale, grids = [], []
    cosines: dict[int, Tensor] = {}
    for pool, reach, focus in zip(settings.pools, settings.reaches, settings.focuses, strict=True):
        grid = _pooled_grid(record.grid_hw, pool)
        if pool not in cosines:
            cosines[pool] = _mean_cosine(record, grid, layer_weights)
        relation = torch.relu(cosines[pool]) ** (min(1.0, focus) * settings.relation_power)
        relation = relation * _proximity(grid, reach * max(grid), relation)
        if settings.attention_blend:
            flow = _pool_matrix(attention, record.grid_hw, grid)
            flow = flow / flow.amax(dim=-1, keepdim=True).clamp_min(1e-12)
            blend = settings.attention_blend
            relation = (1 - blend) * relation + blend * (flow + flow.T) / 2
        per_scale.append(relation)
        grids.append(grid)
    return ImageRelations(attention, tuple(per_scale), tuple(grids))


def align_patches(patch_embeddings: Tensor, text: Tensor) -> Tensor:
    """Cross-modal alignment (P, N): cosine of each patch, seen alone in the joint space, with each prompt.

    Args:
        patch_embeddings: (N, E), see :meth:`mmel_desktop.engine.image_tower.ImageTower.patch_embeddings`.
        text: (P, E), unit text embeddings.
    """
    return text @ patch_embeddings.float().T


def above_other_prompts(alignments: Tensor) -> Tensor:
    """Alignment (P, N) above the mean over the prompt set; a single prompt has no set to compare with."""
    return alignments - alignments.mean(dim=0, keepdim=True) if len(alignments) > 1 else alignments


def fuse(
    attribution: Attribution,
    layer_weights: Tensor,
    relations: ImageRelations,
    grid_hw: tuple[int, int],
    settings: HierarchySettings,
) -> HierarchicalMaps:
    """Propagate, gate and fuse.

    Args:
        attribution: of P prompts over L layers and N patches.
        layer_weights: (L,), sums to 1.
        relations: of the same image.
        grid_hw: the patch grid.
        settings: the module's parameters.
    """
    blocks = attribution.patches.shape[1]
    evidence_for, evidence_against = (
        blocks * torch.einsum("pln,l->pn", torch.relu(part), layer_weights)
        for part in (attribution.patches, -attribution.patches)
    )
    evidence_for = _laid_out(evidence_for, attribution.loosened, settings.loosened_share)
    alignment = torch.einsum("pln,l->pn", attribution.alignment, layer_weights)
    above_mean = _above_mean(alignment)
    kept, against, gates = [], [], []
    for relation, grid, spread, focus in zip(
        relations.per_scale, relations.scale_grids, settings.spreads, settings.focuses, strict=True
    ):
        walk = relation / relation.sum(dim=-1, keepdim=True).clamp_min(1e-12)
        related, related_above_mean = (
            _pool_maps(part, grid_hw, grid) @ walk.T for part in (alignment, above_mean)
        )
        own = _power_of_share(alignment, max(0.0, 2 * focus - 1) * settings.own_sharpness)
        gate = _resize_maps(_power_of_share(related, focus * settings.gate_sharpness), grid, grid_hw) * own
        counter_gate = _resize_maps(_counter_gate(related_above_mean, settings), grid, grid_hw)
        kept.append(_propagate(evidence_for, walk, grid_hw, grid, spread) * gate)
        against.append(_propagate(evidence_against, walk, grid_hw, grid, spread) * counter_gate)
        gates.append(gate)
    per_scale = torch.stack(kept, dim=1)
    weights = _scale_weights(per_scale, above_mean, settings.scale_temperature)
    negative = torch.einsum("psn,ps->pn", torch.stack(against, dim=1), weights)
    return HierarchicalMaps(_agreed(per_scale, weights), negative, per_scale, weights, gates[-1])


def _agreed(per_scale: Tensor, weights: Tensor) -> Tensor:
    """Π_s M_s^ω_s: (P, N) from (P, S, N) and (P, S); 0 where a scale finds next to nothing."""
    least = 1e-12 * per_scale.amax(dim=-1, keepdim=True)
    agreed = torch.einsum("psn,ps->pn", per_scale.clamp_min(least.clamp_min(1e-30)).log(), weights).exp()
    return torch.where((per_scale > least).all(dim=1), agreed, torch.zeros_like(agreed))


def _propagate(
    evidence: Tensor, walk: Tensor, grid_hw: tuple[int, int], scale_grid: tuple[int, int], spread: float
) -> Tensor:
    """(1 − γ) E + γ S E, with S on the scale's own grid; the sum of the evidence is kept per patch."""
    pooled = _pool_maps(evidence, grid_hw, scale_grid)
    spread_out = _resize_maps(pooled @ walk.T, scale_grid, grid_hw)
    return (1 - spread) * evidence + spread * spread_out


def _laid_out(evidence: Tensor, loosened: Tensor, share: float) -> Tensor:
    """(1 − β) E⁺ + β G ΣE⁺/ΣG: (P, N); where Grad-ECLIP finds nothing, E⁺ alone."""
    whole, found = evidence.sum(dim=-1, keepdim=True), loosened.sum(dim=-1, keepdim=True)
    mixed = (1 - share) * evidence + share * loosened * (whole / found.clamp_min(1e-12))
    return torch.where(found > 1e-12, mixed, evidence)


def _above_mean(alignments: Tensor) -> Tensor:
    """How far each patch's alignment lies above the image's mean, in standard deviations; 0 below: (P, N)."""
    deviation = alignments.std(dim=-1, keepdim=True, correction=0).clamp_min(1e-9)
    return torch.relu((alignments - alignments.mean(dim=-1, keepdim=True)) / deviation)


def _power_of_share(alignments: Tensor, power: float) -> Tensor:
    """Alignment as a share of its largest, to a power: (P, n) in [0, 1].

    Where nothing is aligned there is nothing to choose by, and everything stays.
    """
    largest = alignments.amax(dim=-1, keepdim=True)
    share = (alignments / largest.clamp_min(1e-12)).clamp_min(0)
    return torch.where(largest > 0, share**power, torch.ones_like(share))


def _counter_gate(aligned: Tensor, settings: HierarchySettings) -> Tensor:
    """What is kept of the evidence against: (P, n) in [0, 1], 1 where nothing is aligned."""
    if settings.gate_sharpness == 0:
        return torch.ones_like(aligned)
    share = aligned / aligned.amax(dim=-1, keepdim=True).clamp_min(1e-12)
    return torch.relu(1 - share / max(settings.counter_threshold, 1e-6))


def _scale_weights(per_scale: Tensor, aligned: Tensor, temperature: float) -> Tensor:
    """ω: how concentrated each scale's positive map is, and how well it matches the alignment. (P, S)."""
    positive = torch.relu(per_scale)
    if temperature == 0:
        return torch.full(positive.shape[:2], 1.0 / positive.shape[1], device=positive.device)
    share = positive / positive.sum(dim=-1, keepdim=True).clamp_min(1e-12)
    entropy = -(share * share.clamp_min(1e-12).log()).sum(dim=-1)
    concentration = 1 - entropy / math.log(max(positive.shape[-1], 2))
    agreement = functional.cosine_similarity(positive, aligned[:, None], dim=-1)
    return torch.softmax((concentration + agreement) / temperature, dim=-1)


def _mean_cosine(record: TowerRecord, grid: tuple[int, int], layer_weights: Tensor) -> Tensor:
    """Σ_l α_l cos(F_l, F_l) of centred features on a scale's grid: (n, n)."""
    if grid == record.grid_hw:
        cosines = record.patch_cosines
    else:
        features = torch.stack([block.normed[1:] for block in record.blocks]).float()
        cosines = centred_cosines(_pool_tokens(features, record.grid_hw, grid))
    return torch.einsum("l,lnm->nm", layer_weights.clamp_min(0), cosines)


def _proximity(grid: tuple[int, int], sigma: float, like: Tensor) -> Tensor:
    """exp(−d² / 2σ²) between the cells of a grid: (n, n); rows and columns each have their factor."""

    def along(count: int) -> Tensor:
        places = torch.arange(count).to(like)
        return torch.exp(-((places[:, None] - places) ** 2) / (2 * max(sigma, 1e-3) ** 2))

    return torch.kron(along(grid[0]), along(grid[1]))


def _pooled_grid(grid_hw: tuple[int, int], pool: int) -> tuple[int, int]:
    return max(1, math.ceil(grid_hw[0] / pool)), max(1, math.ceil(grid_hw[1] / pool))


def _pool_tokens(features: Tensor, grid_hw: tuple[int, int], grid: tuple[int, int]) -> Tensor:
    """(L, N, D) → (L, n, D) by average pooling on the grid."""
    planes = features.transpose(1, 2).unflatten(-1, grid_hw)
    return functional.adaptive_avg_pool2d(planes, grid).flatten(-2).transpose(1, 2)


def _pool_maps(maps: Tensor, grid_hw: tuple[int, int], grid: tuple[int, int]) -> Tensor:
    """(P, N) → (P, n) by average pooling."""
    if grid == grid_hw:
        return maps
    return functional.adaptive_avg_pool2d(maps.unflatten(-1, grid_hw)[None], grid)[0].flatten(-2)


def _pool_matrix(matrix: Tensor, grid_hw: tuple[int, int], grid: tuple[int, int]) -> Tensor:
    """(N, N) → (n, n): averaged over both sides."""
    if grid == grid_hw:
        return matrix
    half = _pool_maps(matrix, grid_hw, grid)
    return _pool_maps(half.T.contiguous(), grid_hw, grid).T


def _resize_maps(maps: Tensor, grid: tuple[int, int], grid_hw: tuple[int, int]) -> Tensor:
    """(P, n) → (P, N), bilinear."""
    if grid == grid_hw:
        return maps
    planes = maps.unflatten(-1, grid)[None]
    return functional.interpolate(planes, grid_hw, mode="bilinear", align_corners=False)[0].flatten(-2)
