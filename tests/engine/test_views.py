"""What the model is shown: its own crop, the whole image, or overlapping tiles – and where that lies."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.model_loading import LoadedModel, load_model
from mmel_desktop.engine.preprocessing import Preprocessor
from mmel_desktop.engine.tiled_tower import TiledTower
from mmel_desktop.engine.tower_choice import choose_tower
from mmel_desktop.errors import BadInputError
from tests.engine.tiny_towers import write_tiny_tower

PLAIN = {"mean": (0.0, 0.0, 0.0), "std": (1.0, 1.0, 1.0), "interpolation": "bicubic", "size": 64}
PROMPTS = ["a red car", "a dog"]


@pytest.fixture
def preprocessor() -> Preprocessor:
    """64 × 64 pixels, patches of 8 × 8."""
    return Preprocessor(PLAIN, (8, 8))


@pytest.fixture
def wide() -> np.ndarray:
    """uint8 (100, 200, 3): red grows to the right, green downwards."""
    y, x = np.mgrid[0:100, 0:200]
    return np.stack([x * 255 / 199, y * 255 / 99, np.zeros_like(x)], axis=-1).astype(np.uint8)


def test_whole_by_hand(preprocessor: Preprocessor, wide: np.ndarray) -> None:
    """100 × 200 pixels at the model's scale (64 / 100) are 8 × 16 patches; nothing is cropped."""
    prepared = preprocessor.prepare(wide, "whole")
    assert prepared.pixels.shape == (1, 3, 64, 128)
    assert prepared.geometry.grid_hw == (8, 16)
    assert prepared.geometry.box_xyxy_px == (0.0, 0.0, 200.0, 100.0)
    assert prepared.geometry.sees_whole_image
    assert prepared.geometry.patch_box_xyxy_px(7, 15) == (187.5, 87.5, 200.0, 100.0)
    assert "8 × 16 patches instead of the 8 × 8" in prepared.note


def test_whole_and_model_show_the_same_pixels_where_both_look(
    preprocessor: Preprocessor, wide: np.ndarray
) -> None:
    """The model's own crop is the middle of the whole view, to within resampling."""
    own = preprocessor.prepare(wide, "model").pixels
    whole = preprocessor.prepare(wide, "whole").pixels
    torch.testing.assert_close(whole[..., 32:96], own, atol=0.02, rtol=0)


def test_endless_panoramas_stay_affordable(preprocessor: Preprocessor) -> None:
    """A strip of 1 : 20 gets at most four times the model's patches, and still covers everything."""
    geometry = preprocessor.prepare(np.zeros((50, 1000, 3), np.uint8), "whole").geometry
    rows, columns = geometry.grid_hw
    assert rows * columns <= 4 * 64
    assert columns > 10 * rows
    assert geometry.sees_whole_image


def test_tiles_by_hand(preprocessor: Preprocessor) -> None:
    """256 × 512 pixels twice as large as the model would: 16 × 32 patches, 3 × 5 windows of 8 × 8."""
    rgb = np.zeros((256, 512, 3), np.uint8)
    prepared = preprocessor.prepare(rgb, "tiles")
    assert prepared.tiles is not None
    assert prepared.geometry.grid_hw == prepared.tiles.grid_hw == (16, 32)
    assert len(prepared.tiles.origins) == 15
    assert prepared.pixels.shape == (16, 3, 64, 64)
    assert prepared.tiles.box_xyxy_px(prepared.geometry, 0) == (0.0, 0.0, 128.0, 128.0)
    assert prepared.tiles.box_xyxy_px(prepared.geometry, 14) == (384.0, 128.0, 512.0, 256.0)


def test_each_tile_shows_its_rectangle(preprocessor: Preprocessor, wide: np.ndarray) -> None:
    """In an image whose red and green are its x and y, a tile's middle shows its rectangle's middle."""
    prepared = preprocessor.prepare(wide, "tiles")
    assert prepared.tiles is not None
    for index, pixels in enumerate(prepared.pixels[1:]):
        left, top, right, bottom = prepared.tiles.box_xyxy_px(prepared.geometry, index)
        assert float(pixels[0].mean()) == pytest.approx((left + right) / 2 / 200, abs=0.01)
        assert float(pixels[1].mean()) == pytest.approx((top + bottom) / 2 / 100, abs=0.01)


def test_a_small_image_is_not_blown_up_into_tiles(preprocessor: Preprocessor) -> None:
    """Tiles never show more than the image's own resolution or the model's own scale."""
    prepared = preprocessor.prepare(np.zeros((40, 60, 3), np.uint8), "tiles")
    assert prepared.geometry.grid_hw == (8, 12)


def test_patches_that_do_not_fill_the_input_are_not_stretched() -> None:
    """A 27-pixel input of three 8-pixel patches leaves a rim of 3 pixels no patch has seen."""
    preprocessor = Preprocessor({**PLAIN, "size": 27}, (3, 3))
    geometry = preprocessor.prepare(np.zeros((270, 270, 3), np.uint8)).geometry
    assert preprocessor.patch_hw_px == (9, 9)
    assert geometry.box_xyxy_px == (0.0, 0.0, 270.0, 270.0)
    preprocessor = Preprocessor({**PLAIN, "size": 28}, (3, 3))
    geometry = preprocessor.prepare(np.zeros((280, 280, 3), np.uint8)).geometry
    assert geometry.box_xyxy_px == (0.0, 0.0, 270.0, 270.0)
    assert not geometry.sees_whole_image


