"""Nameless things that stand about: bins, bushes, crates, bollards, benches."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mmel_desktop.scenes.drawing.pen import Pen, Rgb, tint

CLUTTER_SIZES_M: dict[str, tuple[float, float]] = {
    "bin": (0.7, 1.0),
    "bush": (1.5, 0.9),
    "crate": (1.1, 0.8),
    "bollard": (0.3, 0.95),
    "bench": (1.8, 0.9),
    "bricks": (1.2, 0.6),
}
"""Width and height of each shape in metres."""


def draw_clutter(pen: Pen, shape: str, rng: np.random.Generator) -> None:
    """Draw one nameless thing; ``shape`` is a key of :data:`CLUTTER_SIZES_M`."""
    _SHAPES[shape](pen, rng)


def _draw_bin(pen: Pen, rng: np.random.Generator) -> None:
    paint: Rgb = ((72, 84, 78), (96, 98, 104), (76, 70, 66))[rng.integers(3)]
    pen.polygon([(-0.22, 0.05), (-0.28, 0.8), (0.28, 0.8), (0.22, 0.05)], paint)
    pen.rectangle(-0.31, 0.78, 0.31, 0.92, tint(paint, 0.75), 0.05)
    for x in (-0.1, 0.04):
        pen.limb([(x, 0.12), (x * 1.2, 0.74)], 0.03, tint(paint, 0.8))


def _draw_bush(pen: Pen, rng: np.random.Generator) -> None:
    leaf: Rgb = ((70, 104, 56), (88, 112, 60))[rng.integers(2)]
    for index in range(14):
        x, y = float(rng.uniform(-0.5, 0.5)), float(rng.uniform(0.15, 0.6))
        pen.ellipse(x, y, 0.24, 0.2, tint(leaf, 0.7 + 0.04 * index))


def _draw_crate(pen: Pen, _rng: np.random.Generator) -> None:
    wood: Rgb = (166, 128, 84)
    pen.rectangle(-0.5, 0.0, 0.5, 0.74, tint(wood, 0.62))
    for y in (0.02, 0.27, 0.52):
        pen.rectangle(-0.5, y, 0.5, y + 0.2, wood)
    for x in (-0.44, 0.44):
        pen.rectangle(x - 0.06, 0.0, x + 0.06, 0.74, tint(wood, 0.84))


def _draw_bollard(pen: Pen, _rng: np.random.Generator) -> None:
    pen.rectangle(-0.09, 0.0, 0.09, 0.9, (72, 74, 80), 0.08)
    pen.rectangle(-0.09, 0.66, 0.09, 0.76, (206, 206, 200))


def _draw_bench(pen: Pen, _rng: np.random.Generator) -> None:
    for y in (0.4, 0.62, 0.76):
        pen.rectangle(-0.85, y, 0.85, y + 0.09, (138, 98, 62))
    for x in (-0.66, 0.66):
        pen.rectangle(x - 0.05, 0.0, x + 0.05, 0.82, (66, 68, 74))


def _draw_bricks(pen: Pen, rng: np.random.Generator) -> None:
    for row in range(4):
        for column in range(5):
            left = -0.58 + column * 0.23 + (0.1 if row % 2 else 0.0)
            brick = tint((172, 96, 76), float(rng.uniform(0.8, 1.12)))
            pen.rectangle(left, row * 0.13, left + 0.21, row * 0.13 + 0.115, brick)


_SHAPES: dict[str, Callable[[Pen, np.random.Generator], None]] = {
    "bin": _draw_bin,
    "bush": _draw_bush,
    "crate": _draw_crate,
    "bollard": _draw_bollard,
    "bench": _draw_bench,
    "bricks": _draw_bricks,
}
