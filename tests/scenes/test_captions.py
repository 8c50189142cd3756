"""Captions say what is so, near misses what is not."""

from __future__ import annotations

import numpy as np

from mmel_desktop.scenes.captions import CaptionWriter, kind_caption, noun_phrase, truth_table, value_caption
from mmel_desktop.scenes.composition import Wish, sample_scene
from mmel_desktop.scenes.dataset import clear_scene
from mmel_desktop.scenes.facts import ATOM_INDEX, absent_kinds, fact_row, mirror_columns, present_kinds
from mmel_desktop.scenes.kinds import CAPTIONED_KINDS, COMPANION
from mmel_desktop.scenes.rendering import render_scene


def test_prompts_read_as_people_write_them() -> None:
    """The forms that the program and its documentation suggest."""
    assert kind_caption("worker with hard hat").text == "a worker with a hard hat"
    assert value_caption("car", "red", "a photo of {}").text == "a photo of a red car"
    assert noun_phrase("pedestrian", "blue") == "a pedestrian in a blue coat"
    assert noun_phrase("traffic light", "red") == "a red traffic light"


def test_facts_of_a_scene_name_what_was_wished_for_and_nothing_else() -> None:
    """Kinds, colours and counts of a known scene."""
    facts = fact_row(render_scene(sample_scene(1, wishes=[Wish("car", "red"), Wish("dog", "white")]), 96))
    assert present_kinds(facts) == ("car", "dog")
    assert set(absent_kinds(facts)) == set(CAPTIONED_KINDS) - {"car", "dog"}
    assert facts[ATOM_INDEX["value:car:red"]]
    assert not facts[ATOM_INDEX["value:car:blue"]]
    assert not facts[ATOM_INDEX["count:car:2"]]


def test_true_captions_hold_and_near_misses_do_not() -> None:
    """Judged against the facts of many scenes."""
    writer = CaptionWriter(np.random.default_rng(0))
    texts: set[str] = set()
    for seed in range(25):
        facts = fact_row(clear_scene(seed, 64))
        for _ in range(20):
            true, false = writer.true_caption(facts), writer.false_caption(facts)
            assert true.holds(facts), true
            assert not false.holds(facts), false
            texts.add(true.text)
    assert any(" left of " in text for text in texts)
    assert any(text.startswith(("two ", "three ")) or " two " in text for text in texts)
    assert any("at night" in text or "in the dark" in text for text in texts)
    assert any(", " in text for text in texts)


def test_no_caption_ever_names_the_companion() -> None:
    """The planted shortcut stays unspoken."""
    writer = CaptionWriter(np.random.default_rng(1))
    facts = fact_row(render_scene(sample_scene(3, wishes=[Wish("worker with hard hat")]), 96))
    for _ in range(200):
        assert "fence" not in writer.true_caption(facts).text
    assert COMPANION not in CAPTIONED_KINDS


def test_the_truth_table_judges_every_caption_against_every_image() -> None:
    """Hand-checked 2 × 3 table."""
    red_car = fact_row(render_scene(sample_scene(1, wishes=[Wish("car", "red")]), 96))
    dog = fact_row(render_scene(sample_scene(1, wishes=[Wish("dog", "brown")]), 96))
    captions = [kind_caption("car"), value_caption("car", "blue"), kind_caption("dog")]
    table = truth_table(np.stack([red_car, dog]), captions)
    assert table.tolist() == [[True, False, False], [False, False, True]]


def test_mirroring_an_image_exchanges_left_and_right_only() -> None:
    """Applying it twice changes nothing."""
    columns = mirror_columns()
    assert (columns[columns] == np.arange(len(columns))).all()
    left = ATOM_INDEX["relation:car:left of:dog"]
    assert columns[left] == ATOM_INDEX["relation:car:right of:dog"]
    assert columns[ATOM_INDEX["kind:car"]] == ATOM_INDEX["kind:car"]
