"""A large session opens without more work for each image than a small one.

What 10,000 images take in seconds is measured by ``mmel-desktop benchmark record``.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from mmel_desktop.store import file_checks, session_file
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.sqlite_connection import connect
from tests.factories import ACTOR

FEW, MANY = 300, 3_000
_STEPS_A_TICK = 100

# One image, its run, its review and three entries, repeated. Opening does not replay the trail, so that its
# entries may be copies; every row has its full length.
_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
_MULTIPLY = (
    "INSERT INTO images SELECT printf('%036x', n), n, printf('%05d.png', n), file_sha256, "
    "printf('%064x', n), width_px, height_px, path, file_size_bytes, detected_format, mode, "
    "exif_orientation, frame_index, frame_count, conversions FROM images, numbers WHERE position = 0",
    "INSERT INTO runs SELECT n, printf('%036x', n), printf('%036x', n), status, prompts, method, view, "
    "request, scores, softmaxes, worst_verdicts, model_sha256, message, finished_utc, document_sha256, "
    "arrays, for_comparison FROM runs, numbers WHERE status = 'finished'",
    "INSERT INTO reviews SELECT printf('%036x', n), verdict, agrees, rationale, notes, confidence, "
    "judged_blind, reviewer, reviewed_utc FROM reviews, numbers",
    "INSERT INTO audit_trail SELECT n * 5 + sequence, entry, previous_sha256, sha256 "
    "FROM audit_trail, numbers WHERE sequence IN (2, 3, 6)",
)


def multiply(path: Path, images: int) -> None:
    """Turn a session with one image into one with ``images`` images."""
    numbers = _NUMBERS.format(last=images + 98)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for statement in _MULTIPLY:
            into, rows = statement.split(" SELECT ", 1)
            connection.execute(f"{into} {numbers} SELECT {rows}")
        connection.execute("COMMIT")


@dataclass
class Work:
    """What was done, counted: the same on every machine and under every load.

    Attributes:
        statements: SQL statements run.
        steps: instructions of SQLite's virtual machine, in ticks of 100.
        calls: Python and C functions called.
    """

    statements: int = 0
    steps: int = 0
    calls: int = 0


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """Count the work done within, in this thread and on every connection made within."""
    work = Work()

    def on_statement(_sql: str) -> None:
        work.statements += 1

    def on_tick() -> int:
        work.steps += 1
        return 0

    def on_event(_frame: FrameType, event: str, _argument: Any) -> None:
        work.calls += event in {"call", "c_call"}

    def counting_connect(path: Path, mode: str) -> sqlite3.Connection:
        connection = connect(path, mode)
        connection.set_trace_callback(on_statement)
        connection.set_progress_handler(on_tick, _STEPS_A_TICK)
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(session_file, "connect", counting_connect)
        patch.setattr(file_checks, "connect", counting_connect)
        sys.setprofile(on_event)
        try:
            yield work
        finally:
            sys.setprofile(None)


def open_counted(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Work, tuple[int, int, int]]:
    """Open a session and read everything a gallery shows: images, latest runs, reviews."""
    CaseStore.open(path, actor=ACTOR).close()  # the backup of the last sitting is made once, now
    with counted(monkeypatch) as work, CaseStore.open(path, actor=ACTOR) as store:
        counts = len(store.images()), len(store.latest_runs()), len(store.reviews())
    return work, counts


def test_ten_times_the_images_take_no_more_statements_and_ten_times_the_work(
    worked_on: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One query for each kind, whatever their number; a lookup for each image would be seen at once."""
    large = worked_on.with_name("large.mmel")
    shutil.copy(worked_on, large)
    multiply(worked_on, FEW)
    multiply(large, MANY)
    few, counts = open_counted(worked_on, monkeypatch)
    assert counts == (FEW, FEW, FEW)
    many, counts = open_counted(large, monkeypatch)
    assert counts == (MANY, MANY, MANY)
    # A large file is checked table by table, its stored maps left out.
    assert many.statements < few.statements + 10
    assert 0 < many.steps < 12 * few.steps
    assert many.calls < 12 * few.calls
    assert many.calls < 130 * MANY, "about 90 calls for each image were needed when this was written"
