"""``mmel-desktop benchmark record``: what keeping the record costs on this machine."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.terminal import Terminal


def add_record_kind(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser], positive: Callable[[str], int]
) -> None:
    """Describe the kind.

    Args:
        kinds: of ``benchmark``.
        positive: reads a count from the command line.
    """
    parser = kinds.add_parser(
        "record",
        help="what committing an edit, opening a large session and verifying it take",
        description=(
            "Make a session of many images in a temporary folder, the way the program makes one, and measure "
            "commits, opening, verification and backup."
        ),
        allow_abbrev=False,
    )
    parser.add_argument("--images", type=positive, default=2_000, metavar="N", help="default: 2,000")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Measure once."""
    from mmel_desktop.workflow.measure_record import measure_record

    with terminal.progress() as listener:
        figures = measure_record(arguments.images, progress=listener, cancel=terminal.cancel)
    if arguments.json:
        terminal.result_json(asdict(figures))
    else:
        terminal.result(figures.text())
    return ExitCode.DONE
