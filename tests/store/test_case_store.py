"""What goes into a case comes out again, also after closing and opening it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import DisplaySettings, ImageRecord, ImageReview
from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.core.explanation_document import to_document
from mmel_desktop.core.source_image import load_source_image
from mmel_desktop.errors import BadInputError, SessionError
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from tests.factories import ACTOR, make_explanation, write_image

BOX = Geometry.box(10, 12.5, 40, 60)


def test_a_new_session_knows_who_made_it_and_what_it_reviews(session_path: Path) -> None:
    """Everything given to create() is in session()."""
    with CaseStore.create(
        session_path, actor=ACTOR, name="Crossing", purpose="Release 2", model_spec="m", prompts=("a", "b")
    ) as store:
        session = store.session()
    assert (session.name, session.purpose, session.model_spec) == ("Crossing", "Release 2", "m")
    assert (session.prompts, session.created_by, session.read_only) == (("a", "b"), ACTOR, False)


def test_an_image_keeps_its_facts(store: CaseStore, tmp_path: Path) -> None:
    """Identity, path and decoding facts are those of the source image."""
    source = write_image(tmp_path / "a.png")
    record = store.add_image(source)
    assert store.images() == (record,)
    assert store.image(record.image_id).identity == source.identity
    assert (record.path, record.mode, record.detected_format) == (source.path, "RGB", "PNG")


def test_the_same_image_is_kept_once_but_another_name_is_another_image(
    store: CaseStore, tmp_path: Path
) -> None:
    """Pixels and name together make an image the same."""
    first = store.add_image(write_image(tmp_path / "a.png"))
    assert store.add_image(load_source_image(tmp_path / "a.png")) == first
    (tmp_path / "b.png").write_bytes((tmp_path / "a.png").read_bytes())
    second = store.add_image(load_source_image(tmp_path / "b.png"))
    assert [image.position for image in store.images()] == [0, 1]
    assert second.image_id != first.image_id


def test_a_moved_image_is_found_again_only_by_its_own_content(
    store: CaseStore, street: ImageRecord, tmp_path: Path
) -> None:
    """relocate_image() takes the file that was imported and refuses any other."""
    other = write_image(tmp_path / "other.png", seed=1)
    with pytest.raises(BadInputError, match=r"is not the file that was imported as 'street\.png'"):
        store.relocate_image(street.image_id, other.path)
    moved = Path(street.path).rename(tmp_path / "moved.png")
    assert store.relocate_image(street.image_id, moved).path == str(moved)


def test_a_path_that_is_not_utf8_survives(store: CaseStore, tmp_path: Path) -> None:
    """The stored path leads to the very same file."""
    name = b"stra\xdfe.png".decode("utf-8", "surrogateescape")
    try:
        write_image(tmp_path / "plain.png")
        (tmp_path / "plain.png").rename(tmp_path / name)
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    record = store.add_image(load_source_image(tmp_path / name))
    assert record.identity.name == "stra\\xdfe.png"
    assert Path(store.images()[0].path).read_bytes() == (tmp_path / name).read_bytes()


def test_an_explanation_comes_back_number_for_number(store: CaseStore, street: ImageRecord) -> None:
    """Document and arrays are those that went in."""
    explanation = make_explanation(street.identity)
    run = store.add_explanation(street.image_id, explanation)
    again = store.explanation(run.run_id)
    assert to_document(again) == to_document(explanation)
    assert again.parameters == explanation.parameters
    assert again.provenance.versions == explanation.provenance.versions
    for name, array in explanation.arrays().items():
        np.testing.assert_array_equal(again.arrays()[name], array)


def test_the_model_that_was_asked_is_known_without_the_maps(store: CaseStore, street: ImageRecord) -> None:
    """A run that failed asked nobody to the end."""
    explanation = make_explanation(street.identity)
    run = store.add_explanation(street.image_id, explanation)
    assert store.asked_model(run.run_id) == explanation.provenance.model.spec
    failed = store.add_unfinished_run(street.image_id, explanation.request, "failed", "out of memory")
    assert store.asked_model(failed.run_id) == ""


def test_runs_carry_scores_and_verdicts_for_galleries(store: CaseStore, street: ImageRecord) -> None:
    """latest_runs() needs no explanation to be unpacked."""
    store.add_explanation(street.image_id, make_explanation(street.identity, seed=1))
    second = store.add_explanation(street.image_id, make_explanation(street.identity, seed=2))
    assert store.latest_run(street.image_id) == second
    assert store.latest_runs() == {street.image_id: second}
    assert second.scores == pytest.approx((0.3, 0.2))
    assert second.worst_verdicts == ("warn", "warn")
    assert [run.run_id for run in store.runs(street.image_id)][-1] == second.run_id


def test_it_is_known_which_models_answered_under_a_name(store: CaseStore, street: ImageRecord) -> None:
    """A folder's weights may change under the same name; each run keeps the hash of those that answered."""
    made = make_explanation(street.identity)
    runs = []
    for sha256, spec in (("4" * 64, "local-dir:/m"), ("5" * 64, "local-dir:/m"), ("6" * 64, "demo")):
        model = replace(made.provenance.model, spec=spec, sha256=sha256)
        explanation = replace(made, provenance=replace(made.provenance, model=model))
        runs.append(store.add_explanation(street.image_id, explanation))
    failed = store.add_unfinished_run(street.image_id, made.request, "failed", "no memory")
    assert [run.model_sha256[:1] for run in (*runs, failed)] == ["4", "5", "6", ""]
    assert store.models_named("local-dir:/m") == {"4" * 64, "5" * 64}
    assert store.models_named("demo") == {"6" * 64}
    assert store.models_named("ViT-B-16/openai") == frozenset()


