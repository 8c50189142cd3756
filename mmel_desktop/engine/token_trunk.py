"""The anatomy of transformers as image towers: how tokens enter, what the blocks are, how they are pooled."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, cast

import torch
from open_clip.transformer import CustomResidualAttentionBlock, ResidualAttentionBlock, VisionTransformer
from timm.layers.attention_pool import AttentionPoolLatent
from timm.layers.patch_embed import PatchEmbed
from timm.models.eva import Eva, EvaBlock, EvaBlockPostNorm
from timm.models.vision_transformer import Block
from timm.models.vision_transformer import VisionTransformer as TimmVisionTransformer
from torch import Tensor, nn

from mmel_desktop.engine.position_embedding import open_clip_entry, timm_entry

Layer = Callable[..., Tensor]


class TokenTrunk(ABC):
    """A transformer between pixels and embedding, taken apart. T tokens of width D, prefix tokens first.

    Attributes:
        blocks: its attention blocks, first to last.
        prefix_count: tokens that are no patches (class token, registers).
        pooling: ``token``, ``average`` or ``attention``.
        pool_drops_prefix: the pool reads patches only.
        grid_hw: rows and columns of the patch grid at the model's own input size.
        input_hw: that size, pixels.
        whole_view_refusal: why inputs of another size cannot be read; empty when they can.
    """

    blocks: list[nn.Module]
    prefix_count: int
    pooling: str
    pool_drops_prefix: bool
    grid_hw: tuple[int, int]
    input_hw: tuple[int, int]
    whole_view_refusal: str = ""

    @abstractmethod
    def entry(self, pixels: Tensor) -> tuple[Tensor, Tensor | None]:
        """Input of the first block (B, T, D) and the patches' rotary embedding, if there is one."""

    @abstractmethod
    def run_block(self, index: int, tokens: Tensor, rotary: Tensor | None) -> Tensor:
        """One block on tokens (B, T, D)."""

    @abstractmethod
    def attention_input(self, index: int, tokens: Tensor) -> Tensor:
        """What a block's attention reads: its normalised input."""

    @abstractmethod
    def attention_branch(self, index: int, tokens: Tensor, rotary: Tensor | None) -> Tensor:
        """What a block's attention adds to the residual stream (B, T, D)."""

    @abstractmethod
    def finish(self, tokens: Tensor) -> Tensor:
        """Pool tokens (B, T, D) after the last block → embeddings (B, E), before normalisation."""

    @property
    def patch_hw_px(self) -> tuple[int, int]:
        """Height and width of a patch in pixels of the input."""
        return self.input_hw[0] // self.grid_hw[0], self.input_hw[1] // self.grid_hw[1]

    def finish_alone(self, rows: Tensor) -> Tensor:
        """Pool each row (N, D) as if it were the image's only token: (N, E)."""
        tokens = rows[:, None]
        if self.pool_drops_prefix and self.prefix_count:
            filler = torch.zeros_like(rows)[:, None].expand(-1, self.prefix_count, -1)
            tokens = torch.cat([filler, tokens], dim=1)
        return self.finish(tokens)


class OpenClipTrunk(TokenTrunk):
    """open_clip's own vision transformer; it always has one class token, pooled or not."""

    def __init__(self, visual: VisionTransformer) -> None:
        self._visual = visual
        self.blocks = list(visual.transformer.resblocks)
        self.prefix_count = 1
        pools_all = visual.attn_pool is not None
        self.pooling = "attention" if pools_all else {"avg": "average", "tok": "token"}[visual.pool_type]
        self.pool_drops_prefix = self.pooling == "average"
        self.grid_hw = (int(visual.grid_size[0]), int(visual.grid_size[1]))
        self.input_hw = (int(visual.image_size[0]), int(visual.image_size[1]))

    def entry(self, pixels: Tensor) -> tuple[Tensor, Tensor | None]:
        """Input of the first block."""
        return open_clip_entry(self._visual, pixels), None

    def run_block(self, index: int, tokens: Tensor, rotary: Tensor | None) -> Tensor:
        """One block."""
        del rotary
        return cast("Tensor", self.blocks[index](tokens))

    def attention_input(self, index: int, tokens: Tensor) -> Tensor:
        """What a block's attention reads."""
        return cast("Layer", self.blocks[index].ln_1)(tokens)

    def attention_branch(self, index: int, tokens: Tensor, rotary: Tensor | None) -> Tensor:
        """What a block's attention adds."""
        del rotary
        block: Any = self.blocks[index]
        normed = block.ln_1(tokens)
        if isinstance(block, ResidualAttentionBlock):
            return cast("Tensor", block.ls_1(block.attention(q_x=normed)))
        return cast("Tensor", block.ls_1(block.ln_attn(block.attn(normed))))

    def finish(self, tokens: Tensor) -> Tensor:
        """Pool and project."""
        pooled, _ = self._visual._pool(tokens)
        return cast("Tensor", pooled if self._visual.proj is None else pooled @ self._visual.proj)


