"""Drawing a scene at any pixel size, together with its ground truth."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mmel_desktop.scenes.drawing.backgrounds import paint_background, texture
from mmel_desktop.scenes.drawing.clutter import CLUTTER_SIZES_M, draw_clutter
from mmel_desktop.scenes.drawing.objects import draw_object
from mmel_desktop.scenes.drawing.pen import Pen
from mmel_desktop.scenes.drawing.weather import add_fog, add_glow, ambient_light, finish, fog_share
from mmel_desktop.scenes.kinds import KINDS
from mmel_desktop.scenes.scene import Clutter, Scene, SceneObject

FloatImage = NDArray[np.float32]

_MARGIN_M = 0.25
_COVERED = 0.5
_FLAT_KINDS = frozenset({"spill"})


@dataclass(frozen=True)
class RenderedObject:
    """What is visible of one object.

    Attributes:
        object_id: as in the scene.
        kind: name in the catalogue.
        attributes: ``{"colour": ...}`` and / or ``{"state": ...}``; empty if it has none.
        mask: (H, W) bool, the pixels on which this object is the nearest thing drawn.
        box_xyxy_px: bounds of the mask, right and bottom exclusive; (0, 0, 0, 0) when nothing is visible.
        visible_fraction: visible pixels / pixels inside the frame that it would have alone, in [0, 1].
    """

    object_id: int
    kind: str
    attributes: dict[str, str]
    mask: NDArray[np.bool_]
    box_xyxy_px: tuple[int, int, int, int]
    visible_fraction: float


@dataclass(frozen=True)
class RenderedScene:
    """A drawn scene and its truth.

    Attributes:
        scene: what was drawn.
        image_rgb: (H, W, 3) uint8.
        label_map: (H, W) int16, ``object_id`` of the nearest object or -1.
        objects: one entry per scene object, by ``object_id``.
    """

    scene: Scene
    image_rgb: NDArray[np.uint8]
    label_map: NDArray[np.int16]
    objects: tuple[RenderedObject, ...]


@dataclass
class _Frame:
    pixels: FloatImage
    labels: NDArray[np.int16]
    own_area_px: dict[int, int]


def render_scene(scene: Scene, size_px: int, *, oversampling: int = 0) -> RenderedScene:
    """Draw ``scene``.

    Args:
        scene: what to draw.
        size_px: height of the image in pixels; its width is ``round(size_px * scene.aspect)``.
        oversampling: shapes are drawn this many times larger and averaged down; 0 chooses by size.

    Returns:
        The image and, from the same strokes, the mask of every object's visible pixels.
    """
    factor = oversampling or (3 if size_px < 320 else 2)
    width = round(size_px * scene.aspect)
    background = paint_background(scene, (width, size_px), factor)
    light = ambient_light(scene)
    rows = np.broadcast_to(
        ((np.arange(size_px, dtype=np.float32) + np.float32(0.5)) / np.float32(size_px))[:, None],
        (size_px, width),
    )
    lit = background.albedo * (light + (1 - light) * background.is_sky[..., None])
    pixels = add_fog(lit.astype(np.float32), scene, fog_share(scene, rows)).copy()
    for glow in background.glows:
        add_glow(pixels, glow, (glow.x_m * size_px, glow.y_m * size_px), glow.radius_m * size_px, scene)
    frame = _Frame(pixels, np.full((size_px, width), -1, dtype=np.int16), {})
    carriers = {thing.stands_on for thing in scene.objects if thing.stands_on is not None}
    for item in _far_to_near(scene):
        if isinstance(item, Clutter):
            _draw_clutter(frame, scene, item, factor)
        else:
            _draw_object(frame, scene, item, factor, loaded=item.object_id in carriers)
    return RenderedScene(scene, finish(frame.pixels, scene), frame.labels, _truth(scene, frame))


def _far_to_near(scene: Scene) -> list[SceneObject | Clutter]:
    """Painter's order; what stands on something comes right after it."""

    def depth(item: SceneObject | Clutter) -> tuple[float, int]:
        if isinstance(item, Clutter):
            return (item.base_y, 0)
        flat = item.kind in _FLAT_KINDS
        # Flat things lie under whatever stands on their patch of ground.
        return (item.ground_y - (0.08 if flat else 0.0), 1 if item.stands_on is None else 2)

    items: list[SceneObject | Clutter] = [*scene.clutter, *scene.objects]
    return sorted(items, key=depth)


def _draw_object(frame: _Frame, scene: Scene, thing: SceneObject, factor: int, *, loaded: bool) -> None:
    height_px = frame.pixels.shape[0]
    kind = KINDS[thing.kind]
    scale = thing.units_per_m * height_px
    mirrored = thing.facing_left and thing.kind != "stop sign"
    pen, corner = _pen(
        kind.width_m, kind.height_m, thing.x * height_px, thing.base_y * height_px, scale, mirrored, factor
    )
    if thing.kind not in _FLAT_KINDS and thing.kind != "fire" and thing.stands_on is None:
        _shadow(frame, scene, thing.x * height_px, thing.base_y * height_px, kind.width_m * scale, scale)
    draw_object(pen, thing, loaded=loaded)
    share = fog_share(scene, thing.ground_y)
    assert isinstance(share, float)
    lit = ambient_light(scene)
    if thing.kind == "fire":
        lit = np.maximum(lit, np.float32(0.95))
    covered = _paint(frame, scene, pen, corner, lit, share, thing.seed)
    y0, y1, x0, x1, inside = covered
    frame.own_area_px[thing.object_id] = int(inside.sum())
    frame.labels[y0:y1, x0:x1][inside] = thing.object_id
    for glow in pen.glows:
        centre = (thing.x * height_px + glow.x_m * scale, thing.base_y * height_px - glow.y_m * scale)
        add_glow(frame.pixels, glow, centre, glow.radius_m * scale, scene)


