"""Load a model from where its specification leads, safely, and say exactly what was loaded."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import open_clip
import torch
from torch import nn

from mmel_desktop.core.canonical import canonical_bytes, sha256_hex
from mmel_desktop.core.identity import ModelIdentity
from mmel_desktop.core.plain_files import plain_file_sha256
from mmel_desktop.engine.device import choose_device, choose_dtype
from mmel_desktop.engine.model_catalog import ModelSource, parse_spec
from mmel_desktop.engine.model_configuration import checked_preprocessing, model_configuration
from mmel_desktop.engine.model_support import model_support
from mmel_desktop.errors import ModelError, UnsupportedModelError

_READ_BESIDE_WEIGHTS = (
    "open_clip_config.json",
    "config.json",
    "tokenizer*",
    "vocab*",
    "merges*",
    "spiece*",
    "sentencepiece*",
    "special_tokens_map.json",
    "added_tokens.json",
)
"""What decides how a model computes or reads text; cards and figures beside it may change freely."""

_WEIGHT_FILES = ("open_clip_model.safetensors", "open_clip_pytorch_model.bin", "open_clip_model.bin")


@dataclass(frozen=True)
class LoadedModel:
    """A model ready to be explained.

    Attributes:
        model: open_clip model, evaluation mode, parameters frozen.
        tokenizer: its tokenizer.
        preprocess_settings: its preprocessing configuration.
        identity: what the record says about it.
        device: where it is.
        dtype: arithmetic of its image tower; the text tower computes in float32.
    """

    model: nn.Module
    tokenizer: Any
    preprocess_settings: dict[str, Any]
    identity: ModelIdentity
    device: torch.device
    dtype: torch.dtype = torch.float32


def load_model(spec: str, device: str = "auto", *, dtype: str = "float32", seed: int = 0) -> LoadedModel:
    """Load a model.

    Args:
        spec: ``demo``, ``NAME/PRETRAINED``, ``local-dir:PATH``, ``hf-hub:ORG/NAME`` or ``random:NAME``.
        device: see :func:`mmel_desktop.engine.device.choose_device`.
        dtype: arithmetic of the image tower: ``float32``, ``bfloat16`` or ``float16``.
        seed: of the weights of ``random:`` models.

    Raises:
        ModelError: unknown, unreachable, damaged or not matching its configuration.
        UnsupportedModelError: it exists but cannot be explained.
    """
    source = parse_spec(spec)
    place, precision = choose_device(device), choose_dtype(dtype)
    _refuse_unsupported(source)
    files = _local_files(source)
    model, tokenizer = _create(source, place, seed)
    _check_weights(model, spec)
    model.eval()
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    settings = checked_preprocessing(open_clip.get_model_preprocess_cfg(model), spec)
    identity = _identify(source, model, files)
    model.visual.to(precision)
    _compute_convolutions_as_said(place)
    return LoadedModel(model, tokenizer, settings, identity, place, precision)


def _compute_convolutions_as_said(device: torch.device) -> None:
    """Switch TF32 off: cuDNN would compute float32 convolutions in it, and the record would not say so.

    Matrix products are exact by PyTorch's own default.
    """
    if device.type == "cuda":
        torch.backends.cudnn.allow_tf32 = False


def moved_to_cpu(loaded: LoadedModel) -> LoadedModel:
    """The same model on the CPU, in float32; widened there, because its own device has no room for that."""
    return replace(loaded, model=loaded.model.cpu().float(), device=torch.device("cpu"), dtype=torch.float32)


def _create(source: ModelSource, device: torch.device, seed: int) -> tuple[nn.Module, Any]:
    what = f"cannot load model {source.spec!r}"
    try:
        with _quiet_open_clip(), torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            model = open_clip.create_model(
                source.open_clip_name,
                pretrained=source.pretrained or None,
                device=device,
                load_weights=source.kind != "random",
                pretrained_text=source.kind != "random",
                require_pretrained=source.kind == "registry",
                weights_only=True,
            )
            tokenizer = open_clip.get_tokenizer(source.open_clip_name)
    except Exception as error:  # open_clip raises RuntimeError, ValueError, KeyError, … for bad folders
        # open_clip wraps a hub that cannot be reached in a RuntimeError.
        if any(isinstance(cause, OSError) for cause in _causes(error)):
            raise ModelError(
                what,
                found=_first_line(error),
                expected="weights on this machine or a reachable hub",
                action="check the name and the network, or use a folder with local-dir:PATH",
            ) from error
        raise ModelError(
            what,
            found=f"{type(error).__name__}: {_first_line(error)}",
            expected="weights that fit the configuration beside them",
            action="check that the folder is complete and of one model",
        ) from error
    return model, tokenizer


def _refuse_unsupported(source: ModelSource) -> None:
    """Refuse by configuration before any weight is read or fetched."""
    if source.kind == "hf-hub":
        return
    support = model_support(model_configuration(source))
    if not support.supported:
        raise UnsupportedModelError(
            f"model {source.spec!r} cannot be explained",
            found=support.how,
            expected="a model that `mmel-desktop models list` marks with yes",
            action="choose another model",
        )
    if support.needs_transformers and importlib.util.find_spec("transformers") is None:
        raise ModelError(
            f"model {source.spec!r} cannot read text here",
            found="a tokenizer or text tower of the package transformers, which is not installed",
            action="pip install transformers sentencepiece",
        )


def _check_weights(model: nn.Module, spec: str) -> None:
    for name, tensor in model.state_dict().items():
        if tensor.is_floating_point() and not torch.isfinite(tensor).all():
            if name.endswith("attn_mask"):
                continue
            raise ModelError(
                f"model {spec!r} has damaged weights",
                found=f"NaN or infinite values in {name}",
                expected="finite numbers",
                action="fetch or copy the model again",
            )


def _local_files(source: ModelSource) -> tuple[tuple[str, str], ...]:
    """(name, sha256) of every file of a model folder that is read when it is loaded."""
    if source.kind != "local-dir":
        return ()
    folder = Path(source.name)
    weights = next((folder / name for name in _WEIGHT_FILES if (folder / name).is_file()), None)
    if weights is None:
        raise ModelError(
            f"model folder {str(folder)!r} has no weights",
            expected=f"one of {', '.join(_WEIGHT_FILES)}",
            action="copy the whole folder",
        )
    others = sorted({file for pattern in _READ_BESIDE_WEIGHTS for file in folder.glob(pattern)})
    return tuple((file.name, plain_file_sha256(file)) for file in (weights, *others))


def _identify(source: ModelSource, model: nn.Module, files: tuple[tuple[str, str], ...]) -> ModelIdentity:
    visual = model.visual
    if not files:
        files = (("state_dict", _state_sha256(model)),)
    architecture = _architecture(visual)
    where = {
        "local-dir": source.name if source.spec != "demo" else "bundled with MMEL Desktop",
        "random": "random weights",
        "registry": f"open_clip registry, {source.name}/{source.pretrained}",
        "hf-hub": f"hub, {source.name}",
    }[source.kind]
    return ModelIdentity(
        spec=source.spec,
        architecture=architecture if source.kind == "local-dir" else f"{source.name}: {architecture}",
        source=where,
        sha256=sha256_hex(canonical_bytes([list(entry) for entry in files])),
        files=files,
        parameters=sum(parameter.numel() for parameter in model.parameters()),
        random_weights=source.kind == "random",
    )


def _architecture(visual: Any) -> str:
    """Class and size of an image tower, for a person to read."""
    trunk = getattr(visual, "trunk", None)
    if trunk is not None:
        blocks = len(getattr(trunk, "blocks", None) or getattr(trunk, "stages", None) or trunk.layers)
        return f"{type(trunk).__name__} of timm, {blocks} blocks or stages, {trunk.num_features} features"
    if not hasattr(visual, "grid_size"):
        return type(visual).__name__
    rows, columns = visual.grid_size
    transformer = visual.transformer
    size = f"{transformer.layers} blocks of width {transformer.width}"
    return f"{type(visual).__name__}, {size}, {rows} × {columns} patches"


def _state_sha256(model: nn.Module) -> str:
    """Hash over every tensor of the model, for weights that are not files beside one another."""
    digests = []
    for name, tensor in sorted(model.state_dict().items()):
        digests.append([name, sha256_hex(tensor.detach().float().cpu().numpy().tobytes())])
    return sha256_hex(canonical_bytes(digests))


def _first_line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return text if len(text) <= 300 else f"{text[:300]}…"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it."""
    current: BaseException | None = error
    while current is not None:
        yield current
        current = current.__cause__ or current.__context__


@contextlib.contextmanager
def _quiet_open_clip() -> Iterator[None]:
    """open_clip and the hub tell their story through loggers; the error that is raised says it once."""
    loggers = [logging.getLogger(), logging.getLogger("huggingface_hub")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
