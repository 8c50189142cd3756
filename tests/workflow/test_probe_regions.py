"""Removing regions of an explained image: what is asked, what is put on record, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mmel_desktop.core.explanation import Explanation, ExplanationRequest
from mmel_desktop.core.measured_probes import MeasuredProbes
from mmel_desktop.core.progress import CancelToken, ProgressReport
from mmel_desktop.errors import ImageInputError, ModelError, OperationCancelled
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.session_verification import verify_session
from mmel_desktop.workflow.explain_image import explain_image
from mmel_desktop.workflow.probe_regions import (
    CURVE_STEPS,
    probe_interactions,
    probe_regions,
    probe_removal,
    recorded_probes,
)
from tests.factories import ACTOR, write_image
from tests.ui.fake_explainer import FakeExplainer

REQUEST = ExplanationRequest(("a pedestrian", "a red car"))


class ExplainedCase:
    """A session with one explained image."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "case.mmel"
        self.store = CaseStore.create(self.path, actor=ACTOR)
        self.image_path = folder / "street.png"
        self.image_id = self.store.add_image(write_image(self.image_path)).image_id
        self.explainer = FakeExplainer("demo")
        run, self.explanation = explain_image(self.store, self.explainer, self.image_id, REQUEST)
        self.run_id = run.run_id

    @property
    def place(self) -> tuple[CaseStore, FakeExplainer, str, str, Explanation]:
        return self.store, self.explainer, self.image_id, self.run_id, self.explanation


@pytest.fixture
def case(tmp_path: Path) -> Iterator[ExplainedCase]:
    made = ExplainedCase(tmp_path)
    yield made
    made.store.close()


def test_regions_are_removed_together(case: ExplainedCase) -> None:
    """The model is asked about the union of the regions' patches."""
    first, second = case.explanation.regions.at_level(1)[:2]
    measured, recorded = probe_regions(*case.place, [second.region_id, first.region_id])
    assert case.explainer.probed == [first.patch_count + second.patch_count]
    assert measured.region_ids == (first.region_id, second.region_id)
    assert measured.necessity(0) == pytest.approx(0.001 * case.explainer.probed[0], abs=1e-6)
    assert recorded


def test_what_was_measured_is_read_from_the_record_again(case: ExplainedCase) -> None:
    """Probes belong to the explanation that was probed, survive reopening, and leave the record intact."""
    regions = case.explanation.regions.at_level(1)
    pair = regions[1].region_id, regions[0].region_id
    probed, _ = probe_regions(*case.place, [regions[0].region_id])
    (measured,), recorded = probe_interactions(*case.place, [pair])
    case.store.close()
    assert recorded
    with CaseStore.open(case.path, actor=ACTOR) as store:
        probes = recorded_probes(store, case.run_id)
        assert probes.of((regions[0].region_id,)) == probed
        assert probes.interaction(*pair) == measured
        assert recorded_probes(store, "another run") == MeasuredProbes()
    assert verify_session(case.path).intact


def test_a_model_with_other_weights_is_refused(case: ExplainedCase) -> None:
    """What another model's score does says nothing about this explanation."""
    case.explainer.identity = replace(case.explainer.identity, sha256="9" * 64)
    with pytest.raises(ModelError, match="cannot be probed"):
        probe_regions(*case.place, [0])
    assert case.explainer.probed == []


def test_an_image_that_changed_is_refused(case: ExplainedCase) -> None:
    """The regions were found in other pixels."""
    write_image(case.image_path, seed=5)
    with pytest.raises(ImageInputError, match="changed since it was imported"):
        probe_regions(*case.place, [0])


def test_who_may_only_read_gets_an_answer_that_is_not_recorded(case: ExplainedCase) -> None:
    """The answer says so, instead of an error or of silence."""
    before = len(case.store.audit_events())
    case.store.close()
    with CaseStore.open(case.path, actor=ACTOR, read_only=True) as store:
        _, recorded = probe_regions(store, *case.place[1:], [0])
        assert not recorded
        assert len(store.audit_events()) == before


def test_a_signed_off_session_takes_no_further_measurement(case: ExplainedCase) -> None:
    """What was signed is all that stands there; the model may still be asked."""
    case.store.sign_off("review")
    before = len(case.store.audit_events())
    _, recorded = probe_regions(*case.place, [0])
    assert not recorded
    assert len(case.store.audit_events()) == before


def test_cancelled_interactions_keep_what_was_measured(case: ExplainedCase) -> None:
    """Each step is on record before the next begins."""
    ids = [region.region_id for region in case.explanation.regions.at_level(1)]
    pairs = [(ids[0], other) for other in ids[1:12]]
    token = CancelToken()

    def cancel_after_the_first_step(report: object) -> None:
        if case.explainer.probed:
            token.cancel()

    with pytest.raises(OperationCancelled):
        probe_interactions(*case.place, pairs, progress=cancel_after_the_first_step, cancel=token)
    recorded = recorded_probes(case.store, case.run_id).interactions
    assert 0 < len(recorded) < len(pairs)


def test_interactions_name_each_pair_in_rising_order(case: ExplainedCase) -> None:
    """The strengths stand for the pair, in the order that was asked for."""
    ids = [region.region_id for region in case.explanation.regions.at_level(0)]
    results, _ = probe_interactions(*case.place, [(ids[2], ids[0]), (ids[1], ids[3])])
    assert [result.region_ids for result in results] == [(ids[0], ids[2]), (ids[1], ids[3])]
    sizes = [np.count_nonzero(case.explanation.regions.labels[0] <= 0) * 2] * 2
    assert [round(result.strengths[0] * 1000) for result in results] == sizes


def test_a_removal_curve_takes_the_patches_by_falling_evidence(case: ExplainedCase) -> None:
    """Eleven points from the whole image to none of it; the record has the curve after reopening."""
    measured, recorded = probe_removal(*case.place, 1)
    patches = case.explanation.signed[1].size
    assert recorded
    assert measured.prompt == "a red car"
    assert case.explainer.probed == [round(share * patches) for share in measured.shares]
    assert len(measured.shares) == CURVE_STEPS + 1
    # The fake model loses a thousandth per missing patch, whichever it is: both curves are straight lines.
    assert measured.deletion == pytest.approx([0.2 - 0.001 * patches * share for share in measured.shares])
    assert measured.insertion == pytest.approx(measured.deletion[::-1], abs=1e-3)
    case.store.close()
    with CaseStore.open(case.path, actor=ACTOR) as store:
        assert recorded_probes(store, case.run_id).curves == {"a red car": measured}


def test_half_a_removal_curve_is_not_kept(case: ExplainedCase) -> None:
    """Stopped between two steps nothing is recorded."""
    cancel = CancelToken()

    def stop_after_three(report: ProgressReport) -> None:
        if report.done == 3:
            cancel.cancel()

    with pytest.raises(OperationCancelled):
        probe_removal(*case.place, 0, progress=stop_after_three, cancel=cancel)
    assert len(case.explainer.probed) == 4
    assert recorded_probes(case.store, case.run_id) == MeasuredProbes()
