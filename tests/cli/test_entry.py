"""The door: exit codes, bugs, interruption, start-up."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mmel_desktop.cli import entry, request_options, verify_command, workbench_command
from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.terminal import Terminal
from mmel_desktop.core.case import Finding, VerificationResult
from mmel_desktop.core.progress import ProgressReport
from mmel_desktop.engine.attribution import METHODS
from mmel_desktop.engine.device import DTYPE_CHOICES
from mmel_desktop.engine.preprocessing import VIEWS
from mmel_desktop.errors import MmelError, OperationCancelled
from tests.cli.conftest import RunCommand


def test_help_does_not_load_what_it_does_not_need() -> None:
    """``--help`` answers without numpy's friends, torch or Qt in memory."""
    code = (
        "import sys; from mmel_desktop.cli import main; code = main(['--help'])\n"
        "heavy = {'torch', 'open_clip', 'PySide6', 'sqlalchemy', 'reportlab', 'sklearn'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else code)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "exit codes" in ran.stdout


def test_the_parsers_choices_are_the_engines() -> None:
    """The names are kept twice so that --help need not load the engine; they must not drift apart."""
    assert request_options.METHODS == METHODS
    assert request_options.VIEWS == VIEWS
    assert request_options.DTYPES == DTYPE_CHOICES


def test_a_bug_is_logged_and_named(
    command: RunCommand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Exit 1, the log file named, the traceback in it and not on the terminal."""

    def broken(_path: Path, **_options: object) -> None:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr("mmel_desktop.workflow.verify_record.verify_record", broken)
    ran = command("verify", tmp_path / "x.mmel")
    assert ran.code == ExitCode.BUG
    assert "Traceback" not in ran.err
    log = Path(ran.err.splitlines()[-1].removeprefix("the details are in "))
    assert "the sky fell" in log.read_text(encoding="utf-8")
    assert "test_entry.py" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OperationCancelled])
def test_an_interruption_exits_130(
    command: RunCommand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stop: type[BaseException]
) -> None:
    """However it is told."""

    def interrupted(_path: Path, **_options: object) -> None:
        raise stop

    monkeypatch.setattr("mmel_desktop.workflow.verify_record.verify_record", interrupted)
    assert command("verify", tmp_path / "x.mmel").code == 130


def test_the_first_interrupt_only_asks_and_the_second_stops(capsys: pytest.CaptureFixture[str]) -> None:
    """Between the two the work may finish its step."""
    seen: list[bool | str] = []

    def run(_arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
        os.kill(os.getpid(), signal.SIGINT)
        seen.append(terminal.cancel.cancelled)
        os.kill(os.getpid(), signal.SIGINT)
        seen.append("never reached")
        return ExitCode.DONE

    terminal = Terminal(sys.stdout, sys.stderr)
    before = signal.getsignal(signal.SIGINT)
    with entry._interrupt_cancels(terminal):
        code = entry._run_guarded(argparse.Namespace(run=run, command="test"), terminal)
    assert (code, seen) == (130, [True])
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.timeout(600)  # a process that loads torch, on a machine that is busy with other things
@pytest.mark.skipif(os.name != "posix", reason="signals between processes work differently elsewhere")
def test_an_interrupted_batch_keeps_what_was_done(folder: Path, tiny_spec: str, tmp_path: Path) -> None:
    """Ctrl+C during a long batch: exit 130, and every result that is there is complete."""
    (folder / "broken.png").unlink()
    picture = (folder / "plain.png").read_bytes()
    for number in range(400):
        (folder / f"more_{number:03d}.png").write_bytes(picture)
    out = tmp_path / "out"
    arguments = ["explain", str(folder), "--prompt", "a dog", "--model", tiny_spec, "--out", str(out)]
    process = subprocess.Popen(
        [sys.executable, "-m", "mmel_desktop", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # The suite's own limit is the only one: a process that neither writes nor ends is stopped by it.
    try:
        while not list(out.glob("*/explanation.json")):
            assert process.poll() is None, process.communicate()
            time.sleep(0.05)
    except BaseException:
        process.kill()
        raise
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 130
    assert "stopping after this step" in errors
    finished = sorted(out.iterdir())
    assert 0 < len(finished) < 400
    for directory in finished:
        assert sorted(path.name for path in directory.iterdir()) == [
            "explanation.json",
            "maps.npz",
            "overlay_0.png",
        ]
        json.loads((directory / "explanation.json").read_text(encoding="utf-8"))


@pytest.mark.skipif(os.name != "posix", reason="pipes break differently elsewhere")
def test_a_reader_that_goes_away_is_no_bug() -> None:
    """As in ``models list | head``: exit 0 and nothing on standard error."""
    code = """
import argparse, sys
from mmel_desktop.cli import entry
from mmel_desktop.cli.terminal import Terminal
def run(arguments, terminal):
    for _ in range(100_000):
        terminal.result("a line that nobody reads")
terminal = Terminal(sys.stdout, sys.stderr)
sys.exit(entry._run_guarded(argparse.Namespace(run=run, command="test"), terminal))
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), errors) == (0, b"")


