"""Contributions are exact, complete and agree where theory says they must."""

from __future__ import annotations

import json

import pytest
import torch
from open_clip.model import CLIP
from torch import Tensor
from torch.nn import functional

from mmel_desktop.engine.attention_taps import AttentionTaps
from mmel_desktop.engine.class_token_path import walk_back
from mmel_desktop.engine.class_token_tower import ClassTokenRecord, ClassTokenTower, finish_block
from mmel_desktop.engine.model_loading import LoadedModel
from tests.engine.reference_replay import replay_class_token
from tests.engine.tiny_model import model_configuration


@pytest.fixture
def tower(loaded: LoadedModel) -> ClassTokenTower:
    return ClassTokenTower(loaded.model.visual)  # type: ignore[arg-type]


@pytest.fixture
def pixels() -> Tensor:
    return torch.randn(1, 3, 32, 32, generator=torch.Generator().manual_seed(3))


@pytest.fixture
def record(tower: ClassTokenTower, pixels: Tensor) -> ClassTokenRecord:
    return tower.record(pixels)


@pytest.fixture
def text() -> Tensor:
    return functional.normalize(torch.randn(4, 24, generator=torch.Generator().manual_seed(4)), dim=-1)


def test_replayed_class_token_gives_the_models_embedding(
    tower: ClassTokenTower, record: ClassTokenRecord
) -> None:
    """Recomputing the class-token row alone ends at the model's own embedding."""
    torch.testing.assert_close(
        replay_class_token(tower, record).embedding, record.embedding, rtol=1e-4, atol=1e-5
    )


@pytest.mark.parametrize("method", ["direct", "full"])
def test_contributions_of_all_tokens_add_up(
    method: str, tower: ClassTokenTower, record: ClassTokenRecord, pixels: Tensor, text: Tensor
) -> None:
    """Completeness: Σ_i E[l, i] = g_l · o_l in every block, to float precision."""
    attribution = tower.direct(record, text) if method == "direct" else tower.full(pixels, record, text)
    assert attribution.patches.shape == (4, 3, 16)
    assert float(attribution.residual.max()) < 1e-4


def test_direct_equals_full_in_the_last_block(
    tower: ClassTokenTower, record: ClassTokenRecord, pixels: Tensor, text: Tensor
) -> None:
    """After the last attention only the class-token row reaches the score, so both gradients are one."""
    fast, whole = tower.direct(record, text), tower.full(pixels, record, text)
    torch.testing.assert_close(fast.patches[:, -1], whole.patches[:, -1], rtol=1e-3, atol=1e-6)
    assert not torch.allclose(fast.patches[:, 0], whole.patches[:, 0], rtol=1e-2, atol=1e-7)


def test_hand_written_gradients_equal_autograd(
    tower: ClassTokenTower, record: ClassTokenRecord, text: Tensor
) -> None:
    """Walking back by hand gives the gradients autograd gives on the recomputed class-token row."""
    replay = replay_class_token(tower, record)
    scores = functional.normalize(replay.embedding, dim=-1) @ text.T
    steps = walk_back(tower, record, text)
    for prompt in range(len(text)):
        expected = torch.autograd.grad(scores[prompt], replay.output, retain_graph=True)
        for step, gradient in zip(steps, expected, strict=True):
            torch.testing.assert_close(step.output[prompt], gradient[0], rtol=1e-3, atol=1e-7)


def test_step_by_step_forward_is_the_models_own(
    tower: ClassTokenTower, record: ClassTokenRecord, pixels: Tensor
) -> None:
    """The recorded embedding and attention outputs equal those of the model's untouched forward."""
    with torch.no_grad(), AttentionTaps(tower.blocks) as taps:
        embedding = tower.visual(pixels)[0]
    torch.testing.assert_close(record.embedding, embedding, rtol=1e-4, atol=1e-5)
    for seen, normed, output in zip(record.blocks, taps.normed, taps.outputs, strict=True):
        torch.testing.assert_close(seen.normed, normed[0], rtol=1e-4, atol=1e-5)
        torch.testing.assert_close(seen.output_row, output[0, 0], rtol=1e-4, atol=1e-5)


def test_batched_prompts_equal_single_prompts(
    tower: ClassTokenTower, record: ClassTokenRecord, text: Tensor
) -> None:
    """Explaining four prompts at once gives what four separate runs give."""
    together = tower.direct(record, text).patches
    alone = torch.cat([tower.direct(record, one[None]).patches for one in text])
    torch.testing.assert_close(together, alone, rtol=1e-4, atol=1e-7)


