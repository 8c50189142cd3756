"""A process killed at any moment loses nothing it had acknowledged."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from mmel_desktop.core.annotation import Geometry
from mmel_desktop.core.audit_event import AuditEvent
from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.store.backups import check_backup
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow.session_backups import list_session_backups
from tests.factories import ACTOR, write_image

REPOSITORY = Path(__file__).resolve().parents[2]


def work_until_killed(session: Path, image: Path, seed: int, delay_s: float, data_home: Path) -> list[str]:
    """Run the worker, kill it some time after its first acknowledgement, and return what it acknowledged."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.crash_worker", session, image, str(seed)],
        cwd=REPOSITORY,
        env={**os.environ, "XDG_DATA_HOME": str(data_home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as worker:
        assert worker.stdout is not None
        assert worker.stderr is not None
        first = worker.stdout.readline()
        time.sleep(delay_s)
        worker.kill()
        rest = worker.stdout.read()
        assert worker.wait() != 0
        assert not worker.stderr.read(), "the worker failed by itself"
    # The last line may have been cut off by the kill; then it was not acknowledged.
    return [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]


def kill_again_and_again(tmp_path: Path, kills: int) -> int:
    """Kill ``kills`` workers on one session; returns how many edits they had acknowledged."""
    session = tmp_path / "case.mmel"
    image = tmp_path / "street.png"
    write_image(image, size_wh=(24, 16))
    exports = tmp_path / "exports"
    exports.mkdir()
    delays = random.Random(kills)
    acknowledged: dict[int, str] = {}
    for seed in range(kills):
        lines = work_until_killed(session, image, seed, delays.uniform(0, 0.3), tmp_path / "data")
        acknowledged.update((int(number), sha256) for number, sha256 in map(str.split, lines))
        if seed % 10 == 0 or seed == kills - 1:
            result = verify_session(session)
            assert result.intact, result.findings
    with CaseStore.open(session, actor=ACTOR) as store:
        events = store.audit_events()
    entries = {event.sequence: event.sha256 for event in events}
    exported = [event for event in events if event.action in {"export.exported", "bundle.exported"}]
    lost = {number for number, sha256 in acknowledged.items() if entries.get(number) != sha256}
    assert not lost
    check_exports(exports, exported)
    for backup in list_session_backups(session):
        check_backup(backup.path)
    return len(acknowledged)


def check_exports(exports: Path, events: list[AuditEvent]) -> None:
    """What the trail says was exported is there as it says, and nothing half-written is."""
    found = {
        sha256_hex(file.read_bytes())
        for file in exports.rglob("*")
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(exports).parts)
    }
    for event in events:
        said = {change.field: change.new for change in event.changes}
        for sha256 in [said["sha256"]] if "sha256" in said else [file[1] for file in said["files"]]:
            assert sha256 in found, event
    for file in exports.glob("*.json"):
        json.loads(file.read_bytes())
    for file in exports.glob("*.mmelbundle"):
        with zipfile.ZipFile(file) as archive:
            assert archive.testzip() is None


@pytest.mark.timeout(400)  # eight process starts: seconds alone, minutes on a machine that trains a model
def test_eight_kills_lose_nothing(tmp_path: Path) -> None:
    """Each acknowledged entry is there with its hash, and the case verifies."""
    assert kill_again_and_again(tmp_path, 8) >= 8


@pytest.mark.slow  # starts two hundred processes: some minutes
@pytest.mark.timeout(1800)
def test_two_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    """The figure the project holds itself to."""
    assert kill_again_and_again(tmp_path, 200) >= 200


def migrate_until_killed(tmp_path: Path, kills: int) -> dict[int, int]:
    """Kill programs that are bringing a session to a newer schema; returns how often it was left at which.

    Afterwards the session is whole in one schema or the other, with its entry and its backup, never between.
    """
    template = tmp_path / "template.mmel"
    with CaseStore.create(template, actor=ACTOR) as store:
        image = store.add_image(write_image(tmp_path / "street.png", size_wh=(24, 16)))
        for number in range(20):
            store.add_annotation(image.image_id, Geometry.box(1, 2, 3, 4), comment=f"acknowledged {number}")
        annotations, entries = store.annotations(), len(store.audit_events())
    left: dict[int, int] = {1: 0, 2: 0}
    delays = random.Random(kills)
    for number in range(kills):
        session = tmp_path / f"{number}" / "case.mmel"
        session.parent.mkdir()
        shutil.copy(template, session)
        # Each round is a copy of one session: what the last one wrote into the ledger is of another history.
        shutil.rmtree(tmp_path / "user-data", ignore_errors=True)
        with subprocess.Popen(
            [sys.executable, "-m", "tests.store.migration_worker", session],
            cwd=REPOSITORY,
            env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")},
            stdout=subprocess.PIPE,
            text=True,
        ) as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "opening\n"
            time.sleep(delays.uniform(0, 0.5))
            worker.kill()
        with closing(sqlite3.connect(session)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            actions = [
                json.loads(entry)["action"]
                for (entry,) in connection.execute("SELECT entry FROM audit_trail")
            ]
        left[version] += 1
        backups = list_session_backups(session)
        if version == 1:
            assert actions.count("session.migrated") == 0
            with CaseStore.open(session, actor=ACTOR) as store:
                assert store.annotations() == annotations
            assert verify_session(session).intact
        else:
            assert actions[entries] == "session.migrated"
            assert backups, "an upgraded session has a backup of the old one"
        for backup in backups:
            check_backup(backup.path)
            with CaseStore.open(backup.path, actor=ACTOR, read_only=True) as store:
                assert store.annotations() == annotations
        shutil.rmtree(session.parent)
    return left


@pytest.mark.timeout(400)
def test_a_migration_killed_at_any_moment_is_done_or_not_begun(tmp_path: Path) -> None:
    """Four times here; the long run meets both ends."""
    assert sum(migrate_until_killed(tmp_path, 4).values()) == 4


@pytest.mark.slow  # starts sixty processes: some minutes
@pytest.mark.timeout(1800)
def test_sixty_killed_migrations(tmp_path: Path) -> None:
    """Some before, some after the step; none between."""
    left = migrate_until_killed(tmp_path, 60)
    assert left[1] > 0
    assert left[2] > 0
