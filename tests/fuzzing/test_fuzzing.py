"""Hostile input ends in a result or a clear error: bounded and seeded here, the full counts in the long run.

``python -m tests.fuzzing`` runs 2,000 images and files of failure terms, 500 sessions, texts and reports, 200
checkpoints and bundles.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from mmel_desktop.errors import BadInputError
from tests.fuzzing.hostile_archives import Payload, run_bundles, run_checkpoints
from tests.fuzzing.hostile_images import run_images
from tests.fuzzing.hostile_reports import run_reports
from tests.fuzzing.hostile_sessions import run_sessions
from tests.fuzzing.hostile_strings import run_strings
from tests.fuzzing.hostile_taxonomies import run_taxonomies
from tests.fuzzing.judge import Tally, judge

Run = Callable[[Path, int, int], Tally]


@pytest.fixture(autouse=True)
def own_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anchors stay in the test's folder."""
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_args, **_options: str(tmp_path / "user"))


@pytest.mark.timeout(300)
@pytest.mark.filterwarnings("ignore")  # libraries may warn of spoiled input as they like
@pytest.mark.parametrize(
    ("run", "count"),
    [
        pytest.param(run_images, 150, id="images"),
        pytest.param(run_sessions, 40, id="sessions"),
        pytest.param(run_strings, 15, id="strings"),
        pytest.param(run_checkpoints, 15, id="checkpoints"),
        pytest.param(run_bundles, 30, id="bundles"),
        pytest.param(run_reports, 60, id="reports"),
        pytest.param(run_taxonomies, 300, id="taxonomies"),
    ],
)
def test_hostile_input_ends_in_a_result_or_a_clear_error(tmp_path: Path, run: Run, count: int) -> None:
    """No other exception, nothing that takes over ten seconds, nothing written elsewhere."""
    tally = run(tmp_path, count, 7)
    assert tally.failures == []
    assert tally.cases >= count


@pytest.mark.slow  # the whole counts: many minutes
@pytest.mark.timeout(7200)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("run", "count"),
    [
        *((run_images, 2000), (run_sessions, 500), (run_strings, 500)),
        *((run_checkpoints, 100), (run_bundles, 100), (run_reports, 500), (run_taxonomies, 2000)),
    ],
)
def test_hostile_input_in_full_counts(tmp_path: Path, run: Run, count: int) -> None:
    """The figures the project holds itself to."""
    assert run(tmp_path, count, 1).failures == []


def test_the_judge_notices_what_it_is_there_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stray write, a bug, a hang, an unclear message and a started program are failures."""
    monkeypatch.setattr("tests.fuzzing.judge.SLOWEST_S", 0.2)
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    tally = Tally()

    def hang() -> None:
        while True:
            pass

    def unclear() -> None:
        raise BadInputError("  ")

    def bug() -> None:
        raise KeyError("bug")

    trace = outside / "trace"
    for number, act in enumerate(
        (
            lambda: (outside / "stray").write_text("x"),
            lambda: (inside / ".." / "outside" / "stray").mkdir(parents=True, exist_ok=True),
            hang,
            unclear,
            bug,
            lambda: pickle.loads(pickle.dumps(Payload(trace))),  # noqa: S301 - our own
        )
    ):
        judge(tally, str(number), act, allowed=inside)
    assert [case for case, _ in tally.failures] == ["0", "1", "2", "3", "4", "5"]
    judge(tally, "fine", lambda: (inside / "file").write_text("x"), allowed=inside)
    assert tally.outcomes == {"accepted": 1}
