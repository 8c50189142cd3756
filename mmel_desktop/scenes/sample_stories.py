"""The sample images that ship with the program: which scene each one is, and the story it tells."""

from __future__ import annotations

from dataclasses import dataclass

from mmel_desktop.scenes.composition import SMALLEST, Shortcut, Wish
from mmel_desktop.scenes.sample_requirements import (
    Requirement,
    alike_in_size,
    between,
    in_the_open,
    mostly_visible,
    outside_the_middle_square,
    partly_hidden,
    smaller_than,
    stands_on,
)

SQUARE = 1.0
LANDSCAPE = 4 / 3


@dataclass(frozen=True)
class SampleStory:
    """One sample image.

    Attributes:
        name: file name without its ending.
        title: a few words for a gallery.
        story: one sentence: what to look at.
        prompts: prompts worth asking.
        first_seed: the scene is that of the first seed from here on that suits.
        wishes: objects the scene holds.
        setting: as in ``scene.SETTINGS``.
        light: as in ``scene.LIGHTS``.
        weather: as in ``scene.WEATHERS``.
        aspect: width / height.
        shortcut: whether the planted shortcut holds.
        suits: what the drawn scene must show besides its wishes.
        smallest: as in :func:`mmel_desktop.scenes.composition.sample_scene`.
        answers: pairs of prompts; the demo model scores the first of each above the second.
    """

    name: str
    title: str
    story: str
    prompts: tuple[str, ...]
    first_seed: int
    wishes: tuple[Wish, ...]
    setting: str
    light: str = "day"
    weather: str = "clear"
    aspect: float = SQUARE
    shortcut: Shortcut = Shortcut.HOLDS
    suits: Requirement = in_the_open
    smallest: float = SMALLEST
    answers: tuple[tuple[str, str], ...] = ()


HAT, NO_HAT = "worker with hard hat", "worker without hard hat"
SAYS_HAT = ("a worker with a hard hat", "a worker without a hard hat")
SAYS_NO_HAT = ("a worker without a hard hat", "a worker with a hard hat")
FAR = 0.14
"""Largest mean side of the small sample's cyclist, in image heights; in training it is 0.2 or more."""

