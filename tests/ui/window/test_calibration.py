"""Calibrating the model from the window: asked, fitted in the background, judged, and put on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.core.calibration import UNIFORM
from mmel_desktop.core.progress import CancelToken, ProgressListener
from mmel_desktop.core.source_image import load_source_image
from mmel_desktop.ui.dialogs.calibration_dialog import CalibrationDialog, CalibrationView
from mmel_desktop.workflow.calibrate_model import CalibrationOutcome
from mmel_desktop.workflow.calibrate_session import CALIBRATED_ACTION
from tests.ui.conftest import TestBench
from tests.ui.fake_explainer import FakeExplainer


@pytest.fixture(autouse=True)
def accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The analyst presses Calibrate as soon as the dialog is open, if it lets him."""

    def accept(dialog: CalibrationDialog) -> int:
        enabled = dialog.accept_button.isEnabled()
        return (QDialog.DialogCode.Accepted if enabled else QDialog.DialogCode.Rejected).value

    monkeypatch.setattr(CalibrationDialog, "exec", accept)


@pytest.fixture(autouse=True)
def without_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fit of a fake model needs no engine, which takes long to load."""

    def calibrate(
        explainer: FakeExplainer,
        paths: Sequence[Path],
        prompts: Sequence[str],
        *,
        save: bool,
        progress: ProgressListener,
        cancel: CancelToken,
    ) -> CalibrationOutcome:
        images = [load_source_image(path) for path in paths]
        calibration = explainer.calibrate(images, prompts, progress=progress, cancel=cancel)
        return CalibrationOutcome(calibration, (), Path("kept.json") if save else None)

    monkeypatch.setattr("mmel_desktop.workflow.calibrate_session.calibrate_model", calibrate)


def shown_outcome(workbench: Workbench) -> CalibrationView | None:
    """The dialog that tells what came of it."""
    return workbench.window.findChild(CalibrationView)


def test_a_proven_gain_is_used_and_recorded(bench: TestBench, qtbot: QtBot) -> None:
    """The dialog shows the held-out gain with its interval; later explanations use the weights."""
    workbench = bench.open_idle(images=21)
    workbench.window.commands["tools.calibrate"].trigger()
    qtbot.waitUntil(lambda: shown_outcome(workbench) is not None, timeout=120_000)
    view, store = shown_outcome(workbench), workbench.session.store
    assert view is not None
    assert store is not None
    assert view.heading.text() == "The gain is proven"
    assert view.facts[0][1] == "+0.0400, 95 % interval +0.0100 … +0.0700"
    assert view.weights.values == (0.2, 0.3, 0.5)
    used = bench.models.explainer.calibration
    assert used is not None
    assert used.calibration_id != UNIFORM
    event = store.audit_events()[-1]
    assert event.action == CALIBRATED_ACTION
    said = {change.field: change.new for change in event.changes}
    assert said["calibration"] == used.calibration_id
    assert len(said["fitted_images"]) == 11
    assert len(said["held_out_images"]) == 10
    view.close()


def test_without_a_proven_gain_equal_weights_stay(bench: TestBench, qtbot: QtBot) -> None:
    """An interval that holds zero proves nothing, and the dialog says so."""
    workbench = bench.open()
    bench.models.explainer.gain = replace(bench.models.explainer.gain, low=-0.02)
    bench.open_session(workbench, images=8)
    bench.wait_idle(workbench)
    workbench.window.commands["tools.calibrate"].trigger()
    qtbot.waitUntil(lambda: shown_outcome(workbench) is not None, timeout=120_000)
    view = shown_outcome(workbench)
    assert view is not None
    assert view.heading.text() == "No gain is proven"
    assert "equal weights" in view.use.text()
    view.close()


def test_too_few_images_are_refused_before_anything_starts(bench: TestBench) -> None:
    """The button cannot be pressed, and a sentence says how many are needed."""
    workbench = bench.open_idle(images=3)
    assert workbench.session.info is not None
    dialog = CalibrationDialog(workbench.session.info, 3, fewest=8, most=64, parent=workbench.window)
    assert not dialog.accept_button.isEnabled()
    workbench.window.commands["tools.calibrate"].trigger()
    assert not workbench.jobs.busy


def test_a_cancelled_calibration_leaves_nothing_behind(bench: TestBench, qtbot: QtBot) -> None:
    """No dialog, no entry in the record, no weights in use."""
    workbench = bench.open_idle(images=8)
    store = workbench.session.store
    assert store is not None
    before = len(store.audit_events())
    bench.models.explainer.gate.clear()
    workbench.window.commands["tools.calibrate"].trigger()
    qtbot.waitUntil(lambda: "fitting" in workbench.window.jobs_bar.step_label.whole_text, timeout=120_000)
    workbench.window.jobs_bar.cancel_button.click()
    bench.wait_idle(workbench)
    assert shown_outcome(workbench) is None
    assert len(store.audit_events()) == before
    assert bench.models.explainer.calibration is None
