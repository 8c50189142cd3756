"""Cars, vans, trucks and buses, from the side and from the front or rear."""

from __future__ import annotations

import numpy as np

from mmel_desktop.scenes.drawing.pen import GLASS, NAMED_COLOURS, STEEL, TYRE, Pen, Rgb, tint

_DARK: Rgb = (46, 48, 52)
_HEADLIGHT: Rgb = (255, 246, 214)
_TAIL_LIGHT: Rgb = (196, 24, 24)
_PLATE: Rgb = (228, 228, 216)


def _glass(pen: Pen, points: list[tuple[float, float]], shift: float = 0.18) -> None:
    """Draw a window with a bright slanting reflection."""
    pen.polygon(points, GLASS)
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    middle = left + (right - left) * 0.45
    band = min(shift, (right - left) * 0.25)
    pen.polygon(
        [
            (middle, bottom + 0.04),
            (middle + band, bottom + 0.04),
            (middle + band + 0.1, top - 0.05),
            (middle + 0.1, top - 0.05),
        ],
        tint(GLASS, 1.32),
    )


def _ends(pen: Pen, rear_x: float, front_x: float, lamp_y: float) -> None:
    """Draw head and tail lamp of a side view."""
    pen.rectangle(front_x - 0.2, lamp_y - 0.08, front_x, lamp_y + 0.09, _HEADLIGHT, 0.05)
    pen.rectangle(rear_x, lamp_y - 0.08, rear_x + 0.14, lamp_y + 0.12, _TAIL_LIGHT, 0.03)
    pen.glow(front_x, lamp_y, 0.8, _HEADLIGHT)
    pen.glow(rear_x, lamp_y, 0.3, _TAIL_LIGHT, 0.7)


def draw_car(pen: Pen, colour: str, rng: np.random.Generator) -> None:
    """A saloon, a hatchback or a car seen end-on."""
    paint = NAMED_COLOURS[colour]
    if rng.random() < 0.28:
        _draw_end_view(pen, paint, rng, width=1.8, height=1.5, high=False)
        return
    estate = rng.random() < 0.5
    pen.rectangle(-1.9, 0.2, 1.9, 0.5, _DARK, 0.1)
    body = [(-2.0, 0.38), (-2.02, 0.8), (-1.9, 0.98), (1.2, 0.98), (1.85, 0.86), (2.03, 0.7), (2.02, 0.38)]
    pen.polygon(body, paint)
    if estate:
        cabin = [(-1.95, 0.95), (-1.78, 1.42), (-1.5, 1.52), (0.2, 1.52), (0.55, 1.42), (1.2, 0.95)]
        windows = [
            [(-1.75, 1.0), (-1.6, 1.38), (-0.75, 1.42), (-0.75, 1.0)],
            [(-0.65, 1.0), (-0.65, 1.42), (0.2, 1.42), (0.45, 1.34), (0.95, 1.0)],
        ]
    else:
        cabin = [(-1.4, 0.95), (-0.85, 1.4), (-0.6, 1.5), (0.25, 1.5), (0.55, 1.4), (1.2, 0.95)]
        windows = [
            [(-1.1, 1.0), (-0.7, 1.38), (-0.3, 1.42), (-0.3, 1.0)],
            [(-0.2, 1.0), (-0.2, 1.42), (0.2, 1.42), (0.45, 1.34), (0.95, 1.0)],
        ]
    pen.polygon(cabin, paint)
    for window in windows:
        _glass(pen, window)
    pen.polygon([(-1.95, 0.84), (-1.9, 0.93), (1.3, 0.93), (1.8, 0.82)], tint(paint, 1.25))
    pen.polygon([(-2.01, 0.5), (-2.0, 0.38), (2.02, 0.38), (2.02, 0.5)], tint(paint, 0.62))
    for seam in (-1.2 if estate else -0.95, -0.25, 0.85):
        pen.limb([(seam, 0.48), (seam, 0.92)], 0.025, tint(paint, 0.6))
    pen.rectangle(-0.5, 0.74, -0.3, 0.79, tint(paint, 0.55))
    pen.rectangle(0.55, 0.74, 0.75, 0.79, tint(paint, 0.55))
    for x in (-1.22, 1.25):
        pen.arc(x, 0.36, 0.43, 0, 180, (20, 20, 22))
        pen.wheel(x, 0.35)
    _ends(pen, -2.02, 2.03, 0.72)
    pen.ellipse(0.95, 1.03, 0.12, 0.08, tint(paint, 0.8))


