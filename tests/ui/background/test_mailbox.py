"""The mailbox decides what the model worker does next."""

from __future__ import annotations

from mmel_desktop.ui.background.mailbox import Mailbox
from mmel_desktop.ui.background.model_job import JobSteps, ModelJob


def job(title: str, *, interactive: bool = False) -> ModelJob:
    """A job that is never run."""

    def steps(*_: object) -> JobSteps:
        yield

    return ModelJob(title, steps, interactive=interactive)


def test_batches_come_out_in_the_order_they_went_in() -> None:
    """First in, first out."""
    mailbox = Mailbox()
    first, second = job("first"), job("second")
    mailbox.put(first)
    mailbox.put(second)
    assert [mailbox.take(), mailbox.take(), mailbox.take()] == [first, second, None]


def test_an_interactive_job_goes_before_batches() -> None:
    """Somebody waits for it."""
    mailbox = Mailbox()
    batch, click = job("batch"), job("click", interactive=True)
    mailbox.put(batch)
    mailbox.put(click)
    assert [mailbox.take(), mailbox.take()] == [click, batch]


def test_the_newest_interactive_job_replaces_the_waiting_one() -> None:
    """put() hands the dropped job back, so that its end can be told."""
    mailbox = Mailbox()
    old, new = job("old", interactive=True), job("new", interactive=True)
    assert mailbox.put(old) is None
    assert mailbox.put(new) is old
    assert [mailbox.take(), mailbox.take()] == [new, None]


def test_an_interrupted_batch_goes_on_before_the_others() -> None:
    """A batch that stepped aside for a click keeps its turn."""
    mailbox = Mailbox()
    first, second, click = job("first"), job("second"), job("click", interactive=True)
    mailbox.put(first)
    mailbox.put(second)
    assert mailbox.take() is first
    mailbox.put(click)
    assert mailbox.put_back(first)
    assert [mailbox.take(), mailbox.take(), mailbox.take()] == [click, first, second]


def test_a_started_job_cannot_be_withdrawn() -> None:
    """The worker has to end it, because its steps may hold something open."""
    mailbox = Mailbox()
    started, waiting = job("started"), job("waiting")
    mailbox.put(waiting)
    mailbox.put_back(started)
    assert mailbox.withdraw(started.job_id) is None
    assert mailbox.withdraw(waiting.job_id) is waiting
    assert [mailbox.take(), mailbox.take()] == [started, None]


def test_a_batch_waits_until_it_is_taken_and_again_once_it_is_put_back() -> None:
    """Only what the worker has in hand can change a session."""
    mailbox = Mailbox()
    batch = job("batch")
    mailbox.put(batch)
    assert mailbox.waits(batch.job_id)
    mailbox.take()
    assert not mailbox.waits(batch.job_id)
    mailbox.put_back(batch)
    assert mailbox.waits(batch.job_id)


def test_a_closed_mailbox_takes_nothing() -> None:
    """put() hands the refused job back; put_back() says no; what waited is gone."""
    mailbox = Mailbox()
    mailbox.put(job("waiting"))
    mailbox.close()
    late = job("late")
    assert mailbox.put(late) is late
    assert not mailbox.put_back(late)
    assert mailbox.take() is None
