"""Which drawing function draws which kind."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mmel_desktop.scenes.drawing import people, site_objects, street_objects, vehicles
from mmel_desktop.scenes.drawing.pen import Pen
from mmel_desktop.scenes.scene import SceneObject

_Draw = Callable[[Pen, SceneObject, np.random.Generator, bool], None]

_DRAWN: dict[str, _Draw] = {
    "car": lambda pen, thing, rng, _: vehicles.draw_car(pen, thing.colour, rng),
    "truck": lambda pen, thing, rng, loaded: vehicles.draw_truck(
        pen, thing.colour, rng, flatbed=loaded or thing.seed % 4 == 0
    ),
    "bus": lambda pen, thing, rng, _: vehicles.draw_bus(pen, thing.colour, rng),
    "van": lambda pen, thing, rng, _: vehicles.draw_van(pen, thing.colour, rng),
    "motorcycle": lambda pen, thing, rng, _: street_objects.draw_motorcycle(pen, thing.colour, rng),
    "cyclist": lambda pen, thing, rng, _: people.draw_cyclist(pen, thing.colour, rng),
    "pedestrian": lambda pen, thing, rng, _: people.draw_pedestrian(pen, thing.colour, rng),
    "child": lambda pen, thing, rng, _: people.draw_child(pen, thing.colour, rng),
    "wheelchair user": lambda pen, thing, rng, _: people.draw_wheelchair_user(pen, thing.colour, rng),
    "worker with hard hat": lambda pen, _thing, rng, _: people.draw_worker(pen, rng, hard_hat=True),
    "worker without hard hat": lambda pen, _thing, rng, _: people.draw_worker(pen, rng, hard_hat=False),
    "dog": lambda pen, thing, rng, _: street_objects.draw_dog(pen, thing.colour, rng),
    "traffic cone": lambda pen, _thing, rng, _: site_objects.draw_cone(pen, rng),
    "barrier": lambda pen, _thing, rng, _: site_objects.draw_barrier(pen, rng),
    "stop sign": lambda pen, _thing, rng, _: street_objects.draw_stop_sign(pen, rng),
    "traffic light": lambda pen, thing, rng, _: street_objects.draw_traffic_light(pen, thing.state, rng),
    "barrel": lambda pen, thing, rng, _: site_objects.draw_barrel(pen, thing.colour, rng),
    "forklift": lambda pen, thing, rng, _: site_objects.draw_forklift(pen, thing.colour, rng),
    "fire": lambda pen, _thing, rng, _: site_objects.draw_fire(pen, rng),
    "spill": lambda pen, _thing, rng, _: site_objects.draw_spill(pen, rng),
    "site fence": lambda pen, _thing, rng, _: site_objects.draw_site_fence(pen, rng),
}


def draw_object(pen: Pen, thing: SceneObject, *, loaded: bool) -> None:
    """Draw ``thing`` with ``pen``; ``loaded``: something stands on it."""
    _DRAWN[thing.kind](pen, thing, np.random.default_rng(thing.seed), loaded)
