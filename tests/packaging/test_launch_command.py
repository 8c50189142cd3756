"""How the launcher reads its command line, and which programs it starts."""

from __future__ import annotations

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


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in product is a shell script")
def test_the_product_gets_its_arguments_and_its_exit_code_comes_back(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Scripts rely on exit codes such as 3 for 'not intact'."""
    environment = Environment(tmp_path)
    environment.scripts.mkdir()
    product = environment.script("mmel-desktop")
    product.write_text('#!/bin/sh\nprintf "<%s>" "$@"\nexit 3\n', encoding="utf-8")
    product.chmod(0o755)
    assert launch_command.run_product(environment, ["verify", "a b.mmel"]) == 3
    assert capfd.readouterr().out == "<verify><a b.mmel>"


@pytest.mark.skipif(sys.platform == "win32", reason="signals as exit codes are a matter of POSIX")
def test_a_product_killed_by_a_signal_is_reported_as_a_shell_would(tmp_path: Path) -> None:
    """128 + signal number, so that a crash is never mistaken for success."""
    environment = Environment(tmp_path)
    environment.scripts.mkdir()
    product = environment.script("mmel-desktop")
    product.write_text("#!/bin/sh\nkill -KILL $$\n", encoding="utf-8")
    product.chmod(0o755)
    assert launch_command.run_product(environment, []) == 128 + 9
