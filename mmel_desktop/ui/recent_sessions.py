"""Which sessions were open lately, and which one last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

KEPT_SESSIONS = 8


class RecentSessions:
    """The list, kept in the user's settings.

    Args:
        settings: where it is kept.
    """

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def paths(self) -> tuple[Path, ...]:
        """Sessions that still exist, last opened first."""
        stored = self._settings.value("session/recent", [])
        # An ini file gives a list of one back as a plain string.
        names = stored if isinstance(stored, list) else [stored] if stored else []
        return tuple(path for path in (Path(str(name)) for name in names) if path.is_file())

    @property
    def last(self) -> Path | None:
        """The session to reopen, None when the last one was closed on purpose or is gone."""
        stored = str(self._settings.value("session/last", "") or "")
        return Path(stored) if stored and Path(stored).is_file() else None

    def opened(self, path: Path) -> None:
        """Remember a session that was opened."""
        others = [str(known) for known in self.paths if known != path]
        self._settings.setValue("session/recent", [str(path), *others][:KEPT_SESSIONS])
        self._settings.setValue("session/last", str(path))

    def closed(self) -> None:
        """The analyst closed the session: the next start shows the empty state."""
        self._settings.setValue("session/last", "")
