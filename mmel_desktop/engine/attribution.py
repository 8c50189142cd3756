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

from mmel_desktop.engine.attention_taps import AttentionTaps, attention_weights, project_heads
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

    The patches' keys and values are constants, so one row is differentiated for all prompts at once instead
    of a whole tower for each.

    Args:
        tower: the image tower.
        record: the image, seen once.
        text: (P, E), unit text embeddings.
    """
    with torch.enable_grad():
        replay = tower.replay_class_token(record)
        scores = functional.normalize(replay.embedding, dim=-1) @ text.T
        # One vector-Jacobian product per prompt, all in one batched pass over the row.
        selectors = torch.eye(len(text), dtype=scores.dtype, device=scores.device)
        gradients = torch.autograd.grad(scores, replay.output, grad_outputs=selectors, is_grads_batched=True)
    attentions = [attention.detach() for attention in replay.attention]
    return _contributions(
        tower,
        record,
        [gradient[:, 0] for gradient in gradients],
        attentions,
        scores.detach(),
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
    attentions = [class_token_attention(tower, record, index) for index in range(tower.block_count)]
    return _contributions(tower, record, [torch.stack(block) for block in rows], attentions, scores.detach())


def grad_eclip(tower: ImageTower, record: TowerRecord, text: Tensor) -> Tensor:
    """The published Grad-ECLIP map, for comparison: last block only.

    H_i = ReLU(Σ_c g_c · λ_i · v_{i,c}), with g = ∂s/∂o at the class token, and the loosened spatial weight
    λ the
    min-max scaled cosine between the class token's query and each patch's key (Zhao et al., ICML 2024, eq.
    6–9; here with the model's true heads joined, not the single head of the authors' code).

    Returns:
        float32 (P, patches), not negative.
    """
    attribution_gradients = last_block_gradient(tower, record, text)
    last = record.blocks[-1]
    query, _, _ = project_heads(tower.blocks[-1].attn, last.normed[:1])
    joined_query = query.transpose(0, 1).flatten(-2)
    joined_key = last.key.transpose(0, 1).flatten(-2)[1:]
    joined_value = last.value.transpose(0, 1).flatten(-2)[1:]
    similarity = functional.cosine_similarity(joined_query, joined_key, dim=-1)
    spatial = (similarity - similarity.min()) / (similarity.max() - similarity.min()).clamp_min(1e-12)
    return torch.relu(attribution_gradients @ (joined_value * spatial[:, None]).T).float()


def last_block_gradient(tower: ImageTower, record: TowerRecord, text: Tensor) -> Tensor:
    """∂s/∂o of the last block's class token, before the output projection: (P, D); exact."""
    with torch.enable_grad():
        replay = tower.replay_class_token(record)
        scores = functional.normalize(replay.embedding, dim=-1) @ text.T
        selectors = torch.eye(len(text), dtype=scores.dtype, device=scores.device)
        (gradient,) = torch.autograd.grad(
            scores, replay.output[-1:], grad_outputs=selectors, is_grads_batched=True
        )
    before_projection: Tensor = gradient[:, 0] @ tower.blocks[-1].attn.out_proj.weight
    return before_projection.detach()


def class_token_attention(tower: ImageTower, record: TowerRecord, block_index: int) -> Tensor:
    """Attention of the class token in one block: (H, T)."""
    with torch.no_grad():
        seen = record.blocks[block_index]
        query, _, _ = project_heads(tower.blocks[block_index].attn, seen.normed[:1])
        return attention_weights(query, seen.key)[:, 0]


def _contributions(
    tower: ImageTower,
    record: TowerRecord,
    output_gradients: list[Tensor],
    attentions: list[Tensor],
    scores: Tensor,
) -> Attribution:
    """E and its completeness residual, from ∂s/∂y (P, D) per block and the class token's attention (H, T)."""
    per_block, residuals = [], []
    with torch.no_grad():
        for block, seen, gradient, attention in zip(
            tower.blocks, record.blocks, output_gradients, attentions, strict=True
        ):
            projection = block.attn.out_proj
            head_gradient = gradient @ projection.weight
            weighted = (seen.value * attention[..., None]).transpose(0, 1).flatten(-2)
            contribution = (head_gradient @ weighted.T).float()
            # Held against the output the model itself computed, not against our own recomputation of it.
            bias = 0 if projection.bias is None else projection.bias
            expected = gradient @ (seen.output_row - bias)
            scale = contribution.abs().sum(dim=-1).clamp_min(1e-12)
            per_block.append(contribution)
            residuals.append((contribution.sum(dim=-1) - expected.float()).abs() / scale)
    stacked = torch.stack(per_block, dim=1)
    return Attribution(stacked[..., 1:], stacked[..., 0], torch.stack(residuals, dim=1), scores.float())
