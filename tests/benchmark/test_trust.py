"""The trust benchmark: rates come from the shipped checks, and a check that cannot fail shows up."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from mmel_desktop.benchmark.trust import measure_trust
from mmel_desktop.benchmark.trust_figures import (
    ANSWERS_FOR,
    TrustResult,
    area_under_curve,
    chosen_limit,
    format_trust,
    trust_as_json,
)
from mmel_desktop.core.progress import CancelToken
from mmel_desktop.engine.trust_limits import LIMITS
from mmel_desktop.errors import OperationCancelled


@pytest.fixture(scope="module")
def result(tiny_spec: str) -> TrustResult:
    """Three scenes of the tiny model."""
    return measure_trust(tiny_spec, image_count=3, device="cpu")


def test_every_check_answers_for_its_faults(result: TrustResult) -> None:
    """Each has figures for every fault it is there to see."""
    assert set(result.checks) == set(LIMITS) == set(ANSWERS_FOR)
    for name, faults in ANSWERS_FOR.items():
        for fault in faults:
            assert result.checks[name].faults[fault].cases > 0, (name, fault)


def test_a_wrong_sum_and_a_wrong_score_are_always_seen(result: TrustResult) -> None:
    """Arithmetic leaves no room for doubt: nothing is missed, even on a model that learned nothing."""
    assert result.checks["completeness"].faults["a patch left out"].missed.mean == 0.0
    assert result.checks["replay"].faults["another model's score"].missed.mean == 0.0
    assert result.checks["completeness"].faults["absent object"].missed.mean == 1.0


def test_a_model_as_random_as_the_twin_fails_the_randomisation_check(result: TrustResult) -> None:
    """A check that never fails on a randomised model would be a defect."""
    assert result.checks["randomisation"].faults["the check's own twin"].failed.mean == 1.0


def test_a_map_that_ignores_the_words_fails_the_specificity_check(result: TrustResult) -> None:
    """The same map for every prompt."""
    assert result.checks["specificity"].faults["blind to the words"].failed.mean == 1.0


def test_a_scrambled_map_passes_neither_agreement_nor_stability(result: TrustResult) -> None:
    """Patches out of order agree with nothing."""
    for name in ("agreement", "stability"):
        assert result.checks[name].faults["scrambled"].missed.mean == 0.0


def test_the_same_seed_gives_the_same_figures(result: TrustResult, tiny_spec: str) -> None:
    """All but the seconds."""
    again = measure_trust(tiny_spec, image_count=3, device="cpu")
    assert trust_as_json(replace(again, seconds=result.seconds)) == trust_as_json(result)


def test_it_can_be_printed_and_read_by_a_machine(result: TrustResult) -> None:
    """No NaN in JSON; every check has its line."""
    json.dumps(trust_as_json(result), allow_nan=False)
    assert all(name in format_trust(result) for name in LIMITS)


def test_cancelling_stops_before_the_next_scene(tiny_spec: str) -> None:
    """No figures then."""
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(OperationCancelled):
        measure_trust(tiny_spec, image_count=1, device="cpu", cancel=cancel)


def test_area_under_the_curve_by_hand() -> None:
    """Of six pairs, four put the spoilt one on the bad side, one ties: 4.5 / 6."""
    deserving, spoilt = np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.5])
    assert area_under_curve(deserving, spoilt, "at_most") == pytest.approx(4.5 / 6)
    assert area_under_curve(deserving, spoilt, "at_least") == pytest.approx(1.5 / 6)


def test_the_chosen_limit_leaves_its_share_outside() -> None:
    """5 % of 101 evenly spread figures lie beyond it, on either side."""
    figures = np.linspace(0, 100, 101)
    assert chosen_limit(figures, "at_most") == pytest.approx(95)
    assert chosen_limit(figures, "at_least") == pytest.approx(5)


def test_a_limit_fails_what_is_no_number() -> None:
    """NaN passes nothing."""
    assert {limits.verdict(float("nan")) for limits in LIMITS.values()} == {"fail"}
