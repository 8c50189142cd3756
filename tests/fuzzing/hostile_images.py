"""Image files of every accepted format, spoiled, on their way into a session."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from mmel_desktop.core.source_image import load_source_image
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.import_images import import_images
from tests.factories import ACTOR
from tests.fuzzing.judge import Tally, judge
from tests.fuzzing.mutations import mutate


def whole_images() -> list[tuple[str, bytes]]:
    """(suffix, content) of small images of the kinds an analyst meets."""
    y, x = np.mgrid[0:20, 0:28]
    rgb = Image.fromarray(np.stack([x * 9, y * 12, x + y], axis=-1).astype(np.uint8))
    deep = Image.fromarray((x * 2000).astype(np.uint16))
    exif = Image.Exif()
    exif[0x0112] = 6
    frames = [rgb.rotate(90 * turn) for turn in range(3)]
    made: list[tuple[str, Image.Image, dict[str, Any]]] = [
        (".png", rgb, {}),
        (".png", deep, {}),
        (".png", rgb.convert("P"), {"transparency": 3}),
        (".png", rgb.convert("RGBA"), {}),
        (".jpg", rgb, {"exif": exif}),
        (".jpg", rgb.convert("CMYK"), {}),
        (".jpg", rgb, {"progressive": True}),
        (".webp", rgb, {}),
        (".webp", rgb, {"lossless": True}),
        (".tif", rgb, {"compression": "tiff_lzw"}),
        (".tif", frames[0], {"save_all": True, "append_images": frames[1:]}),
        (".tif", Image.fromarray((x / 7).astype(np.float32)), {}),
        (".bmp", rgb, {}),
        (".gif", frames[0], {"save_all": True, "append_images": frames[1:]}),
        (".ppm", rgb, {}),
        (".pgm", rgb.convert("L"), {}),
    ]
    images = []
    for suffix, picture, options in made:
        file = io.BytesIO()
        kind = {".jpg": "JPEG", ".tif": "TIFF", ".pgm": "PPM"}.get(suffix, suffix[1:].upper())
        picture.save(file, format=kind, **options)
        images.append((suffix, file.getvalue()))
    return images


def run_images(folder: Path, count: int, seed: int) -> Tally:
    """Spoil images and import them; what is accepted must come back the same when it is read again."""
    tally = Tally()
    whole = whole_images()
    contents = [content for _, content in whole]
    with CaseStore.create(folder / "images.mmel", actor=ACTOR) as store:
        for number in range(count):
            numbers = random.Random(f"image-{seed}-{number}")
            suffix, content = numbers.choice(whole)
            path = folder / f"spoiled-{number}{suffix}"
            path.write_bytes(mutate(content, contents, numbers))

            def act(path: Path = path) -> None:
                outcome = import_images(store, [path])
                if outcome.errors:
                    raise outcome.errors[0]
                (image,) = outcome.images
                again = load_source_image(path)
                assert again.identity.rgb_sha256 == image.identity.rgb_sha256
                assert again.rgb.shape == (image.identity.height_px, image.identity.width_px, 3)

            judge(tally, f"image {number} of seed {seed} ({suffix})", act, allowed=folder)
            path.unlink()
    return tally
