"""What ``explain`` leaves on disk."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.explanation_document import from_document
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.errors import BadInputError
from mmel_desktop.workflow.overlay_picture import LONGEST_SIDE_RANGE_PX, draw_overlay, picture_size_hw
from mmel_desktop.workflow.write_explanation import ResultDirectories, write_explanation
from tests.factories import make_explanation, write_image


@pytest.fixture
def image(tmp_path: Path) -> SourceImage:
    """A small noisy picture."""
    return write_image(tmp_path / "street.png", size_wh=(96, 72))


@pytest.fixture
def explanation(image: SourceImage) -> Explanation:
    """A well-formed explanation of it."""
    return make_explanation(image.identity)


def test_the_files_are_the_public_ones(explanation: Explanation, image: SourceImage, tmp_path: Path) -> None:
    """Document, maps and one overlay per prompt are written, nothing else is left behind."""
    files = write_explanation(explanation, image, tmp_path / "out" / "street")
    names = ["explanation.json", "maps.npz", "overlay_0.png", "overlay_1.png"]
    assert [file.name for file in files] == names
    assert sorted(path.name for path in (tmp_path / "out" / "street").iterdir()) == names


def test_maps_and_document_give_the_explanation_back(
    explanation: Explanation, image: SourceImage, tmp_path: Path
) -> None:
    """What was written reads back as the same explanation, hash-checked array by array."""
    document_path, maps_path, *_ = write_explanation(explanation, image, tmp_path / "out")
    document = json.loads(document_path.read_text(encoding="utf-8"))
    with np.load(maps_path, allow_pickle=False) as maps:
        assert sorted(maps) == ["cell_colours", "heatmap", "layers", "levels", "region_labels", "signed"]
        arrays = dict(maps)
    arrays["layer_weights"] = np.array(document["layer_weights"], np.float32)
    arrays["scale_weights"] = np.array(document["scale_weights"], np.float32)
    again = from_document(document, arrays)
    assert again.provenance == explanation.provenance
    assert again.regions.regions == explanation.regions.regions
    assert again.graphs == explanation.graphs
    np.testing.assert_array_equal(again.layers, explanation.layers)


def test_the_same_explanation_gives_the_same_bytes(
    explanation: Explanation, image: SourceImage, tmp_path: Path
) -> None:
    """No time, path or random number of the writing machine gets into the files."""
    first = write_explanation(explanation, image, tmp_path / "first")
    second = write_explanation(explanation, image, tmp_path / "second")
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_overlays_of_an_earlier_explanation_do_not_stay(
    explanation: Explanation, image: SourceImage, tmp_path: Path
) -> None:
    """Written again with fewer prompts, the directory holds no overlay of a prompt that is gone."""
    write_explanation(explanation, image, tmp_path / "out")
    fewer = make_explanation(image.identity, prompts=("a pedestrian",))
    (tmp_path / "out" / "notes.txt").write_text("mine")
    write_explanation(fewer, image, tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["explanation.json", "maps.npz", "notes.txt", "overlay_0.png"]


def test_a_place_that_cannot_be_written_is_named(
    explanation: Explanation, image: SourceImage, tmp_path: Path
) -> None:
    """A file where the directory should be gives one clear line."""
    (tmp_path / "out").write_text("a file")
    with pytest.raises(BadInputError, match=r"street\.png.*choose another output directory"):
        write_explanation(explanation, image, tmp_path / "out")


def test_an_overlay_of_another_image_is_refused(explanation: Explanation, tmp_path: Path) -> None:
    """Heat is never painted on pixels it was not computed from."""
    other = write_image(tmp_path / "other.png", seed=1)
    with pytest.raises(ValueError, match="other pixels"):
        draw_overlay(explanation, other, 0)


def test_heat_lies_where_the_map_is_hot(image: SourceImage) -> None:
    """The painted pixels differ from the bare ones exactly where the map says so."""
    explanation = make_explanation(image.identity)
    heat = np.zeros_like(explanation.heatmap)
    heat[0, 0, 0] = 1.0  # top left patch of the grid, which covers x in [12, 84) of the 96 × 72 image
    heated = draw_overlay(replace(explanation, heatmap=heat), image, 0)
    bare = draw_overlay(replace(explanation, heatmap=np.zeros_like(heat)), image, 0)
    changed = np.argwhere(np.any(np.asarray(heated) != np.asarray(bare), axis=-1)) / (heated.height / 72)
    assert changed[:, 0].max() <= 2 * 9
    assert changed[:, 1].min() >= 12
    assert changed[:, 1].max() <= 12 + 2 * 9
    assert len(changed) > 100


def test_no_evidence_is_said_not_painted(image: SourceImage) -> None:
    """Without evidence the prompt's picture carries the words instead of heat."""
    explanation = make_explanation(image.identity)
    heat = explanation.heatmap.copy()
    heat[0] = 0
    blank = replace(explanation, heatmap=heat)
    without = replace(blank, prompts=(replace(blank.prompts[0], evidence_found=False), blank.prompts[1]))
    difference = np.any(
        np.asarray(draw_overlay(without, image, 0)) != np.asarray(draw_overlay(blank, image, 0)), axis=-1
    )
    rows = np.flatnonzero(difference.any(axis=1)) / difference.shape[0]
    assert 0.3 < rows.min() < 0.5 < rows.max() < 0.7


