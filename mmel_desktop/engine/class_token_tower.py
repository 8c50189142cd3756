"""Transformers of open_clip with a class token: the fast path, one image forward for all prompts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import torch
from open_clip.transformer import ResidualAttentionBlock, VisionTransformer
from torch import Tensor, nn
from torch.nn import functional

from mmel_desktop.engine import class_token_path
from mmel_desktop.engine.attention_taps import AttentionTaps, attention_weights, project_heads
from mmel_desktop.engine.attribution import Attribution, loosened_map
from mmel_desktop.engine.image_tower import (
    BlockRecord,
    ImageTower,
    TowerRecord,
    cosine_scores,
    group_by_count,
)
from mmel_desktop.engine.memory_fallback import run_in_batches
from mmel_desktop.engine.model_support import HOW
from mmel_desktop.engine.position_embedding import open_clip_entry
from mmel_desktop.engine.row_gradients import mlp_slopes


@dataclass(frozen=True)
class ClassTokenBlock(BlockRecord):
    """What one block did with one image. T = 1 + N tokens, H heads of width d, D = H·d.

    Attributes:
        query, key, value: (H, T, d).
        class_attention: (H, T), the class token's attention.
        input_row: (D,), the class token entering the block.
        output_row: (D,), the class token's attention output.
        middle_row: (D,), the class token after the first residual sum.
    """

    query: Tensor
    key: Tensor
    value: Tensor
    class_attention: Tensor
    input_row: Tensor
    output_row: Tensor
    middle_row: Tensor


@dataclass
class ClassTokenRecord(TowerRecord):
    """One image, seen once by a class-token tower.

    Attributes:
        final_row: (D,), the class token after the last block.
        mlp_slopes: (L, 4D), of the activation inside each block's MLP at the class token.
    """

    blocks: Sequence[ClassTokenBlock]
    final_row: Tensor
    mlp_slopes: Tensor


class ClassTokenTower(ImageTower):
    """An open_clip vision transformer that pools its class token.

    The tower's blocks are run step by step, so that what attribution needs is kept on the way instead of
    being computed a second time. :func:`mmel_desktop.engine.tower_choice.choose_tower` checks once that this
    is the model's own forward.

    Args:
        visual: the model's image tower, in evaluation mode, parameters frozen.
    """

    how = HOW["token"]

    visual: VisionTransformer

    def __init__(self, visual: nn.Module) -> None:
        super().__init__(visual)
        self.blocks: list[ResidualAttentionBlock] = list(self.visual.transformer.resblocks)

    @property
    def block_count(self) -> int:
        """Number of attention blocks."""
        return len(self.blocks)

    @property
    def grid_hw(self) -> tuple[int, int]:
        """Rows and columns of the patch grid."""
        rows, columns = self.visual.grid_size
        return int(rows), int(columns)

    @property
    def patch_hw_px(self) -> tuple[int, int]:
        """Height and width of a patch in pixels of the input."""
        height, width = self.visual.patch_size
        return int(height), int(width)

    def forward(self, pixels: Tensor) -> Tensor:
        """The model's own embeddings; at another input size with interpolated positions."""
        tokens = self.visual.transformer(open_clip_entry(self.visual, pixels))
        return self.embed_row(tokens[:, 0])

    def record(self, pixels: Tensor) -> ClassTokenRecord:
        """One forward pass over an image, keeping what attribution needs.

        Args:
            pixels: (1, 3, H, W), normalised.
        """
        rows, columns = (
            size // patch for size, patch in zip(pixels.shape[-2:], self.patch_hw_px, strict=True)
        )
        with torch.no_grad():
            tokens = entry = open_clip_entry(self.visual, pixels)[0]
            records, hidden_rows = [], []
            for index, block in enumerate(self.blocks):
                seen, hidden_row, tokens = _run_block(block, tokens, last=index == self.block_count - 1)
                records.append(seen)
                hidden_rows.append(hidden_row)
            embedding = self.embed_row(tokens[0]).float()
            slopes = mlp_slopes(self.blocks, hidden_rows)
        return ClassTokenRecord(embedding, entry, records, (rows, columns), tokens[0], slopes)

    def direct(self, record: TowerRecord, text: Tensor) -> Attribution:
        """Contributions with gradients that flow along the class-token path only.

        The patches' keys and values are constants, so one row is walked back for all prompts at once instead
        of a whole tower for each.
        """
        seen = _own(record)
        steps = class_token_path.walk_back(self, seen, text)
        return self._collect(
            seen,
            [step.output for step in steps],
            [step.contributions for step in steps],
            [step.alignment for step in steps],
            _loosened(seen.blocks[-1], steps[-1].heads),
            cosine_scores(record, text),
            "class_token_path",
        )

    def full(self, pixels: Tensor, record: TowerRecord, text: Tensor) -> Attribution:
        """The same contributions with gradients through the whole tower: one backward pass per prompt."""
        seen = _own(record)
        with torch.enable_grad(), AttentionTaps(self.blocks, differentiable=True) as taps:
            scores = functional.normalize(self.forward(pixels)[0].float(), dim=-1) @ text.T
            rows: list[list[Tensor]] = [[] for _ in self.blocks]
            for index in range(len(text)):
                gradients = torch.autograd.grad(
                    scores[index], taps.outputs, retain_graph=index + 1 < len(text)
                )
                for block_rows, gradient in zip(rows, gradients, strict=True):
                    block_rows.append(gradient[0, 0])
        contributions, alignments = [], []
        with torch.no_grad():
            for block, kept, block_rows in zip(self.blocks, seen.blocks, rows, strict=True):
                heads = (torch.stack(block_rows) @ block.attn.out_proj.weight).unflatten(
                    -1, (len(kept.value), -1)
                )
                along_values = torch.einsum("phd,htd->pht", heads, kept.value)
                contributions.append((along_values * kept.class_attention).sum(dim=1).float())
                alignments.append(torch.relu(along_values).mean(dim=1).float())
        stacked = [torch.stack(block_rows) for block_rows in rows]
        loosened = _loosened(seen.blocks[-1], heads)
        return self._collect(
            seen, stacked, contributions, alignments, loosened, scores.detach(), "whole_tower"
        )

    def grad_eclip(self, record: TowerRecord, text: Tensor) -> Tensor:
        """H_i = ReLU(Σ_c g_c · λ_i · v_{i,c}) of the last block, see :meth:`ImageTower.grad_eclip`."""
        seen = _own(record)
        (step,) = class_token_path.walk_back(self, seen, text, blocks=1)
        return _loosened(seen.blocks[-1], step.heads)

    def embed_row(self, row: Tensor) -> Tensor:
        """Class-token row (..., D) after the last block → embedding (..., E), before normalisation."""
        pooled = self.visual.ln_post(row)
        return cast("Tensor", pooled if self.visual.proj is None else pooled @ self.visual.proj)

    def patch_embeddings(self, record: TowerRecord) -> Tensor:
        """Each patch in the joint space, along the value path of the last block: (patches, E), unit length.

        Source: MaskCLIP (Zhou, Loy, Dai, ECCV 2022): skip the last block's query and key.
        """
        with torch.no_grad():
            block = self.blocks[-1]
            value = _own(record).blocks[-1].value.transpose(0, 1).flatten(-2)[1:]
            row = scale_layer(block.ls_1, block.attn.out_proj(value))
            return functional.normalize(self.embed_row(row).float(), dim=-1)

    def embed_token_subsets(self, record: TowerRecord, kept_patches: Tensor, batch_size: int = 32) -> Tensor:
        """Embed the image with some patches' tokens dropped before the first block.

        Args:
            record: the image.
            kept_patches: bool (S, patches); each row says which patches stay.
            batch_size: rows run together.

        Returns:
            (S, E), unit length. Rows with equal counts run together; no token is invented.
        """
        result = torch.empty(len(kept_patches), record.embedding.shape[-1], device=record.embedding.device)
        for rows, picked in group_by_count(kept_patches):
            tokens = torch.cat([picked.new_zeros(len(rows), 1), picked + 1], dim=1)
            result[rows] = run_in_batches(
                lambda some: self._embed_tokens(record.entry_tokens[some]),
                tokens,
                batch_size,
                self.fallbacks.append,
            )
        return result

    def reinitialisable(self) -> nn.Module:
        """The blocks."""
        return cast("nn.Module", self.visual.transformer.resblocks)

    def _embed_tokens(self, tokens: Tensor) -> Tensor:
        """Input of the first block (B, T, D) → embeddings (B, E), unit length.

        After the last block only the class token is read, so there the patches are spared all but their keys
        and values.
        """
        *earlier, last = self.blocks
        with torch.no_grad():
            for block in earlier:
                tokens = block(tokens)
            normed = last.ln_1(tokens)
            attended = last.attention(normed[:, :1], normed, normed)
            row = finish_block(last, tokens[:, 0], attended[:, 0])
            return functional.normalize(self.embed_row(row).float(), dim=-1)

    def _collect(
        self,
        record: ClassTokenRecord,
        output_gradients: list[Tensor],
        contributions: list[Tensor],
        alignments: list[Tensor],
        loosened: Tensor,
        scores: Tensor,
        gradients: str,
    ) -> Attribution:
        """E with its completeness residual, from ∂s/∂y (P, D) and the contributions (P, T) of each block."""
        residuals = []
        with torch.no_grad():
            for block, seen, gradient, contribution in zip(
                self.blocks, record.blocks, output_gradients, contributions, strict=True
            ):
                # Held against the attention output itself, through the output projection.
                bias = block.attn.out_proj.bias
                output = (seen.output_row if bias is None else seen.output_row - bias).float()
                expected = gradient.float() @ output
                scale = contribution.abs().sum(dim=-1).clamp_min(1e-12)
                residuals.append(((contribution.sum(dim=-1) - expected).abs() / scale).float())
        stacked = torch.stack(contributions, dim=1).float()
        return Attribution(
            patches=stacked[..., 1:],
            alignment=torch.stack(alignments, dim=1)[..., 1:].float(),
            loosened=loosened,
            class_token=stacked[..., 0],
            residual=torch.stack(residuals, dim=1),
            scores=scores.float(),
            gradients=gradients,
        )


