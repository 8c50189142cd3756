"""Cyclic garbage is collected in the main thread and nowhere else."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mmel_desktop.ui.background.cycle_collection import CycleCollection
from tests.ui.conftest import TestBench


class Ring:
    """Refers to itself and remembers in which thread it was destroyed."""

    def __init__(self, graves: list[str]) -> None:
        self.itself = self
        self._graves = graves

    def __del__(self) -> None:
        self._graves.append(threading.current_thread().name)


@pytest.fixture
def collection(qtbot: QtBot) -> Iterator[CycleCollection]:
    """A started collection; Python collects by itself again after the test."""
    made = CycleCollection()
    made.start()
    yield made
    made.stop()
    gc.unfreeze()


def make_garbage(graves: list[str]) -> None:
    """One cycle, and so many new objects that Python would collect at once."""
    Ring(graves)
    kept = [[] for _ in range(20 * gc.get_threshold()[0])]  # type: ignore[var-annotated]
    del kept


def test_a_worker_that_allocates_destroys_nothing(collection: CycleCollection) -> None:
    """Cycles wait for the main thread, however much another thread allocates."""
    graves: list[str] = []
    worker = threading.Thread(target=make_garbage, args=(graves,), name="worker")
    worker.start()
    worker.join()
    assert graves == []
    gc.collect(0)
    assert graves == [threading.main_thread().name]


def test_without_it_a_worker_destroys_what_it_finds() -> None:
    """The reason for all this: Python collects in the thread that allocates."""
    graves: list[str] = []
    gc.collect()
    worker = threading.Thread(target=make_garbage, args=(graves,), name="worker")
    worker.start()
    worker.join()
    assert graves == ["worker"]


def test_the_main_thread_collects_by_itself(qtbot: QtBot, collection: CycleCollection) -> None:
    """Nothing has to be asked for: the event loop brings it about."""
    graves: list[str] = []
    kept: list[list[object]] = []

    def collected() -> bool:
        # Whatever earlier tests left behind may die meanwhile, which Python sets off against what is made.
        Ring(graves)
        kept.extend([] for _ in range(gc.get_threshold()[0]))
        return bool(graves)

    qtbot.waitUntil(collected, timeout=60_000)
    assert set(graves) == {threading.main_thread().name}


def test_what_is_there_for_good_is_not_looked_at_again(collection: CycleCollection) -> None:
    """Once set aside, objects are left out of every collection, and still go with their last reference."""
    graves: list[str] = []
    kept = Ring(graves)
    collection.set_aside()
    assert gc.get_freeze_count() > 0
    kept.itself = None  # type: ignore[assignment]
    del kept
    assert graves == [threading.main_thread().name]


def test_in_the_end_everything_is_looked_at_again(collection: CycleCollection) -> None:
    """What was set aside must be there for Python's last collection."""
    collection.set_aside()
    assert gc.get_freeze_count() > 0
    collection.stop()
    assert gc.get_freeze_count() == 0


def test_the_workbench_collects_until_its_threads_have_ended(bench: TestBench) -> None:
    """From its making to the end of its workers Python does not collect by itself."""
    workbench = bench.open()
    assert workbench.collection.active
    assert not gc.isenabled()
    bench.close(workbench)
    # Asked again: without the call, mypy would take the state from before for known.
    assert bool(workbench.collection.active) is False
    assert gc.isenabled()
