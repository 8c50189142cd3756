"""The model jobs that remove regions of the explained image or keep them alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.measured_probes import Measured
from mmel_desktop.core.progress import CancelToken, ProgressListener
from mmel_desktop.ui.background.model_job import JobSteps, ModelJob
from mmel_desktop.ui.background.model_keeper import ModelKeeper
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore
    from mmel_desktop.workflow.probe_regions import ProbingExplainer

    Measure = Callable[[ProbingExplainer, ProgressListener, CancelToken], tuple[tuple[Measured, ...], bool]]
    """Asks the model; gives what was measured, and whether it is on record."""


@dataclass(frozen=True)
class ProbedExplanation:
    """Which explanation of which image is probed.

    Attributes:
        image_id, run_id: where the answer is recorded.
        name: of the image, for the jobs bar.
        explanation: whose regions, prompts and model are meant.
    """

    image_id: str
    run_id: str
    name: str
    explanation: Explanation


@dataclass(frozen=True)
class ProbeAnswer:
    """Result of a probe job.

    Attributes:
        run_id: the explanation that was probed.
        measured: the answers, in the order they were asked for.
        recorded: whether they are in the session's record.
    """

    run_id: str
    measured: tuple[Measured, ...]
    recorded: bool


def probe_regions_job(store: CaseStore, probed: ProbedExplanation, region_ids: Sequence[int]) -> ModelJob:
    """Remove regions together and keep them alone together; its result is a :class:`ProbeAnswer`."""

    def measure(explainer: ProbingExplainer, *_: object) -> tuple[tuple[Measured, ...], bool]:
        from mmel_desktop.workflow.probe_regions import probe_regions

        measured, recorded = probe_regions(
            store, explainer, probed.image_id, probed.run_id, probed.explanation, region_ids
        )
        return (measured,), recorded

    return _probe_job(tr("Removing regions of {name}").format(name=probed.name), probed, measure)


def probe_interactions_job(
    store: CaseStore, probed: ProbedExplanation, pairs: Sequence[tuple[int, int]]
) -> ModelJob:
    """Measure how much the regions of each pair need one another; its result is a :class:`ProbeAnswer`."""

    def measure(
        explainer: ProbingExplainer, progress: ProgressListener, cancel: CancelToken
    ) -> tuple[tuple[Measured, ...], bool]:
        from mmel_desktop.workflow.probe_regions import probe_interactions

        place = (probed.image_id, probed.run_id, probed.explanation)
        return probe_interactions(store, explainer, *place, pairs, progress=progress, cancel=cancel)

    return _probe_job(tr("Measuring interactions on {name}").format(name=probed.name), probed, measure)


def probe_removal_job(store: CaseStore, probed: ProbedExplanation, prompt_index: int) -> ModelJob:
    """Measure deletion and insertion of one prompt's map; its result is a :class:`ProbeAnswer`."""

    def measure(
        explainer: ProbingExplainer, progress: ProgressListener, cancel: CancelToken
    ) -> tuple[tuple[Measured, ...], bool]:
        from mmel_desktop.workflow.probe_regions import probe_removal

        place = (probed.image_id, probed.run_id, probed.explanation)
        measured, recorded = probe_removal(
            store, explainer, *place, prompt_index, progress=progress, cancel=cancel
        )
        return (measured,), recorded

    title = tr("Measuring the removal curve of {name}").format(name=probed.name)
    return _probe_job(title, probed, measure)


def _probe_job(title: str, probed: ProbedExplanation, measure: Measure) -> ModelJob:
    """A job that asks the model of the explanation; somebody waits for it."""

    def steps(models: ModelKeeper, progress: ProgressListener, cancel: CancelToken) -> JobSteps:
        explainer = models.explainer(probed.explanation.provenance.model.spec, progress)
        cancel.raise_if_cancelled()
        measured, recorded = measure(explainer, progress, cancel)
        yield from ()  # one step: nothing goes before the one who waits
        return ProbeAnswer(probed.run_id, measured, recorded)

    return ModelJob(title, steps, interactive=True)
