"""What regions are made of: which patches belong together, and which of them speak for a prompt."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from mmel_desktop.engine.attribution import Attribution
from mmel_desktop.engine.image_tower import TowerRecord

LATE_SHARE = 1 / 3
"""Share of the blocks, counted from the last, whose features tell objects apart."""

SUPPORT_MASS = 0.02
"""Mass that the prompts' support adds to the patches, beside a mass of 1 spread evenly."""

NAMED_WEIGHT = 0.3
"""How much being what a prompt names tells patches apart, beside a weight of 1 of their features."""


@dataclass(frozen=True)
class PromptSupport:
    """What P prompts say about N patches.

    Attributes:
        support: float32 (P, N), what speaks for each prompt; rows sum to 1, or to 0 without any.
        named: float32 (P, N) in [0, 1], how far each patch is what the prompt names: root of the alignment
            above the image's mean, 1 where it is largest.
        presence: float32 (P,) in [0, 1], root of the prompt's probability beside that of the likeliest:
            what is hardly in the image has little say in what its regions are.
    """

    support: np.ndarray
    named: np.ndarray
    presence: np.ndarray


def object_similarity(record: TowerRecord) -> Tensor:
    """Mean cosine of patches' features in the late blocks, the image's mean feature taken out: (N, N).

    Early blocks say what a patch looks like, late ones what it belongs to.
    """
    late = math.ceil(LATE_SHARE * len(record.blocks))
    return record.patch_cosines[-late:].mean(dim=0)


def prompt_support(attribution: Attribution, probabilities: np.ndarray) -> PromptSupport:
    """What speaks for each prompt, of methods with a semantic hierarchy.

    Half of the support is evidence, the positive contributions of all blocks together: what the score hangs
    on. Half is alignment above the image's mean: what would serve the prompt, attended to or not. A prompt
    that names two things is often decided by one of them; the alignment keeps the other in sight.

    Args:
        attribution: of P prompts.
        probabilities: float (P,), softmax over the prompts.
    """
    evidence = _shares(attribution.patches.sum(dim=1))
    alignment = attribution.alignment.mean(dim=1)
    above_mean = torch.relu(alignment - alignment.mean(dim=-1, keepdim=True))
    support = (evidence + _shares(above_mean)) / 2
    return PromptSupport(_plain(support), _named(_plain(above_mean)), _presence(probabilities))


def painted_support(painted: np.ndarray, probabilities: np.ndarray) -> PromptSupport:
    """The same for methods without alignment: their regions share out the map that is painted.

    Args:
        painted: float (P, N), signed.
        probabilities: float (P,), softmax over the prompts.
    """
    positive = np.maximum(painted, 0).astype(np.float32)
    shares = positive / np.maximum(positive.sum(axis=1, keepdims=True), 1e-12)
    return PromptSupport(shares, _named(positive), _presence(probabilities))


def group_patches(similarity: np.ndarray, prompts: PromptSupport) -> tuple[np.ndarray, np.ndarray]:
    """What decides which patches join: how alike they are, and how much each counts.

    Patches are alike when their features are and when both, or neither, are what a prompt names:

        K = F / tr_m F + η Σ_p v_p n_p n_pᵀ / tr_m(Σ_p v_p n_p n_pᵀ),    m_i = 1 / N + μ max_p v_p s_pi

    with F the cosines, n what is named, s support, v presence, η and μ the constants of this file, and tr_m
    the scatter about the mean, weighted by m.

    Args:
        similarity: float (N, N), cosines of patch features.
        prompts: what P prompts say about them.

    Returns:
        K, float (N, N), inner products; m, float (N,), positive.
    """
    presence = prompts.presence[:, None]
    masses = 1 / len(similarity) + SUPPORT_MASS * (presence * prompts.support).max(axis=0)
    weighted = np.sqrt(presence) * prompts.named
    alike = similarity / max(_scatter(similarity, masses), 1e-12)
    named = weighted.T @ weighted
    scatter = _scatter(named, masses)
    # Where no prompt names anything there is nothing to choose by.
    return (alike + named * (NAMED_WEIGHT / scatter) if scatter > 1e-9 else alike), masses


def _scatter(products: np.ndarray, masses: np.ndarray) -> float:
    """Mean squared distance to the mean, weighted by masses, from inner products (N, N)."""
    weights = masses / masses.sum()
    return float(weights @ products.diagonal() - weights @ products @ weights)


def _shares(values: Tensor) -> Tensor:
    """The positive part of (P, N), each row summing to 1, or 0 where nothing is positive."""
    positive = torch.relu(values)
    return positive / positive.sum(dim=-1, keepdim=True).clamp_min(1e-12)


def _named(positive: np.ndarray) -> np.ndarray:
    """Root of (P, N) as a share of each row's largest."""
    return np.asarray(np.sqrt(positive / np.maximum(positive.max(axis=1, keepdims=True), 1e-12)))


def _presence(probabilities: np.ndarray) -> np.ndarray:
    return np.asarray(np.sqrt(probabilities / max(float(probabilities.max()), 1e-12)), dtype=np.float32)


def _plain(values: Tensor) -> np.ndarray:
    return np.asarray(values.cpu().numpy(), dtype=np.float32)
