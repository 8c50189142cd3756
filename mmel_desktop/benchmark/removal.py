"""What happens to the score while patches are removed or inserted in the order a map gives."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import torch
from scipy.ndimage import gaussian_filter
from torch import Tensor
from torch.nn import functional

from mmel_desktop.benchmark.rivals import Question

FILLS = ("token drop", "mean", "blur")
BATCH = 16
"""Small enough that activations of a small model stay in the processor's cache."""


class RemovalScorer:
    """Scores an image with some of its patches gone.

    Args:
        question: image and prompts.
        temperature: the model's own logit scale, for the softmax over the prompt set.
    """

    def __init__(self, question: Question, temperature: float) -> None:
        self._question = question
        self._temperature = temperature

    def scores(self, kept: np.ndarray, fill: str) -> tuple[np.ndarray, np.ndarray]:
        """Score the target prompt with subsets of the patches.

        Rows that are equal are scored once: many maps begin and end alike.

        Args:
            kept: bool (R, N); False patches are gone.
            fill: ``token drop`` (their tokens never enter the first block), ``mean`` (the image's mean
                colour) or ``blur`` (Gaussian, σ one patch).

        Returns:
            Cosine and softmax among the prompts, float64 (R,) each.
        """
        distinct, row_of = np.unique(kept, axis=0, return_inverse=True)
        rows = torch.from_numpy(distinct).to(self._question.text.device)
        if fill == "token drop":
            embeddings = self._question.tower.embed_token_subsets(self._question.record, rows, BATCH)
        else:
            embeddings = self._embed_filled(rows, self._backgrounds[fill])
        cosines = embeddings.float() @ self._question.text.T
        softmax = torch.softmax(cosines * self._temperature, dim=-1)
        target, row_of = self._question.target, row_of.reshape(-1)
        return (
            np.asarray(cosines[:, target].double().cpu().numpy()[row_of]),
            np.asarray(softmax[:, target].double().cpu().numpy()[row_of]),
        )

    @cached_property
    def _backgrounds(self) -> dict[str, Tensor]:
        pixels = self._question.pixels
        rows, _ = self._question.record.grid_hw
        sigma_px = pixels.shape[-2] / rows
        image = pixels[0].float().cpu().numpy()
        blurred = gaussian_filter(image, sigma=(0, sigma_px, sigma_px), mode="nearest")
        return {
            "mean": pixels.mean(dim=(-2, -1), keepdim=True).expand_as(pixels),
            "blur": torch.from_numpy(blurred)[None].to(pixels),
        }

    def _embed_filled(self, kept: Tensor, background: Tensor) -> Tensor:
        pixels, grid_hw = self._question.pixels, self._question.record.grid_hw
        embeddings = []
        with torch.no_grad():
            for chunk in kept.split(BATCH):
                cells = chunk.float().unflatten(-1, grid_hw)[:, None]
                seen = functional.interpolate(cells, pixels.shape[-2:], mode="nearest").to(pixels)
                embeddings.append(self._question.tower.forward(background + (pixels - background) * seen))
        return functional.normalize(torch.cat(embeddings).float(), dim=-1)
