"""The configuration a model is built from, read before any weight is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import open_clip
import torch
from open_clip.transform import PreprocessCfg, image_transform_v2
from PIL import Image

from mmel_desktop.engine.model_catalog import ModelSource
from mmel_desktop.errors import ModelError

CONFIGURATION_NAME = "open_clip_config.json"

MOST_BLOCKS = 1000
"""More than any tower has. A configuration that asks for a million would be built for hours before its
weights could be seen not to fit."""


def model_configuration(source: ModelSource) -> Mapping[str, Any]:
    """open_clip's ``model_cfg`` of a model: ``vision_cfg``, ``text_cfg``, ...

    Args:
        source: of any kind but ``hf-hub``, whose configuration comes with its weights.

    Raises:
        ModelError: a folder whose configuration cannot be read.
    """
    if source.kind != "local-dir":
        return open_clip.get_model_config(source.name) or {}
    try:
        document = json.loads((Path(source.name) / CONFIGURATION_NAME).read_text(encoding="utf-8"))
        configuration = document["model_cfg"]
        if not isinstance(configuration, Mapping):
            raise TypeError(f"model_cfg is {configuration!r:.80}")
        _refuse_endless_towers(configuration)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"cannot read the configuration of model {source.spec!r}",
            found=f"{type(error).__name__}: {error}"[:300],
            expected=f"{CONFIGURATION_NAME} with model_cfg and preprocess_cfg",
            action="restore the file",
        ) from error
    return configuration


def _refuse_endless_towers(configuration: Mapping[str, Any]) -> None:
    for name, part in configuration.items():
        layers = part.get("layers") if isinstance(part, Mapping) else None
        if isinstance(layers, int | float) and layers > MOST_BLOCKS:
            raise ValueError(f"{name} asks for {layers:,} blocks, more than {MOST_BLOCKS:,}")


def checked_preprocessing(settings: Mapping[str, Any], spec: str) -> dict[str, Any]:
    """A model's preprocessing settings, after they proved to give pixels.

    Args:
        settings: as open_clip keeps them: size, mean, std, interpolation, resize_mode, ...
        spec: the model, for the error.

    Raises:
        ModelError: they do not say how to make the model's input.
    """
    try:
        transform = image_transform_v2(PreprocessCfg(**settings), is_train=False)
        pixels = transform(Image.new("RGB", (16, 16), (90, 120, 150)))
        if not torch.isfinite(pixels).all():
            raise ValueError(
                f"mean {settings['mean']} and std {settings['std']}, which give no finite pixels"
            )
    except Exception as error:  # open_clip and torchvision raise almost anything on such settings
        raise ModelError(
            f"the preprocessing of model {spec!r} cannot be used",
            found=f"{type(error).__name__}: {error}"[:300],
            expected="preprocess_cfg with size, mean, std, interpolation and resize_mode",
            action="restore the file",
        ) from error
    return dict(settings)
