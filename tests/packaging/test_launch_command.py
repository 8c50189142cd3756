"""How the launcher reads its command line, and which programs it starts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import launch_command
from launch_command import Request, main, parse_request
from launch_environment import Environment
from launch_problem import LaunchProblem

ROOT = Path("/checkout").absolute()
DEFAULT_VENV = ROOT / ".venv"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], Request(DEFAULT_VENV, False, ())),
        (["demo"], Request(DEFAULT_VENV, False, ("demo",))),
        (["demo", "--fast", "x"], Request(DEFAULT_VENV, False, ("demo", "--fast", "x"))),
        (["test"], Request(DEFAULT_VENV, True, ())),
        (["test", "-k", "store"], Request(DEFAULT_VENV, True, ("-k", "store"))),
        (
            ["--", "explain", "a.png", "--prompt", "a car"],
            Request(DEFAULT_VENV, False, ("explain", "a.png", "--prompt", "a car")),
        ),
        (["--", "test"], Request(DEFAULT_VENV, False, ("test",))),
        (["explain", "--out", "o"], Request(DEFAULT_VENV, False, ("explain", "--out", "o"))),
    ],
)
def test_everything_from_the_command_on_is_passed_through(arguments: list[str], expected: Request) -> None:
    """Only `test` belongs to the launcher; `--` hands even that word to the product."""
    assert parse_request(arguments, ROOT) == expected


def test_another_place_for_the_environment_can_be_chosen(tmp_path: Path) -> None:
    """`--venv` stands before the command."""
    request = parse_request(["--venv", str(tmp_path / "e"), "demo"], ROOT)
    assert request == Request(tmp_path / "e", False, ("demo",))


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [([], True), (["demo"], True), (["test"], False), (["--", "verify", "s.mmel"], False)],
)
def test_only_the_workbench_and_the_demo_want_a_display(arguments: list[str], opens: bool) -> None:
    """`explain`, `verify` and the like must run where Qt's libraries are missing."""
    assert parse_request(arguments, ROOT).opens_window is opens


def test_a_launch_problem_is_one_text_and_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback for what the user can mend."""

    def lacks_disk(*_: object, **__: object) -> None:
        raise LaunchProblem("Not enough disk space: 1.0 GB are free")

    monkeypatch.setattr(launch_command, "prepare", lacks_disk)
    assert main(["demo"]) == 2
    assert capsys.readouterr().err == "\nNot enough disk space: 1.0 GB are free\n"


def test_an_interrupt_while_installing_is_exit_code_130(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is no error of ours and shows no traceback."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(launch_command, "prepare", interrupted)
    assert main(["demo"]) == 130


def start_product(program: str, environment: Environment, *arguments: str) -> subprocess.Popen[str]:
    """Start a launcher that runs ``program``, a shell script standing in for `mmel-desktop`."""
    environment.scripts.mkdir()
    product = environment.script("mmel-desktop")
    product.write_text(f"#!/bin/sh\n{program}\n", encoding="utf-8")
    product.chmod(0o755)
    launcher = (
        "import sys; from pathlib import Path\n"
        "from launch_command import run_product; from launch_environment import Environment\n"
        "sys.exit(run_product(Environment(Path(sys.argv[1])), sys.argv[2:]))"
    )
    return subprocess.Popen(
        [sys.executable, "-c", launcher, str(environment.directory), *arguments],
        env={**os.environ, "PYTHONPATH": str(Path(launch_command.__file__).parent)},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in product is a shell script")
def test_the_product_gets_its_arguments_and_its_exit_code_comes_back(tmp_path: Path) -> None:
    """Scripts rely on exit codes such as 3 for 'not intact'."""
    process = start_product('printf "<%s>" "$@"; exit 3', Environment(tmp_path), "verify", "a b.mmel")
    said, _ = process.communicate(timeout=30)
    assert (said, process.returncode) == ("<verify><a b.mmel>", 3)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ending_the_launcher_ends_the_product(tmp_path: Path) -> None:
    """A CI job that is stopped leaves no workbench running."""
    process = start_product("echo $$; exec sleep 60", Environment(tmp_path))
    assert process.stdout is not None
    assert int(process.stdout.readline()) == process.pid
    process.terminate()
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGTERM
