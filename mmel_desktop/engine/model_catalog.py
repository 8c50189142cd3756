"""Which models there are, where their weights come from, and which of them can be explained."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import open_clip

from mmel_desktop.engine.model_support import HOW, ModelSupport, model_support
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
            missing = "a file" if folder.is_file() else "no such folder"
            raise ModelError(
                f"no model in folder {str(folder)!r}",
                found="no open_clip_config.json" if folder.is_dir() else missing,
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
            found="an architecture without weights" if tag in open_clip.list_models() else "",
            expected=_specifications_of(tag),
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
    """The demo model, then every entry of open_clip's registry, supported or not.

    Architectures without published weights stand last, as ``random:NAME``.
    """
    entries = [CatalogEntry(DEMO_SPEC, "the bundled demo model", True, HOW["token"])]
    judged: dict[str, ModelSupport] = {}
    for name, tag in open_clip.list_pretrained():
        if name not in judged:
            judged[name] = model_support(open_clip.get_model_config(name) or {})
        support = judged[name]
        entries.append(CatalogEntry(f"{name}/{tag}", name, support.supported, support.how))
    for name in open_clip.list_models():
        if name not in judged:
            support = model_support(open_clip.get_model_config(name) or {})
            how = f"{support.how}; no published weights"
            entries.append(CatalogEntry(f"random:{name}", name, support.supported, how))
    return tuple(entries)


def _specifications_of(name: str) -> str:
    """What an architecture's name alone may have meant; every kind of specification when it is none."""
    if name not in open_clip.list_models():
        return "demo, NAME/PRETRAINED, local-dir:PATH, hf-hub:ORG/NAME or random:NAME"
    tags: list[str] = list(open_clip.list_pretrained_tags_by_model(name))
    return ", ".join([*(f"{name}/{tag}" for tag in tags), f"or random:{name}"])


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
