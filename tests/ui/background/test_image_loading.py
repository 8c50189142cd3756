"""Decoding beside the window: what cannot be decoded is told, and may be asked for again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mmel_desktop.core.case import ImageRecord
from mmel_desktop.errors import MmelError
from mmel_desktop.ui.background import image_loading
from mmel_desktop.ui.background.image_loading import ImageLoader
from tests.factories import write_image


@pytest.fixture
def record(tmp_path: Path) -> ImageRecord:
    """An image as the session knows it."""
    source = write_image(tmp_path / "street.png")
    return ImageRecord(
        "i", 0, source.identity, source.path, source.file_size_bytes, "PNG", "RGB", 1, 0, 1, ()
    )


@pytest.fixture
def loader() -> ImageLoader:
    """A loader whose threads end with the test."""
    return ImageLoader()


def test_an_image_is_decoded_once_and_kept(loader: ImageLoader, record: ImageRecord, qtbot: QtBot) -> None:
    """Asked for again while it is decoded, it is not decoded twice."""
    decoded: list[str] = []
    loader.loaded.connect(lambda image_id, _source: decoded.append(image_id))
    assert loader.image(record) is None
    assert loader.image(record) is None
    qtbot.waitUntil(lambda: bool(decoded))
    assert loader.shut_down(10_000)
    kept = loader.image(record)
    assert kept is not None
    assert (kept.identity, decoded) == (record.identity, ["i"])


@pytest.mark.parametrize("thumbnail", [False, True])
def test_an_image_that_does_not_fit_into_memory_is_told_and_may_be_tried_again(
    loader: ImageLoader,
    record: ImageRecord,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    thumbnail: bool,
) -> None:
    """Nobody waits for ever for a picture that will not come."""

    def full(*_: object, **__: object) -> None:
        raise MemoryError

    name = "load_thumbnail" if thumbnail else "read_unchanged"
    errors: list[MmelError] = []
    loader.failed.connect(lambda _id, error: errors.append(error))
    with monkeypatch.context() as patch:
        patch.setattr(image_loading, name, full)
        if thumbnail:
            assert loader.thumbnail(record) is None
            qtbot.waitUntil(lambda: loader.thumbnail(record) is not None)
            missing = loader.thumbnail(record)
            assert missing is not None
            assert missing.isNull()
            return
        assert loader.image(record) is None
        qtbot.waitUntil(lambda: bool(errors))
    assert "'street.png' does not fit into memory" in str(errors[0])
    with qtbot.waitSignal(loader.loaded):
        loader.image(record)
