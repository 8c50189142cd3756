"""The grammar of the command line; each command describes its own part."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from mmel_desktop import __version__
from mmel_desktop.cli import (
    benchmark_command,
    bundle_command,
    calibrate_command,
    demo_command,
    explain_command,
    export_command,
    import_annotations_command,
    models_command,
    report_command,
    review_command,
    signing_key_command,
    taxonomy_command,
    verify_command,
    workbench_command,
)
from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.request_options import given_path

EPILOGUE = """\
Without a command the workbench opens where you left off; with a session (.mmel), a bundle (.mmelbundle) or
an image in the command's place it opens that.

examples:
  mmel-desktop demo
  mmel-desktop review.mmel
  mmel-desktop explain street.jpg --prompt "a red car" --prompt "a pedestrian" --out results
  mmel-desktop review photos --prompt "a red car" --session review.mmel --report review.pdf
  mmel-desktop verify review.mmel review.pdf

exit codes: 0 done; 1 a bug (the log file is named); 2 bad usage or bad input (one line each, the other inputs
are done); 3 a verification or check did not pass; 130 interrupted (what was finished is kept).
"""


class OneLineParser(argparse.ArgumentParser):
    """Reports bad usage in one line that ends with what to do."""

    def error(self, message: str) -> NoReturn:
        """Print the line and leave with the exit code for bad usage."""
        self.exit(ExitCode.BAD_INPUT, f"error: {self.prog}: {message}; see '{self.prog} --help'\n")


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """What a command line says; where a file stands in the command's place, that it shall be opened.

    Raises:
        SystemExit: bad usage, or only help was wanted; its text has been printed.
    """
    if argv and workbench_command.is_file_to_open(argv[0]):
        return _file_parser().parse_args(argv)
    return build_parser().parse_args(argv)


def _file_parser() -> argparse.ArgumentParser:
    """``mmel-desktop FILE``: no command is called like a file, so the commands need not know of it."""
    parser = OneLineParser(
        prog="mmel-desktop", description="Open a file in the workbench.", allow_abbrev=False
    )
    parser.add_argument("file", type=given_path, metavar="FILE", help="a session, a bundle or an image")
    parser.set_defaults(run=workbench_command.run_with_file, command=None)
    return parser


def build_parser() -> argparse.ArgumentParser:
    """The whole grammar. Every command sets ``run``, called with the arguments and a terminal."""
    parser = OneLineParser(
        prog="mmel-desktop",
        description="See what a vision-language model relied on, judge it, keep a record of the judgement.",
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.set_defaults(run=workbench_command.run)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in (
        demo_command,
        explain_command,
        review_command,
        report_command,
        export_command,
        import_annotations_command,
        bundle_command,
        taxonomy_command,
        verify_command,
        signing_key_command,
        models_command,
        calibrate_command,
        benchmark_command,
    ):
        command.add_parser(commands)
    return parser
