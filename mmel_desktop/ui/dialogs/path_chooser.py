"""Asking for files and folders; one object, so that a test can answer instead of a person."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from mmel_desktop.core.source_image import IMAGE_SUFFIXES

SESSION_FILTER = "MMEL sessions (*.mmel)"
REPORT_FILTER = "PDF reports (*.pdf)"
RECORD_FILTER = "Sessions and reports (*.mmel *.pdf)"


class PathChooser:
    """The desktop's file dialogs; each remembers the folder it was last used in.

    Args:
        settings: where folders are remembered.
    """

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def images(self, parent: QWidget) -> tuple[Path, ...]:
        """Image files to import; () when the dialog was dismissed."""
        patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in IMAGE_SUFFIXES)
        names, _ = QFileDialog.getOpenFileNames(
            parent, "Add images", self._folder("images"), f"Images ({patterns})"
        )
        return tuple(self._remember("images", Path(name)) for name in names)

    def image_folder(self, parent: QWidget) -> Path | None:
        """A folder of images."""
        name = QFileDialog.getExistingDirectory(parent, "Add a folder of images", self._folder("images"))
        return Path(name) if name else None

    def session_to_open(self, parent: QWidget) -> Path | None:
        """A session file that exists."""
        name, _ = QFileDialog.getOpenFileName(
            parent, "Open session", self._folder("sessions"), SESSION_FILTER
        )
        return self._remember("sessions", Path(name)) if name else None

    def session_to_create(self, parent: QWidget) -> Path | None:
        """Where a new session file goes."""
        start = str(Path(self._folder("sessions")) / "review.mmel")
        name, _ = QFileDialog.getSaveFileName(parent, "New session", start, SESSION_FILTER)
        return self._remember("sessions", _with_suffix(Path(name), ".mmel")) if name else None

    def report(self, parent: QWidget, suggestion: str) -> Path | None:
        """Where the report goes."""
        start = str(Path(self._folder("reports")) / suggestion)
        name, _ = QFileDialog.getSaveFileName(parent, "Export report", start, REPORT_FILTER)
        return self._remember("reports", _with_suffix(Path(name), ".pdf")) if name else None

    def record(self, parent: QWidget) -> Path | None:
        """A session or a report to verify."""
        name, _ = QFileDialog.getOpenFileName(parent, "Verify a file", self._folder("reports"), RECORD_FILTER)
        return Path(name) if name else None

    def _folder(self, kind: str) -> str:
        return str(self._settings.value(f"folders/{kind}", str(Path.home())))

    def _remember(self, kind: str, path: Path) -> Path:
        self._settings.setValue(f"folders/{kind}", str(path.parent))
        return path


def _with_suffix(path: Path, suffix: str) -> Path:
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)
