"""What every layer of a transformer contributes, from what its attention did and the gradients that reach it.

Where no class token is pooled, the score's gradient enters through every patch. The contributions of block l
are then summed over all queries q,

    E[l, i] = Σ_q Σ_h A_l^h[q, i] · (g_l,q^h · v_{l,i}^h),

and a pooler's cross-attention is a layer of its own, the last one: its latent query asks first, the patches'
queries ask on its behalf.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from mmel_desktop.engine.attention_modes import HoldOthers, SeenAttention
from mmel_desktop.engine.attribution import Attribution, loosened_map
from mmel_desktop.engine.image_tower import TowerRecord


@dataclass
class TransformerRecord(TowerRecord):
    """One image, seen once by a transformer of T tokens, the prefix first.

    Attributes:
        seen: per layer, its attention (B = 1), a pooler's last.
        inputs: per block, its input (T, D).
        final_tokens: (T, D), after the last block.
        rotary: the patches' rotary embedding (N, ·), if there is one.
    """

    seen: Sequence[SeenAttention]
    inputs: Sequence[Tensor]
    final_tokens: Tensor
    rotary: Tensor | None

    @property
    def patch_count(self) -> int:
        """N."""
        return self.grid_hw[0] * self.grid_hw[1]


@dataclass(frozen=True)
class LayerContributions:
    """One prompt; T tokens, the prefix first.

    Attributes:
        parts: per layer (T,), contributions of the tokens it reads.
        wholes: per layer, scalar, what they must add up to.
        aligned: per layer (T,), what the score would gain from more attention to a token.
        last_gradient: (H·d,), ∂s/∂o of the last layer, summed over the tokens that ask.
    """

    parts: list[Tensor]
    wholes: list[Tensor]
    aligned: list[Tensor]
    last_gradient: Tensor


def contributions_of_queries(
    seen: Sequence[SeenAttention], gradients: Sequence[Tensor], *, first_query_only: bool
) -> LayerContributions:
    """Per layer Σ_q Σ_h A[q, i] (g_q · v_i) for every token i, and the whole they must add up to.

    Args:
        seen: per layer, its attention (B = 1).
        gradients: per layer, ∂s/∂o of its attention (H, queries, d).
        first_query_only: only the class token's query counts.
    """
    parts, wholes, aligned = [], [], []
    rows = slice(0, 1) if first_query_only else slice(None)
    with torch.no_grad():
        for one, gradient in zip(seen, gradients, strict=True):
            asked = gradient[:, rows].float()
            weights = one.weights()[0][:, rows]
            carried = torch.einsum("hqt,hqd->htd", weights, asked)
            parts.append((carried * one.value[0].float()).sum(dim=(0, 2)))
            # Where many tokens ask, the mean of what they would gain.
            gains = torch.einsum("hd,htd->ht", asked.mean(dim=1), one.value[0].float())
            aligned.append(torch.relu(gains).mean(dim=0))
            wholes.append((asked * one.output[0, :, rows].float()).sum())
    return LayerContributions(parts, wholes, aligned, asked.sum(dim=1).flatten())


def contributions_of_replayed_rows(
    held: HoldOthers, others: Sequence[tuple[Tensor, Tensor]], gradients: Sequence[Tensor]
) -> list[LayerContributions]:
    """Contributions of replayed class-token rows, for each of P prompts.

    Args:
        held: what the rows did, run again with all other tokens held.
        others: per layer, keys and values (H, T − 1, d) of the tokens that were held.
        gradients: per layer, ∂s/∂o (P, H, d).
    """
    parts, wholes, aligned = [], [], []
    with torch.no_grad():
        for one, weights, (_, values), gradient in zip(
            held.seen, held.weights, others, gradients, strict=True
        ):
            own = (gradient * one.value[:, :, 0].float()).sum(dim=-1, keepdim=True)
            rest = torch.einsum("phd,htd->pht", gradient, values.float())
            along_values = torch.cat([own, rest], dim=-1)
            parts.append((along_values * weights.float()).sum(dim=1))
            aligned.append(torch.relu(along_values).mean(dim=1))
            wholes.append((gradient * one.output.float()).sum(dim=(1, 2)))
    return [
        LayerContributions(
            [part[prompt] for part in parts],
            [whole[prompt] for whole in wholes],
            [layer[prompt] for layer in aligned],
            gradients[-1][prompt].flatten(),
        )
        for prompt in range(len(parts[0]))
    ]


def gather(
    record: TransformerRecord,
    found: Sequence[LayerContributions],
    scores: Tensor,
    *,
    every_patch_asks: bool,
    gradients: str,
) -> Attribution:
    """The prompts' contributions as one attribution.

    Args:
        record: the image.
        found: per prompt.
        scores: (P,), cosines recomputed along the way.
        every_patch_asks: whether the last layer is asked by every token, not by the first alone.
        gradients: where they ran, see :class:`mmel_desktop.engine.image_tower.Attribution`.
    """
    patches, alignment, rest, residual = [], [], [], []
    count = record.patch_count
    for one in found:
        alignment.append(torch.stack([layer[-count:] for layer in one.aligned]))
        patches.append(torch.stack([part[-count:] for part in one.parts]))
        rest.append(torch.stack([part[:-count].sum() for part in one.parts]))
        scales = torch.stack([part.abs().sum() for part in one.parts]).clamp_min(1e-12)
        sums = torch.stack([part.sum() for part in one.parts])
        residual.append((sums - torch.stack(one.wholes)).abs() / scales)
    channels = torch.stack([one.last_gradient for one in found])
    return Attribution(
        patches=torch.stack(patches),
        alignment=torch.stack(alignment),
        loosened=loosened_by_last_layer(record, channels, every_patch_asks=every_patch_asks),
        class_token=torch.stack(rest),
        residual=torch.stack(residual),
        scores=scores.float(),
        gradients=gradients,
    )


def loosened_by_last_layer(record: TransformerRecord, channels: Tensor, *, every_patch_asks: bool) -> Tensor:
    """Grad-ECLIP's map (P, patches) from ∂s/∂o (P, H·d) of the last layer, summed over who asks."""
    rows = slice(None) if every_patch_asks else slice(0, 1)
    final, patches = record.seen[-1], slice(-record.patch_count, None)
    with torch.no_grad():
        return loosened_map(
            final.query[0, :, rows].mean(dim=1).flatten()[None].float(),
            final.key[0, :, patches].transpose(0, 1).flatten(1).float(),
            final.value[0, :, patches].transpose(0, 1).flatten(1).float(),
            channels,
        )
