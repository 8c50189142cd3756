"""Words of a prompt: held against a text tower of one block written out by hand in float64."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
import torch
from open_clip.model import CLIP
from open_clip.tokenizer import SimpleTokenizer
from scipy.special import erf

from mmel_desktop.engine.text_tower import TextTower
from tests.engine.tiny_model import model_configuration

PROMPT = "a red car beside two cones"
HEADS = 2
STEP = 1e-4


@pytest.fixture(scope="module")
def one_block() -> CLIP:
    """A tiny CLIP whose text tower has one block, so that no gradient is held back anywhere."""
    configuration = model_configuration()["model_cfg"]
    configuration["text_cfg"]["layers"] = 1
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        model = CLIP(**configuration).eval()
        model.transformer.resblocks[0].attn.in_proj_weight.data.mul_(6.0)
    return model.requires_grad_(False)


@pytest.fixture(scope="module")
def image() -> np.ndarray:
    """A unit image embedding."""
    drawn = np.random.default_rng(5).normal(size=24)
    return np.asarray(drawn / np.linalg.norm(drawn))


def test_words_weigh_what_their_values_do_to_the_score(one_block: CLIP, image: np.ndarray) -> None:
    """A word's figure is the derivative of the cosine with respect to the size of its tokens' values."""
    tower = TextTower(one_block, SimpleTokenizer(context_length=16))
    record = tower.read([PROMPT])
    (words,) = tower.attribute_words(record, torch.from_numpy(image).float())
    (tokenized,) = record.tokenized
    score = _hand_written(one_block, record.tokens[0].tolist(), image)
    expected = []
    for first, last in tokenized.word_spans:
        scale = np.zeros(record.tokens.shape[1])
        scale[first:last] = STEP
        expected.append((score(1 + scale) - score(1 - scale)) / (2 * STEP))
    assert len(words) == len(PROMPT.split())
    np.testing.assert_allclose([word.signed for word in words], expected, rtol=2e-3, atol=2e-6)
    assert np.ptp(expected) > 1e-3  # else the words could be told from nothing


def test_the_hand_written_tower_is_the_models_own(one_block: CLIP, image: np.ndarray) -> None:
    """The oracle gives the model's own cosine."""
    tower = TextTower(one_block, SimpleTokenizer(context_length=16))
    record = tower.read([PROMPT])
    tokens = record.tokens.shape[1]
    score = _hand_written(one_block, record.tokens[0].tolist(), image)(np.ones(tokens))
    assert score == pytest.approx(float(record.embeddings[0].double() @ torch.from_numpy(image)), abs=1e-5)


def _hand_written(model: CLIP, tokens: list[int], image: np.ndarray) -> Callable[[np.ndarray], float]:
    """Cosine of image and text as a function of one factor per token on its values, attention held."""
    weights = {
        name: one.double().numpy() for name, one in model.state_dict().items() if one.is_floating_point()
    }
    block = "transformer.resblocks.0."

    def weight(name: str) -> np.ndarray:
        return np.asarray(weights[name if name in weights else block + name])

    def normed(rows: np.ndarray, name: str) -> np.ndarray:
        centred = rows - rows.mean(-1, keepdims=True)
        unit = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)
        return np.asarray(unit * weight(f"{name}.weight") + weight(f"{name}.bias"))

    entry = weight("token_embedding.weight")[tokens] + weight("positional_embedding")[: len(tokens)]
    joined = normed(entry, "ln_1") @ weight("attn.in_proj_weight").T + weight("attn.in_proj_bias")
    query, key, value = (part.reshape(len(tokens), HEADS, -1) for part in np.split(joined, 3, axis=-1))
    logits = np.einsum("hd,khd->hk", query[-1], key) / math.sqrt(query.shape[-1])
    attention = np.exp(logits) / np.exp(logits).sum(-1, keepdims=True)

    def score(factors: np.ndarray) -> float:
        mixed = np.einsum("hk,khd->hd", attention, value * factors[:, None, None]).ravel()
        row = entry[-1] + weight("attn.out_proj.weight") @ mixed + weight("attn.out_proj.bias")
        hidden = weight("mlp.c_fc.weight") @ normed(row, "ln_2") + weight("mlp.c_fc.bias")
        hidden = hidden * (1 + erf(hidden / math.sqrt(2))) / 2
        row = row + weight("mlp.c_proj.weight") @ hidden + weight("mlp.c_proj.bias")
        embedded = normed(row, "ln_final") @ weight("text_projection")
        return float(embedded @ image / np.linalg.norm(embedded))

    return score
