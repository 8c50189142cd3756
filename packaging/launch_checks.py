"""Linters and tests, one after the other; every one runs even when an earlier one found something."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from launch_environment import Environment


@dataclass(frozen=True)
class Check:
    """One tool run over the checkout.

    Attributes:
        name: as the summary calls it.
        program: installed in the environment.
        arguments: of the program.
    """

    name: str
    program: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of a check; ``duration_s`` is wall-clock seconds."""

    name: str
    exit_code: int
    duration_s: float


# Each test process loads torch and Qt: more of them cost memory and gain little.
_MOST_TEST_PROCESSES = 4


def planned_checks(pytest_arguments: Sequence[str]) -> tuple[Check, ...]:
    """Every check, cheapest first.

    Args:
        pytest_arguments: from the user; they stand last, so that ``-n 0`` runs the tests in one process.
    """
    processes = min(_MOST_TEST_PROCESSES, os.cpu_count() or 1)
    # By file, so that a model that a file's tests share is loaded once.
    parallel = ("-n", str(processes), "--dist", "loadfile", "--durations", "10")
    return (
        Check("ruff check", "ruff", ("check", ".")),
        Check("ruff format", "ruff", ("format", "--check", ".")),
        Check("import directions", "lint-imports"),
        Check("mypy", "mypy"),
        Check("pytest", "pytest", (*parallel, *pytest_arguments)),
    )


def check_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """Environment variables of the checks: never a window, whatever display there is."""
    return {**variables, "QT_QPA_PLATFORM": "offscreen"}


def run_checks(
    environment: Environment, repository: Path, pytest_arguments: Sequence[str], variables: Mapping[str, str]
) -> int:
    """Run all checks and print how each went.

    Returns:
        0 if all passed, otherwise 1.
    """
    outcomes = []
    for check in planned_checks(pytest_arguments):
        print(f"\n== {check.name}", flush=True)
        started = time.perf_counter()
        finished = subprocess.run(
            [str(environment.script(check.program)), *check.arguments],
            cwd=repository,
            env=check_variables(variables),
            stdin=subprocess.DEVNULL,
            check=False,
        )
        outcomes.append(Outcome(check.name, finished.returncode, time.perf_counter() - started))
    print(f"\n{summary(outcomes)}", flush=True)
    return 1 if any(outcome.exit_code for outcome in outcomes) else 0


def summary(outcomes: Sequence[Outcome]) -> str:
    """One line per check: name, verdict, seconds."""
    width = max(len(outcome.name) for outcome in outcomes)
    lines = []
    for outcome in outcomes:
        verdict = "passed" if outcome.exit_code == 0 else f"FAILED (exit code {outcome.exit_code})"
        lines.append(f"{outcome.name:<{width}}  {outcome.duration_s:7.1f} s  {verdict}")
    return "\n".join(lines)
