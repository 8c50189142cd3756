"""Pictures and masks come from the same strokes."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from mmel_desktop.scenes.composition import Wish, sample_scene
from mmel_desktop.scenes.counterfactuals import without_object
from mmel_desktop.scenes.kinds import KINDS
from mmel_desktop.scenes.rendering import render_scene


def test_the_same_scene_gives_the_same_bytes() -> None:
    """Two renderings are equal, image and masks."""
    first, second = render_scene(sample_scene(5), 96), render_scene(sample_scene(5), 96)
    assert first.image_rgb.tobytes() == second.image_rgb.tobytes()
    assert first.label_map.tobytes() == second.label_map.tobytes()


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_is_drawn_and_masked(kind: str) -> None:
    """A lone object has one visible mask that its box bounds tightly."""
    scene = sample_scene(4, wishes=[Wish(kind)], light="day", weather="clear")
    rendered = render_scene(scene, 160)
    thing = next(o for o in rendered.objects if o.kind == kind)
    left, top, right, bottom = thing.box_xyxy_px
    assert thing.mask.sum() > 40
    assert thing.mask[top:bottom, left:right].sum() == thing.mask.sum()
    for edge in (
        thing.mask[top],
        thing.mask[bottom - 1],
        thing.mask[:, left],
        thing.mask[:, right - 1],
    ):
        assert edge.any()


def test_masks_never_share_a_pixel_and_agree_with_the_label_map() -> None:
    """Each pixel belongs to at most one object."""
    for seed in range(12):
        rendered = render_scene(sample_scene(seed), 96)
        owners = np.zeros(rendered.label_map.shape, dtype=int)
        for thing in rendered.objects:
            owners += thing.mask
            assert (rendered.label_map[thing.mask] == thing.object_id).all()
        assert owners.max(initial=0) <= 1
        assert ((rendered.label_map >= 0) == (owners == 1)).all()


def test_taking_an_object_away_changes_its_mask_and_its_shadow_only() -> None:
    """Pixels change in the mask; outside it they change near the object's foot (shadow) or hardly at all."""
    scene = sample_scene(6, wishes=[Wish("car", "red")], setting="street", light="day", weather="clear")
    with_car = render_scene(scene, 160)
    without_car = render_scene(without_object(scene, 0), 160)
    change = np.abs(with_car.image_rgb.astype(int) - without_car.image_rgb.astype(int)).max(axis=2)
    mask = with_car.objects[0].mask
    assert (change[mask] > 8).mean() > 0.9
    left, top, right, bottom = with_car.objects[0].box_xyxy_px
    reach = (right - left) // 2
    around = np.zeros_like(mask)
    around[max(top - reach, 0) : bottom + reach, max(left - reach, 0) : right + reach] = True
    assert (change[~around] == 0).all()
    above = around.copy()
    above[bottom - (bottom - top) // 2 :] = False
    assert np.median(change[above & ~mask]) <= 2


def test_nearer_things_hide_farther_ones() -> None:
    """Of two overlapping objects the nearer keeps its whole mask."""
    checked = 0
    for seed in range(10_000, 10_400):
        scene = sample_scene(seed, wishes=[Wish("barrier"), Wish("pedestrian", "yellow")])
        rendered = render_scene(scene, 64, oversampling=2) if len(scene.objects) == 2 else None
        if rendered is None or rendered.objects[1].visible_fraction > 0.9:
            continue
        assert scene.objects[0].ground_y > scene.objects[1].ground_y
        assert rendered.objects[0].visible_fraction > 0.99
        checked += 1
        if checked == 3:
            return
    raise AssertionError("no barrier ever stood before a pedestrian")


def test_a_scene_looks_the_same_at_any_size() -> None:
    """Boxes scale with the image; the picture averaged down resembles the small rendering."""
    scene = sample_scene(8, wishes=[Wish("bus", "green")], light="day", weather="clear")
    small, large = render_scene(scene, 96), render_scene(scene, 384)
    box_small = np.array(small.objects[0].box_xyxy_px) * 4
    assert np.abs(box_small - np.array(large.objects[0].box_xyxy_px)).max() <= 8
    averaged = large.image_rgb.reshape(96, 4, 96, 4, 3).mean(axis=(1, 3))
    assert np.abs(averaged - small.image_rgb).mean() < 8


def test_wide_scenes_are_as_wide_as_their_aspect_says() -> None:
    """A 4:3 scene of 90 px height is 120 px wide."""
    rendered = render_scene(sample_scene(2, aspect=4 / 3), 90)
    assert rendered.image_rgb.shape == (90, 120, 3)
    assert rendered.image_rgb.dtype == np.uint8


def test_conditions_change_the_light() -> None:
    """Night is darker than day; fog pales the far house fronts."""

    def drawn(light: str, weather: str) -> NDArray[np.uint8]:
        scene = sample_scene(9, wishes=[Wish("car", "red")], setting="street", light=light, weather=weather)
        return render_scene(scene, 96).image_rgb

    day, night, fog = drawn("day", "clear"), drawn("night", "clear"), drawn("day", "fog")
    assert night.mean() < 0.6 * day.mean()
    houses = slice(15, 35)
    assert fog[houses].std() < 0.6 * day[houses].std()
