"""Asking for files and folders; one object, so that a test can answer instead of a person."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from mmel_desktop.core.source_image import IMAGE_SUFFIXES
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

SESSION_FILTER = QT_TRANSLATE_NOOP("", "MMEL sessions (*.mmel)")
REPORT_FILTER = QT_TRANSLATE_NOOP("", "PDF reports (*.pdf)")
RECORD_FILTER = QT_TRANSLATE_NOOP("", "Sessions, reports and bundles (*.mmel *.pdf *.mmelbundle)")
TAXONOMY_FILTER = QT_TRANSLATE_NOOP("", "Failure terms (*.toml *.json)")
TAXONOMY_EXAMPLE_FILTER = QT_TRANSLATE_NOOP("", "Failure terms (*.toml)")
ANNOTATION_FILTER = QT_TRANSLATE_NOOP("", "COCO and GeoJSON files (*.json *.geojson)")


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
            parent,
            tr("Add images"),
            self._folder("images"),
            tr("Images ({patterns})").format(patterns=patterns),
        )
        return tuple(self._remember("images", Path(name)) for name in names)

    def image_folder(self, parent: QWidget) -> Path | None:
        """A folder of images."""
        name = QFileDialog.getExistingDirectory(parent, tr("Add a folder of images"), self._folder("images"))
        return Path(name) if name else None

    def moved_images_folder(self, parent: QWidget) -> Path | None:
        """Where images that are missing may lie now."""
        name = QFileDialog.getExistingDirectory(
            parent, tr("Where do the images lie now?"), self._folder("images")
        )
        return Path(name) if name else None

    def session_to_open(self, parent: QWidget) -> Path | None:
        """A session file that exists."""
        name, _ = QFileDialog.getOpenFileName(
            parent, tr("Open session"), self._folder("sessions"), tr(SESSION_FILTER)
        )
        return self._remember("sessions", Path(name)) if name else None

    def session_to_create(self, parent: QWidget) -> Path | None:
        """Where a new session file goes."""
        start = str(Path(self._folder("sessions")) / "review.mmel")
        name, _ = QFileDialog.getSaveFileName(parent, tr("New session"), start, tr(SESSION_FILTER))
        return self._remember("sessions", _with_suffix(Path(name), ".mmel")) if name else None

    def report(self, parent: QWidget, suggestion: str) -> Path | None:
        """Where the report goes."""
        start = str(Path(self._folder("reports")) / suggestion)
        name, _ = QFileDialog.getSaveFileName(parent, tr("Export report"), start, tr(REPORT_FILTER))
        return self._remember("reports", _with_suffix(Path(name), ".pdf")) if name else None

    def record(self, parent: QWidget) -> Path | None:
        """A session or a report to verify."""
        name, _ = QFileDialog.getOpenFileName(
            parent, tr("Verify a file"), self._folder("reports"), tr(RECORD_FILTER)
        )
        return Path(name) if name else None

    def data_export(self, parent: QWidget, suggestion: str, suffix: str) -> Path | None:
        """Where an export goes; without a suffix it is a folder of that name."""
        start = str(Path(self._folder("exports")) / suggestion)
        pattern = f"*{suffix}" if suffix else "*"
        name, _ = QFileDialog.getSaveFileName(
            parent, tr("Export data"), start, tr("Exports ({pattern})").format(pattern=pattern)
        )
        return self._remember("exports", _with_suffix(Path(name), suffix)) if name else None

    def annotations(self, parent: QWidget) -> Path | None:
        """A file of annotations to import."""
        name, _ = QFileDialog.getOpenFileName(
            parent, tr("Import annotations"), self._folder("exports"), tr(ANNOTATION_FILTER)
        )
        return self._remember("exports", Path(name)) if name else None

    def taxonomy_to_read(self, parent: QWidget) -> Path | None:
        """A team's file of failure terms."""
        name, _ = QFileDialog.getOpenFileName(
            parent, tr("Load failure terms"), self._folder("taxonomies"), tr(TAXONOMY_FILTER)
        )
        return self._remember("taxonomies", Path(name)) if name else None

    def taxonomy_example(self, parent: QWidget, suggestion: str) -> Path | None:
        """Where an example of such a file goes."""
        start = str(Path(self._folder("taxonomies")) / suggestion)
        name, _ = QFileDialog.getSaveFileName(
            parent, tr("Save an example file"), start, tr(TAXONOMY_EXAMPLE_FILTER)
        )
        return self._remember("taxonomies", _with_suffix(Path(name), ".toml")) if name else None

    def bundle_to_save(self, parent: QWidget, suggestion: str, suffix: str) -> Path | None:
        """Where a bundle goes."""
        start = str(Path(self._folder("bundles")) / suggestion)
        pattern = tr("Bundles ({pattern})").format(pattern=f"*{suffix}")
        name, _ = QFileDialog.getSaveFileName(parent, tr("Save as bundle"), start, pattern)
        return self._remember("bundles", _with_suffix(Path(name), suffix)) if name else None

    def bundle_to_open(self, parent: QWidget, suffix: str) -> Path | None:
        """A bundle that exists."""
        pattern = tr("Bundles ({pattern})").format(pattern=f"*{suffix}")
        name, _ = QFileDialog.getOpenFileName(parent, tr("Open bundle"), self._folder("bundles"), pattern)
        return self._remember("bundles", Path(name)) if name else None

    def bundle_folder(self, parent: QWidget, stem: str) -> Path | None:
        """A folder that does not exist yet, inside one that does, for what a bundle holds."""
        name = QFileDialog.getExistingDirectory(
            parent, tr("Where shall the bundle be unpacked?"), self._folder("sessions")
        )
        if not name:
            return None
        candidates = (Path(name) / f"{stem}{'' if n == 1 else f' ({n})'}" for n in range(1, 1000))
        return next(path for path in candidates if not path.exists())

    def _folder(self, kind: str) -> str:
        return str(self._settings.value(f"folders/{kind}", str(Path.home())))

    def _remember(self, kind: str, path: Path) -> Path:
        self._settings.setValue(f"folders/{kind}", str(path.parent))
        return path


def _with_suffix(path: Path, suffix: str) -> Path:
    return path if not suffix or path.suffix.lower() == suffix else path.with_name(path.name + suffix)
