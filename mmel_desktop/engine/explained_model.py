"""A loaded model with all that explaining needs of it, wherever it is moved."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np
import torch

from mmel_desktop.core.calibration import UNIFORM, Calibration
from mmel_desktop.core.identity import ModelIdentity
from mmel_desktop.engine.device import describe_device
from mmel_desktop.engine.image_tower import ImageTower
from mmel_desktop.engine.model_loading import LoadedModel, moved_to_cpu
from mmel_desktop.engine.preprocessing import PreparedImage, Preprocessor
from mmel_desktop.engine.text_tower import TextRecord, TextTower
from mmel_desktop.engine.tiled_tower import TiledTower
from mmel_desktop.engine.tower_choice import choose_tower
from mmel_desktop.errors import BadInputError


class ExplainedModel:
    """A model, its towers, its preprocessing and the weights of its blocks.

    Args:
        loaded: model, tokenizer and identity.

    Attributes:
        loaded: the same, or what became of it when it was moved.
        tower: its image tower.
        text_tower: its text tower.
        layer_weights: (L,), sums to 1.
        calibration_id: where they come from, for the record.

    Raises:
        UnsupportedModelError: the model's image tower cannot be explained.
    """

    def __init__(self, loaded: LoadedModel) -> None:
        self.loaded = loaded
        self.tower = choose_tower(loaded.model.visual)  # type: ignore[arg-type]
        self.text_tower = TextTower(loaded.model, loaded.tokenizer)
        self.layer_weights = torch.full(
            (self.tower.block_count,), 1.0 / self.tower.block_count, device=loaded.device
        )
        self.calibration_id = UNIFORM
        self._preprocessor = Preprocessor(
            loaded.preprocess_settings, self.tower.grid_hw, self.tower.whole_view_refusal
        )
        self._moves: list[str] = []
        self._text: TextRecord | None = None

    @property
    def identity(self) -> ModelIdentity:
        """What the record says about the model."""
        return self.loaded.identity

    @property
    def device(self) -> str:
        """Where it computes, for a person to read."""
        return describe_device(self.loaded.device)

    @property
    def on_cpu(self) -> bool:
        """Whether it computes on the CPU already."""
        return self.loaded.device.type == "cpu"

    @property
    def fallbacks(self) -> tuple[str, ...]:
        """What was done differently because memory ran out, in words."""
        return (*self._moves, *dict.fromkeys(self.tower.fallbacks))

    def use_calibration(self, calibration: Calibration) -> None:
        """Weigh the blocks as a calibration says, from now on.

        Raises:
            BadInputError: it is of another model.
        """
        if (
            calibration.model_sha256 != self.identity.sha256
            or len(calibration.layer_weights) != self.tower.block_count
        ):
            raise BadInputError(
                "this calibration is of another model",
                found=f"{len(calibration.layer_weights)} blocks, model {calibration.model_sha256}",
                expected=f"{self.tower.block_count} blocks, model {self.identity.sha256}",
                action="calibrate this model",
            )
        self.layer_weights = torch.tensor(calibration.layer_weights, device=self.loaded.device)
        self.calibration_id = calibration.calibration_id

    def prepare(self, rgb: np.ndarray, view: str) -> PreparedImage:
        """An image uint8 (H, W, 3) as the model's input, on its device and in its precision.

        Raises:
            BadInputError: see :meth:`mmel_desktop.engine.preprocessing.Preprocessor.prepare`.
        """
        prepared = self._preprocessor.prepare(rgb, view)
        return replace(prepared, pixels=prepared.pixels.to(self.loaded.device, self.loaded.dtype))

    def read_prompts(self, prompts: tuple[str, ...]) -> TextRecord:
        """Embed prompts; the same ones, asked of one image after another, are read once."""
        if self._text is None or self._text.prompts != prompts:
            self._text = self.text_tower.read(prompts)
        return self._text

    def tower_for(self, prepared: PreparedImage) -> ImageTower:
        """The tower, or the tower looking through tiles."""
        return self.tower if prepared.tiles is None else TiledTower(self.tower, prepared.tiles)

    def randomised_for(self, prepared: PreparedImage) -> ImageTower:
        """The same, re-initialised at random (the same copy every time)."""
        tower = self._randomised_tower
        return tower if prepared.tiles is None else TiledTower(tower, prepared.tiles)

    def softmax(self, scores: np.ndarray) -> np.ndarray:
        """Cosines (P,) as probabilities float64 (P,) at the model's own temperature."""
        scale = float(self.loaded.model.logit_scale.exp())  # type: ignore[operator]
        logits = scores.astype(np.float64) * scale
        shifted = np.exp(logits - logits.max())
        return np.asarray(shifted / shifted.sum())

    def move_to_cpu(self) -> None:
        """Leave the device for good: what did not fit once will not fit again."""
        self._moves.append(f"Memory ran out on {self.device}: computed on the CPU instead.")
        self.loaded = moved_to_cpu(self.loaded)
        self.tower = choose_tower(self.loaded.model.visual)  # type: ignore[arg-type]
        self.text_tower = TextTower(self.loaded.model, self.loaded.tokenizer)
        self.layer_weights = self.layer_weights.cpu()
        self.__dict__.pop("_randomised_tower", None)
        self._text = None

    @cached_property
    def _randomised_tower(self) -> ImageTower:
        return self.tower.randomised(seed=0)
