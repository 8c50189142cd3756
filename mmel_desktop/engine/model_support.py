"""Whether a model can be explained, and how, told from its configuration without building it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_type_hints

import timm
from timm.models import convnext, eva, fastvit, swin_transformer, vision_transformer

HOW = {
    "token": "class-token attribution over all blocks",
    "average": "averaged patches: attribution over all blocks, one backward pass per prompt",
    "attention": "attention pool: attribution over all blocks and the pooler, one backward pass per prompt",
    "own_pool": "attribution over all blocks; its class token or its averaged patches are pooled",
    "feature_grid": "convolutional: gradient × activation on the last feature grid",
}
"""How each kind of image tower is explained, for a person to read."""

NEEDS_TRANSFORMERS = "its text needs the package transformers"

_TRANSFORMERS = (vision_transformer.VisionTransformer, eva.Eva)
_FEATURE_GRIDS = (convnext.ConvNeXt, fastvit.FastVit, swin_transformer.SwinTransformer)
_KIND_BY_TIMM_POOL = {"token": "token", "avg": "average", "map": "attention", "": "own_pool"}


@dataclass(frozen=True)
class ModelSupport:
    """What can be said about explaining a model.

    Attributes:
        supported: whether it can be explained.
        how: how, or why not and what to use instead.
        needs_transformers: its tokenizer or text tower comes from the package ``transformers``.
    """

    supported: bool
    how: str
    needs_transformers: bool = False


def model_support(configuration: Mapping[str, Any]) -> ModelSupport:
    """Judge an open_clip model configuration.

    Args:
        configuration: ``model_cfg`` of open_clip: ``vision_cfg``, ``text_cfg``, ...
    """
    vision = configuration.get("vision_cfg")
    if not isinstance(vision, Mapping):
        return ModelSupport(False, "no image tower in its configuration")
    judged = _timm_support(vision) if vision.get("timm_model_name") else _native_support(vision)
    if judged.supported and needs_transformers(configuration):
        return ModelSupport(True, f"{judged.how}; {NEEDS_TRANSFORMERS}", True)
    return judged


def needs_transformers(configuration: Mapping[str, Any]) -> bool:
    """True where the tokenizer or the text tower comes from the package ``transformers``."""
    text = configuration.get("text_cfg")
    return isinstance(text, Mapping) and bool(text.get("hf_tokenizer_name") or text.get("hf_model_name"))


def _native_support(vision: Mapping[str, Any]) -> ModelSupport:
    """open_clip's own towers."""
    if isinstance(vision.get("layers"), list | tuple):
        return ModelSupport(True, HOW["feature_grid"])
    if vision.get("scaled_cosine_attn"):
        return ModelSupport(False, "scaled cosine attention, which is not read; use a plain ViT")
    pooler = vision.get("attentional_pool")
    if isinstance(pooler, str):
        return ModelSupport(False, f"two attentional poolers ({pooler}), untested by open_clip; use CoCa")
    if pooler:
        return ModelSupport(True, HOW["attention"])
    pool = vision.get("pool_type", "tok")
    if pool == "avg":
        return ModelSupport(True, HOW["average"])
    if pool == "tok":
        return ModelSupport(True, HOW["token"])
    return ModelSupport(False, f"it pools by {pool!r}; use a model with a class token or averaged patches")


def _timm_support(vision: Mapping[str, Any]) -> ModelSupport:
    """Towers built by timm: judged by the class the named model is built of."""
    name, pool = str(vision["timm_model_name"]), str(vision.get("timm_pool", "avg") or "")
    if not timm.is_model(name):
        return ModelSupport(False, f"timm has no model {name!r}; update timm or use another model")
    built = _timm_class(name)
    if built in _FEATURE_GRIDS:
        return ModelSupport(True, HOW["feature_grid"])
    if built not in _TRANSFORMERS:
        what = built.__name__ if built else timm.model_entrypoint(name).__module__.rpartition(".")[2]
        return ModelSupport(False, f"a tower of class {what}, which is not read; use a plain ViT")
    if pool not in _KIND_BY_TIMM_POOL:
        return ModelSupport(False, f"a transformer pooled by {pool!r}, which is not read; use a plain ViT")
    return ModelSupport(True, HOW[_KIND_BY_TIMM_POOL[pool]])


def _timm_class(name: str) -> type | None:
    """The class a timm model is built of: what its factory declares, or the module's one class of towers."""
    factory = timm.model_entrypoint(name)
    declared = get_type_hints(factory).get("return")
    if isinstance(declared, type):
        return declared
    return fastvit.FastVit if factory.__module__ == fastvit.__name__ else None
