"""Rival maps: identities that hold for any weights, and hand-computed answers where there are some."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
import torch
from open_clip.model import CLIP

from mmel_desktop.benchmark import rivals
from mmel_desktop.benchmark.rivals import RIVALS, Question
from mmel_desktop.benchmark.scene_figures import ABLATIONS, MMEL
from mmel_desktop.core.heatmap import scale_positive
from mmel_desktop.engine.attention_taps import attention_weights, count_hooks
from mmel_desktop.engine.class_token_tower import ClassTokenTower
from mmel_desktop.engine.explained_model import ExplainedModel
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.hierarchy_settings import HierarchySettings
from mmel_desktop.engine.model_loading import load_model
from tests.engine.tiny_model import model_configuration


def make_question(**vision: Any) -> Question:
    """A random image and three random prompts on a tiny random model."""
    torch.manual_seed(0)
    model = CLIP(**model_configuration(**vision)["model_cfg"]).eval().requires_grad_(False)
    for block in model.visual.transformer.resblocks:
        block.attn.in_proj_weight.data.mul_(4.0)
    tower = ClassTokenTower(model.visual)
    pixels = torch.randn(1, 3, 32, 32)
    text = torch.nn.functional.normalize(torch.randn(3, 24), dim=-1)
    return Question(tower, tower.record(pixels), pixels, text, 1, 5)


@pytest.fixture(scope="module")
def question() -> Question:
    return make_question()


@pytest.mark.parametrize("name", RIVALS)
def test_every_rival_gives_one_finite_value_per_patch_and_the_same_twice(
    name: str, question: Question
) -> None:
    """(N,), finite, not constant, deterministic, no hook left behind."""
    first, second = RIVALS[name](question), RIVALS[name](question)
    assert first.shape == (16,)
    assert torch.isfinite(first).all()
    assert first.std() > 0
    assert torch.equal(first, second)
    assert count_hooks(question.tower.visual) == 0


@pytest.mark.parametrize("name", [name for name in RIVALS if name not in {"random", "centre Gaussian"}])
def test_rivals_read_the_image(name: str, question: Question) -> None:
    """Another image gives another map."""
    pixels = torch.randn(1, 3, 32, 32)
    other = replace(question, pixels=pixels, record=question.tower.record(pixels))
    assert not torch.allclose(RIVALS[name](question), RIVALS[name](other))


def test_prompt_blind_rivals_are_just_these(question: Question) -> None:
    """Attention maps do not depend on the prompt; every other method does."""
    other = replace(question, target=2)
    blind = {name for name, rival in RIVALS.items() if torch.equal(rival(question), rival(other))}
    assert blind == {"random", "centre Gaussian", "raw attention", "rollout"}


def test_attention_gradients_agree_with_the_engine_block_by_block(question: Question) -> None:
    """Class row of A ⊙ ∂s/∂A, summed over heads, is the full attribution of each block."""
    expected = question.tower.full(question.pixels, question.record, question.prompt[None])
    gradients = rivals._attention_gradients(question)
    for index, (seen, gradient) in enumerate(zip(question.class_token[1].blocks, gradients, strict=True)):
        weighted = (attention_weights(seen.query, seen.key) * gradient)[:, 0].sum(dim=0)
        torch.testing.assert_close(weighted[1:], expected.patches[0, index], rtol=1e-4, atol=1e-7)


def test_chefer_of_one_block_is_the_positive_part_of_its_contributions() -> None:
    """With one block R = I + mean_h relu(∇A ⊙ A), so the class row is that mean."""
    question = make_question(layers=1)
    seen = question.class_token[1].blocks[0]
    gradient = rivals._attention_gradients(question)[0]
    expected = torch.relu(gradient * attention_weights(seen.query, seen.key)).mean(dim=0)[0, 1:]
    torch.testing.assert_close(rivals.chefer(question), expected)


def test_legrad_of_one_block_uses_the_models_own_score() -> None:
    """With one block s_1 is the score: times the attention, its positive heads are direct's contributions."""
    question = make_question(layers=1, head_width=32)
    attention = question.class_token[1].blocks[0].class_attention[0, 1:]
    contributions = question.tower.direct(question.record, question.prompt[None]).patches[0, 0]
    torch.testing.assert_close(rivals.legrad(question) * attention, torch.relu(contributions))


def test_both_grad_eclips_agree_when_the_model_has_one_head() -> None:
    """The authors' single head is the model's own when there is only one."""
    question = make_question(head_width=32)
    torch.testing.assert_close(
        rivals.grad_eclip_single_head(question), rivals.grad_eclip_true_heads(question), rtol=1e-4, atol=1e-7
    )


