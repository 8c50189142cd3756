"""What each patch of a training scene shows, and the auxiliary loss that teaches it.

A small transformer trained from nothing on captions alone spends most of its steps finding out where things
are. The scenes know: one block's patch tokens also learn, through a head of their own that is thrown away
afterwards, which kind they show. Both kinds of worker share one label, so that what tells them apart (and the
planted shortcut with it) is learned from the captions alone.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from open_clip.model import CLIP
from torch import Tensor, nn
from torch.nn import functional

from mmel_desktop.scenes.kinds import KINDS, SHORTCUT_KIND, SHORTCUT_RIVAL
from mmel_desktop.scenes.rendering import RenderedScene

BACKGROUND = "background"
PATCH_LABELS: tuple[str, ...] = (BACKGROUND, *(kind for kind in KINDS if kind != SHORTCUT_RIVAL))

_COVERED_SHARE = 0.3
_BACKGROUND_WEIGHT = 0.1


def label_patches(rendered: RenderedScene, patch_px: int) -> NDArray[np.uint8]:
    """Label of the kind that covers most of each patch, background where none covers enough of it.

    Returns:
        (rows, columns) uint8, indices into ``PATCH_LABELS``.
    """
    lookup = np.zeros(len(rendered.objects) + 1, dtype=np.int64)
    for thing in rendered.objects:
        kind = SHORTCUT_KIND if thing.kind == SHORTCUT_RIVAL else thing.kind
        lookup[thing.object_id] = PATCH_LABELS.index(kind)
    labels = np.where(rendered.label_map >= 0, lookup[rendered.label_map], 0)
    rows, columns = labels.shape[0] // patch_px, labels.shape[1] // patch_px
    blocks = labels.reshape(rows, patch_px, columns, patch_px).swapaxes(1, 2).reshape(rows * columns, -1)
    counts = np.stack([(blocks == label).sum(axis=1) for label in range(len(PATCH_LABELS))], axis=1)
    best = 1 + counts[:, 1:].argmax(axis=1)
    covered = counts[np.arange(len(blocks)), best] >= _COVERED_SHARE * patch_px**2
    return np.where(covered, best, 0).reshape(rows, columns).astype(np.uint8)


class SomePatches(nn.Module):
    """Leaves out a random share of the patches while training, and remembers which ones stayed.

    Attributes:
        share: of the patches left out.
        kept: (B, K) int64, indices of the patches that stayed in the last pass; None when all did.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.kept: Tensor | None = None

    def forward(self, tokens: Tensor) -> Tensor:
        """(B, 1 + N, D), class token first, to (B, 1 + K, D)."""
        self.kept = None
        count = tokens.shape[1] - 1
        if not self.training or self.share <= 0:
            return tokens
        keep = max(1, round(count * (1 - self.share)))
        order = torch.rand(len(tokens), count, device=tokens.device).argsort(dim=1)
        self.kept = order[:, :keep].sort(dim=1).values
        picked = self.kept[..., None].expand(-1, -1, tokens.shape[2])
        return torch.cat([tokens[:, :1], tokens[:, 1:].gather(1, picked)], dim=1)


class PatchLabelLoss(nn.Module):
    """Cross-entropy of one block's patch tokens against what the patches show.

    Args:
        model: whose image tower is taught; its patch dropout must be a :class:`SomePatches`.
        block: which block's output, from 1.
    """

    def __init__(self, model: CLIP, block: int) -> None:
        super().__init__()
        width = model.visual.transformer.width
        self.head = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, len(PATCH_LABELS)))
        self._dropout = [model.visual.patch_dropout]
        self._tokens: Tensor | None = None
        weights = torch.full((len(PATCH_LABELS),), 1.0)
        weights[0] = _BACKGROUND_WEIGHT
        self._weights: Tensor
        self.register_buffer("_weights", weights, persistent=False)
        model.visual.transformer.resblocks[block - 1].register_forward_hook(self._remember)

    def _remember(self, _block: nn.Module, _arguments: object, tokens: Tensor) -> None:
        self._tokens = tokens

    def forward(self, labels: Tensor) -> Tensor:
        """Loss of the tower's last pass against labels (B, N) int64."""
        assert self._tokens is not None
        kept = self._dropout[0].kept
        wanted = labels if kept is None else labels.gather(1, kept)
        logits = self.head(self._tokens[:, 1:].float()).flatten(0, 1)
        self._tokens = None
        return functional.cross_entropy(logits, wanted.flatten(), weight=self._weights)
