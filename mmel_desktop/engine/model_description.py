"""What a model specification leads to, told without reading or fetching weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import open_clip

from mmel_desktop.engine.model_catalog import parse_spec
from mmel_desktop.engine.model_configuration import model_configuration
from mmel_desktop.engine.model_support import model_support


@dataclass(frozen=True)
class ModelDescription:
    """Facts of a model's configuration; a field its configuration leaves open is None.

    Attributes:
        spec: as the user wrote it.
        kind: ``registry``, ``local-dir``, ``hf-hub`` or ``random``.
        name: architecture, absolute folder, or hub id.
        supported: whether it can be explained; None for a hub model, whose configuration was not fetched.
        reason: why it cannot be explained; empty otherwise.
        how: how it is explained; empty when it cannot be, or when that is not known yet.
        image_size_px: side of the model's square input.
        patch_size_px: side of a patch.
        blocks, width: of the image tower.
        context_length: tokens the text tower reads.
        embedding_size: dimensions of the joint space.
        published_weights: specifications of the architecture's published weights.
    """

    spec: str
    kind: str
    name: str
    supported: bool | None
    reason: str
    image_size_px: int | None = None
    patch_size_px: int | None = None
    blocks: int | None = None
    width: int | None = None
    context_length: int | None = None
    embedding_size: int | None = None
    published_weights: tuple[str, ...] = ()
    how: str = ""


def describe(spec: str) -> ModelDescription:
    """Describe a model by its configuration.

    Raises:
        ModelError: nothing of that name, or a folder whose configuration cannot be read.
    """
    source = parse_spec(spec)
    if source.kind == "hf-hub":
        return ModelDescription(spec, source.kind, source.name, None, "")
    configuration = model_configuration(source)
    support = model_support(configuration)
    vision, text = _part(configuration, "vision_cfg"), _part(configuration, "text_cfg")
    weights: tuple[str, ...] = ()
    if source.kind != "local-dir":
        tags = open_clip.list_pretrained_tags_by_model(source.name)
        weights = tuple(f"{source.name}/{tag}" for tag in tags)
    return ModelDescription(
        spec=spec,
        kind=source.kind,
        name=source.name,
        supported=support.supported,
        reason="" if support.supported else support.how,
        how=support.how if support.supported else "",
        image_size_px=_whole(vision.get("image_size")),
        patch_size_px=_whole(vision.get("patch_size")),
        blocks=_whole(vision.get("layers")),
        width=_whole(vision.get("width")),
        context_length=_whole(text.get("context_length")),
        embedding_size=_whole(configuration.get("embed_dim")),
        published_weights=weights,
    )


def _part(configuration: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = configuration.get(name)
    return part if isinstance(part, Mapping) else {}


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) else None
