"""Building the demo model with open_clip's classes, and writing it in open_clip's ``local-dir`` layout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from open_clip.model import CLIP
from open_clip.tokenizer import SimpleTokenizer
from safetensors.torch import save_file
from torch import Tensor

from mmel_desktop.scenes.recipe import PREPROCESS_CFG, Recipe

CONFIG_FILE = "open_clip_config.json"
WEIGHTS_FILE = "open_clip_model.safetensors"
_FIRST_LOGIT_SCALE = 2.3


def build_model(recipe: Recipe) -> CLIP:
    """A fresh model, as it is written and loaded."""
    cfg: dict[str, Any] = recipe.model_cfg()
    model = CLIP(**cfg, init_logit_scale=_FIRST_LOGIT_SCALE)
    assert isinstance(model, CLIP)
    return model


def build_tokenizer(recipe: Recipe) -> SimpleTokenizer:
    """The standard CLIP tokenizer that is bundled with open_clip."""
    return SimpleTokenizer(context_length=recipe.context_length)


def write_model(weights: dict[str, Tensor], touched_rows: Tensor, recipe: Recipe, folder: Path) -> Path:
    """Write configuration and half-precision weights.

    Args:
        weights: the model's state.
        touched_rows: (vocabulary,) bool, token rows that training used; all others are written as zeros, by
            which readers know words that the model has never seen.
        recipe: what the model was built from.
        folder: where ``open_clip_config.json`` and ``open_clip_model.safetensors`` go.

    Returns:
        Path of the weights.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stored = {
        name: value.detach().cpu().to(torch.float16).contiguous()
        for name, value in weights.items()
        if name != "attn_mask"
    }
    stored["token_embedding.weight"] = stored["token_embedding.weight"] * touched_rows[:, None].to(
        torch.float16
    )
    partial = folder / (WEIGHTS_FILE + ".partial")
    save_file(stored, str(partial), metadata={"format": "pt"})
    partial.replace(folder / WEIGHTS_FILE)
    config = {"model_cfg": recipe.model_cfg(), "preprocess_cfg": PREPROCESS_CFG}
    (folder / CONFIG_FILE).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    return folder / WEIGHTS_FILE
