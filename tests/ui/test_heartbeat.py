"""The main thread answers while a job runs.

Nothing here is held against a clock: on a crowded machine a clock says nothing about the window. What a
single event costs the main thread is counted in its own processor time and held against a piece of work of
known size, done in the same run; whether a busy worker lets it in at all is counted in beats.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mmel_desktop.ui.measuring.figure import Figure, figures_as_json, format_figures
from mmel_desktop.ui.measuring.heartbeat import BEAT_MS, Heartbeat
from tests.ui.event_work_program import EventWork

LONGEST_S = 500
"""The program takes about thirteen seconds, and as many times longer as other programs crowd the machine."""
REPOSITORY = Path(__file__).parents[2]
ALLOWED_UNITS = 1.0
"""How much one event may cost, in pieces of work that take a processor about a tenth of a second."""
LEAST_BEATS = 20
"""Of the fifty that fit into the worker's time at least (more where other programs stretch it); a worker that
kept the interpreter would leave one or two."""


def watch(folder: Path, mode: str) -> list[EventWork]:
    """What the program finds in its tries."""
    program = [sys.executable, "-W", "error", "-m", "tests.ui.event_work_program", str(folder), mode]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        program,
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [EventWork(**found) for found in json.loads(done.stdout)]


@pytest.mark.timeout(LONGEST_S + 50)
def test_no_event_blocks_the_main_thread_while_jobs_run(tmp_path: Path) -> None:
    """While images are explained and a worker computes, each event is done with in a tenth of a second.

    The best of three tries counts: an interrupt in the wrong place adds to one of them, a computation in the
    main thread to all.
    """
    found = watch(tmp_path, "plain")
    assert min(one.longest_ms / one.unit_ms for one in found) < ALLOWED_UNITS, found
    assert max(one.beats for one in found) >= LEAST_BEATS, found
    assert all(one.events > 100 for one in found), found


@pytest.mark.timeout(LONGEST_S + 50)
def test_a_computation_in_the_main_thread_is_noticed(tmp_path: Path) -> None:
    """Two pieces of work at the end of one run are found, and where: the test above would fail."""
    for found in watch(tmp_path, "computing"):
        assert found.longest_ms / found.unit_ms > ALLOWED_UNITS, found
        assert "ReviewController" in found.longest_event


def test_a_wait_in_the_main_thread_is_noticed(qtbot: QtBot) -> None:
    """A main thread that sleeps does no work, yet does not answer: the gap tells, the work does not."""
    heartbeat = Heartbeat()
    heartbeat.start()
    qtbot.wait(5 * BEAT_MS)
    time.sleep(0.3)
    heartbeat.stop()
    assert heartbeat.longest_gap_ms > 200
    assert heartbeat.longest_work_ms < heartbeat.longest_gap_ms / 2


@pytest.mark.parametrize(
    ("value", "at_most", "met"), [(4.9, True, True), (5.1, True, False), (5.1, False, True)]
)
def test_a_figure_keeps_to_its_limit_or_not(value: float, at_most: bool, met: bool) -> None:
    """Some figures have a ceiling, some a floor; the table and the JSON say the same."""
    figure = Figure("panning", value, 5.0, "frames/s", at_most, "as measured")
    assert figure.met is met
    assert ("met" if met else "MISSED") in format_figures((figure,))
    assert figures_as_json((figure,))[0]["met"] is met
