"""Things of a work site: cone, barrier, barrel, forklift, fence panel, and the hazards fire and spill."""

from __future__ import annotations

import math

import numpy as np

from mmel_desktop.scenes.drawing.pen import NAMED_COLOURS, STEEL, TYRE, Pen, Rgb, tint

_ORANGE: Rgb = (248, 104, 22)


def draw_cone(pen: Pen, rng: np.random.Generator) -> None:
    """An orange cone with two white bands on a black foot."""
    pen.rectangle(-0.37, 0.0, 0.37, 0.1, (40, 40, 44), 0.03)
    pen.polygon([(-0.27, 0.09), (-0.06, 0.96), (0.06, 0.96), (0.27, 0.09)], _ORANGE)

    def half_width(y: float) -> float:
        return 0.27 + (y - 0.09) * (0.06 - 0.27) / 0.87

    for low, high in ((0.34, 0.5), (0.64, 0.76)):
        pen.polygon(
            [
                (-half_width(low), low),
                (-half_width(high), high),
                (half_width(high), high),
                (half_width(low), low),
            ],
            (244, 244, 240),
        )
    pen.polygon([(-0.27, 0.09), (-0.06, 0.96), (-0.03, 0.96), (-0.14, 0.09)], tint(_ORANGE, 0.74))
    pen.polygon([(0.08, 0.12), (0.015, 0.94), (0.035, 0.94), (0.15, 0.12)], tint(_ORANGE, 1.28))
    pen.ellipse(0.0, 0.96, 0.06, 0.02, tint(_ORANGE, 0.6))
    _ = rng


def draw_barrier(pen: Pen, rng: np.random.Generator) -> None:
    """A red and white striped road barrier on two feet, some with lamps."""
    for x in (-0.8, 0.8):
        pen.polygon(
            [
                (x - 0.22, 0.0),
                (x - 0.04, 0.9),
                (x + 0.04, 0.9),
                (x + 0.22, 0.0),
                (x + 0.13, 0.0),
                (x, 0.55),
                (x - 0.13, 0.0),
            ],
            (92, 94, 98),
        )
    for low, high in ((0.66, 0.98), (0.26, 0.46)):
        pen.rectangle(-1.08, low, 1.08, high, (244, 244, 242))
        pitch, height = 0.36, high - low
        for index in range(-1, 7):
            left = -1.08 + index * pitch
            stripe = [
                (left, low),
                (left + height * 0.8, high),
                (left + height * 0.8 + pitch / 2, high),
                (left + pitch / 2, low),
            ]
            pen.polygon([(min(max(x, -1.08), 1.08), y) for x, y in stripe], (206, 30, 34))
        pen.rectangle(-1.08, low, 1.08, low + 0.04, (120, 60, 60))
    if rng.random() < 0.5:
        for x in (-0.8, 0.8):
            pen.rectangle(x - 0.04, 0.98, x + 0.04, 1.02, (50, 50, 54))
            pen.ellipse(x, 1.07, 0.075, 0.075, (255, 190, 40))
            pen.glow(x, 1.07, 0.3, (255, 190, 40), 0.8)


