"""What a fresh interpreter has loaded after importing one room."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def heavy_modules_after_importing(module: str) -> set[str]:
    """Import ``module`` in a new interpreter and return which of PySide6 and torch it has loaded."""
    program = (
        f"import sys, {module}\n"
        # An empty folder would import as well, as a namespace without a file, and prove nothing.
        f"assert sys.modules['{module}'].__file__, 'only an empty folder'\n"
        "print(' '.join(name for name in ('PySide6', 'torch') if name in sys.modules))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert finished.returncode == 0, f"importing {module} failed:\n{finished.stderr}"
    return set(finished.stdout.split())


@pytest.mark.parametrize(
    "room", ["core", "engine", "store", "report", "workflow", "scenes", "benchmark", "cli"]
)
def test_a_room_below_the_window_loads_without_qt(room: str) -> None:
    """Headless machines lack Qt's system libraries; nothing below the window may need them."""
    assert "PySide6" not in heavy_modules_after_importing(f"mmel_desktop.{room}")


@pytest.mark.parametrize("module", ["cli", "app", "ui.main_window"])
def test_the_way_to_the_window_loads_without_torch(module: str) -> None:
    """The window is visible before torch is loaded; only the worker imports it."""
    assert "torch" not in heavy_modules_after_importing(f"mmel_desktop.{module}")


def test_the_probe_itself_sees_qt_when_it_is_loaded() -> None:
    """Guards the tests above against a probe that sees nothing."""
    assert heavy_modules_after_importing("PySide6.QtCore") == {"PySide6"}
