"""Who contributed to the score, block by block and patch by patch.

All methods return signed contributions in cosine units: for block l and token i

    E[l, i] = Σ_h A_l^h[0, i] · (g_l^h · v_{l,i}^h),   g_l = ∂s/∂o_l

with A the class token's attention, v the values, o the attention output before the output projection and s
the cosine between image and prompt. Summed over all tokens, the class token included, E[l] equals g_l · o_l
exactly
(completeness). It follows Grad-ECLIP (Zhao et al., ICML 2024), with every head and every block kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from mmel_desktop.engine.attention_taps import AttentionTaps
from mmel_desktop.engine.class_token_path import cosine_scores, walk_back
from mmel_desktop.engine.image_tower import ImageTower, TowerRecord

METHODS = ("mmel", "direct", "full", "grad_eclip")


@dataclass(frozen=True)
class Attribution:
    """Contributions of P prompts over L blocks.

    Attributes:
        patches: float32 (P, L, patches), signed.
        class_token: float32 (P, L), the class token's own contribution.
        residual: (P, L), relative completeness error against the model's own attention output.
        scores: (P,), cosine recomputed along the way; must equal the model's.
    """

    patches: Tensor
    class_token: Tensor
    residual: Tensor
    scores: Tensor


def direct(tower: ImageTower, record: TowerRecord, text: Tensor) -> Attribution:
    """Contributions with gradients that flow along the class-token path only.

    The patches' keys and values are constants, so one row is walked back for all prompts at once instead of a
    whole tower for each.

    Args:
        tower: the image tower.
        record: the image, seen once.
        text: (P, E), unit text embeddings.
    """
    steps = walk_back(tower, record, text)
    return _collect(
        tower,
        record,
        [step.output for step in steps],
        [step.contributions for step in steps],
        cosine_scores(record, text),
    )


def full(tower: ImageTower, pixels: Tensor, record: TowerRecord, text: Tensor) -> Attribution:
    """The same contributions with gradients through the whole tower: one backward pass per prompt.

    Args:
        tower: the image tower.
        pixels: (1, 3, H, W), the model's input.
        record: the image, seen once.
        text: (P, E), unit text embeddings.
    """
    with torch.enable_grad(), AttentionTaps(tower.blocks, differentiable=True) as taps:
        embedding = tower.visual(pixels)[0]
        scores = functional.normalize(embedding, dim=-1) @ text.T
        rows: list[list[Tensor]] = [[] for _ in tower.blocks]
        for index in range(len(text)):
            gradients = torch.autograd.grad(scores[index], taps.outputs, retain_graph=index + 1 < len(text))
            for block_rows, gradient in zip(rows, gradients, strict=True):
                block_rows.append(gradient[0, 0])
    contributions = []
    with torch.no_grad():
        for block, seen, block_rows in zip(tower.blocks, record.blocks, rows, strict=True):
            heads = (torch.stack(block_rows) @ block.attn.out_proj.weight).unflatten(
                -1, (len(seen.value), -1)
            )
            along_values = torch.einsum("phd,htd->pht", heads, seen.value)
            contributions.append((along_values * seen.class_attention).sum(dim=1))
    return _collect(
        tower, record, [torch.stack(block_rows) for block_rows in rows], contributions, scores.detach()
    )


def grad_eclip(tower: ImageTower, record: TowerRecord, text: Tensor) -> Tensor:
    """The published Grad-ECLIP map, for comparison: last block only.

    H_i = ReLU(Σ_c g_c · λ_i · v_{i,c}), with g = ∂s/∂o at the class token, and the loosened spatial weight
    λ the
    min-max scaled cosine between the class token's query and each patch's key (Zhao et al., ICML 2024, eq.
    6–9; here with the model's true heads joined, not the single head of the authors' code).

    Returns:
        float32 (P, patches), not negative.
    """
    (step,) = walk_back(tower, record, text, blocks=1)
    last = record.blocks[-1]
    joined_query = last.query[:, 0].flatten()[None]
    joined_key = last.key.transpose(0, 1).flatten(-2)[1:]
    joined_value = last.value.transpose(0, 1).flatten(-2)[1:]
    similarity = functional.cosine_similarity(joined_query, joined_key, dim=-1)
    spatial = (similarity - similarity.min()) / (similarity.max() - similarity.min()).clamp_min(1e-12)
    return torch.relu(step.heads.flatten(1) @ (joined_value * spatial[:, None]).T).float()


def _collect(
    tower: ImageTower,
    record: TowerRecord,
    output_gradients: list[Tensor],
    contributions: list[Tensor],
    scores: Tensor,
) -> Attribution:
    """E with its completeness residual, from ∂s/∂y (P, D) and the contributions (P, T) of each block."""
    residuals = []
    with torch.no_grad():
        for block, seen, gradient, contribution in zip(
            tower.blocks, record.blocks, output_gradients, contributions, strict=True
        ):
            # Held against the attention output itself, through the output projection.
            bias = block.attn.out_proj.bias
            expected = gradient @ (seen.output_row if bias is None else seen.output_row - bias)
            scale = contribution.abs().sum(dim=-1).clamp_min(1e-12)
            residuals.append(((contribution.sum(dim=-1) - expected).abs() / scale).float())
    stacked = torch.stack(contributions, dim=1).float()
    return Attribution(stacked[..., 1:], stacked[..., 0], torch.stack(residuals, dim=1), scores.float())
