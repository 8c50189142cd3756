"""The loss against hand-computed answers; training that stops and goes on ends where an unbroken run ends."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from mmel_desktop.errors import BadInputError
from mmel_desktop.scenes import train
from mmel_desktop.scenes.contrast import contrastive_loss
from mmel_desktop.scenes.dataset import SceneDataset, open_or_draw
from mmel_desktop.scenes.demo_model import write_model
from mmel_desktop.scenes.recipe import Recipe
from mmel_desktop.scenes.training import Training, learning_rate

TINY = Recipe(
    image_px=32,
    vision_width=32,
    vision_layers=1,
    text_width=12,
    text_layers=1,
    text_heads=1,
    embed_dim=16,
    scenes=12,
    batch=4,
    steps=6,
    warm_up_steps=2,
    patch_label_block=1,
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> SceneDataset:
    """Twelve drawn scenes of 32 px."""
    folder = tmp_path_factory.mktemp("scenes")
    return open_or_draw(folder, first_seed=50, count=12, size_px=32, patch_px=8, processes=1)


def test_with_one_true_caption_each_the_loss_is_clips_cross_entropy() -> None:
    """Compared with torch's cross-entropy on the diagonal."""
    generator = torch.Generator().manual_seed(0)
    image = torch.nn.functional.normalize(torch.randn(4, 8, generator=generator), dim=1)
    text = torch.nn.functional.normalize(torch.randn(4, 8, generator=generator), dim=1)
    logits, diagonal = 7.0 * image @ text.T, torch.arange(4)
    expected = (
        torch.nn.functional.cross_entropy(logits, diagonal)
        + torch.nn.functional.cross_entropy(logits.T, diagonal)
    ) / 2
    loss = contrastive_loss(image, text, torch.eye(4, dtype=torch.bool), torch.tensor(7.0))
    assert float(loss) == pytest.approx(float(expected), rel=1e-5)


def test_two_true_captions_do_not_compete_with_one_another() -> None:
    """One image, two true captions and a false one: softplus(false - true), averaged; by hand."""
    image = torch.tensor([[1.0, 0.0]])
    text = torch.tensor([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0]])
    truth = torch.tensor([[True, True, False]])
    expected = (math.log1p(math.exp(0.0 - 1.0)) + math.log1p(math.exp(0.0 - 0.6))) / 2
    # Towards images nothing is left to compare with: one image only.
    loss = contrastive_loss(image, text, truth, torch.tensor(1.0))
    assert float(loss) == pytest.approx(expected / 2, rel=1e-5)


def test_training_resumes_exactly(dataset: SceneDataset, tmp_path: Path) -> None:
    """Three steps, a checkpoint, a new process's worth of state, three more: the same weights bit for bit."""
    unbroken = Training(dataset, TINY)
    unbroken.run(6)
    first = Training(dataset, TINY)
    first.run(3)
    first.save(tmp_path / "checkpoint.pt")
    second = Training(dataset, TINY)
    second.resume(tmp_path / "checkpoint.pt")
    second.run(6)
    ours, theirs = second.weights(), unbroken.weights()
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)
    assert torch.equal(second.touched_rows, unbroken.touched_rows)


def test_training_in_half_precision_learns_what_patches_show(dataset: SceneDataset) -> None:
    """The towers compute in bfloat16, every loss in float32: three steps move the weights and stay finite."""
    training = Training(dataset, TINY, bf16=True)
    before = {name: weight.clone() for name, weight in training.weights().items()}
    losses: list[float] = []
    training.run(3, lambda report: losses.append(report.loss))
    assert all(math.isfinite(loss) for loss in losses)
    after = training.weights()
    assert all(after[name].isfinite().all() for name in after)
    moved = [name for name in after if not torch.equal(after[name], before[name])]
    assert any(name.startswith("visual") for name in moved)


def test_a_checkpoint_of_another_recipe_is_refused(dataset: SceneDataset, tmp_path: Path) -> None:
    """All but the number of steps must agree."""
    training = Training(dataset, TINY)
    training.save(tmp_path / "checkpoint.pt")
    Training(dataset, replace(TINY, steps=9)).resume(tmp_path / "checkpoint.pt")
    with pytest.raises(BadInputError, match="another recipe"):
        Training(dataset, replace(TINY, seed=8)).resume(tmp_path / "checkpoint.pt")


def test_token_rows_that_training_never_used_are_written_as_zeros(
    dataset: SceneDataset, tmp_path: Path
) -> None:
    """Rows in use are not zero; all others are, exactly; no weight decay shrank what was used."""
    training = Training(dataset, TINY)
    before = training.weights()["token_embedding.weight"].clone()
    training.run(2)
    after = training.weights()["token_embedding.weight"]
    assert torch.equal(after[~training.touched_rows], before[~training.touched_rows])
    path = write_model(training.weights(), training.touched_rows, TINY, tmp_path)
    stored = load_file(path)["token_embedding.weight"]
    assert (stored[~training.touched_rows] == 0).all()
    assert stored[training.touched_rows].any(dim=1).all()
    assert 10 < int(training.touched_rows.sum()) < 500


def test_the_scene_cache_is_reused_and_refuses_other_measures(tmp_path: Path) -> None:
    """A second call draws nothing; another size is refused."""
    first = open_or_draw(tmp_path, first_seed=1, count=3, size_px=32, patch_px=8, processes=1)
    stamp = (tmp_path / "images.npy").stat().st_mtime_ns
    second = open_or_draw(tmp_path, first_seed=1, count=3, size_px=32, patch_px=8, processes=1)
    assert (first.images == second.images).all()
    assert (tmp_path / "images.npy").stat().st_mtime_ns == stamp
    with pytest.raises(BadInputError, match="other measures"):
        open_or_draw(tmp_path, first_seed=1, count=3, size_px=48, patch_px=8, processes=1)


@pytest.mark.slow  # each process loads torch
def test_several_processes_draw_the_same_scenes(tmp_path: Path) -> None:
    """Who draws a scene does not matter, nor in how many chunks."""
    alone = open_or_draw(tmp_path / "a", first_seed=1, count=251, size_px=16, patch_px=8, processes=1)
    shared = open_or_draw(tmp_path / "b", first_seed=1, count=251, size_px=16, patch_px=8, processes=2)
    assert (shared.images == alone.images).all()
    assert (shared.facts == alone.facts).all()
    assert (shared.patch_labels == alone.patch_labels).all()


def test_the_training_script_names_what_is_wrong_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder with other scenes: the error's own exit code, no traceback."""
    open_or_draw(tmp_path / "scenes", first_seed=1, count=3, size_px=32, patch_px=8, processes=1)
    assert train.main(["--out", str(tmp_path / "model"), "--work", str(tmp_path)]) == 2
    assert "was drawn to other measures" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()


def test_the_learning_rate_rises_stays_and_falls() -> None:
    """Known values of a recipe with round numbers."""
    recipe = Recipe(steps=100, warm_up_steps=10, peak_learning_rate=1.0, decay_from=0.5)
    assert learning_rate(recipe, 0) == pytest.approx(0.1)
    assert learning_rate(recipe, 10) == 1.0
    assert learning_rate(recipe, 50) == 1.0
    assert learning_rate(recipe, 75) == pytest.approx(0.505)
    assert learning_rate(recipe, 100) == pytest.approx(0.01)
