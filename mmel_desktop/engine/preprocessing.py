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

from mmel_desktop.core.coordinates import GridGeometry, TileLayout
from mmel_desktop.errors import BadInputError

VIEWS = ("model", "whole", "tiles")

WHOLE_PATCHES = 4
"""A whole image is read with at most this many times the patches of the model's own input."""

TILE_MAGNIFICATION = 2
"""Tiles show an image at most this many times larger than the model's own preprocessing does."""

TILED_PATCHES = 1600
"""Patches of the common grid of tiles; what relates them grows with the square of this."""

_RESAMPLING = {"bilinear": Image.Resampling.BILINEAR, "nearest": Image.Resampling.NEAREST}


@dataclass(frozen=True)
class PreparedImage:
    """What the tower is fed.

    Attributes:
        pixels: float32 (1, 3, H, W), normalised as the model expects; with tiles (1 + tiles, 3, H, W), the
            model's own input first.
        geometry: where the patch grid lies in the source image.
        tiles: how the tiles lie in the grid; None for the other views.
        note: what the record must say about the view; empty for ``model``.
    """

    pixels: Tensor
    geometry: GridGeometry
    tiles: TileLayout | None = None
    note: str = ""


class Preprocessor:
    """The model's own preprocessing, with its coordinates.

    Args:
        settings: the model's preprocessing configuration as open_clip keeps it.
        grid_hw: rows and columns of the patch grid.
        whole_refusal: why the model cannot read inputs of another size; empty when it can.
    """

    def __init__(self, settings: dict[str, Any], grid_hw: tuple[int, int], whole_refusal: str = "") -> None:
        self.settings = PreprocessCfg(**settings)
        self.grid_hw = grid_hw
        self._whole_refusal = whole_refusal
        self._transform = cast(
            "Callable[[Image.Image], Tensor]", image_transform_v2(self.settings, is_train=False)
        )

    @property
    def input_hw(self) -> tuple[int, int]:
        """Height and width of the model's input, pixels."""
        size = self.settings.size
        return (size, size) if isinstance(size, int) else (size[0], size[1])

    @property
    def patch_hw_px(self) -> tuple[int, int]:
        """Height and width of a patch in pixels of the input."""
        return self.input_hw[0] // self.grid_hw[0], self.input_hw[1] // self.grid_hw[1]

    def prepare(self, rgb: np.ndarray, view: str = "model") -> PreparedImage:
        """Prepare an image.

        Args:
            rgb: uint8 (H, W, 3), not too elongated (:func:`mmel_desktop.engine.request_rules.check_shape`).
            view: ``model`` (the model's own preprocessing), ``whole`` (the whole image at its own aspect, on
                another grid than the model was trained on) or ``tiles`` (overlapping windows).

        Raises:
            BadInputError: unknown view, or a view this model has not.
        """
        if view not in VIEWS:
            raise BadInputError(
                f"unknown view {view!r}", expected=", ".join(VIEWS), action="use --view model"
            )
        if view == "whole" and self._whole_refusal:
            raise BadInputError(
                "this model cannot read a whole image at its own aspect",
                found=self._whole_refusal,
                expected="a model whose position embedding can be interpolated",
                action="use --view model or --view tiles",
            )
        height, width = rgb.shape[:2]
        if view == "whole":
            return self._prepare_whole(rgb)
        own = self._transform(Image.fromarray(rgb)).unsqueeze(0)
        if view == "tiles":
            return self._prepare_tiles(rgb, own)
        return PreparedImage(
            own, GridGeometry((height, width), self._grid_box_px(height, width), self.grid_hw)
        )

    def whole_grid_hw(self, height: int, width: int) -> tuple[int, int]:
        """Rows and columns of a whole image: its short side as in the model's own input, or smaller."""
        patch_height, patch_width = self.patch_hw_px
        scale = max(self.grid_hw[0] * patch_height / height, self.grid_hw[1] * patch_width / width)
        allowed = WHOLE_PATCHES * self.grid_hw[0] * self.grid_hw[1]
        return self._grid_at(height, width, scale, allowed)

    def tiled_grid_hw(self, height: int, width: int) -> tuple[int, int]:
        """Rows and columns of the tiles' common grid: the image's resolution or less, one tile or more."""
        patch_height, patch_width = self.patch_hw_px
        own = max(self.grid_hw[0] * patch_height / height, self.grid_hw[1] * patch_width / width)
        scale = max(own, min(1.0, TILE_MAGNIFICATION * own))
        rows, columns = self._grid_at(height, width, scale, TILED_PATCHES)
        return max(rows, self.grid_hw[0]), max(columns, self.grid_hw[1])

    def _grid_at(self, height: int, width: int, scale: float, allowed: int) -> tuple[int, int]:
        """Whole patches that come nearest an image scaled so, no more than allowed."""
        patch_height, patch_width = self.patch_hw_px
        wanted = height * scale / patch_height * width * scale / patch_width
        if wanted <= allowed:
            rows, columns = round(height * scale / patch_height), round(width * scale / patch_width)
            return max(1, rows), max(1, columns)
        scale *= (allowed / wanted) ** 0.5
        rows = min(allowed, max(1, int(height * scale / patch_height)))
        return rows, min(allowed // rows, max(1, int(width * scale / patch_width)))

    def _prepare_whole(self, rgb: np.ndarray) -> PreparedImage:
        height, width = rgb.shape[:2]
        grid_hw = self.whole_grid_hw(height, width)
        geometry = GridGeometry((height, width), (0.0, 0.0, float(width), float(height)), grid_hw)
        (rows, columns), (own_rows, own_columns) = grid_hw, self.grid_hw
        note = (
            f"View 'whole': nothing is cropped; {rows} × {columns} patches instead of the {own_rows} × "
            f"{own_columns} the model was trained on, so its scores differ from those of view 'model'."
        )
        return PreparedImage(self._resized(rgb, grid_hw), geometry, note=note)

    def _prepare_tiles(self, rgb: np.ndarray, own: Tensor) -> PreparedImage:
        height, width = rgb.shape[:2]
        grid_hw = self.tiled_grid_hw(height, width)
        layout = TileLayout.covering(grid_hw, self.grid_hw)
        large = self._resized(rgb, grid_hw)[0]
        patch_height, patch_width = self.patch_hw_px
        windows = [own]
        for row, column in layout.origins:
            top, left = row * patch_height, column * patch_width
            bottom, right = top + self.grid_hw[0] * patch_height, left + self.grid_hw[1] * patch_width
            window = large[None, :, top:bottom, left:right]
            # An input that is no whole number of patches has a rim that no patch covers.
            rim = (0, own.shape[-1] - window.shape[-1], 0, own.shape[-2] - window.shape[-2])
            windows.append(torch.nn.functional.pad(window, rim, mode="replicate") if any(rim) else window)
        geometry = GridGeometry((height, width), (0.0, 0.0, float(width), float(height)), grid_hw)
        note = (
            f"View 'tiles': {len(layout.origins)} windows of {self.grid_hw[0]} × {self.grid_hw[1]} patches "
            f"on a common grid of {grid_hw[0]} × {grid_hw[1]}, merged by weighted average. Scores are the "
            "model's own on its view 'model'; the evidence of each window explains that window's score."
        )
        return PreparedImage(torch.cat(windows), geometry, layout, note)

    def _resized(self, rgb: np.ndarray, grid_hw: tuple[int, int]) -> Tensor:
        """The whole image as grid_hw patches, normalised: float32 (1, 3, H, W)."""
        size = (grid_hw[1] * self.patch_hw_px[1], grid_hw[0] * self.patch_hw_px[0])
        resampling = _RESAMPLING.get(self.settings.interpolation, Image.Resampling.BICUBIC)
        scaled = np.asarray(Image.fromarray(rgb).resize(size, resampling), dtype=np.float32) / 255
        mean, spread = (np.asarray(one, dtype=np.float32) for one in (self.settings.mean, self.settings.std))
        return torch.from_numpy((scaled - mean) / spread).permute(2, 0, 1)[None]

    def _grid_box_px(self, height: int, width: int) -> tuple[float, float, float, float]:
        """The rectangle the patches cover: less than the input if its sides are no whole patches."""
        x0, y0, x1, y1 = self.box_xyxy_px(height, width)
        shares = [
            cells * patch / side
            for cells, patch, side in zip(self.grid_hw, self.patch_hw_px, self.input_hw, strict=True)
        ]
        return x0, y0, x0 + (x1 - x0) * shares[1], y0 + (y1 - y0) * shares[0]

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


def shuffled_patches(pixels: Tensor, patch_hw_px: tuple[int, int], seed: int) -> Tensor:
    """The same input with its patches in random order; what no whole patch covers stays.

    Args:
        pixels: normalised input (1, 3, H, W).
        patch_hw_px: height and width of a patch.
        seed: of the order.
    """
    height, width = patch_hw_px
    rows, columns = pixels.shape[-2] // height, pixels.shape[-1] // width
    covered = pixels[..., : rows * height, : columns * width]
    patches = covered.unflatten(-2, (rows, height)).unflatten(-1, (columns, width)).permute(2, 4, 0, 1, 3, 5)
    order = torch.randperm(rows * columns, generator=torch.Generator().manual_seed(seed))
    mixed = patches.flatten(0, 1)[order.to(pixels.device)].unflatten(0, (rows, columns))
    result = pixels.clone()
    result[..., : rows * height, : columns * width] = (
        mixed.permute(2, 3, 0, 4, 1, 5).flatten(-2).flatten(-3, -2)
    )
    return result


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
