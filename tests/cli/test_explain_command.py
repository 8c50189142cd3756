"""``mmel-desktop explain`` on real files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mmel_desktop.cli import main
from tests.cli.conftest import RunCommand, write_images

PROMPTS = ("--prompt", "a red car", "--prompt", "a dog")


@pytest.fixture(scope="module")
def results(tiny_spec: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Directory with the results of the whole folder."""
    place = tmp_path_factory.mktemp("results")
    images = write_images(place / "images")
    main(["explain", str(images), *PROMPTS, "--model", tiny_spec, "--out", str(place / "out")])
    return place / "out"


def test_a_broken_file_gets_its_line_and_the_others_are_done(
    command: RunCommand, folder: Path, tiny_spec: str, tmp_path: Path
) -> None:
    """Exit 2; one line that says what, found, expected and what to do; three results."""
    ran = command("explain", folder, *PROMPTS, "--model", tiny_spec, "--out", tmp_path / "out")
    assert ran.code == 2
    (line,) = ran.errors
    for part in (
        "'broken.png' is damaged or truncated",
        "found",
        "expected a complete image",
        "copy it again",
    ):
        assert part in line
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["deep", "plain", "turned"]
    assert ran.out.count("a red car") == 3


def test_everything_done_exits_0(command: RunCommand, folder: Path, tiny_spec: str, tmp_path: Path) -> None:
    """Good files only."""
    ran = command("explain", folder / "plain.png", *PROMPTS, "--model", tiny_spec, "--out", tmp_path / "out")
    assert (ran.code, ran.errors) == (0, [])


def test_a_photograph_is_explained_as_it_is_seen(results: Path) -> None:
    """EXIF orientation 6 is applied: document and scores are those of the upright image."""
    turned, plain = (
        json.loads((results / name / "explanation.json").read_text(encoding="utf-8"))
        for name in ("turned", "plain")
    )
    assert (turned["image"]["width"], turned["image"]["height"]) == (90, 60)
    scores = [[prompt["score"] for prompt in one["prompts"]] for one in (turned, plain)]
    assert scores[0] == pytest.approx(scores[1], abs=0.02)
    with Image.open(results / "turned" / "overlay_0.png") as overlay:
        assert overlay.width / overlay.height == pytest.approx(90 / 60)


def test_a_16_bit_image_keeps_its_shades(results: Path) -> None:
    """The ramp is still one: a saturating conversion would make nearly all of it white."""
    with Image.open(results / "deep" / "overlay_0.png") as overlay:
        grey = np.asarray(overlay.convert("L"), dtype=float)
    left, right = grey[:, :40].mean(), grey[:, -40:].mean()
    assert left < 90 < 130 < right


def test_the_document_has_its_public_keys(results: Path) -> None:
    """What scripts rely on."""
    document = json.loads((results / "plain" / "explanation.json").read_text(encoding="utf-8"))
    assert document["schema"] == "mmel-explanation/1"
    assert {
        "image", "model", "method", "view", "prompts", "layer_weights", "scale_weights", "regions", "graph",
        "checks", "provenance",
    } <= set(document)  # fmt: skip
    assert [prompt["text"] for prompt in document["prompts"]] == ["a red car", "a dog"]
    assert sum(prompt["softmax"] for prompt in document["prompts"]) == pytest.approx(1)
    assert len(document["image"]["file_sha256"]) == 64
    assert len(document["view"]["box_xyxy_px"]) == 4
    edge = document["graph"][0]["edges"][0]
    assert {"source", "target", "semantic", "attention", "interaction"} <= set(edge)
    region = document["regions"][0]
    assert {"id", "parent", "level", "polygon", "centroid", "area", "share", "alignment"} <= set(region)


def test_the_maps_have_their_public_shapes(results: Path) -> None:
    """P prompts, L blocks, S scales, C cuts on the grid."""
    with np.load(results / "plain" / "maps.npz", allow_pickle=False) as maps:
        assert maps["heatmap"].shape == (2, 4, 4)
        assert maps["signed"].shape == (2, 4, 4)
        assert maps["layers"].shape == (2, 3, 4, 4)
        assert maps["levels"].shape[:1] + maps["levels"].shape[2:] == (2, 4, 4)
        assert maps["region_labels"].shape[1:] == (4, 4)
        assert maps["heatmap"].dtype == np.float32
        assert maps["region_labels"].dtype == np.int32
        assert 0 <= maps["heatmap"].min() <= maps["heatmap"].max() <= 1


