"""How linters and tests are run one after the other."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import launch_checks
from launch_checks import Check, Outcome, check_variables, planned_checks, run_checks, summary
from launch_environment import Environment


def test_the_summary_has_one_line_per_check_with_its_time() -> None:
    """The verdict is readable without scrolling back."""
    text = summary([Outcome("ruff check", 0, 0.25), Outcome("pytest", 1, 61.04)])
    assert text.splitlines() == [
        "ruff check      0.2 s  passed",
        "pytest         61.0 s  FAILED (exit code 1)",
    ]


def test_pytest_gets_the_users_arguments() -> None:
    """`launch.py test -k store` narrows the suite."""
    assert planned_checks(["-k", "store"])[-1].arguments[-2:] == ("-k", "store")


def test_checks_never_open_a_window() -> None:
    """Whatever display the user has."""
    assert check_variables({"QT_QPA_PLATFORM": "xcb", "A": "b"})["QT_QPA_PLATFORM"] == "offscreen"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in tools are shell scripts")
@pytest.mark.parametrize(("exit_codes", "expected"), [((0, 0), 0), ((1, 0), 1), ((0, 2), 1)])
def test_every_check_runs_and_one_failure_fails_the_whole(
    exit_codes: tuple[int, int],
    expected: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A linter's complaint does not hide what the tests say."""
    environment = Environment(tmp_path)
    environment.scripts.mkdir()
    names = ("first", "second")
    for name, exit_code in zip(names, exit_codes, strict=True):
        environment.script(name).write_text(
            f"#!/bin/sh\necho ran {name}\nexit {exit_code}\n", encoding="utf-8"
        )
        environment.script(name).chmod(0o755)
    monkeypatch.setattr(launch_checks, "planned_checks", lambda _: tuple(Check(name, name) for name in names))
    assert run_checks(environment, tmp_path, [], {}) == expected
    said = capfd.readouterr().out
    assert "ran first" in said
    assert "ran second" in said
