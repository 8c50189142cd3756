"""Jobs run beside the main thread and end exactly once, however they end."""

from __future__ import annotations

import inspect
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport
from mmel_desktop.errors import BadInputError
from mmel_desktop.ui.background.background_jobs import BackgroundJobs
from mmel_desktop.ui.background.job_view import JobView, time_left_text
from mmel_desktop.ui.background.model_job import JobSteps, ModelJob
from mmel_desktop.ui.background.model_keeper import ModelKeeper
from tests.ui.fake_explainer import FakeModels


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[BackgroundJobs]:
    """Background jobs that are shut down after the test."""
    made = BackgroundJobs(FakeModels().load)
    yield made
    assert made.shut_down(5000)


class Ends:
    """Collects how jobs ended."""

    def __init__(self, jobs: BackgroundJobs) -> None:
        self.views: list[JobView] = []
        jobs.job_changed.connect(self.take)

    def take(self, view: JobView) -> None:
        """Keep ended views."""
        if view.ended:
            self.views.append(view)

    def states(self, job_id: int) -> list[str]:
        """Every end that was announced for a job."""
        return [view.state for view in self.views if view.job_id == job_id]


def model_job(body: Any, *, interactive: bool = False) -> ModelJob:
    """A job of one step: ``body(cancel)`` is its result."""

    def steps(_models: ModelKeeper, _progress: ProgressListener, cancel: CancelToken) -> JobSteps:
        yield from ()
        return body(cancel)

    return ModelJob("Testing a job", steps, interactive=interactive)


def test_a_result_arrives_in_the_main_thread(jobs: BackgroundJobs, qtbot: QtBot) -> None:
    """The work itself runs in another thread."""
    threads: dict[str, int] = {}
    results: list[Any] = []

    def work(_cancel: CancelToken) -> str:
        threads["work"] = threading.get_ident()
        return "done"

    def take(result: Any) -> None:
        threads["result"] = threading.get_ident()
        results.append(result)

    jobs.submit(model_job(work), on_finished=take)
    qtbot.waitUntil(lambda: results == ["done"], timeout=60_000)
    assert threads["result"] == threading.get_ident() != threads["work"]


@pytest.mark.parametrize("kind", ["task", "model job"])
def test_a_thread_keeps_its_python_state_between_two_works(
    jobs: BackgroundJobs, qtbot: QtBot, kind: str
) -> None:
    """Libraries remember the state of the thread that imported them; a destroyed one ends the program."""
    here = threading.local()
    seen: list[tuple[int, bool]] = []

    def work() -> None:
        seen.append((threading.get_ident(), getattr(here, "known", False)))
        here.known = True

    for count in range(1, 7):
        if kind == "task":
            jobs.run_task("Testing a task", lambda _progress, _cancel: work())
        else:
            jobs.submit(model_job(lambda _cancel: work()))
        qtbot.waitUntil(lambda count=count: len(seen) == count, timeout=60_000)  # type: ignore[misc]
        qtbot.wait(20)
    again = [known for place, (ident, known) in enumerate(seen) if ident in [i for i, _ in seen[:place]]]
    assert again
    assert all(again)


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (lambda cancel: 1, "finished"),
        (lambda cancel: (_ for _ in ()).throw(BadInputError("bad", action="mend it")), "failed"),
        (lambda cancel: 1 / 0, "failed"),
        (lambda cancel: sys.exit(3), "failed"),
        (lambda cancel: (cancel.cancel(), cancel.raise_if_cancelled()), "cancelled"),
    ],
)
def test_every_job_ends_exactly_once(jobs: BackgroundJobs, qtbot: QtBot, body: Any, state: str) -> None:
    """Finished, failed or cancelled; also when the job tries to leave the process."""
    ends = Ends(jobs)
    job_id = jobs.submit(model_job(body))
    follower = jobs.submit(model_job(lambda cancel: "still alive"))
    qtbot.waitUntil(lambda: ends.states(follower) == ["finished"], timeout=60_000)
    assert ends.states(job_id) == [state]
    assert not jobs.busy