def test_equal_names_do_not_overwrite_one_another(
    command: RunCommand, folder: Path, tiny_spec: str, tmp_path: Path
) -> None:
    """a/x.png and b/x.png both keep their results, and a second run finds the same places."""
    for name, source in (("a", "plain.png"), ("b", "deep.png")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.png").write_bytes((folder / source).read_bytes())
    arguments = (
        "explain", tmp_path / "a" / "x.png", tmp_path / "b" / "x.png", *PROMPTS, "--model", tiny_spec,
        "--out", tmp_path / "out",
    )  # fmt: skip
    for _ in range(2):
        assert command(*arguments).code == 0
        hashes = {
            path.name: json.loads((path / "explanation.json").read_text())["image"]["file_sha256"]
            for path in (tmp_path / "out").iterdir()
        }
        assert sorted(hashes) == ["x", "x-2"]
        assert hashes["x"] != hashes["x-2"]


def test_json_output_is_all_there_is_on_standard_output(
    command: RunCommand, folder: Path, tiny_spec: str, tmp_path: Path
) -> None:
    """A script reads it without looking for its beginning."""
    ran = command(
        "explain", folder / "plain.png", *PROMPTS, "--model", tiny_spec, "--out", tmp_path / "out", "--json"
    )
    (entry,) = json.loads(ran.out)
    assert entry["files"][0] == "explanation.json"
    assert [prompt["text"] for prompt in entry["prompts"]] == ["a red car", "a dog"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--prompt", " "), "a prompt is empty"),
        (("--prompt", "a dog", "--prompt", "a dog"), "'a dog' is given twice"),
        (("--prompt", "a dog", "--method", "magic"), "invalid choice: 'magic'"),
        (("--prompt", "a dog", "--view", "sideways"), "invalid choice: 'sideways'"),
        (("--prompt", "a dog", "--model", "no-such-model"), "unknown model 'no-such-model'"),
        ((), "required: --prompt"),
    ],
)
def test_bad_usage_is_one_line_and_exit_2(
    command: RunCommand, folder: Path, tmp_path: Path, arguments: tuple[str, ...], expected: str
) -> None:
    """Nothing is computed, nothing is written."""
    ran = command("explain", folder / "plain.png", *arguments, "--out", tmp_path / "out")
    assert ran.code == 2
    (line,) = ran.errors
    assert expected in line
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name != "posix", reason="file names are Unicode elsewhere")
def test_a_name_that_is_not_utf8_is_done_and_printed_escaped(
    command: RunCommand, folder: Path, tiny_spec: str, tmp_path: Path
) -> None:
    """Old archives hold such names; they must not stop a batch."""
    odd = os.fsdecode(bytes(tmp_path) + b"/caf\xe9.png")
    Path(odd).write_bytes((folder / "plain.png").read_bytes())
    ran = command("explain", odd, *PROMPTS, "--model", tiny_spec, "--out", tmp_path / "out")
    assert ran.code == 0
    assert "caf\\xe9.png" in ran.out


@pytest.mark.skipif(os.name != "posix", reason="such names are refused elsewhere")
def test_a_name_with_control_characters_stays_on_its_line(
    command: RunCommand, folder: Path, tiny_spec: str, tmp_path: Path
) -> None:
    """A script reads line by line, and a name must not steer the terminal; prompts are no different."""
    odd = tmp_path / "two\nlines\x1b[31m.png"
    odd.write_bytes((folder / "plain.png").read_bytes())
    ran = command("explain", odd, "--prompt", "a\ndog", "--model", tiny_spec, "--out", tmp_path / "out")
    assert ran.code == 0
    heading, score = ran.out.splitlines()
    assert "two\\nlines\\x1b[31m.png" in heading
    assert "a\\ndog" in score


def test_an_empty_path_is_not_the_current_folder(
    command: RunCommand, folder: Path, tiny_spec: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a script leaves it whose variable is not set."""
    monkeypatch.chdir(folder)
    ran = command("explain", "", *PROMPTS, "--model", tiny_spec, "--out", tmp_path / "out")
    assert ran.code == 2
    assert "the path is empty" in ran.errors[0]
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_is_said_once_and_at_once(
    command: RunCommand, folder: Path, tiny_spec: str, tmp_path: Path
) -> None:
    """One line for the place, not one for each image that was explained in vain."""
    (tmp_path / "out").write_text("a file is in the way", encoding="utf-8")
    ran = command("explain", folder, *PROMPTS, "--model", tiny_spec, "--out", tmp_path / "out")
    assert ran.code == 2
    (line,) = ran.errors
    assert "cannot write results" in line
    assert "choose another output directory" in line
    assert "explaining" not in ran.err


def test_the_arithmetic_is_chosen_and_recorded(
    command: RunCommand, folder: Path, tiny_spec: str, tmp_path: Path
) -> None:
    """`--dtype bfloat16` stands in the provenance."""
    ran = command(
        "explain", folder / "plain.png", *PROMPTS, "--model", tiny_spec, "--dtype", "bfloat16",
        "--out", tmp_path / "out",
    )  # fmt: skip
    assert ran.code == 0
    document = json.loads((tmp_path / "out" / "plain" / "explanation.json").read_text(encoding="utf-8"))
    assert document["provenance"]["dtype"] == "bfloat16"


def test_a_prompt_longer_than_the_context_is_said_to_be_cut(
    command: RunCommand, folder: Path, tiny_spec: str, tmp_path: Path
) -> None:
    """The line of its score says so and counts its tokens, start and end included; the other's does not."""
    prompts = ("--prompt", "red car " * 60, "--prompt", "a dog")
    ran = command("explain", folder / "plain.png", *prompts, "--model", tiny_spec, "--out", tmp_path / "out")
    _, long, short = ran.out.splitlines()
    assert long.endswith("cut: 122 tokens are more than the model reads")
    assert "cut" not in short
