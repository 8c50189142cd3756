"""What the jobs bar shows of a job: a frozen value, newly made at each change."""

from __future__ import annotations

from dataclasses import dataclass

from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.translation import tr

ENDED_STATES = ("finished", "failed", "cancelled")


@dataclass(frozen=True)
class JobView:
    """State of one job.

    Attributes:
        job_id: unique in the process.
        title: what it does.
        state: ``queued``, ``running``, ``paused``, ``stopping``, ``finished``, ``failed`` or ``cancelled``.
        pausable: True for a batch of the model worker.
        interactive: True when it is small work somebody waits for.
        done, total: steps; ``total`` 0 when unknown.
        step: what is being done now.
        seconds_left: estimate from the steps done so far; None while there is none.
        problem: why it failed.
    """

    job_id: int
    title: str
    state: str = "queued"
    interactive: bool = False
    pausable: bool = False
    done: int = 0
    total: int = 0
    step: str = ""
    seconds_left: float | None = None
    problem: Problem | None = None

    @property
    def ended(self) -> bool:
        """True once it finished, failed or was cancelled."""
        return self.state in ENDED_STATES


def time_left_text(seconds: float | None) -> str:
    """A coarse, calm text: ``about 3 min left``; "" without an estimate."""
    if seconds is None:
        return ""
    if seconds < 1.5:
        return tr("almost done")
    if seconds < 60:
        return tr("{seconds} s left").format(seconds=round(seconds))
    if seconds < 3600:
        return tr("about {minutes} min left").format(minutes=round(seconds / 60))
    return tr("about {hours:.1f} h left").format(hours=seconds / 3600)
