"""The text side: embeddings, what the tokenizer did to a prompt, and which words the score hangs on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import torch
from open_clip.model import CLIP
from open_clip.tokenizer import SimpleTokenizer
from open_clip.transformer import ResidualAttentionBlock, TextTransformer
from torch import Tensor, nn
from torch.nn import functional

from mmel_desktop.core.explanation import WordAttribution
from mmel_desktop.engine.word_path import CausalText


@dataclass(frozen=True)
class TokenizedPrompt:
    """A prompt as the model reads it.

    Attributes:
        text: the prompt.
        words: decoded words in order; the tokens of each word lie in ``word_spans``.
        word_spans: (first, last + 1) positions in the model's token row (start token at 0), cut at the
            context.
        token_count: start and end included, before truncation.
        truncated: True when the context length cut the prompt.
    """

    text: str
    words: tuple[str, ...]
    word_spans: tuple[tuple[int, int], ...]
    token_count: int
    truncated: bool


@dataclass(frozen=True)
class TextRecord:
    """Prompts, read once. P prompts of at most N tokens.

    Attributes:
        prompts: the texts.
        embeddings: (P, E), unit length.
        tokens: (P, N), cut after the longest prompt's end token.
        word_vectors: float32 (W, E), of all prompts' words in order, see
            :meth:`mmel_desktop.engine.word_path.CausalText.word_vectors`; None where they have none.
        tokenized: what the tokenizer made of each prompt.
    """

    prompts: tuple[str, ...]
    embeddings: Tensor
    tokens: Tensor
    word_vectors: Tensor | None
    tokenized: tuple[TokenizedPrompt, ...]


class TextTower:
    """Embeds prompts; attributes words where the text tower is open_clip's causal transformer.

    Args:
        model: the whole open_clip model.
        tokenizer: its tokenizer.
    """

    def __init__(self, model: nn.Module, tokenizer: Any) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._native = _native_parts(model)

    @property
    def attributes_words(self) -> bool:
        """True when word attribution is available for this text tower and tokenizer."""
        return self._native is not None and isinstance(self._tokenizer, SimpleTokenizer)

    @property
    def context_length(self) -> int:
        """Tokens the model can read, start and end included."""
        return int(getattr(self._model, "context_length", 0) or self._tokenizer.context_length)

    def tokenize(self, prompt: str) -> TokenizedPrompt:
        """Words and truncation of a prompt; words stay empty for tokenizers other than CLIP's own."""
        if not isinstance(self._tokenizer, SimpleTokenizer):
            return TokenizedPrompt(prompt, (), (), 0, False)
        identifiers = self._tokenizer.encode(prompt)
        room = self.context_length - 2
        words: list[str] = []
        spans: list[tuple[int, int]] = []
        start = 0
        for position, identifier in enumerate(identifiers):
            if self._tokenizer.decoder[identifier].endswith("</w>") or position == len(identifiers) - 1:
                words.append(self._tokenizer.decode(identifiers[start : position + 1]).strip())
                spans.append((min(start, room) + 1, min(position + 1, room) + 1))
                start = position + 1
        return TokenizedPrompt(
            prompt, tuple(words), tuple(spans), len(identifiers) + 2, len(identifiers) > room
        )

    def read(self, prompts: Sequence[str]) -> TextRecord:
        """Embed prompts and keep what word attribution needs.

        A causal tower that pools at the end token never looks beyond it, so its padding is cut off, which
        gives the same numbers for a fraction of the work.
        """
        with torch.no_grad():
            tokens = self._token_rows(prompts)
            tokenized = tuple(self.tokenize(prompt) for prompt in prompts)
            if self._native is not None:
                tokens = self._trimmed(tokens)
                path = self._native.read(tokens)
                embeddings = functional.normalize(path.embedding, dim=-1).float()
                vectors = None
                if self.attributes_words:
                    words = [
                        (row, first, last)
                        for row, prompt in enumerate(tokenized)
                        for first, last in prompt.word_spans
                    ]
                    vectors = self._native.word_vectors(path, words)
                return TextRecord(tuple(prompts), embeddings, tokens, vectors, tokenized)
            encode = cast("Callable[..., Tensor]", self._model.encode_text)
            embeddings = functional.normalize(encode(tokens), dim=-1).float()
            return TextRecord(tuple(prompts), embeddings, tokens, None, tokenized)

    def attribute_words(self, record: TextRecord, image: Tensor) -> list[tuple[WordAttribution, ...]]:
        """How much the cosine with an image hangs on each word.

        The same contributions as on the image side, read at the pooled text position and summed over the text
        tower's blocks, along that position's path. Scaled min-max over the prompt's own words only.

        Args:
            record: the prompts, read once.
            image: (E,), unit image embedding.

        Returns:
            Per prompt, one entry per word; empty where :attr:`attributes_words` is False.
        """
        if record.word_vectors is None:
            return [() for _ in record.prompts]
        with torch.no_grad():
            contributions = iter((record.word_vectors @ image.float()).tolist())
        attributions = []
        trained = self._trained[record.tokens].tolist()
        for row, tokenized in enumerate(record.tokenized):
            signed = [next(contributions) for _ in tokenized.words]
            seen = [all(trained[row][first:last]) for first, last in tokenized.word_spans]
            attributions.append(
                tuple(
                    WordAttribution(word, weight, value, known)
                    for word, weight, value, known in zip(
                        tokenized.words, _scaled(signed), signed, seen, strict=True
                    )
                )
            )
        return attributions

    @cached_property
    def _trained(self) -> Tensor:
        """Bool (vocabulary,): tokens whose embedding row training ever touched (an untouched row is zero)."""
        assert self._native is not None
        return self._native.token_embedding.weight.detach().any(dim=1)

    def _token_rows(self, prompts: Sequence[str]) -> Tensor:
        device = next(self._model.parameters()).device
        return cast("Tensor", self._tokenizer(list(prompts), context_length=self.context_length)).to(device)

    @staticmethod
    def _trimmed(tokens: Tensor) -> Tensor:
        longest = int(tokens.argmax(dim=-1).max()) + 1
        return tokens[:, :longest]


def _scaled(values: Sequence[float]) -> list[float]:
    """Min-max over a prompt's own words; a single word, or equal words, weigh 1."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    return [(value - low) / (high - low) if high > low else 1.0 for value in values]


def _native_parts(model: nn.Module) -> CausalText | None:
    """The causal text transformer inside a model, or None when its text tower is of another kind."""
    if type(model) is CLIP:
        owner: Any = model
        pool_type = model.text_pool_type
    elif type(getattr(model, "text", None)) is TextTransformer:
        owner = model.text
        pool_type = owner.pool_type
        if owner.cls_emb is not None or owner.use_pad_mask:
            return None
    else:
        return None
    mask = owner.attn_mask
    plain = all(type(block) is ResidualAttentionBlock for block in owner.transformer.resblocks)
    if mask is None or pool_type != "argmax" or not plain:
        return None
    return CausalText(owner, mask)
