"""Where the program keeps what it writes, and what its files are called."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import platformdirs

from mmel_desktop.user_folders import NO_HOME, user_log_folder

APPLICATION_NAME = "MMEL Desktop"
SESSION_SUFFIX = ".mmel"
BUNDLE_SUFFIX = ".mmelbundle"
REPORT_SUFFIX = ".pdf"


def fresh_session_path() -> Path:
    """A session file that does not exist yet, named after the time, in the user's documents.

    Where nothing can be made there, making the session will say so.
    """
    try:
        folder = Path(platformdirs.user_documents_dir()) / APPLICATION_NAME
    except RuntimeError:  # an account without a home
        folder = NO_HOME
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    stem = datetime.now().astimezone().strftime("review %Y-%m-%d %H.%M")
    candidates = (folder / f"{stem}{'' if n == 1 else f' ({n})'}{SESSION_SUFFIX}" for n in range(1, 1000))
    return next(path for path in candidates if not os.path.exists(path))  # noqa: PTH110 - Path.exists raises


def log_directory() -> Path:
    """Where the log files lie; it need not exist."""
    return user_log_folder()
