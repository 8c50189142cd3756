"""Taps read the model's own forward and leave nothing behind."""

from __future__ import annotations

import pytest
import torch

from mmel_desktop.engine.attention_taps import AttentionTaps, attention_weights, count_hooks, project_heads
from mmel_desktop.engine.class_token_tower import ClassTokenTower
from mmel_desktop.engine.model_loading import LoadedModel


@pytest.fixture
def tower(loaded: LoadedModel) -> ClassTokenTower:
    return ClassTokenTower(loaded.model.visual)  # type: ignore[arg-type]


def test_hooks_are_gone_after_success(tower: ClassTokenTower) -> None:
    """Leaving the context removes every hook."""
    before = count_hooks(tower.visual)
    with AttentionTaps(tower.blocks):
        assert count_hooks(tower.visual) == before + 3 * tower.block_count
        tower.visual(torch.zeros(1, 3, 32, 32))
    assert count_hooks(tower.visual) == before


def test_hooks_are_gone_after_a_failure(tower: ClassTokenTower) -> None:
    """A forward that raises still leaves no hook."""
    before = count_hooks(tower.visual)
    with pytest.raises(RuntimeError), AttentionTaps(tower.blocks):
        tower.visual(torch.zeros(1, 3, 17, 17))
    assert count_hooks(tower.visual) == before


def test_taps_do_not_change_the_embedding(tower: ClassTokenTower) -> None:
    """The same pixels give bit-identical embeddings with and without taps."""
    pixels = torch.randn(1, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        plain = tower.visual(pixels)
        with AttentionTaps(tower.blocks):
            tapped = tower.visual(pixels)
    assert torch.equal(plain, tapped)


def test_projected_heads_rebuild_the_attention_output(tower: ClassTokenTower) -> None:
    """softmax(qk)v through the output projection equals what the model's attention returned."""
    pixels = torch.randn(1, 3, 32, 32, generator=torch.Generator().manual_seed(2))
    with torch.no_grad(), AttentionTaps(tower.blocks) as taps:
        tower.visual(pixels)
        for block, normed, output in zip(tower.blocks, taps.normed, taps.outputs, strict=True):
            query, key, value = project_heads(block.attn, normed)
            mixed = (attention_weights(query, key) @ value).transpose(-3, -2).flatten(-2)
            torch.testing.assert_close(block.attn.out_proj(mixed), output, rtol=1e-4, atol=1e-5)