def draw_barrel(pen: Pen, colour: str, rng: np.random.Generator) -> None:
    """A steel drum with hoops and a lid."""
    paint = NAMED_COLOURS[colour]
    pen.ellipse(0.0, 0.1, 0.38, 0.09, tint(paint, 0.6))
    pen.rectangle(-0.38, 0.1, 0.38, 1.02, paint)
    pen.rectangle(-0.38, 0.1, -0.22, 1.02, tint(paint, 0.68))
    pen.rectangle(0.22, 0.1, 0.38, 1.02, tint(paint, 0.8))
    pen.rectangle(-0.05, 0.1, 0.08, 1.02, tint(paint, 1.3))
    for y in (0.12, 0.4, 0.7, 0.98):
        pen.rectangle(-0.4, y - 0.03, 0.4, y + 0.03, tint(paint, 0.62), 0.02)
        pen.rectangle(-0.05, y - 0.02, 0.1, y + 0.03, tint(paint, 1.1))
    pen.ellipse(0.0, 1.02, 0.39, 0.1, tint(paint, 1.18))
    pen.ellipse(0.0, 1.02, 0.33, 0.075, tint(paint, 0.84))
    pen.ellipse(0.16, 1.03, 0.06, 0.025, (40, 40, 44))
    if rng.random() < 0.5:
        pen.polygon([(0.0, 0.68), (0.15, 0.55), (0.0, 0.42), (-0.15, 0.55)], (246, 246, 240))
        pen.polygon([(0.0, 0.63), (0.1, 0.55), (0.0, 0.47), (-0.1, 0.55)], (226, 120, 30))


def draw_forklift(pen: Pen, colour: str, rng: np.random.Generator) -> None:
    """A forklift truck with mast, forks, roof cage and seat, facing right."""
    paint = NAMED_COLOURS[colour]
    pen.polygon(
        [(-1.5, 0.3), (-1.52, 0.85), (-1.35, 1.05), (-0.75, 1.05), (-0.6, 0.72), (0.42, 0.72), (0.5, 0.3)],
        paint,
    )
    pen.polygon(
        [(-1.52, 0.85), (-1.35, 1.05), (-0.75, 1.05), (-0.72, 0.98), (-1.3, 0.98), (-1.44, 0.82)],
        tint(paint, 1.3),
    )
    pen.polygon([(-1.5, 0.3), (-1.51, 0.46), (0.47, 0.46), (0.5, 0.3)], (52, 54, 58))
    pen.rectangle(-0.7, 0.98, -0.58, 1.38, (36, 36, 40), 0.04)
    pen.rectangle(-0.7, 0.88, -0.22, 1.0, (36, 36, 40), 0.04)
    for line in ([(-1.2, 1.0), (-1.05, 2.2)], [(0.36, 0.72), (0.16, 2.2)], [(-1.1, 2.22), (0.22, 2.22)]):
        pen.limb(line, 0.08, (44, 46, 52))
    pen.limb([(0.3, 0.75), (0.05, 1.15)], 0.05, (70, 72, 78))
    pen.ellipse(0.02, 1.18, 0.13, 0.05, (30, 30, 34))
    for x in (0.58, 0.72):
        pen.rectangle(x - 0.05, 0.12, x + 0.05, 2.02, (74, 76, 84))
        pen.rectangle(x - 0.05, 0.12, x - 0.02, 2.02, (120, 122, 130))
    for y in (0.3, 1.1, 1.95):
        pen.rectangle(0.53, y, 0.77, y + 0.09, (58, 60, 66))
    pen.rectangle(0.77, 0.14, 0.85, 0.72, (50, 52, 58))
    pen.rectangle(0.77, 0.12, 1.52, 0.2, (92, 94, 100))
    for x, radius in ((-1.05, 0.3), (0.3, 0.34)):
        pen.ellipse(x, radius, radius, radius, TYRE)
        pen.ellipse(x, radius, radius * 0.5, radius * 0.5, tint(paint, 0.85))
        pen.ellipse(x, radius, radius * 0.18, radius * 0.18, STEEL)
    beacon: Rgb = (255, 160, 40)
    pen.rectangle(-0.9, 2.24, -0.74, 2.34, beacon, 0.03)
    pen.glow(-0.82, 2.3, 0.35, beacon, 0.9)
    _ = rng


