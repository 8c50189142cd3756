"""Prompts read by a causal text transformer, and what each token contributes to the score.

The twin of :mod:`class_token_path` for text: the pooled row is the end token's, and every prompt has a row
of its own, and all forward values of its path are recorded while the prompt is read. So the contributions to
the cosine with another image cost one walk back, without a graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import torch
from open_clip.transformer import ResidualAttentionBlock
from torch import Tensor, nn
from torch.nn import functional

from mmel_desktop.engine.attention_taps import project_heads
from mmel_desktop.engine.class_token_tower import scale_layer
from mmel_desktop.engine.row_gradients import mlp_slopes, through_mlp, through_norm, through_scale, times


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

    def contributions(self, path: WordPath, image: Tensor) -> Tensor:
        """Contribution of each token to cos(text, image), summed over blocks: float32 (P, N).

        Args:
            path: the prompts, read once.
            image: (E,), unit image embedding.
        """
        rows = torch.arange(len(path.ends), device=path.ends.device)
        gradient = self._score_gradient(path, image)
        total = torch.zeros_like(path.blocks[0].attention[:, 0], dtype=torch.float32)
        for block, seen, slope in zip(
            reversed(self._blocks), reversed(path.blocks), path.mlp_slopes.flip(0), strict=True
        ):
            gradient = gradient + through_mlp(block, seen.middle_row, slope, gradient)
            contributed, into_row = _through_attention(block, seen, rows, path.ends, gradient)
            gradient = gradient + into_row
            total += contributed
        return total

    def _score_gradient(self, path: WordPath, image: Tensor) -> Tensor:
        """∂cos/∂row after the last block: (P, D)."""
        embedding, image = path.embedding.float(), image.float()
        unit = functional.normalize(embedding, dim=-1)
        gradient = (image - (unit @ image)[:, None] * unit) / embedding.norm(dim=-1, keepdim=True)
        projection = self._owner.text_projection
        if isinstance(projection, nn.Linear):
            gradient = times(gradient, projection.weight)
        elif projection is not None:
            gradient = times(gradient, projection.T)
        return through_norm(self._owner.ln_final, path.final_row, gradient)

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


def _through_attention(
    block: ResidualAttentionBlock, seen: WordBlock, rows: Tensor, ends: Tensor, gradient: Tensor
) -> tuple[Tensor, Tensor]:
    """Contributions (P, N) of a block's tokens, and what reaches the row before ``ln_1``: (P, D)."""
    output = through_scale(block.ls_1, gradient)
    heads = times(output, block.attn.out_proj.weight).unflatten(-1, (seen.values.shape[1], -1))
    attention = seen.attention.float()
    weighted = torch.einsum("phd,phnd->phn", heads.to(seen.values), seen.values).float() * attention
    logits = (weighted - attention * weighted.sum(dim=-1, keepdim=True)) * seen.keys.shape[-1] ** -0.5
    query = torch.einsum("phn,phnd->phd", logits.to(seen.keys), seen.keys).float()
    own_key = logits[rows, :, ends][..., None] * seen.query
    own_value = attention[rows, :, ends][..., None] * heads
    projected = torch.cat([part.flatten(1) for part in (query, own_key, own_value)], dim=-1)
    weight = cast("Tensor", block.attn.in_proj_weight)
    into_row = through_norm(block.ln_1, seen.input_row, times(projected, weight))
    return weighted.sum(dim=1), into_row
