"""Which models there are, where their weights come from, and which of them can be explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import open_clip

from mmel_desktop.errors import ModelError
from mmel_desktop.resource_files import resource_path

DEMO_SPEC = "demo"


@dataclass(frozen=True)
class ModelSource:
    """Where a model specification leads.

    Attributes:
        spec: as the user wrote it.
        kind: ``registry``, ``local-dir``, ``hf-hub`` or ``random``.
        name: architecture, absolute folder, or hub id.
        pretrained: open_clip's tag; only for ``registry``.
    """

    spec: str
    kind: str
    name: str
    pretrained: str = ""

    @property
    def open_clip_name(self) -> str:
        """The name open_clip's factory takes."""
        return f"{self.kind}:{self.name}" if self.kind in {"local-dir", "hf-hub"} else self.name


@dataclass(frozen=True)
class CatalogEntry:
    """A model one can ask for.

    Attributes:
        spec: what to pass as ``--model``.
        architecture: the registry's name of the architecture.
        supported: whether it can be explained.
        how: how it is explained, or why it cannot be.
    """

    spec: str
    architecture: str
    supported: bool
    how: str


def parse_spec(spec: str) -> ModelSource:
    """Read a ``--model`` specification.

    Raises:
        ModelError: nothing of that name; close names are suggested.
    """
    text = spec.strip()
    if text == DEMO_SPEC:
        return ModelSource(spec, "local-dir", str(resource_path("demo_model")))
    if text.startswith("local-dir:"):
        folder = Path(text.removeprefix("local-dir:")).expanduser()
        if not (folder / "open_clip_config.json").is_file():
            raise ModelError(
                f"no model in folder {str(folder)!r}",
                found="no open_clip_config.json" if folder.is_dir() else "no such folder",
                expected="open_clip_config.json and open_clip_model.safetensors",
                action="check the path",
            )
        return ModelSource(spec, "local-dir", str(folder.resolve()))
    if text.startswith("hf-hub:"):
        return ModelSource(spec, "hf-hub", text.removeprefix("hf-hub:"))
    if text.startswith("random:"):
        return ModelSource(spec, "random", _registered(text.removeprefix("random:"), spec))
    name, _, tag = text.rpartition("/")
    if not name:
        raise ModelError(
            f"unknown model {spec!r}",
            expected="demo, NAME/PRETRAINED, local-dir:PATH, hf-hub:ORG/NAME or random:NAME",
            action="`mmel-desktop models list` shows what there is",
        )
    architecture = _registered(name, spec)
    tags: list[str] = list(open_clip.list_pretrained_tags_by_model(architecture))
    if tag not in tags:
        raise ModelError(
            f"model {architecture!r} has no weights {tag!r}",
            expected=", ".join(tags) or "none are published",
            action="choose one of these",
        )
    return ModelSource(spec, "registry", architecture, tag)


def list_models() -> tuple[CatalogEntry, ...]:
    """Every model of open_clip's registry with published weights, the demo model first, supported or not."""
    entries = [CatalogEntry(DEMO_SPEC, "the bundled demo model", True, _HOW_SUPPORTED)]
    reasons: dict[str, str] = {}
    for name, tag in open_clip.list_pretrained():
        if name not in reasons:
            reasons[name] = unsupported_configuration(open_clip.get_model_config(name) or {})
        reason = reasons[name]
        entries.append(CatalogEntry(f"{name}/{tag}", name, not reason, reason or _HOW_SUPPORTED))
    return tuple(entries)


_HOW_SUPPORTED = "class-token attribution over all blocks"


def unsupported_configuration(configuration: Mapping[str, Any]) -> str:
    """Why an architecture cannot be explained, judged by its configuration; empty when it can."""
    vision = configuration.get("vision_cfg")
    if not isinstance(vision, Mapping):
        return "no image tower in its configuration"
    if vision.get("timm_model_name"):
        return f"its image tower is built by timm ({vision['timm_model_name']})"
    if isinstance(vision.get("layers"), list | tuple):
        return "its image tower is a ResNet, which has no attention to read"
    if vision.get("attentional_pool"):
        return "its image tower pools by attention, not by a class token"
    if vision.get("pool_type", "tok") != "tok":
        return f"its image tower pools by {vision['pool_type']!r}, not by a class token"
    if vision.get("block_type") or vision.get("qk_norm") or vision.get("scaled_cosine_attn"):
        return "its attention blocks are not the plain residual ones"
    return ""


def _registered(name: str, spec: str) -> str:
    known: list[str] = list(open_clip.list_models())
    if name in known:
        return name
    plain = name.casefold().replace("/", "-")
    matches = [candidate for candidate in known if candidate.casefold().replace("/", "-") == plain]
    if matches:
        return matches[0]
    near = [candidate for candidate in known if plain[:5] in candidate.casefold()][:6]
    raise ModelError(
        f"unknown model {spec!r}",
        found=f"architecture {name!r}",
        expected=f"for instance {', '.join(near)}" if near else "a name of open_clip's registry",
        action="`mmel-desktop models list` shows what there is",
    )
