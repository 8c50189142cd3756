"""A value of another kind than its field is refused: stored, it would contradict its own audit entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import ImageRecord, ImageReview
from mmel_desktop.errors import BadInputError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR

BOX = Geometry.box(1, 2, 3, 4)


def untyped(value: Any) -> Any:
    """What a script without type checks may hand over."""
    return value


EDITS: dict[str, Callable[[CaseStore, str], object]] = {
    "confidence: '3' of type int": lambda store, image: store.add_annotation(image, BOX, confidence=3),
    "comment: 'None' of type NoneType": lambda store, image: store.add_annotation(image, BOX, comment=None),
    'triggers: "[1]" of type list': lambda store, image: store.add_annotation(image, BOX, triggers=(1,)),
    "severity: 'True' of type bool": lambda store, image: store.edit_annotation(
        replace(store.annotations(image)[0], severity=untyped(True))
    ),
    "verdict: '3' of type int": lambda store, image: store.set_review(ImageReview(image, untyped(3))),
    "agrees: 'yes' of type str": lambda store, image: store.set_review(
        ImageReview(image, "wrong", agrees=untyped("yes"))
    ),
    "name: '5' of type int": lambda store, _image: store.rename(untyped(5), ""),
    "prompts: \"['a dog', 7]\" of type list": lambda store, _image: store.set_prompts(("a dog", untyped(7))),
}


@pytest.mark.parametrize("found", EDITS)
def test_a_value_of_another_kind_is_refused_and_nothing_is_written(
    store: CaseStore, street: ImageRecord, session_path: Path, found: str
) -> None:
    """The edit is not made; the session stays whole and usable."""
    store.add_annotation(street.image_id, BOX)
    before = len(store.audit_events())
    with pytest.raises(BadInputError) as refused:
        EDITS[found](store, street.image_id)
    assert refused.value.found.replace('"', "'") == found.replace('"', "'")
    assert len(store.audit_events()) == before
    store.add_annotation(street.image_id, BOX, confidence="high", triggers=("occlusion",))
    store.close()
    assert verify_session(session_path).findings == ()


def test_a_session_is_not_made_with_a_name_that_is_no_text(tmp_path: Path) -> None:
    """No file is left behind."""
    with pytest.raises(BadInputError, match="name: '5' of type int; expected text"):
        CaseStore.create(tmp_path / "new.mmel", actor=ACTOR, name=untyped(5))
    assert list(tmp_path.glob("*.mmel")) == []