def test_failed_runs_are_kept_but_are_no_result(store: CaseStore, street: ImageRecord) -> None:
    """A failed run has a row with its reason; it is never the latest finished one."""
    run = store.add_unfinished_run(street.image_id, ExplanationRequest(("a",)), "failed", "odd \udcff byte")
    assert (run.status, run.message, run.scores) == ("failed", "odd \\udcff byte", ())
    assert store.latest_run(street.image_id) is None
    assert store.runs() == (run,)
    with pytest.raises(SessionError, match="has no explanation"):
        store.explanation(run.run_id)


def test_an_explanation_of_other_pixels_is_refused(store: CaseStore, street: ImageRecord) -> None:
    """Nothing is passed off as the explanation of an image that it does not explain."""
    with pytest.raises(BadInputError, match=r"does not belong to image 'street\.png'"):
        store.add_explanation(street.image_id, make_explanation())
    assert store.runs() == ()


def test_an_explanation_with_nan_is_refused_and_leaves_no_trace(
    store: CaseStore, street: ImageRecord
) -> None:
    """A refused edit changes neither tables nor trail."""
    explanation = make_explanation(street.identity)
    hurt = replace(explanation.prompts[0], score=float("nan"))
    entries = len(store.audit_events())
    with pytest.raises(BadInputError, match="cannot be stored"):
        store.add_explanation(street.image_id, replace(explanation, prompts=(hurt, *explanation.prompts[1:])))
    assert (store.runs(), len(store.audit_events())) == ((), entries)


def test_everything_is_there_again_after_reopening(
    store: CaseStore, street: ImageRecord, session_path: Path
) -> None:
    """Images, runs, annotations, reviews, prompts and display outlive the process."""
    run = store.add_explanation(street.image_id, make_explanation(street.identity))
    annotation = store.add_annotation(
        street.image_id, BOX, effect="A1", triggers=("occlusion",), severity="critical", comment="보행자 – ü"
    )
    review = store.set_review(ImageReview(street.image_id, "wrong", agrees=False, rationale="missed"))
    store.set_prompts(("a dog",))
    store.set_display(DisplaySettings(opacity=0.25, level=1))
    store.close()
    with CaseStore.open(session_path, actor=ACTOR) as again:
        assert again.images() == (street,)
        assert again.runs() == (run,)
        assert again.annotations() == (annotation,)
        assert again.reviews() == {street.image_id: review}
        assert again.session().prompts == ("a dog",)
        assert again.display() == DisplaySettings(opacity=0.25, level=1)
    assert verify_session(session_path).intact


def test_annotation_numbers_are_never_used_again(store: CaseStore, street: ImageRecord) -> None:
    """Deleting leaves a gap."""
    first = store.add_annotation(street.image_id, BOX)
    second = store.add_annotation(street.image_id, BOX)
    store.delete_annotation(second.annotation_id, "drawn twice")
    third = store.add_annotation(street.image_id, BOX)
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert [annotation.number for annotation in store.annotations(street.image_id)] == [1, 3]


