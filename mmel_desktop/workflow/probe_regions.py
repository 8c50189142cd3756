"""Ask the model what its score does when regions of an explained image are removed or kept alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from mmel_desktop.core.audit_event import FieldChange
from mmel_desktop.core.explanation import Explanation
from mmel_desktop.core.identity import ModelIdentity
from mmel_desktop.core.measured_probes import (
    Measured,
    MeasuredCurves,
    MeasuredInteraction,
    MeasuredProbes,
    MeasuredRegions,
    probe_from_json,
    probe_to_json,
)
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.core.recorded_image import read_unchanged
from mmel_desktop.core.removal_order import removal_order, removal_steps
from mmel_desktop.core.source_image import SourceImage
from mmel_desktop.errors import ModelError, SessionError

if TYPE_CHECKING:  # the engine brings torch, which must not load before the worker needs it
    from mmel_desktop.store.case_store import CaseStore

PROBE_ACTION = "run.probed"
PAIRS_PER_STEP = 8
CURVE_STEPS = 10


class ProbeScores(Protocol):
    """What ``Explainer.probe`` answers; arrays are float32, one value per prompt."""

    @property
    def score(self) -> np.ndarray:
        """Everything in place."""

    @property
    def score_without(self) -> np.ndarray:
        """The patches removed."""

    @property
    def score_alone(self) -> np.ndarray:
        """Nothing but the patches."""


class ProbingExplainer(Protocol):
    """What the use cases need of :class:`mmel_desktop.engine.Explainer`."""

    @property
    def identity(self) -> ModelIdentity:
        """What the record says about the model."""

    def set_image(self, image: SourceImage) -> None:
        """Choose the image."""

    def probe(self, prompts: Sequence[str], patches: np.ndarray, view: str = "model") -> ProbeScores:
        """Remove patches, bool (rows, columns), and keep them alone."""

    def probe_interactions(
        self,
        prompts: Sequence[str],
        pairs: Sequence[tuple[np.ndarray, np.ndarray]],
        view: str = "model",
    ) -> np.ndarray:
        """Interaction of pairs of patch sets: float32 (pairs, prompts)."""


def probe_regions(
    store: CaseStore,
    explainer: ProbingExplainer,
    image_id: str,
    run_id: str,
    explanation: Explanation,
    region_ids: Iterable[int],
) -> tuple[MeasuredRegions, bool]:
    """Remove regions together, keep them alone together, and put the answer on record.

    Args:
        store: the session.
        explainer: holds the model that made the explanation.
        image_id: the explained image.
        run_id: the explanation's run.
        explanation: whose regions and prompts are meant.
        region_ids: at least one region.

    Returns:
        The scores, and whether they are on record (they are not when the session cannot be written).

    Raises:
        ModelError: the model is another one than the explanation's.
        ImageInputError: the file vanished or changed since import.
        KeyError: no such region.
    """
    ids = tuple(sorted(region_ids))
    _prepare(store, explainer, image_id, explanation)
    patches = np.any([explanation.regions.patches_of(region_id) for region_id in ids], axis=0)
    request = explanation.request
    answer = explainer.probe(request.prompts, patches, request.view)
    measured = MeasuredRegions(
        ids, _floats(answer.score), _floats(answer.score_without), _floats(answer.score_alone)
    )
    return measured, _record(store, run_id, measured)


def probe_interactions(
    store: CaseStore,
    explainer: ProbingExplainer,
    image_id: str,
    run_id: str,
    explanation: Explanation,
    pairs: Sequence[tuple[int, int]],
    *,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> tuple[tuple[MeasuredInteraction, ...], bool]:
    """Measure how much the regions of each pair need one another, and put it on record.

    Arguments, the second value returned and the errors are those of :func:`probe_regions`; pairs must be
    regions that do not overlap, such as two of one level.

    Raises:
        OperationCancelled: stopped between two steps; what was measured until then is on record.
    """
    cancel = cancel or CancelToken()
    _prepare(store, explainer, image_id, explanation)
    request = explanation.request
    results: list[MeasuredInteraction] = []
    recorded = True
    for start in range(0, len(pairs), PAIRS_PER_STEP):
        progress(ProgressReport(start, len(pairs), f"{start} of {len(pairs)} relations"))
        cancel.raise_if_cancelled()
        step = [(min(pair), max(pair)) for pair in pairs[start : start + PAIRS_PER_STEP]]
        masks = [
            (explanation.regions.patches_of(first), explanation.regions.patches_of(second))
            for first, second in step
        ]
        strengths = explainer.probe_interactions(request.prompts, masks, request.view)
        for pair, row in zip(step, strengths, strict=True):
            results.append(MeasuredInteraction(pair, _floats(row)))
            recorded = _record(store, run_id, results[-1]) and recorded
    progress(ProgressReport(len(pairs), len(pairs), "done"))
    return tuple(results), recorded


def probe_removal(
    store: CaseStore,
    explainer: ProbingExplainer,
    image_id: str,
    run_id: str,
    explanation: Explanation,
    prompt_index: int,
    *,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> tuple[MeasuredCurves, bool]:
    """Deletion and insertion of one prompt's map: patches leave, or enter, by falling evidence.

    Arguments, the second value returned and the errors are those of :func:`probe_regions`.

    Raises:
        OperationCancelled: stopped between two steps; half a curve says nothing and is not kept.
    """
    cancel = cancel or CancelToken()
    _prepare(store, explainer, image_id, explanation)
    request = explanation.request
    signed = explanation.signed[prompt_index]
    order = removal_order(signed)
    counts = removal_steps(len(order), CURVE_STEPS)
    deletion: list[float] = []
    insertion: list[float] = []
    for done, count in enumerate(counts):
        cancel.raise_if_cancelled()
        progress(ProgressReport(done, len(counts), f"{count} of {len(order)} patches"))
        strongest = np.zeros(len(order), dtype=bool)
        strongest[order[:count]] = True
        answer = explainer.probe(request.prompts, strongest.reshape(signed.shape), request.view)
        deletion.append(float(answer.score_without[prompt_index]))
        insertion.append(float(answer.score_alone[prompt_index]))
    shares = tuple(float(count) / len(order) for count in counts)
    text = explanation.prompts[prompt_index].text
    measured = MeasuredCurves(text, shares, tuple(deletion), tuple(insertion))
    progress(ProgressReport(len(counts), len(counts), "done"))
    return measured, _record(store, run_id, measured)


def recorded_probes(store: CaseStore, run_id: str) -> MeasuredProbes:
    """What the record holds of an explanation's probes.

    Raises:
        SessionError: an entry cannot be read.
    """
    probes = MeasuredProbes()
    for event in store.acts_on("run", run_id, PROBE_ACTION):
        for change in event.changes:
            try:
                measured = probe_from_json(change.new)
            except (KeyError, ValueError, TypeError) as error:
                raise SessionError(
                    f"entry {event.sequence} of the audit trail is not a probe",
                    found=repr(error),
                    action="verify the session; restore a backup",
                ) from error
            probes = probes.with_measured(measured)
    return probes


def _prepare(store: CaseStore, explainer: ProbingExplainer, image_id: str, explanation: Explanation) -> None:
    """Choose the image; a probe with another model would say nothing about the explanation."""
    made_by, held = explanation.provenance.model, explainer.identity
    if made_by.sha256 != held.sha256:
        raise ModelError(
            f"this explanation cannot be probed with model {held.spec!r}",
            found=f"weights {held.sha256[:16]}…",
            expected=f"those of the explanation, {made_by.sha256[:16]}…",
            action="explain the image again, then probe it",
        )
    explainer.set_image(read_unchanged(store.image(image_id)))


def _record(store: CaseStore, run_id: str, measured: Measured) -> bool:
    if store.session().signed_off:
        return False  # nobody signed it: evidence added later would stand under somebody's name
    try:
        store.record_act(PROBE_ACTION, "run", run_id, (FieldChange("probe", None, probe_to_json(measured)),))
    except SessionError:
        # Somebody who may only read may still ask the model; the answer is then shown as not recorded.
        if not store.session().read_only:
            raise
        return False
    return True


def _floats(values: np.ndarray) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
