"""Who changes a judgement that already stands in a report is asked why; before that nobody is."""

from __future__ import annotations

import pytest

from mmel_desktop.app import Workbench
from mmel_desktop.core.annotation import Geometry
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.ui.annotation_edits import SessionAnnotationEdits
from mmel_desktop.ui.dialogs.reason_dialog import ReasonDialog
from tests.ui.conftest import TestBench


class Answers:
    """Answers the dialog instead of a person; what it is told not to answer it cancels."""

    def __init__(self) -> None:
        self.reasons: list[str | None] = []
        self.asked = 0

    def __call__(self, dialog: ReasonDialog) -> int:
        self.asked += 1
        reason = self.reasons.pop(0)
        assert not dialog.accept_button.isEnabled()
        if reason is None:
            return 0
        dialog._reason.setText(reason)
        assert dialog.accept_button.isEnabled()
        return 1


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What the analyst will say."""
    answers = Answers()
    monkeypatch.setattr(ReasonDialog, "exec", lambda dialog: answers(dialog))
    return answers


@pytest.fixture
def workbench(bench: TestBench) -> Workbench:
    """A window with an open session of one image."""
    return bench.open_idle(images=1)


def store_of(workbench: Workbench) -> CaseStore:
    store = workbench.session.store
    assert store is not None
    return store


def give_out(workbench: Workbench) -> None:
    """As an export does."""
    store_of(workbench).record_act("report.exported", "report", "0" * 64)


def test_a_verdict_that_stands_in_a_report_is_changed_for_a_reason(
    workbench: Workbench, answers: Answers
) -> None:
    """Asked once; cancelling leaves the verdict, and the next change until the next report asks nothing."""
    store, buttons = store_of(workbench), workbench.window.verdict_bar.buttons
    buttons["right"].click()
    buttons["wrong"].click()
    assert answers.asked == 0
    give_out(workbench)
    answers.reasons = [None, "looked at the wrong image"]
    buttons["unclear"].click()
    (review,) = store.reviews().values()
    assert (answers.asked, review.verdict) == (1, "wrong")
    assert buttons["wrong"].isChecked()
    buttons["unclear"].click()
    (review,) = store.reviews().values()
    assert (answers.asked, review.verdict) == (2, "unclear")
    assert store.audit_events()[-1].reason == "looked at the wrong image"
    buttons["right"].click()
    assert answers.asked == 2
    give_out(workbench)
    answers.reasons = ["again"]
    buttons["wrong"].click()
    assert answers.asked == 3


def test_words_may_be_added_to_a_verdict_at_any_time(workbench: Workbench, answers: Answers) -> None:
    """They are the reason themselves."""
    workbench.window.verdict_bar.buttons["right"].click()
    give_out(workbench)
    (image,) = store_of(workbench).images()
    workbench.review.set_rationale(image.image_id, "the crossing is empty")
    assert answers.asked == 0
    assert store_of(workbench).review(image.image_id).rationale == "the crossing is empty"


def test_a_mark_that_stands_in_a_report_is_changed_and_deleted_for_a_reason(
    workbench: Workbench, answers: Answers
) -> None:
    """A new one is nobody's business yet."""
    store = store_of(workbench)
    edits = SessionAnnotationEdits(workbench.session, workbench.review.state)
    mark = edits.add(Geometry.box(1, 1, 9, 9), comment="missed")
    assert mark is not None
    give_out(workbench)
    fresh = edits.add(Geometry.box(2, 2, 9, 9))
    assert fresh is not None
    edits.delete(fresh.annotation_id)
    assert answers.asked == 0
    answers.reasons = [None, "it was there after all"]
    edits.delete(mark.annotation_id)
    assert [one.annotation_id for one in store.annotations()] == [mark.annotation_id]
    edits.delete(mark.annotation_id)
    assert store.annotations() == ()
    assert store.audit_events()[-1].reason == "it was there after all"


def test_a_cancelled_change_of_a_mark_is_taken_back_in_the_form(
    workbench: Workbench, answers: Answers
) -> None:
    """What the form shows is what the record holds."""
    state, panel = workbench.review.state, workbench.window.annotations
    edits = SessionAnnotationEdits(workbench.session, state)
    mark = edits.add(Geometry.box(1, 1, 9, 9), severity="critical")
    assert mark is not None
    state.select_annotation(mark.annotation_id)
    give_out(workbench)
    answers.reasons = [None]
    panel.form.grade(1)
    assert answers.asked == 1
    assert store_of(workbench).annotations()[0].severity == "critical"
    shown = panel.form.annotation
    assert shown is not None
    assert shown.severity == "critical"
    assert panel.form.severity.code == "critical"
