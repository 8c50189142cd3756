"""Backgrounds: a street towards the horizon, a crossing road, a work site; skies and ground textures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mmel_desktop.scenes.drawing.pen import Glow, Pen, Rgb, tint
from mmel_desktop.scenes.scene import Scene

FloatImage = NDArray[np.float32]

_WALLS: tuple[Rgb, ...] = (
    (178, 132, 106),
    (196, 182, 158),
    (150, 156, 160),
    (168, 110, 92),
    (206, 200, 188),
    (132, 140, 128),
)
_LEAVES: tuple[Rgb, ...] = ((64, 104, 54), (82, 118, 58), (52, 88, 58), (110, 116, 54))
_LIT_WINDOW: Rgb = (255, 220, 140)


@dataclass(frozen=True)
class Background:
    """A painted background.

    Attributes:
        albedo: (H, W, 3) colours in [0, 1] before the scene's light falls on them.
        is_sky: (H, W) share of sky in [0, 1]; sky already has its own light.
        glows: lamps and lit windows; metres are units of the image height here, y down from the top.
    """

    albedo: FloatImage
    is_sky: FloatImage
    glows: tuple[Glow, ...]


def texture(rng: np.random.Generator, size_px: tuple[int, int], cells: tuple[int, int]) -> FloatImage:
    """Smooth random texture in [-1, 1], the same pattern at any pixel size: random cells, enlarged."""
    grid = rng.uniform(-1, 1, (cells[1], cells[0])).astype(np.float32)
    return np.asarray(Image.fromarray(grid, "F").resize(size_px, Image.Resampling.BICUBIC), dtype=np.float32)


def paint_background(scene: Scene, size_px: tuple[int, int], oversampling: int) -> Background:
    """Paint everything behind the objects.

    Args:
        scene: the scene.
        size_px: (width, height).
        oversampling: factor at which shapes are drawn before averaging down.
    """
    height = size_px[1]
    rng = np.random.default_rng([scene.seed, 11])
    pen = Pen(size_px, (0.0, float(height)), float(height), facing_left=False, oversampling=oversampling)
    painter = {"street": _street, "crossroad": _crossroad, "work site": _work_site}[scene.setting]
    painter(pen, scene, rng)
    colours, coverage = pen.sheet()
    sky = _sky(scene, size_px, rng)
    rows = (np.arange(height, dtype=np.float32) + 0.5) / height
    ground = np.clip((rows - scene.horizon_y) / (1 - scene.horizon_y), 0, 1)[:, None]
    fine = texture(rng, size_px, (90, 130)) * 0.035 + texture(rng, size_px, (23, 41)) * 0.03
    rough = texture(rng, size_px, (5, 14)) * 0.06
    strength = 1.6 if scene.setting == "work site" else 1.0
    below = (rows >= scene.horizon_y).astype(np.float32)[:, None]
    grain = (fine + rough) * strength * below + fine * 0.5 * (1 - below)
    shaded = colours * (1 + grain + 0.1 * (ground - 0.4) * below)[..., None]
    cover = coverage[..., None]
    albedo = np.clip(shaded * cover + sky * (1 - cover), 0, 1).astype(np.float32)
    return Background(albedo, (1 - coverage).astype(np.float32), tuple(pen.glows))


def _sky(scene: Scene, size_px: tuple[int, int], rng: np.random.Generator) -> FloatImage:
    width, height = size_px
    top, bottom = {
        "day": ((96, 152, 214), (206, 224, 238)),
        "dusk": ((92, 84, 132), (246, 166, 108)),
        "night": ((12, 16, 34), (38, 42, 66)),
    }[scene.light]
    if scene.weather != "clear":
        grey = {"day": (196, 200, 204), "dusk": (150, 132, 130), "night": (34, 37, 46)}[scene.light]
        dark = tint(grey, 0.82) if scene.weather == "rain" else grey
        top, bottom = dark, tint(grey, 1.05)
    share = np.clip(np.linspace(0, 1 / max(scene.horizon_y, 0.1), height), 0, 1)[:, None, None]
    sky = (np.array(top) * (1 - share) + np.array(bottom) * share) / 255.0
    clouds = texture(rng, size_px, (6, 10)) * 0.6 + texture(rng, size_px, (14, 22)) * 0.4
    light = 0.16 if scene.light != "night" else 0.03
    sky = sky + (np.clip(clouds, 0, 1) * light * (1.0 if scene.weather == "clear" else 0.5))[..., None]
    return np.broadcast_to(sky, (height, width, 3)).astype(np.float32)


def _y(value: float) -> float:
    """Pens measure upwards, scenes downwards."""
    return 1.0 - value


def _tree(pen: Pen, x: float, base_y: float, size: float, rng: np.random.Generator) -> None:
    leaf = _LEAVES[rng.integers(len(_LEAVES))]
    pen.limb([(x, _y(base_y)), (x, _y(base_y - size * 0.5))], size * 0.07, (92, 70, 52))
    for index in range(9):
        dx, dy = rng.uniform(-0.22, 0.22) * size, rng.uniform(0.42, 0.95) * size
        radius = float(rng.uniform(0.12, 0.22)) * size
        pen.ellipse(
            x + float(dx), _y(base_y - float(dy)), radius, radius * 0.85, tint(leaf, 0.75 + 0.05 * index)
        )


def _facade(
    pen: Pen, left: float, right: float, base_y: float, top_y: float, rng: np.random.Generator, night: bool
) -> None:
    """A house front with rows of windows."""
    wall = _WALLS[rng.integers(len(_WALLS))]
    pen.rectangle(left, _y(base_y), right, _y(top_y), wall)
    pen.rectangle(left, _y(top_y + 0.015), right, _y(top_y - 0.006), tint(wall, 0.7))
    columns, rows = max(2, int((right - left) / 0.07)), max(1, int((base_y - top_y) / 0.085))
    cell_w, cell_h = (right - left) / columns, (base_y - top_y - 0.03) / rows
    for row in range(rows):
        for column in range(columns):
            x0, y0 = left + (column + 0.24) * cell_w, top_y + 0.03 + row * cell_h
            lit = night and rng.random() < 0.35
            pen.rectangle(x0, _y(y0 + cell_h * 0.68), x0 + cell_w * 0.52, _y(y0), (70, 84, 98))
            pen.rectangle(
                x0, _y(y0 + cell_h * 0.68), x0 + cell_w * 0.52, _y(y0 + cell_h * 0.62), tint(wall, 1.3)
            )
            if lit:
                pen.rectangle(x0, _y(y0 + cell_h * 0.62), x0 + cell_w * 0.52, _y(y0), _LIT_WINDOW)
                pen.glow(x0 + cell_w * 0.26, y0 + cell_h * 0.3, cell_w * 0.5, _LIT_WINDOW, 0.55)


def _lamp_post(pen: Pen, x: float, base_y: float, size: float, scene: Scene) -> None:
    pen.limb([(x, _y(base_y)), (x, _y(base_y - size))], size * 0.025, (88, 92, 96))
    arm = size * (0.16 if x < scene.aspect / 2 else -0.16)
    pen.limb([(x, _y(base_y - size)), (x + arm, _y(base_y - size * 1.02))], size * 0.022, (88, 92, 96))
    pen.ellipse(x + arm, _y(base_y - size), size * 0.05, size * 0.02, (240, 234, 210))
    if scene.light != "day":
        pen.glow(x + arm, base_y - size, size * 0.4, (255, 214, 150), 0.9)


def _street(pen: Pen, scene: Scene, rng: np.random.Generator) -> None:
    """A road running away from the viewer between pavements and house fronts."""
    aspect, horizon = scene.aspect, scene.horizon_y
    vanish = aspect * float(rng.uniform(0.35, 0.65))
    night = scene.light != "day"
    pavement: Rgb = ((168, 166, 160), (182, 174, 164), (150, 152, 154))[rng.integers(3)]
    asphalt: Rgb = ((96, 98, 102), (84, 86, 92), (110, 108, 106))[rng.integers(3)]
    for side in (-1, 1):
        edge = 0.0 if side < 0 else aspect
        inner = vanish + side * 0.1
        steps = 4
        for index in range(steps):
            x0 = edge + (inner - edge) * index / steps
            x1 = edge + (inner - edge) * (index + 1) / steps
            top = 0.02 + (horizon - 0.1) * (index / steps) * float(rng.uniform(0.7, 1.0))
            _facade(pen, min(x0, x1), max(x0, x1), horizon + 0.01, top, rng, night)
    for _ in range(4):
        _tree(pen, float(rng.uniform(0, aspect)), horizon + 0.015, float(rng.uniform(0.1, 0.24)), rng)
    pen.rectangle(0, 0, aspect, _y(horizon), pavement)
    spread = float(rng.uniform(0.55, 0.8))
    left, right = vanish - spread * 1.25, vanish + spread * 1.25
    pen.polygon(
        [(vanish - 0.035, _y(horizon)), (vanish + 0.035, _y(horizon)), (right + 0.05, 0), (left - 0.05, 0)],
        tint(pavement, 1.25),
    )
    pen.polygon([(vanish - 0.03, _y(horizon)), (vanish + 0.03, _y(horizon)), (right, 0), (left, 0)], asphalt)
    for row in range(9):
        y = horizon + (1 - horizon) * (row / 9) ** 1.8
        for side in (-1, 1):
            reach = 0.03 + (spread * 1.25 - 0.03) * (y - horizon) / (1 - horizon)
            outer = 0.0 if side < 0 else aspect
            pen.limb([(vanish + side * reach * 1.05, _y(y)), (outer, _y(y))], 0.003, tint(pavement, 0.86))
    for index in range(7):
        near, far = (
            horizon + (1 - horizon) * ((index + 0.55) / 7) ** 1.9,
            horizon + (1 - horizon) * (index / 7) ** 1.9,
        )
        half_near, half_far = (
            0.016 * (near - horizon) / (1 - horizon) + 0.001,
            0.016 * (far - horizon) / (1 - horizon) + 0.001,
        )
        pen.polygon(
            [
                (vanish - half_far, _y(far)),
                (vanish + half_far, _y(far)),
                (vanish + half_near, _y(near)),
                (vanish - half_near, _y(near)),
            ],
            (226, 224, 214),
        )
    _lamp_post(
        pen, float(rng.uniform(0.04, 0.2)) * aspect, horizon + 0.1, float(rng.uniform(0.3, 0.4)), scene
    )
    if rng.random() < 0.6:
        _lamp_post(
            pen, float(rng.uniform(0.8, 0.96)) * aspect, horizon + 0.06, float(rng.uniform(0.22, 0.32)), scene
        )


def _crossroad(pen: Pen, scene: Scene, rng: np.random.Generator) -> None:
    """A road crossing the view, houses and trees behind it."""
    aspect, horizon = scene.aspect, scene.horizon_y
    night = scene.light != "day"
    x = -0.05
    while x < aspect:
        step = float(rng.uniform(0.16, 0.36))
        if rng.random() < 0.75:
            top = float(rng.uniform(0.05, horizon - 0.12))
            _facade(pen, x, x + step, horizon + 0.02, top, rng, night)
            if rng.random() < 0.5:
                roof: Rgb = ((140, 66, 50), (82, 84, 92), (112, 78, 60))[rng.integers(3)]
                pen.polygon(
                    [(x - 0.01, _y(top)), (x + step * 0.5, _y(top - 0.07)), (x + step + 0.01, _y(top))], roof
                )
        x += step + float(rng.uniform(0, 0.05))
    for _ in range(rng.integers(3, 7)):
        _tree(pen, float(rng.uniform(0, aspect)), horizon + 0.02, float(rng.uniform(0.12, 0.28)), rng)
    grass: Rgb = ((112, 134, 74), (128, 132, 84), (176, 170, 160))[rng.integers(3)]
    pen.rectangle(0, 0, aspect, _y(horizon), grass)
    far_kerb, near_kerb = horizon + 0.06, horizon + (1 - horizon) * float(rng.uniform(0.82, 0.95))
    pavement: Rgb = (174, 172, 166)
    asphalt: Rgb = ((92, 94, 98), (80, 82, 88), (106, 104, 102))[rng.integers(3)]
    pen.rectangle(0, _y(far_kerb), aspect, _y(horizon + 0.025), pavement)
    pen.rectangle(0, 0, aspect, _y(far_kerb), asphalt)
    pen.rectangle(0, _y(far_kerb + 0.006), aspect, _y(far_kerb - 0.002), tint(pavement, 1.3))
    middle = far_kerb + (near_kerb - far_kerb) * 0.42
    offset = float(rng.uniform(0, 0.1))
    for index in range(-1, int(aspect / 0.16) + 2):
        left = offset + index * 0.16
        pen.polygon(
            [
                (left, _y(middle)),
                (left + 0.09, _y(middle)),
                (left + 0.085, _y(middle + 0.014)),
                (left - 0.006, _y(middle + 0.014)),
            ],
            (228, 226, 216),
        )
    if rng.random() < 0.4:
        start = aspect * float(rng.uniform(0.15, 0.6))
        for stripe in range(5):
            x0 = start + stripe * 0.07
            pen.polygon(
                [
                    (x0, _y(far_kerb + 0.01)),
                    (x0 + 0.035, _y(far_kerb + 0.01)),
                    (x0 + 0.05, _y(near_kerb - 0.01)),
                    (x0 - 0.005, _y(near_kerb - 0.01)),
                ],
                (218, 218, 212),
            )
    pen.rectangle(0, 0, aspect, _y(near_kerb), pavement)
    pen.rectangle(0, _y(near_kerb + 0.012), aspect, _y(near_kerb), tint(pavement, 1.3))
    for index in range(int(aspect / 0.11) + 2):
        pen.limb(
            [(index * 0.11, 0), (index * 0.11 * 0.96 + 0.02, _y(near_kerb + 0.012))],
            0.003,
            tint(pavement, 0.85),
        )
    _lamp_post(
        pen, float(rng.uniform(0.05, 0.95)) * aspect, horizon + 0.045, float(rng.uniform(0.24, 0.36)), scene
    )


def _work_site(pen: Pen, scene: Scene, rng: np.random.Generator) -> None:
    """Bare ground before a half-built house with scaffolding and a crane."""
    aspect, horizon = scene.aspect, scene.horizon_y
    dirt: Rgb = ((166, 138, 104), (150, 132, 110), (172, 154, 126))[rng.integers(3)]
    crane_x = aspect * float(rng.uniform(0.1, 0.9))
    steel: Rgb = ((214, 170, 50), (150, 154, 160), (190, 80, 60))[rng.integers(3)]
    pen.limb([(crane_x, _y(horizon)), (crane_x, _y(0.04))], 0.012, steel)
    pen.limb([(crane_x - 0.16, _y(0.075)), (crane_x + 0.42, _y(0.075))], 0.01, steel)
    pen.limb([(crane_x, _y(0.03)), (crane_x + 0.4, _y(0.072))], 0.004, tint(steel, 0.8))
    left = aspect * float(rng.uniform(-0.1, 0.35))
    right = left + aspect * float(rng.uniform(0.4, 0.75))
    storeys = int(rng.integers(2, 5))
    concrete: Rgb = ((176, 174, 170), (160, 158, 152), (184, 166, 146))[rng.integers(3)]
    floor_h = (horizon - 0.1) / 4.2
    top = horizon - storeys * floor_h
    pen.rectangle(left, _y(horizon + 0.02), right, _y(top), tint(concrete, 0.8))
    for storey in range(storeys):
        y = horizon - storey * floor_h
        bays = 5
        for bay in range(bays):
            x0 = left + (right - left) * (bay + 0.18) / bays
            pen.rectangle(
                x0,
                _y(y - floor_h * 0.2),
                x0 + (right - left) * 0.64 / bays,
                _y(y - floor_h * 0.8),
                (88, 86, 86),
            )
        pen.rectangle(left - 0.01, _y(y - floor_h + 0.014), right + 0.01, _y(y - floor_h - 0.006), concrete)
    pole: Rgb = (186, 178, 150)
    for index in range(8):
        x = left - 0.03 + (right - left + 0.06) * index / 7
        pen.limb([(x, _y(horizon + 0.03)), (x, _y(top - 0.04))], 0.005, pole)
    for storey in range(storeys + 1):
        y = horizon - storey * floor_h + 0.005
        pen.limb([(left - 0.03, _y(y)), (right + 0.03, _y(y))], 0.008, (150, 112, 70))
        pen.limb([(left - 0.03, _y(y - 0.03)), (right + 0.03, _y(y - 0.03))], 0.004, pole)
    for _ in range(3):
        _tree(pen, float(rng.uniform(0, aspect)), horizon + 0.01, float(rng.uniform(0.08, 0.16)), rng)
    pen.rectangle(0, 0, aspect, _y(horizon), dirt)
    for _ in range(3):
        x, size = float(rng.uniform(0, aspect)), float(rng.uniform(0.06, 0.16))
        pen.polygon(
            [
                (x - size, _y(horizon + 0.02)),
                (x - size * 0.3, _y(horizon - size * 0.3)),
                (x + size * 0.2, _y(horizon - size * 0.34)),
                (x + size, _y(horizon + 0.02)),
            ],
            tint(dirt, 0.82),
        )
    for index in range(2):
        x = aspect * float(rng.uniform(0.1, 0.9))
        pen.polygon(
            [
                (x - 0.01, _y(horizon)),
                (x + 0.01, _y(horizon)),
                (x + 0.2 * (index * 2 - 1) + 0.05, 0),
                (x + 0.2 * (index * 2 - 1) - 0.05, 0),
            ],
            tint(dirt, 0.9),
        )
    for _ in range(26):
        x, depth = float(rng.uniform(0, aspect)), float(rng.uniform(0.1, 1)) ** 1.5
        size = 0.004 + 0.012 * depth * float(rng.uniform(0.4, 1))
        pen.ellipse(
            x,
            _y(horizon + (1 - horizon) * depth),
            size,
            size * 0.5,
            tint((150, 146, 138), float(rng.uniform(0.7, 1.2))),
        )
