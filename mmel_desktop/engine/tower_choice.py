"""Which kind of explanation fits an image tower: decided by its class, never by its name."""

from __future__ import annotations

from typing import Any

from open_clip.transformer import ResidualAttentionBlock, VisionTransformer
from torch import nn

from mmel_desktop.engine.class_token_tower import ClassTokenTower
from mmel_desktop.engine.image_tower import ImageTower, forward_tolerance
from mmel_desktop.errors import UnsupportedModelError


def choose_tower(visual: nn.Module) -> ImageTower:
    """Wrap a model's image tower for attribution.

    Args:
        visual: the model's image tower, in evaluation mode, parameters frozen.

    Raises:
        UnsupportedModelError: the tower is of another kind, or computes something else than its blocks say.
    """
    reason = unsupported_reason(visual)
    if reason:
        raise unsupported(reason)
    tower = ClassTokenTower(visual)
    difference = tower.difference_from_model(_input_hw(visual))
    if not difference <= forward_tolerance(visual):
        raise unsupported(f"a forward pass that differs from its blocks' by {difference:.2g}")
    return tower


def unsupported(reason: str) -> UnsupportedModelError:
    """The refusal of a tower, with what was found."""
    return UnsupportedModelError(
        "this model's image tower cannot be explained",
        found=reason,
        expected="a tower of a kind that `mmel-desktop models list` marks with yes",
        action="choose another model",
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


def _input_hw(visual: Any) -> tuple[int, int]:
    height, width = visual.image_size
    return int(height), int(width)