def test_direct_matches_finite_differences(
    tower: ClassTokenTower, record: ClassTokenRecord, text: Tensor
) -> None:
    """The last block's gradient is the measured slope of the score."""
    gradient = walk_back(tower, record, text[:1], blocks=1)[0].heads[0].flatten().double()
    block = tower.blocks[-1]
    row = _input_row_of_last_block(tower, record)

    def score(mixed: Tensor) -> float:
        end = finish_block(block, row, block.attn.out_proj(mixed))
        return float(functional.cosine_similarity(tower.embed_row(end)[0].double(), text[0].double(), dim=0))

    with torch.no_grad():
        replay = replay_class_token(tower, record)
        weight = block.attn.out_proj.weight
        mixed = torch.linalg.solve(weight, (replay.output[-1][0] - block.attn.out_proj.bias))[None]
        for direction in torch.randn(3, mixed.shape[1], generator=torch.Generator().manual_seed(5)):
            step = 0.02 * direction / direction.norm()
            measured = (score(mixed + step) - score(mixed - step)) / 2
            assert measured == pytest.approx(float(gradient @ step.double()), rel=2e-2, abs=2e-6)


def test_one_head_one_block_by_hand() -> None:
    """E on a one-block, one-head tower equals the formula written out with numbers read from the weights."""
    configuration = model_configuration(width=4, layers=1, head_width=4, image_size=16, patch_size=8)
    torch.manual_seed(7)
    model = CLIP(**json.loads(json.dumps(configuration["model_cfg"]))).eval()
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    tower = ClassTokenTower(model.visual)
    pixels = torch.randn(1, 3, 16, 16)
    record = tower.record(pixels)
    text = functional.normalize(torch.randn(1, 24), dim=-1)
    block = tower.blocks[0]
    tokens = record.entry_tokens
    normed = functional.layer_norm(tokens, (4,), block.ln_1.weight, block.ln_1.bias)
    projected = normed @ block.attn.in_proj_weight.T + block.attn.in_proj_bias
    query, key, value = projected[:, :4], projected[:, 4:8], projected[:, 8:]
    attention = torch.softmax(key @ query[0] / 4**0.5, dim=0)
    output = (attention[:, None] * value).sum(dim=0).requires_grad_(True)
    end = finish_block(block, tokens[:1], block.attn.out_proj(output[None]))
    score = functional.normalize(tower.embed_row(end)[0], dim=-1) @ text[0]
    (gradient,) = torch.autograd.grad(score, output)
    expected = attention[1:] * (value[1:] @ gradient)
    torch.testing.assert_close(tower.direct(record, text).patches[0, 0], expected, rtol=1e-3, atol=1e-6)


def test_grad_eclip_is_not_negative_and_uses_the_last_block(
    tower: ClassTokenTower, record: ClassTokenRecord, text: Tensor
) -> None:
    """The baseline map is rectified and differs between prompts."""
    maps = tower.grad_eclip(record, text)
    assert maps.shape == (4, 16)
    assert float(maps.min()) >= 0
    assert not torch.allclose(maps[0], maps[1])


def test_no_parameter_ever_gets_a_gradient(
    tower: ClassTokenTower, record: ClassTokenRecord, text: Tensor
) -> None:
    """Attribution treats the model as a constant."""
    tower.direct(record, text)
    assert all(parameter.grad is None for parameter in tower.visual.parameters())


def _input_row_of_last_block(tower: ClassTokenTower, record: ClassTokenRecord) -> Tensor:
    with torch.no_grad():
        row = record.entry_tokens[:1]
        replay = replay_class_token(tower, record)
        for block, output in zip(tower.blocks[:-1], replay.output[:-1], strict=True):
            row = finish_block(block, row, output)
        return row


@pytest.mark.parametrize("method", ["direct", "full"])
def test_alignment_is_the_gain_from_more_attention(
    method: str, tower: ClassTokenTower, record: ClassTokenRecord, pixels: Tensor, text: Tensor
) -> None:
    """In the last block: mean over heads of relu(∂s/∂A), with A itself differentiated by autograd."""
    found = tower.direct(record, text) if method == "direct" else tower.full(pixels, record, text)
    block, seen = tower.blocks[-1], record.blocks[-1]
    attention = seen.class_attention.clone().requires_grad_(True)
    mixed = torch.einsum("ht,htd->hd", attention, seen.value).flatten()
    row = finish_block(block, seen.input_row, block.attn.out_proj(mixed))
    scores = functional.normalize(tower.embed_row(row), dim=-1) @ text.T
    for index in range(len(text)):
        (gradient,) = torch.autograd.grad(scores[index], attention, retain_graph=True)
        expected = torch.relu(gradient).mean(dim=0)[1:]
        torch.testing.assert_close(found.alignment[index, -1], expected, rtol=1e-4, atol=1e-6)
    assert found.alignment.shape == found.patches.shape
