"""``python -m mmel_desktop.scenes.samples``: draw the sample images, their masks and their ground truth."""

from __future__ import annotations

import argparse
import colorsys
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from tqdm import tqdm

from mmel_desktop.errors import BadInputError
from mmel_desktop.scenes.composition import sample_scene
from mmel_desktop.scenes.facts import absent_kinds, fact_row, relations
from mmel_desktop.scenes.held_out import DRAWN_AT_PX
from mmel_desktop.scenes.judge import Judge
from mmel_desktop.scenes.rendering import RenderedScene, render_scene
from mmel_desktop.scenes.sample_requirements import has_room_for
from mmel_desktop.scenes.sample_stories import STORIES, SampleStory
from mmel_desktop.scenes.scene import Scene
from mmel_desktop.scenes.script import exit_status_of

SCHEMA = "mmel-desktop/scene-samples/1"
INDEX_FILE = "samples.json"
MASK_FOLDER = "sample_masks"
"""Beside the folder of the images, not in it: whoever reviews that folder means the images only."""

SKETCH_PX = 96
"""Height at which candidates are drawn to see whether they suit."""

_HEIGHT_OF_SQUARE_PX, _HEIGHT_OF_WIDE_PX = 640, 600
_JPEG_QUALITY = 92
_CANDIDATES = 4000
_SUITABLE = 12


def scene_of(story: SampleStory, seed: int) -> Scene:
    """The scene that a seed gives a story, suitable or not."""
    return sample_scene(
        seed,
        wishes=story.wishes,
        setting=story.setting,
        light=story.light,
        weather=story.weather,
        aspect=story.aspect,
        shortcut=story.shortcut,
        smallest=story.smallest,
    )


def choose_seed(story: SampleStory, judge: Judge | None = None) -> int:
    """The first seed whose scene, taken with a sharp lens, tells the story; candidates are sketched small.

    Args:
        story: what is wanted.
        judge: a model that should answer as the story says; any scene that suits is taken when None.

    Returns:
        The seed. When the model answers as told in none of the first ``_SUITABLE`` suitable scenes, that of
        the first of these.

    Raises:
        BadInputError: no suitable scene among the first ``_CANDIDATES`` seeds.
    """
    suitable: list[int] = []
    for seed in range(story.first_seed, story.first_seed + _CANDIDATES):
        scene = scene_of(story, seed)
        if scene.blur or not has_room_for(scene, story.wishes):
            continue
        if not story.suits(render_scene(scene, SKETCH_PX, oversampling=1)):
            continue
        if judge is None or answers_as_told(judge, story, render_scene(scene, DRAWN_AT_PX)):
            return seed
        suitable.append(seed)
        if len(suitable) == _SUITABLE:
            break
    if not suitable:
        raise BadInputError(
            f"no scene tells the story {story.name!r}",
            found=f"{_CANDIDATES} seeds from {story.first_seed}, none suitable",
            expected="a scene that its wishes and its requirement allow",
            action="loosen the requirement or begin at another seed",
        )
    return suitable[0]


def answers_as_told(judge: Judge, story: SampleStory, rendered: RenderedScene) -> bool:
    """Whether a model scores each first prompt of ``story.answers`` above the second."""
    image = judge.image_embeddings([rendered.image_rgb])[0]
    return all(np.diff(judge.text_embeddings(pair) @ image)[0] < 0 for pair in story.answers)


def render_story(story: SampleStory, seed: int) -> RenderedScene:
    """Draw the scene of a story at its final size."""
    height_px = _HEIGHT_OF_SQUARE_PX if story.aspect == 1.0 else _HEIGHT_OF_WIDE_PX
    return render_scene(scene_of(story, seed), height_px)


def write_samples(folder: Path, judge: Judge | None = None) -> list[str]:
    """Write images (JPEG) and ``samples.json`` to ``folder``, and masks beside it (``MASK_FOLDER``).

    Masks are indexed PNGs: 0 = nothing, else an object's ``label``.

    Args:
        folder: made if it is not there.
        judge: see :func:`choose_seed`.

    Returns:
        Names of the stories in whose final image the model does not answer as told.
    """
    masks = folder.resolve().parent / MASK_FOLDER
    for place in (folder, masks):
        place.mkdir(parents=True, exist_ok=True)
    entries, surprises = [], []
    for story in tqdm(STORIES, desc="drawing samples"):
        rendered = render_story(story, choose_seed(story, judge))
        if judge is not None and not answers_as_told(judge, story, rendered):
            surprises.append(story.name)
        image = Image.fromarray(rendered.image_rgb)
        image.save(folder / f"{story.name}.jpg", quality=_JPEG_QUALITY, subsampling=0, optimize=True)
        labels = Image.fromarray((rendered.label_map + 1).astype(np.uint8), "P")
        labels.putpalette(_palette())
        labels.save(masks / f"{story.name}.png", optimize=True)
        entries.append(_entry(story, rendered))
    index = {"schema": SCHEMA, "samples": entries}
    (folder / INDEX_FILE).write_text(json.dumps(index, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return surprises


def _entry(story: SampleStory, rendered: RenderedScene) -> dict[str, Any]:
    height, width = rendered.label_map.shape
    objects = [
        {
            "object_id": thing.object_id,
            "label": thing.object_id + 1,
            "kind": thing.kind,
            "attributes": thing.attributes,
            "box_xyxy_px": list(thing.box_xyxy_px),
            "visible_fraction": round(thing.visible_fraction, 4),
        }
        for thing in rendered.objects
    ]
    return {
        "file": f"{story.name}.jpg",
        "mask_file": f"../{MASK_FOLDER}/{story.name}.png",
        "title": story.title,
        "story": story.story,
        "prompts": list(story.prompts),
        "seed": rendered.scene.seed,
        "width_px": width,
        "height_px": height,
        "setting": story.setting,
        "light": story.light,
        "weather": story.weather,
        "shortcut": story.shortcut.value,
        "objects": objects,
        "relations": [[r.subject_id, r.name, r.object_id] for r in relations(rendered.scene)],
        "absent_kinds": list(absent_kinds(fact_row(rendered))),
    }


def _palette() -> list[int]:
    """256 colours: black, then hues that lie far apart."""
    colours = [0, 0, 0]
    for index in range(255):
        red, green, blue = colorsys.hsv_to_rgb((index * 0.381966) % 1.0, 0.75, 0.95)
        colours += [int(red * 255), int(green * 255), int(blue * 255)]
    return colours


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m mmel_desktop.scenes.samples", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument(
        "--model", type=Path, help="folder of the demo model: prefer scenes in which it answers as told"
    )
    options = parser.parse_args(arguments)
    return exit_status_of(lambda: _write_and_tell(options.out, options.model))


def _write_and_tell(folder: Path, model: Path | None) -> None:
    for name in write_samples(folder, Judge.load(model) if model else None):
        print(f"{name}: the model does not answer as the story says")


if __name__ == "__main__":
    sys.exit(main())