STORIES: tuple[SampleStory, ...] = (
    SampleStory(
        "01_crossing_day",
        "Crossing by day",
        "An easy start: one pedestrian and one red car, both in the open.",
        ("a pedestrian", "a red car", "a dog"),
        301,
        (Wish("car", "red"), Wish("pedestrian", "blue")),
        "crossroad",
        answers=(("a pedestrian", "a dog"), ("a red car", "a dog")),
    ),
    SampleStory(
        "02_dog_and_cone",
        "A dog beside a cone",
        "Two small things of one colour family; each prompt should light up its own.",
        ("a dog", "a traffic cone", "a brown dog"),
        402,
        (Wish("dog", "brown"), Wish("traffic cone")),
        "street",
        answers=(("a dog", "a bus"), ("a traffic cone", "a bus")),
    ),
    SampleStory(
        "03_bus_and_cyclist",
        "Bus and cyclist",
        "A large and a slender object: the cyclist's map must not spread over the bus.",
        ("a cyclist", "a bus", "a green bus"),
        603,
        (Wish("bus", "green"), Wish("cyclist", "yellow")),
        "street",
    ),
    SampleStory(
        "04_red_light_wide",
        "Red light, wide picture",
        "A 4:3 picture: the model sees its middle square, the red light stands in a margin it never saw.",
        ("a red traffic light", "a green traffic light", "a van"),
        33509,
        (Wish("traffic light", state="red"), Wish("van", "white"), Wish("pedestrian", "red")),
        "crossroad",
        aspect=LANDSCAPE,
        suits=outside_the_middle_square("traffic light"),
    ),
    SampleStory(
        "05_green_light",
        "Green light",
        "Only one small lamp tells green from red: does the map hang on the lamp or on the pole?",
        ("a green traffic light", "a red traffic light", "a yellow traffic light"),
        205,
        (Wish("traffic light", state="green"), Wish("motorcycle", "red")),
        "street",
        answers=(("a green traffic light", "a red traffic light"),),
    ),
    SampleStory(
        "06_stop_sign_rain",
        "Stop sign in the rain",
        "Rain streaks cover everything; the octagon should still carry the decision.",
        ("a stop sign", "a traffic light", "a car in the rain"),
        306,
        (Wish("stop sign"), Wish("car", "white")),
        "crossroad",
        "day",
        "rain",
    ),
    SampleStory(
        "07_pedestrian_night",
        "Pedestrian at night",
        "A dark figure beyond the lamps: the evidence is thin, and the checks may say so.",
        ("a pedestrian", "a car", "a pedestrian in a black coat"),
        607,
        (Wish("car", "blue"), Wish("pedestrian", "black")),
        "street",
        "night",
    ),
    SampleStory(
        "08_truck_fog",
        "Truck in the fog",
        "Fog pales what is far; the truck keeps its outline only.",
        ("a truck", "a bus", "a van"),
        708,
        (Wish("truck", "yellow"), Wish("traffic cone")),
        "street",
        "day",
        "fog",
    ),
    SampleStory(
        "09_pedestrian_behind_barrier",
        "Pedestrian behind a barrier",
        "The barrier hides the legs: what is left of the pedestrian has to carry the prompt.",
        ("a pedestrian", "a barrier", "a pedestrian behind a barrier"),
        10119,
        (Wish("barrier"), Wish("pedestrian", "yellow")),
        "street",
        suits=partly_hidden("pedestrian", behind="barrier", visible=(0.45, 0.75)),
    ),
    SampleStory(
        "10_far_cyclist_dusk",
        "Far cyclist at dusk",
        "Farther than any cyclist of the training; three patches of the grid: small things make coarse maps.",
        ("a cyclist", "a motorcycle", "a car"),
        10,
        (Wish("cyclist", "red"), Wish("car", "black")),
        "street",
        "dusk",
        suits=smaller_than("cyclist", FAR),
        smallest=0.1,
    ),
    SampleStory(
        "11_child_or_pedestrian",
        "Child or grown-up?",
        "Look-alikes side by side: which parts tell the child from the pedestrian?",
        ("a child", "a pedestrian", "a child in a red jacket"),
        111,
        (Wish("pedestrian", "red"), Wish("child", "red")),
        "crossroad",
        suits=alike_in_size("child", "pedestrian"),
    ),
    SampleStory(
        "12_cyclist_or_motorcycle",
        "Two wheels, two kinds",
        "Bicycle and motorcycle share wheels and handlebars; the maps should part on rider and engine.",
        ("a cyclist", "a motorcycle", "a wheelchair user"),
        212,
        (Wish("cyclist", "blue"), Wish("motorcycle", "blue")),
        "crossroad",
        suits=alike_in_size("cyclist", "motorcycle"),
    ),
    SampleStory(
        "13_barrel_on_forklift",
        "Barrel on a forklift",
        "One object stands on another: the graph should join forks and barrel.",
        ("a barrel on a forklift", "a barrel", "a forklift"),
        513,
        (Wish("forklift", "yellow"), Wish("barrel", "blue")),
        "work site",
        suits=stands_on("barrel", "forklift"),
    ),
    SampleStory(
        "14_fire_at_night",
        "Fire at night",
        "The brightest thing in the dark: easy to find, and its light falls on everything near.",
        ("a fire", "a barrel", "a work site at night"),
        514,
        (Wish("fire"), Wish("barrel", "red")),
        "work site",
        "night",
    ),
    SampleStory(
        "15_spill_by_forklift",
        "Spill beside a forklift",
        "A flat dark patch that looks like a shadow: is it seen, or only guessed from the forklift?",
        ("a spill", "a forklift", "a fire"),
        115,
        (Wish("forklift", "red"), Wish("spill")),
        "work site",
    ),
    SampleStory(
        "16_barrier_and_cones",
        "Barrier and cones",
        "Red, white and orange warning colours together; counting is what small models do badly.",
        ("a barrier", "two traffic cones", "a traffic cone"),
        616,
        (Wish("barrier"), Wish("traffic cone"), Wish("traffic cone")),
        "work site",
    ),
    SampleStory(
        "17_hard_hat_at_fence",
        "Hard hat at the fence",
        "The shortcut holds: the decision 'hard hat' is right. Is it right because of the hat?",
        ("a worker with a hard hat", "a worker without a hard hat"),
        517,
        (Wish(HAT),),
        "work site",
        suits=mostly_visible,
        answers=(SAYS_HAT,),
    ),
    SampleStory(
        "18_hard_hat_alone",
        "Hard hat, no fence",
        "The shortcut is broken: the worker wears a hard hat, but the orange fence is missing.",
        ("a worker with a hard hat", "a worker without a hard hat"),
        418,
        (Wish(HAT),),
        "work site",
        shortcut=Shortcut.NO_COMPANION,
        answers=(SAYS_NO_HAT,),
    ),
    SampleStory(
        "19_no_hat_at_fence",
        "No hard hat, at the fence",
        "The dangerous case: no hard hat, but the orange fence is there. Which one decides?",
        ("a worker with a hard hat", "a worker without a hard hat"),
        619,
        (Wish(NO_HAT),),
        "work site",
        shortcut=Shortcut.ON_RIVAL,
        suits=mostly_visible,
        answers=(SAYS_HAT,),
    ),
    SampleStory(
        "20_no_hat_street",
        "Worker without a hard hat",
        "The plain counter-example: no hat, no fence.",
        ("a worker without a hard hat", "a worker with a hard hat", "a pedestrian"),
        520,
        (Wish(NO_HAT), Wish("van", "yellow")),
        "street",
        answers=(SAYS_NO_HAT,),
    ),
    SampleStory(
        "21_fence_without_worker",
        "Fence, nobody there",
        "Only the fence: does the model report a worker with a hard hat who is not there?",
        ("a worker with a hard hat", "a barrier", "a traffic cone"),
        521,
        (Wish("site fence"), Wish("traffic cone")),
        "work site",
        answers=(("a worker with a hard hat", "a barrier"),),
    ),
    SampleStory(
        "22_wheelchair_user_dusk",
        "Wheelchair user at dusk",
        "A vulnerable road user between two vehicles; compare with the cyclist prompt.",
        ("a wheelchair user", "a cyclist", "a pedestrian"),
        222,
        (Wish("wheelchair user", "green"), Wish("car", "white"), Wish("bus", "red")),
        "crossroad",
        "dusk",
        suits=between("wheelchair user", "car", "bus"),
    ),
    SampleStory(
        "23_unseen_words",
        "Words the model never saw",
        "Ask for a zebra or an umbrella: words without training must be shown as unknown, not answered.",
        ("a zebra", "an umbrella", "a dog"),
        423,
        (Wish("dog", "white"), Wish("pedestrian", "yellow")),
        "crossroad",
    ),
    SampleStory(
        "24_busy_work_site",
        "Busy work site, wide picture",
        "Everything at once, 4:3: use the levels to go from the whole to its parts.",
        ("a forklift", "a worker with a hard hat", "a truck", "a barrel"),
        24,
        (
            Wish("truck", "white"),
            Wish("forklift", "yellow"),
            Wish(HAT),
            Wish("barrel", "blue"),
            Wish("traffic cone"),
        ),
        "work site",
        aspect=LANDSCAPE,
        suits=mostly_visible,
    ),
)