class TimmTrunk(TokenTrunk):
    """timm's ``VisionTransformer`` (SigLIP, ViTamin, MobileCLIP) or ``Eva`` (EVA-CLIP, PE)."""

    def __init__(self, visual: Any) -> None:
        self._visual = visual
        self._trunk = trunk = visual.trunk
        self.blocks = list(trunk.blocks)
        self.prefix_count = int(trunk.num_prefix_tokens)
        pooled_by_attention = trunk.attn_pool is not None
        self.pooling = (
            "attention" if pooled_by_attention else {"avg": "average", "token": "token"}[trunk.global_pool]
        )
        includes_prefix = bool(
            getattr(trunk, "pool_include_prefix", isinstance(trunk, Eva) and pooled_by_attention)
        )
        self.pool_drops_prefix = self.pooling != "token" and not includes_prefix
        embedding = trunk.patch_embed
        self.grid_hw = (int(embedding.grid_size[0]), int(embedding.grid_size[1]))
        self.input_hw = (int(embedding.img_size[0]), int(embedding.img_size[1]))
        if type(embedding) is not PatchEmbed:
            self.whole_view_refusal = "its patches come from a convolutional stem of fixed size"
        elif pooled_by_attention and trunk.attn_pool.pos_embed is not None:
            self.whole_view_refusal = "its pooler has positions of its own"

    def entry(self, pixels: Tensor) -> tuple[Tensor, Tensor | None]:
        """Input of the first block."""
        return timm_entry(self._trunk, pixels)

    def run_block(self, index: int, tokens: Tensor, rotary: Tensor | None) -> Tensor:
        """One block."""
        block = self.blocks[index]
        return cast("Tensor", block(tokens) if rotary is None else block(tokens, rope=rotary))

    def attention_input(self, index: int, tokens: Tensor) -> Tensor:
        """What a block's attention reads."""
        block: Any = self.blocks[index]
        return tokens if isinstance(block, EvaBlockPostNorm) else cast("Tensor", block.norm1(tokens))

    def attention_branch(self, index: int, tokens: Tensor, rotary: Tensor | None) -> Tensor:
        """What a block's attention adds."""
        block: Any = self.blocks[index]
        options = {} if rotary is None else {"rope": rotary}
        if isinstance(block, EvaBlockPostNorm):
            return cast("Tensor", block.norm1(block.attn(tokens, **options)))
        branch = block.attn(block.norm1(tokens), **options)
        if isinstance(block, EvaBlock):
            return cast("Tensor", branch if block.gamma_1 is None else block.gamma_1 * branch)
        return cast("Tensor", block.ls1(branch))

    def finish(self, tokens: Tensor) -> Tensor:
        """Pool and project."""
        return cast("Tensor", self._visual.head(self._trunk.forward_head(self._trunk.norm(tokens))))


def open_clip_refusal(visual: VisionTransformer) -> str:
    """Why an open_clip vision transformer cannot be taken apart; empty when it can."""
    if getattr(visual, "attn_pool_type", ""):
        return f"two attentional poolers ({visual.attn_pool_type}), which open_clip itself calls untested"
    if visual.attn_pool is not None and visual.pool_type != "tok":
        return "an attentional pooler whose queries are averaged"
    if visual.attn_pool is None and visual.pool_type not in {"tok", "avg"}:
        return f"a vision transformer that pools by {visual.pool_type!r}"
    if not getattr(visual.transformer, "batch_first", True):
        return "a transformer that puts tokens before images (batch_first is off)"
    return _foreign_block(
        visual.transformer.resblocks, (ResidualAttentionBlock, CustomResidualAttentionBlock)
    )


def timm_refusal(visual: Any) -> str:
    """Why a timm transformer cannot be taken apart; empty when it can."""
    trunk = visual.trunk
    if trunk.attn_pool is not None and type(trunk.attn_pool) is not AttentionPoolLatent:
        return f"an attention pool of class {type(trunk.attn_pool).__name__}"
    if trunk.attn_pool is None and trunk.global_pool not in {"token", "avg"}:
        return f"a transformer that pools by {trunk.global_pool!r}"
    if getattr(trunk, "rope_mixed", False):
        return "a rotary embedding of its own for each block"
    kinds = (EvaBlock, EvaBlockPostNorm) if type(trunk) is Eva else (Block,)
    return _foreign_block(trunk.blocks, kinds)


def is_timm_transformer(trunk: Any) -> bool:
    """True for the two transformer classes of timm that are taken apart here."""
    return type(trunk) in {TimmVisionTransformer, Eva}


def _foreign_block(blocks: Any, kinds: tuple[type, ...]) -> str:
    foreign = next((type(block).__name__ for block in blocks if type(block) not in kinds), "")
    return f"attention blocks of class {foreign}" if foreign else ""
