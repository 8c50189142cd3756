"""Light and weather: ambient light, fog by distance, rain, lens blur, sensor noise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from mmel_desktop.scenes.drawing.pen import Glow
from mmel_desktop.scenes.scene import Scene

FloatImage = NDArray[np.float32]

_AMBIENT = {"day": (1.0, 1.0, 1.0), "dusk": (0.86, 0.7, 0.66), "night": (0.48, 0.51, 0.62)}
_GLOW = {"day": 0.16, "dusk": 0.5, "night": 0.85}
_FOG_COLOUR = {"day": (0.8, 0.82, 0.84), "dusk": (0.62, 0.55, 0.54), "night": (0.2, 0.215, 0.25)}
_FOG_PER_M = 0.05


def ambient_light(scene: Scene) -> NDArray[np.float32]:
    """Colour (3,) that multiplies every surface that does not shine itself."""
    light = np.array(_AMBIENT[scene.light], dtype=np.float32)
    return light * np.float32(0.86) if scene.weather == "rain" else light


def fog_share(scene: Scene, ground_y: float | FloatImage) -> float | FloatImage:
    """Share of fog in front of what stands at the ground row ``ground_y``, in [0, 1]."""
    if scene.weather != "fog":
        return 0.0
    depth_m = scene.camera_m / np.maximum(np.asarray(ground_y, dtype=np.float32) - scene.horizon_y, 0.03)
    share = np.minimum(1 - np.exp(-_FOG_PER_M * depth_m), 0.88)
    return float(share) if share.ndim == 0 else share.astype(np.float32)


def add_fog(colours: FloatImage, scene: Scene, share: float | FloatImage) -> FloatImage:
    """Blend fog over colours (..., 3)."""
    if scene.weather != "fog":
        return colours
    weight = np.asarray(share, dtype=np.float32)[..., None]
    return colours * (1 - weight) + np.array(_FOG_COLOUR[scene.light], dtype=np.float32) * weight


def add_glow(
    frame: FloatImage, glow: Glow, centre_px: tuple[float, float], radius_px: float, scene: Scene
) -> None:
    """Add a light's halo to ``frame`` (H, W, 3) in place."""
    strength = _GLOW[scene.light] * glow.strength
    reach = max(int(radius_px * 2.2), 2)
    x0, x1 = max(int(centre_px[0]) - reach, 0), min(int(centre_px[0]) + reach + 1, frame.shape[1])
    y0, y1 = max(int(centre_px[1]) - reach, 0), min(int(centre_px[1]) + reach + 1, frame.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    dx = (np.arange(x0, x1, dtype=np.float32) + 0.5 - centre_px[0])[None, :]
    dy = (np.arange(y0, y1, dtype=np.float32) + 0.5 - centre_px[1])[:, None]
    distance = (dx * dx + dy * dy) / max(radius_px, 0.5) ** 2
    halo = 0.45 * np.exp(-1.6 * distance) + 0.75 * np.exp(-14.0 * distance)
    light = np.array(glow.colour, dtype=np.float32) / 255.0
    frame[y0:y1, x0:x1] += (strength * halo)[..., None] * light


def finish(frame: FloatImage, scene: Scene) -> NDArray[np.uint8]:
    """Rain, lens blur, vignette and sensor noise; returns (H, W, 3) uint8."""
    height, width = frame.shape[:2]
    rng = np.random.default_rng([scene.seed, 29])
    image = Image.fromarray((np.clip(frame, 0, 1) * 255 + 0.5).astype(np.uint8), "RGB")
    if scene.weather == "rain":
        image = _rain(image, rng)
    if scene.blur > 0:
        image = image.filter(ImageFilter.GaussianBlur(scene.blur * height))
    pixels = np.asarray(image, dtype=np.float32) / 255.0
    x = (np.linspace(-1, 1, width, dtype=np.float32) ** 2)[None, :]
    y = (np.linspace(-1, 1, height, dtype=np.float32) ** 2)[:, None]
    pixels = pixels * (1.03 - 0.09 * (x + y))[..., None]
    grain = rng.standard_normal((height, width, 1), dtype=np.float32) * 0.7
    colour_grain = rng.standard_normal((height, width, 3), dtype=np.float32) * 0.5
    noisy = pixels + scene.noise * (grain + colour_grain)
    return (np.clip(noisy, 0, 1) * 255 + 0.5).astype(np.uint8)


def _rain(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    width, height = image.size
    factor = 2
    streaks = Image.new("L", (width * factor, height * factor), 0)
    draw = ImageDraw.Draw(streaks)
    slant = float(rng.uniform(-0.25, 0.25))
    for _ in range(170):
        x, y = float(rng.uniform(-0.1, 1.1)) * width * factor, float(rng.uniform(-0.1, 1)) * height * factor
        length = float(rng.uniform(0.03, 0.09)) * height * factor
        thick = max(1, round(height * factor * 0.0022))
        draw.line((x, y, x + slant * length, y + length), fill=int(rng.uniform(50, 120)), width=thick)
    mask = streaks.reduce(factor)
    return Image.composite(Image.new("RGB", image.size, (214, 220, 228)), image, mask)
