"""Asks where a relationship graph shall be written, and as what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from mmel_desktop.ui.panels.graph_export import FORMATS
from mmel_desktop.ui.translation import tr

ChooseFile = Callable[[QWidget, str], Path | None]
"""Asks where a file shall be written; gets the parent and a suggested name, answers None when called off."""

FOLDER_KEY = "folders/exports"
"""The setting that the other exports remember their folder in, too."""


def ask_for_graph_file(parent: QWidget, suggestion: str, settings: QSettings | None = None) -> Path | None:
    """The desktop's dialog; a name without suffix gets that of the chosen format.

    With ``settings`` it begins in the folder where exports went before, and remembers the new one.
    """
    folder = Path(str(settings.value(FOLDER_KEY, str(Path.home())))) if settings is not None else Path.home()
    filters = ";;".join(
        (tr("Scalable picture (*.svg)"), tr("Picture (*.png)"), tr("Graph for other programs (*.graphml)"))
    )
    start = str(folder / suggestion)
    name, chosen = QFileDialog.getSaveFileName(parent, tr("Export the graph"), start, filters)
    if not name:
        return None
    path = Path(name)
    if settings is not None:
        settings.setValue(FOLDER_KEY, str(path.parent))
    if path.suffix:
        return path
    # Somebody who types a bare name has chosen the format in the list below it.
    return path.with_suffix(next(f".{kind}" for kind in FORMATS if f"*.{kind}" in chosen))
