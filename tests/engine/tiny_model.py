"""A very small random CLIP in open_clip's folder layout: the real loading path, in milliseconds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from open_clip.model import CLIP
from safetensors.torch import save_file

VISION = {"image_size": 32, "patch_size": 8, "width": 32, "layers": 3, "head_width": 8}
TEXT = {"context_length": 16, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 2}


def model_configuration(**vision_changes: Any) -> dict[str, Any]:
    """``open_clip_config.json`` of the tiny model."""
    return {
        "model_cfg": {"embed_dim": 24, "vision_cfg": {**VISION, **vision_changes}, "text_cfg": dict(TEXT)},
        "preprocess_cfg": {"mean": [0.5, 0.5, 0.5], "std": [0.25, 0.25, 0.25]},
    }


def write_tiny_model(folder: Path, *, seed: int = 0) -> str:
    """Write a tiny model folder and return its ``local-dir:`` specification."""
    folder.mkdir(parents=True, exist_ok=True)
    configuration = model_configuration()
    (folder / "open_clip_config.json").write_text(json.dumps(configuration), encoding="utf-8")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = CLIP(**configuration["model_cfg"])
        for block in model.visual.transformer.resblocks:
            # Fresh weights attend almost evenly; sharper ones make differences between methods visible.
            block.attn.in_proj_weight.data.mul_(4.0)
    weights = {name: tensor.contiguous() for name, tensor in model.state_dict().items()}
    save_file(weights, folder / "open_clip_model.safetensors")
    return f"local-dir:{folder}"
