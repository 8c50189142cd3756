"""The entry point: reads the arguments, runs one command, turns what happened into an exit code."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from mmel_desktop.cli.crash_log import write_crash_log
from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.parser import parse_arguments
from mmel_desktop.cli.terminal import Terminal
from mmel_desktop.errors import MmelError, OperationCancelled


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: arguments without the program's name; those of this process when None.

    Returns:
        One of :class:`~mmel_desktop.cli.exit_codes.ExitCode`.
    """
    _survive_narrow_encodings()
    try:
        arguments = parse_arguments(sys.argv[1:] if argv is None else argv)
    except SystemExit as stop:  # argparse has printed its line
        return ExitCode.DONE if not stop.code else ExitCode.BAD_INPUT
    terminal = Terminal(sys.stdout, sys.stderr)
    with _interrupt_cancels(terminal):
        return _run_guarded(arguments, terminal)


def _run_guarded(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Run the chosen command; no exception leaves this function."""
    try:
        code: ExitCode = arguments.run(arguments, terminal)
        sys.stdout.flush()
    except MmelError as error:
        terminal.report_error(error)
        code = ExitCode(error.exit_code)
    except (KeyboardInterrupt, OperationCancelled):
        return _interrupted(terminal)
    except BrokenPipeError:
        # The reader went away (`| head`): nothing is wrong, and Python must not complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception as bug:  # noqa: BLE001 - the border: everything unknown is logged and named
        where = write_crash_log(bug, arguments.command or "workbench")
        terminal.note(f"error: a bug in MMEL Desktop: {type(bug).__name__}: {bug}")
        terminal.note(f"the details are in {where}" if where else "no log could be written")
        return ExitCode.BUG
    return _interrupted(terminal) if terminal.cancel.cancelled else code


def _interrupted(terminal: Terminal) -> ExitCode:
    terminal.note("interrupted; what was finished is kept")
    return ExitCode.INTERRUPTED


@contextmanager
def _interrupt_cancels(terminal: Terminal) -> Iterator[None]:
    """The first Ctrl+C asks the command to stop after its step, the second stops it at once."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may handle signals; an embedding program has its own way to stop us
        return

    def handle(_signal: int, _frame: FrameType | None) -> None:
        if terminal.cancel.cancelled:
            raise KeyboardInterrupt
        terminal.cancel.cancel()
        terminal.note("\nstopping after this step; Ctrl+C again stops at once")

    previous = signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)


def _survive_narrow_encodings() -> None:
    """A console that cannot show a character gets its escape, not an exception in the middle of the work."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