def test_both_grad_eclips_differ_when_there_are_more() -> None:
    """Joining heads explains another score."""
    question = make_question(head_width=8)
    assert not torch.allclose(rivals.grad_eclip_single_head(question), rivals.grad_eclip_true_heads(question))


def test_rollout_by_hand() -> None:
    """Two blocks, two patches: row 0 of ((A₂ + I)/2)((A₁ + I)/2)."""
    first = torch.tensor([[0.2, 0.4, 0.4], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    second = torch.tensor([[0.0, 0.5, 0.5], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    record = SimpleNamespace(
        grid_hw=(1, 2), blocks=[SimpleNamespace(mean_attention=first), SimpleNamespace(mean_attention=second)]
    )
    question = Question(cast("Any", None), cast("Any", record), torch.empty(0), torch.empty(1, 2), 0, 0)
    # Row 0 of the second factor: (0.5, 0.25, 0.25). Columns 1, 2 of the first: (0.2, 1, 0) and (0.2, 0, 1).
    assert rivals.rollout(question).tolist() == pytest.approx([0.5 * 0.2 + 0.25, 0.5 * 0.2 + 0.25])


def test_occlusion_is_the_score_lost_without_each_patch(question: Question) -> None:
    """One patch checked through the tower itself."""
    kept = torch.ones(2, 16, dtype=torch.bool)
    kept[1, 6] = False
    scores = question.tower.embed_token_subsets(question.record, kept) @ question.prompt
    torch.testing.assert_close(
        rivals.single_patch_occlusion(question)[6], scores[0] - scores[1], rtol=1e-3, atol=1e-6
    )


def test_rise_masks_keep_half_of_the_image(question: Question) -> None:
    """In [0, 1], about half bright, all different."""
    masks = rivals._rise_masks(question, 200)
    assert masks.shape == (200, 1, 32, 32)
    assert masks.min() >= 0
    assert masks.max() <= 1
    assert masks.mean().item() == pytest.approx(0.5, abs=0.03)
    assert len({mask.numpy().tobytes() for mask in masks}) == 200


def test_rise_finds_the_patch_a_score_depends_on(question: Question) -> None:
    """A tower whose embedding follows one corner's brightness alone."""

    class CornerTower:
        def forward(self, pixels: torch.Tensor) -> torch.Tensor:
            corner = pixels[:, :, :8, 24:].mean(dim=(1, 2, 3))
            return torch.stack([corner, torch.ones_like(corner)], dim=-1)

    bright = replace(
        question,
        tower=cast("ClassTokenTower", CornerTower()),
        pixels=torch.ones(1, 3, 32, 32),
        text=torch.tensor([[1.0, 0.0]]),
        target=0,
    )
    assert int(rivals.rise(bright, 300).argmax()) == 3  # top right of the 4 × 4 grid


def test_hooks_are_gone_after_a_failure(question: Question) -> None:
    """A backward pass that breaks leaves no tap behind."""
    broken = replace(question, text=torch.full((3, 24), np.nan)[:, :20])
    with pytest.raises(RuntimeError):
        rivals.chefer(broken)
    assert count_hooks(question.tower.visual) == 0


@pytest.mark.parametrize("name", [MMEL, *ABLATIONS])
def test_mmels_map_is_the_one_the_explainer_paints(name: str, tiny_spec: str) -> None:
    """Computing the map alone, and for one prompt alone, changes nothing."""
    settings = ABLATIONS.get(name, {})
    rgb = np.random.default_rng(4).integers(0, 256, (48, 48, 3), dtype=np.uint8)
    explainer = Explainer.load(tiny_spec, "cpu")
    explainer.set_image(rgb)
    painted = explainer.explain(("a dog", "a car"), run_checks=False, parameters=settings)
    model = ExplainedModel(load_model(tiny_spec, "cpu"))
    pixels = model.prepare(rgb, "model").pixels
    text = model.read_prompts(("a car", "a dog")).embeddings
    asked = Question(model.tower, model.tower.record(pixels), pixels, text, 1, 0)
    chosen = HierarchySettings.from_parameters(tuple(settings.items()))
    found = rivals.module_map(asked, model.layer_weights, chosen)
    alone, _ = scale_positive(found.reshape(4, 4).numpy())
    np.testing.assert_allclose(alone, painted.heatmap[0], rtol=1e-4, atol=1e-6)
