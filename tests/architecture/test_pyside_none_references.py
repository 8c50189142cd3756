"""PySide6 6.12.0 lost a reference to None on each void call and each paint override, until Python aborted."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

CALLS = 2000
# Other code takes and returns a few references to None meanwhile; a leak is one or more per call.
TOLERATED = CALLS // 20

PROBE = f"""
import sys
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

class Painted(QWidget):
    count = 0
    def paintEvent(self, event):
        Painted.count += 1

application = QApplication([])
widget, target, plain = Painted(), QImage(8, 8, QImage.Format.Format_ARGB32), QObject()
widget.resize(8, 8)

def void_calls():
    for _ in range({CALLS}):
        plain.setObjectName("a")

def paint_overrides():
    for _ in range({CALLS}):
        widget.render(target)

for exercise in (void_calls, paint_overrides):
    exercise()  # whatever is built on the first use
    before = sys.getrefcount(None)
    exercise()
    print(exercise.__name__, sys.getrefcount(None) - before)
assert Painted.count >= {CALLS}, Painted.count
"""


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on: nothing to count"
)
def test_void_calls_and_paint_overrides_keep_the_references_to_none() -> None:
    """Neither kind of call changes how many references to None there are."""
    finished = subprocess.run(
        [sys.executable, "-c", PROBE],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert finished.returncode == 0, finished.stderr
    changes = {name: int(change) for name, change in (line.split() for line in finished.stdout.splitlines())}
    assert set(changes) == {"void_calls", "paint_overrides"}
    assert all(abs(change) <= TOLERATED for change in changes.values()), changes
