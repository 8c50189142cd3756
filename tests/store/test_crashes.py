"""A process killed at any moment loses nothing it had acknowledged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.kills import kill_migrating_programs, kill_working_programs


@pytest.mark.timeout(400)  # eight process starts: seconds alone, minutes on a machine that trains a model
def test_eight_kills_lose_nothing(tmp_path: Path) -> None:
    """Each acknowledged entry is there with its hash, and the case verifies."""
    met = kill_working_programs(tmp_path, 8, seed=8, longest_delay_s=0.3)
    assert met.kills == 8
    assert len(met.acknowledged) >= 8


@pytest.mark.slow  # starts two hundred processes: some minutes
@pytest.mark.timeout(1800)
def test_two_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    """The figure the project holds itself to."""
    met = kill_working_programs(tmp_path, 200, seed=1, longest_delay_s=1.0)
    assert met.kills == 200
    assert len(met.acknowledged) >= 200


@pytest.mark.timeout(400)
def test_a_migration_killed_at_any_moment_is_done_or_not_begun(tmp_path: Path) -> None:
    """Four times here; the long run meets both ends."""
    left = kill_migrating_programs(tmp_path, 4, seed=4, longest_delay_s=0.5)
    assert sum(left.values()) == 4


@pytest.mark.slow  # starts sixty processes: some minutes
@pytest.mark.timeout(1800)
def test_sixty_killed_migrations(tmp_path: Path) -> None:
    """Some before, some after the step; none between."""
    left = kill_migrating_programs(tmp_path, 60, seed=60, longest_delay_s=1.0)
    assert left["after the step"] > 0
    assert left["after the step"] < 60
