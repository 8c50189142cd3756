"""Image pixels ↔ patch grid, both ways.

Pixel coordinates are continuous with the origin at the top left corner of the top left pixel, so pixel (0, 0)
covers [0, 1) × [0, 1) and an image is ``width`` × ``height`` units large.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class GridGeometry:
    """Which rectangle of the source image a patch grid covers.

    Attributes:
        image_hw: height and width of the oriented source image, pixels.
        box_xyxy_px: the rectangle the grid covers, in source pixels; may be fractional, and smaller than the
            image when preprocessing crops (pixels outside were never seen by the model).
        grid_hw: rows and columns of the patch grid.
    """

    image_hw: tuple[int, int]
    box_xyxy_px: tuple[float, float, float, float]
    grid_hw: tuple[int, int]

    def __post_init__(self) -> None:
        x0, y0, x1, y1 = self.box_xyxy_px
        if not (x1 > x0 and y1 > y0 and min(self.grid_hw) > 0 and min(self.image_hw) > 0):
            raise ValueError(f"empty geometry: {self}")

    @property
    def patch_size_xy_px(self) -> tuple[float, float]:
        """Width and height of one patch in source pixels."""
        x0, y0, x1, y1 = self.box_xyxy_px
        rows, columns = self.grid_hw
        return (x1 - x0) / columns, (y1 - y0) / rows

    @property
    def sees_whole_image(self) -> bool:
        """True when no pixel of the image lies more than half a pixel outside the grid's rectangle."""
        height, width = self.image_hw
        x0, y0, x1, y1 = self.box_xyxy_px
        return x0 <= 0.5 and y0 <= 0.5 and x1 >= width - 0.5 and y1 >= height - 0.5

    def patch_box_xyxy_px(self, row: int, column: int) -> tuple[float, float, float, float]:
        """Rectangle of one patch in source pixels."""
        x0, y0, _, _ = self.box_xyxy_px
        patch_width, patch_height = self.patch_size_xy_px
        left, top = x0 + column * patch_width, y0 + row * patch_height
        return left, top, left + patch_width, top + patch_height

    def patch_at(self, x_px: float, y_px: float) -> tuple[int, int] | None:
        """Row and column of the patch under an image point, or None where the model never looked."""
        x0, y0, x1, y1 = self.box_xyxy_px
        if not (x0 <= x_px < x1 and y0 <= y_px < y1):
            return None
        patch_width, patch_height = self.patch_size_xy_px
        rows, columns = self.grid_hw
        return (
            min(int((y_px - y0) / patch_height), rows - 1),
            min(int((x_px - x0) / patch_width), columns - 1),
        )

    def grid_to_pixels(self, points_xy: np.ndarray) -> np.ndarray:
        """Map points from grid units (x in [0, columns], y in [0, rows]) to source pixels.

        Args:
            points_xy: float array (..., 2).

        Returns:
            float64 array (..., 2) in source pixels.
        """
        x0, y0, _, _ = self.box_xyxy_px
        scaled = np.asarray(points_xy, dtype=np.float64) * np.array(self.patch_size_xy_px)
        return np.asarray(scaled + np.array([x0, y0]))

    def pixels_to_grid(self, points_xy_px: np.ndarray) -> np.ndarray:
        """Inverse of :meth:`grid_to_pixels`."""
        x0, y0, _, _ = self.box_xyxy_px
        offset = np.asarray(points_xy_px, dtype=np.float64) - np.array([x0, y0])
        return np.asarray(offset / np.array(self.patch_size_xy_px))

    def sample_map(
        self, grid_map: np.ndarray, output_hw: tuple[int, int] | None = None, degree: float = 1.0
    ) -> np.ndarray:
        """Up-sampling of a patch map onto the whole source image, bilinear in the map's root of a degree.

        A map that is a product of ``degree`` quantities falls off between patches as these do, not in a
        straight line. Patch centres keep their values whatever the degree. Positive and negative parts are
        sampled apart.

        Args:
            grid_map: float array (rows, columns).
            output_hw: size of the result; the source size when None. The result always spans the whole image.
            degree: 1 or more; 1 is plain bilinear up-sampling.

        Returns:
            float32 (height, width); NaN where the model never saw the image.
        """
        values = np.asarray(grid_map, dtype=np.float32)
        if degree == 1:
            return self._sample_evenly(values, output_hw)
        result = self.sample_root(np.maximum(values, 0) ** (1 / degree), output_hw, degree)
        if values.min() < 0:
            result -= self.sample_root(np.maximum(-values, 0) ** (1 / degree), output_hw, degree)
        return result

    def sample_root(
        self, root_map: np.ndarray, output_hw: tuple[int, int] | None, degree: float
    ) -> np.ndarray:
        """The same for a map whose root of the degree, float (rows, columns) of 0 or more, is at hand."""
        return _power(self._sample_evenly(root_map, output_hw), degree)

    def sample_patches(self, grid_map: np.ndarray, output_hw: tuple[int, int] | None = None) -> np.ndarray:
        """Every pixel in the value of the patch it lies in: float32 (height, width), NaN where there is none.

        Args:
            grid_map: float array (rows, columns).
            output_hw: as for :meth:`sample_map`.
        """
        rows, columns = self.grid_hw
        x0, y0, x1, y1 = self.box_xyxy_px
        xs_px, ys_px = self._pixel_centres(output_hw)
        across = np.clip((xs_px - x0) / (x1 - x0) * columns, 0, columns - 1).astype(np.intp)
        down = np.clip((ys_px - y0) / (y1 - y0) * rows, 0, rows - 1).astype(np.intp)
        result = np.asarray(grid_map, dtype=np.float32)[down[:, None], across]
        return self._without_unseen(result, xs_px, ys_px)

    def _pixel_centres(self, output_hw: tuple[int, int] | None) -> tuple[np.ndarray, np.ndarray]:
        """Centres of the columns and of the rows of a picture of the whole image, in source pixels."""
        image_height, image_width = self.image_hw
        height, width = output_hw or self.image_hw
        xs_px = (np.arange(width) + 0.5) * (image_width / width)
        return xs_px, (np.arange(height) + 0.5) * (image_height / height)

    def _without_unseen(self, values: np.ndarray, xs_px: np.ndarray, ys_px: np.ndarray) -> np.ndarray:
        """NaN put where the model never saw the image, in place."""
        x0, y0, x1, y1 = self.box_xyxy_px
        values[:, (xs_px < x0) | (xs_px > x1)] = np.nan
        values[(ys_px < y0) | (ys_px > y1), :] = np.nan
        return values

    def _sample_evenly(self, grid_map: np.ndarray, output_hw: tuple[int, int] | None) -> np.ndarray:
        """Bilinear: float32 (height, width), NaN where the model never saw the image."""
        rows, columns = self.grid_hw
        x0, y0, x1, y1 = self.box_xyxy_px
        xs_px, ys_px = self._pixel_centres(output_hw)
        grid_x = (xs_px - x0) / (x1 - x0) * columns - 0.5
        grid_y = (ys_px - y0) / (y1 - y0) * rows - 0.5
        along_x = _interpolate(grid_map.T, grid_x)
        return self._without_unseen(_interpolate(along_x.T, grid_y), xs_px, ys_px)


