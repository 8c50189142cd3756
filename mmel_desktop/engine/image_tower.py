"""What every image tower can be asked, whatever its architecture: see an image once, say who contributed.

Four kinds stand behind this face, chosen by the tower's class (:mod:`mmel_desktop.engine.tower_choice`):
class-token transformers of open_clip (:mod:`class_token_tower`, the fast path), other transformers
(:mod:`transformer_tower`), convolutional towers (:mod:`feature_grid_tower`), and any of them looking at
several windows of an image (:mod:`tiled_tower`).
"""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor, nn
from torch.nn import functional

from mmel_desktop.engine.attribution import Attribution

FORWARD_TOLERANCE = 1e-3
"""Largest relative difference allowed between our step-by-step forward and the model's own, in float32."""

HALF_PRECISION_TOLERANCE = 5e-2
"""The same for bfloat16 and float16, where the order of additions shows."""


@dataclass(frozen=True)
class BlockRecord:
    """What one block did with one image, as far as every kind of tower can tell. N patches, width D.

    Attributes:
        normed: (1 + N, D), input of the attention after its normalisation; row 0 is the class token, or zero
            where the tower has none.
        mean_attention: (1 + N, 1 + N), attention averaged over heads, row 0 and column 0 as above; zero where
            the block has no attention.
    """

    normed: Tensor
    mean_attention: Tensor


@dataclass
class TowerRecord:
    """One image, seen once.

    Attributes:
        embedding: (E,), image embedding before normalisation.
        entry_tokens: (1 + N, D), input of the first block; row 0 as in :class:`BlockRecord`.
        blocks: one record per explained layer.
        grid_hw: rows and columns of the patch grid.
    """

    embedding: Tensor
    entry_tokens: Tensor
    blocks: Sequence[BlockRecord]
    grid_hw: tuple[int, int]

    @cached_property
    def unit_embedding(self) -> Tensor:
        """(E,), normalised to length 1."""
        return functional.normalize(self.embedding, dim=-1)

    @cached_property
    def patch_cosines(self) -> Tensor:
        """float32 (L, N, N), cosines between the patches of each layer, their mean feature taken out."""
        return torch.stack([centred_cosines(block.normed[1:].float()) for block in self.blocks])


