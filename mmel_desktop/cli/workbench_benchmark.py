"""``mmel-desktop benchmark workbench``: how fast the window itself is, beside its limits."""

from __future__ import annotations

import argparse
import os

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.measured_output import (
    add_json_file_option,
    check_writable,
    positive,
    print_table,
    write_figures,
)
from mmel_desktop.cli.terminal import Terminal
from mmel_desktop.cli.workbench_command import display_available


def add_workbench_kind(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe this kind of ``benchmark``."""
    parser = kinds.add_parser(
        "workbench",
        help="how fast the workbench starts, draws and scrolls, beside its limits",
        description=(
            "Open the workbench with made-up cases and measure start, image switch, slider, panning, the "
            "main thread's longest silence during a job, a gallery of 10,000 images and the memory of a "
            "long batch. Without a display it draws offscreen."
        ),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--soak-images",
        type=positive,
        default=400,
        metavar="N",
        help="batch for the memory figure (default: 400)",
    )
    add_json_file_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Measure the window itself; exit code 3 when a figure misses its limit."""
    check_writable(arguments.json)
    if not display_available():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from mmel_desktop.app import Workbench
    from mmel_desktop.ui.measuring.figure import figures_as_json, format_figures
    from mmel_desktop.ui.measuring.workbench_figures import measure_workbench

    with terminal.progress() as listener:
        figures = measure_workbench(Workbench, soak_images=arguments.soak_images, progress=listener)
    print_table(format_figures(figures), arguments.json, terminal)
    write_figures(figures_as_json(figures), arguments.json, terminal)
    return ExitCode.DONE if all(figure.met is not False for figure in figures) else ExitCode.NOT_PASSED
