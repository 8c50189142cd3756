"""Prompts read by a causal text transformer, and what each word contributes to the score.

The twin of :mod:`class_token_path` for text: the pooled row is the end token's, every prompt has a row of its
own, and all forward values of its path are recorded while the prompt is read. What a word contributes to the
cosine with an image is linear in the image's embedding,

    contribution_w = c_w · image,    c_w = (I − u uᵀ) / ‖e‖ · J Σ_l ∂(values of w in block l, end token's row)

with e the text embedding, u = e / ‖e‖, and J the way from a block's attention to the embedding along the end
token's row. So the vector c_w is found once per prompt, by letting the word's share of every block's
attention output walk on to the embedding; after that, every image costs one product of vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import torch
from open_clip.transformer import ResidualAttentionBlock
from torch import Tensor, nn
from torch.nn import functional

from mmel_desktop.engine.attention_taps import project_heads
from mmel_desktop.engine.class_token_tower import scale_layer
from mmel_desktop.engine.row_gradients import mlp_slopes, onward, onward_mlp, onward_norm, through_scale


@dataclass(frozen=True)
class WordBlock:
    """What one block did with P prompts of at most N tokens; H heads of width d, D = H·d.

    Attributes:
        keys, values: (P, H, N, d).
        query: (P, H, d), the end token's.
        attention: (P, H, N), the end token's; 0 after it.
        input_row, middle_row: (P, D), the end token entering the block, and after the first residual sum.
    """

    keys: Tensor
    values: Tensor
    query: Tensor
    attention: Tensor
    input_row: Tensor
    middle_row: Tensor


@dataclass(frozen=True)
class WordPath:
    """The end tokens' way through the tower.

    Attributes:
        blocks: one record per block.
        mlp_slopes: (L, P, 4D), of the activation inside each block's MLP at the end token.
        ends: int64 (P,), position of the end token.
        final_row: (P, D), after the last block.
        embedding: (P, E), before normalisation.
    """

    blocks: list[WordBlock]
    mlp_slopes: Tensor
    ends: Tensor
    final_row: Tensor
    embedding: Tensor


class CausalText:
    """open_clip's causal text transformer that pools at the end token.

    Args:
        owner: the module that holds it: the whole model, or its ``text``.
        context_mask: (context, context), added to the attention's logits.
    """

    def __init__(self, owner: Any, context_mask: Tensor) -> None:
        self.token_embedding: nn.Embedding = owner.token_embedding
        self._owner = owner
        self._blocks: list[ResidualAttentionBlock] = list(owner.transformer.resblocks)
        self._mask = context_mask

    def read(self, tokens: Tensor) -> WordPath:
        """One forward over token rows (P, N), N up to the context length."""
        rows = torch.arange(len(tokens), device=tokens.device)
        ends = tokens.argmax(dim=-1)
        length = tokens.shape[1]
        mask = self._mask[:length, :length]
        hidden = self.token_embedding(tokens) + self._owner.positional_embedding[:length]
        blocks: list[WordBlock] = []
        hidden_rows: list[Tensor] = []
        for index, block in enumerate(self._blocks):
            last = index == len(self._blocks) - 1
            seen, hidden_row, hidden = _run_block(block, hidden, mask, rows, ends, last=last)
            blocks.append(seen)
            hidden_rows.append(hidden_row)
        slopes = mlp_slopes(self._blocks, hidden_rows)
        return WordPath(blocks, slopes, ends, hidden, self._embed(hidden))

    def word_vectors(self, path: WordPath, words: Sequence[tuple[int, int, int]]) -> Tensor:
        """What each word contributes to cos(text, image), as a vector to be multiplied with the image.

        Args:
            path: P prompts, read.
            words: W of (prompt, first, last + 1), positions of a word's tokens in the prompt's row.

        Returns:
            float32 (W, E); its product with a unit image embedding is the sum over blocks and tokens.
        """
        device = path.ends.device
        owners, firsts, lasts = torch.tensor(words, dtype=torch.long, device=device).reshape(-1, 3).unbind(-1)
        places = torch.arange(path.blocks[0].attention.shape[-1], device=device)
        own = (places >= firsts[:, None]) & (places < lasts[:, None])
        ends = path.ends[owners]
        change = torch.zeros(len(words), path.final_row.shape[-1], device=device)
        for block, seen, slope in zip(self._blocks, path.blocks, path.mlp_slopes, strict=True):
            change = change + _onward_attention(block, seen, owners, own, ends, change)
            change = change + onward_mlp(block, seen.middle_row[owners], slope[owners], change)
        return self._onward_embedding(path, owners, change)

    def _onward_embedding(self, path: WordPath, owners: Tensor, change: Tensor) -> Tensor:
        """From changes (W, D) of the last row to changes (W, E) of the unit embedding."""
        embedding = path.embedding.float()
        change = onward_norm(self._owner.ln_final, path.final_row[owners], change)
        projection = self._owner.text_projection
        if isinstance(projection, nn.Linear):
            change = onward(change, projection.weight)
        elif projection is not None:
            change = onward(change, projection.T)
        unit = functional.normalize(embedding, dim=-1)[owners]
        along = (change * unit).sum(dim=-1, keepdim=True)
        length = embedding.norm(dim=-1)[owners]
        return cast("Tensor", (change - along * unit) / length[:, None])

    def _embed(self, row: Tensor) -> Tensor:
        pooled = self._owner.ln_final(row)
        projection = self._owner.text_projection
        if projection is None:
            return cast("Tensor", pooled)
        return cast(
            "Tensor", projection(pooled) if isinstance(projection, nn.Linear) else pooled @ projection
        )


def _run_block(
    block: ResidualAttentionBlock, tokens: Tensor, mask: Tensor, rows: Tensor, ends: Tensor, *, last: bool
) -> tuple[WordBlock, Tensor, Tensor]:
    """A plain residual block on prompts (P, N, D).

    Returns:
        What it did, the end tokens inside its MLP before the activation (P, 4D), and its result; from the
        last block for the end tokens only, (P, D).
    """
    query, key, value = project_heads(block.attn, block.ln_1(tokens))
    logits = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5 + mask
    attention = logits.softmax(dim=-1)
    output = block.attn.out_proj((attention @ value).transpose(1, 2).flatten(2))
    middle = tokens + scale_layer(block.ls_1, output)
    middle_row = middle[rows, ends]
    passed = middle_row if last else middle
    hidden = block.mlp.c_fc(block.ln_2(passed))
    result = passed + scale_layer(block.ls_2, block.mlp.c_proj(block.mlp.gelu(hidden)))
    seen = WordBlock(
        keys=key,
        values=value,
        query=query[rows, :, ends],
        attention=attention[rows, :, ends],
        input_row=tokens[rows, ends],
        middle_row=middle_row,
    )
    return seen, hidden if last else hidden[rows, ends], result


def _onward_attention(
    block: ResidualAttentionBlock, seen: WordBlock, owners: Tensor, own: Tensor, ends: Tensor, change: Tensor
) -> Tensor:
    """What reaches the end token's row through a block's attention: (W, D).

    Args:
        block: the block.
        seen: what it did with P prompts of N tokens.
        owners: (W,), the prompt of each word.
        own: bool (W, N), the word's tokens, whose share of the attention output is added.
        ends: (W,), the end token's position.
        change: (W, D), of the end token's row so far: of its query, key and value.
    """
    rows = torch.arange(len(owners), device=owners.device)
    attention = seen.attention[owners].float()
    keys, values, queries = (part[owners].float() for part in (seen.keys, seen.values, seen.query))
    normed = onward_norm(block.ln_1, seen.input_row[owners], change)
    projected = onward(normed, cast("Tensor", block.attn.in_proj_weight))
    query, key, value = projected.unflatten(-1, (3, values.shape[1], -1)).unbind(1)
    logits = torch.einsum("whd,whnd->whn", query, keys)
    logits[rows, :, ends] += (key * queries).sum(dim=-1)
    logits = logits * keys.shape[-1] ** -0.5
    shift = attention * (logits - (attention * logits).sum(dim=-1, keepdim=True))
    mixed = torch.einsum("whn,whnd->whd", shift + attention * own[:, None], values)
    mixed = mixed + attention[rows, :, ends][..., None] * value
    return through_scale(block.ls_1, onward(mixed.flatten(1), block.attn.out_proj.weight))
