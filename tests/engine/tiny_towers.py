"""One tiny randomly initialised model of every supported kind of image tower, as open_clip model folders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

import open_clip
import torch
from safetensors.torch import save_file
from timm.layers.hybrid_embed import HybridEmbed
from timm.models import register_model
from timm.models.convnext import ConvNeXt
from timm.models.eva import Eva
from timm.models.fastvit import FastVit
from timm.models.swin_transformer import SwinTransformer
from timm.models.vision_transformer import VisionTransformer
from timm.models.vitamin import MbConvStages, VitCfg

from tests.engine.tiny_model import TEXT, VISION

Network = TypeVar("Network", bound=torch.nn.Module)

_SIDES = {"img_size": 32, "patch_size": 8, "embed_dim": 32, "depth": 3, "num_heads": 4}
_LATER = ("pretrained", "pretrained_cfg", "pretrained_cfg_overlay", "cache_dir")


def _kept(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name not in _LATER}


def _with_pool_size(network: Network, cells: int | None = None) -> Network:
    """What timm's factory adds and open_clip's adapter asks for."""
    network.default_cfg = {"pool_size": None if cells is None else (cells, cells)}  # type: ignore[assignment]
    return network


@register_model
def mmel_tiny_map(pretrained: bool = False, **options: Any) -> VisionTransformer:
    """Like SigLIP's: no class token, pooled by attention."""
    del pretrained
    return _with_pool_size(
        VisionTransformer(**{**_SIDES, "class_token": False, "global_pool": "map", **_kept(options)})
    )


@register_model
def mmel_tiny_token(pretrained: bool = False, **options: Any) -> VisionTransformer:
    """Like MobileCLIP2-L-14's: a class token, normalised first."""
    del pretrained
    return _with_pool_size(
        VisionTransformer(**{**_SIDES, "pre_norm": True, "init_values": 0.5, **_kept(options)})
    )


@register_model
def mmel_tiny_average(pretrained: bool = False, **options: Any) -> VisionTransformer:
    """Registers, no class token, averaged patches."""
    del pretrained
    changed = {"class_token": False, "reg_tokens": 2, "global_pool": "avg", "qk_norm": True}
    return _with_pool_size(VisionTransformer(**{**_SIDES, **changed, **_kept(options)}))


@register_model
def mmel_tiny_eva(pretrained: bool = False, **options: Any) -> Eva:
    """Like EVA02-B-16's: rotary positions, gated MLP, inner norm, class token."""
    del pretrained
    changed = {
        "qkv_fused": False,
        "swiglu_mlp": True,
        "scale_mlp": True,
        "scale_attn_inner": True,
        "use_rot_pos_emb": True,
        "ref_feat_shape": (4, 4),
    }
    return _with_pool_size(Eva(**{**_SIDES, **changed, **_kept(options)}))


@register_model
def mmel_tiny_eva_post_norm(pretrained: bool = False, **options: Any) -> Eva:
    """Like EVA02-E-14's: norms after attention and MLP."""
    del pretrained
    return _with_pool_size(Eva(**{**_SIDES, "use_post_norm": True, **_kept(options)}))


@register_model
def mmel_tiny_perception(pretrained: bool = False, **options: Any) -> Eva:
    """Like PE-Core-B-16's: rotary positions, class token, everything pooled by attention."""
    del pretrained
    changed = {
        "global_pool": "map",
        "attn_type": "rope",
        "use_pre_transformer_norm": True,
        "use_rot_pos_emb": True,
        "ref_feat_shape": (4, 4),
        "rope_grid_offset": 1.0,
        "rope_grid_indexing": "xy",
        "use_fc_norm": False,
    }
    return _with_pool_size(Eva(**{**_SIDES, **changed, **_kept(options)}))


@register_model
def mmel_tiny_vitamin(pretrained: bool = False, **options: Any) -> VisionTransformer:
    """Like ViTamin's: a convolutional stem, then a transformer whose patches are averaged."""
    del pretrained
    stem = MbConvStages(VitCfg(embed_dim=(8, 16, 32), depths=(1, 1, 1), stem_width=8))
    changed = {
        "patch_size": 16,
        "img_size": 64,
        "class_token": False,
        "global_pool": "avg",
        "pos_embed": "none",
        "embed_layer": lambda **given: HybridEmbed(
            stem,
            proj=False,
            patch_size=1,
            **{name: given[name] for name in ("img_size", "in_chans", "embed_dim")},
        ),
    }
    return _with_pool_size(VisionTransformer(**{**_SIDES, **changed, **_kept(options)}))


