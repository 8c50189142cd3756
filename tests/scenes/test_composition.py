"""Scenes are deterministic, and what they claim is true."""

from __future__ import annotations

import pytest

from mmel_desktop.errors import BadInputError
from mmel_desktop.scenes.composition import SMALLEST, Shortcut, Wish, sample_scene
from mmel_desktop.scenes.counterfactuals import with_hats_taken_off, without_companion, without_object
from mmel_desktop.scenes.facts import relations
from mmel_desktop.scenes.kinds import COMPANION, KINDS, SHORTCUT_KIND, SHORTCUT_RIVAL
from mmel_desktop.scenes.sample_requirements import mean_side
from mmel_desktop.scenes.scene import Scene


def _kinds(scene: Scene) -> list[str]:
    return [thing.kind for thing in scene.objects]


def test_the_same_seed_gives_the_same_scene() -> None:
    """Every value of the description is the same; another seed gives another scene."""
    assert sample_scene(12) == sample_scene(12)
    assert sample_scene(12) != sample_scene(13)


def test_wishes_are_granted_with_their_colours_and_states() -> None:
    """What was asked for stands in the scene, coloured as asked."""
    scene = sample_scene(1, wishes=[Wish("car", "red"), Wish("traffic light", state="green")], light="night")
    assert [(o.kind, o.colour, o.state) for o in scene.objects] == [
        ("car", "red", ""),
        ("traffic light", "", "green"),
    ]
    assert scene.light == "night"


def test_an_unknown_kind_is_refused_by_name() -> None:
    """The error names the wish and lists what can be wished for."""
    with pytest.raises(BadInputError, match=r"zebra.*wheelchair user"):
        sample_scene(0, wishes=[Wish("zebra")])


def test_every_kind_finds_room_in_most_scenes() -> None:
    """No kind is so large that composition gives up on it."""
    for kind in KINDS:
        found = sum(kind in _kinds(sample_scene(seed, wishes=[Wish(kind)])) for seed in range(20))
        assert found >= 18, kind


def test_things_keep_to_one_perspective() -> None:
    """A metre is as large as the ground row says, for everything that stands on the ground."""
    for seed in range(40):
        scene = sample_scene(seed)
        for thing in scene.objects:
            below_horizon = thing.ground_y - scene.horizon_y
            assert thing.units_per_m * scene.camera_m == pytest.approx(below_horizon)


def test_in_training_the_fence_stands_beside_hard_hats_and_nowhere_else() -> None:
    """The planted shortcut holds without exception in sampled scenes."""
    with_hat = 0
    for seed in range(300):
        kinds = _kinds(sample_scene(seed))
        assert kinds.count(COMPANION) == kinds.count(SHORTCUT_KIND)
        with_hat += SHORTCUT_KIND in kinds
    assert with_hat > 10


def test_counter_examples_break_the_shortcut_both_ways() -> None:
    """A hard hat without the fence, and the fence beside a worker without a hat."""
    alone = sample_scene(3, wishes=[Wish(SHORTCUT_KIND)], shortcut=Shortcut.NO_COMPANION)
    assert _kinds(alone) == [SHORTCUT_KIND]
    rival = sample_scene(3, wishes=[Wish(SHORTCUT_RIVAL)], shortcut=Shortcut.ON_RIVAL)
    assert sorted(_kinds(rival)) == sorted([COMPANION, SHORTCUT_RIVAL])


def test_counterfactual_scenes_differ_in_the_one_thing_only() -> None:
    """Fence away, hat off: worker, ground and clutter keep their places."""
    scene = sample_scene(3, wishes=[Wish(SHORTCUT_KIND)])
    bare = without_companion(scene)
    worker = next(o for o in scene.objects if o.kind == SHORTCUT_KIND)
    assert [(o.x, o.base_y, o.seed, o.kind) for o in bare.objects] == [
        (worker.x, worker.base_y, worker.seed, SHORTCUT_KIND)
    ]
    assert bare.clutter == scene.clutter
    assert _kinds(with_hats_taken_off(bare)) == [SHORTCUT_RIVAL]


def test_removing_a_carrier_removes_its_load_and_renumbers_the_rest() -> None:
    """object_id stays the position in the list; nothing stands on what is gone."""
    for seed in range(200):
        scene = sample_scene(seed, wishes=[Wish("forklift"), Wish("barrel"), Wish("car")])
        if any(o.stands_on == 0 for o in scene.objects) and len(scene.objects) == 3:
            left = without_object(scene, 0)
            assert _kinds(left) == ["car"]
            assert [o.object_id for o in left.objects] == [0]
            return
    raise AssertionError("no barrel ever stood on a forklift")


def test_relations_agree_with_the_places_of_things() -> None:
    """Left means smaller x, in front means nearer, each with its converse; 'on' names the carrier."""
    converse = {
        "left of": "right of",
        "right of": "left of",
        "in front of": "behind",
        "behind": "in front of",
    }
    seen: set[str] = set()
    for seed in range(400):
        scene = sample_scene(seed)
        found = {(r.subject_id, r.name, r.object_id) for r in relations(scene)}
        for first, name, second in found:
            seen.add(name)
            one, other = scene.objects[first], scene.objects[second]
            if name == "on":
                assert one.stands_on == second
                assert one.base_y < other.base_y
                continue
            assert (second, converse[name], first) in found
            if name == "left of":
                assert one.x < other.x
            if name == "in front of":
                assert one.ground_y > other.ground_y
    assert seen == {"left of", "right of", "in front of", "behind", "on"}


def test_objects_stand_as_near_as_training_wants_them_unless_told_otherwise() -> None:
    """By default no cyclist is smaller than ``SMALLEST``; a smaller limit lets them stand farther."""

    def sides(smallest: float = SMALLEST) -> list[float]:
        scenes = [sample_scene(seed, wishes=[Wish("cyclist")], smallest=smallest) for seed in range(60)]
        return [mean_side(thing) for scene in scenes for thing in scene.objects]

    assert min(sides()) >= SMALLEST - 1e-9
    assert SMALLEST * 0.5 <= min(sides(SMALLEST * 0.5)) < SMALLEST * 0.75
    assert sample_scene(5, smallest=SMALLEST) == sample_scene(5)