def _draw_end_view(
    pen: Pen, paint: Rgb, rng: np.random.Generator, *, width: float, height: float, high: bool
) -> None:
    """A vehicle seen from the front or from the rear."""
    half, front = width / 2, rng.random() < 0.6
    for side in (-1, 1):
        pen.rectangle(side * half * 0.78 - 0.16, 0.0, side * half * 0.78 + 0.16, 0.55, TYRE, 0.08)
    waist = height * (0.42 if high else 0.62)
    pen.rectangle(-half, 0.28, half, waist + 0.12, paint, 0.14)
    roof = 0.94 if high else 0.74
    pen.polygon(
        [
            (-half * 0.97, waist),
            (-half * roof, height - 0.06),
            (-half * roof + 0.12, height),
            (half * roof - 0.12, height),
            (half * roof, height - 0.06),
            (half * 0.97, waist),
        ],
        paint,
    )
    pen.polygon(
        [(-half * 0.97, waist), (half * 0.97, waist), (half, waist - 0.12), (-half, waist - 0.12)],
        tint(paint, 1.22),
    )
    _glass(
        pen,
        [
            (-half * 0.84, waist + 0.05),
            (-half * roof * 0.86, height - 0.16),
            (half * roof * 0.86, height - 0.16),
            (half * 0.84, waist + 0.05),
        ],
        0.3,
    )
    pen.rectangle(-half, 0.25, half, 0.45, tint(paint, 0.6), 0.08)
    lamp_y = 0.72 if not high else 0.8
    for side in (-1, 1):
        x = side * half * 0.74
        if front:
            pen.ellipse(x, lamp_y, 0.17, 0.12, (250, 250, 250))
            pen.ellipse(x, lamp_y, 0.11, 0.08, _HEADLIGHT)
            pen.glow(x, lamp_y, 0.9, _HEADLIGHT)
        else:
            pen.rectangle(x - 0.14, lamp_y - 0.14, x + 0.14, lamp_y + 0.14, _TAIL_LIGHT, 0.05)
            pen.glow(x, lamp_y, 0.45, _TAIL_LIGHT, 0.9)
        pen.rectangle(
            side * (half + 0.02) - 0.1,
            waist + 0.02,
            side * (half + 0.02) + 0.1,
            waist + 0.18,
            tint(paint, 0.75),
            0.05,
        )
    if front:
        pen.rectangle(-half * 0.45, lamp_y - 0.14, half * 0.45, lamp_y + 0.1, _DARK, 0.04)
        for row in range(3):
            pen.rectangle(
                -half * 0.43, lamp_y - 0.1 + row * 0.07, half * 0.43, lamp_y - 0.08 + row * 0.07, STEEL
            )
    else:
        pen.limb(
            [(0.0, lamp_y + 0.2), (0.0, height - 0.2)]
            if high
            else [(-half * 0.7, waist - 0.16), (half * 0.7, waist - 0.16)],
            0.03,
            tint(paint, 0.6),
        )
    pen.rectangle(-0.26, 0.3, 0.26, 0.42, _PLATE)


def draw_van(pen: Pen, colour: str, rng: np.random.Generator) -> None:
    """A panel van with a short bonnet."""
    paint = NAMED_COLOURS[colour]
    if rng.random() < 0.25:
        _draw_end_view(pen, paint, rng, width=1.95, height=2.25, high=True)
        return
    pen.rectangle(-2.1, 0.22, 2.1, 0.5, _DARK, 0.1)
    pen.polygon(
        [
            (-2.25, 0.4),
            (-2.27, 2.1),
            (-2.15, 2.24),
            (0.85, 2.24),
            (1.15, 2.15),
            (1.7, 1.28),
            (2.2, 1.1),
            (2.28, 0.85),
            (2.26, 0.4),
        ],
        paint,
    )
    pen.polygon([(-2.26, 2.1), (-2.15, 2.24), (0.85, 2.24), (1.15, 2.15), (1.12, 2.08)], tint(paint, 1.25))
    _glass(pen, [(0.55, 1.32), (0.55, 2.02), (1.0, 2.02), (1.52, 1.32)])
    if rng.random() < 0.4:
        _glass(pen, [(-0.5, 1.36), (-0.5, 1.98), (0.42, 1.98), (0.42, 1.36)])
    pen.polygon([(-2.26, 0.62), (-2.25, 0.4), (2.26, 0.4), (2.27, 0.62)], tint(paint, 0.62))
    for seam in (-0.62, 0.48, 1.5):
        pen.limb([(seam, 0.52), (seam, 1.28 if seam > 1 else 2.05)], 0.03, tint(paint, 0.62))
    pen.rectangle(-0.55, 1.12, -0.3, 1.18, tint(paint, 0.5))
    pen.rectangle(0.6, 1.12, 0.85, 1.18, tint(paint, 0.5))
    pen.limb([(-2.2, 1.25), (-0.7, 1.25)], 0.03, tint(paint, 0.72))
    for x in (-1.42, 1.42):
        pen.arc(x, 0.38, 0.47, 0, 180, (20, 20, 22))
        pen.wheel(x, 0.38)
    pen.rectangle(1.6, 1.25, 1.78, 1.55, tint(paint, 0.5), 0.04)
    _ends(pen, -2.26, 2.27, 0.88)