@register_model
def mmel_tiny_convnext(pretrained: bool = False, **options: Any) -> ConvNeXt:
    """ConvNeXt with three cells along each side of a 96-pixel input."""
    del pretrained
    return _with_pool_size(ConvNeXt(depths=(1, 1, 1, 1), dims=(8, 12, 16, 24), **_kept(options)), 3)


@register_model
def mmel_tiny_fastvit(pretrained: bool = False, **options: Any) -> FastVit:
    """FastViT, as in MobileCLIP-S."""
    del pretrained
    network = FastVit(
        layers=(1, 1, 1, 1),
        embed_dims=(16, 16, 16, 16),
        mlp_ratios=(2, 2, 2, 2),
        token_mixers=("repmixer",) * 4,
        **_kept(options),
    )
    return _with_pool_size(network, 3)


@register_model
def mmel_tiny_swin(pretrained: bool = False, **options: Any) -> SwinTransformer:
    """Swin with two stages."""
    del pretrained
    network = SwinTransformer(
        img_size=64, window_size=4, embed_dim=16, depths=(1, 1), num_heads=(2, 4), **_kept(options)
    )
    return _with_pool_size(network, 8)


def _timm(name: str, pool: str, proj: str | None, size: int = 32) -> dict[str, Any]:
    vision = {"timm_model_name": name, "timm_pool": pool, "timm_proj": proj, "image_size": size}
    return {"embed_dim": 32, "vision_cfg": vision, "text_cfg": dict(TEXT), "custom_text": True}


def _native(**changes: Any) -> dict[str, Any]:
    return {"embed_dim": 24, "vision_cfg": {**VISION, **changes}, "text_cfg": dict(TEXT)}


_COCA = {
    "embed_dim": 24,
    "custom_text": True,
    "vision_cfg": {**VISION, "attentional_pool": True, "attn_pooler_heads": 4, "output_tokens": True},
    "text_cfg": {**TEXT, "embed_cls": True, "output_tokens": True},
    "multimodal_cfg": {**TEXT, "layers": 1, "embed_cls": True},
}

TINY_TOWERS: dict[str, dict[str, Any]] = {
    "class_token": _native(),
    "clipa": _native(pool_type="avg", final_ln_after_pool=True, no_ln_pre=True),
    "average_after_norm": _native(pool_type="avg"),
    "custom_blocks": _native(qk_norm=True, scale_attn=True),
    "coca": _COCA,
    "siglip": _timm("mmel_tiny_map", "map", "none"),
    "timm_token": _timm("mmel_tiny_token", "token", None),
    "timm_average": _timm("mmel_tiny_average", "avg", "linear"),
    "eva": _timm("mmel_tiny_eva", "token", None),
    "eva_post_norm": _timm("mmel_tiny_eva_post_norm", "token", None),
    "perception_encoder": _timm("mmel_tiny_perception", "map", None),
    "vitamin": _timm("mmel_tiny_vitamin", "", "linear", 64),
    "resnet": _native(layers=[1, 1, 1, 1], width=8, image_size=96, patch_size=None, head_width=32),
    "convnext": _timm("mmel_tiny_convnext", "", "linear", 96),
    "fastvit": _timm("mmel_tiny_fastvit", "avg", None, 96),
    "swin": _timm("mmel_tiny_swin", "", "linear", 64),
}


def write_tiny_tower(kind: str, folder: Path) -> str:
    """Write the folder of a kind and return its ``local-dir:`` specification."""
    folder.mkdir(parents=True, exist_ok=True)
    configuration = {
        "model_cfg": TINY_TOWERS[kind],
        "preprocess_cfg": {"mean": [0.5, 0.5, 0.5], "std": [0.25, 0.25, 0.25]},
    }
    (folder / "open_clip_config.json").write_text(json.dumps(configuration), encoding="utf-8")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        model = open_clip.create_model(f"local-dir:{folder}", load_weights=False)
        _sharpen(model)
    weights = {name: tensor.contiguous().clone() for name, tensor in model.state_dict().items()}
    save_file(weights, folder / "open_clip_model.safetensors")
    return f"local-dir:{folder}"


def _sharpen(model: torch.nn.Module) -> None:
    """Fresh weights attend almost evenly and start some layers at zero; larger ones show differences."""
    for name, parameter in model.named_parameters():
        if parameter.dim() >= 2 and "visual" in name and "conv" not in name:
            parameter.data.add_(torch.randn(parameter.shape) * 0.1)
        if not torch.isfinite(parameter).all():
            parameter.data.zero_()  # open_clip leaves a weight of CoCa's decoder unset; nothing reads it here
        if name.endswith(("gamma", "gamma_1", "gamma_2", "bn3.weight")):
            parameter.data.fill_(0.5)
