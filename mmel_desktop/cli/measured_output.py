"""What all measurements share: options for how much to measure, and where the figures go."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from mmel_desktop.cli.request_options import given_path
from mmel_desktop.cli.terminal import Terminal
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import BadInputError

STANDARD_OUTPUT = Path("-")


def add_json_file_option(parser: argparse.ArgumentParser) -> None:
    """``--json FILE``; without a file, or with ``-``, nothing but the JSON is printed."""
    parser.add_argument(
        "--json",
        type=given_path,
        nargs="?",
        const=STANDARD_OUTPUT,
        metavar="FILE",
        help="also write the figures as JSON; without FILE, or with -, print only them",
    )


def add_scene_options(parser: argparse.ArgumentParser, *, count: int) -> None:
    """``--images`` and ``--seed``: which drawn scenes are measured, ``count`` of them by default."""
    parser.add_argument(
        "--images", type=positive, default=count, metavar="N", help=f"scenes (default: {count})"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="seed of the scenes (default: 0)")


def positive(text: str) -> int:
    """A count read from the command line.

    Raises:
        argparse.ArgumentTypeError: not a whole number from 1 up.
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)


def check_writable(*paths: Path | None) -> None:
    """Refuse before the measuring begins, not after ten minutes.

    Raises:
        BadInputError: a file cannot be written.
    """
    for path in paths:
        if path is None or path == STANDARD_OUTPUT:
            continue
        try:
            path.open("ab").close()
        except OSError as error:
            raise BadInputError(
                f"cannot write {printable_name(str(path))!r}",
                found=error.strerror or type(error).__name__,
                expected="a place that can be written",
                action="choose another file",
            ) from error


def print_table(table: str, json_file: Path | None, terminal: Terminal) -> None:
    """Print a table, unless ``--json`` claims standard output for itself."""
    if json_file != STANDARD_OUTPUT:
        terminal.result(table)


def write_figures(figures: Any, json_file: Path | None, terminal: Terminal) -> None:
    """Write figures as JSON where ``--json`` said; nowhere when it was not given."""
    if json_file == STANDARD_OUTPUT:
        terminal.result_json(figures)
    elif json_file is not None:
        text = json.dumps(figures, indent=2, ensure_ascii=False, allow_nan=False)
        json_file.write_text(text + "\n", encoding="utf-8")