def test_pixels_the_model_never_saw_are_hatched(image: SourceImage) -> None:
    """Left and right of a centre crop the picture is darkened in stripes; inside it is not."""
    explanation = make_explanation(image.identity)
    empty = replace(explanation, heatmap=np.zeros_like(explanation.heatmap))
    white = replace_pixels(image, 255)
    picture = np.asarray(draw_overlay(empty, white, 0)).astype(int)
    scale = picture.shape[1] / 96
    outside, inside = picture[:, : round(11 * scale)], picture[:, round(14 * scale) : round(20 * scale)]
    assert outside.max() < 250
    assert len(np.unique(outside.sum(axis=-1))) >= 2
    assert np.median(inside) == 255


def replace_pixels(image: SourceImage, value: int) -> SourceImage:
    """The same identity with uniform pixels: only the drawing is of interest."""
    return replace(image, rgb=np.full_like(image.rgb, value))


@pytest.mark.parametrize("image_hw", [(72, 96), (4000, 6000), (20, 20000), (1000, 1200)])
def test_pictures_stay_legible_and_bounded(image_hw: tuple[int, int]) -> None:
    """Small images are enlarged and large ones reduced, in proportion."""
    height, width = picture_size_hw(image_hw)
    smallest, largest = LONGEST_SIDE_RANGE_PX
    assert smallest <= max(height, width) <= largest
    assert height >= 1
    assert abs(width / height - image_hw[1] / image_hw[0]) / (image_hw[1] / image_hw[0]) < 0.01 or height < 10


def test_images_named_alike_get_their_own_directories(tmp_path: Path) -> None:
    """a/x.png and b/X.png never share a directory, also where the file system ignores case."""
    first, second = write_image(tmp_path / "x.png"), write_image(tmp_path / "X.png", seed=1)
    directories = ResultDirectories(tmp_path / "out")
    assert directories.directory_for(first, "x") == tmp_path / "out" / "x"
    assert directories.directory_for(second, "X") == tmp_path / "out" / "X-2"


def test_only_the_same_images_results_are_replaced(tmp_path: Path) -> None:
    """A second run reuses its own directory and leaves another image's results alone."""
    first, second = write_image(tmp_path / "x.png"), write_image(tmp_path / "y.png", seed=1)
    out = tmp_path / "out"
    write_explanation(make_explanation(first.identity), first, out / "x")
    assert ResultDirectories(out).directory_for(first, "x") == out / "x"
    assert ResultDirectories(out).directory_for(second, "x") == out / "x-2"


def test_the_overlay_can_be_drawn_for_every_level(explanation: Explanation, image: SourceImage) -> None:
    """Each level gives another picture of the same size."""
    from mmel_desktop.core.case import DisplaySettings

    pictures = [draw_overlay(explanation, image, 0, DisplaySettings(level=level)) for level in (-1, 0, 1, 2)]
    assert len({picture.size for picture in pictures}) == 1
    assert len({picture.tobytes() for picture in pictures}) == 4
    assert all(isinstance(picture, Image.Image) for picture in pictures)
