"""The contrastive loss: every caption of the batch is judged against every image, with the truth known."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def contrastive_loss(image: Tensor, text: Tensor, truth: Tensor, logit_scale: Tensor) -> Tensor:
    """CLIP's symmetric contrastive loss with several true captions per image.

    A plain diagonal would call a caption wrong that is true of two images. Here each true pair competes with
    the false ones only: its loss is ``softplus(logsumexp(false logits) - true logit)``, averaged over the
    true captions of an image (the true images of a caption), then over images (captions). With one true
    caption per row it is exactly CLIP's cross-entropy (arXiv 2103.00020, figure 3).

    Args:
        image: (B, D) unit image embeddings.
        text: (M, D) unit text embeddings.
        truth: (B, M) bool, caption m is true of image b.
        logit_scale: scalar, already exponentiated.
    """
    logits = logit_scale * image @ text.T
    return (_one_way(logits, truth) + _one_way(logits.T, truth.T)) / 2


def _one_way(logits: Tensor, truth: Tensor) -> Tensor:
    false_sum = logits.masked_fill(truth, float("-inf")).logsumexp(dim=1, keepdim=True)
    pair_loss = functional.softplus(false_sum - logits).masked_fill(~truth, 0.0)
    counts = truth.sum(dim=1)
    usable = (counts > 0) & (counts < truth.shape[1])
    per_row = pair_loss.sum(dim=1) / counts.clamp(min=1)
    return torch.where(usable, per_row, torch.zeros_like(per_row)).sum() / usable.sum().clamp(min=1)
