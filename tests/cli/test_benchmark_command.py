"""``mmel-desktop benchmark``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import RunCommand


@pytest.fixture
def quick_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The figures themselves do not matter here: the first round counts, and memory is not measured.

    Each of its two processes would load torch anew; ``tests/benchmark/test_speed.py`` has it measured.
    """
    monkeypatch.setattr("mmel_desktop.benchmark.speed.WARM_UP_ROUNDS", 0)
    monkeypatch.setattr("mmel_desktop.benchmark.speed.peak_memory_ratio", lambda _spec, _device: 1.25)


def test_speed_prints_a_table_and_writes_json(
    command: RunCommand, tiny_spec: str, tmp_path: Path, quick_speed: None
) -> None:
    """Both forms hold the same model."""
    file = tmp_path / "speed.json"
    ran = command("benchmark", "speed", "--model", tiny_spec, "--repetitions", 1, "--json", file)
    assert ran.code == 0
    assert "× plain" in ran.out
    (result,) = json.loads(file.read_text(encoding="utf-8"))
    assert result["spec"] == tiny_spec
    assert {figure["prompts"] for figure in result["figures"]} == {1, 16, 100}
    assert result["memory"] == 1.25


def test_quality_prints_tables_and_writes_json_and_plot(
    command: RunCommand, tiny_spec: str, tmp_path: Path
) -> None:
    """Every output of one small run."""
    ran = command(
        "benchmark", "quality", "--model", tiny_spec, "--images", 2, "--processes", 1,
        "--json", tmp_path / "quality.json", "--plot", tmp_path / "quality.png",
    )  # fmt: skip
    assert ran.code == 0
    assert "Grad-ECLIP" in ran.out
    assert "Planted shortcut" in ran.out
    assert json.loads((tmp_path / "quality.json").read_text(encoding="utf-8"))["image_count"] == 2
    with Image.open(tmp_path / "quality.png") as plot:
        assert plot.width > 1000


def test_json_to_standard_output_stands_alone(command: RunCommand, tiny_spec: str, quick_speed: None) -> None:
    """``--json -`` is for pipes."""
    ran = command("benchmark", "speed", "--model", tiny_spec, "--repetitions", 1, "--json", "-")
    assert json.loads(ran.out)[0]["schema"] == "mmel-benchmark-speed/2"


@pytest.mark.parametrize("bad", ["0", "-3", "many"])
def test_numbers_of_scenes_must_be_positive(command: RunCommand, bad: str) -> None:
    """One line, exit 2."""
    ran = command("benchmark", "quality", f"--images={bad}")
    assert ran.code == 2
    assert len(ran.errors) == 1


def test_figures_of_the_record_go_into_a_file_like_the_others(command: RunCommand, tmp_path: Path) -> None:
    """``--json FILE`` writes beside the table, a bare ``--json`` prints nothing else."""
    file = tmp_path / "record.json"
    ran = command("benchmark", "record", "--images", 1, "--json", file)
    assert (ran.code, "commit of an image" in ran.out) == (0, True)
    written = json.loads(file.read_text(encoding="utf-8"))
    assert (written["schema"], written["images"]) == ("mmel-benchmark-record/1", 1)
    assert json.loads(command("benchmark", "record", "--images", 1, "--json").out)["images"] == 1


@pytest.mark.parametrize("kind", ["quality", "trust", "speed", "workbench", "record"])
def test_a_place_that_cannot_be_written_is_refused_before_the_measuring(
    command: RunCommand, tmp_path: Path, kind: str
) -> None:
    """One line, and at once: not a traceback after ten minutes."""
    ran = command("benchmark", kind, "--json", tmp_path / "no such folder" / "figures.json")
    assert ran.code == 2
    (line,) = ran.errors
    assert "cannot write" in line
    assert "figures.json" in line
    assert ran.out == ""


@pytest.mark.parametrize("kind", ["quality", "trust"])
def test_help_shows_percentages_as_they_are_read(command: RunCommand, kind: str) -> None:
    """Argparse takes no doubled sign where it formats nothing."""
    ran = command("benchmark", kind, "--help")
    assert "95 % intervals" in " ".join(ran.out.split())
    assert "%%" not in ran.out
