"""A run made from the comparison: shown there, on record, and nothing else in the session follows it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from mmel_desktop.app import Workbench
from mmel_desktop.core.case import RunRecord
from mmel_desktop.ui.canvas.compared_state import ASK, OtherSide
from mmel_desktop.ui.dialogs.comparison_chooser import ComparisonChooser
from mmel_desktop.ui.panels.audit_panel import what_text
from tests.factories import make_explanation
from tests.ui.conftest import PROMPTS, TestBench


@pytest.fixture
def chooser(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """Accepts what each chooser offers at first; the choices that were made."""
    made: list[tuple[str, str, str]] = []

    def accept(dialog: ComparisonChooser) -> int:
        made.append(dialog.choice)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ComparisonChooser, "exec", accept)
    return made


def ask(workbench: Workbench) -> None:
    """Choose "another method or model…" in the comparison."""
    workbench.window.compare.compare(True)
    workbench.window.compare.compared.choose(ASK)


def runs(workbench: Workbench) -> tuple[RunRecord, ...]:
    assert workbench.session.store is not None
    return workbench.session.store.runs()


def test_another_method_is_compared_and_the_session_stays_as_it_is(
    bench: TestBench, chooser: list[tuple[str, str, str]]
) -> None:
    """Its own method, the shown explanation, and what the lists take for the answer."""
    workbench = bench.open_idle(images=2)
    info, entries = workbench.session.info, workbench.session.index.entries
    shown = workbench.state.explanation
    ask(workbench)
    bench.wait_idle(workbench)
    assert chooser == [("demo", "mmel-refined", "model")]
    answer, compared = runs(workbench)
    assert (answer.for_comparison, compared.for_comparison) == (False, True)
    assert (compared.prompts, compared.method) == (PROMPTS, "mmel-refined")
    stage = workbench.window.compare
    assert stage.compared.side == OtherSide("run", run_id=compared.run_id)
    assert stage.bar.sides.currentText().startswith("comparison: mmel-refined · ")
    assert stage.compared.other.explanation_id == compared.run_id
    assert workbench.state.explanation is shown
    assert workbench.session.info == info
    assert workbench.session.index.entries == entries
    assert workbench.session.store is not None
    event = workbench.session.store.audit_events()[-1]
    assert what_text(event).startswith("run finished for comparison: ")


def test_after_a_restart_the_answer_is_shown_and_the_run_can_be_compared(
    bench: TestBench, chooser: list[tuple[str, str, str]]
) -> None:
    """Nor is anything explained anew: the image has its answer."""
    workbench = bench.open_idle(images=1)
    ask(workbench)
    bench.wait_idle(workbench)
    answer, compared = runs(workbench)
    bench.close(workbench)
    again = bench.open_last()
    bench.wait_idle(again)
    assert again.state.explanation_id == answer.run_id
    assert runs(again) == (answer, compared)
    offered = [side for _, side in again.window.compare.compared.sides()]
    assert OtherSide("run", run_id=compared.run_id) in offered


def test_a_comparison_that_fails_leaves_the_image_explained(
    bench: TestBench, chooser: list[tuple[str, str, str]]
) -> None:
    """The failure is told and on record, as one of a comparison."""
    workbench = bench.open_idle(images=1)
    entries = workbench.session.index.entries
    bench.models.explainer.broken_names.add("image_0.png")
    ask(workbench)
    bench.wait_idle(workbench)
    _, failed = runs(workbench)
    assert (failed.status, failed.for_comparison) == ("failed", True)
    assert workbench.session.index.entries == entries
    assert workbench.window.compare.compared.side == OtherSide("prompt", 1)


def test_whoever_went_on_is_told_that_the_run_is_there(
    bench: TestBench, chooser: list[tuple[str, str, str]]
) -> None:
    """The other image's comparison stays as it is."""
    workbench = bench.open_idle(images=2)
    notices: list[str] = []
    workbench.session.notice.connect(lambda notice: notices.append(notice.text))
    bench.models.explainer.gate.clear()
    ask(workbench)
    workbench.window.gallery.step(1)
    bench.models.explainer.gate.set()
    bench.wait_idle(workbench)
    assert [run.for_comparison for run in runs(workbench)].count(True) == 1
    assert notices == ["The run of image_0.png to compare with is there: choose it in the comparison."]
    side = workbench.window.compare.compared.side
    assert side is not None
    assert side.kind == "prompt"


def test_a_signed_off_session_offers_no_further_run(
    bench: TestBench, chooser: list[tuple[str, str, str]]
) -> None:
    """The record is closed; what it holds can still be compared."""
    workbench = bench.open_idle(images=1)
    assert workbench.session.store is not None
    workbench.session.edit("signing", lambda store: store.sign_off("review"))
    workbench.window.compare.compare(True)
    assert ASK not in [side for _, side in workbench.window.compare.compared.sides()]


def test_a_run_that_would_repeat_the_shown_one_cannot_be_asked_for(bench: TestBench) -> None:
    """Comparing a thing with itself tells nothing."""
    workbench = bench.open()
    shown = make_explanation()
    dialog = ComparisonChooser(shown, workbench.window)
    assert dialog.choice == ("demo", "mmel-refined", "model")
    assert dialog.use.isEnabled()
    dialog.method.setCurrentIndex(dialog.method.findData("mmel"))
    assert not dialog.use.isEnabled()
    dialog.accept()
    assert dialog.result() != QDialog.DialogCode.Accepted
    dialog.spec.setText("ViT-B-16/openai")
    assert dialog.use.isEnabled()