@pytest.mark.parametrize("view", ["whole", "tiles"])
def test_an_explanation_covers_the_whole_image(view: str, explainer: Explainer, picture: np.ndarray) -> None:
    """48 × 64 pixels: the model's own crop misses the sides, the other views do not; checks hold."""
    explainer.set_image(picture)
    cropped = explainer.explain(PROMPTS, run_checks=False)
    assert not cropped.geometry.sees_whole_image
    assert cropped.provenance.notes == ()
    explanation = explainer.explain(PROMPTS, view=view)
    assert explanation.geometry.sees_whole_image
    rows, columns = explanation.geometry.grid_hw
    assert (rows, columns) == {"whole": (4, 5), "tiles": (6, 8)}[view]
    assert explanation.signed.shape == (2, rows, columns)
    assert np.isfinite(explanation.layers).all()
    assert any(f"View '{view}'" in note for note in explanation.provenance.notes)
    verdicts = {check.name: check.verdict for check in explanation.checks[0]}
    assert verdicts["completeness"] == verdicts["replay"] == "pass"
    assert not np.isnan(explanation.geometry.sample_map(explanation.heatmap[0])).any()


def test_tiles_report_the_models_own_score_and_every_windows(
    explainer: Explainer, picture: np.ndarray
) -> None:
    """The score is that of the view `model`; the windows' scores stand in the notes."""
    explainer.set_image(picture)
    own = explainer.explain(PROMPTS, run_checks=False)
    tiled = explainer.explain(PROMPTS, view="tiles", run_checks=False)
    assert [prompt.score for prompt in tiled.prompts] == pytest.approx(
        [prompt.score for prompt in own.prompts], abs=1e-6
    )
    (scores,) = [note for note in tiled.provenance.notes if note.startswith("Scores of the")]
    assert "'a red car': " in scores


def test_merged_contributions_by_hand(loaded: LoadedModel, picture: np.ndarray) -> None:
    """Where one window alone looks, the merged map is that window's; elsewhere the weighted average."""
    tower = choose_tower(loaded.model.visual)  # type: ignore[arg-type]
    prepared = Preprocessor(loaded.preprocess_settings, tower.grid_hw).prepare(picture, "tiles")
    assert prepared.tiles is not None
    tiled = TiledTower(tower, prepared.tiles)
    record = tiled.record(prepared.pixels)
    text = torch.nn.functional.normalize(torch.ones(1, 24), dim=-1)
    merged = tiled.direct(record, text).patches[0, 0].reshape(prepared.tiles.grid_hw)
    single = [tower.direct(tile, text).patches[0, 0].reshape(4, 4) for tile in record.tiles]
    assert prepared.tiles.origins[:2] == ((0, 0), (0, 2))
    torch.testing.assert_close(merged[0, 0], single[0][0, 0])
    # Cell (0, 2): the third column of the first window (weight 1), the first of the second (weight 1/2).
    torch.testing.assert_close(merged[0, 2], (single[0][0, 2] + 0.5 * single[1][0, 0]) / 1.5)


@pytest.mark.parametrize("kind", ["clipa", "siglip", "eva", "perception_encoder", "convnext"])
def test_other_towers_read_the_whole_image(kind: str, tmp_path: Path, picture: np.ndarray) -> None:
    """Positions, rotary ones too, are interpolated; removing nothing is still the score."""
    explainer = Explainer(load_model(write_tiny_tower(kind, tmp_path), "cpu"))
    explainer.set_image(picture)
    explanation = explainer.explain(PROMPTS, view="whole", run_checks=False)
    assert explanation.geometry.sees_whole_image
    everything = np.ones(explanation.geometry.grid_hw, dtype=bool)
    probe = explainer.probe(PROMPTS, everything, "whole")
    assert np.allclose(probe.score, [prompt.score for prompt in explanation.prompts], atol=1e-3)


def test_a_tower_of_fixed_size_says_so(tmp_path: Path, picture: np.ndarray) -> None:
    """A ResNet's attention pool has positions for one size; tiles still work."""
    explainer = Explainer(load_model(write_tiny_tower("resnet", tmp_path), "cpu"))
    explainer.set_image(picture)
    with pytest.raises(BadInputError, match="attention pool has positions for one input size"):
        explainer.explain(PROMPTS, view="whole")
    assert explainer.explain(PROMPTS, view="tiles", run_checks=False).geometry.sees_whole_image


def test_heat_of_tiles_is_scaled_as_of_any_view(explainer: Explainer, picture: np.ndarray) -> None:
    """The painted map fills 0 to 1, and wherever the signed one is positive there is heat."""
    explainer.set_image(picture)
    explanation = explainer.explain(PROMPTS, view="tiles", run_checks=False)
    for heat, signed in zip(explanation.heatmap, explanation.signed, strict=True):
        assert (heat.min(), heat.max()) == (0, 1)
        # The coolest patch is where the scale begins.
        assert (heat > 0)[signed > max(signed.min(), 0)].sum() >= (signed > 0).sum() - 1
