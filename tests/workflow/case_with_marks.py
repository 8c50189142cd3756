"""A session that holds every kind of annotation, for tests of exports, imports and bundles."""

from __future__ import annotations

from pathlib import Path

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import ImageRecord, ImageReview
from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.second_opinion import give_second_opinion
from tests.factories import ACTOR, make_explanation, write_image

TRIANGLE = ((10.0, 10.0), (40.5, 12.25), (20.0, 50.0))
FRAME = (
    ((10.0, 10.0), (60.0, 10.0), (60.0, 50.0), (10.0, 50.0)),
    ((20.0, 20.0), (20.0, 40.0), (50.0, 40.0), (50.0, 20.0)),
)


def make_case(folder: Path) -> CaseStore:
    """Two images of 96 × 72 pixels with eight annotations; one is explained and judged by two reviewers.

    The session is open; the second reviewer took back what he said of the other image.
    """
    store = CaseStore.create(
        folder / "case.mmel", actor=ACTOR, name="Crossing", prompts=("a pedestrian", "a red car")
    )
    street = store.add_image(write_image(folder / "street.png"))
    yard = store.add_image(write_image(folder / "yard 마당.png", seed=4))
    run = store.add_explanation(street.image_id, make_explanation(street.identity, grid=4))
    store.add_unfinished_run(yard.image_id, ExplanationRequest(("a",)), "failed", "no memory")
    annotate(store, street, run.run_id)
    store.add_annotation(yard.image_id, Geometry.box(1, 2, 30, 40), effect="A4", comment="=1+1 on the second")
    store.set_review(
        ImageReview(street.image_id, "wrong", agrees=False, rationale="-missed", judged_blind=True)
    )
    give_second_opinion(
        store, ImageReview(street.image_id, "right", rationale="=seen 보임"), reviewer="Second Sam"
    )
    taken_back = ImageReview(yard.image_id, "wrong")
    before = give_second_opinion(store, taken_back, reviewer="Second Sam")
    give_second_opinion(store, ImageReview(yard.image_id), reviewer="Second Sam", before=before)
    return store


def annotate(store: CaseStore, image: ImageRecord, run_id: str) -> None:
    """One annotation of each kind of geometry."""
    add = store.add_annotation
    add(
        image.image_id,
        Geometry.box(5, 6, 50.5, 60),
        prompt="a pedestrian",
        effect="A1",
        triggers=("occlusion", "small_or_far"),
        evidence=("background",),
        causal_status="supported",
        confidence="high",
        status="reviewed",
        severity="critical",
        use_context="crossing at night",
        consequence="collision",
        comment="보행자 missed <b>",
    )
    add(image.image_id, Geometry("polygon", (TRIANGLE,)), effect="A2")
    add(image.image_id, Geometry("polygon", FRAME), effect="A3", comment="a frame")
    add(image.image_id, Geometry("point", (((12.5, 13.0),),)), effect="A9")
    add(image.image_id, Geometry("region", (TRIANGLE,), run_id, 1, (5,)), effect="A10")
    add(image.image_id, Geometry("edge", (((10.0, 10.0), (70.0, 60.0)),), run_id, 1, (5, 6)), effect="A6")
    add(image.image_id, Geometry("image"), effect="A11")
