"""Measures the workbench as it is used, in a window of its own, beside the limits it must keep."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QGraphicsView

from mmel_desktop.core.progress import ProgressListener, ProgressReport
from mmel_desktop.ui.background.image_loading import ImageLoader
from mmel_desktop.ui.case_index import CaseIndex
from mmel_desktop.ui.measuring.drawn_case import listed_images, load_drawn, write_pictures
from mmel_desktop.ui.measuring.figure import Figure
from mmel_desktop.ui.measuring.heartbeat import Heartbeat
from mmel_desktop.ui.measuring.long_batch import measure_soak
from mmel_desktop.ui.measuring.opened_workbench import WAIT_MS, OpenWorkbench, opened, wait_idle
from mmel_desktop.ui.panels.gallery_panel import GalleryPanel
from mmel_desktop.ui.review_state import ReviewState

STARTS = 5
REPETITIONS = 40
LARGE_WH = (1920, 1440)
SESSION_IMAGES = 10_000

_START_PROGRAM = """
import json, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from mmel_desktop import app

def look():
    window = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "workbench")
    window.repaint()
    seen = time.time()
    print(json.dumps({"seen": seen, "torch": "torch" in sys.modules, "visible": window.isVisible()}))
    window.close()

QTimer.singleShot(0, look)
sys.exit(app.main([]))
"""


def measure_workbench(
    open_workbench: OpenWorkbench, *, soak_images: int, progress: ProgressListener
) -> tuple[Figure, ...]:
    """All figures.

    Args:
        open_workbench: ``mmel_desktop.app.Workbench``.
        soak_images: length of the batch over which memory is watched; at least twice ``SOAK_WARM_UP``.
        progress: told what is being measured.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    steps = ("start", "drawing", "a real job", "10,000 images", "soak")

    def tell(step: int) -> None:
        progress(ProgressReport(step, len(steps), steps[step]))

    with TemporaryDirectory(prefix="mmel-desktop-measuring-") as name:
        folder = Path(name)
        tell(0)
        figures = [measure_start(folder)]
        tell(1)
        figures += measure_drawing(open_workbench, folder)
        tell(2)
        figures += measure_heartbeat(open_workbench, folder)
        tell(3)
        figures.append(measure_scrolling(folder))
        tell(4)
        figures.append(measure_soak(open_workbench, folder, soak_images))
    return tuple(figures)


