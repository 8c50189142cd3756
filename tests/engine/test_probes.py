"""Probes: interaction by its formula, and no forward pass that was already made."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from mmel_desktop.engine.explainer import Explainer

PROMPTS = ("a red car", "a dog")


def _masks() -> list[np.ndarray]:
    """Three regions of a 4 × 4 grid that do not overlap."""
    masks = []
    for rows in (slice(0, 1), slice(1, 2), slice(2, 4)):
        mask = np.zeros((4, 4), dtype=bool)
        mask[rows] = True
        masks.append(mask)
    return masks


def test_interaction_is_what_the_formula_says(explainer: Explainer, picture: np.ndarray) -> None:
    """s(all) − s(without i) − s(without j) + s(without both), each score from a probe of its own."""
    explainer.set_image(picture)
    first, second, _ = _masks()
    (found,) = explainer.probe_interactions(PROMPTS, [(first, second)])
    one, other, both = (explainer.probe(PROMPTS, mask) for mask in (first, second, first | second))
    expected = one.score - one.score_without - other.score_without + both.score_without
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_pairs_that_share_a_region_share_its_forward(
    explainer: Explainer, picture: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three pairs of three regions: the whole, three without one, three without two; not ten passes."""
    explainer.set_image(picture)
    first, second, third = _masks()
    embedded: list[int] = []
    embed = explainer.tower.embed_token_subsets

    def count(record: object, kept: Tensor, batch_size: int = 32) -> Tensor:
        embedded.append(len(kept))
        return embed(record, kept, batch_size)  # type: ignore[arg-type]

    monkeypatch.setattr(explainer.tower, "embed_token_subsets", count)
    found = explainer.probe_interactions(PROMPTS, [(first, second), (first, third), (second, third)])
    assert embedded == [7]
    assert found.shape == (3, 2)
    assert torch.isfinite(torch.from_numpy(found)).all()
