"""Learn how much each block's evidence counts: self-supervised, from images and prompts without labels.

The weights α = softmax(θ) are fitted so that what the map keeps carries the score and what it leaves out does
not (method after MMEL's learnable layer-specific weights; the objective is this project's own):

    maximise  s(x ⊙ M) − s(x ⊙ (1 − M)) − λ · mean(M)

with M the cube root of the fused map scaled to [0, 1], x ⊙ M the image filled with its mean colour outside M,
and s the cosine with the prompt. (The map itself, a product of six quantities, would keep only the core of an
object.) The contributions of the blocks are constants, so no second-order gradient is needed. The
weights are judged on images the fit never saw, by insertion − deletion with tokens dropped – another measure
than the one that was fitted – and used only if their gain is proven there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from mmel_desktop.core.calibration import Calibration, HeldOutGain
from mmel_desktop.core.intervals import difference_interval, draw_resamples
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.engine.image_tower import ImageTower, TowerRecord
from mmel_desktop.engine.removal_curves import removal_curves
from mmel_desktop.errors import BadInputError

MASK_ROOT = 3
"""The root of the map that masks an image in the fit."""

FEWEST_IMAGES = 8
"""Half of them are held out; fewer say nothing."""


@dataclass(frozen=True)
class CalibrationSettings:
    """Numbers of the fit.

    Attributes:
        epochs: times every fitted image is looked at.
        batch: images per optimiser step.
        learning_rate: of Adam, on θ.
        area_penalty: λ.
        seed: of the split, the order and the bootstrap.
    """

    epochs: int = 8
    batch: int = 4
    learning_rate: float = 0.15
    area_penalty: float = 0.1
    seed: int = 0

    def as_pairs(self) -> tuple[tuple[str, int | float], ...]:
        """(name, value) for the record."""
        return tuple(asdict(self).items())


@dataclass(frozen=True)
class CalibrationCase:
    """One image with the prompt it is fitted to.

    Attributes:
        rgb_sha256: of the image.
        pixels: (1, 3, H, W), the model's input.
        record: the image, seen once.
        text: (P, E), unit embeddings; all prompts.
        prompt: index of the prompt that scores best on the image.
        map_for: layer weights (L,) to the fused map M⁺ (N,) of that prompt, differentiable.
    """

    rgb_sha256: str
    pixels: Tensor
    record: TowerRecord
    text: Tensor
    prompt: int
    map_for: Callable[[Tensor], Tensor]


def fit_layer_weights(
    tower: ImageTower,
    cases: Sequence[CalibrationCase],
    *,
    model_sha256: str,
    prompts: tuple[str, ...],
    created_utc: str,
    versions: tuple[tuple[str, str], ...],
    settings: CalibrationSettings | None = None,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> Calibration:
    """Fit on one half of the images, judge on the other.

    Args:
        tower: of the model.
        cases: at least ``FEWEST_IMAGES``, all different.
        model_sha256, prompts, created_utc, versions: for the record.
        settings: numbers of the fit; the defaults when None.
        progress: told after every step.
        cancel: checked between steps.

    Raises:
        BadInputError: too few images.
        OperationCancelled: stopped; nothing is kept.
    """
    settings, cancel = settings or CalibrationSettings(), cancel or CancelToken()
    if len(cases) < FEWEST_IMAGES:
        raise BadInputError(
            "too few images to calibrate with",
            found=f"{len(cases)} different image(s)",
            expected=f"at least {FEWEST_IMAGES}; 30 or more to show a small gain",
            action="name more images",
        )
    order = np.random.default_rng(settings.seed).permutation(len(cases))
    fitted = [cases[int(index)] for index in order[::2]]
    held_out = [cases[int(index)] for index in order[1::2]]
    steps = settings.epochs * -(-len(fitted) // settings.batch) + len(held_out)
    done = 0

    def step(what: str) -> None:
        nonlocal done
        done += 1
        cancel.raise_if_cancelled()
        progress(ProgressReport(done, steps, what))

    uniform = torch.full((tower.block_count,), 1 / tower.block_count, device=cases[0].pixels.device)
    weights = _fit(tower, fitted, settings, step)
    gain = _judge(tower, held_out, uniform, weights, settings.seed, step)
    kept = weights if gain.proven else uniform
    return Calibration(
        model_sha256=model_sha256,
        layer_weights=_as_tuple(kept),
        fitted_weights=_as_tuple(weights),
        gain=gain,
        prompts=prompts,
        fitted_images=tuple(case.rgb_sha256 for case in fitted),
        held_out_images=tuple(case.rgb_sha256 for case in held_out),
        settings=settings.as_pairs(),
        created_utc=created_utc,
        versions=versions,
    )


def _fit(
    tower: ImageTower,
    cases: Sequence[CalibrationCase],
    settings: CalibrationSettings,
    step: Callable[[str], None],
) -> Tensor:
    theta = torch.zeros(tower.block_count, device=cases[0].pixels.device, requires_grad=True)
    optimiser = torch.optim.Adam([theta], lr=settings.learning_rate)
    random = np.random.default_rng([settings.seed, 1])
    for _ in range(settings.epochs):
        order = random.permutation(len(cases))
        for start in range(0, len(cases), settings.batch):
            chosen = [cases[int(index)] for index in order[start : start + settings.batch]]
            with torch.enable_grad():
                weights = torch.softmax(theta, dim=0)
                losses = [_loss(tower, case, weights, settings.area_penalty) for case in chosen]
                loss = torch.stack(losses).mean()
                optimiser.zero_grad()
                loss.backward()
            optimiser.step()
            step("fitting layer weights")
    return torch.softmax(theta.detach(), dim=0)


def _loss(tower: ImageTower, case: CalibrationCase, weights: Tensor, area_penalty: float) -> Tensor:
    positive = case.map_for(weights)
    # The root's slope is endless at 0, and masks where nothing is found stay 0.
    mask = (positive / positive.max().clamp_min(1e-12)).clamp_min(1e-9) ** (1 / MASK_ROOT)
    cells = mask.unflatten(0, case.record.grid_hw)[None, None]
    seen = functional.interpolate(cells, case.pixels.shape[-2:], mode="bilinear", align_corners=False)
    fill = case.pixels.mean(dim=(-2, -1), keepdim=True)
    both = torch.cat([fill + (case.pixels - fill) * share for share in (seen, 1 - seen)])
    # Masks are float32; the tower reads pixels in its own arithmetic only.
    embedded = tower.forward(both.to(case.pixels.dtype)).float()
    scores = functional.normalize(embedded, dim=-1) @ case.text[case.prompt]
    return -(scores[0] - scores[1] - area_penalty * mask.mean())


def _judge(
    tower: ImageTower,
    cases: Sequence[CalibrationCase],
    uniform: Tensor,
    weights: Tensor,
    seed: int,
    step: Callable[[str], None],
) -> HeldOutGain:
    rows = []
    with torch.no_grad():
        for case in cases:
            text = case.text[case.prompt]
            rows.append(
                [
                    removal_curves(
                        tower, case.record, text, case.map_for(chosen).cpu().numpy()
                    ).insertion_minus_deletion
                    for chosen in (uniform, weights)
                ]
            )
            step("judging on held-out images")
    values = np.array(rows)
    gain = difference_interval(values[:, 1], values[:, 0], draw_resamples(len(values), seed=(seed, 2)))
    return HeldOutGain(
        uniform=float(values[:, 0].mean()),
        fitted=float(values[:, 1].mean()),
        gain=gain.mean,
        low=gain.low,
        high=gain.high,
        image_count=len(values),
    )


def _as_tuple(weights: Tensor) -> tuple[float, ...]:
    return tuple(float(value) for value in weights.cpu())
