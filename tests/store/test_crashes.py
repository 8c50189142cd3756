"""A process killed at any moment loses nothing it had acknowledged."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
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
    delays = random.Random(kills)
    acknowledged: dict[int, str] = {}
    for seed in range(kills):
        lines = work_until_killed(session, image, seed, delays.uniform(0, 0.3), tmp_path / "data")
        acknowledged.update((int(number), sha256) for number, sha256 in map(str.split, lines))
        if seed % 10 == 0 or seed == kills - 1:
            result = verify_session(session)
            assert result.intact, result.findings
    with CaseStore.open(session, actor=ACTOR) as store:
        entries = {event.sequence: event.sha256 for event in store.audit_events()}
    lost = {number for number, sha256 in acknowledged.items() if entries.get(number) != sha256}
    assert not lost
    return len(acknowledged)


@pytest.mark.timeout(400)  # eight process starts: seconds alone, minutes on a machine that trains a model
def test_eight_kills_lose_nothing(tmp_path: Path) -> None:
    """Each acknowledged entry is there with its hash, and the case verifies."""
    assert kill_again_and_again(tmp_path, 8) >= 8


@pytest.mark.slow  # starts two hundred processes: some minutes
@pytest.mark.timeout(1800)
def test_two_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    """The figure the project holds itself to."""
    assert kill_again_and_again(tmp_path, 200) >= 200