def draw_truck(pen: Pen, colour: str, rng: np.random.Generator, *, flatbed: bool) -> None:
    """A lorry: a painted cab with a grey box or, to carry things, a flat bed."""
    paint = NAMED_COLOURS[colour]
    pen.rectangle(-2.7, 0.5, 2.5, 0.78, _DARK)
    if flatbed:
        pen.rectangle(-2.78, 0.78, 1.15, 1.0, (126, 92, 58))
        pen.rectangle(-2.78, 0.78, 1.15, 0.86, (88, 64, 42))
        for x in (-2.74, -1.5, -0.2, 1.08):
            pen.rectangle(x - 0.05, 0.78, x + 0.05, 1.0, STEEL)
    else:
        box = (204, 206, 204) if colour != "white" else (150, 158, 168)
        pen.rectangle(-2.78, 0.78, 1.12, 2.68, box, 0.04)
        for x in np.arange(-2.6, 1.1, 0.32):
            pen.rectangle(float(x), 0.84, float(x) + 0.05, 2.6, tint(box, 0.86))
        pen.rectangle(-2.78, 2.58, 1.12, 2.68, tint(box, 1.3))
        pen.rectangle(-2.78, 0.78, 1.12, 0.9, tint(box, 0.62))
        pen.rectangle(-1.6, 1.45, 0.1, 1.95, paint, 0.05)
    pen.polygon(
        [(1.25, 0.45), (1.25, 2.3), (1.4, 2.45), (2.2, 2.45), (2.45, 2.25), (2.72, 1.45), (2.76, 0.45)], paint
    )
    pen.polygon([(1.25, 2.3), (1.4, 2.45), (2.2, 2.45), (2.3, 2.35)], tint(paint, 1.3))
    _glass(pen, [(1.55, 1.45), (1.55, 2.2), (2.15, 2.2), (2.42, 1.45)])
    pen.polygon([(2.5, 1.5), (2.32, 2.2), (2.42, 2.2), (2.62, 1.5)], tint(GLASS, 0.8))
    pen.rectangle(1.25, 0.45, 2.76, 0.66, tint(paint, 0.6))
    pen.limb([(1.5, 0.7), (1.5, 1.4)], 0.03, tint(paint, 0.6))
    pen.rectangle(1.62, 1.2, 1.84, 1.26, tint(paint, 0.5))
    pen.rectangle(2.66, 1.4, 2.8, 1.9, _DARK, 0.04)
    for x in (-2.0, -1.05, 1.95):
        pen.arc(x, 0.46, 0.56, 0, 180, (20, 20, 22))
        pen.wheel(x, 0.47)
    pen.rectangle(-0.3, 0.42, 1.0, 0.72, STEEL, 0.1)
    _ends(pen, -2.78, 2.77, 0.78)
    _ = rng


def draw_bus(pen: Pen, colour: str, rng: np.random.Generator) -> None:
    """A city bus with a row of windows, doors and a lit destination sign."""
    paint = NAMED_COLOURS[colour]
    if rng.random() < 0.2:
        _draw_end_view(pen, paint, rng, width=2.45, height=2.95, high=True)
        pen.rectangle(-0.8, 2.62, 0.8, 2.88, (24, 24, 26), 0.03)
        pen.rectangle(-0.6, 2.68, 0.6, 2.82, (250, 170, 40))
        return
    pen.rectangle(-3.4, 0.25, 3.4, 0.5, _DARK)
    pen.rectangle(-3.55, 0.38, 3.55, 2.95, paint, 0.22)
    pen.rectangle(-3.4, 2.84, 3.4, 2.95, tint(paint, 1.3), 0.05)
    pen.rectangle(-3.5, 1.38, 3.52, 2.44, (36, 40, 46), 0.08)
    for index in range(6):
        left = -3.38 + index * 0.95
        if index in (2, 5):
            continue
        _glass(pen, [(left, 1.45), (left, 2.36), (left + 0.85, 2.36), (left + 0.85, 1.45)])
    for left in (-1.48, 1.37):
        pen.rectangle(left, 0.48, left + 0.88, 2.4, (52, 56, 62), 0.04)
        for leaf in (left + 0.06, left + 0.48):
            pen.rectangle(leaf, 0.62, leaf + 0.34, 2.3, tint(GLASS, 0.9), 0.03)
    _glass(pen, [(2.35, 1.35), (2.35, 2.36), (3.5, 2.36), (3.5, 1.35)], 0.3)
    pen.rectangle(1.8, 2.52, 3.4, 2.8, (22, 22, 24), 0.04)
    for letter in np.arange(1.95, 3.2, 0.21):
        pen.rectangle(float(letter), 2.58, float(letter) + 0.13, 2.74, (250, 170, 40))
    pen.rectangle(-3.55, 0.4, 3.55, 0.62, tint(paint, 0.6), 0.1)
    stripe = (240, 240, 240) if colour not in ("white", "yellow") else (70, 76, 90)
    pen.rectangle(-3.5, 0.98, -1.5, 1.12, stripe)
    pen.rectangle(-0.55, 0.98, 1.35, 1.12, stripe)
    for x in (-2.3, 2.45):
        pen.arc(x, 0.45, 0.56, 0, 180, (20, 20, 22))
        pen.wheel(x, 0.46)
    _ends(pen, -3.55, 3.56, 0.82)
