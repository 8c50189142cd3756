"""Images that were moved or changed under the workbench."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from mmel_desktop.ui.panels.jobs_bar import JobsBar
from tests.factories import write_image
from tests.ui.conftest import TestBench


def dismiss_all(bar: JobsBar) -> None:
    """Read and dismiss every message."""
    for row in tuple(bar.messages):
        row.dismissed.emit()


def test_moved_images_are_found_and_shown_again(bench: TestBench, qtbot: QtBot) -> None:
    """The message names the place and the command; the command brings picture and thumbnail back."""
    workbench = bench.open_idle(images=2)
    bench.close(workbench)
    (bench.folder / "images").rename(bench.folder / "elsewhere")
    workbench = bench.open_last()
    bar = workbench.window.jobs_bar
    qtbot.waitUntil(lambda: bool(bar.messages), timeout=60_000)
    assert "is not where it was" in bar.messages[0].what_label.text()
    assert "Find moved images" in bar.messages[0].detail_label.text()
    assert workbench.state.pixels is None
    dismiss_all(bar)
    bench.paths.answer = bench.folder / "elsewhere"
    workbench.window.commands["file.find_images"].trigger()
    qtbot.waitUntil(lambda: workbench.state.pixels is not None, timeout=60_000)
    assert bar.messages[-1].what_label.text() == "2 images found again."
    entry = workbench.session.index.entries[1]
    assert Path(entry.image.path).parent.name == "elsewhere"

    def thumbnail_is_there() -> bool:
        made = workbench.images.thumbnail(entry.image)
        return made is not None and not made.isNull()

    qtbot.waitUntil(thumbnail_is_there, timeout=60_000)
    bench.wait_idle(workbench)


def test_what_is_not_found_is_named(bench: TestBench, qtbot: QtBot, tmp_path: Path) -> None:
    """And who looks for nothing is told so."""
    workbench = bench.open_idle(images=1)
    bar = workbench.window.jobs_bar
    bench.paths.answer = tmp_path
    workbench.window.commands["file.find_images"].trigger()
    qtbot.waitUntil(lambda: bool(bar.messages), timeout=60_000)
    assert bar.messages[-1].what_label.text() == "No image is missing."
    dismiss_all(bar)
    (bench.folder / "images" / "image_0.png").unlink()
    workbench.window.commands["file.find_images"].trigger()
    qtbot.waitUntil(lambda: bool(bar.messages), timeout=60_000)
    assert "still missing" in bar.messages[-1].what_label.text()
    assert "image_0.png" in bar.messages[-1].detail_label.text()
    dismiss_all(bar)
    workbench.session.index.names_hidden = True
    workbench.window.commands["file.find_images"].trigger()
    qtbot.waitUntil(lambda: bool(bar.messages), timeout=60_000)
    assert bar.messages[-1].detail_label.text().startswith("Not below that folder: image 1")
    dismiss_all(bar)
    bench.wait_idle(workbench)


def test_a_map_is_never_laid_over_a_picture_that_changed(bench: TestBench, qtbot: QtBot) -> None:
    """The file has other pixels than those that were explained: that is said, and they are not shown."""
    workbench = bench.open_idle(images=1)
    bench.close(workbench)
    write_image(bench.folder / "images" / "image_0.png", seed=77)
    workbench = bench.open_last()
    bar = workbench.window.jobs_bar
    qtbot.waitUntil(lambda: bool(bar.messages), timeout=60_000)
    assert "changed since it was imported" in bar.messages[0].what_label.text()
    assert workbench.state.pixels is None
    bench.wait_idle(workbench)