def _own(record: TowerRecord) -> ClassTokenRecord:
    assert isinstance(record, ClassTokenRecord)
    return record


def _loosened(last: ClassTokenBlock, heads: Tensor) -> Tensor:
    """Grad-ECLIP's map (P, patches) from ∂s/∂o (P, H, d) of the last block."""
    with torch.no_grad():
        joined_query = last.query[:, 0].flatten()[None]
        joined_key = last.key.transpose(0, 1).flatten(-2)[1:]
        joined_value = last.value.transpose(0, 1).flatten(-2)[1:]
        return loosened_map(joined_query.float(), joined_key.float(), joined_value.float(), heads.flatten(1))


def _run_block(
    block: ResidualAttentionBlock, tokens: Tensor, *, last: bool
) -> tuple[ClassTokenBlock, Tensor, Tensor]:
    """A plain residual block on one image's tokens (T, D).

    After the last block only the class token is read, so its MLP is spared the patches.

    Returns:
        What it did, the class token inside its MLP before the activation (4D,), and its result: (T, D), from
        the last block (1, D).
    """
    normed = block.ln_1(tokens)
    query, key, value = project_heads(block.attn, normed)
    attention = attention_weights(query, key)
    rows = slice(0, 1) if last else slice(None)
    output = block.attn.out_proj((attention[:, rows] @ value).transpose(0, 1).flatten(1))
    middle = tokens[rows] + scale_layer(block.ls_1, output)
    hidden = block.mlp.c_fc(block.ln_2(middle))
    result = middle + scale_layer(block.ls_2, block.mlp.c_proj(block.mlp.gelu(hidden)))
    seen = ClassTokenBlock(
        normed=normed,
        query=query,
        key=key,
        value=value,
        mean_attention=attention.mean(dim=0),
        class_attention=attention[:, 0].clone(),
        input_row=tokens[0],
        output_row=output[0].clone(),
        middle_row=middle[0].clone(),
    )
    return seen, hidden[0].clone(), result


def scale_layer(layer_scale: nn.Module, values: Tensor) -> Tensor:
    """Apply a block's layer scale (the identity in most models)."""
    return cast("Callable[[Tensor], Tensor]", layer_scale)(values)


def finish_block(block: ResidualAttentionBlock, row: Tensor, attention_output: Tensor) -> Tensor:
    """The rest of a plain residual block after its attention."""
    row = row + scale_layer(block.ls_1, attention_output)
    return row + scale_layer(block.ls_2, block.mlp(block.ln_2(row)))