def test_a_known_error_keeps_its_words(jobs: BackgroundJobs, qtbot: QtBot) -> None:
    """What, found, expected and what to do reach the window."""
    ends = Ends(jobs)

    def fail(_cancel: CancelToken) -> None:
        raise BadInputError("the image is empty", found="0 bytes", expected="pixels", action="copy it again")

    jobs.submit(model_job(fail))
    qtbot.waitUntil(lambda: len(ends.views) == 1, timeout=60_000)
    problem = ends.views[0].problem
    assert problem is not None
    assert (problem.what, problem.detail) == ("The image is empty", "Found: 0 bytes; expected pixels")
    assert problem.action == "Copy it again"
    assert not problem.is_bug


def test_an_interactive_job_runs_between_two_steps_of_a_batch(jobs: BackgroundJobs, qtbot: QtBot) -> None:
    """It neither waits for the whole batch nor tears a step apart."""
    order: list[str] = []
    clicked = threading.Event()

    def steps(_models: ModelKeeper, _progress: ProgressListener, _cancel: CancelToken) -> JobSteps:
        for number in range(3):
            order.append(f"batch {number}")
            clicked.wait(5)
            yield

    ends = Ends(jobs)
    batch = jobs.submit(ModelJob("Batch", steps))
    qtbot.waitUntil(lambda: order == ["batch 0"], timeout=60_000)
    jobs.submit(model_job(lambda cancel: order.append("click"), interactive=True))
    clicked.set()
    qtbot.waitUntil(lambda: ends.states(batch) == ["finished"], timeout=60_000)
    assert order == ["batch 0", "click", "batch 1", "batch 2"]


def test_a_batch_may_be_longer_than_the_stack_is_deep(jobs: BackgroundJobs, qtbot: QtBot) -> None:
    """No step runs inside the one before: the worker's stack is as deep at the last as at the first."""
    count = sys.getrecursionlimit() + 500
    depths: list[int] = []

    def steps(_models: ModelKeeper, _progress: ProgressListener, _cancel: CancelToken) -> JobSteps:
        for number in range(count):
            if number in (0, 100, count - 1):
                depths.append(len(inspect.stack(context=0)))
            yield

    ends = Ends(jobs)
    batch = jobs.submit(ModelJob("Batch", steps))
    qtbot.waitUntil(lambda: bool(ends.states(batch)), timeout=60_000)
    assert ends.states(batch) == ["finished"]
    assert depths == [depths[0]] * 3


def test_a_newer_interactive_job_stops_the_older_one(jobs: BackgroundJobs, qtbot: QtBot) -> None:
    """Latest wins: the running one is cancelled, the waiting one never starts."""
    ends = Ends(jobs)
    ran: list[str] = []

    def until_cancelled(cancel: CancelToken) -> None:
        ran.append("first")
        while True:
            cancel.raise_if_cancelled()

    first = jobs.submit(model_job(until_cancelled, interactive=True))
    qtbot.waitUntil(lambda: ran == ["first"], timeout=60_000)
    second = jobs.submit(model_job(lambda cancel: ran.append("second"), interactive=True))
    third = jobs.submit(model_job(lambda cancel: ran.append("third"), interactive=True))
    qtbot.waitUntil(lambda: ends.states(third) == ["finished"], timeout=60_000)
    assert ends.states(first) == ["cancelled"]
    assert ends.states(second) in (["cancelled"], ["finished"])
    assert ran[-1] == "third"


def test_a_batch_is_cancelled_after_its_step(jobs: BackgroundJobs, qtbot: QtBot) -> None:
    """Its generator is closed, so that what it holds is let go of."""
    ends = Ends(jobs)
    seen: list[str] = []
    go_on = threading.Event()

    def steps(_models: ModelKeeper, _progress: ProgressListener, _cancel: CancelToken) -> JobSteps:
        try:
            for _ in range(100):
                seen.append("step")
                go_on.wait(5)
                yield
        finally:
            seen.append("closed")

    job_id = jobs.submit(ModelJob("Batch", steps))
    qtbot.waitUntil(lambda: seen == ["step"], timeout=60_000)
    jobs.cancel(job_id)
    assert jobs.active[0].state == "stopping"
    go_on.set()
    qtbot.waitUntil(lambda: ends.states(job_id) == ["cancelled"], timeout=60_000)
    assert seen == ["step", "closed"]


