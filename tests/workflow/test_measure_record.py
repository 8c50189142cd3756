"""The benchmark of the record measures the real thing: a session as the program makes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mmel_desktop.core.progress import CancelToken
from mmel_desktop.errors import OperationCancelled
from mmel_desktop.workflow.measure_record import measure_record
from tests.engine.tiny_model import write_tiny_model


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A tiny model; anchors stay in the test's folder."""
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_options: str(tmp_path / "user"))
    return write_tiny_model(tmp_path / "model")


def test_every_edit_is_made_and_every_figure_is_measured(model: str) -> None:
    """Two images cost the entries that two images cost; nothing took no time."""
    figures = measure_record(2, model=model)
    created_and_opened, for_each_image, annotations = 5, 3, 1
    assert figures.entries >= created_and_opened + 2 * for_each_image + annotations
    assert set(figures.commits_ms) == {"of an image", "of an explanation", "of a verdict", "of an annotation"}
    assert all(0 < median <= slow for median, slow in figures.commits_ms.values())
    assert min(figures.open_s, figures.verify_s, figures.backup_s, figures.file_mib) > 0
    assert "session of 2 images" in figures.text()


def test_it_can_be_cancelled(model: str) -> None:
    """After the image at work; the temporary folder goes with it."""
    token = CancelToken()
    token.cancel()
    with pytest.raises(OperationCancelled):
        measure_record(2, model=model, cancel=token)
