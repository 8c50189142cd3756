"""Transformers of every build: average- and attention-pooled ones, EVA, Perception Encoder, SigLIP, CoCa.

How gradients reach each layer is decided here; what a layer contributes under them is worked out in
:mod:`transformer_contributions`.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from mmel_desktop.engine.attention_modes import HoldOthers, RecordAttention, ReplaceOutput, SeenAttention
from mmel_desktop.engine.attribution import Attribution
from mmel_desktop.engine.image_tower import (
    BlockRecord,
    ImageTower,
    TowerRecord,
    group_by_count,
)
from mmel_desktop.engine.memory_fallback import run_in_batches
from mmel_desktop.engine.model_support import HOW
from mmel_desktop.engine.token_trunk import TokenTrunk
from mmel_desktop.engine.transformer_contributions import (
    LayerContributions,
    TransformerRecord,
    contributions_of_queries,
    contributions_of_replayed_rows,
    gather,
    loosened_by_last_layer,
)
from mmel_desktop.errors import UnsupportedModelError

ROWS_TOGETHER = 32
"""Prompts whose class-token rows are replayed together; bounds the memory of many prompts."""


class TransformerTower(ImageTower):
    """A transformer taken apart by its trunk.

    Args:
        visual: the model's image tower, in evaluation mode, parameters frozen.
        trunk: its anatomy.
    """

    def __init__(self, visual: nn.Module, trunk: TokenTrunk) -> None:
        super().__init__(visual)
        self.trunk = trunk
        self.how = HOW[trunk.pooling]

    @property
    def block_count(self) -> int:
        """Attention blocks, and the pooler where it attends."""
        return len(self.trunk.blocks) + (self.trunk.pooling == "attention")

    @property
    def grid_hw(self) -> tuple[int, int]:
        """Rows and columns of the patch grid."""
        return self.trunk.grid_hw

    @property
    def patch_hw_px(self) -> tuple[int, int]:
        """Height and width of a patch in pixels of the input."""
        return self.trunk.patch_hw_px

    @property
    def whole_view_refusal(self) -> str:
        """Why inputs of another size cannot be read."""
        return self.trunk.whole_view_refusal

    def with_visual(self, visual: nn.Module) -> ImageTower:
        """A tower of the same kind around another module."""
        return TransformerTower(visual, type(self.trunk)(visual))  # type: ignore[call-arg]

    def reinitialisable(self) -> nn.Module:
        """The blocks."""
        return nn.ModuleList(self.trunk.blocks)

    def note(self, method: str) -> str:
        """Pooled towers: which gradients stand behind a method."""
        if self.trunk.pooling == "token":
            return ""
        if self.trunk.pooling == "attention":
            what, asks = "pools its patches by attention", "the pooler's latent query"
            layers = "; the last layer is the pooler's cross-attention"
        else:
            what, asks, layers = "averages its patches", "the patches' mean query", ""
        opening = f"The image tower {what}, so no class token's path can be followed"
        if method == "direct":
            return f"{opening}: 'direct' follows gradients along the residual stream only{layers}."
        if method == "grad_eclip":
            return f"{opening}: 'grad_eclip' uses {asks}."
        return f"{opening}: gradients run through the whole tower, one backward pass per prompt{layers}."

    def forward(self, pixels: Tensor) -> Tensor:
        """The model's own embeddings; at another input size with interpolated positions."""
        tokens, rotary = self.trunk.entry(pixels)
        for index in range(len(self.trunk.blocks)):
            tokens = self.trunk.run_block(index, tokens, rotary)
        return self.trunk.finish(tokens)

    def record(self, pixels: Tensor) -> TransformerRecord:
        """One forward pass over an image (1, 3, H, W), keeping what attribution needs."""
        trunk = self.trunk
        height, width = trunk.patch_hw_px
        grid_hw = (pixels.shape[-2] // height, pixels.shape[-1] // width)
        inputs = []
        with torch.no_grad(), RecordAttention() as attention:
            tokens, rotary = trunk.entry(pixels)
            entry = tokens[0]
            before = len(attention.seen)
            for index in range(len(trunk.blocks)):
                inputs.append(tokens[0])
                tokens = trunk.run_block(index, tokens, rotary)
            embedding = trunk.finish(tokens)[0].float()
        seen = attention.seen[before:]
        if len(seen) != self.block_count:
            raise _unread(len(seen), self.block_count)
        with torch.no_grad():
            normed = [trunk.attention_input(index, one) for index, one in enumerate(inputs)]
            means = [one.weights()[0].mean(dim=0) for one in seen[: len(inputs)]]
            if trunk.pooling == "attention":
                # A pooler has no attention among patches: its relations are those of the block below it.
                normed.append(trunk.attention_input(len(inputs) - 1, tokens[0]))
                means.append(means[-1])
            blocks = [
                BlockRecord(
                    self._with_leading_row(features), self._with_leading_row(self._with_leading_row(mean).T).T
                )
                for features, mean in zip(normed, means, strict=True)
            ]
        return TransformerRecord(
            embedding, self._with_leading_row(entry), blocks, grid_hw, seen, inputs, tokens[0], rotary
        )

    def direct(self, record: TowerRecord, text: Tensor) -> Attribution:
        """Contributions along the pooled token's own path, or the residual stream where none is pooled.

        With a class token: keys and values of all other tokens are constants, the class token's row is run
        again, once per prompt, and differentiated. Without one: a gradient reaches block l along the residual
        stream alone, not through the blocks after it, which is the block's direct effect on the score
        (Gandelsman, Efros, Steinhardt, "Interpreting CLIP's image representation via text-based
        decomposition", ICLR 2024).
        """
        seen = _own(record)
        if self.trunk.pooling == "token":
            return self._along_class_token(seen, text)
        return self._along_residual_stream(seen, text)

    def attribute(self, pixels: Tensor, record: TowerRecord, text: Tensor) -> Attribution:
        """With a class token along its path; otherwise through the whole tower, which leaves nothing out."""
        return self.direct(record, text) if self.trunk.pooling == "token" else self.full(pixels, record, text)

    def full(self, pixels: Tensor, record: TowerRecord, text: Tensor) -> Attribution:
        """The same contributions with gradients through the whole tower: one backward pass per prompt."""
        kept, trunk = _own(record), self.trunk
        with torch.no_grad():
            entry, rotary = trunk.entry(pixels)
        with torch.enable_grad(), RecordAttention() as attention:
            tokens = entry.detach().requires_grad_(True)
            for index in range(len(trunk.blocks)):
                tokens = trunk.run_block(index, tokens, rotary)
            scores = functional.normalize(trunk.finish(tokens)[0].float(), dim=-1) @ text.T
            each = scores.unbind()
        outputs = [one.output for one in attention.seen]
        found: list[LayerContributions] = []
        for index in range(len(text)):
            gradients = torch.autograd.grad(each[index], outputs, retain_graph=index + 1 < len(text))
            found.append(self._of_queries(kept.seen, [gradient[0] for gradient in gradients]))
        return self._gather(kept, found, scores.detach(), "whole_tower")

    def grad_eclip(self, record: TowerRecord, text: Tensor) -> Tensor:
        """The last attention's map, see :meth:`ImageTower.grad_eclip`."""
        kept, trunk = _own(record), self.trunk
        last = len(trunk.blocks) - 1
        with torch.enable_grad(), RecordAttention() as attention:
            tokens = kept.inputs[-1][None].detach().requires_grad_(True)
            embedding = trunk.finish(trunk.run_block(last, tokens, kept.rotary))[0]
            scores = (functional.normalize(embedding.float(), dim=-1) @ text.T).unbind()
        output = attention.seen[-1].output
        rows = slice(None) if trunk.pooling == "average" else slice(0, 1)
        channels = [
            torch.autograd.grad(score, output, retain_graph=True)[0][0, :, rows].sum(dim=1).flatten()
            for score in scores
        ]
        return loosened_by_last_layer(
            kept, torch.stack(channels), every_patch_asks=trunk.pooling == "average"
        )

    def patch_embeddings(self, record: TowerRecord) -> Tensor:
        """Each patch in the joint space, seen alone: (patches, E), unit length.

        With a class token, along the value path of the last block (MaskCLIP; Zhou, Loy, Dai, ECCV 2022);
        otherwise pooled as if it were the image's only token.
        """
        kept, trunk = _own(record), self.trunk
        with torch.no_grad():
            if trunk.pooling == "token":
                # Attention of a token alone is its own value, whatever query and key say.
                alone = kept.inputs[-1][-kept.patch_count :, None]
                rows = trunk.attention_branch(len(trunk.blocks) - 1, alone, None)[:, 0]
            else:
                rows = kept.final_tokens[-kept.patch_count :]
            return functional.normalize(trunk.finish_alone(rows).float(), dim=-1)

    def embed_token_subsets(self, record: TowerRecord, kept_patches: Tensor, batch_size: int = 32) -> Tensor:
        """Embed the image with some patches' tokens dropped before the first block.

        Where nothing is left to pool, the embedding is zero, and so is every cosine with it.
        """
        kept, trunk = _own(record), self.trunk
        result = torch.zeros(len(kept_patches), record.embedding.shape[-1], device=record.embedding.device)
        prefix = torch.arange(trunk.prefix_count, device=kept_patches.device)

        def embed(picked: Tensor) -> Tensor:
            positions = torch.cat([prefix.expand(len(picked), -1), picked + trunk.prefix_count], dim=1)
            tokens = kept.inputs[0][positions]
            rotary = None if kept.rotary is None else kept.rotary[picked][:, None]
            for index in range(len(trunk.blocks)):
                tokens = trunk.run_block(index, tokens, rotary)
            return functional.normalize(trunk.finish(tokens).float(), dim=-1)

        with torch.no_grad():
            for rows, picked in group_by_count(kept_patches):
                if picked.shape[1] == 0 and (trunk.pool_drops_prefix or trunk.prefix_count == 0):
                    continue
                result[rows] = run_in_batches(embed, picked, batch_size, self.fallbacks.append)
        return result

    def _along_class_token(self, kept: TransformerRecord, text: Tensor) -> Attribution:
        others = [(one.key[0, :, 1:], one.value[0, :, 1:]) for one in kept.seen]
        found: list[LayerContributions] = []
        scores = []
        for prompts in text.split(ROWS_TOGETHER):
            with torch.enable_grad(), HoldOthers(others) as held:
                row = kept.inputs[0][:1].detach().expand(len(prompts), -1)[:, None].requires_grad_(True)
                for index in range(len(self.trunk.blocks)):
                    row = self.trunk.run_block(index, row, None)
                unit = functional.normalize(self.trunk.finish(row).float(), dim=-1)
                cosines = (unit * prompts).sum(dim=-1)
                together = cosines.sum()
            # One row per prompt, so the gradient of the sum is each prompt's own.
            outputs = [one.output for one in held.seen]
            gradients = torch.autograd.grad(together, outputs)
            scores.append(cosines.detach())
            found += contributions_of_replayed_rows(
                held, others, [gradient.float() for gradient in gradients]
            )
        return self._gather(kept, found, torch.cat(scores), "class_token_path")

    def _along_residual_stream(self, kept: TransformerRecord, text: Tensor) -> Attribution:
        trunk = self.trunk
        with torch.enable_grad():
            with RecordAttention() as pool:
                tokens = kept.final_tokens[None].detach().requires_grad_(True)
                embedding = trunk.finish(tokens)[0].float()
                scores = (functional.normalize(embedding, dim=-1) @ text.T).unbind()
            branches = []
            for index, (one, tokens_in) in enumerate(zip(kept.seen, kept.inputs, strict=False)):
                leaf = one.output.detach().requires_grad_(True)
                with ReplaceOutput(leaf):
                    branches.append((leaf, trunk.attention_branch(index, tokens_in[None], kept.rotary)))
        found: list[LayerContributions] = []
        for score in scores:
            targets = [tokens, *(one.output for one in pool.seen)]
            stream, *pooled = torch.autograd.grad(score, targets, retain_graph=True)
            gradients = [
                torch.autograd.grad(branch, leaf, stream, retain_graph=True)[0][0]
                for leaf, branch in branches
            ]
            gradients += [gradient[0] for gradient in pooled]
            found.append(self._of_queries(kept.seen, gradients))
        return self._gather(kept, found, torch.stack(scores).detach(), "residual_stream")

    def _of_queries(self, seen: Sequence[SeenAttention], gradients: Sequence[Tensor]) -> LayerContributions:
        return contributions_of_queries(seen, gradients, first_query_only=self.trunk.pooling == "token")

    def _gather(
        self, record: TransformerRecord, found: Sequence[LayerContributions], scores: Tensor, gradients: str
    ) -> Attribution:
        asks = self.trunk.pooling == "average"
        return gather(record, found, scores, every_patch_asks=asks, gradients=gradients)

    def _with_leading_row(self, rows: Tensor) -> Tensor:
        """Tokens as (1 + N, ...): the class token's row first, a row of zeros where there is none."""
        prefix = self.trunk.prefix_count
        first = rows[:1] if prefix else torch.zeros_like(rows[:1])
        return rows if prefix == 1 else torch.cat([first, rows[prefix:]])


def _own(record: TowerRecord) -> TransformerRecord:
    assert isinstance(record, TransformerRecord)
    return record


def _unread(found: int, expected: int) -> UnsupportedModelError:
    return UnsupportedModelError(
        "this model's attention cannot be read",
        found=f"{found} calls of PyTorch's attention functions in one forward pass",
        expected=f"{expected}, one for each layer that attends",
        action="unset TIMM_FUSED_ATTN if it is set, or choose another model",
    )