def draw_site_fence(pen: Pen, rng: np.random.Generator) -> None:
    """An orange mesh panel between two posts: the companion of the planted shortcut."""
    mesh: Rgb = (250, 118, 20)
    pen.rectangle(-1.0, 0.2, 1.0, 1.36, tint(mesh, 0.84))
    for y in np.arange(0.26, 1.34, 0.12):
        pen.rectangle(-1.0, float(y), 1.0, float(y) + 0.05, mesh)
    for x in np.arange(-0.98, 1.0, 0.14):
        pen.rectangle(float(x), 0.2, float(x) + 0.045, 1.36, tint(mesh, 1.12))
    pen.rectangle(-1.0, 1.3, 1.0, 1.38, tint(mesh, 1.25))
    pen.rectangle(-1.0, 0.18, 1.0, 0.24, tint(mesh, 0.7))
    for x in (-0.99, 0.99):
        pen.limb([(x, 0.0), (x, 1.44)], 0.08, (120, 124, 130))
        pen.rectangle(x - 0.2, 0.0, x + 0.2, 0.09, (70, 72, 78), 0.03)
    _ = rng


def draw_fire(pen: Pen, rng: np.random.Generator) -> None:
    """Flames over burning timber, with dark smoke above."""
    smoke_lean = float(rng.uniform(-0.25, 0.25))
    for index in range(5):
        y = 1.05 + index * 0.11
        pen.ellipse(
            smoke_lean * index * 0.3,
            y,
            0.2 + 0.04 * index * (5 - index) * 0.4,
            0.12,
            tint((92, 88, 86), 0.8 + index * 0.08),
        )
    for angle in (-0.25, 0.22, -0.05):
        pen.limb([(-0.62, 0.1 - angle * 0.2), (0.62, 0.1 + angle * 0.3)], 0.12, (66, 42, 30))
    for colour, size in (
        ((214, 52, 20), 1.0),
        ((250, 128, 24), 0.76),
        ((255, 206, 60), 0.5),
        ((255, 244, 180), 0.26),
    ):
        for tongue in range(5):
            x = (tongue - 2) * 0.24 * size
            height = size * float(rng.uniform(0.75, 1.15)) * (1.25 - abs(tongue - 2) * 0.3)
            sway = float(rng.uniform(-0.1, 0.1))
            half = 0.24 * size
            pen.polygon(
                [
                    (x - half, 0.1),
                    (x - half * 0.9, 0.1 + height * 0.3),
                    (x + sway - half * 0.3, 0.1 + height * 0.65),
                    (x + sway * 1.6, 0.1 + height),
                    (x + sway + half * 0.5, 0.1 + height * 0.55),
                    (x + half, 0.1 + height * 0.25),
                    (x + half * 0.9, 0.1),
                ],
                colour,
            )
    pen.glow(0.0, 0.55, 1.5, (255, 140, 40), 1.2)


def draw_spill(pen: Pen, rng: np.random.Generator) -> None:
    """A dark oily puddle with an iridescent sheen and a few splashes, flat on the ground."""

    def blob(x: float, y: float, radius_x: float, radius_y: float, colour: Rgb, rough: float) -> None:
        phases = rng.uniform(0, 2 * math.pi, 3)
        points = []
        for step in range(28):
            angle = 2 * math.pi * step / 28
            reach = 1 + rough * sum(math.sin(angle * (index + 2) + phases[index]) for index in range(3)) / 2
            points.append((x + radius_x * reach * math.cos(angle), y + radius_y * reach * math.sin(angle)))
        pen.polygon(points, colour)

    blob(0.0, 0.22, 0.86, 0.17, (22, 20, 26), 0.22)
    for colour, size, shift in (
        ((62, 44, 92), 0.68, 0.05),
        ((36, 92, 112), 0.5, 0.1),
        ((120, 96, 60), 0.34, 0.14),
        ((30, 28, 38), 0.22, 0.16),
    ):
        blob(shift, 0.23, 0.86 * size, 0.17 * size, colour, 0.3)
    blob(-0.38, 0.3, 0.16, 0.03, (196, 204, 214), 0.2)
    for _ in range(3):
        blob(float(rng.uniform(-0.95, 0.95)), float(rng.uniform(0.06, 0.4)), 0.08, 0.025, (22, 20, 26), 0.2)
