"""Story: two hundred images explained in one go, stopped, taken up again, and finished after a restart."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from tests.factories import write_image
from tests.ui.conftest import PROMPTS, TestBench

IMAGES = 200
LONG_MS = 300_000


def explained_count(workbench: Workbench) -> int:
    """How many images have an explanation, as the gallery knows."""
    return sum(entry.run is not None for entry in workbench.session.index.entries)


@pytest.mark.slow  # two hundred explanations are made and stored, and the session is opened twice
@pytest.mark.timeout(900)
def test_two_hundred_images_cancelled_resumed_and_finished_after_a_restart(
    bench: TestBench, qtbot: QtBot
) -> None:
    """Nothing is explained twice, nothing is lost, and the image on the canvas stays where it is."""
    folder = bench.folder / "drawn"
    _draw(folder)
    workbench = bench.open()
    with qtbot.waitSignal(workbench.session.opened, timeout=LONG_MS):
        workbench.session.create(bench.folder / "case.mmel", prompts=PROMPTS)
    bench.paths.answer = folder
    with qtbot.waitSignal(workbench.session.imported, timeout=LONG_MS):
        workbench.window.commands["file.add_folder"].trigger()
    bench.wait_idle(workbench)
    assert len(workbench.session.index) == IMAGES
    shown = workbench.state.image
    assert explained_count(workbench) == 1

    # Stopped by the button in the bar: what is finished stays, and nobody offers to go on.
    workbench.window.commands["tools.explain_all"].trigger()
    qtbot.waitUntil(lambda: explained_count(workbench) >= 40, timeout=LONG_MS)
    assert "of 199" in workbench.window.jobs_bar.step_label.whole_text
    workbench.window.jobs_bar.cancel_button.click()
    bench.wait_idle(workbench)
    first = explained_count(workbench)
    assert 40 <= first < IMAGES
    assert workbench.state.image == shown
    assert workbench.batches.unfinished == []

    # Started again, then the program is closed in the middle.
    workbench.window.commands["tools.explain_all"].trigger()
    qtbot.waitUntil(lambda: explained_count(workbench) >= first + 40, timeout=LONG_MS)
    bench.close(workbench)

    again = bench.open()
    with qtbot.waitSignal(again.session.opened, timeout=LONG_MS):
        again.commands.open_last()
    before = explained_count(again)
    assert first + 40 <= before < IMAGES
    message = again.window.jobs_bar.messages[-1]
    assert f"{IMAGES - before} images are left" in message.what_label.text()
    next(button for button in message.findChildren(QPushButton) if button.text() == "Go on").click()
    qtbot.waitUntil(lambda: explained_count(again) == IMAGES, timeout=LONG_MS)
    bench.wait_idle(again)
    assert again.batches.unfinished == []
    assert again.session.store is not None
    runs = Counter(run.image_id for run in again.session.store.runs() if run.status == "finished")
    assert len(runs) == IMAGES
    assert set(runs.values()) == {1}


def _draw(folder: Path) -> None:
    (folder / "deeper").mkdir(parents=True)
    for number in range(IMAGES):
        place = folder / "deeper" if number % 2 else folder
        write_image(place / f"drawn_{number:03d}.png", size_wh=(48, 36), seed=number)
