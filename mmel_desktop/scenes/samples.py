"""``python -m mmel_desktop.scenes.samples``: draw the sample images, their masks and their ground truth."""

from __future__ import annotations

import argparse
import colorsys
import json
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from tqdm import tqdm

from mmel_desktop.scenes.composition import sample_scene
from mmel_desktop.scenes.facts import absent_kinds, fact_row, relations
from mmel_desktop.scenes.rendering import RenderedScene, render_scene
from mmel_desktop.scenes.sample_stories import STORIES, SampleStory

SCHEMA = "mmel-desktop/scene-samples/1"
INDEX_FILE = "samples.json"
_HEIGHT_PX = {1.0: 640}
_HEIGHT_OF_WIDE_PX = 600
_JPEG_QUALITY = 92


def render_story(story: SampleStory) -> RenderedScene:
    """Draw the scene of a story at its final size."""
    scene = sample_scene(
        story.seed,
        wishes=story.wishes,
        setting=story.setting,
        light=story.light,
        weather=story.weather,
        aspect=story.aspect,
        shortcut=story.shortcut,
    )
    return render_scene(scene, _HEIGHT_PX.get(story.aspect, _HEIGHT_OF_WIDE_PX))


def write_samples(folder: Path) -> None:
    """Write images (JPEG), masks (indexed PNG: 0 = nothing, else an object's ``label``), ``samples.json``."""
    masks = folder / "masks"
    masks.mkdir(parents=True, exist_ok=True)
    entries = []
    for story in tqdm(STORIES, desc="drawing samples"):
        rendered = render_story(story)
        image = Image.fromarray(rendered.image_rgb)
        image.save(folder / f"{story.name}.jpg", quality=_JPEG_QUALITY, subsampling=0, optimize=True)
        labels = Image.fromarray((rendered.label_map + 1).astype(np.uint8), "P")
        labels.putpalette(_palette())
        labels.save(masks / f"{story.name}.png", optimize=True)
        entries.append(_entry(story, rendered))
    index = {"schema": SCHEMA, "samples": entries}
    (folder / INDEX_FILE).write_text(json.dumps(index, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


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
        "mask_file": f"masks/{story.name}.png",
        "title": story.title,
        "story": story.story,
        "prompts": list(story.prompts),
        "seed": story.seed,
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
    write_samples(parser.parse_args(arguments).out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
