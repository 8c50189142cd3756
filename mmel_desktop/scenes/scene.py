"""What a scene is: a frozen description in unit coordinates, independent of any pixel size."""

from __future__ import annotations

from dataclasses import dataclass

SETTINGS = ("street", "crossroad", "work site")
LIGHTS = ("day", "dusk", "night")
WEATHERS = ("clear", "fog", "rain")


@dataclass(frozen=True)
class SceneObject:
    """One object standing in a scene.

    Lengths are in units of the image height; x runs right from the left edge, y down from the top edge.

    Attributes:
        object_id: position in :attr:`Scene.objects`, from 0.
        kind: name in :data:`mmel_desktop.scenes.kinds.KINDS`.
        colour: one of the kind's colours; empty if it has none.
        state: one of the kind's states; empty if it has none.
        x: centre of the object.
        base_y: where it touches the ground, or the surface that it stands on.
        ground_y: the row that decides its depth (equal to ``base_y`` unless it stands on another object).
        units_per_m: size of one metre at its depth.
        facing_left: mirrored.
        seed: seeds its pose, proportions and details.
        stands_on: ``object_id`` of what carries it, or None.
    """

    object_id: int
    kind: str
    colour: str
    state: str
    x: float
    base_y: float
    ground_y: float
    units_per_m: float
    facing_left: bool
    seed: int
    stands_on: int | None = None


@dataclass(frozen=True)
class Clutter:
    """A thing of no kind that stands about (bin, bush, crate, pole); never named by captions."""

    shape: str
    x: float
    base_y: float
    units_per_m: float
    seed: int


@dataclass(frozen=True)
class Scene:
    """A scene before it is drawn.

    Attributes:
        seed: the number it was sampled from (also seeds textures and noise).
        setting: one of :data:`SETTINGS`.
        light: one of :data:`LIGHTS`.
        weather: one of :data:`WEATHERS`.
        aspect: width / height.
        horizon_y: row of the horizon in units of the image height.
        camera_m: height of the camera above the ground in metres.
        noise: standard deviation of the image noise, of 1.
        blur: radius of the lens blur in units of the image height.
        objects: the objects, by ``object_id``.
        clutter: nameless things.
    """

    seed: int
    setting: str
    light: str
    weather: str
    aspect: float
    horizon_y: float
    camera_m: float
    noise: float
    blur: float
    objects: tuple[SceneObject, ...]
    clutter: tuple[Clutter, ...]

    @property
    def conditions(self) -> tuple[str, ...]:
        """Light and weather as the captions name them, e.g. ``("night", "rain")``."""
        return (self.light,) if self.weather == "clear" else (self.light, self.weather)
