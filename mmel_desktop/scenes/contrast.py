"""The contrastive losses: captions are judged against images, with the truth known."""

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


def catalogue_loss(
    image: Tensor, text: Tensor, truth: Tensor, rivals: Tensor, of_kind: Tensor, logit_scale: Tensor
) -> Tensor:
    """Each plain prompt that is true of an image, against those of its rivals that are false.

    A named kind competes with absent kinds, a colour with the other colours of its kind. The loss of a true
    pair is ``softplus(logsumexp(false rivals' logits) - true logit)``; kinds on one side, colours and states
    on the other, are averaged apart, so that neither drowns the other.

    Args:
        image: (B, D) unit image embeddings.
        text: (C, D) unit text embeddings of the catalogue.
        truth: (B, C) bool, prompt c is true of image b.
        rivals: (C, C) bool, prompts that compete.
        of_kind: (C,) bool, the prompt names a kind and nothing else.
        logit_scale: scalar, already exponentiated.
    """
    logits = logit_scale * image @ text.T
    image_of, prompt_of = truth.nonzero(as_tuple=True)
    false_rivals = rivals[prompt_of] & ~truth[image_of]
    against = logits[image_of].masked_fill(~false_rivals, float("-inf")).logsumexp(dim=1)
    pair_loss = functional.softplus(against - logits[image_of, prompt_of])
    total = logits.new_zeros(())
    for members in (of_kind[prompt_of], ~of_kind[prompt_of]):
        total = total + (pair_loss * members).sum() / members.sum().clamp(min=1)
    return total


def _one_way(logits: Tensor, truth: Tensor) -> Tensor:
    false_sum = logits.masked_fill(truth, float("-inf")).logsumexp(dim=1, keepdim=True)
    pair_loss = functional.softplus(false_sum - logits).masked_fill(~truth, 0.0)
    counts = truth.sum(dim=1)
    usable = (counts > 0) & (counts < truth.shape[1])
    per_row = pair_loss.sum(dim=1) / counts.clamp(min=1)
    return torch.where(usable, per_row, torch.zeros_like(per_row)).sum() / usable.sum().clamp(min=1)
