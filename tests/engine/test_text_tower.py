"""Prompts: trimmed padding changes nothing, words and truncation are told, attribution adds up."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from mmel_desktop.engine.attention_taps import project_heads
from mmel_desktop.engine.class_token_tower import finish_block
from mmel_desktop.engine.model_loading import LoadedModel
from mmel_desktop.engine.text_tower import TextTower

PROMPTS = ["a red car", "a pedestrian crossing beside two traffic cones"]


@pytest.fixture
def text_tower(loaded: LoadedModel) -> TextTower:
    return TextTower(loaded.model, loaded.tokenizer)


def test_trimmed_prompts_embed_as_padded_ones(text_tower: TextTower, loaded: LoadedModel) -> None:
    """Cutting the padding gives the model's own text embedding."""
    with torch.no_grad():
        expected = loaded.model.encode_text(loaded.tokenizer(PROMPTS, context_length=16), normalize=True)  # type: ignore[operator]
    torch.testing.assert_close(text_tower.read(PROMPTS).embeddings, expected, rtol=1e-4, atol=1e-5)


def test_words_follow_the_prompt(text_tower: TextTower) -> None:
    """Each word of the prompt appears once, in order, with its token positions."""
    tokenized = text_tower.tokenize("a red car")
    assert tokenized.words == ("a", "red", "car")
    assert tokenized.word_spans == ((1, 2), (2, 3), (3, 4))
    assert (tokenized.token_count, tokenized.truncated) == (5, False)


def test_truncation_is_told(text_tower: TextTower) -> None:
    """A prompt beyond the context length says so and keeps its full token count."""
    tokenized = text_tower.tokenize("car " * 40)
    assert tokenized.truncated
    assert tokenized.token_count == 42


def test_word_contributions_are_those_of_the_gradient(text_tower: TextTower, loaded: LoadedModel) -> None:
    """What walks on by hand gives what PyTorch's own gradients along the end token's row give."""
    image = functional.normalize(torch.randn(24, generator=torch.Generator().manual_seed(1)), dim=-1)
    native = text_tower._native
    assert native is not None
    tokens = text_tower.read(PROMPTS).tokens
    path = native.read(tokens)
    rows, ends = torch.arange(len(PROMPTS)), path.ends
    row = path.blocks[0].input_row.clone().requires_grad_(True)
    attentions, outputs = [], []
    for block, seen in zip(loaded.model.transformer.resblocks, path.blocks, strict=True):  # type: ignore[union-attr,arg-type]
        query, own_key, own_value = project_heads(block.attn, block.ln_1(row)[:, None])
        keys, values = seen.keys.clone(), seen.values.clone()
        keys[rows, :, ends], values[rows, :, ends] = own_key[:, :, 0], own_value[:, :, 0]
        future = torch.arange(keys.shape[2])[None] > ends[:, None]
        logits = query @ keys.transpose(-1, -2) * query.shape[-1] ** -0.5
        attention = logits.masked_fill(future[:, None, None], float("-inf")).softmax(dim=-1)
        mixed = attention @ values
        attentions.append(attention[:, :, 0].detach())
        outputs.append(mixed)
        row = finish_block(block, row, block.attn.out_proj(mixed[:, :, 0].flatten(1)))
    score = (functional.normalize(native._embed(row), dim=-1) @ image).sum()
    gradients = torch.autograd.grad(score, outputs)
    expected = sum(
        (attention * (gradient * seen.values).sum(dim=-1)).sum(dim=1)
        for attention, gradient, seen in zip(attentions, gradients, path.blocks, strict=True)
    )
    # Every token as a word of its own, and as many as there are as one.
    length = tokens.shape[1]
    single = [(prompt, place, place + 1) for prompt in rows.tolist() for place in range(length)]
    with torch.no_grad():
        found = (native.word_vectors(path, single) @ image).reshape(len(PROMPTS), length)
        whole = native.word_vectors(path, [(prompt, 0, length) for prompt in rows.tolist()]) @ image
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-6)
    torch.testing.assert_close(whole, found.sum(dim=1), rtol=1e-4, atol=1e-6)
    assert float(found[0, 5:].abs().max()) == 0.0  # padding behind the end of a shorter prompt


def test_word_weights_are_scaled_over_the_prompts_own_words(text_tower: TextTower) -> None:
    """The heaviest word has weight 1, the lightest 0."""
    image = functional.normalize(torch.randn(24, generator=torch.Generator().manual_seed(2)), dim=-1)
    words = text_tower.attribute_words(text_tower.read(PROMPTS), image)
    assert [word.word for word in words[0]] == ["a", "red", "car"]
    for attributed in words:
        weights = [word.weight for word in attributed]
        assert (min(weights), max(weights)) == (0.0, 1.0)


def test_words_of_untouched_tokens_are_marked_unseen(loaded: LoadedModel) -> None:
    """A token whose embedding row is all zero was never trained; its word is marked."""
    import copy

    model = copy.deepcopy(loaded.model)
    row = loaded.tokenizer.encode("zebra")
    model.token_embedding.weight.data[row] = 0  # type: ignore[union-attr,operator]
    tower = TextTower(model, loaded.tokenizer)
    (words,) = tower.attribute_words(tower.read(["a zebra"]), torch.ones(24) / 24**0.5)
    assert [(word.word, word.seen) for word in words] == [("a", True), ("zebra", False)]
