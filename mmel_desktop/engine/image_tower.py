"""The image side of a CLIP model: one forward pass, everything kept that later prompts need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import torch
from open_clip.transformer import ResidualAttentionBlock, VisionTransformer
from torch import Tensor, nn
from torch.nn import functional

from mmel_desktop.engine.attention_taps import AttentionTaps, attention_weights, project_heads
from mmel_desktop.errors import UnsupportedModelError

SUPPORTED_TOWERS = "vision transformers of open_clip with a class token and plain residual attention blocks"


@dataclass(frozen=True)
class BlockRecord:
    """What one block did with one image. T tokens, H heads of width d, D = H·d; token 0 is the class token.

    Attributes:
        normed: (T, D), input of the attention after ``ln_1``.
        key, value: (H, T, d).
        output_row: (D,), the attention output of the class token as the model computed it.
    """

    normed: Tensor
    key: Tensor
    value: Tensor
    output_row: Tensor


@dataclass
class TowerRecord:
    """One image, seen once.

    Attributes:
        embedding: (E,), image embedding before normalisation, as the model computed it.
        entry_tokens: (T, D), input of the first block.
        blocks: one record per block.
        grid_hw: rows and columns of the patch grid.
    """

    embedding: Tensor
    entry_tokens: Tensor
    blocks: list[BlockRecord]
    grid_hw: tuple[int, int]
    attentions: list[Tensor | None] = field(default_factory=list)

    @cached_property
    def unit_embedding(self) -> Tensor:
        """(E,), normalised to length 1."""
        return functional.normalize(self.embedding, dim=-1)


@dataclass(frozen=True)
class RowReplay:
    """The class-token row computed again, with the other tokens' keys and values held constant.

    Attributes:
        attention: per block (..., H, T), attention of the class token.
        output: per block (..., D), attention output; part of the gradient graph.
        embedding: (..., E), before normalisation.
    """

    attention: list[Tensor]
    output: list[Tensor]
    embedding: Tensor


class ImageTower:
    """Face of an open_clip vision transformer for attribution.

    Args:
        visual: the model's image tower, in evaluation mode, parameters frozen.

    Raises:
        UnsupportedModelError: the tower is of another kind; the text names which.
    """

    def __init__(self, visual: nn.Module) -> None:
        reason = unsupported_reason(visual)
        if reason:
            raise UnsupportedModelError(
                "this model's image tower cannot be explained",
                found=reason,
                expected=SUPPORTED_TOWERS,
                action="choose another model; `mmel-desktop models list` says which are supported",
            )
        self.visual = cast("VisionTransformer", visual)
        self.blocks: list[ResidualAttentionBlock] = list(self.visual.transformer.resblocks)

    @property
    def block_count(self) -> int:
        """Number of attention blocks."""
        return len(self.blocks)

    @property
    def grid_hw(self) -> tuple[int, int]:
        """Rows and columns of the patch grid."""
        rows, columns = self.visual.grid_size
        return int(rows), int(columns)

    def record(self, pixels: Tensor) -> TowerRecord:
        """Run the model's own forward once and keep what attribution needs.

        Args:
            pixels: (1, 3, H, W), normalised.
        """
        with torch.no_grad(), AttentionTaps(self.blocks) as taps:
            embedding = self.visual(pixels)[0]
        records = []
        with torch.no_grad():
            for block, normed, output in zip(self.blocks, taps.normed, taps.outputs, strict=True):
                _, key, value = project_heads(block.attn, normed[0])
                records.append(BlockRecord(normed[0], key, value, output[0, 0]))
        return TowerRecord(embedding, taps.block_inputs[0][0], records, self.grid_hw)

    def replay_class_token(self, record: TowerRecord) -> RowReplay:
        """Recompute the class-token row block by block, differentiable along that row only.

        The row's own key and value follow the row; those of the patches are the recorded constants.
        """
        row = record.entry_tokens[:1].detach().clone().requires_grad_(True)
        attentions, outputs = [], []
        for block, kept in zip(self.blocks, record.blocks, strict=True):
            query, key, value = project_heads(block.attn, block.ln_1(row))
            keys = torch.cat([key, kept.key[:, 1:]], dim=-2)
            values = torch.cat([value, kept.value[:, 1:]], dim=-2)
            attention = attention_weights(query, keys)
            mixed = (attention @ values).transpose(-3, -2).flatten(-2)
            output = block.attn.out_proj(mixed)
            row = finish_block(block, row, output)
            attentions.append(attention[..., 0, :])
            outputs.append(output)
        return RowReplay(attentions, outputs, self.embed_row(row)[0])

    def embed_row(self, row: Tensor) -> Tensor:
        """Class-token row (..., D) after the last block → embedding (..., E), before normalisation."""
        pooled = self.visual.ln_post(row)
        return cast("Tensor", pooled if self.visual.proj is None else pooled @ self.visual.proj)

    def patch_embeddings(self, record: TowerRecord) -> Tensor:
        """Each patch in the joint space, along the value path of the last block: (patches, E), unit length.

        Source: MaskCLIP (Zhou, Loy, Dai, ECCV 2022): skip the last block's query and key.
        """
        with torch.no_grad():
            block = self.blocks[-1]
            value = record.blocks[-1].value.transpose(0, 1).flatten(-2)[1:]
            return functional.normalize(self.embed_row(block.ls_1(block.attn.out_proj(value))), dim=-1)

    def mean_attention(self, record: TowerRecord, block_index: int) -> Tensor:
        """Attention of one block averaged over heads: (T, T), rows sum to 1. Computed once and kept."""
        if not record.attentions:
            record.attentions = [None] * self.block_count
        kept = record.attentions[block_index]
        if kept is None:
            with torch.no_grad():
                block, seen = self.blocks[block_index], record.blocks[block_index]
                query, _, _ = project_heads(block.attn, seen.normed)
                kept = attention_weights(query, seen.key).mean(dim=-3)
            record.attentions[block_index] = kept
        return kept

    def embed_token_subsets(self, record: TowerRecord, kept_patches: Tensor, batch_size: int = 32) -> Tensor:
        """Embed the image with some patches' tokens dropped before the first block.

        Args:
            record: the image.
            kept_patches: bool (N, patches); each row says which patches stay.
            batch_size: rows run together.

        Returns:
            (N, E), unit length. Rows with equal counts run together; no token is invented.
        """
        counts = kept_patches.sum(dim=1)
        result = torch.empty(len(kept_patches), record.embedding.shape[-1], device=record.embedding.device)
        for count in counts.unique().tolist():
            rows = torch.nonzero(counts == count).flatten()
            for chunk in rows.split(batch_size):
                picked = torch.nonzero(kept_patches[chunk])[:, 1].reshape(len(chunk), int(count))
                tokens = torch.cat([torch.zeros_like(picked[:, :1]), picked + 1], dim=1)
                result[chunk] = self._embed_tokens(record.entry_tokens[tokens])
        return result

    def _embed_tokens(self, tokens: Tensor) -> Tensor:
        with torch.no_grad():
            final = self.visual.transformer(tokens)
            return functional.normalize(self.embed_row(final[:, 0]), dim=-1).float()


def finish_block(block: ResidualAttentionBlock, row: Tensor, attention_output: Tensor) -> Tensor:
    """The rest of a plain residual block after its attention."""
    ls_1 = cast("Callable[[Tensor], Tensor]", block.ls_1)
    ls_2 = cast("Callable[[Tensor], Tensor]", block.ls_2)
    row = row + ls_1(attention_output)
    return row + ls_2(block.mlp(block.ln_2(row)))


def unsupported_reason(visual: Any) -> str:
    """Why a tower cannot be explained, in words; empty when it can."""
    if type(visual) is not VisionTransformer:
        return f"an image tower of class {type(visual).__name__}"
    if visual.attn_pool is not None:
        return "a vision transformer that pools by attention (no class token)"
    if visual.pool_type != "tok":
        return f"a vision transformer that pools by {visual.pool_type!r} instead of a class token"
    for block in visual.transformer.resblocks:
        if type(block) is not ResidualAttentionBlock:
            return f"attention blocks of class {type(block).__name__}"
        if getattr(block.attn, "in_proj_weight", None) is None:
            return f"attention of class {type(block.attn).__name__} without a joint input projection"
    if not getattr(visual.transformer, "batch_first", True):
        return "a transformer that puts tokens before images (batch_first is off)"
    return ""
