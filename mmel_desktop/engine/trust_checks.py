"""Can this explanation be trusted? Figures with thresholds, not impressions.

Every check returns its figure, the limit it is held against and a verdict, with one sentence for the
reader. A check that warns or fails is shown beside the heat map, in the window and in the report.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from mmel_desktop.core.explanation import TrustCheck
from mmel_desktop.core.rank_correlation import centred_ranks, correlation, rank_correlation
from mmel_desktop.engine.attribution import Attribution
from mmel_desktop.engine.image_tower import ImageTower, TowerRecord
from mmel_desktop.engine.memory_fallback import run_in_batches
from mmel_desktop.engine.preprocessing import perturbed, shuffled_patches
from mmel_desktop.engine.probes import score_subsets
from mmel_desktop.engine.trust_limits import LIMITS

REMOVED_SHARE = 0.2
RANDOM_REMOVALS = 20
NOISE_LEVEL = 0.1
SHIFT_PX = 1
VARIANTS = 4


def check_completeness(attribution: Attribution, prompt: int, epsilon: float = 0.0) -> TrustCheck:
    """The contributions of all tokens must add up to what the model's own attention output contributes.

    Args:
        attribution: of all prompts.
        prompt: its index.
        epsilon: rounding of the tower's arithmetic, relative; coarser arithmetic cannot add up better.
    """
    value = float(attribution.residual[prompt].max())
    return _judged(
        "completeness",
        value,
        "Largest relative difference, over all blocks, between the sum of the parts and the whole.",
        epsilon,
    )


def check_replay(
    attribution: Attribution, through_model: Attribution, prompt: int, epsilon: float = 0.0
) -> TrustCheck:
    """The score that was explained must be the one the model's own forward gives; see above for epsilon."""
    value = abs(float(attribution.scores[prompt]) - float(through_model.scores[prompt]))
    return _judged(
        "replay",
        value,
        "Difference between the score that was explained and the score the model gives.",
        epsilon,
    )


def check_agreement(direct_map: np.ndarray, full_map: np.ndarray, gradients: str) -> TrustCheck:
    """The fast gradients must rank patches as the full ones do.

    Args:
        direct_map, full_map: (N,).
        gradients: where those of the first map ran, as an ``Attribution`` of the engine names it;
            a map that is itself made from the whole tower's gradients has nothing to agree with.
    """
    explanation = (
        "Rank correlation between the class-token path's map and the map from the whole tower's gradients."
    )
    if gradients in ("whole_tower", "last_feature_grid"):
        return _not_run("agreement", f"{explanation} This map is itself made from the whole gradients.")
    return _judged("agreement", rank_correlation(direct_map, full_map), explanation)


def check_specificity(direct_maps: np.ndarray) -> list[TrustCheck]:
    """Another prompt must give another map: direct_maps (P, N)."""
    explanation = (
        "Highest rank correlation with another prompt's map; near 1 means the map ignores the words."
    )
    if len(direct_maps) < 2:
        return [_not_run("specificity", f"{explanation} Needs at least two prompts.")] * len(direct_maps)
    # Ranked once: among many prompts, ranking both maps of every pair took longer than all else together.
    ranks = [centred_ranks(one) for one in direct_maps]
    return [
        _judged(
            "specificity",
            max(correlation(own, other) for other in (*ranks[:prompt], *ranks[prompt + 1 :])),
            explanation,
        )
        for prompt, own in enumerate(ranks)
    ]


def check_deletion(
    tower: ImageTower, record: TowerRecord, text: Tensor, heatmaps: np.ndarray, seed: int
) -> list[TrustCheck]:
    """Removing the hottest patches must cost more than removing as many at random.

    Args:
        heatmaps: (P, N); the removed share is ``REMOVED_SHARE`` of the patches.
        seed: of the random removals, shared by all prompts.
    """
    prompts, patches = heatmaps.shape
    count = max(1, round(REMOVED_SHARE * patches))
    generator = np.random.default_rng(seed)
    removed = np.zeros((prompts + RANDOM_REMOVALS, patches), dtype=bool)
    for prompt in range(prompts):
        removed[prompt, np.argsort(-heatmaps[prompt], kind="stable")[:count]] = True
    for row in range(prompts, len(removed)):
        removed[row, generator.choice(patches, count, replace=False)] = True
    scores = score_subsets(tower, record, text, torch.from_numpy(~removed).to(text.device))
    checks = []
    for prompt in range(prompts):
        share = float((scores[prompts:, prompt] > scores[prompt, prompt]).mean())
        checks.append(
            _judged(
                "deletion",
                share,
                f"Share of {RANDOM_REMOVALS} random removals that hurt the score less than removing the "
                f"hottest {REMOVED_SHARE:.0%} of patches.",
            )
        )
    return checks


