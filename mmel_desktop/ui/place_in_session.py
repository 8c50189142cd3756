"""Where the analyst was in a session: the next sitting begins there."""

from __future__ import annotations

from PySide6.QtCore import QSettings


class PlaceInSession:
    """Remembers the image shown last, per session.

    It is no part of the record: where somebody looked is nobody's evidence.

    Args:
        settings: where it is kept.
    """

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings
        self._key = ""

    def open(self, session_id: str) -> str:
        """Another session; gives the id of the image shown last in it, "" when there is none."""
        self._key = f"shown_image/{session_id}"
        return str(self._settings.value(self._key, "") or "")

    def keep(self, image_id: str) -> None:
        """An image of the open session is shown."""
        self._settings.setValue(self._key, image_id)