def test_without_a_display_the_workbench_says_what_to_do_instead(
    command: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that names ``demo``."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    ran = command()
    assert ran.code == 2
    assert "mmel-desktop demo" in ran.errors[0]


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("case.mmel", "mmel-desktop report"),
        ("case.mmelbundle", "mmel-desktop bundle open"),
        ("Street.JPG", "mmel-desktop explain"),
    ],
)
def test_a_file_in_the_commands_place_needs_a_window_and_names_what_does_not(
    command: RunCommand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, instead: str
) -> None:
    """Headless: one clear line, not "invalid choice"."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    (tmp_path / name).touch()
    ran = command(tmp_path / name)
    assert ran.code == 2
    assert ran.err.startswith("error: the workbench needs a display")
    assert instead in ran.err


@pytest.mark.parametrize("name", ["case.mmel", "case.mmelbundle", "street.png"])
def test_a_file_in_the_commands_place_opens_in_the_workbench(
    command: RunCommand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    """As a double click on it does."""
    opened: list[Path] = []

    def run_workbench(path: Path) -> int:
        opened.append(path)
        return 0

    monkeypatch.setattr(workbench_command, "display_available", lambda: True)
    monkeypatch.setattr("mmel_desktop.app.run_workbench", run_workbench)
    (tmp_path / name).touch()
    assert command(tmp_path / name).code == 0
    assert opened == [tmp_path / name]


def test_what_is_neither_a_command_nor_a_file_says_so(command: RunCommand, tmp_path: Path) -> None:
    """A slip in a command stays a slip in a command; a file that is not there is named."""
    assert "invalid choice: 'exprt'" in command("exprt").errors[0]
    ran = command(tmp_path / "gone.mmel")
    assert ran.code == 2
    assert "gone.mmel" in ran.errors[0]
    assert "no such file" in ran.errors[0]
    assert "unrecognized arguments" in command(tmp_path / "gone.mmel", "--out", "x").errors[0]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({}, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
    ],
)
def test_displays_are_recognised_on_linux(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: bool
) -> None:
    """X11, Wayland, neither, or a platform that draws where nobody looks."""
    monkeypatch.setattr("platform.system", lambda: "Linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert workbench_command.display_available() is expected


def test_progress_is_a_line_now_and_then_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log of a thousand images does not grow by a thousand lines."""
    clock = iter(range(100))
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    terminal = Terminal(sys.stdout, sys.stderr)
    with terminal.progress() as listener:
        for done in range(20):
            listener(ProgressReport(done, 20, "explaining x.png"))
    streams = capsys.readouterr()
    assert streams.out == ""
    assert 2 <= len(streams.err.splitlines()) <= 5


def test_a_name_cannot_act_on_the_terminal_or_pass_for_a_line_of_the_program(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever a name from outside is printed: results, errors, progress."""
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    terminal = Terminal(sys.stdout, sys.stderr)
    name = "a\x1b[2J\nintact: b.png"
    with terminal.progress() as listener:
        listener(ProgressReport(1, 2, f"explaining {name}"))
    terminal.report_error(MmelError(f"cannot read {name!s}"))
    terminal.result("x\x1b[1Ay")
    streams = capsys.readouterr()
    assert streams.out == "x\\x1b[1Ay\n"
    assert streams.err.splitlines() == [
        "explaining a\\x1b[2J\\nintact: b.png (1 of 2 done)",
        "error: cannot read a\\x1b[2J intact: b.png",
    ]


def test_verification_prints_hostile_names_on_their_own_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file called like a verdict is still only a file."""
    name = "a.png\nintact: all is well"
    finding = Finding("broken", f"image {name}", "it is gone")
    verify_command._print(
        VerificationResult(f"{name}.mmel", (finding,), (("file", name),)), Terminal(sys.stdout, sys.stderr)
    )
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert not any(line.startswith("intact") for line in lines)