class ImageTower(ABC):
    """Face of a model's image tower for attribution.

    Args:
        visual: the tower, in evaluation mode, parameters frozen.

    Attributes:
        visual: the same.
        how: one sentence on how this kind of tower is explained.
        fallbacks: what was done differently because memory ran out, in words; the explainer empties it.
    """

    how: str

    def __init__(self, visual: nn.Module) -> None:
        self.visual = visual
        self.fallbacks: list[str] = []

    @property
    @abstractmethod
    def block_count(self) -> int:
        """L, the number of explained layers."""

    @property
    @abstractmethod
    def grid_hw(self) -> tuple[int, int]:
        """Rows and columns of the patch grid at the model's own input size."""

    @property
    @abstractmethod
    def patch_hw_px(self) -> tuple[int, int]:
        """Height and width of a patch in pixels of the model's input."""

    @property
    def whole_view_refusal(self) -> str:
        """Why the tower cannot look at inputs of another size; empty when it can."""
        return ""

    def note(self, method: str) -> str:
        """What the record must say about a method on this kind of tower; empty when there is nothing."""
        del method
        return ""

    @abstractmethod
    def forward(self, pixels: Tensor) -> Tensor:
        """The model's own embeddings (B, E) of pixels (B, 3, H, W), before normalisation."""

    @abstractmethod
    def record(self, pixels: Tensor) -> TowerRecord:
        """One forward pass over an image (1, 3, H, W), normalised, keeping what attribution needs."""

    @abstractmethod
    def direct(self, record: TowerRecord, text: Tensor) -> Attribution:
        """Contributions with gradients that flow along the pooled token's own path only.

        With a class token, the patches' keys and values are constants and one row is walked back for all
        prompts at once. Without one, gradients reach each block along the residual stream alone; see
        :meth:`mmel_desktop.engine.transformer_tower.TransformerTower.direct`.

        Args:
            record: the image, seen once.
            text: (P, E), unit text embeddings.
        """

    @abstractmethod
    def full(self, pixels: Tensor, record: TowerRecord, text: Tensor) -> Attribution:
        """The same contributions with gradients through the whole tower: one backward pass per prompt.

        Args:
            pixels: (1, 3, H, W), the model's input.
            record: the image, seen once.
            text: (P, E), unit text embeddings.
        """

    @abstractmethod
    def grad_eclip(self, record: TowerRecord, text: Tensor) -> Tensor:
        """The published Grad-ECLIP map, for comparison: last block only, or what stands for it.

        H_i = ReLU(Σ_c g_c · λ_i · v_{i,c}), with g = ∂s/∂o at the class token, and the loosened spatial
        weight λ the min-max scaled cosine between the class token's query and each patch's key (Zhao et al.,
        ICML 2024, eq. 6–9; here with the model's true heads joined, not the single head of the authors'
        code). A pooler's latent query takes the place of the class token's; without a pooler, the patches'
        mean query does.

        Returns:
            float32 (P, patches), not negative.
        """

    @abstractmethod
    def patch_embeddings(self, record: TowerRecord) -> Tensor:
        """Each patch in the joint space, seen alone: (patches, E), unit length."""

    @abstractmethod
    def embed_token_subsets(self, record: TowerRecord, kept_patches: Tensor, batch_size: int = 32) -> Tensor:
        """Embed the image with some patches removed: kept bool (S, patches) → (S, E), unit length."""

    @abstractmethod
    def reinitialisable(self) -> nn.Module:
        """The part of ``visual`` whose weights the model-randomisation check draws anew."""

    def attribute(self, pixels: Tensor, record: TowerRecord, text: Tensor) -> Attribution:
        """The contributions that ``mmel`` is built on: the cheapest that are exact enough for this kind."""
        del pixels
        return self.direct(record, text)

    def with_visual(self, visual: nn.Module) -> ImageTower:
        """A tower of the same kind around another module."""
        return type(self)(visual)

    def randomised(self, seed: int) -> ImageTower:
        """A copy with every weight matrix of its blocks drawn anew, at the scale it had.

        Source: model randomisation (Adebayo et al., "Sanity checks for saliency maps", NeurIPS 2018).
        """
        copied = self.with_visual(copy.deepcopy(self.visual))
        generator = torch.Generator().manual_seed(seed)
        with torch.no_grad():
            for parameter in copied.reinitialisable().parameters():
                if parameter.dim() >= 2:
                    spread = parameter.float().std().cpu()
                    drawn = torch.randn(parameter.shape, generator=generator) * spread
                    parameter.copy_(drawn.to(parameter))
        return copied

    def difference_from_model(self, input_hw: tuple[int, int]) -> float:
        """Largest difference from the model's own embedding of one noise image, relative to its size."""
        generator = torch.Generator().manual_seed(0)
        weight = next(parameter for parameter in self.visual.parameters() if parameter.is_floating_point())
        pixels = torch.randn(1, 3, *input_hw, generator=generator).to(weight)
        with torch.no_grad():
            expected = self.visual(pixels)
            expected = (expected[0] if isinstance(expected, tuple) else expected)[0].float()
            difference = (self.record(pixels).embedding.float() - expected).abs().max()
            return float(difference) / float(expected.abs().max().clamp_min(1e-12))


def forward_tolerance(visual: nn.Module) -> float:
    """How far a step-by-step forward may differ from the model's own, by the precision of its weights."""
    weight = next(parameter for parameter in visual.parameters() if parameter.is_floating_point())
    return FORWARD_TOLERANCE if weight.dtype == torch.float32 else HALF_PRECISION_TOLERANCE


def cosine_scores(record: TowerRecord, text: Tensor) -> Tensor:
    """(P,), cosines of the recorded image with unit text embeddings (P, E)."""
    return record.unit_embedding @ text.T


def centred_cosines(features: Tensor) -> Tensor:
    """Cosines (..., n, n) between features (..., n, D) less their mean; 0 where nothing is left of one."""
    centred = features - features.mean(dim=-2, keepdim=True)
    products = centred @ centred.mT
    lengths = products.diagonal(dim1=-2, dim2=-1).sqrt().clamp_min(1e-12)
    return products / (lengths[..., :, None] * lengths[..., None, :])


def group_by_count(kept: Tensor) -> list[tuple[Tensor, Tensor]]:
    """Rows of a bool matrix (S, N) with equal counts together.

    Returns:
        Pairs of row indices (b,) and the columns that are True in them (b, count).
    """
    counts = kept.sum(dim=1)
    groups = []
    for count in counts.unique().tolist():
        rows = torch.nonzero(counts == count).flatten()
        groups.append((rows, torch.nonzero(kept[rows])[:, 1].reshape(len(rows), int(count))))
    return groups
