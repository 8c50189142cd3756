"""The shipped sample images are what their ground truth says, and can be drawn again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from PIL import Image

from mmel_desktop.core.source_image import find_image_files
from mmel_desktop.errors import BadInputError
from mmel_desktop.scenes.composition import Wish
from mmel_desktop.scenes.judge import Judge
from mmel_desktop.scenes.kinds import COMPANION, KINDS
from mmel_desktop.scenes.rendering import render_scene
from mmel_desktop.scenes.sample_requirements import has_room_for
from mmel_desktop.scenes.sample_stories import STORIES
from mmel_desktop.scenes.samples import (
    MASK_FOLDER,
    SCHEMA,
    SKETCH_PX,
    choose_seed,
    render_story,
    scene_of,
)

FOLDER = Path(__file__).parents[2] / "resources" / "samples"
MASKS = FOLDER.parent / MASK_FOLDER


@pytest.fixture(scope="module")
def samples() -> list[dict[str, Any]]:
    """The entries of samples.json."""
    index = json.loads((FOLDER / "samples.json").read_text(encoding="utf-8"))
    assert index["schema"] == SCHEMA
    entries: list[dict[str, Any]] = index["samples"]
    return entries


def test_every_story_is_shipped_once_and_the_folder_stays_small(samples: list[dict[str, Any]]) -> None:
    """24 images, each with masks; below 10 MB together."""
    assert [sample["file"] for sample in samples] == [f"{story.name}.jpg" for story in STORIES]
    assert len(samples) == 24
    files = [path for folder in (FOLDER, MASKS) for path in folder.iterdir()]
    assert sum(path.stat().st_size for path in files) < 10e6
    assert {path.name for path in MASKS.iterdir()} == {f"{story.name}.png" for story in STORIES}


def test_the_folder_holds_the_24_images_and_no_other() -> None:
    """Who reviews the folder reviews each sample once, and no mask."""
    found, errors = find_image_files([FOLDER])
    assert [path.name for path in found] == [f"{story.name}.jpg" for story in STORIES]
    assert not errors


def test_objects_agree_with_their_masks(samples: list[dict[str, Any]]) -> None:
    """Each object's label covers pixels, and its box bounds them tightly."""
    for sample in samples:
        labels = np.asarray(Image.open(FOLDER / sample["mask_file"]))
        with Image.open(FOLDER / sample["file"]) as image:
            assert image.size == (sample["width_px"], sample["height_px"]) == labels.shape[::-1]
        assert set(np.unique(labels)) - {0} == {thing["label"] for thing in sample["objects"]}
        for thing in sample["objects"]:
            assert thing["kind"] in KINDS
            ys, xs = np.nonzero(labels == thing["label"])
            assert thing["box_xyxy_px"] == [xs.min(), ys.min(), xs.max() + 1, ys.max() + 1]


def test_stories_hold_what_they_were_asked_to_hold(samples: list[dict[str, Any]]) -> None:
    """No wish was dropped for lack of room."""
    for story, sample in zip(STORIES, samples, strict=True):
        kinds = [thing["kind"] for thing in sample["objects"]]
        for wish in story.wishes:
            assert kinds.count(wish.kind) >= sum(other.kind == wish.kind for other in story.wishes), (
                story.name
            )


def test_the_shortcut_stories_show_hat_and_fence_in_all_combinations(samples: list[dict[str, Any]]) -> None:
    """Hat with fence, hat alone, fence without hat, neither, and the fence with nobody."""
    found = {
        (
            any(thing["kind"] == "worker with hard hat" for thing in sample["objects"]),
            any(thing["kind"] == "worker without hard hat" for thing in sample["objects"]),
            any(thing["kind"] == COMPANION for thing in sample["objects"]),
        )
        for sample in samples
    }
    assert {(True, False, True), (True, False, False), (False, True, True)} <= found
    assert {(False, True, False), (False, False, True)} <= found


def test_a_wide_sample_hides_its_red_light_from_a_centre_crop(samples: list[dict[str, Any]]) -> None:
    """What the story claims: the light lies wholly outside the middle square."""
    sample = next(sample for sample in samples if sample["file"].startswith("04_"))
    assert sample["width_px"] > sample["height_px"]
    light = next(thing for thing in sample["objects"] if thing["kind"] == "traffic light")
    assert light["box_xyxy_px"][0] >= (sample["width_px"] + sample["height_px"]) / 2


def test_every_sample_tells_its_story(samples: list[dict[str, Any]]) -> None:
    """Wishes granted, nothing cut, and what the story needs; sketched here as the command sketches it."""
    for story, sample in zip(STORIES, samples, strict=True):
        scene = scene_of(story, sample["seed"])
        assert sample["seed"] >= story.first_seed
        assert has_room_for(scene, story.wishes), story.name
        assert story.suits(render_scene(scene, SKETCH_PX, oversampling=1)), story.name


def test_the_choice_of_a_scene_is_the_first_that_suits_and_the_model_may_prefer_a_later_one() -> None:
    """A judge that likes only the third suitable scene gets it; one that likes none gets the first."""
    story = replace(STORIES[1], answers=(("a", "b"),))
    first = choose_seed(story)
    second = choose_seed(replace(story, first_seed=first + 1))
    third = choose_seed(replace(story, first_seed=second + 1))

    class Picky:
        asked = 0

        def image_embeddings(self, images: list[np.ndarray]) -> np.ndarray:
            self.asked += 1
            return np.array([[1.0 if self.asked == self.likes else -1.0]], np.float32)

        def text_embeddings(self, texts: list[str]) -> np.ndarray:
            return np.array([[1.0], [0.0]], np.float32)

        def __init__(self, likes: int) -> None:
            self.likes = likes

    assert choose_seed(story, cast("Judge", Picky(3))) == third
    assert choose_seed(story, cast("Judge", Picky(0))) == first


def test_a_story_that_no_scene_tells_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not an endless search: it looks at so many candidates and no more."""
    monkeypatch.setattr("mmel_desktop.scenes.samples._CANDIDATES", 25)
    story = replace(STORIES[0], suits=lambda rendered: False, name="never", wishes=(Wish("bus"),) * 9)
    with pytest.raises(BadInputError, match="never") as told:
        choose_seed(story)
    assert told.value.found == f"25 seeds from {story.first_seed}, none suitable"


@pytest.mark.parametrize("index", [0, 3, 13])
def test_samples_are_drawn_again_from_their_seeds(samples: list[dict[str, Any]], index: int) -> None:
    """Masks are equal; the picture differs by the JPEG's losses only."""
    rendered = render_story(STORIES[index], samples[index]["seed"])
    labels = np.asarray(Image.open(FOLDER / samples[index]["mask_file"])).astype(int)
    assert (labels == rendered.label_map + 1).all()
    stored = np.asarray(Image.open(FOLDER / samples[index]["file"]).convert("RGB")).astype(int)
    assert np.abs(stored - rendered.image_rgb).mean() < 4
