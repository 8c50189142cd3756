"""``mmel-desktop benchmark record``: what keeping the record costs on this machine."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.measured_output import (
    add_json_file_option,
    check_writable,
    positive,
    print_table,
    write_figures,
)
from mmel_desktop.cli.terminal import Terminal

SCHEMA = "mmel-benchmark-record/1"


def add_record_kind(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe this kind of ``benchmark``."""
    parser = kinds.add_parser(
        "record",
        help="what committing an edit, opening a large session and verifying it take",
        description=(
            "Make a session of many images in a temporary folder, the way the program makes one, and measure "
            "commits, opening, verification and backup."
        ),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--images", type=positive, default=2_000, metavar="N", help="images of the session (default: 2,000)"
    )
    add_json_file_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Measure once."""
    check_writable(arguments.json)
    from mmel_desktop.workflow.measure_record import measure_record

    with terminal.progress() as listener:
        figures = measure_record(arguments.images, progress=listener, cancel=terminal.cancel)
    print_table(figures.text(), arguments.json, terminal)
    write_figures({"schema": SCHEMA, **asdict(figures)}, arguments.json, terminal)
    return ExitCode.DONE
