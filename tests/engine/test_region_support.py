"""What prompts say about patches decides which of them join."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from mmel_desktop.engine.attribution import Attribution
from mmel_desktop.engine.region_merging import cut_merges, merge_patches
from mmel_desktop.engine.region_support import (
    SUPPORT_MASS,
    PromptSupport,
    group_patches,
    painted_support,
    prompt_support,
)


def test_support_by_hand() -> None:
    """Positive parts as shares, their root beside the largest, presence beside the likeliest."""
    prompts = painted_support(np.array([[1.0, 3.0, -2.0], [0.0, -1.0, 0.0]]), np.array([0.2, 0.8]))
    assert prompts.support == pytest.approx(np.array([[0.25, 0.75, 0.0], [0.0, 0.0, 0.0]]))
    assert prompts.named == pytest.approx(np.array([[(1 / 3) ** 0.5, 1.0, 0.0], [0.0, 0.0, 0.0]]))
    assert prompts.presence == pytest.approx([0.5, 1.0])


def test_half_of_the_support_is_evidence_and_half_alignment() -> None:
    """Evidence 3 : 1 and alignment on the second patch alone: the mean of (3/4, 1/4) and (0, 1)."""
    attribution = Attribution(
        patches=torch.tensor([[[3.0, 1.0]]]),
        alignment=torch.tensor([[[0.0, 2.0]]]),
        loosened=torch.zeros(1, 2),
        class_token=torch.zeros(1, 1),
        residual=torch.zeros(1, 1),
        scores=torch.ones(1),
        gradients="class_token_path",
    )
    prompts = prompt_support(attribution, np.array([1.0]))
    assert prompts.support == pytest.approx(np.array([[3 / 8, 5 / 8]]))
    assert prompts.named == pytest.approx(np.array([[0.0, 1.0]]))


def test_masses_by_hand() -> None:
    """An even mass, and what the prompts support, each as far as it is in the image."""
    prompts = PromptSupport(
        np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([1.0, 0.5])
    )
    _, masses = group_patches(np.eye(2), prompts)
    assert masses == pytest.approx([0.5 + SUPPORT_MASS, 0.5 + SUPPORT_MASS / 2])


def test_what_a_prompt_names_parts_patches_that_are_equally_unlike() -> None:
    """Eight patches in a row: the two regions are what is named, and what is not."""
    named = np.array([[0.0, 0, 0, 0, 0, 1, 1, 1]])
    halves = []
    for weight in (1.0, 0.0):
        prompts = PromptSupport(weight * named / 3, weight * named, np.ones(1))
        alike, masses = group_patches(np.eye(8), prompts)
        halves.append(cut_merges(merge_patches(alike, masses, (1, 8)), 8, 2).tolist())
    assert halves[0] == named[0].tolist()
    assert halves[1] != halves[0]


def test_a_prompt_that_is_hardly_in_the_image_has_little_say() -> None:
    """What the absent prompt names is joined; what the present one names stays apart."""
    present, absent = np.array([0.0, 0, 0, 1, 1, 0]), np.array([1.0, 1, 0, 0, 0, 0])
    named = np.stack([present, absent])
    prompts = PromptSupport(named / 2, named, np.array([1.0, 0.01]))
    alike, masses = group_patches(np.ones((6, 6)) + 1e-3 * np.eye(6), prompts)
    assert cut_merges(merge_patches(alike, masses, (1, 6)), 6, 3).tolist() == [0, 0, 0, 1, 1, 2]
