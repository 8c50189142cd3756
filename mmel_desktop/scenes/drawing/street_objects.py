"""Motorcycle, dog, stop sign and traffic light."""

from __future__ import annotations

import math

import numpy as np

from mmel_desktop.scenes.drawing.pen import NAMED_COLOURS, STEEL, TYRE, Pen, Rgb, tint

_LAMPS: dict[str, Rgb] = {"red": (255, 40, 30), "yellow": (255, 206, 40), "green": (40, 240, 110)}


def draw_motorcycle(pen: Pen, colour: str, rng: np.random.Generator) -> None:
    """A parked motorcycle: tank, seat, engine, exhaust, fork and handlebar."""
    paint = NAMED_COLOURS[colour]
    for x in (-0.74, 0.76):
        pen.ellipse(x, 0.34, 0.34, 0.34, TYRE)
        pen.ellipse(x, 0.34, 0.22, 0.22, STEEL)
        pen.ellipse(x, 0.34, 0.17, 0.17, (92, 94, 98))
        for spoke in range(4):
            angle = math.pi * spoke / 4
            dx, dy = 0.2 * math.cos(angle), 0.2 * math.sin(angle)
            pen.limb([(x - dx, 0.34 - dy), (x + dx, 0.34 + dy)], 0.03, STEEL)
    pen.limb([(0.76, 0.34), (0.5, 0.95), (0.42, 1.12)], 0.08, STEEL)
    pen.limb([(-0.74, 0.34), (-0.1, 0.4), (0.1, 0.42)], 0.09, (72, 74, 80))
    pen.rectangle(-0.24, 0.24, 0.3, 0.62, (66, 68, 74), 0.08)
    for fin in np.arange(0.3, 0.6, 0.08):
        pen.rectangle(-0.2, float(fin), 0.26, float(fin) + 0.03, STEEL)
    pen.limb([(0.05, 0.26), (-0.4, 0.22), (-0.98, 0.34)], 0.1, (190, 194, 198))
    pen.polygon([(-1.02, 0.78), (-0.86, 0.92), (-0.1, 0.82), (-0.06, 0.7), (-0.7, 0.66)], (34, 34, 38))
    pen.polygon([(-1.08, 0.72), (-0.9, 0.86), (-0.4, 0.72), (-0.45, 0.6)], paint)
    pen.polygon([(-0.15, 0.66), (-0.1, 0.9), (0.1, 1.04), (0.42, 1.0), (0.5, 0.82), (0.3, 0.64)], paint)
    pen.polygon([(-0.04, 0.9), (0.1, 0.99), (0.38, 0.96), (0.2, 0.88)], tint(paint, 1.4))
    pen.arc(0.76, 0.36, 0.4, 50, 150, paint)
    pen.arc(0.76, 0.34, 0.34, 40, 160, TYRE)
    pen.limb([(0.42, 1.12), (0.26, 1.2)], 0.06, (40, 40, 44))
    pen.ellipse(0.58, 0.95, 0.12, 0.12, (60, 62, 66))
    pen.ellipse(0.62, 0.95, 0.09, 0.1, (255, 246, 214))
    pen.glow(0.64, 0.95, 0.6, (255, 246, 214))
    pen.limb([(0.3, 1.16), (0.24, 1.3)], 0.025, (40, 40, 44))
    pen.ellipse(0.23, 1.3, 0.07, 0.04, (60, 62, 66))
    pen.rectangle(-1.1, 0.72, -1.0, 0.8, (196, 24, 24), 0.02)
    _ = rng


