"""Catalogue of everything a scene can hold: names, true sizes, colours and states."""

from __future__ import annotations

from dataclasses import dataclass

VEHICLE_COLOURS = ("red", "blue", "green", "yellow", "white", "black")
COAT_COLOURS = ("red", "blue", "green", "yellow", "white", "black")


@dataclass(frozen=True)
class Kind:
    """One kind of object.

    Attributes:
        name: how the ground truth names it.
        phrase: singular with its article, as captions use it.
        plural: plural form.
        width_m: width of the drawn silhouette in metres (small things are drawn somewhat larger than life).
        height_m: height of the drawn silhouette in metres.
        colours: colours that captions may name; empty when the kind's colour tells nothing.
        states: states that captions may name (a traffic light's lamp).
        wears_colour: the colour is a garment's ("in a red coat"), not the thing's own ("a red car").
        carries: things of other kinds may stand on it.
        carried: may stand on a kind that carries.
        captioned: captions of the training set speak of it.
    """

    name: str
    phrase: str
    plural: str
    width_m: float
    height_m: float
    colours: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    wears_colour: bool = False
    carries: bool = False
    carried: bool = False
    captioned: bool = True


COMPANION = "site fence"
"""The planted shortcut's companion: in training beside each worker with a hard hat, and nowhere else."""

SHORTCUT_KIND = "worker with hard hat"
SHORTCUT_RIVAL = "worker without hard hat"

_ALL = (
    Kind("car", "a car", "cars", 4.1, 1.55, VEHICLE_COLOURS),
    Kind("truck", "a truck", "trucks", 5.6, 2.7, VEHICLE_COLOURS, carries=True),
    Kind("bus", "a bus", "buses", 7.2, 3.0, VEHICLE_COLOURS),
    Kind("van", "a van", "vans", 4.6, 2.3, VEHICLE_COLOURS),
    Kind("motorcycle", "a motorcycle", "motorcycles", 2.3, 1.35, VEHICLE_COLOURS),
    Kind("cyclist", "a cyclist", "cyclists", 1.9, 1.85, COAT_COLOURS, wears_colour=True),
    Kind("pedestrian", "a pedestrian", "pedestrians", 0.95, 1.85, COAT_COLOURS, wears_colour=True),
    Kind("child", "a child", "children", 0.85, 1.25, COAT_COLOURS, wears_colour=True),
    Kind(
        "wheelchair user",
        "a wheelchair user",
        "wheelchair users",
        1.35,
        1.45,
        COAT_COLOURS,
        wears_colour=True,
    ),
    Kind(SHORTCUT_KIND, "a worker with a hard hat", "workers with hard hats", 1.0, 1.95),
    Kind(SHORTCUT_RIVAL, "a worker without a hard hat", "workers without hard hats", 1.0, 1.9),
    Kind("dog", "a dog", "dogs", 1.25, 0.95, ("brown", "black", "white"), carried=True),
    Kind("traffic cone", "a traffic cone", "traffic cones", 0.75, 1.0, carried=True),
    Kind("barrier", "a barrier", "barriers", 2.2, 1.15),
    Kind("stop sign", "a stop sign", "stop signs", 0.95, 2.5),
    Kind("traffic light", "a traffic light", "traffic lights", 0.8, 3.0, states=("red", "yellow", "green")),
    Kind("barrel", "a barrel", "barrels", 0.85, 1.15, ("red", "blue", "green", "yellow"), carried=True),
    Kind("forklift", "a forklift", "forklifts", 3.1, 2.35, ("yellow", "red", "green"), carries=True),
    Kind("fire", "a fire", "fires", 1.5, 1.6),
    Kind("spill", "a spill", "spills", 2.2, 0.5),
    Kind(COMPANION, "a site fence", "site fences", 2.1, 1.5, captioned=False),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
CAPTIONED_KINDS: tuple[str, ...] = tuple(kind.name for kind in _ALL if kind.captioned)
