"""What a long batch costs the window: resident memory and open handles from its begin to its end."""

from __future__ import annotations

import os
import statistics
from pathlib import Path

from mmel_desktop.ui.measuring.drawn_case import load_drawn
from mmel_desktop.ui.measuring.figure import Figure
from mmel_desktop.ui.measuring.opened_workbench import OpenWorkbench, opened, wait_idle

SOAK_WARM_UP = 100
SOAK_MARKS = (500, 1_000)
"""Lengths of a long batch whose memory is told beside its begin and its end."""


def measure_soak(open_workbench: OpenWorkbench, folder: Path, count: int) -> Figure:
    """Growth of resident memory over a long batch, after its first images."""
    count = max(count, 2 * SOAK_WARM_UP)
    with opened(
        open_workbench, folder / "soak", images=count, size_wh=(160, 120), load=load_drawn
    ) as workbench:
        sizes = [resident_bytes()]
        handles = [open_handles()]

        def look(_run: object) -> None:
            sizes.append(resident_bytes())
            handles.append(open_handles())

        workbench.review.run_finished.connect(look)
        workbench.batches.explain_all()
        wait_idle(workbench)
        explained = sum(entry.run is not None for entry in workbench.session.index.entries)
        assert explained == count, f"the batch ended after {explained} of {count} images"
        assert workbench.window.isVisible(), "the window did not live through the batch"
    before, after = statistics.median(sizes[SOAK_WARM_UP - 20 : SOAK_WARM_UP]), statistics.median(sizes[-20:])
    growth = (after - before) / before * 100
    marks = [at for at in (0, *SOAK_MARKS) if at < len(sizes) - 1]
    course = ", ".join(
        f"{sizes[at] / 1e6:.0f} MB and {handles[at]} handles after {at}" for at in (*marks, len(sizes) - 1)
    )
    note = f"resident memory from image {SOAK_WARM_UP} to image {count} of a batch without a model: {course}"
    return Figure("memory growth", growth, 5.0, "%", True, note)


def resident_bytes() -> int:
    """Resident memory of this process, from ``/proc`` (Linux); the peak of it elsewhere."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def open_handles() -> int:
    """Open files and sockets of this process (Linux); 0 elsewhere."""
    descriptors = Path("/proc/self/fd")
    return len(tuple(descriptors.iterdir())) if descriptors.exists() else 0
