"""Which kind of explanation fits an image tower: decided by its class, never by its name."""

from __future__ import annotations

from typing import Any

from open_clip.modified_resnet import ModifiedResNet
from open_clip.timm_model import TimmModel
from open_clip.transformer import ResidualAttentionBlock, VisionTransformer
from torch import nn

from mmel_desktop.engine.class_token_tower import ClassTokenTower
from mmel_desktop.engine.feature_grid_tower import TIMM_CLASSES, FeatureGridTower
from mmel_desktop.engine.image_tower import ImageTower, forward_tolerance
from mmel_desktop.engine.token_trunk import (
    OpenClipTrunk,
    TimmTrunk,
    is_timm_transformer,
    open_clip_refusal,
    timm_refusal,
)
from mmel_desktop.engine.transformer_tower import TransformerTower
from mmel_desktop.errors import UnsupportedModelError


def choose_tower(visual: nn.Module) -> ImageTower:
    """Wrap a model's image tower for attribution, and check once that the wrapper computes what it does.

    Args:
        visual: the model's image tower, in evaluation mode, parameters frozen.

    Raises:
        UnsupportedModelError: the tower is of another kind, or computes something else than its parts say.
    """
    tower = _wrap(visual)
    difference = tower.difference_from_model(_input_hw(visual))
    if not difference <= forward_tolerance(visual):
        raise unsupported(f"a forward pass that differs from its parts' by {difference:.2g}")
    return tower


def unsupported(reason: str) -> UnsupportedModelError:
    """The refusal of a tower, with what was found."""
    return UnsupportedModelError(
        "this model's image tower cannot be explained",
        found=reason,
        expected="a tower of a kind that `mmel-desktop models list` marks with yes",
        action="choose another model",
    )


def _wrap(visual: Any) -> ImageTower:
    if type(visual) is VisionTransformer:
        refusal = open_clip_refusal(visual)
        if refusal:
            raise unsupported(refusal)
        return (
            ClassTokenTower(visual) if _is_plain(visual) else TransformerTower(visual, OpenClipTrunk(visual))
        )
    if type(visual) is ModifiedResNet:
        return FeatureGridTower(visual)
    if type(visual) is TimmModel and is_timm_transformer(visual.trunk):
        refusal = timm_refusal(visual)
        if refusal:
            raise unsupported(refusal)
        return TransformerTower(visual, TimmTrunk(visual))
    if type(visual) is TimmModel and type(visual.trunk) in TIMM_CLASSES:
        return FeatureGridTower(visual)
    inner = getattr(visual, "trunk", visual)
    raise unsupported(f"an image tower of class {type(inner).__name__}")


def _is_plain(visual: Any) -> bool:
    """A class token is pooled and every block is open_clip's plain one: the hand-written path applies."""
    blocks = visual.transformer.resblocks
    return (
        visual.attn_pool is None
        and visual.pool_type == "tok"
        and all(type(block) is ResidualAttentionBlock for block in blocks)
        and all(getattr(block.attn, "in_proj_weight", None) is not None for block in blocks)
    )


def _input_hw(visual: Any) -> tuple[int, int]:
    size = visual.image_size
    return (int(size), int(size)) if isinstance(size, int) else (int(size[0]), int(size[1]))
