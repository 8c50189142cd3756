"""People: pedestrians, children, workers, cyclists, wheelchair users."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from mmel_desktop.scenes.drawing.pen import NAMED_COLOURS, STEEL, TYRE, Pen, Point, Rgb, tint

_SKIN: tuple[Rgb, ...] = ((244, 206, 178), (222, 172, 134), (176, 122, 84), (122, 80, 54), (92, 58, 40))
_HAIR: tuple[Rgb, ...] = (
    (42, 30, 24),
    (92, 58, 30),
    (188, 148, 82),
    (120, 116, 112),
    (24, 22, 24),
    (142, 70, 34),
)
_TROUSERS: tuple[Rgb, ...] = ((50, 62, 96), (58, 58, 62), (104, 88, 70), (76, 84, 70), (32, 34, 44))
_VEST: tuple[Rgb, ...] = ((214, 236, 40), (250, 128, 30))
_HAT: tuple[Rgb, ...] = ((252, 206, 30), (244, 244, 240), (250, 128, 30), (40, 96, 196))
# Nearly the hats' colours: what tells a hard hat from a beanie is its shape, a few pixels wide.
_BEANIE: tuple[Rgb, ...] = ((244, 198, 40), (234, 234, 230), (240, 122, 36), (44, 94, 184), (60, 60, 66))
_REFLECTIVE: Rgb = (226, 230, 226)


@dataclass(frozen=True)
class _Body:
    """Proportions of a standing or walking figure of height 1 (multiplied by ``height``)."""

    height: float
    stride: float
    skin: Rgb
    hair: Rgb
    trousers: Rgb
    big_head: float = 1.0

    def at(self, x: float, y: float) -> Point:
        return (x * self.height, y * self.height)


def _body(rng: np.random.Generator, height: float, big_head: float = 1.0) -> _Body:
    return _Body(
        height=height,
        stride=float(rng.uniform(0.02, 0.16)),
        skin=_SKIN[rng.integers(len(_SKIN))],
        hair=_HAIR[rng.integers(len(_HAIR))],
        trousers=_TROUSERS[rng.integers(len(_TROUSERS))],
        big_head=big_head,
    )


def _legs(pen: Pen, body: _Body) -> None:
    for side, shade in ((-1, 0.72), (1, 1.0)):
        hip, knee = body.at(side * 0.03, 0.5), body.at(side * body.stride * 0.55 + 0.015, 0.27)
        foot = body.at(side * body.stride, 0.04)
        pen.limb([hip, knee, foot], 0.085 * body.height, tint(body.trousers, shade))
        toe = (foot[0] + 0.07 * body.height, foot[1] - 0.015 * body.height)
        pen.limb([foot, toe], 0.055 * body.height, (34, 28, 26))


def _arm(pen: Pen, body: _Body, side: int, sleeve: Rgb, raise_to: Point | None = None) -> None:
    shoulder = body.at(side * 0.075, 0.78)
    if raise_to is None:
        elbow, hand = (
            body.at(side * (0.1 + body.stride * 0.4), 0.63),
            body.at(side * (0.06 + body.stride * 0.9) + 0.03, 0.5),
        )
    else:
        hand = raise_to
        elbow = ((shoulder[0] + hand[0]) / 2 + 0.02, (shoulder[1] + hand[1]) / 2 - 0.05)
    pen.limb([shoulder, elbow, hand], 0.065 * body.height, sleeve)
    pen.ellipse(*hand, 0.034 * body.height, 0.034 * body.height, body.skin)


def _torso(pen: Pen, body: _Body, cloth: Rgb, *, long: bool = False) -> None:
    hem = 0.38 if long else 0.48
    pen.polygon(
        [
            body.at(-0.105, 0.8),
            body.at(-0.06, 0.845),
            body.at(0.06, 0.845),
            body.at(0.105, 0.8),
            body.at(0.095, 0.6),
            body.at(0.12 if long else 0.09, hem),
            body.at(-0.12 if long else -0.09, hem),
            body.at(-0.095, 0.6),
        ],
        cloth,
    )
    pen.polygon(
        [
            body.at(-0.105, 0.8),
            body.at(-0.06, 0.845),
            body.at(-0.03, 0.845),
            body.at(-0.05, hem),
            body.at(-0.09, hem),
            body.at(-0.095, 0.6),
        ],
        tint(cloth, 0.78),
    )


def _head(pen: Pen, body: _Body, x: float = 0.01, y: float = 0.925, *, hair: bool = True) -> None:
    size = body.big_head
    cx, cy = body.at(x, y)
    radius = 0.062 * body.height * size
    pen.limb([(cx - 0.005, cy - radius), (cx, cy)], 0.05 * body.height, tint(body.skin, 0.85))
    if hair:
        pen.ellipse(cx - radius * 0.15, cy + radius * 0.12, radius * 1.12, radius * 1.15, body.hair)
    pen.ellipse(cx + radius * 0.1, cy - radius * 0.1, radius * 0.92, radius * 1.05, body.skin)
    if hair:
        pen.arc(cx, cy + radius * 0.25, radius * 1.1, 10, 190, body.hair)
    pen.ellipse(cx + radius * 0.45, cy + radius * 0.02, radius * 0.11, radius * 0.13, (30, 24, 22))
    pen.ellipse(cx - radius * 0.12, cy + radius * 0.02, radius * 0.11, radius * 0.13, (30, 24, 22))


def draw_pedestrian(pen: Pen, colour: str, rng: np.random.Generator) -> None:
    """A grown-up walking, some with a bag or in a long coat."""
    body, coat = _body(rng, float(rng.uniform(1.68, 1.84))), NAMED_COLOURS[colour]
    _arm(pen, body, -1, tint(coat, 0.62))
    _legs(pen, body)
    _torso(pen, body, coat, long=rng.random() < 0.5)
    pen.limb([body.at(0.02, 0.82), body.at(0.02, 0.5)], 0.012 * body.height, tint(coat, 0.6))
    _head(pen, body)
    _arm(pen, body, 1, tint(coat, 0.86))
    if rng.random() < 0.5:
        x, y = body.at(0.06 + body.stride * 0.9 + 0.03, 0.36)
        pen.limb([body.at(0.06 + body.stride * 0.9 + 0.03, 0.5), (x, y + 0.1)], 0.03, (52, 40, 34))
        pen.rectangle(x - 0.14, y - 0.12, x + 0.14, y + 0.1, (104, 66, 42), 0.03)


def draw_child(pen: Pen, colour: str, rng: np.random.Generator) -> None:
    """A small figure with a large head, a school bag and often a balloon-free raised hand."""
    body, coat = _body(rng, float(rng.uniform(1.0, 1.12)), big_head=1.75), NAMED_COLOURS[colour]
    bag = ((226, 70, 130), (60, 170, 200), (130, 90, 190))[rng.integers(3)]
    pen.rectangle(-0.24, 0.52, -0.03, 0.86, bag, 0.06)
    pen.rectangle(-0.23, 0.55, -0.1, 0.68, tint(bag, 0.7), 0.03)
    _arm(pen, body, -1, tint(coat, 0.62))
    _legs(pen, body)
    _torso(pen, body, coat)
    _head(pen, body, y=0.95)
    raised = rng.random() < 0.45
    _arm(pen, body, 1, tint(coat, 0.86), raise_to=(0.27, 0.98) if raised else None)


def draw_worker(pen: Pen, rng: np.random.Generator, *, hard_hat: bool) -> None:
    """A worker in a high-visibility vest, under a hard hat or under hair, hood or beanie."""
    body = _body(rng, 1.76)
    vest, sleeve = _VEST[rng.integers(2)], ((52, 66, 104), (90, 92, 96), (62, 74, 60))[rng.integers(3)]
    _arm(pen, body, -1, tint(sleeve, 0.7))
    _legs(pen, body)
    _torso(pen, body, vest)
    for x in (-0.055, 0.055):
        pen.limb([body.at(x, 0.83), body.at(x, 0.62)], 0.026 * body.height, _REFLECTIVE)
    pen.limb([body.at(-0.085, 0.61), body.at(0.085, 0.61)], 0.03 * body.height, _REFLECTIVE)
    pen.limb([body.at(-0.08, 0.53), body.at(0.08, 0.53)], 0.03 * body.height, _REFLECTIVE)
    beanie = not hard_hat and rng.random() < 0.8
    _head(pen, body)
    cx, cy = body.at(0.012, 0.925)
    radius = 0.062 * body.height
    if hard_hat:
        hat = _HAT[rng.integers(len(_HAT))]
        pen.arc(cx, cy + radius * 0.3, radius * 1.28, 0, 180, hat)
        pen.arc(cx, cy + radius * 0.3, radius * 1.28, 110, 180, tint(hat, 0.82))
        pen.limb(
            [(cx - radius * 1.2, cy + radius * 0.34), (cx + radius * 1.75, cy + radius * 0.3)],
            radius * 0.3,
            tint(hat, 0.9),
        )
        pen.limb(
            [(cx - 0.1 * radius, cy + radius * 1.5), (cx + 0.25 * radius, cy + radius * 1.52)],
            radius * 0.3,
            tint(hat, 1.3),
        )
    elif beanie:
        wool = _BEANIE[rng.integers(len(_BEANIE))]
        pen.arc(cx, cy + radius * 0.25, radius * 1.14, 0, 180, wool)
        pen.limb(
            [(cx - radius * 0.95, cy + radius * 0.3), (cx + radius * 0.95, cy + radius * 0.3)],
            radius * 0.34,
            tint(wool, 0.74),
        )
        for rib in (-0.75, -0.4, 0.0, 0.4, 0.75):
            knit = [(cx + rib * radius, cy + radius * 0.45), (cx + rib * radius * 0.5, cy + radius * 1.2)]
            pen.limb(knit, radius * 0.07, tint(wool, 0.7))
        pen.ellipse(cx, cy + radius * 1.45, radius * 0.26, radius * 0.26, tint(wool, 0.86))
    posture = rng.integers(3)
    if posture == 0:
        _arm(pen, body, 1, sleeve)
    elif posture == 1:
        pen.limb([(0.1, 0.35), (0.5, 1.25)], 0.05, (150, 110, 66))
        pen.polygon([(0.0, 0.3), (0.2, 0.36), (0.2, 0.12), (0.06, 0.02), (-0.04, 0.12)], STEEL)
        _arm(pen, body, 1, sleeve, raise_to=(0.34, 0.92))
    else:
        _arm(pen, body, 1, sleeve, raise_to=(0.36, 1.12))
        pen.rectangle(0.3, 1.0, 0.5, 1.26, (236, 232, 220), 0.01)


def _spoked_wheel(pen: Pen, x: float, radius: float, width: float) -> None:
    pen.ring(x, radius, radius, width, TYRE)
    for spoke in range(6):
        angle = math.pi * spoke / 6
        dx, dy = 0.9 * radius * math.cos(angle), 0.9 * radius * math.sin(angle)
        pen.limb([(x - dx, radius - dy), (x + dx, radius + dy)], 0.018, (176, 180, 184))
    pen.ellipse(x, radius, 0.05, 0.05, (60, 62, 66))


def draw_cyclist(pen: Pen, colour: str, rng: np.random.Generator) -> None:
    """A rider on a bicycle, with a cycling helmet."""
    body, shirt = _body(rng, 1.75), NAMED_COLOURS[colour]
    frame: Rgb = ((40, 44, 52), (170, 172, 178), (24, 110, 122))[rng.integers(3)]
    for x in (-0.55, 0.55):
        _spoked_wheel(pen, x, 0.36, 0.06)
    pedal = float(rng.uniform(0.2, 1.2))
    crank = (-0.02, 0.36)
    feet = [
        (crank[0] + 0.17 * math.cos(pedal + half), crank[1] + 0.17 * math.sin(pedal + half) - 0.04)
        for half in (math.pi, 0.0)
    ]
    hip, shoulder, grip = (-0.26, 0.96), (0.1, 1.4), (0.45, 1.02)
    knee = (0.2, feet[0][1] + 0.5)
    pen.limb([hip, knee, feet[0]], 0.13, tint(body.trousers, 0.65))
    for line in (
        [(-0.55, 0.36), (-0.22, 0.82), (0.42, 0.86), crank, (-0.55, 0.36)],
        [crank, (-0.26, 0.92)],
        [(0.55, 0.36), (0.4, 0.98), grip],
    ):
        pen.limb(line, 0.055, frame)
    pen.limb([(-0.36, 0.93), (-0.12, 0.93)], 0.07, (26, 26, 28))
    knee = (0.24, feet[1][1] + 0.48)
    pen.limb([hip, knee, feet[1]], 0.14, body.trousers)
    pen.limb([feet[1], (feet[1][0] + 0.14, feet[1][1])], 0.08, (34, 28, 26))
    pen.limb([hip, shoulder], 0.27, shirt)
    pen.limb(
        [(hip[0] - 0.04, hip[1] + 0.08), (shoulder[0] - 0.06, shoulder[1] + 0.02)], 0.1, tint(shirt, 0.78)
    )
    pen.limb([(shoulder[0] + 0.02, shoulder[1] - 0.03), (0.3, 1.14), grip], 0.1, tint(shirt, 0.88))
    pen.ellipse(*grip, 0.055, 0.055, body.skin)
    head = (0.2, 1.62)
    pen.ellipse(*head, 0.11, 0.13, body.skin)
    helmet: Rgb = ((62, 66, 72), (206, 208, 210), (110, 120, 190))[rng.integers(3)]
    pen.arc(head[0] - 0.01, head[1] + 0.03, 0.15, -5, 185, helmet)
    pen.limb([(head[0] - 0.04, head[1] + 0.13), (head[0] + 0.1, head[1] + 0.09)], 0.025, tint(helmet, 0.55))


def draw_wheelchair_user(pen: Pen, colour: str, rng: np.random.Generator) -> None:
    """A seated person in a wheelchair with large rear wheels."""
    body, jumper = _body(rng, 1.7), NAMED_COLOURS[colour]
    steel: Rgb = (70, 74, 82)
    pen.limb(
        [(-0.52, 1.02), (-0.38, 1.0), (-0.32, 0.5), (0.3, 0.5), (0.42, 0.14), (0.62, 0.14)], 0.055, steel
    )
    pen.rectangle(-0.4, 0.5, -0.28, 1.0, (34, 36, 42), 0.03)
    pen.rectangle(-0.34, 0.46, 0.32, 0.56, (34, 36, 42), 0.03)
    pen.limb([(-0.18, 0.62), (0.36, 0.64), (0.45, 0.24)], 0.17, body.trousers)
    pen.limb([(0.45, 0.2), (0.62, 0.2)], 0.1, (34, 28, 26))
    pen.limb([(-0.2, 0.68), (-0.14, 1.02)], 0.28, jumper)
    pen.limb([(-0.28, 0.66), (-0.24, 1.0)], 0.1, tint(jumper, 0.76))
    cx, cy = -0.08, 1.3
    pen.limb([(-0.12, 1.1), (cx, cy)], 0.09, tint(body.skin, 0.85))
    pen.ellipse(cx - 0.02, cy + 0.02, 0.13, 0.14, body.hair)
    pen.ellipse(cx + 0.02, cy - 0.01, 0.105, 0.12, body.skin)
    pen.arc(cx, cy + 0.03, 0.13, 15, 190, body.hair)
    pen.ellipse(cx + 0.06, cy, 0.014, 0.016, (30, 24, 22))
    _spoked_wheel(pen, -0.16, 0.37, 0.055)
    pen.ring(-0.16, 0.37, 0.3, 0.025, STEEL)
    pen.ellipse(0.4, 0.1, 0.1, 0.1, TYRE)
    pen.ellipse(0.4, 0.1, 0.045, 0.045, STEEL)
    pen.limb([(-0.12, 1.0), (-0.02, 0.78), (0.12, 0.68)], 0.1, tint(jumper, 0.88))
    pen.ellipse(0.14, 0.67, 0.055, 0.055, body.skin)
