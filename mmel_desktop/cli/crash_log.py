"""Where the traceback of a bug goes."""

from __future__ import annotations

import os
import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from mmel_desktop import __version__
from mmel_desktop.user_folders import user_log_folder


def write_crash_log(bug: BaseException, command: str) -> Path | None:
    """Write a bug's traceback into the user's log directory.

    Neither prompts nor image contents are written; paths that occur in the traceback are.

    Args:
        bug: what escaped.
        command: which command was running.

    Returns:
        The log file; None when none could be written, after the traceback was printed to standard error.
    """
    now = datetime.now(UTC)
    lines = [
        f"MMEL Desktop {__version__}, command {command}, {now.isoformat()}",
        f"Python {platform.python_version()} on {platform.platform()}",
        "",
        *(line.rstrip("\n") for line in traceback.format_exception(bug)),
    ]
    try:
        directory = user_log_folder()
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        log = directory / f"crash-{now:%Y%m%dT%H%M%SZ}-{os.getpid()}.log"
        log.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="backslashreplace")
    except OSError:
        traceback.print_exception(bug)
        return None
    return log
