"""``mmel-desktop models``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from safetensors.torch import load_file, save_file

from tests.cli.conftest import RunCommand
from tests.engine.tiny_model import write_tiny_model


def test_the_list_says_of_every_model_whether_and_how_or_why_not(command: RunCommand) -> None:
    """The whole registry, the demo model first; no entry without a reason."""
    ran = command("models", "list", "--json")
    entries = json.loads(ran.out)
    assert ran.code == 0
    assert entries[0]["spec"] == "demo"
    assert len(entries) > 100
    assert all(entry["how"] for entry in entries)
    verdicts = {entry["spec"]: entry["supported"] for entry in entries}
    assert verdicts["ViT-B-16/openai"] is True
    assert verdicts["RN50/openai"] is True
    assert verdicts["random:vit_relpos_medium_patch16_cls_224"] is False


def test_the_list_can_be_narrowed_to_what_can_be_explained(command: RunCommand) -> None:
    """One line a model."""
    ran = command("models", "list", "--supported")
    assert "vit_relpos" not in ran.out
    assert any(line.startswith("ViT-B-16/openai ") for line in ran.out.splitlines())


@pytest.mark.parametrize(
    ("spec", "supported", "how"),
    [("ViT-B-32/openai", True, "class-token"), ("RN50/openai", True, "last feature grid")],
)
def test_show_tells_facts_without_fetching(command: RunCommand, spec: str, supported: bool, how: str) -> None:
    """The tests have no network; the configuration alone answers."""
    facts = json.loads(command("models", "show", spec, "--json").out)
    assert facts["supported"] is supported
    assert how in facts["how"]
    assert facts["context_length"] == 77
    assert spec in facts["published_weights"]


def test_an_architecture_alone_is_told_what_it_lacks(command: RunCommand) -> None:
    """The name of the paper is what a newcomer types first."""
    ran = command("models", "show", "ViT-B-16")
    assert ran.code == 2
    assert "an architecture without weights" in ran.errors[0]
    assert "ViT-B-16/openai, " in ran.errors[0]
    assert "or random:ViT-B-16" in ran.errors[0]


def test_a_file_is_not_called_a_missing_folder(command: RunCommand, tmp_path: Path) -> None:
    """Weights are named instead of the folder they lie in."""
    weights = tmp_path / "open_clip_model.safetensors"
    weights.write_bytes(b"")
    ran = command("models", "import", weights)
    assert ran.code == 2
    assert "found a file; expected open_clip_config.json" in ran.errors[0]


def test_show_as_text(command: RunCommand, tiny_spec: str) -> None:
    """A local folder: its measures, and nothing that is not known."""
    out = command("models", "show", tiny_spec).out
    assert "32 × 32 pixels" in out
    assert "None" not in out
    assert "published" not in out


def test_fetch_of_what_is_already_here_names_its_hashes(command: RunCommand, tiny_spec: str) -> None:
    """The identity that a record would hold."""
    ran = command("models", "fetch", tiny_spec)
    assert ran.code == 0
    assert "open_clip_model.safetensors" in ran.out


@pytest.mark.parametrize("spec", ["hf-hub:nobody/nothing-of-this-name", "ViT-B-32/laion400m_e31"])
def test_fetch_without_a_network_is_one_clear_line(command: RunCommand, spec: str) -> None:
    """The libraries' own log lines stay away; the line speaks of the network, not of the model's files."""
    ran = command("models", "fetch", spec)
    assert ran.code == 2
    (line,) = ran.errors
    assert "check the name and the network" in line
    assert "Retrying" not in ran.err
    assert "WARNING" not in ran.err


def test_check_passes_a_sound_model(command: RunCommand, tiny_spec: str) -> None:
    """Exact, finite, repeatable; the figures are printed."""
    ran = command("models", "check", tiny_spec)
    assert ran.code == 0
    assert ran.out.startswith("passed")
    assert "completeness" in ran.out


def test_check_as_json(command: RunCommand, tiny_spec: str) -> None:
    """The same for a machine."""
    outcome = json.loads(command("models", "check", tiny_spec, "--json").out)
    assert outcome["passed"] is True
    assert outcome["model"]["sha256"]
    assert len(outcome["checks"]) == len(outcome["prompts"])


def test_check_refuses_damaged_weights(command: RunCommand, tmp_path: Path) -> None:
    """NaN in one tensor: the line names it."""
    spec = write_tiny_model(tmp_path / "model")
    file = tmp_path / "model" / "open_clip_model.safetensors"
    weights = load_file(file)
    weights["visual.proj"][0, 0] = float("nan")
    save_file(weights, file)
    ran = command("models", "check", spec)
    assert ran.code == 2
    assert "visual.proj" in ran.errors[0]


def test_import_copies_what_the_identity_names_and_the_copy_works(
    command: RunCommand, tmp_path: Path
) -> None:
    """The copy answers to the printed specification; unrelated files stay where they are."""
    write_tiny_model(tmp_path / "my model")
    (tmp_path / "my model" / "diary.doc").write_text("private")
    ran = command("models", "import", tmp_path / "my model")
    assert ran.code == 0
    spec = ran.out.splitlines()[-1].split("--model ")[1]
    copy = Path(spec.removeprefix("local-dir:"))
    assert copy.name == "my-model"
    assert sorted(file.name for file in copy.iterdir()) == [
        "open_clip_config.json",
        "open_clip_model.safetensors",
    ]
    assert command("models", "check", spec).code == 0
    assert command("models", "import", tmp_path / "my model").code == 0


def test_import_never_replaces_another_model_of_that_name(command: RunCommand, tmp_path: Path) -> None:
    """Exit 2, and the first one is still there."""
    write_tiny_model(tmp_path / "a" / "twin", seed=1)
    write_tiny_model(tmp_path / "b" / "twin", seed=2)
    assert command("models", "import", tmp_path / "a" / "twin").code == 0
    ran = command("models", "import", tmp_path / "b" / "twin")
    assert ran.code == 2
    assert "another model named 'twin'" in ran.errors[0]


def test_import_of_something_else_is_one_clear_line(command: RunCommand, tmp_path: Path) -> None:
    """A folder without a model."""
    ran = command("models", "import", tmp_path)
    assert ran.code == 2
    assert "open_clip_config.json" in ran.errors[0]
