"""Which explanations were already on the screen: a verdict after that is not blind, in whatever sitting."""

from __future__ import annotations

from PySide6.QtCore import QSettings

_KEPT_LETTERS = 8
"""Of an image id; enough to tell the images of a session apart, and short for ten thousand of them."""


class SeenExplanations:
    """Remembers, per session and reviewer, the images whose explanation was shown before a verdict.

    Args:
        settings: where it is kept.
    """

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings
        self._key = ""
        self._seen: set[str] = set()

    def open(self, session_id: str, reviewer: str) -> None:
        """Another session or another reviewer."""
        self._key = f"seen_explanations/{session_id}-{reviewer.replace('/', '-')}"
        self._seen = set(str(self._settings.value(self._key, "")).split())

    def add(self, image_id: str) -> None:
        """The explanation of an image is on the screen."""
        if image_id[:_KEPT_LETTERS] not in self._seen:
            self._seen.add(image_id[:_KEPT_LETTERS])
            self._settings.setValue(self._key, " ".join(sorted(self._seen)))

    def __contains__(self, image_id: str) -> bool:
        return image_id[:_KEPT_LETTERS] in self._seen