def test_a_waiting_job_is_cancelled_at_once(jobs: BackgroundJobs, qtbot: QtBot) -> None:
    """It does not have to wait for the one that runs."""
    go_on = threading.Event()
    ends = Ends(jobs)
    jobs.submit(model_job(lambda cancel: go_on.wait(5)))
    waiting = jobs.submit(model_job(lambda cancel: None))
    qtbot.waitUntil(lambda: jobs.active[0].state == "running", timeout=60_000)
    jobs.cancel(waiting)
    assert ends.states(waiting) == ["cancelled"]
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=60_000)


def test_shutting_down_ends_every_job_and_the_threads(qtbot: QtBot) -> None:
    """Stop accepting, cancel, quit, wait; a late job is refused."""
    jobs = BackgroundJobs(FakeModels().load)
    ends = Ends(jobs)

    def until_cancelled(cancel: CancelToken) -> None:
        while True:
            cancel.raise_if_cancelled()

    running = jobs.submit(model_job(until_cancelled))
    waiting = jobs.submit(model_job(lambda cancel: None))
    task = jobs.run_task("Waiting", lambda progress, cancel: until_cancelled(cancel))
    qtbot.waitUntil(lambda: jobs.active[0].state == "running", timeout=60_000)
    assert jobs.shut_down(5000)
    assert [ends.states(job_id) for job_id in (running, waiting, task)] == [["cancelled"]] * 3
    late = jobs.submit(model_job(lambda cancel: None))
    assert ends.states(late) == ["cancelled"]


def test_shutting_down_does_not_wait_for_ever(qtbot: QtBot) -> None:
    """A step that does not come to its end is reported, not waited for."""
    jobs = BackgroundJobs(FakeModels().load)
    go_on = threading.Event()
    jobs.submit(model_job(lambda cancel: go_on.wait(20)))
    qtbot.waitUntil(lambda: jobs.active[0].state == "running", timeout=60_000)
    assert not jobs.shut_down(200)
    go_on.set()
    assert jobs.shut_down(5000)


def test_threads_switch_often_only_while_there_is_work(jobs: BackgroundJobs, qtbot: QtBot) -> None:
    """The interpreter's switch interval is short during a job and as before after it."""
    before = sys.getswitchinterval()
    during: list[float] = []
    jobs.submit(model_job(lambda cancel: during.append(sys.getswitchinterval())))
    qtbot.waitUntil(lambda: bool(during) and not jobs.busy, timeout=60_000)
    qtbot.waitUntil(lambda: sys.getswitchinterval() == before, timeout=60_000)
    assert during[0] < before


def test_progress_of_a_task_reaches_the_view(jobs: BackgroundJobs, qtbot: QtBot) -> None:
    """Step and count are shown; the last report always arrives."""
    views: list[JobView] = []
    jobs.job_changed.connect(views.append)

    def work(progress: ProgressListener, _cancel: CancelToken) -> None:
        for number in range(1, 101):
            progress(ProgressReport(number, 100, "counting"))

    jobs.run_task("Counting", work)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=60_000)
    assert (views[-1].done, views[-1].total, views[-1].step) == (100, 100, "counting")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, ""),
        (0.4, "almost done"),
        (42.4, "42 s left"),
        (150, "about 2 min left"),
        (9000, "about 2.5 h left"),
    ],
)
def test_time_left_is_said_calmly(seconds: float | None, text: str) -> None:
    """Coarse words, no flickering figures."""
    assert time_left_text(seconds) == text


@pytest.mark.parametrize(("steps", "estimated"), [(5, False), (40, True)])
def test_time_is_estimated_only_where_steps_are_alike(
    qtbot: QtBot, jobs: BackgroundJobs, steps: int, estimated: bool
) -> None:
    """One image is explained in five unlike steps: "almost done" before the longest of them helps nobody."""
    views: list[JobView] = []
    jobs.job_changed.connect(views.append)

    def work(progress: ProgressListener, _cancel: CancelToken) -> None:
        for number in range(steps):
            progress(ProgressReport(number, steps, str(number)))
            time.sleep(0.12)

    jobs.run_task("Counting", work)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=60_000)
    assert any(view.seconds_left is not None for view in views if view.state == "running") is estimated
