"""One store, many threads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import ImageRecord, ImageReview
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from tests.factories import make_explanation

BOX = Geometry.box(1, 2, 3, 4)


def test_the_window_annotates_while_a_worker_stores_explanations(
    store: CaseStore, street: ImageRecord
) -> None:
    """Every edit of both threads is there, numbers are unique, and the trail is whole."""
    rounds = 8
    start = threading.Barrier(3)

    def explain() -> None:
        start.wait()
        for seed in range(rounds):
            store.add_explanation(street.image_id, make_explanation(street.identity, seed=seed))

    def annotate() -> None:
        start.wait()
        for index in range(rounds):
            annotation = store.add_annotation(street.image_id, BOX)
            store.edit_annotation(replace(annotation, comment=str(index)))
            store.set_review(ImageReview(street.image_id, "wrong", notes=str(index)))

    def read() -> None:
        start.wait()
        for _ in range(rounds):
            run = store.latest_run(street.image_id)
            assert run is None or store.explanation(run.run_id).prompts
            assert all(annotation.image_id == street.image_id for annotation in store.annotations())

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(act) for act in (explain, annotate, read)]:
            done.result(timeout=60)
    assert len(store.runs()) == rounds
    assert [annotation.number for annotation in store.annotations()] == list(range(1, rounds + 1))
    store.close()
    assert verify_session(store.path).intact


def test_a_store_made_in_one_thread_can_be_closed_in_another(store: CaseStore) -> None:
    """The lock on the file is given back as well."""
    thread = threading.Thread(target=store.close)
    thread.start()
    thread.join(timeout=10)
    assert not store.path.with_name(f".{store.path.name}.holder").exists()
