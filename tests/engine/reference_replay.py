"""The class-token row computed again with autograd: the oracle for the hand-written gradients."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from mmel_desktop.engine.attention_taps import attention_weights, project_heads
from mmel_desktop.engine.class_token_tower import ClassTokenRecord, ClassTokenTower, finish_block


@dataclass(frozen=True)
class RowReplay:
    """Per block the attention output (1, D), part of the graph; and the embedding (E,)."""

    output: list[Tensor]
    embedding: Tensor


def replay_class_token(tower: ClassTokenTower, record: ClassTokenRecord) -> RowReplay:
    """Recompute the row block by block; the patches' keys and values stay constant, its own follow it."""
    row = record.entry_tokens[:1].detach().clone().requires_grad_(True)
    outputs = []
    for block, kept in zip(tower.blocks, record.blocks, strict=True):
        query, key, value = project_heads(block.attn, block.ln_1(row))
        keys = torch.cat([key, kept.key[:, 1:]], dim=-2)
        values = torch.cat([value, kept.value[:, 1:]], dim=-2)
        mixed = (attention_weights(query, keys) @ values).transpose(-3, -2).flatten(-2)
        outputs.append(block.attn.out_proj(mixed))
        row = finish_block(block, row, outputs[-1])
    return RowReplay(outputs, tower.embed_row(row)[0])