def measure_start(folder: Path) -> Figure:
    """From the start of the process to the first painted window."""
    places = {name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    seconds = []
    # The first start fills the file cache and is not counted.
    for number in range(STARTS + 1):
        began = time.time()
        finished = subprocess.run(
            [sys.executable, "-c", _START_PROGRAM],
            env={**os.environ, **places},
            capture_output=True,
            text=True,
            check=True,
        )
        told = json.loads(finished.stdout.strip().splitlines()[-1])
        assert told["visible"], "the window was not shown"
        assert not told["torch"], "torch was loaded before the window was visible"
        if number:
            seconds.append(told["seen"] - began)
    note = f"process start to painted window, torch not loaded; median of {STARTS}"
    return Figure("window visible", statistics.median(seconds), 1.5, "s", True, note)


def measure_drawing(open_workbench: OpenWorkbench, folder: Path) -> list[Figure]:
    """Switching images, moving a slider, panning: with explanations that are stored, on large images."""
    with opened(open_workbench, folder / "drawing", images=3, size_wh=LARGE_WH, load=load_drawn) as workbench:
        workbench.batches.explain_all()
        wait_idle(workbench)
        ids = [entry.image.image_id for entry in workbench.session.index.entries]
        for image_id in ids:  # each decoded once, as in a review that goes back and forth
            workbench.review.show_image(image_id)
            wait_idle(workbench)
        return [
            *_image_switch(workbench, ids),
            _slider(workbench),
            *_panning(workbench),
        ]


def _image_switch(workbench: Any, ids: list[str]) -> list[Figure]:
    """To the picture with its heat, scores and docks; and until lines and graph are painted as well."""
    window, lines = workbench.window, workbench.window.canvas.layers.lines
    first_ms, whole_ms = [], []
    for number in range(REPETITIONS):
        began = time.perf_counter()
        workbench.review.show_image(ids[number % len(ids)])
        window.repaint()
        window.canvas.viewport().repaint()
        first_ms.append((time.perf_counter() - began) * 1000)
        while lines.boundingRect().isEmpty() or not window.graph.view.node_count():
            QApplication.processEvents()
        window.repaint()
        whole_ms.append((time.perf_counter() - began) * 1000)
        stored = workbench.state.explanation
        assert stored is not None
        wait_idle(workbench)
        assert workbench.state.explanation is stored, "the stored explanation was made anew"
    size = f"{LARGE_WH[0]} × {LARGE_WH[1]} pixels"
    note = f"stored explanation, {size}, picture, heat and scores painted; median of {REPETITIONS}"
    whole_note = "the same until outlines, relations and graph are painted too"
    return [
        Figure("image switch", statistics.median(first_ms), 50.0, "ms", True, note),
        Figure("… with all its lines", statistics.median(whole_ms), None, "ms", True, whole_note),
    ]


def _slider(workbench: Any) -> Figure:
    viewport = workbench.window.canvas.viewport()
    times_ms = []
    for number in range(REPETITIONS):
        began = time.perf_counter()
        workbench.state.change_display(opacity=0.2 + 0.6 * number / REPETITIONS)
        viewport.repaint()
        times_ms.append((time.perf_counter() - began) * 1000)
    note = f"opacity to the painted canvas, {LARGE_WH[0]} × {LARGE_WH[1]} pixels; median of {REPETITIONS}"
    return Figure("slider to pixels", statistics.median(times_ms), 16.0, "ms", True, note)


def _panning(workbench: Any) -> list[Figure]:
    """300 regions and about 900 relations, on the canvas and in the graph panel."""
    workbench.state.select_level(2)
    workbench.state.change_display(show_regions=True, show_relations=True, relations_per_region=8)
    window = workbench.window
    window.docks["graph"].raise_()
    QApplication.processEvents()
    window.graph.layouter.wait()
    QApplication.processEvents()
    figures = []
    for name, view in (("canvas", window.canvas), ("graph panel", window.graph.view)):
        view.zoom_in()
        QApplication.processEvents()
        rate = _drag_rate(view)
        note = f"300 regions, about 900 relations, every frame painted; {REPETITIONS} frames"
        figures.append(Figure(f"panning the {name}", rate, 30.0, "frames/s", False, note))
    return figures


def _drag_rate(view: QGraphicsView) -> float:
    """Frames a second while the middle button drags the picture to and fro, every frame painted."""
    viewport = view.viewport()
    centre = QPointF(viewport.rect().center())
    middle, none = Qt.MouseButton.MiddleButton, Qt.MouseButton.NoButton

    def send(kind: QEvent.Type, position: QPointF, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        everywhere = QPointF(viewport.mapToGlobal(position.toPoint()))
        modifiers = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(viewport, QMouseEvent(kind, position, everywhere, button, held, modifiers))

    send(QEvent.Type.MouseButtonPress, centre, middle, middle)
    began = time.perf_counter()
    for number in range(REPETITIONS):
        offset = 6.0 * (number % 10)
        send(QEvent.Type.MouseMove, centre + QPointF(offset, offset / 2), none, middle)
        viewport.repaint()
    rate = REPETITIONS / (time.perf_counter() - began)
    send(QEvent.Type.MouseButtonRelease, centre, middle, none)
    return rate


def measure_heartbeat(open_workbench: OpenWorkbench, folder: Path) -> list[Figure]:
    """How long the main thread did not answer, and worked, while the demo model explains images."""
    with opened(open_workbench, folder / "job", images=3, size_wh=(640, 480), load=None) as workbench:
        workbench.batches.explain_all()
        # Loading torch is part of the job: analysts scroll and click meanwhile.
        heartbeat = Heartbeat()
        heartbeat.start()
        wait_idle(workbench)
        heartbeat.stop()
    note = (
        "longest gap of a 10 ms timer while the demo model is loaded and explains 3 images, "
        f"without what other programs held up; {heartbeat.longest_gap_ms:.0f} ms with it"
    )
    work_note = "most processor time of the main thread between two answers, during the same job"
    return [
        Figure("main thread blocked", heartbeat.longest_own_gap_ms, 100.0, "ms", True, note),
        Figure("main thread at work", heartbeat.longest_work_ms, 100.0, "ms", True, work_note),
    ]


def measure_scrolling(folder: Path) -> Figure:
    """Scrolling through the gallery of a large session, thumbnails being made meanwhile."""
    pictures = folder / "scrolling"
    pictures.mkdir()
    paths = write_pictures(pictures, 20, 640, 480)
    index, images = CaseIndex(), ImageLoader()
    gallery = GalleryPanel(ReviewState(), index, images)
    gallery.resize(300, 900)
    gallery.show()
    index.fill(listed_images(paths, SESSION_IMAGES), {}, {}, ())
    QApplication.processEvents()
    bar = gallery.view.verticalScrollBar()
    times_ms = []
    for number in range(200):
        began = time.perf_counter()
        bar.setValue(bar.maximum() * number // 200)
        gallery.view.viewport().repaint()
        QApplication.processEvents()
        times_ms.append((time.perf_counter() - began) * 1000)
    gallery.hide()
    images.shut_down(WAIT_MS)
    gallery.deleteLater()
    worst = statistics.quantiles(times_ms, n=20)[-1]
    note = f"{SESSION_IMAGES} images, 200 steps from end to end, 95th percentile of a frame with its events"
    return Figure("gallery scroll", worst, 33.0, "ms", True, note)
