"""A session of 10,000 images opens in the time the project promises."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from mmel_desktop.store.case_store import CaseStore
from tests.factories import ACTOR

IMAGES = 10_000

# One image, its run, its review and three entries, repeated. Opening does not replay the trail, so that its
# entries may be copies; every row has its full length.
_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
_MULTIPLY = (
    "INSERT INTO images SELECT printf('%036x', n), n, printf('%05d.png', n), file_sha256, "
    "printf('%064x', n), width_px, height_px, path, file_size_bytes, detected_format, mode, "
    "exif_orientation, frame_index, frame_count, conversions FROM images, numbers WHERE position = 0",
    "INSERT INTO runs SELECT n, printf('%036x', n), printf('%036x', n), status, prompts, method, view, "
    "request, scores, softmaxes, worst_verdicts, model_sha256, message, finished_utc, document_sha256, "
    "arrays FROM runs, numbers WHERE status = 'finished'",
    "INSERT INTO reviews SELECT printf('%036x', n), verdict, agrees, rationale, notes, confidence, "
    "judged_blind, reviewer, reviewed_utc FROM reviews, numbers",
    "INSERT INTO audit_trail SELECT n * 5 + sequence, entry, previous_sha256, sha256 "
    "FROM audit_trail, numbers WHERE sequence IN (2, 3, 6)",
)


def multiply(path: Path) -> None:
    """Turn a session with one image into one with ``IMAGES`` images."""
    numbers = _NUMBERS.format(last=IMAGES + 98)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for statement in _MULTIPLY:
            into, rows = statement.split(" SELECT ", 1)
            connection.execute(f"{into} {numbers} SELECT {rows}")
        connection.execute("COMMIT")


def test_ten_thousand_images_open_in_under_two_seconds(worked_on: Path) -> None:
    """Opening, and everything a gallery shows: images, latest runs, reviews.

    Counted in processor time, which other programs on the machine do not stretch.
    """
    multiply(worked_on)
    CaseStore.open(worked_on, actor=ACTOR).close()  # the backup of the last sitting is made once, now
    start = time.process_time()
    with CaseStore.open(worked_on, actor=ACTOR) as store:
        counts = len(store.images()), len(store.latest_runs()), len(store.reviews())
        seconds = time.process_time() - start
    assert counts == (IMAGES, IMAGES, IMAGES)
    assert seconds < 2.0, f"{seconds:.2f} s"
