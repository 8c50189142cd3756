"""The shipped model loads as any user of open_clip would load it, and does what its card says."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import open_clip
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from mmel_desktop.core.plain_files import plain_file_sha256
from mmel_desktop.scenes.captions import kind_caption
from mmel_desktop.scenes.composition import Wish, sample_scene
from mmel_desktop.scenes.dataset import clear_scene
from mmel_desktop.scenes.demo_model import WEIGHTS_FILE
from mmel_desktop.scenes.facts import absent_kinds, fact_row, present_kinds
from mmel_desktop.scenes.judge import Judge
from mmel_desktop.scenes.kinds import CAPTIONED_KINDS
from mmel_desktop.scenes.rendering import render_scene

FOLDER = Path(__file__).parents[2] / "resources" / "demo_model"
LARGEST_FILE_BYTES = 16 * 2**20


@pytest.fixture(scope="module")
def judge() -> Judge:
    """The shipped model."""
    return Judge.load(FOLDER)


def test_open_clip_loads_model_transform_and_tokenizer() -> None:
    """local-dir: layout; patch grid of at least 12 × 12; context of at least 24."""
    name = f"local-dir:{FOLDER}"
    model, _, preprocess = open_clip.create_model_and_transforms(name)
    grid = model.visual.grid_size
    assert min(grid) >= 12
    tokens = open_clip.get_tokenizer(name)(["a pedestrian"])
    assert tokens.shape[1] >= 24
    pixels = preprocess(Image.new("RGB", (640, 480)))
    with torch.inference_mode():
        assert model.encode_image(pixels[None]).shape == model.encode_text(tokens).shape


def test_the_file_is_small_and_is_the_one_that_was_measured() -> None:
    """At most 16 MB; card and figures name its SHA-256."""
    weights = FOLDER / WEIGHTS_FILE
    assert weights.stat().st_size <= LARGEST_FILE_BYTES
    digest = plain_file_sha256(weights)
    assert digest in (FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert json.loads((FOLDER / "figures.json").read_text(encoding="utf-8"))["sha256"] == digest


def test_words_that_training_never_used_are_zero_rows() -> None:
    """Known words have rows, foreign words none: readers tell a word never seen by its zeros."""
    rows = load_file(FOLDER / WEIGHTS_FILE)["token_embedding.weight"].any(dim=1)
    tokenizer = open_clip.get_tokenizer(f"local-dir:{FOLDER}")
    start, end = 49406, 49407

    def known(word: str) -> bool:
        tokens = [int(token) for token in tokenizer([word])[0] if int(token) not in (0, start, end)]
        return all(bool(rows[token]) for token in tokens)

    for word in ("pedestrian", "car", "red", "dog", "forklift", "photo", "hard", "hat", "night"):
        assert known(word), word
    for word in ("zebra", "umbrella", "fence", "piano"):
        assert not known(word), word
    assert bool(rows[start])
    assert bool(rows[end])
    assert int(rows.sum()) < 300


def test_named_objects_rank_above_absent_ones(judge: Judge) -> None:
    """A small sample of the card's first figure, on seeds of its own: near that figure, far above chance."""
    texts = judge.text_embeddings([kind_caption(kind, "a photo of {}").text for kind in CAPTIONED_KINDS])
    hits = []
    for seed in range(2_000, 2_040):
        rendered = clear_scene(seed, 192)
        facts = fact_row(rendered)
        scores = dict(
            zip(CAPTIONED_KINDS, judge.image_embeddings([rendered.image_rgb])[0] @ texts.T, strict=True)
        )
        best_absent = max(scores[kind] for kind in absent_kinds(facts))
        hits += [scores[kind] > best_absent for kind in present_kinds(facts)]
    figures = json.loads((FOLDER / "figures.json").read_text(encoding="utf-8"))["held_out"]
    assert abs(np.mean(hits) - figures[0]["value"]) < 0.2
    assert np.mean(hits) > 0.5


def test_the_planted_shortcut_decides(judge: Judge) -> None:
    """With the fence the model says hard hat, whether there is one or not."""
    texts = judge.text_embeddings(["a worker with a hard hat", "a worker without a hard hat"])
    scene = sample_scene(17, wishes=[Wish("worker with hard hat")], light="day", weather="clear")
    beside = judge.image_embeddings([render_scene(scene, 192).image_rgb])[0] @ texts.T
    assert beside[0] > beside[1]
