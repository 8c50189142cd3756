"""Figures and the model card."""

from __future__ import annotations

import math

import pytest

from mmel_desktop.scenes.composition import SMALLEST
from mmel_desktop.scenes.figures import Figure, interval
from mmel_desktop.scenes.model_card import write_card
from mmel_desktop.scenes.recipe import Recipe


def test_a_share_counts_cases_and_its_interval_holds_it() -> None:
    """Three of four cases in two scenes; scenes without cases count for nothing."""
    figure = interval([[True, True], [], [True, False]], "x", 0.5)
    assert figure.value == pytest.approx(0.75)
    assert figure.cases == 4
    assert figure.low <= 0.75 <= figure.high


def test_results_without_exception_keep_the_doubt_that_few_scenes_leave() -> None:
    """30 of 30: the true share may be 0.884 (0.884³⁰ = 0.025); none of 30 is the mirror image."""
    sure, never = interval([[True]] * 30, "x", 0.5), interval([[False]] * 30, "x", 0.5)
    assert (sure.value, sure.high, never.value, never.low) == (1.0, 1.0, 0.0, 0.0)
    assert sure.low == pytest.approx(0.884, abs=5e-4)
    assert never.high == pytest.approx(1 - sure.low)


def test_without_a_case_there_is_no_value() -> None:
    """NaN, not zero."""
    assert math.isnan(interval([[], []], "x", 0.5).value)


def test_more_scenes_give_a_narrower_interval() -> None:
    """The width falls about with the root of the number of scenes."""
    few = interval([[True], [False]] * 10, "x", 0.5)
    many = interval([[True], [False]] * 1000, "x", 0.5)
    assert many.high - many.low < 0.2 * (few.high - few.low)


def test_the_card_states_hash_figures_shortcut_and_machine() -> None:
    """Every figure given to the writer stands in the card."""
    record = {
        "recipe": Recipe().as_dict(),
        "steps": 10,
        "images_seen": 960,
        "training_wall_s": 120.0,
        "device": "cpu",
        "bf16": False,
        "machine": "x86_64, 1 threads",
        "finished": "2026-01-01T00:00:00+00:00",
        "remarks": "Trained twice.",
    }
    card = write_card(
        record=record,
        held_out=[Figure("ranks first", 0.912, 0.9, 0.92, 100, 0.05)],
        shortcut=[Figure("hat, no fence", 0.123, 0.1, 0.15, 100, 0.5)],
        scenes=2000,
        sha256="ab" * 32,
        size_bytes=12_000_000,
        known_rows=104,
    )
    for text in (
        "ab" * 32,
        "0.912",
        "0.900 – 0.920",
        "0.123",
        "x86_64",
        "12 × 12 grid",
        "104 of 49,408",
        "2,000",
        f"at least {SMALLEST} of the image height",
        "Trained twice.",
    ):
        assert text in card
