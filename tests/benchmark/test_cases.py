"""Questions drawn from scenes: answers are true, and the same every time."""

from __future__ import annotations

import numpy as np

from mmel_desktop.benchmark.cases import (
    SCENE_PX,
    SMALLEST_AREA,
    SPLITS,
    location_case,
    pair_case,
    shortcut_case,
)
from mmel_desktop.cli import quality_benchmark
from mmel_desktop.scenes.dataset import TRAINING_SEEDS_FROM, clear_scene
from mmel_desktop.scenes.kinds import KINDS
from mmel_desktop.scenes.recipe import Recipe


def test_location_cases_ask_for_something_large_enough_to_find() -> None:
    """The object is visible, the distractors are other kinds."""
    for index in range(6):
        case = location_case(index)
        assert case.rgb.shape == (SCENE_PX, SCENE_PX, 3)
        assert case.mask.mean() >= SMALLEST_AREA
        assert len(set(case.prompts)) == len(case.prompts) == 8
        assert set(case.prompts) <= {kind.phrase for kind in KINDS.values()}


def test_the_same_numbers_give_the_same_case_and_other_numbers_another() -> None:
    """Index and seed both count."""
    first, again = location_case(3, 1), location_case(3, 1)
    assert np.array_equal(first.rgb, again.rgb)
    assert first.prompts == again.prompts
    assert not np.array_equal(first.rgb, location_case(4, 1).rgb)
    assert not np.array_equal(first.rgb, location_case(3, 2).rgb)


def test_pair_cases_name_two_kinds_that_are_there() -> None:
    """Disjoint masks, each kind large enough; several objects of a kind stand for themselves and together."""
    several = 0
    for index in range(12):
        case = pair_case(index)
        first, second = (truths[-1] for truths in case.masks)
        assert min(first.mean(), second.mean()) >= SMALLEST_AREA
        assert not (first & second).any()
        assert " and " in case.prompts[0]
        for truths in case.masks:
            several += len(truths) > 1
            assert np.array_equal(np.any(truths, axis=0), truths[-1])
    assert several


def test_shortcut_twins_differ_where_the_companion_stood() -> None:
    """Removing the companion changes its own pixels and leaves most of the rest alone."""
    case = shortcut_case(0)
    changed = (np.abs(case.rgb.astype(int) - case.rgb_without.astype(int)) > 8).any(axis=-1)
    assert case.companion.mean() >= SMALLEST_AREA
    assert not (case.companion & case.worker).any()
    assert changed[case.companion].mean() > 0.8
    assert changed[~case.companion].mean() < 0.1


def test_the_command_offers_every_split() -> None:
    """The command line names them without loading torch."""
    assert quality_benchmark.SPLITS == SPLITS


def test_splits_are_different_scenes_and_training_means_training() -> None:
    """The training split draws one of the recipe's own scenes, for any seed."""
    pictures = [location_case(1, 2, split).rgb for split in SPLITS]
    assert not np.array_equal(pictures[0], pictures[1])
    place = (2 * 100_000 + 1 * 50) % Recipe().scenes
    drawn = [clear_scene(TRAINING_SEEDS_FROM + place + step, SCENE_PX).image_rgb for step in range(3)]
    assert any(np.array_equal(pictures[SPLITS.index("training")], picture) for picture in drawn)
