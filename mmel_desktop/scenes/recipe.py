"""The training recipe: every number that shapes the demo model, in one frozen value."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

TOKENIZER_WORDS = 49408
"""Rows of open_clip's standard CLIP tokenizer."""


@dataclass(frozen=True)
class Recipe:
    """How the demo model is built and trained.

    Attributes:
        image_px: height and width of the model's input.
        patch_px: height and width of a patch; the grid is ``image_px / patch_px`` on each side.
        vision_width: width of the image tower.
        vision_layers: blocks of the image tower.
        head_width: width of an attention head of the image tower.
        text_width: width of the text tower (small: its token embedding has 49,408 rows).
        text_layers: blocks of the text tower.
        text_heads: attention heads of the text tower.
        context_length: tokens of a prompt, start and end marks included.
        embed_dim: width of the joint space.
        scenes: training scenes drawn.
        batch: images per step.
        steps: optimiser steps.
        warm_up_steps: steps of linear warm-up.
        peak_learning_rate: reached after warm-up and kept for a while.
        decay_from: share of the steps after which the rate falls in a straight line to a hundredth.
        weight_decay: of AdamW, on matrices only; never on the token embedding.
        catalogue_loss_weight: weight of a second loss over plain prompts, one for every kind and every colour
            or state of a kind. Near misses share most of their words with true captions, so that in the first
            loss alone what would teach kinds and colours nearly cancels out.
        patch_dropout: share of patches left out of a step, until ``full_patches_from``.
        full_patches_from: share of the steps after which every patch is used.
        patch_label_block: block whose patch tokens also learn what they show, from 1.
        patch_label_weight: weight of that auxiliary loss; its head is not part of the written model.
        muon_rate: the matrices of both towers' blocks are updated by Muon (Jordan et al., 2024) instead of
            AdamW, with steps this many times as large.
        seed: of initialisation, order, captions and augmentation.
    """

    image_px: int = 96
    patch_px: int = 8
    vision_width: int = 128
    vision_layers: int = 6
    head_width: int = 32
    text_width: int = 96
    text_layers: int = 3
    text_heads: int = 3
    context_length: int = 24
    embed_dim: int = 128
    scenes: int = 60_000
    batch: int = 48
    steps: int = 12_600
    warm_up_steps: int = 150
    peak_learning_rate: float = 1.5e-3
    decay_from: float = 0.6
    weight_decay: float = 0.05
    catalogue_loss_weight: float = 1.0
    patch_dropout: float = 0.3
    full_patches_from: float = 0.65
    patch_label_block: int = 4
    patch_label_weight: float = 1.0
    muon_rate: float = 6.0
    seed: int = 7

    def model_cfg(self) -> dict[str, Any]:
        """The ``model_cfg`` that open_clip builds the model from."""
        return {
            "embed_dim": self.embed_dim,
            "quick_gelu": False,
            "vision_cfg": {
                "image_size": self.image_px,
                "patch_size": self.patch_px,
                "width": self.vision_width,
                "layers": self.vision_layers,
                "head_width": self.head_width,
                "mlp_ratio": 4.0,
            },
            "text_cfg": {
                "context_length": self.context_length,
                "vocab_size": TOKENIZER_WORDS,
                "width": self.text_width,
                "heads": self.text_heads,
                "layers": self.text_layers,
            },
        }

    def as_dict(self) -> dict[str, Any]:
        """For checkpoints and the model card."""
        return asdict(self)


MEAN = (0.48145466, 0.4578275, 0.40821073)
STD = (0.26862954, 0.26130258, 0.27577711)
"""OpenAI's CLIP normalisation, which open_clip uses by default."""
PREPROCESS_CFG: dict[str, Any] = {
    "mean": list(MEAN),
    "std": list(STD),
    "interpolation": "bicubic",
    "resize_mode": "shortest",
}