def _draw_clutter(frame: _Frame, scene: Scene, item: Clutter, factor: int) -> None:
    height_px = frame.pixels.shape[0]
    width_m, height_m = CLUTTER_SIZES_M[item.shape]
    scale = item.units_per_m * height_px
    x, y = item.x * height_px, item.base_y * height_px
    pen, corner = _pen(width_m, height_m, x, y, scale, item.seed % 2 == 0, factor)
    _shadow(frame, scene, x, y, width_m * scale, scale)
    draw_clutter(pen, item.shape, np.random.default_rng(item.seed))
    share = fog_share(scene, item.base_y)
    assert isinstance(share, float)
    y0, y1, x0, x1, inside = _paint(frame, scene, pen, corner, ambient_light(scene), share, item.seed)
    frame.labels[y0:y1, x0:x1][inside] = -1


def _pen(
    width_m: float, height_m: float, x_px: float, y_px: float, scale: float, mirrored: bool, factor: int
) -> tuple[Pen, tuple[int, int]]:
    """A pen on a sheet just large enough, and where the sheet's corner lies in the frame."""
    left = math.floor(x_px - (width_m / 2 + _MARGIN_M) * scale)
    top = math.floor(y_px - (height_m + _MARGIN_M) * scale)
    right = math.ceil(x_px + (width_m / 2 + _MARGIN_M) * scale)
    bottom = math.ceil(y_px + _MARGIN_M * scale)
    size = (max(right - left, 2), max(bottom - top, 2))
    return Pen(size, (x_px - left, y_px - top), scale, mirrored, factor), (left, top)


def _paint(
    frame: _Frame,
    scene: Scene,
    pen: Pen,
    corner: tuple[int, int],
    light: NDArray[np.float32],
    fog: float,
    seed: int,
) -> tuple[int, int, int, int, NDArray[np.bool_]]:
    """Blend the pen's sheet over the frame; returns the frame's window and what is covered in it."""
    colours, coverage = pen.sheet()
    height, width = coverage.shape
    rise = np.linspace(1.07, 0.86, height, dtype=np.float32)[:, None]
    from_left = np.linspace(1.05, 0.95, width, dtype=np.float32)[None, :]
    grime = 1 + 0.045 * texture(np.random.default_rng([seed, 5]), (width, height), (9, 9))
    shaded = colours * (rise * from_left * grime)[..., None]
    seen = add_fog(np.clip(shaded, 0, 1) * light, scene, fog)
    frame_height, frame_width = frame.labels.shape
    x0, y0 = max(corner[0], 0), max(corner[1], 0)
    x1, y1 = min(corner[0] + width, frame_width), min(corner[1] + height, frame_height)
    if x0 >= x1 or y0 >= y1:
        return 0, 0, 0, 0, np.zeros((0, 0), dtype=np.bool_)
    part = (slice(y0 - corner[1], y1 - corner[1]), slice(x0 - corner[0], x1 - corner[0]))
    cover = coverage[part][..., None]
    window = frame.pixels[y0:y1, x0:x1]
    window[...] = window * (1 - cover) + seen[part] * cover
    return y0, y1, x0, x1, coverage[part] > _COVERED


def _shadow(frame: _Frame, scene: Scene, x: float, y: float, width_px: float, scale: float) -> None:
    """Darken the ground where something stands; softer and weaker without sun."""
    sunny = scene.light == "day" and scene.weather == "clear"
    depth = 0.5 if sunny else 0.36
    shift = (0.12 if scene.seed % 2 else -0.12) * width_px if sunny else 0.0
    reach_x, reach_y = width_px * 0.56 + 0.15 * scale, 0.17 * scale + 0.02 * width_px
    height, width = frame.labels.shape
    x0, x1 = max(int(x - 1.6 * reach_x), 0), min(int(x + 1.6 * reach_x) + 1, width)
    y0, y1 = max(int(y - 2.2 * reach_y), 0), min(int(y + 2.2 * reach_y) + 1, height)
    if x0 >= x1 or y0 >= y1:
        return
    dx = (np.arange(x0, x1, dtype=np.float32) + 0.5 - x - shift)[None, :] / reach_x
    dy = (np.arange(y0, y1, dtype=np.float32) + 0.5 - y)[:, None] / reach_y
    frame.pixels[y0:y1, x0:x1] *= (1 - depth * np.exp(-1.3 * (dx**4 + dy * dy)))[..., None]


def _truth(scene: Scene, frame: _Frame) -> tuple[RenderedObject, ...]:
    found = []
    for thing in scene.objects:
        mask = frame.labels == thing.object_id
        ys, xs = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        box = (int(xs[0]), int(ys[0]), int(xs[-1]) + 1, int(ys[-1]) + 1) if len(xs) else (0, 0, 0, 0)
        attributes = {}
        if thing.colour:
            attributes["colour"] = thing.colour
        if thing.state:
            attributes["state"] = thing.state
        own = frame.own_area_px[thing.object_id]
        found.append(
            RenderedObject(
                thing.object_id, thing.kind, attributes, mask, box, float(mask.sum()) / own if own else 0.0
            )
        )
    return tuple(found)
