"""Gradients along the class token's own path, written out by hand.

The forward values of every step of this path are recorded already and the same for all prompts, so no graph
is built and nothing is recomputed: P prompts are P rows that walk back through the blocks together. The
patches' keys and values are constants; the class token's own key and value follow its row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import torch
from open_clip.transformer import ResidualAttentionBlock
from torch import Tensor

from mmel_desktop.engine.row_gradients import through_mlp, through_norm, through_scale, times

if TYPE_CHECKING:
    from mmel_desktop.engine.class_token_tower import ClassTokenBlock, ClassTokenRecord, ClassTokenTower


@dataclass(frozen=True)
class BlockGradient:
    """What flows back through one block's attention for P prompts.

    Attributes:
        output: (P, D), ∂s/∂y, y the class token's attention output.
        heads: (P, H, d), ∂s/∂o, o the attention output before the output projection.
        contributions: (P, T), Σ_h A[h, i] (∂s/∂o^h · v_i^h) for every token i.
        alignment: (P, T), mean_h relu(∂s/∂o^h · v_i^h), which is relu(∂s/∂A[h, i]).
    """

    output: Tensor
    heads: Tensor
    contributions: Tensor
    alignment: Tensor


def walk_back(
    tower: ClassTokenTower, record: ClassTokenRecord, text: Tensor, blocks: int | None = None
) -> list[BlockGradient]:
    """Gradients of cos(image, prompt) at every block's attention, last block last.

    Args:
        tower: the image tower.
        record: the image, seen once.
        text: (P, E), unit text embeddings.
        blocks: how many of the last blocks to walk through; all when None.
    """
    with torch.no_grad():
        row_gradient = _score_gradient(tower, record, text)
        count = tower.block_count if blocks is None else blocks
        found: list[BlockGradient] = []
        for index in range(tower.block_count - 1, tower.block_count - 1 - count, -1):
            block, seen = tower.blocks[index], record.blocks[index]
            row_gradient = row_gradient + through_mlp(
                block, seen.middle_row, record.mlp_slopes[index], row_gradient
            )
            step, into_attention = _through_attention(block, seen, row_gradient)
            row_gradient = row_gradient + into_attention
            found.append(step)
        return found[::-1]


def _score_gradient(tower: ClassTokenTower, record: ClassTokenRecord, text: Tensor) -> Tensor:
    """∂cos/∂row after the last block: (P, D)."""
    length = record.embedding.norm()
    unit = record.unit_embedding
    gradient = (text - (text @ unit)[:, None] * unit) / length
    if tower.visual.proj is not None:
        gradient = times(gradient, tower.visual.proj.T)
    return through_norm(tower.visual.ln_post, record.final_row, gradient)


def _through_attention(
    block: ResidualAttentionBlock, seen: ClassTokenBlock, gradient: Tensor
) -> tuple[BlockGradient, Tensor]:
    """The block's gradients, and what reaches the row before ``ln_1``: (P, D)."""
    output = through_scale(block.ls_1, gradient)
    heads = times(output, block.attn.out_proj.weight).unflatten(-1, (seen.value.shape[0], -1))
    attention = seen.class_attention.float()
    along_values = torch.einsum("phd,htd->pht", heads.to(seen.value), seen.value).float()
    weighted = along_values * attention
    logits = weighted - attention * weighted.sum(dim=-1, keepdim=True)
    logits = logits * seen.key.shape[-1] ** -0.5
    query = torch.einsum("pht,htd->phd", logits.to(seen.key), seen.key).float()
    own_key = logits[..., :1] * seen.query[:, 0]
    own_value = attention[:, :1] * heads
    projected = torch.cat([part.flatten(1) for part in (query, own_key, own_value)], dim=-1)
    weight = cast("Tensor", block.attn.in_proj_weight)
    into_row = through_norm(block.ln_1, seen.input_row, times(projected, weight))
    step = BlockGradient(output, heads, weighted.sum(dim=1), along_values.clamp_min_(0).mean(dim=1))
    return step, into_row