def test_editing_keeps_what_is_fixed_and_records_old_and_new(store: CaseStore, street: ImageRecord) -> None:
    """An edit cannot rewrite number or author, and the trail names each field before and after."""
    annotation = store.add_annotation(street.image_id, BOX, severity="critical")
    edited = store.edit_annotation(
        replace(annotation, severity="marginal", number=99, created_by="someone else"), "second look"
    )
    assert (edited.number, edited.created_by, edited.severity) == (1, ACTOR.full_name, "marginal")
    event = store.audit_events()[-1]
    assert [(change.field, change.old, change.new) for change in event.changes] == [
        ("severity", "critical", "marginal")
    ]
    assert (event.reason, event.actor_name) == ("second look", "Tess Tester")


def test_an_edit_that_changes_nothing_leaves_no_entry(store: CaseStore, street: ImageRecord) -> None:
    """Pressing OK without a change is no edit."""
    annotation = store.add_annotation(street.image_id, BOX)
    review = store.set_review(ImageReview(street.image_id, "right"))
    entries = len(store.audit_events())
    assert store.edit_annotation(annotation) == annotation
    assert store.set_review(review) == review
    store.set_prompts(store.session().prompts)
    assert len(store.audit_events()) == entries


def test_a_deleted_annotation_cannot_be_edited(store: CaseStore, street: ImageRecord) -> None:
    """The text says what to do."""
    annotation = store.add_annotation(street.image_id, BOX)
    store.delete_annotation(annotation.annotation_id)
    with pytest.raises(SessionError, match="annotation 1 was deleted; undo its deletion first"):
        store.edit_annotation(replace(annotation, comment="late"))


@pytest.mark.parametrize("comment", ["lone \ud800 surrogate", "lone \udcff byte"])
def test_text_that_is_no_unicode_is_refused_whole(
    store: CaseStore, street: ImageRecord, comment: str
) -> None:
    """Neither the row nor the entry is written."""
    with pytest.raises(BadInputError):
        store.add_annotation(street.image_id, BOX, comment=comment)
    assert store.annotations() == ()
    assert store.add_annotation(street.image_id, BOX).number == 1


def test_what_was_seen_is_recorded_when_judging_not_on_each_slider_move(
    store: CaseStore, street: ImageRecord
) -> None:
    """Display settings enter the trail once per change that was judged by, and never when judging blind."""
    store.add_explanation(street.image_id, make_explanation(street.identity))
    for step in range(5):
        store.set_display(DisplaySettings(opacity=step / 10))
    store.set_review(ImageReview(street.image_id, "right", judged_blind=True))
    assert "display.seen" not in [event.action for event in store.audit_events()]
    store.set_review(ImageReview(street.image_id, "wrong"))
    store.add_annotation(street.image_id, BOX)
    seen = [event for event in store.audit_events() if event.action == "display.seen"]
    assert len(seen) == 1
    assert {change.field: change.new for change in seen[0].changes}["opacity"] == 0.4


def test_an_act_cannot_pretend_to_change_the_case(store: CaseStore, street: ImageRecord) -> None:
    """record_act() is for what happens with the case, not to it."""
    from mmel_desktop.core.audit_event import FieldChange

    with pytest.raises(ValueError, match="cannot change its fields name"):
        store.record_act("image.noted", "image", street.image_id, (FieldChange("name", "a", "b"),))
    event = store.record_act("report.exported", "report", "r.pdf", (FieldChange("sha256", None, "0"),))
    assert store.audit_events(event.sequence - 1) == (event,)


def test_a_closed_store_says_so(store: CaseStore) -> None:
    """Late callers get a clear answer; closing twice is harmless."""
    store.close()
    store.close()
    with pytest.raises(SessionError, match=r"case\.mmel' is closed; open it again"):
        store.images()


def test_a_moved_image_changes_nothing_about_its_verdict(
    store: CaseStore, street: ImageRecord, tmp_path: Path
) -> None:
    """Image and verdict have one id: who changes a verdict that was given out is asked why all the same."""
    store.set_review(ImageReview(street.image_id, "right"))
    assert not store.stands_elsewhere("review", street.image_id)
    store.record_act("report.exported", "report", "0" * 64)
    store.relocate_image(street.image_id, shutil.copy(street.path, tmp_path / "moved.png"))
    assert store.stands_elsewhere("review", street.image_id)
    store.set_review(ImageReview(street.image_id, "wrong"), "seen again")
    assert not store.stands_elsewhere("review", street.image_id)
