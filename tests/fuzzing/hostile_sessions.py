"""Session files, spoiled as bytes and as tables, verified, opened, read and worked on."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.case import ImageReview
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow.export_session import export_session
from mmel_desktop.workflow.second_opinion import give_second_opinion
from tests.factories import ACTOR, make_explanation, write_image
from tests.fuzzing.judge import Tally, judge
from tests.fuzzing.mutations import mutate
from tests.team_terms import ROAD_SAFETY

_VALUES = (
    None,
    0,
    -1,
    2**63 - 1,
    1.5,
    float("inf"),
    "",
    "x" * 5000,
    "null",
    "[]",
    "{}",
    '{"kind":"box"}',
    '{"kind":"box","rings":[[["a","b"],[1,2]]],"explanation_id":"","level":0,"region_ids":[]}',
    "[1,2,3]",
    '"text"',
    "[" * 900 + "]" * 900,
    "{broken",
    "../../etc/passwd",
    "file:///%00%ff",
    "\u202egnp.teerts",
    b"\x00\xff",
    b"",
    b"{}",
)


def whole_session(folder: Path) -> Path:
    """A session with one of everything."""
    path = folder / "whole.mmel"
    with CaseStore.create(path, actor=ACTOR, prompts=("a pedestrian", "a red car")) as store:
        store.set_taxonomy(ROAD_SAFETY)
        image = store.add_image(write_image(folder / "street.png", size_wh=(40, 30)))
        store.add_explanation(image.image_id, make_explanation(image.identity, grid=4))
        for number in range(3):
            store.add_annotation(
                image.image_id, Geometry.box(1, 2, 3, 4 + number), comment=f"number {number}"
            )
        store.set_review(ImageReview(image.image_id, "wrong", agrees=False))
        give_second_opinion(store, ImageReview(image.image_id, "right"), reviewer="Second Sam")
        store.undo()
        store.sign_off("review")
        store.reopen("for the tests")
    return path


def run_sessions(folder: Path, count: int, seed: int) -> Tally:
    """Spoil sessions and do with each what the program can do."""
    tally = Tally()
    whole = whole_session(folder)
    content = whole.read_bytes()
    for number in range(count):
        numbers = random.Random(f"session-{seed}-{number}")
        place = folder / f"{number}"
        place.mkdir()
        path = place / "case.mmel"
        path.write_bytes(content)
        kind = numbers.choice(("bytes", "page", "journal", "values", "values", "tables", "trail"))
        spoil(path, kind, numbers)
        case = f"session {number} of seed {seed} ({kind})"
        acts = Tally()
        judge(acts, f"{case}: verify", partial(verify_session, path), allowed=folder)
        use(acts, case, path, folder)
        tally.note_time(acts.slowest_case, acts.slowest_s)
        tally.failures += acts.failures[:1]
        if not acts.failures:
            refused = acts.cases - acts.outcomes["accepted"]
            tally.outcomes["all acts refused or partly" if refused else "all acts done"] += 1
        shutil.rmtree(place)
    return tally


def spoil(path: Path, kind: str, numbers: random.Random) -> None:
    """Break a session in one way."""
    content = path.read_bytes()
    if kind == "bytes":
        path.write_bytes(mutate(content, [content], numbers))
    elif kind == "page":
        page = numbers.randrange(len(content) // 4096)
        path.write_bytes(content[: page * 4096] + numbers.randbytes(4096) + content[(page + 1) * 4096 :])
    elif kind == "journal":
        journal = numbers.choice(
            (numbers.randbytes(5000), b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + numbers.randbytes(900))
        )
        path.with_name("case.mmel-journal").write_bytes(journal)
    else:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            triggers = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            for _ in range(numbers.randint(1, 3)):
                with suppress(sqlite3.Error):  # a constraint may stand in the way; another attempt follows
                    _SPOILERS[kind](connection, numbers)
            if numbers.random() < 0.8:
                for _, sql in triggers:
                    with suppress(sqlite3.Error):
                        connection.execute(sql)


def _spoil_values(connection: sqlite3.Connection, numbers: random.Random) -> None:
    table = numbers.choice(_tables(connection))
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    connection.execute(f"UPDATE {table} SET {numbers.choice(columns)} = ?", (numbers.choice(_VALUES),))


def _spoil_tables(connection: sqlite3.Connection, numbers: random.Random) -> None:
    table = numbers.choice(_tables(connection))
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    column = numbers.choice(columns)
    connection.execute(
        numbers.choice(
            (
                f"DROP TABLE {table}",
                f"DELETE FROM {table}",
                f"ALTER TABLE {table} RENAME COLUMN {column} TO other",
                f"ALTER TABLE {table} ADD COLUMN extra TEXT",
                f"ALTER TABLE {table} RENAME TO other_{table}",
                "CREATE TRIGGER evil AFTER INSERT ON audit_trail BEGIN DELETE FROM reviews; END",
                "CREATE TRIGGER loop BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'no'); END",
                f"CREATE VIEW strange AS SELECT * FROM {table}",
                "PRAGMA user_version = 0",
                "PRAGMA user_version = 99",
                "PRAGMA user_version = -5",
                "PRAGMA application_id = 7",
            )
        )
    )


def _spoil_trail(connection: sqlite3.Connection, numbers: random.Random) -> None:
    """Entries that are JSON, but not as the program writes it."""
    rows = connection.execute("SELECT sequence, entry FROM audit_trail").fetchall()
    sequence, entry = numbers.choice(rows)
    fields = json.loads(entry)
    key = numbers.choice(sorted(fields))
    strange: tuple[Any, ...] = (
        None,
        5,
        "text",
        [],
        {},
        [1],
        [{}],
        [{"field": 1, "old": 2, "new": 3}],
        {"a": 1},
        "9" * 400,
        2**70,
    )
    fields[key] = numbers.choice(strange)
    if numbers.random() < 0.2:
        del fields[key]
    connection.execute(
        "UPDATE audit_trail SET entry = ? WHERE sequence = ?", (json.dumps(fields).encode(), sequence)
    )


_SPOILERS = {"values": _spoil_values, "tables": _spoil_tables, "trail": _spoil_trail}


def _tables(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def use(tally: Tally, case: str, path: Path, folder: Path) -> None:
    """Open a session and do everything once; each act may be refused with a clear message, nothing else."""
    opened: list[CaseStore] = []
    judge(tally, f"{case}: open", lambda: opened.append(CaseStore.open(path, actor=ACTOR)), allowed=folder)
    for store in opened:
        for name, act in acts_on(store, path.parent):
            judge(tally, f"{case}: {name}", act, allowed=folder)
        judge(tally, f"{case}: close", store.close, allowed=folder)


def acts_on(store: CaseStore, place: Path) -> list[tuple[str, Callable[[], Any]]]:
    """What the program can do with a session, by name."""

    def explain() -> None:
        for run in store.latest_runs().values():
            store.explanation(run.run_id)

    def edit() -> None:
        for mark in store.annotations():
            store.edit_annotation(replace(mark, comment="edited"))

    def annotate() -> None:
        for image in store.images():
            store.add_annotation(image.image_id, Geometry("image"))

    def review() -> None:
        for image in store.images():
            store.set_review(ImageReview(image.image_id, "right"))

    return [
        ("session", store.session),
        ("display", store.display),
        ("images", store.images),
        ("runs", store.runs),
        ("latest runs", store.latest_runs),
        ("annotations", store.annotations),
        ("reviews", store.reviews),
        ("second opinions", store.second_opinions),
        ("failure terms", store.taxonomy),
        ("audit events", store.audit_events),
        ("sign-offs", store.sign_offs),
        ("undo text", store.undo_text),
        ("explanations", explain),
        ("set prompts", lambda: store.set_prompts(("another",))),
        ("edit", edit),
        ("annotate", annotate),
        ("review", review),
        *[("undo", store.undo)] * 6,
        ("redo", store.redo),
        ("back up", store.back_up),
        ("export JSON", lambda: export_session(store, "json", place / "out.json")),
        ("export CSV", lambda: export_session(store, "csv", place / "tables")),
        ("export COCO", lambda: export_session(store, "coco", place / "coco.json")),
        ("sign off", lambda: store.sign_off("review")),
    ]
