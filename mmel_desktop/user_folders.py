"""The user's own folders, where the program keeps what belongs to no session."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import platformdirs

NO_HOME = Path(os.devnull) / "no home folder"
"""Where nothing is and nothing can be made: what an account without a home has, as services do. A folder that
all may write would be no substitute, for what others put there would be taken for the user's own."""


def user_data_folder() -> Path:
    """Where anchors, imported models, calibrations and the demo session lie; it need not exist yet."""
    return _folder(platformdirs.user_data_dir)


def user_log_folder() -> Path:
    """Where log files lie; it need not exist yet."""
    return _folder(platformdirs.user_log_dir)


def _folder(ask: Callable[..., str]) -> Path:
    try:
        return Path(ask("mmel-desktop", appauthor=False))
    except RuntimeError:  # neither the environment nor the list of accounts names a home
        return NO_HOME
