"""Undo and redo against a model that keeps whole states in a list."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.case import EditOutcome, ImageRecord, ImageReview
from mmel_desktop.errors import SessionError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR, write_image

BOX = Geometry.box(1, 2, 3, 4)
State = tuple[tuple[Annotation, ...], dict[str, ImageReview], tuple[str, ...]]


def state_of(store: CaseStore) -> State:
    """Everything that can be undone."""
    return store.annotations(), store.reviews(), store.session().prompts


@dataclass
class History:
    """The model: states before the present one, and those that were undone."""

    past: list[State] = field(default_factory=list)
    future: list[State] = field(default_factory=list)

    def edited(self, before: State, after: State) -> None:
        """A new edit forgets what was undone; one that changed nothing is none."""
        if before != after:
            self.past.append(before)
            self.future.clear()


def edit(store: CaseStore, image: ImageRecord, act: str, value: int) -> None:
    """One edit, chosen by name and number."""
    annotations = store.annotations()
    if act == "add":
        store.add_annotation(image.image_id, BOX, comment=str(value))
    elif act == "edit" and annotations:
        store.edit_annotation(replace(annotations[value % len(annotations)], comment=f"c{value}"))
    elif act == "delete" and annotations:
        store.delete_annotation(annotations[value % len(annotations)].annotation_id)
    elif act == "review":
        store.set_review(ImageReview(image.image_id, ("right", "wrong", "unclear")[value % 3]))
    elif act == "prompts":
        store.set_prompts(("a", "b", "c")[: 1 + value % 3])


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "delete", "review", "prompts", "undo", "undo", "redo", "reopen"]),
        st.integers(0, 5),
    ),
    max_size=25,
)


@settings(max_examples=15)
@given(acts=ACTS)
def test_any_sequence_of_edits_undos_and_redos_equals_the_model(acts: list[tuple[str, int]]) -> None:
    """The live state is the model's after every act, across reopening, and the trail verifies at the end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.mmel"
        store = CaseStore.create(path, actor=ACTOR)
        image = store.add_image(write_image(Path(folder) / "a.png"))
        history = History()
        for act, value in acts:
            before = state_of(store)
            if act == "undo" and history.past:
                store.undo()
                history.future.append(before)
                assert state_of(store) == history.past.pop()
            elif act == "redo" and history.future:
                store.redo()
                history.past.append(before)
                assert state_of(store) == history.future.pop()
            elif act in {"undo", "redo"}:
                with pytest.raises(SessionError, match=f"nothing to {act}"):
                    getattr(store, act)()
            elif act == "reopen":
                store.close()
                store = CaseStore.open(path, actor=ACTOR)
                assert state_of(store) == before
            else:
                edit(store, image, act, value)
                history.edited(before, state_of(store))
            assert bool(store.undo_text()) == bool(history.past)
            assert bool(store.redo_text()) == bool(history.future)
        store.close()
        result = verify_session(path)
        assert result.intact, result.findings


def test_undo_says_what_it_changed(store: CaseStore, street: ImageRecord) -> None:
    """The outcome names image, entity and edit, so that only what changed is drawn again."""
    annotation = store.add_annotation(street.image_id, BOX)
    assert store.undo_text() == "add annotation 1 on street.png"
    outcome = EditOutcome(
        street.image_id,
        "annotation",
        annotation.annotation_id,
        "add annotation 1 on street.png",
        (street.image_id,),
    )
    assert store.undo() == outcome
    assert (store.annotations(), store.undo_text()) == ((), "")
    assert store.redo() == outcome
    assert store.annotations() == (annotation,)


def test_undo_and_redo_are_edits_of_their_own(store: CaseStore, street: ImageRecord) -> None:
    """Nothing leaves the trail: both appear with their fields and the entry they refer to."""
    store.add_annotation(street.image_id, BOX)
    created = store.audit_events()[-1]
    store.undo()
    store.redo()
    undone, redone = store.audit_events()[-2:]
    assert (undone.action, redone.action) == ("annotation.undone", "annotation.redone")
    assert [(change.field, change.old, change.new) for change in undone.changes] == [("deleted", False, True)]
    assert undone.reason == f"undo of entry {created.sequence}: add annotation 1 on street.png"


def test_undoing_the_first_review_leaves_the_image_unreviewed(store: CaseStore, street: ImageRecord) -> None:
    """An image without a judgement is not in reviews(), whether or not it ever had one."""
    store.set_review(ImageReview(street.image_id, "wrong"))
    store.undo()
    assert store.reviews() == {}
    assert store.review(street.image_id) == ImageReview(street.image_id)


def test_a_new_edit_after_reopening_clears_what_could_be_redone(
    store: CaseStore, street: ImageRecord, session_path: Path
) -> None:
    """The redo side survives closing, and ends with the next edit."""
    store.add_annotation(street.image_id, BOX)
    store.undo()
    store.close()
    with CaseStore.open(session_path, actor=ACTOR) as again:
        assert again.redo_text() == "add annotation 1 on street.png"
        assert again.add_annotation(street.image_id, BOX).number == 2
        assert again.redo_text() == ""