def check_randomisation(
    randomised: ImageTower, pixels: Tensor, text: Tensor, direct_maps: np.ndarray
) -> list[TrustCheck]:
    """The map must change when the weights are replaced by random ones (Adebayo et al., NeurIPS 2018)."""
    other = summed_map(randomised.direct(randomised.record(pixels), text))
    return [
        _judged(
            "randomisation",
            abs(rank_correlation(direct_maps[prompt], other[prompt])),
            "Rank correlation with the map of a randomly re-initialised model; high means the map shows the "
            "image, not what the model learned.",
        )
        for prompt in range(len(direct_maps))
    ]


def check_stability(
    tower: ImageTower, pixels: Tensor, text: Tensor, direct_maps: np.ndarray, seed: int
) -> list[TrustCheck]:
    """A little noise and a shift by one pixel must not change the map much."""
    changed = perturbed(pixels, noise_level=NOISE_LEVEL, shift_px=SHIFT_PX, seed=seed)
    other = summed_map(tower.direct(tower.record(changed), text))
    return [
        _judged(
            "stability",
            rank_correlation(direct_maps[prompt], other[prompt]),
            "Rank correlation with the map of the same image with slight noise, shifted by one pixel.",
        )
        for prompt in range(len(direct_maps))
    ]


def check_recognition(tower: ImageTower, pixels: Tensor, record: TowerRecord, seed: int) -> TrustCheck:
    """The model must tell the picture from its own shuffled patches.

    The embedding's mean distance (1 − cosine) to ``VARIANTS`` images of shuffled patches, over that to as
    many images with the noise and shift of ``check_stability``. A model that learned to see moves far when
    the picture falls apart and hardly when it is disturbed; with random weights it moves equally far. The
    figure depends on the model and the image, not on the prompt.
    """
    own_view = pixels[:1]
    seeds = range(seed, seed + VARIANTS)
    variants = torch.cat(
        [shuffled_patches(own_view, tower.patch_hw_px, one) for one in seeds]
        + [perturbed(own_view, noise_level=NOISE_LEVEL, shift_px=SHIFT_PX, seed=one) for one in seeds]
    )
    with torch.no_grad():
        embedded = run_in_batches(
            lambda some: functional.normalize(tower.forward(some).float(), dim=-1),
            variants,
            VARIANTS,
            tower.fallbacks.append,
        )
        distances = 1 - embedded @ record.unit_embedding.float()
    shuffled, disturbed = (float(part.mean()) for part in distances.split(VARIANTS))
    return _judged(
        "recognition",
        shuffled / max(disturbed, torch.finfo(torch.float32).eps),
        "How many times further the image's embedding moves when its patches are shuffled than with slight "
        "noise and a shift by one pixel; near 1 means the model does not see what the picture shows.",
    )


def run_checks(
    tower: ImageTower,
    randomised: ImageTower,
    pixels: Tensor,
    record: TowerRecord,
    text: Tensor,
    attribution: Attribution,
    heatmaps: np.ndarray,
    seed: int,
) -> tuple[tuple[TrustCheck, ...], ...]:
    """All checks for every prompt.

    Args:
        heatmaps: (P, N), the maps that are painted.
    """
    epsilon = torch.finfo(pixels.dtype).eps
    direct_maps = summed_map(attribution)
    whole = tower.full(pixels, record, text)
    full_maps = summed_map(whole)
    deletion = check_deletion(tower, record, text, heatmaps, seed)
    specificity = check_specificity(direct_maps)
    randomisation = check_randomisation(randomised, pixels, text, direct_maps)
    stability = check_stability(tower, pixels, text, direct_maps, seed)
    recognition = check_recognition(tower, pixels, record, seed)
    return tuple(
        (
            check_completeness(attribution, prompt, epsilon),
            check_replay(attribution, whole, prompt, epsilon),
            check_agreement(direct_maps[prompt], full_maps[prompt], attribution.gradients),
            deletion[prompt],
            specificity[prompt],
            randomisation[prompt],
            stability[prompt],
            recognition,
        )
        for prompt in range(len(heatmaps))
    )


def summed_map(attribution: Attribution) -> np.ndarray:
    """Contributions summed over blocks: float32 (P, N)."""
    return np.asarray(attribution.patches.sum(dim=1).cpu().numpy(), dtype=np.float32)


def _judged(name: str, value: float, explanation: str, epsilon: float = 0.0) -> TrustCheck:
    """A figure held against the limits of its check."""
    limits = LIMITS[name].in_precision(epsilon)
    return TrustCheck(name, value, limits.warn, limits.passes_when, limits.verdict(value), explanation)


def _not_run(name: str, explanation: str) -> TrustCheck:
    limits = LIMITS[name]
    return TrustCheck(name, None, limits.warn, limits.passes_when, "not_run", explanation)
