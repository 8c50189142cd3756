"""The user's own keyboard shortcuts, where they differ from the command table's."""

from __future__ import annotations

from PySide6.QtCore import QSettings


class ShortcutSettings:
    """Own keys by command name.

    Args:
        settings: where they are kept.
    """

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def own(self, name: str) -> str | None:
        """Portable text of the user's keys for a command; "" for none at all; None: as the table says."""
        key = f"shortcuts/{name}"
        return str(self._settings.value(key, "")) if self._settings.contains(key) else None

    def change(self, name: str, keys: str) -> None:
        """Use other keys; several separated by a semicolon."""
        self._settings.setValue(f"shortcuts/{name}", keys)

    def reset(self, name: str) -> None:
        """Go back to the table's keys."""
        self._settings.remove(f"shortcuts/{name}")
