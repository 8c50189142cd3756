"""Models load from where they are said to be, and bad ones are refused in one line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import open_clip
import pytest
import torch
from safetensors.torch import load_file, save_file

from mmel_desktop.engine.model_catalog import list_models, parse_spec
from mmel_desktop.engine.model_description import describe
from mmel_desktop.engine.model_loading import load_model
from mmel_desktop.engine.model_support import HOW
from mmel_desktop.errors import BadInputError, ModelError, UnsupportedModelError


@pytest.fixture
def folder(tiny_spec: str, tmp_path: Path) -> Path:
    """A private copy of the tiny model's folder."""
    return Path(shutil.copytree(tiny_spec.removeprefix("local-dir:"), tmp_path / "model"))


def test_identity_names_every_file_with_its_hash(tiny_spec: str) -> None:
    """Weights and configuration are hashed, and the hash of hashes changes with either."""
    identity = load_model(tiny_spec, "cpu").identity
    assert [name for name, _ in identity.files] == ["open_clip_model.safetensors", "open_clip_config.json"]
    assert len(identity.sha256) == 64
    assert not identity.random_weights


def test_random_models_are_repeatable_and_marked() -> None:
    """The same seed gives the same weights, and the identity says they are random."""
    first = load_model("random:ViT-S-32-alt", "cpu")
    second = load_model("random:ViT-S-32-alt", "cpu")
    assert first.identity == second.identity
    assert first.identity.random_weights


def test_missing_folder_is_named() -> None:
    """A folder that is not there is an error with its path."""
    with pytest.raises(ModelError, match="no such folder"):
        load_model("local-dir:/nowhere/at/all", "cpu")


def test_folder_without_weights_is_refused(folder: Path) -> None:
    """A configuration alone is no model."""
    (folder / "open_clip_model.safetensors").unlink()
    with pytest.raises(ModelError, match="has no weights"):
        load_model(f"local-dir:{folder}", "cpu")


def test_nan_weights_are_named(folder: Path) -> None:
    """A NaN names the tensor it was found in."""
    weights = load_file(folder / "open_clip_model.safetensors")
    weights["visual.proj"][0, 0] = torch.nan
    save_file(weights, folder / "open_clip_model.safetensors")
    with pytest.raises(ModelError, match=r"NaN or infinite values in visual\.proj"):
        load_model(f"local-dir:{folder}", "cpu")


def test_missing_tensor_is_named(folder: Path) -> None:
    """Weights that lack a tensor say which."""
    weights = load_file(folder / "open_clip_model.safetensors")
    del weights["visual.proj"]
    save_file(weights, folder / "open_clip_model.safetensors")
    with pytest.raises(ModelError, match=r"visual\.proj"):
        load_model(f"local-dir:{folder}", "cpu")


def test_truncated_weights_are_refused(folder: Path) -> None:
    """A cut file is an error, not a crash."""
    file = folder / "open_clip_model.safetensors"
    file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(ModelError, match="cannot load model"):
        load_model(f"local-dir:{folder}", "cpu")


def test_damaged_configuration_is_refused(folder: Path) -> None:
    """Broken JSON names the file's role."""
    (folder / "open_clip_config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot read the configuration"):
        load_model(f"local-dir:{folder}", "cpu")


@pytest.mark.parametrize("tower", ["vision_cfg", "text_cfg"])
def test_a_tower_of_a_million_blocks_is_refused_before_it_is_built(folder: Path, tower: str) -> None:
    """Building it would take hours."""
    file = folder / "open_clip_config.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["model_cfg"][tower]["layers"] = 1_000_000
    file.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(ModelError, match=f"{tower} asks for 1,000,000 blocks, more than 1,000"):
        load_model(f"local-dir:{folder}", "cpu")


