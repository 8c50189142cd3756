"""The image side of a CLIP model: one forward pass, everything kept that later prompts need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import torch
from open_clip.transformer import ResidualAttentionBlock, VisionTransformer
from torch import Tensor, nn
from torch.nn import functional

from mmel_desktop.engine.attention_taps import attention_weights, project_heads
from mmel_desktop.errors import UnsupportedModelError

SUPPORTED_TOWERS = "vision transformers of open_clip with a class token and plain residual attention blocks"

FORWARD_TOLERANCE = 1e-3
"""Largest relative difference allowed between our step-by-step forward and the model's own."""


@dataclass(frozen=True)
class BlockRecord:
    """What one block did with one image. T tokens, H heads of width d, D = H·d; token 0 is the class token.

    Attributes:
        normed: (T, D), input of the attention after ``ln_1``.
        query, key, value: (H, T, d).
        mean_attention: (T, T), attention averaged over heads; rows sum to 1.
        class_attention: (H, T), the class token's attention.
        input_row: (D,), the class token entering the block.
        output_row: (D,), the class token's attention output.
        middle_row: (D,), the class token after the first residual sum.
        hidden_row: (4D,), the class token inside the MLP, before its activation.
    """

    normed: Tensor
    query: Tensor
    key: Tensor
    value: Tensor
    mean_attention: Tensor
    class_attention: Tensor
    input_row: Tensor
    output_row: Tensor
    middle_row: Tensor
    hidden_row: Tensor


@dataclass
class TowerRecord:
    """One image, seen once.

    Attributes:
        embedding: (E,), image embedding before normalisation.
        final_row: (D,), the class token after the last block.
        entry_tokens: (T, D), input of the first block.
        blocks: one record per block.
        grid_hw: rows and columns of the patch grid.
    """

    embedding: Tensor
    final_row: Tensor
    entry_tokens: Tensor
    blocks: list[BlockRecord]
    grid_hw: tuple[int, int]

    @cached_property
    def unit_embedding(self) -> Tensor:
        """(E,), normalised to length 1."""
        return functional.normalize(self.embedding, dim=-1)


class ImageTower:
    """Face of an open_clip vision transformer for attribution.

    The tower's blocks are run step by step, so that what attribution needs is kept on the way instead of
    being computed a second time. That this is the model's own forward is checked once, when the tower is
    made.

    Args:
        visual: the model's image tower, in evaluation mode, parameters frozen.

    Raises:
        UnsupportedModelError: the tower is of another kind, or computes something else than its blocks say.
    """

    def __init__(self, visual: nn.Module) -> None:
        reason = unsupported_reason(visual)
        if reason:
            raise _unsupported(reason)
        self.visual = cast("VisionTransformer", visual)
        self.blocks: list[ResidualAttentionBlock] = list(self.visual.transformer.resblocks)
        difference = self._difference_from_model()
        if not difference <= FORWARD_TOLERANCE:
            raise _unsupported(f"a forward pass that differs from its blocks' by {difference:.2g}")

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
        """One forward pass over an image, keeping what attribution needs.

        Args:
            pixels: (1, 3, H, W), normalised.
        """
        with torch.no_grad():
            tokens = entry = self.visual._embeds(pixels)[0]
            records = []
            for index, block in enumerate(self.blocks):
                seen, tokens = _run_block(block, tokens, last=index == self.block_count - 1)
                records.append(seen)
            embedding = self.embed_row(tokens[0])
        return TowerRecord(embedding, tokens[0], entry, records, self.grid_hw)

    def _difference_from_model(self) -> float:
        """Largest difference from the model's own embedding of one noise image, relative to its size."""
        height, width = self.visual.image_size
        generator = torch.Generator().manual_seed(0)
        weight = self.visual.conv1.weight
        pixels = torch.randn(1, 3, height, width, generator=generator).to(weight)
        with torch.no_grad():
            expected = self.visual(pixels)
            expected = expected[0] if isinstance(expected, tuple) else expected
            scale = float(expected.abs().max().clamp_min(1e-12))
            return float((self.record(pixels).embedding - expected[0]).abs().max()) / scale

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
                tokens = torch.cat([picked.new_zeros(len(chunk), 1), picked + 1], dim=1)
                result[chunk] = self._embed_tokens(record.entry_tokens[tokens])
        return result

    def _embed_tokens(self, tokens: Tensor) -> Tensor:
        with torch.no_grad():
            final = self.visual.transformer(tokens)
            return functional.normalize(self.embed_row(final[:, 0]), dim=-1).float()


def _run_block(block: ResidualAttentionBlock, tokens: Tensor, *, last: bool) -> tuple[BlockRecord, Tensor]:
    """A plain residual block on one image's tokens (T, D).

    After the last block only the class token is read, so its MLP is spared the patches: (1, D) is returned.
    """
    normed = block.ln_1(tokens)
    query, key, value = project_heads(block.attn, normed)
    attention = attention_weights(query, key)
    rows = slice(0, 1) if last else slice(None)
    output = block.attn.out_proj((attention[:, rows] @ value).transpose(0, 1).flatten(1))
    middle = tokens[rows] + scale_layer(block.ls_1, output)
    hidden = block.mlp.c_fc(block.ln_2(middle))
    result = middle + scale_layer(block.ls_2, block.mlp.c_proj(block.mlp.gelu(hidden)))
    seen = BlockRecord(
        normed=normed,
        query=query,
        key=key,
        value=value,
        mean_attention=attention.mean(dim=0),
        class_attention=attention[:, 0].clone(),
        input_row=tokens[0],
        output_row=output[0].clone(),
        middle_row=middle[0].clone(),
        hidden_row=hidden[0].clone(),
    )
    return seen, result


def scale_layer(layer_scale: nn.Module, values: Tensor) -> Tensor:
    """Apply a block's layer scale (the identity in most models)."""
    return cast("Callable[[Tensor], Tensor]", layer_scale)(values)


def finish_block(block: ResidualAttentionBlock, row: Tensor, attention_output: Tensor) -> Tensor:
    """The rest of a plain residual block after its attention."""
    row = row + scale_layer(block.ls_1, attention_output)
    return row + scale_layer(block.ls_2, block.mlp(block.ln_2(row)))


def _unsupported(reason: str) -> UnsupportedModelError:
    return UnsupportedModelError(
        "this model's image tower cannot be explained",
        found=reason,
        expected=SUPPORTED_TOWERS,
        action="choose another model; `mmel-desktop models list` says which are supported",
    )


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
