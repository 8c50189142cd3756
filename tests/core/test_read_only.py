"""Explanations are frozen to the last number, and say what they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.factories import make_explanation


def test_no_array_of_an_explanation_can_be_written() -> None:
    """What was explained stays what it was, whatever a notebook does with it."""
    explanation = make_explanation()
    for name, array in explanation.arrays().items():
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
        assert array.any(), name


def test_the_arrays_it_was_made_from_stay_their_owners() -> None:
    """Only what the explanation gives out is read-only."""
    own = np.zeros((2, 8, 8), np.float32)
    explanation = replace(make_explanation(), heatmap=own)
    own[0, 0, 0] = 1
    assert explanation.heatmap is not own


def test_a_notebook_shows_what_an_explanation_is_about() -> None:
    """One line: image, model, request, and each prompt with score and verdict."""
    assert repr(make_explanation()) == (
        "<Explanation of 'street.png' by 'demo': method 'mmel', view 'model', 8 × 8 patches, 84 regions; "
        "'a pedestrian' +0.300 (warn), 'a red car' +0.200 (warn)>"
    )
    graph = make_explanation().graph(1, 1)
    assert repr(graph) == "<RelationGraph of prompt 1 at level 1: 16 regions, 120 relations>"


def test_explanations_can_be_compared_and_kept_in_sets() -> None:
    """Arrays have no one answer to ``==``; an explanation is equal to itself alone."""
    one, other = make_explanation(), make_explanation()
    assert one != other
    assert one.regions != other.regions
    assert len({one, other, one}) == 2


def test_a_graph_that_is_not_there_is_named() -> None:
    """Prompts and levels are counted from 0."""
    with pytest.raises(KeyError, match="no graph of prompt 2 at level 0; found 2 prompts and 3 levels"):
        make_explanation().graph(2, 0)
