"""What is under the pointer, for the status bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from mmel_desktop.core.region_tree import Region
from mmel_desktop.ui.canvas.canvas_layers import CanvasLayers
from mmel_desktop.ui.review_state import ReviewState
from mmel_desktop.ui.translation import tr


@dataclass(frozen=True)
class PixelReading:
    """One pixel of the source image.

    Attributes:
        x_px, y_px: column and row.
        rgb: its colour, 0..255 each; None while the pixels are not loaded.
        heat: value of the shown map; None where there is none.
        region_id: region of the outlined level; None where the model never looked.
        seen: False when preprocessing cut this pixel away.
    """

    x_px: int
    y_px: int
    rgb: tuple[int, int, int] | None
    heat: float | None
    region_id: int | None
    seen: bool = True

    def text(self) -> str:
        """One line, e.g. ``x 412  y 96   RGB 12 200 31   heat .42   region 7``."""
        parts = [f"x {self.x_px}  y {self.y_px}"]
        if self.rgb is not None:
            parts.append("RGB {} {} {}".format(*self.rgb))
        if not self.seen:
            parts.append(tr("not seen by the model"))
        if self.heat is not None:
            parts.append(tr("heat {value}").format(value=f"{self.heat:.2f}"))
        if self.region_id is not None:
            parts.append(tr("region {number}").format(number=self.region_id))
        return "   ".join(parts)


def read_pixel(
    state: ReviewState, layers: CanvasLayers, point: QPointF, region: Region | None
) -> PixelReading:
    """Read what lies at a point of the shown image.

    Args:
        state: holds the decoded pixels.
        layers: hold the map, and what the model never saw.
        point: in image pixels, inside the image.
        region: the one outlined there.
    """
    rect = layers.image_rect
    x_px, y_px = min(int(point.x()), int(rect.width()) - 1), min(int(point.y()), int(rect.height()) - 1)
    rgb = None if state.pixels is None else state.pixels.rgb[y_px, x_px]
    return PixelReading(
        x_px,
        y_px,
        None if rgb is None else (int(rgb[0]), int(rgb[1]), int(rgb[2])),
        layers.heat.value_at(point.x(), point.y()),
        None if region is None else region.region_id,
        not layers.unseen.covers(point),
    )