@dataclass(frozen=True)
class TileLayout:
    """Overlapping windows of one patch grid; each window is what the model sees at once.

    Attributes:
        grid_hw: rows and columns of the common grid.
        tile_hw: rows and columns of a window.
        origins: first row and column of each window, in rows.
    """

    grid_hw: tuple[int, int]
    tile_hw: tuple[int, int]
    origins: tuple[tuple[int, int], ...]

    @classmethod
    def covering(cls, grid_hw: tuple[int, int], tile_hw: tuple[int, int]) -> TileLayout:
        """The fewest evenly spread windows that cover a grid and overlap by a quarter or more.

        Raises:
            ValueError: the grid is smaller than a window.
        """
        rows, columns = (_starts(size, tile) for size, tile in zip(grid_hw, tile_hw, strict=True))
        return cls(grid_hw, tile_hw, tuple((row, column) for row in rows for column in columns))

    def cells(self, index: int) -> np.ndarray:
        """Flat indices of a window's patches in the common grid: int64 (tile rows · tile columns,)."""
        (row, column), (height, width) = self.origins[index], self.tile_hw
        rows, columns = np.arange(row, row + height), np.arange(column, column + width)
        return np.asarray((rows[:, None] * self.grid_hw[1] + columns).ravel(), dtype=np.int64)

    def window(self) -> np.ndarray:
        """Weight of each patch of a window when windows are merged: float32 (tile rows · tile columns,).

        Falls linearly towards the window's border, where the model sees a patch without its surroundings, and
        is never zero.
        """
        rows, columns = (_tent(size) for size in self.tile_hw)
        return np.asarray(np.outer(rows, columns).ravel(), dtype=np.float32)

    def box_xyxy_px(self, geometry: GridGeometry, index: int) -> tuple[float, float, float, float]:
        """The rectangle of the source image that a window sees; ``geometry`` is the common grid's."""
        (row, column), (height, width) = self.origins[index], self.tile_hw
        left, top, _, _ = geometry.patch_box_xyxy_px(row, column)
        _, _, right, bottom = geometry.patch_box_xyxy_px(row + height - 1, column + width - 1)
        return left, top, right, bottom


def _starts(size: int, tile: int) -> list[int]:
    if size < tile:
        raise ValueError(f"a window of {tile} patches does not fit {size}")
    steps = -(-4 * (size - tile) // (3 * tile))
    return [round(step * (size - tile) / steps) for step in range(steps + 1)] if steps else [0]


def _tent(size: int) -> np.ndarray:
    distance = np.minimum(np.arange(size) + 1, size - np.arange(size))
    return np.asarray(distance / distance.max(), dtype=np.float32)


def _power(values: np.ndarray, degree: float) -> np.ndarray:
    """Values (0 or more, or NaN) to a power: float32. Whole powers are multiplied out, which is faster."""
    if degree != int(degree):
        return np.asarray(values**degree, dtype=np.float32)
    result, square, left = None, values, int(degree)
    while True:
        if left & 1:
            result = square.copy() if result is None else np.multiply(result, square, out=result)
        left >>= 1
        if not left:
            return np.asarray(result, dtype=np.float32)
        square = square * square


def _interpolate(rows_first: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Linear interpolation along axis 0 at fractional positions, clamped at both ends."""
    last = rows_first.shape[0] - 1
    clamped = np.clip(positions, 0, last)
    lower = np.floor(clamped).astype(np.intp)
    upper = np.minimum(lower + 1, last)
    weight = (clamped - lower).astype(np.float32)[:, None]
    return np.asarray(rows_first[lower] * (1 - weight) + rows_first[upper] * weight, dtype=np.float32)
