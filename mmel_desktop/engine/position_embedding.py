"""Patch tokens with their position embedding, also on grids the model was not trained on."""

from __future__ import annotations

import copy
from typing import Any, cast

import torch
from open_clip.transformer import VisionTransformer
from torch import Tensor
from torch.nn import functional


def resample_positions(
    positions: Tensor, old_hw: tuple[int, int], new_hw: tuple[int, int], prefix_count: int
) -> Tensor:
    """Position embeddings for another grid: bicubic, antialiased, as open_clip does when it loads weights.

    Args:
        positions: (prefix + old rows · old columns, D); the prefix (class token, registers) stays.
        old_hw, new_hw: rows and columns.
        prefix_count: leading rows that belong to no patch.
    """
    if old_hw == new_hw:
        return positions
    prefix, patches = positions[:prefix_count], positions[prefix_count:]
    planes = patches.float().T.unflatten(-1, old_hw)[None]
    resized = functional.interpolate(planes, new_hw, mode="bicubic", antialias=True, align_corners=False)
    return torch.cat([prefix, resized[0].flatten(-2).T.to(prefix)])


def open_clip_entry(visual: VisionTransformer, pixels: Tensor) -> Tensor:
    """Input of the first block of an open_clip vision transformer: (B, 3, H, W) → (B, 1 + N, D).

    At the model's own input size this is the model's own code; at another the position embedding is
    interpolated.
    """
    if tuple(pixels.shape[-2:]) == tuple(visual.image_size):
        return cast("Tensor", visual._embeds(pixels))
    planes = visual.conv1(pixels)
    grid_hw = (int(planes.shape[-2]), int(planes.shape[-1]))
    patches = planes.flatten(2).transpose(1, 2)
    class_token = visual.class_embedding.to(patches).expand(len(patches), 1, -1)
    own_hw = (int(visual.grid_size[0]), int(visual.grid_size[1]))
    positions = resample_positions(visual.positional_embedding, own_hw, grid_hw, prefix_count=1)
    tokens = torch.cat([class_token, patches], dim=1) + positions.to(patches)
    return cast("Tensor", visual.ln_pre(visual.patch_dropout(tokens)))


def timm_entry(trunk: Any, pixels: Tensor) -> tuple[Tensor, Tensor | None]:
    """Input of the first block of a timm transformer and its rotary embedding (None where it has none).

    Args:
        trunk: timm's ``VisionTransformer`` or ``Eva``.
        pixels: (B, 3, H, W).
    """
    rotary = None
    own_size = tuple(trunk.patch_embed.img_size)
    if tuple(pixels.shape[-2:]) == own_size:
        tokens = trunk._pos_embed(trunk.patch_embed(pixels))
        if isinstance(tokens, tuple):
            tokens, rotary = tokens
        return cast("Tensor", trunk.norm_pre(tokens)), rotary
    embedding = trunk.patch_embed
    planes = embedding.proj(pixels)
    grid_hw = (int(planes.shape[-2]), int(planes.shape[-1]))
    patches = embedding.norm(planes.flatten(2).transpose(1, 2))
    prefix = [
        token.expand(len(patches), -1, -1)
        for token in (trunk.cls_token, trunk.reg_token)
        if token is not None
    ]
    counted = 0 if trunk.no_embed_class else trunk.num_prefix_tokens
    if trunk.pos_embed is not None:
        positions = resample_positions(trunk.pos_embed[0], tuple(embedding.grid_size), grid_hw, counted).to(
            patches
        )
        tokens = (
            torch.cat([*prefix, patches + positions], dim=1)
            if trunk.no_embed_class
            else torch.cat([*prefix, patches], dim=1) + positions
        )
    else:
        tokens = torch.cat([*prefix, patches], dim=1)
    rope = getattr(trunk, "rope", None)
    if rope is not None:
        rotary = _rotary_for(rope, grid_hw)
    return cast("Tensor", trunk.norm_pre(tokens)), rotary


def _rotary_for(rope: Any, grid_hw: tuple[int, int]) -> Tensor:
    """The rotary embedding of another grid; computed by a copy, because the module keeps one grid's."""
    if not hasattr(rope, "update_feat_shape"):
        return cast("Tensor", rope.get_embed(shape=grid_hw))
    other = copy.deepcopy(rope)
    other.update_feat_shape(list(grid_hw))
    return cast("Tensor", other.get_embed())
