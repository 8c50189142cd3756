"""A session of 10,000 images opens in the time the project promises."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from mmel_desktop.core.case import ImageReview
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.identity import ImageIdentity
from mmel_desktop.store.case_store import CaseStore
from tests.factories import ACTOR, make_explanation, write_image

IMAGES = 10_000


def light_explanation(image: ImageIdentity) -> Explanation:
    """Without graphs and regions, which galleries never read."""
    explanation = make_explanation(image, grid=4, blocks=1)
    return replace(explanation, graphs=(), regions=replace(explanation.regions, regions=()))


@pytest.mark.slow  # making the session takes minutes, opening it a second
@pytest.mark.timeout(1200)
def test_ten_thousand_images_open_in_under_two_seconds(tmp_path: Path) -> None:
    """Opening, and everything a gallery shows: images, latest runs, reviews."""
    path = tmp_path / "large.mmel"
    source = write_image(tmp_path / "street.png")
    with CaseStore.create(path, actor=ACTOR) as store:
        store._file.connection.execute("PRAGMA synchronous = OFF")  # how it was made does not matter here
        template = light_explanation(source.identity)
        for number in range(IMAGES):
            identity = replace(source.identity, name=f"{number:05}.png", rgb_sha256=f"{number:064x}")
            image = store.add_image(replace(source, identity=identity))
            provenance = replace(template.provenance, image=identity)
            store.add_explanation(image.image_id, replace(template, provenance=provenance))
            store.set_review(ImageReview(image.image_id, "wrong"))
    CaseStore.open(path, actor=ACTOR).close()  # the backup of the last sitting is made once, now
    start = time.perf_counter()
    with CaseStore.open(path, actor=ACTOR) as store:
        counts = len(store.images()), len(store.latest_runs()), len(store.reviews())
        seconds = time.perf_counter() - start
    assert counts == (IMAGES, IMAGES, IMAGES)
    assert seconds < 2.0
