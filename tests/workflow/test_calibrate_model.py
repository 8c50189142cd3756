"""Calibrating: what was found is told even where it cannot be kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mmel_desktop.engine import calibration_files
from mmel_desktop.workflow.calibrate_model import calibrate_model
from tests.factories import write_image
from tests.ui.fake_explainer import FakeExplainer


def test_an_outcome_that_cannot_be_kept_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fit took minutes: weights and gain are there, and an error says why they were not kept."""
    paths = [Path(write_image(tmp_path / f"{number}.png", seed=number).path) for number in range(8)]
    library = tmp_path / "library"
    library.write_text("a file is in the way", encoding="utf-8")
    monkeypatch.setattr(calibration_files, "calibration_library", lambda: library)
    explainer: Any = FakeExplainer("demo")
    outcome = calibrate_model(explainer, paths, ("a dog",), save=True)
    assert outcome.calibration.fitted_weights
    assert outcome.path is None
    (error,) = outcome.errors
    assert "cannot keep the calibration" in str(error)
    library.unlink()
    kept = calibrate_model(explainer, paths, ("a dog",), save=True)
    assert kept.path is not None
    assert kept.path.parent == library
    assert kept.errors == ()
