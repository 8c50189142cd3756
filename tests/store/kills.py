"""Killing programs at any moment and looking at what they leave.

``python -m tests.store.kills --work 40 --migrations 12 --seed 1`` runs a part of the long run and prints what
was met.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from mmel_desktop.core.annotation import Annotation, Geometry
from mmel_desktop.core.audit_event import AuditEvent
from mmel_desktop.core.canonical import sha256_hex
from mmel_desktop.store.backups import check_backup
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.schema import SCHEMA_VERSION
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow.session_backups import list_session_backups
from tests.factories import ACTOR, write_image

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass
class Killed:
    """What a number of kills met.

    Attributes:
        kills: how many.
        acknowledged: entry number → hash, of everything any worker said was done.
        during: what was being done when the kill came → how often; "between" when nothing was.
        rolled_back: how often a half-written transaction was left, which the next opening takes back.
        backups: how many backups there were at the end, all of them whole.
    """

    kills: int = 0
    acknowledged: dict[int, str] = field(default_factory=dict)
    during: Counter[str] = field(default_factory=Counter)
    rolled_back: int = 0
    backups: int = 0

    def text(self) -> str:
        """One line of figures."""
        during = ", ".join(f"{name} {count}" for name, count in self.during.most_common())
        return (
            f"{self.kills} kills; {len(self.acknowledged)} entries acknowledged, none lost; "
            f"{self.rolled_back} transactions taken back; {self.backups} backups whole; "
            f"killed during: {during}"
        )


def kill_working_programs(folder: Path, kills: int, seed: int, longest_delay_s: float) -> Killed:
    """Kill ``kills`` programs at work on one session, one after the other.

    Raises:
        AssertionError: an acknowledged entry is lost, the session or a backup is not whole, or an export is
            not what the trail says.
    """
    session = folder / "case.mmel"
    image = write_image(folder / "street.png", size_wh=(24, 16)).path
    exports = folder / "exports"
    exports.mkdir()
    delays = random.Random(seed)
    met = Killed()
    for number in range(kills):
        delay_s = delays.uniform(0, longest_delay_s)
        _kill_one(met, session, Path(image), seed * 1000 + number, delay_s, folder / "data")
        if number % 10 == 0 or number == kills - 1:
            result = verify_session(session)
            assert result.intact, result.findings
    with CaseStore.open(session, actor=ACTOR) as store:
        events = store.audit_events()
    entries = {event.sequence: event.sha256 for event in events}
    lost = {number for number, sha256 in met.acknowledged.items() if entries.get(number) != sha256}
    assert not lost, sorted(lost)
    exported = [event for event in events if event.action in {"export.exported", "bundle.exported"}]
    _check_exports(exports, exported)
    backups = list_session_backups(session)
    for backup in backups:
        check_backup(backup.path)
    met.backups = len(backups)
    return met


def _kill_one(met: Killed, session: Path, image: Path, seed: int, delay_s: float, data_home: Path) -> None:
    """Start a worker, kill it some time after its first acknowledgement, and note what it said."""
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
        lines: list[str] = []
        while not lines or lines[-1].startswith("begins "):
            lines.append(worker.stdout.readline())
        time.sleep(delay_s)
        worker.kill()
        lines += worker.stdout.readlines()
        assert worker.wait() != 0
        errors = worker.stderr.read()
        assert not errors, f"the worker failed by itself: {errors}"
    # The last line may have been cut off by the kill; then it was not said.
    lines = [line for line in lines if line.endswith("\n")]
    begun = [number for number, line in enumerate(lines) if line.startswith("begins ")]
    for line in lines:
        number, _, sha256 = line.strip().partition(" ")
        if number != "begins":
            met.acknowledged[int(number)] = sha256
    met.kills += 1
    met.during[lines[-1].split()[1] if begun and begun[-1] == len(lines) - 1 else "between"] += 1
    journal = session.with_name(f"{session.name}-journal")
    met.rolled_back += journal.exists() and journal.stat().st_size > 0


def _check_exports(exports: Path, events: list[AuditEvent]) -> None:
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


def kill_migrating_programs(folder: Path, kills: int, seed: int, longest_delay_s: float) -> Counter[str]:
    """Kill programs that are bringing a session to a newer schema; returns how often it was left how.

    Afterwards the session is whole in one schema or the other, with its entry and its backup, never between.

    Raises:
        AssertionError: it is not.
    """
    image = write_image(folder / "street.png", size_wh=(24, 16))
    left: Counter[str] = Counter()
    delays = random.Random(seed)
    for number in range(kills):
        session = folder / f"{number}" / "case.mmel"
        session.parent.mkdir()
        with CaseStore.create(session, actor=ACTOR) as store:
            image_id = store.add_image(image).image_id
            for mark in range(20):
                store.add_annotation(image_id, Geometry.box(1, 2, 3, 4), comment=f"acknowledged {mark}")
            annotations, entries = store.annotations(), len(store.audit_events())
        left[_kill_migration(session, annotations, entries, delays.uniform(0, longest_delay_s))] += 1
        shutil.rmtree(session.parent)
    return left


def _kill_migration(session: Path, annotations: tuple[Annotation, ...], entries: int, delay_s: float) -> str:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.migration_worker", session],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "opening\n"
        time.sleep(delay_s)
        worker.kill()
    journal = session.with_name(f"{session.name}-journal")
    amid = journal.exists() and journal.stat().st_size > 0
    with closing(sqlite3.connect(session)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT entry FROM audit_trail ORDER BY sequence").fetchall()
        actions = [json.loads(entry)["action"] for (entry,) in rows]
    backups = list_session_backups(session)
    if version == SCHEMA_VERSION:
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
    if version == SCHEMA_VERSION:
        return "amid the step, taken back" if amid else "before the step"
    return "after the step"


def main() -> int:
    """Run a part of the long run and print what was met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=int, default=0, metavar="N", help="kills of programs at work")
    parser.add_argument("--migrations", type=int, default=0, metavar="N", help="kills of upgrading programs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest-delay", type=float, default=1.0, metavar="SECONDS")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        folder = Path(name)
        os.environ["XDG_DATA_HOME"] = str(folder / "data")
        if arguments.work:
            met = kill_working_programs(folder, arguments.work, arguments.seed, arguments.longest_delay)
            print(f"work, seed {arguments.seed}: {met.text()}", flush=True)  # noqa: T201
        if arguments.migrations:
            left = kill_migrating_programs(
                folder, arguments.migrations, arguments.seed, arguments.longest_delay
            )
            print(f"migrations, seed {arguments.seed}: {dict(left)}", flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
