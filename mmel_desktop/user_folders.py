"""The user's own folder, where the program keeps what belongs to no session."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def user_data_folder() -> Path:
    """Where anchors, imported models, calibrations and the demo session lie; it need not exist yet."""
    return Path(platformdirs.user_data_dir("mmel-desktop", appauthor=False))
