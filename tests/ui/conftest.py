"""The whole workbench on a temporary folder, with a fake model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.ui.dialogs.path_chooser import PathChooser
from tests.factories import ACTOR, write_image
from tests.ui.fake_explainer import FakeModels

PROMPTS = ("a pedestrian", "a red car")


class AnsweringPaths(PathChooser):
    """Answers instead of a person; each answer is set by the test."""

    def __init__(self, settings: QSettings) -> None:
        super().__init__(settings)
        self.answer: Path | tuple[Path, ...] | None = None

    def images(self, parent: QWidget) -> tuple[Path, ...]:
        assert isinstance(self.answer, tuple)
        return self.answer

    def image_folder(self, parent: QWidget) -> Path | None:
        return self._one()

    def moved_images_folder(self, parent: QWidget) -> Path | None:
        return self._one()

    def session_to_open(self, parent: QWidget) -> Path | None:
        return self._one()

    def session_to_create(self, parent: QWidget) -> Path | None:
        return self._one()

    def report(self, parent: QWidget, suggestion: str) -> Path | None:
        return self._one()

    def record(self, parent: QWidget) -> Path | None:
        return self._one()

    def taxonomy_to_read(self, parent: QWidget) -> Path | None:
        return self._one()

    def taxonomy_example(self, parent: QWidget, suggestion: str) -> Path | None:
        return self._one()

    def _one(self) -> Path | None:
        assert not isinstance(self.answer, tuple)
        return self.answer


class TestBench:
    """Opens workbenches for a test and closes them after it.

    Attributes:
        models: the fake model.
        answers: what a confirmation is answered with, and the questions that were asked.
    """

    __test__ = False

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.models = FakeModels()
        self.settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self.paths = AnsweringPaths(self.settings)
        self.questions: list[str] = []
        self.answer = True
        self.open_benches: list[Workbench] = []

    def open(self, load: object = None) -> Workbench:
        """A shown workbench without a session."""
        bench = Workbench(
            self.settings,
            load=load or self.models.load,  # type: ignore[arg-type]
            paths=self.paths,
            confirm=self._confirm,
            actor=ACTOR,
        )
        self.open_benches.append(bench)
        bench.window.resize(1440, 900)
        bench.window.show()
        self.qtbot.waitExposed(bench.window)
        return bench

    def open_session(self, bench: Workbench, images: int = 3, prompts: tuple[str, ...] = PROMPTS) -> None:
        """A new session with images, none of them explained yet."""
        files = []
        (self.folder / "images").mkdir(exist_ok=True)
        for number in range(images):
            path = self.folder / "images" / f"image_{number}.png"
            write_image(path, seed=number)
            files.append(path)
        with self.qtbot.waitSignal(bench.session.opened, timeout=60_000):
            bench.session.create(self.folder / "case.mmel", prompts=prompts)
        if files:
            with self.qtbot.waitSignal(bench.session.imported, timeout=60_000):
                bench.session.work.import_images(files)

    def open_idle(self, images: int = 3, prompts: tuple[str, ...] = PROMPTS) -> Workbench:
        """A workbench with a new session whose first image is shown and explained, and nothing left to do."""
        bench = self.open()
        self.open_session(bench, images, prompts)
        self.wait_idle(bench)
        return bench

    def open_last(self) -> Workbench:
        """A workbench that goes on with the session of the last sitting, as after a restart."""
        bench = self.open()
        with self.qtbot.waitSignal(bench.session.opened, timeout=60_000):
            bench.commands.open_last()
        return bench

    def begin_batch(self, bench: Workbench) -> None:
        """Explain all images; the first of them is held until the explainer's gate is opened."""
        explainer = self.models.explainer
        asked = len(explainer.requests)
        explainer.gate.clear()
        bench.batches.explain_all()
        self.qtbot.waitUntil(lambda: len(explainer.requests) > asked, timeout=60_000)

    def wait_idle(self, bench: Workbench) -> None:
        """Until no job is left and no automatic explanation is due."""
        self.qtbot.waitUntil(
            lambda: not bench.jobs.busy and not bench.review.automatic_is_due, timeout=60_000
        )

    def close(self, bench: Workbench) -> None:
        """Close the window as the analyst would."""
        bench.window.close()
        assert not bench.window.isVisible()
        # A step of a real model may outlast the bounded wait; the program would leave, a test has to stay.
        assert bench.jobs.shut_down(120_000)
        self.open_benches.remove(bench)

    def _confirm(self, question: str, _explanation: str, _yes: str) -> bool:
        self.questions.append(question)
        return self.answer


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[TestBench]:
    """A maker of workbenches whose windows are closed and whose threads have ended after the test."""
    made = TestBench(qtbot, tmp_path)
    yield made
    made.models.explainer.gate.set()
    made.answer = True
    for workbench in tuple(made.open_benches):
        made.close(workbench)
        workbench.window.deleteLater()
