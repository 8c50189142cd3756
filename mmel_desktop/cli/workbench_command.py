"""``mmel-desktop`` without a command, or with a file in its place: the workbench."""

from __future__ import annotations

import argparse
import os
import platform
from pathlib import Path

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.terminal import Terminal, shown
from mmel_desktop.core.source_image import IMAGE_SUFFIXES
from mmel_desktop.errors import BadInputError

SUFFIXES = (".mmel", ".mmelbundle", *IMAGE_SUFFIXES)


def run(_arguments: argparse.Namespace, _terminal: Terminal) -> ExitCode:
    """Open the workbench where the analyst left off."""
    _need_a_display("run 'mmel-desktop demo' for the same job without one, or see 'mmel-desktop --help'")
    from mmel_desktop.app import run_workbench

    return ExitCode(run_workbench())


def run_with_file(arguments: argparse.Namespace, _terminal: Terminal) -> ExitCode:
    """Open the workbench on a session, a bundle or an image."""
    path: Path = arguments.file
    if not os.path.exists(path):  # noqa: PTH110 - Path.exists raises where opening it has more to say
        raise BadInputError(
            f"{shown(path)} cannot be opened",
            found="no such file",
            action="check the path; 'mmel-desktop --help' shows the commands",
        )
    _need_a_display(_without_a_window(path))
    from mmel_desktop.app import run_workbench

    return ExitCode(run_workbench(path))


def is_file_to_open(argument: str) -> bool:
    """Whether what stands in a command's place is the name of a file that the workbench opens."""
    return not argument.startswith("-") and Path(argument).suffix.lower() in SUFFIXES


def display_available() -> bool:
    """Whether a window could be shown; the offscreen platform draws where nobody looks."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in {"offscreen", "minimal"}:
        return False
    if platform.system() == "Linux":
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def _need_a_display(action: str) -> None:
    if not display_available():
        raise BadInputError(
            "the workbench needs a display",
            found="neither DISPLAY nor WAYLAND_DISPLAY is set",
            action=action,
        )


def _without_a_window(path: Path) -> str:
    """What to run on the file where there is no window."""
    if path.suffix.lower() == ".mmel":
        return "without one, 'mmel-desktop report', 'export' and 'verify' read a session"
    if path.suffix.lower() == ".mmelbundle":
        return "without one, 'mmel-desktop bundle open' unpacks a bundle"
    return "without one, 'mmel-desktop explain' and 'review' take images"