def draw_dog(pen: Pen, colour: str, rng: np.random.Generator) -> None:
    """A dog standing or trotting, with a collar."""
    coat = NAMED_COLOURS[colour]
    far, pace = tint(coat, 0.66), float(rng.uniform(0.02, 0.14))
    for x, swing in ((-0.36, -pace), (0.3, pace)):
        pen.limb([(x, 0.45), (x + swing * 0.4, 0.22), (x + swing, 0.04)], 0.1, far)
    tail = float(rng.uniform(0.75, 0.98))
    pen.limb([(-0.44, 0.56), (-0.58, 0.66), (-0.6, tail)], 0.075, coat)
    pen.ellipse(-0.28, 0.5, 0.24, 0.18, coat)
    pen.ellipse(0.22, 0.53, 0.25, 0.2, coat)
    pen.rectangle(-0.35, 0.38, 0.28, 0.68, coat, 0.12)
    pen.ellipse(0.0, 0.38, 0.3, 0.06, tint(coat, 0.78))
    for x, swing in ((-0.3, pace), (0.24, -pace)):
        pen.limb([(x, 0.42), (x + swing * 0.4, 0.22), (x + swing, 0.05)], 0.11, tint(coat, 0.9))
        pen.ellipse(x + swing + 0.04, 0.045, 0.075, 0.045, tint(coat, 0.8))
    pen.limb([(0.32, 0.6), (0.44, 0.76)], 0.2, coat)
    pen.limb([(0.33, 0.7), (0.5, 0.62)], 0.05, (204, 40, 60) if colour != "brown" else (40, 90, 200))
    pen.ellipse(0.46, 0.8, 0.15, 0.13, coat)
    pen.limb([(0.52, 0.77), (0.63, 0.745)], 0.115, tint(coat, 1.12))
    pen.ellipse(0.68, 0.765, 0.035, 0.032, (20, 18, 18))
    pen.ellipse(0.5, 0.835, 0.02, 0.022, (16, 14, 14) if colour != "black" else (200, 160, 90))
    pen.polygon(
        [(0.32, 0.88), (0.27, 0.66), (0.38, 0.64), (0.43, 0.86)],
        tint(coat, 0.62 if colour != "black" else 1.25),
    )


def _octagon(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    angles = [math.pi / 8 + index * math.pi / 4 for index in range(8)]
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


_LETTERS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "S": (
        (
            (1, 0.85),
            (0.75, 1),
            (0.25, 1),
            (0, 0.8),
            (0.2, 0.55),
            (0.8, 0.45),
            (1, 0.2),
            (0.75, 0),
            (0.25, 0),
            (0, 0.15),
        ),
    ),
    "T": (((0, 1), (1, 1)), ((0.5, 1), (0.5, 0))),
    "O": (((0.3, 0), (0, 0.25), (0, 0.75), (0.3, 1), (0.7, 1), (1, 0.75), (1, 0.25), (0.7, 0), (0.3, 0)),),
    "P": (((0, 0), (0, 1), (0.75, 1), (1, 0.8), (1, 0.65), (0.75, 0.48), (0, 0.48)),),
}


def draw_stop_sign(pen: Pen, rng: np.random.Generator) -> None:
    """A red octagon with STOP on it, on a steel post. Never mirrored: the letters must read."""
    lean = float(rng.uniform(-0.03, 0.03))
    pen.limb([(0.0, 0.0), (lean, 2.0)], 0.09, (150, 154, 160))
    pen.limb([(-0.02, 0.0), (lean - 0.02, 2.0)], 0.025, (206, 208, 212))
    pen.polygon(_octagon(lean, 2.0, 0.47), (244, 244, 242))
    pen.polygon(_octagon(lean, 2.0, 0.425), (198, 22, 30))
    for index, letter in enumerate("STOP"):
        left = lean - 0.325 + index * 0.17
        for stroke in _LETTERS[letter]:
            pen.limb([(left + 0.12 * x, 1.88 + 0.24 * y) for x, y in stroke], 0.034, (250, 250, 250))


def draw_traffic_light(pen: Pen, state: str, rng: np.random.Generator) -> None:
    """A pole with three lamps, one of them lit."""
    pen.limb([(0.0, 0.0), (0.0, 1.9)], 0.11, (92, 96, 102))
    pen.limb([(-0.03, 0.0), (-0.03, 1.9)], 0.03, (140, 144, 150))
    pen.rectangle(-0.18, 0.0, 0.18, 0.14, (70, 74, 80), 0.03)
    plate = rng.random() < 0.5
    if plate:
        pen.rectangle(-0.36, 1.66, 0.36, 2.98, (236, 236, 232), 0.1)
    pen.rectangle(-0.29, 1.72, 0.29, 2.92, (26, 28, 30), 0.09)
    for lamp, y in (("red", 2.7), ("yellow", 2.32), ("green", 1.94)):
        lit = lamp == state
        pen.ellipse(0.0, y, 0.165, 0.165, (52, 54, 56))
        pen.ellipse(0.0, y, 0.145, 0.145, _LAMPS[lamp] if lit else tint(_LAMPS[lamp], 0.2))
        if lit:
            pen.ellipse(-0.03, y + 0.04, 0.06, 0.05, tint(_LAMPS[lamp], 1.6))
            pen.glow(0.0, y, 0.42, _LAMPS[lamp], 1.1)
        pen.polygon([(-0.19, y + 0.19), (0.19, y + 0.19), (0.17, y + 0.13), (-0.17, y + 0.13)], (14, 14, 16))