@pytest.mark.parametrize("model_cfg", [3, "ViT", None, []])
def test_a_configuration_of_another_kind_is_refused(folder: Path, model_cfg: object) -> None:
    """By loading and by describing alike."""
    (folder / "open_clip_config.json").write_text(json.dumps({"model_cfg": model_cfg}), encoding="utf-8")
    for use in (load_model, describe):
        with pytest.raises(ModelError, match="cannot read the configuration"):
            use(f"local-dir:{folder}")


@pytest.mark.parametrize(
    "wrong",
    [
        {"mean": "x"},
        {"std": [0.0, 0.0, 0.0]},
        {"mean": [0.5, 0.5]},
        {"interpolation": 3},
        {"resize_mode": "sideways"},
    ],
)
def test_preprocessing_that_gives_no_pixels_is_refused(folder: Path, wrong: dict[str, object]) -> None:
    """When the model is loaded, not when it is first shown an image."""
    file = folder / "open_clip_config.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["preprocess_cfg"] = {**document.get("preprocess_cfg", {}), **wrong}
    file.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(ModelError, match=r"preprocessing of model .* cannot be used; found .*; expected"):
        load_model(f"local-dir:{folder}", "cpu")


def test_an_unread_tower_is_refused_before_weights_are_read(folder: Path) -> None:
    """An unsupported tower says why and what to use instead."""
    file = folder / "open_clip_config.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["model_cfg"]["vision_cfg"]["scaled_cosine_attn"] = True
    file.write_text(json.dumps(document), encoding="utf-8")
    (folder / "open_clip_model.safetensors").write_bytes(b"never read")
    with pytest.raises(UnsupportedModelError, match=r"scaled cosine attention.*use a plain ViT"):
        load_model(f"local-dir:{folder}", "cpu")


def test_a_missing_text_package_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tokenizer of the package transformers asks for it by name."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    file = folder / "open_clip_config.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["model_cfg"]["text_cfg"]["hf_tokenizer_name"] = "bert-base-uncased"
    file.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(ModelError, match="pip install transformers"):
        load_model(f"local-dir:{folder}", "cpu")


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("nonsense", "unknown model"),
        ("ViT-B-16/not_a_tag", "has no weights 'not_a_tag'"),
        ("random:ViT-Q-99", "unknown model"),
        ("random:vit_relpos_medium_patch16_cls_224", "VisionTransformerRelPos"),
    ],
)
def test_unknown_and_unsupported_specifications(spec: str, message: str) -> None:
    """Each says what was wrong with the specification."""
    with pytest.raises(ModelError, match=message):
        load_model(spec, "cpu")


@pytest.mark.parametrize("device", ["tpu", "auto:0", "cuda:", "cuda:²", "cuda:one", "cpu:1", ""])
def test_unknown_device_is_refused(tiny_spec: str, device: str) -> None:
    """A device that does not exist is bad input."""
    with pytest.raises(BadInputError, match="unknown device"):
        load_model(tiny_spec, device)


def test_catalog_speaks_of_every_entry_of_the_registry() -> None:
    """The list covers the registry, the demo model first, and says of each how or why not."""
    entries = list_models()
    assert entries[0].spec == "demo"
    assert {entry.architecture for entry in entries[1:]} == set(open_clip.list_models())
    by_spec = {entry.spec: entry for entry in entries}
    assert by_spec["ViT-B-16/openai"].how == HOW["token"]
    assert by_spec["ViT-B-16-SigLIP/webli"].how.startswith(HOW["attention"])
    assert by_spec["ViT-H-14-CLIPA/datacomp1b"].how.startswith(HOW["average"])
    assert by_spec["RN50/openai"].how == HOW["feature_grid"]
    refused = [entry for entry in entries if not entry.supported]
    assert [entry.architecture for entry in refused] == ["vit_relpos_medium_patch16_cls_224"]
    assert "VisionTransformerRelPos" in refused[0].how


def test_specification_of_a_registry_model() -> None:
    """NAME/PRETRAINED splits at the last slash."""
    source = parse_spec("ViT-B-16/openai")
    assert (source.kind, source.name, source.pretrained) == ("registry", "ViT-B-16", "openai")
