"""A text about what happened, for whoever helps: facts of the program, nothing private."""

from __future__ import annotations

import getpass
import platform
import re
import socket
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from mmel_desktop import __version__
from mmel_desktop.core.case import SessionInfo
from mmel_desktop.core.source_image import IMAGE_SUFFIXES

LOG_LINES = 80
KNOWN_SPECS = re.compile(r"^[\w.-]+(/[\w.-]+)?$")
"""Model specifications that name a public model; any other may hold a folder of the user's."""
_SUFFIXES = "|".join(re.escape(suffix) for suffix in (*IMAGE_SUFFIXES, ".mmel", ".mmelbundle", ".pdf"))
_FILES = re.compile(rf"[^\s'\"“”/\\]+(?:{_SUFFIXES})\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|'[^']*'|\"[^\"]*\"")
_FOLDERS = re.compile(r"(?:[A-Za-z]:)?(?:[/\\][^\s'\"“”,;:()\[\]]+){2,}")
_TRACE_LINE = re.compile(r'^\s+File "(?P<path>[^"]+)", (?P<rest>line \d+.*)$')


def happening_report(info: SessionInfo | None, image_count: int, log_path: Path) -> str:
    """Versions, counts and the end of the log, without names, folders, prompts or accounts.

    Args:
        info: the open session, or None.
        image_count: images it holds.
        log_path: the program's log; may be missing.
    """
    screens = ", ".join(
        f"{screen.size().width()}×{screen.size().height()} at {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    )
    lines = [
        "What I did: ",
        "What happened: ",
        "What I expected: ",
        "",
        f"MMEL Desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()}, {platform.machine()}; screens: {screens}",
        _session_line(info, image_count),
        "",
        f"The last {LOG_LINES} lines of the log:",
        *without_private_data(_end_of_log(log_path)),
    ]
    return "\n".join(lines)


def without_private_data(lines: list[str]) -> list[str]:
    """Replace quoted texts, file names, folders, the account and the machine's name."""
    account, host = getpass.getuser(), socket.gethostname()
    cleaned = []
    for line in lines:
        trace = _TRACE_LINE.match(line)
        if trace is not None:
            # Where in the program it happened is the point; where the program lies is private.
            cleaned.append(f"  File {Path(trace['path']).name}, {trace['rest']}")
            continue
        text = _QUOTED.sub("“…”", line)
        text = _FILES.sub("FILE", text)
        text = _FOLDERS.sub("FOLDER", text)
        for private, word in ((account, "ACCOUNT"), (host, "HOST")):
            text = re.sub(rf"\b{re.escape(private)}\b", word, text)
        cleaned.append(text)
    return cleaned


def _session_line(info: SessionInfo | None, image_count: int) -> str:
    if info is None:
        return "no session open"
    spec = info.model_spec if KNOWN_SPECS.match(info.model_spec) else "a model of mine"
    state = "signed off" if info.signed_off else "read only" if info.read_only else "writable"
    return (
        f"session: {image_count} images, {len(info.prompts)} prompts, model {spec}, method {info.method}, "
        f"file format {info.schema_version}, {state}"
    )


def _end_of_log(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        return [f"no log: {type(error).__name__}"]
    return text.splitlines()[-LOG_LINES:]
