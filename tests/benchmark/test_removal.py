"""Scores with patches gone."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest
import torch

from mmel_desktop.benchmark.removal import FILLS, RemovalScorer
from mmel_desktop.benchmark.rivals import Question
from tests.benchmark.test_rivals import make_question


@pytest.fixture(scope="module")
def question() -> Question:
    """A random image on a tiny model."""
    return make_question()


@pytest.mark.parametrize("fill", FILLS)
def test_with_everything_kept_the_score_is_the_models_own(question: Question, fill: str) -> None:
    """No fill touches a patch that stays."""
    kept = np.ones((1, question.patch_count), dtype=bool)
    cosine, softmax = RemovalScorer(question, 10.0).scores(kept, fill)
    expected = question.record.unit_embedding @ question.text.T
    assert cosine[0] == pytest.approx(float(expected[question.target]), abs=1e-5)
    assert softmax[0] == pytest.approx(float(torch.softmax(expected * 10, dim=0)[question.target]), abs=1e-5)


@pytest.mark.parametrize("fill", ["mean", "blur"])
def test_fills_change_the_removed_patches_only(question: Question, fill: str) -> None:
    """Seen by a tower that just hands its input on."""
    seen: list[torch.Tensor] = []

    class Camera:
        def forward(self, pixels: torch.Tensor) -> torch.Tensor:
            seen.append(pixels)
            return torch.ones(len(pixels), 24)

    looked_at = Question(
        cast("Any", Camera()), question.record, question.pixels, question.text, question.target, 0
    )
    kept = np.ones((1, 16), dtype=bool)
    kept[0, 5] = False  # row 1, column 1 of the 4 × 4 grid of 8-pixel patches
    RemovalScorer(looked_at, 10.0).scores(kept, fill)
    changed = ((seen[0][0] - question.pixels[0]).abs() > 1e-5).any(dim=0)
    assert changed[8:16, 8:16].all()
    changed[8:16, 8:16] = False
    assert not changed.any()


def test_mean_fill_is_the_images_mean_colour(question: Question) -> None:
    """All removed: a uniform picture, whatever was in it before."""
    nothing = np.zeros((1, 16), dtype=bool)
    cosine, _ = RemovalScorer(question, 10.0).scores(nothing, "mean")
    uniform = question.pixels.mean(dim=(-2, -1), keepdim=True).expand_as(question.pixels)
    embedding = torch.nn.functional.normalize(question.tower.visual(uniform)[0], dim=-1)
    assert cosine[0] == pytest.approx(float(embedding @ question.prompt), abs=1e-5)


def test_every_patch_may_be_dropped(question: Question) -> None:
    """The end of a deletion curve: the class token alone."""
    cosine, _ = RemovalScorer(question, 10.0).scores(np.zeros((2, 16), dtype=bool), "token drop")
    assert np.isfinite(cosine).all()
    assert cosine[0] == cosine[1]


@pytest.mark.parametrize("fill", FILLS)
def test_equal_subsets_are_scored_once_and_every_row_gets_its_own_score(
    question: Question, fill: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five rows of three kinds: three embeddings, and the same figures as one row at a time."""
    kept = np.ones((5, 16), dtype=bool)
    kept[1, 3] = kept[4, 3] = kept[2, 9] = False
    alone = [RemovalScorer(question, 10.0).scores(row[None], fill)[0][0] for row in kept]
    rows: list[int] = []
    tower = type(question.tower)
    run, drop = tower.forward, tower.embed_token_subsets

    def forward(self: Any, pixels: torch.Tensor) -> torch.Tensor:
        rows.append(len(pixels))
        return run(self, pixels)

    def embed(self: Any, record: Any, subsets: torch.Tensor, batch_size: int = 32) -> torch.Tensor:
        rows.append(len(subsets))
        return drop(self, record, subsets, batch_size)

    monkeypatch.setattr(tower, "forward", forward)
    monkeypatch.setattr(tower, "embed_token_subsets", embed)
    cosine, _ = RemovalScorer(question, 10.0).scores(kept, fill)
    assert sum(rows) == 3
    assert cosine.tolist() == pytest.approx(alone, abs=1e-6)
    assert cosine[1] == cosine[4] != cosine[2]
