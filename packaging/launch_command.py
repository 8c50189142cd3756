"""What `launch.py` was asked to do."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from launch_checks import run_checks
from launch_environment import Environment, prepare
from launch_problem import LaunchProblem
from launch_system_libraries import display_platform, require_qt_libraries

REPOSITORY = Path(__file__).resolve().parent.parent
LAUNCH_PROBLEM_EXIT_CODE = 2
INTERRUPTED_EXIT_CODE = 130


@dataclass(frozen=True)
class Request:
    """The command line, understood.

    Attributes:
        venv: directory of the virtual environment.
        runs_checks: True for `test`, False for the product.
        arguments: for pytest, or for `mmel-desktop`.
    """

    venv: Path
    runs_checks: bool
    arguments: tuple[str, ...]

    @property
    def opens_window(self) -> bool:
        """Whether the product will want a display if there is one."""
        return not self.runs_checks and self.arguments[:1] in ((), ("demo",))


def parse_request(arguments: Sequence[str], repository: Path = REPOSITORY) -> Request:
    """Read the launcher's own options; everything from the command on is passed through untouched."""
    parser = argparse.ArgumentParser(
        prog="launch.py",
        description="Prepare a virtual environment on the first start, then run MMEL Desktop.",
        epilog="demo: the workbench on the bundled demo session; test: linters and test suite; "
        "without a command: the workbench; '-- COMMAND ...': any mmel-desktop command.",
    )
    parser.add_argument(
        "--venv",
        type=Path,
        default=repository / ".venv",
        help="virtual environment (default: .venv in the checkout)",
    )
    parser.add_argument(
        "command", nargs=argparse.REMAINDER, help="demo, test, or -- and an mmel-desktop command"
    )
    options = parser.parse_args(arguments)
    command: list[str] = options.command
    venv: Path = options.venv.absolute()
    if command[:1] == ["--"]:
        return Request(venv, False, tuple(command[1:]))
    if command[:1] == ["test"]:
        return Request(venv, True, tuple(command[1:]))
    return Request(venv, False, tuple(command))


def run_product(environment: Environment, arguments: Sequence[str]) -> int:
    """Run `mmel-desktop` in the environment.

    Where the system can, the launcher becomes the product: signals reach it directly, and nothing is left
    behind when a script or a CI job ends the launcher. On Windows a replaced process loses its terminal, so
    there the launcher waits and hands back the exit code.
    """
    command = [str(environment.script("mmel-desktop")), *arguments]
    if os.name != "nt":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(command[0], command)  # noqa: S606  # no shell is wanted
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The terminal interrupted the product as well, and it closes its records first: wait for it.
            continue


def perform(request: Request, variables: Mapping[str, str]) -> int:
    """Prepare, then run the checks or the product.

    Raises:
        LaunchProblem: the machine lacks something; the text names it.
    """
    environment = Environment(request.venv)
    prepare(environment, REPOSITORY, extras=frozenset({"test"} if request.runs_checks else ()))
    if request.runs_checks:
        require_qt_libraries(environment.site_packages, "offscreen", variables)
        return run_checks(environment, REPOSITORY, request.arguments, variables)
    if request.opens_window and (platform := display_platform(sys.platform, variables)):
        require_qt_libraries(environment.site_packages, platform, variables)
    return run_product(environment, request.arguments)


def main(arguments: Sequence[str]) -> int:
    """Entry of `launch.py`; returns the exit code."""
    try:
        return perform(parse_request(arguments), os.environ)
    except LaunchProblem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return LAUNCH_PROBLEM_EXIT_CODE
    except KeyboardInterrupt:
        print("\nInterrupted. The next start takes it up again.", file=sys.stderr)
        return INTERRUPTED_EXIT_CODE
