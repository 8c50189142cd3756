"""``mmel-desktop`` without a command: the workbench."""

from __future__ import annotations

import argparse
import os
import platform

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.terminal import Terminal
from mmel_desktop.errors import BadInputError


def run(_arguments: argparse.Namespace, _terminal: Terminal) -> ExitCode:
    """Open the workbench where the analyst left off."""
    if not display_available():
        raise BadInputError(
            "the workbench needs a display",
            found="neither DISPLAY nor WAYLAND_DISPLAY is set",
            action="run 'mmel-desktop demo' for the same job without one, or see 'mmel-desktop --help'",
        )
    from mmel_desktop.app import main as open_workbench

    return ExitCode(open_workbench([]))


def display_available() -> bool:
    """Whether a window could be shown; the offscreen platform draws where nobody looks."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in {"offscreen", "minimal"}:
        return False
    if platform.system() == "Linux":
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True
