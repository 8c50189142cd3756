"""Annotations brought from elsewhere are one edit: all added, all taken back, nothing overwritten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.case import ImageRecord
from mmel_desktop.errors import BadInputError, SessionError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR, write_image

BOX = Geometry.box(1, 2, 3, 4)


@pytest.fixture
def yard(store: CaseStore, tmp_path: Path) -> ImageRecord:
    """A second image."""
    return store.add_image(write_image(tmp_path / "yard.png", seed=5))


def marks_on(*images: ImageRecord) -> list[Annotation]:
    """Two marks on each image, as another program would name them."""
    return [
        Annotation(f"theirs-{index}-{copy}", image.image_id, 99, BOX, effect="A1", created_by="Someone Else")
        for index, image in enumerate(images)
        for copy in range(2)
    ]


def bring(store: CaseStore, marks: list[Annotation]) -> tuple[Annotation, ...]:
    return store.import_annotations(marks, file_name="marks.json", file_sha256="a" * 64, skipped=3)


def test_imported_marks_are_new_annotations_beside_those_that_are_there(
    store: CaseStore, street: ImageRecord, yard: ImageRecord
) -> None:
    """Own ids and numbers; who made them elsewhere stands in the trail."""
    own = store.add_annotation(street.image_id, BOX, comment="mine")
    added = bring(store, marks_on(street, yard))
    assert store.annotations() == (own, *added)
    assert [annotation.number for annotation in added] == [2, 3, 4, 5]
    assert {annotation.created_by for annotation in added} == {ACTOR.full_name}
    assert not {annotation.annotation_id for annotation in added} & {"theirs-0-0", "theirs-1-1"}
    act, *created = store.audit_events()[-5:]
    said = {change.field: change.new for change in act.changes}
    assert (act.action, act.entity_id, said) == (
        "annotations.imported",
        "a" * 64,
        {"file": "marks.json", "added": 4, "skipped": 3},
    )
    source = {change.field: change.new for change in created[0].changes}["source"]
    assert (source["annotation_id"], source["created_by"]) == ("theirs-0-0", "Someone Else")
    assert verify_session(store.path).intact


def test_one_undo_takes_the_whole_import_back_and_one_redo_brings_it_again(
    store: CaseStore, street: ImageRecord, yard: ImageRecord
) -> None:
    """Between other edits, and after closing."""
    own = store.add_annotation(street.image_id, BOX, comment="mine")
    added = bring(store, marks_on(street, yard))
    assert store.undo_text() == "import 4 annotations from 'marks.json'"
    outcome = store.undo()
    assert set(outcome.image_ids) == {street.image_id, yard.image_id}
    assert outcome.image_id == outcome.image_ids[0]
    assert store.annotations() == (own,)
    assert store.undo_text() == "add annotation 1 on street.png"
    store.close()
    with CaseStore.open(store.path, actor=ACTOR) as again:
        assert again.redo_text() == "import 4 annotations from 'marks.json'"
        again.redo()
        assert again.annotations() == (own, *added)
        again.undo()
        again.undo()
        assert (again.annotations(), again.undo_text()) == ((), "")
        again.redo()
        again.redo()
        assert again.annotations() == (own, *added)
    assert verify_session(store.path).intact


def test_two_imports_are_two_edits(store: CaseStore, street: ImageRecord) -> None:
    """One undo takes back the second only; later edits of an imported mark are edits of their own."""
    first = bring(store, marks_on(street))
    bring(store, marks_on(street))
    store.undo()
    assert store.annotations() == first
    store.edit_annotation(replace(first[0], comment="seen"))
    store.undo()
    assert store.annotations() == first


def test_a_bad_mark_stops_the_whole_import(store: CaseStore, street: ImageRecord) -> None:
    """All or none, and no trace of the attempt."""
    entries = store.audit_events()
    for bad, error in (("no such image", SessionError), (street.image_id, BadInputError)):
        mark = Annotation("", bad, 0, BOX, comment="\ud800")
        with pytest.raises(error):
            bring(store, [*marks_on(street), mark])
    assert (store.annotations(), store.audit_events(), store.undo_text()) == ((), entries, "")


def test_an_import_of_nothing_is_no_edit(store: CaseStore) -> None:
    """No entry, nothing to undo."""
    entries = store.audit_events()
    assert bring(store, []) == ()
    assert store.audit_events() == entries
