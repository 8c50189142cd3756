"""A case as it was at one moment: the same answers, whatever is done to the case meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import DisplaySettings, ImageRecord, ImageReview
from mmel_desktop.core.second_opinion import OPINION_GIVEN
from mmel_desktop.errors import SessionError
from mmel_desktop.store import case_snapshot
from mmel_desktop.store.case_snapshot import CaseSnapshot
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.second_opinion import give_second_opinion
from tests.factories import ACTOR, make_explanation, write_image
from tests.store.breaking import append_entry
from tests.team_terms import ROAD_SAFETY

READINGS: dict[str, Callable[[CaseStore | CaseSnapshot], Any]] = {
    "session": lambda case: case.session(),
    "display": lambda case: case.display(),
    "images": lambda case: case.images(),
    "runs": lambda case: case.runs(),
    "latest runs": lambda case: case.latest_runs(),
    "annotations": lambda case: case.annotations(),
    "reviews": lambda case: case.reviews(),
    "second opinions": lambda case: case.second_opinions(),
    "sign-offs": lambda case: case.sign_offs(),
    "taxonomy": lambda case: case.taxonomy(),
    "audit trail": lambda case: case.audit_events(),
    "its newer part": lambda case: case.audit_events(3),
    "runs of each image": lambda case: [case.runs(image.image_id) for image in case.images()],
    "annotations of each image": lambda case: [case.annotations(image.image_id) for image in case.images()],
    "chain end": lambda case: case.anchor().head_sha256,
}


@pytest.fixture
def case(store: CaseStore, street: ImageRecord) -> CaseStore:
    """With one of everything."""
    work(store, street, 1)
    return store


def work(store: CaseStore, image: ImageRecord, number: int) -> None:
    """Change whatever can be changed, and add to what is only added to."""
    store.rename(f"name {number}", "")
    store.set_display(DisplaySettings(opacity=0.1 * number))
    store.add_image(write_image(store.path.with_name(f"more {number}.png"), seed=number))
    store.add_explanation(image.image_id, make_explanation(image.identity, seed=number))
    annotation = store.add_annotation(image.image_id, Geometry.box(1, 2, 3, 4))
    store.edit_annotation(replace(annotation, comment=f"comment {number}"))
    store.set_review(ImageReview(image.image_id, "wrong", rationale=f"reason {number}"))
    give_second_opinion(store, ImageReview(image.image_id, "right", rationale=f"{number}"), reviewer="Sam")
    store.set_taxonomy(replace(ROAD_SAFETY, version=str(number)))
    store.sign_off("review")
    store.reopen(f"reason {number}")


def test_a_snapshot_says_what_the_case_says(case: CaseStore) -> None:
    """Every reading, and every map."""
    snapshot = case.snapshot()
    for name, read in READINGS.items():
        assert read(snapshot) == read(case), name
    (run,) = snapshot.runs()
    assert snapshot.explanation(run.run_id).request == case.explanation(run.run_id).request
    assert (snapshot.runs("no such image"), snapshot.annotations("no such image")) == ((), ())


def test_a_snapshot_does_not_change_with_the_case(case: CaseStore, street: ImageRecord) -> None:
    """Whereas the case says something else to each of the questions."""
    snapshot = case.snapshot()
    before = {name: read(snapshot) for name, read in READINGS.items()}
    work(case, street, 2)
    for name, read in READINGS.items():
        assert read(snapshot) == before[name] != read(case), name


def test_what_cannot_be_read_is_refused_to_who_asks_for_it(case: CaseStore, session_path: Path) -> None:
    """A report needs no second opinions: damage there must not keep it from being written."""
    case.close()
    append_entry(session_path, OPINION_GIVEN, "second_opinion", "x", changes=[])
    with CaseStore.open(session_path, actor=ACTOR) as again:
        snapshot = again.snapshot()
        assert len(snapshot.images()) == 2
        with pytest.raises(SessionError, match="cannot be read"):
            snapshot.second_opinions()


def edited_between(monkeypatch: pytest.MonkeyPatch, store: CaseStore, edits: list[str]) -> None:
    """While a snapshot is made, the next of some edits happens."""
    read = CaseSnapshot

    def read_and_edit(*given: Any) -> CaseSnapshot:
        snapshot = read(*given)
        if edits:
            store.rename(edits.pop(0), "")
        return snapshot

    monkeypatch.setattr(case_snapshot, "CaseSnapshot", read_and_edit)


def test_what_was_read_before_and_after_an_edit_is_read_again(
    case: CaseStore, session_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where another program edits, which no lock here keeps waiting."""
    edits = ["first", "second"]
    edited_between(monkeypatch, case, edits)
    assert case.snapshot().session().name == "second"
    with CaseStore.open(session_path, actor=ACTOR) as reader:
        assert reader.session().read_only
        edits += ["third", "fourth"]
        assert reader.snapshot().session().name == "fourth"
        edits += [f"edit {number}" for number in range(100)]
        with pytest.raises(SessionError, match="was edited while it was exported"):
            reader.snapshot()


def test_a_long_trail_is_read_in_parts(case: CaseStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that whoever edits need not wait for all of it."""
    monkeypatch.setattr(case_snapshot, "_SLICE", 3)
    snapshot = case.snapshot()
    events = case.audit_events()
    assert len(events) % 3, "the last part is a shorter one"
    case.rename("later", "")
    assert snapshot.audit_events() == events
    assert snapshot.audit_events(4) == events[4:]
    assert snapshot.audit_events(len(events)) == ()
