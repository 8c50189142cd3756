"""From a patch map to the picture a person sees: scaling, colour, transparency.

Everything here works on small arrays; the workbench and the report both compose through these functions, so
what is printed is what was on the screen.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from mmel_desktop.core.coordinates import GridGeometry

SEQUENTIAL_COLOUR_MAPS = ("inferno", "magma", "viridis", "cividis")
DIVERGING_COLOUR_MAP = "vik"
_CMAP_NAMES = {name: f"matplotlib:{name}" for name in SEQUENTIAL_COLOUR_MAPS} | {
    "cividis": "cividis:cividis",
    DIVERGING_COLOUR_MAP: "crameri:vik",
}

_RAMP = 0.15
"""Part of the colour scale over which the heat's edge fades in."""

EMPTY_RANGE = 1e-9
"""A positive map whose largest value does not exceed this is "no evidence", in cosine units."""


def scale_positive(signed: np.ndarray) -> tuple[np.ndarray, bool]:
    """Clip a signed map to its positive part and scale it to [0, 1].

    Args:
        signed: float array of any shape, finite.

    Returns:
        float32 array of the same shape in [0, 1] and whether evidence was found. Without evidence (empty or
        constant positive part) the array is all zero; it must be reported, not painted.
    """
    positive = np.maximum(np.asarray(signed, dtype=np.float32), 0.0)
    low, high = float(positive.min()), float(positive.max())
    if not np.isfinite(high) or high <= EMPTY_RANGE or high - low <= EMPTY_RANGE:
        return np.zeros_like(positive), False
    return np.asarray((positive - low) / (high - low), dtype=np.float32), True


def scale_signed(signed: np.ndarray) -> np.ndarray:
    """Scale a signed map to [-1, 1] with zero kept at zero (float32); all zero stays all zero."""
    values = np.asarray(signed, dtype=np.float32)
    largest = float(np.abs(values).max()) if values.size else 0.0
    return values if largest <= EMPTY_RANGE else np.asarray(values / largest, dtype=np.float32)


def colour_position(values: np.ndarray) -> np.ndarray:
    """Where values lie on the colour scale: their signed square root, float32.

    The strongest place of an image often is many times stronger than a large region that weighs as much in
    all. With evenly spaced colours that region would be next to invisible.

    Args:
        values: float of any shape, in [0, 1] or [-1, 1].
    """
    given = np.asarray(values, dtype=np.float32)
    return np.asarray(np.copysign(np.sqrt(np.abs(given)), given), dtype=np.float32)


@cache
def colour_table(name: str) -> np.ndarray:
    """256 colours of a colour map: uint8 (256, 3).

    Raises:
        ValueError: a name that is not offered.
    """
    if name not in _CMAP_NAMES:
        raise ValueError(f"colour map {name!r}; expected one of {', '.join(_CMAP_NAMES)}")
    # Imported here: cmap reads its whole catalogue at import, which the start of the window must not pay.
    from cmap import Colormap

    positions = np.linspace(0.0, 1.0, 256)
    table = np.asarray(np.round(Colormap(_CMAP_NAMES[name])(positions)[:, :3] * 255), dtype=np.uint8)
    table.setflags(write=False)
    return table


def compose_heat_rgba(
    heat: np.ndarray, *, colour_map: str = "inferno", opacity: float = 0.6, threshold: float = 0.03
) -> np.ndarray:
    """Colour a map for drawing over the image.

    Colours follow :func:`colour_position`. Opacity grows with the value just above the threshold, so that the
    edge of the heat is soft, and values below the threshold are fully transparent. NaN (never seen by the
    model) is transparent.

    Args:
        heat: float (H, W) in [0, 1], or in [-1, 1] with the diverging colour map; may hold NaN.
        colour_map: one of ``SEQUENTIAL_COLOUR_MAPS`` or ``DIVERGING_COLOUR_MAP``.
        opacity: of the strongest heat, 0..1.
        threshold: magnitude below which nothing is drawn, 0..1.

    Returns:
        uint8 (H, W, 4), RGBA, not premultiplied.
    """
    values = np.nan_to_num(np.asarray(heat, dtype=np.float32), nan=0.0)
    diverging = colour_map == DIVERGING_COLOUR_MAP
    place = colour_position(values)
    position = (place + 1.0) / 2.0 if diverging else place
    rgb = colour_table(colour_map)[np.clip(np.round(position * 255), 0, 255).astype(np.uint8)]
    ramp = np.clip((np.abs(place) - max(threshold, 0.0) ** 0.5) / _RAMP, 0.0, 1.0)
    alpha = np.round(ramp * np.float32(np.clip(opacity, 0.0, 1.0)) * 255).astype(np.uint8)
    return np.dstack([rgb, alpha])


def blend(image_rgb: np.ndarray, overlay_rgba: np.ndarray) -> np.ndarray:
    """Lay an RGBA overlay of the same height and width over an RGB image: uint8 (H, W, 3)."""
    alpha = overlay_rgba[..., 3:].astype(np.float32) / 255.0
    mixed = image_rgb.astype(np.float32) * (1.0 - alpha) + overlay_rgba[..., :3].astype(np.float32) * alpha
    return np.asarray(np.round(mixed), dtype=np.uint8)


def unseen_mask(geometry: GridGeometry, output_hw: tuple[int, int]) -> np.ndarray:
    """Bool (H, W): pixels of the whole image, drawn at ``output_hw``, that the model never saw."""
    return np.asarray(np.isnan(geometry.sample_map(np.zeros(geometry.grid_hw, np.float32), output_hw)))
