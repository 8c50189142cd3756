"""From image pixels to the model's input, and where that input lies in the image."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import torch
from open_clip.transform import PreprocessCfg, image_transform_v2
from PIL import Image
from torch import Tensor

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.errors import BadInputError

VIEWS = ("model",)


@dataclass(frozen=True)
class PreparedImage:
    """What the tower is fed.

    Attributes:
        pixels: float32 (1, 3, H, W), normalised as the model expects.
        geometry: where the patch grid lies in the source image.
    """

    pixels: Tensor
    geometry: GridGeometry


class Preprocessor:
    """The model's own preprocessing, with its coordinates.

    Args:
        settings: the model's preprocessing configuration as open_clip keeps it.
        grid_hw: rows and columns of the patch grid.
    """

    def __init__(self, settings: dict[str, Any], grid_hw: tuple[int, int]) -> None:
        self.settings = PreprocessCfg(**settings)
        self.grid_hw = grid_hw
        self._transform = cast(
            "Callable[[Image.Image], Tensor]", image_transform_v2(self.settings, is_train=False)
        )

    @property
    def input_hw(self) -> tuple[int, int]:
        """Height and width of the model's input, pixels."""
        size = self.settings.size
        return (size, size) if isinstance(size, int) else (size[0], size[1])

    def prepare(self, rgb: np.ndarray, view: str = "model") -> PreparedImage:
        """Prepare an image.

        Args:
            rgb: uint8 (H, W, 3).
            view: ``model``.

        Raises:
            BadInputError: unknown view, or an image so elongated that nothing would be left of one side.
        """
        if view not in VIEWS:
            raise BadInputError(
                f"view {view!r} is not available", expected=", ".join(VIEWS), action="use --view model"
            )
        height, width = rgb.shape[:2]
        if max(height, width) > 100 * min(height, width):
            raise BadInputError(
                "the image is too elongated to be explained",
                found=f"{width} × {height} pixels",
                expected="sides that differ by less than a factor of 100",
                action="crop it first",
            )
        pixels = self._transform(Image.fromarray(rgb)).unsqueeze(0)
        return PreparedImage(
            pixels, GridGeometry((height, width), self.box_xyxy_px(height, width), self.grid_hw)
        )

    def box_xyxy_px(self, height: int, width: int) -> tuple[float, float, float, float]:
        """The rectangle of a source image that the input covers (may reach outside when the model pads)."""
        input_height, input_width = self.input_hw
        if self.settings.resize_mode == "squash":
            return 0.0, 0.0, float(width), float(height)
        if self.settings.resize_mode == "longest":
            scale = min(input_height / height, input_width / width)
            resized_height, resized_width = round(height * scale), round(width * scale)
        elif input_height == input_width:
            resized_height, resized_width = _shortest_side_size(height, width, input_height)
        else:
            scale = max(input_height / height, input_width / width)
            resized_height, resized_width = round(height * scale), round(width * scale)
        top, left = _crop_offset(resized_height, input_height), _crop_offset(resized_width, input_width)
        scale_y, scale_x = height / resized_height, width / resized_width
        return (
            left * scale_x,
            top * scale_y,
            (left + input_width) * scale_x,
            (top + input_height) * scale_y,
        )


def _shortest_side_size(height: int, width: int, side: int) -> tuple[int, int]:
    """Size after torchvision's ``Resize(side)``: the long side is truncated, not rounded."""
    if height <= width:
        return side, int(side * width / height)
    return int(side * height / width), side


def _crop_offset(size: int, crop: int) -> int:
    """Offset of torchvision's centre crop (negative: padding)."""
    return round((size - crop) / 2.0) if size >= crop else -((crop - size) // 2)


def perturbed(pixels: Tensor, *, noise_level: float, shift_px: int, seed: int) -> Tensor:
    """The same input with a little Gaussian noise and shifted by whole pixels (edges repeated).

    Args:
        pixels: normalised input (1, 3, H, W).
        noise_level: standard deviation, in units of the normalised input.
        shift_px: pixels of the model's input, to the right and down.
        seed: of the noise.
    """
    generator = torch.Generator().manual_seed(seed)
    noise = torch.randn(pixels.shape, generator=generator).to(pixels) * noise_level
    padded = torch.nn.functional.pad(pixels, (shift_px, 0, shift_px, 0), mode="replicate")
    return padded[..., : pixels.shape[-2], : pixels.shape[-1]] + noise
