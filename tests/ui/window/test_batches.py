"""Explaining many images: what belongs to a batch, pausing it, and going on after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from pytestqt.qtbot import QtBot

from mmel_desktop.app import Workbench
from mmel_desktop.errors import ExplanationError
from mmel_desktop.ui.background.mailbox import Mailbox
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.batch_controller import batch_problems
from mmel_desktop.ui.dialogs.export_dialog import ExportDialog
from mmel_desktop.ui.dialogs.path_chooser import PathChooser
from mmel_desktop.workflow.verify_record import verify_record
from tests.factories import write_image
from tests.ui.background.test_mailbox import job
from tests.ui.conftest import TestBench


def explained(workbench: Workbench) -> list[str]:
    """Names of the images that have an explanation."""
    return [entry.image.identity.name for entry in workbench.session.index.entries if entry.run]


def test_a_paused_mailbox_gives_out_interactive_jobs_only() -> None:
    """Batches wait until they may go on; what somebody waits for does not."""
    mailbox = Mailbox()
    batch, click = job("batch"), job("click", interactive=True)
    mailbox.put(batch)
    mailbox.pause(True)
    assert mailbox.take() is None
    mailbox.put(click)
    assert mailbox.take() is click
    mailbox.pause(False)
    assert mailbox.take() is batch


def test_a_paused_batch_that_is_cancelled_comes_out_to_end() -> None:
    """Otherwise it would be shown as stopping for ever."""
    mailbox = Mailbox()
    batch = job("batch")
    mailbox.put(batch)
    mailbox.put_back(batch)
    mailbox.pause(True)
    assert mailbox.take() is None
    batch.cancel.cancel()
    assert mailbox.take() is batch


def test_a_selection_is_explained_and_nothing_else(bench: TestBench) -> None:
    """The batch holds the images selected in the gallery; the canvas stays where it is."""
    workbench = bench.open_idle(images=5)
    gallery, shown = workbench.window.gallery, workbench.state.image
    for row in (2, 4):
        index = gallery.model.index(row)
        gallery.view.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    workbench.window.commands["tools.explain_selection"].trigger()
    bench.wait_idle(workbench)
    assert explained(workbench) == ["image_0.png", "image_2.png", "image_4.png"]
    assert workbench.state.image == shown


def test_a_folder_is_imported_and_explained_without_moving_the_canvas(
    bench: TestBench, qtbot: QtBot, tmp_path: Path
) -> None:
    """Everything below the folder comes in; the image under review stays on the screen."""
    workbench = bench.open_idle(images=1)
    shown = workbench.state.image
    (tmp_path / "more" / "deep").mkdir(parents=True)
    write_image(tmp_path / "more" / "a.png", seed=11)
    write_image(tmp_path / "more" / "deep" / "b.png", seed=12)
    bench.paths.answer = tmp_path / "more"
    workbench.window.commands["tools.explain_folder"].trigger()
    qtbot.waitUntil(lambda: len(workbench.session.index) == 3, timeout=60_000)
    bench.wait_idle(workbench)
    assert explained(workbench) == ["image_0.png", "a.png", "b.png"]
    assert workbench.state.image == shown


def test_a_batch_is_paused_while_reviewing_goes_on(bench: TestBench, qtbot: QtBot) -> None:
    """After its present image it waits; the image somebody opens is explained all the same."""
    workbench = bench.open_idle(images=4)
    explainer, commands = bench.models.explainer, workbench.window.commands
    bench.begin_batch(workbench)
    commands["tools.pause"].trigger()
    explainer.gate.set()
    qtbot.waitUntil(lambda: len(explained(workbench)) == 2, timeout=60_000)
    qtbot.wait(200)
    assert len(explained(workbench)) == 2
    assert workbench.window.jobs_bar.step_label.whole_text == "paused, 1 of 3 done"
    workbench.review.show_image(workbench.session.index.entries[3].image.image_id)
    qtbot.waitUntil(lambda: len(explained(workbench)) == 3, timeout=60_000)
    assert explained(workbench)[-1] == "image_3.png"
    commands["tools.pause"].trigger()
    bench.wait_idle(workbench)
    assert len(explained(workbench)) == 4


@pytest.mark.parametrize("command", ["file.export", "file.export_data", "file.bundle"])
def test_nothing_is_written_while_a_batch_runs(
    bench: TestBench, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """It would tell of a batch half done; nobody is asked for a place first."""
    monkeypatch.setattr(ExportDialog, "exec", lambda _: pytest.fail("asked for a format"))
    monkeypatch.setattr(PathChooser, "bundle_to_save", lambda *_: pytest.fail("asked for a place"))
    workbench = bench.open_idle(images=3)
    bench.begin_batch(workbench)
    workbench.window.commands[command].trigger()
    (message,) = workbench.window.jobs_bar.messages
    assert message.what_label.text().startswith("A batch is running")
    assert [job.pausable for job in workbench.jobs.active] == [True]


def test_a_report_is_written_while_a_batch_is_paused(bench: TestBench, qtbot: QtBot, tmp_path: Path) -> None:
    """But not before the image is done that the batch was at when it was paused."""
    workbench = bench.open_idle(images=4)
    commands = workbench.window.commands
    bench.begin_batch(workbench)
    commands["tools.pause"].trigger()
    assert not workbench.session.work.may_write()
    bench.models.explainer.gate.set()
    qtbot.waitUntil(lambda: not workbench.jobs.batch_running, timeout=60_000)
    assert len(workbench.batches.unanswered()) == 2
    bench.paths.answer = tmp_path / "report.pdf"
    commands["file.export"].trigger()
    qtbot.waitUntil(lambda: workbench.session.reports_written == 1, timeout=60_000)
    commands["tools.pause"].trigger()
    bench.wait_idle(workbench)
    assert len(explained(workbench)) == 4


def test_a_batch_begun_after_all_jobs_were_stopped_does_not_wait(bench: TestBench) -> None:
    """The pause held back what was stopped, and nothing else."""
    workbench = bench.open_idle(images=3)
    commands = workbench.window.commands
    bench.begin_batch(workbench)
    commands["tools.pause"].trigger()
    commands["tools.cancel_jobs"].trigger()
    bench.models.explainer.gate.set()
    bench.wait_idle(workbench)
    assert not commands["tools.pause"].isChecked()
    commands["tools.explain_all"].trigger()
    bench.wait_idle(workbench)
    assert len(explained(workbench)) == 3


def test_an_interrupted_batch_is_offered_after_a_restart(bench: TestBench, qtbot: QtBot) -> None:
    """The message says how many images are left; "Go on" explains just those."""
    workbench = bench.open_idle(images=4)
    explainer = bench.models.explainer
    bench.begin_batch(workbench)
    bench.close(workbench)
    explainer.gate.set()
    again = bench.open_last()
    (message,) = again.window.jobs_bar.messages
    assert "3 images are left" in message.what_label.text()
    assert len(again.batches.unfinished) == 3
    assert again.batches.resume() == 3
    bench.wait_idle(again)
    assert len(explained(again)) == 4
    assert again.batches.unfinished == []


def test_stopping_the_last_paused_batch_ends_the_pause(bench: TestBench, qtbot: QtBot) -> None:
    """As long as another one waits it stays; what is begun after the last one waits for nothing."""
    workbench = bench.open_idle(images=4)
    commands, entries = workbench.window.commands, workbench.session.index.entries
    commands["tools.pause"].trigger()
    workbench.batches.explain([entries[1].image.image_id])
    workbench.batches.explain([entries[2].image.image_id])
    first, second = workbench.jobs.active
    assert (first.state, second.state) == ("paused", "paused")
    workbench.batches.cancel(first.job_id)
    assert commands["tools.pause"].isChecked()
    workbench.batches.cancel(second.job_id)
    assert not commands["tools.pause"].isChecked()
    assert not workbench.jobs.paused
    assert workbench.batches.explain_all() == 3
    bench.wait_idle(workbench)
    assert len(explained(workbench)) == 4


def test_a_cancelled_batch_is_not_offered_again(bench: TestBench, qtbot: QtBot) -> None:
    """Whoever stops a batch does not want it any more; what was finished stays."""
    workbench = bench.open_idle(images=4)
    explainer = bench.models.explainer
    bench.begin_batch(workbench)
    workbench.window.jobs_bar.cancel_button.click()
    explainer.gate.set()
    bench.wait_idle(workbench)
    assert explained(workbench) == ["image_0.png"]
    assert workbench.batches.unfinished == []


def test_a_report_that_is_being_written_outlives_what_is_begun_meanwhile(
    bench: TestBench, qtbot: QtBot
) -> None:
    """A batch, marks and verdicts change the record; the report tells of it as it was when it was begun."""
    workbench = bench.open_idle(images=4)
    session = workbench.session
    problems: list[Problem] = []
    session.problem.connect(problems.append)
    session.jobs.job_changed.connect(lambda job: problems.append(job.problem) if job.problem else None)
    session.ask_reason = lambda: "seen after it was reported"
    bench.paths.answer = bench.folder / "report.pdf"
    workbench.window.commands["file.export"].trigger()
    workbench.batches.explain_all()

    def is_written() -> bool:
        workbench.review.judge(verdict="wrong")
        workbench.review.judge(verdict="right")
        return session.reports_written == 1 or bool(problems)

    qtbot.waitUntil(is_written, timeout=300_000)
    bench.wait_idle(workbench)
    assert problems == []
    assert session.store is not None
    assert len(explained(workbench)) == 4
    result = verify_record(bench.folder / "report.pdf", session_path=session.store.path)
    assert result.passed, result.findings


def test_what_was_explained_meanwhile_is_not_explained_again(bench: TestBench, qtbot: QtBot) -> None:
    """By a batch that was started twice, or because somebody looked at the image while it waited."""
    workbench = bench.open_idle(images=4)
    explainer = bench.models.explainer
    explainer.gate.clear()
    workbench.batches.explain_all()
    workbench.batches.explain_all()
    qtbot.waitUntil(lambda: len(explainer.requests) == 2, timeout=60_000)
    workbench.review.show_image(workbench.session.index.entries[3].image.image_id)
    qtbot.waitUntil(lambda: workbench.review.explaining, timeout=60_000)
    explainer.gate.set()
    bench.wait_idle(workbench)
    names = [name for name, _ in explainer.requests]
    assert sorted(names) == ["image_0.png", "image_1.png", "image_2.png", "image_3.png"]
    assert len(explained(workbench)) == 4


def test_another_model_is_asked_about_every_image_again(bench: TestBench) -> None:
    """What an earlier model said answers nothing that is asked of the present one."""
    workbench = bench.open_idle(images=3)
    workbench.batches.explain_all()
    bench.wait_idle(workbench)
    assert workbench.batches.unanswered() == []
    workbench.session.set_model("another", "mmel", "model")
    bench.wait_idle(workbench)  # the shown image is explained unasked
    assert len(workbench.batches.unanswered()) == 2
    assert workbench.batches.explain_all() == 2
    bench.wait_idle(workbench)
    store = workbench.session.store
    assert store is not None
    assert {store.explanation(run.run_id).provenance.model.spec for run in store.latest_runs().values()} == {
        "another"
    }
    assert workbench.batches.explain_all() == 0


def test_many_failures_become_one_message() -> None:
    """Few are named one by one; a flood is counted, and the first one is told."""
    errors = [ExplanationError(f"cannot explain image {number}") for number in range(7)]
    assert len(batch_problems(errors[:3])) == 3
    (problem,) = batch_problems(errors)
    assert problem.what.startswith("7 ")
    assert "image 0" in problem.detail
