"""A job for the model worker: it runs in steps, may be stopped between them, and ends exactly once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

from mmel_desktop.core.progress import CancelToken, ProgressListener
from mmel_desktop.ui.background.model_keeper import ModelKeeper

JobSteps = Generator[None, None, Any]
"""Yields where another job may go first; the value it returns is the job's result."""

StepMaker = Callable[[ModelKeeper, ProgressListener, CancelToken], JobSteps]

_numbers = itertools.count(1)


def next_job_id() -> int:
    """A job number that was never used before in this process."""
    return next(_numbers)


@dataclass(frozen=True, eq=False)
class ModelJob:
    """One job that needs the model.

    Attributes:
        title: what it does, for the jobs bar, e.g. ``Explaining street.png``.
        make_steps: called once, in the worker's thread, when the job's turn has come.
        interactive: True when somebody waits for it: it goes before batches, and a newer one replaces it.
        batch: True when it explains many images and puts each on record as it goes.
        cancel: the wish to stop it.
        job_id: unique in the process.
    """

    title: str
    make_steps: StepMaker = field(repr=False)
    interactive: bool = False
    batch: bool = False
    cancel: CancelToken = field(default_factory=CancelToken, repr=False)
    job_id: int = field(default_factory=next_job_id)
