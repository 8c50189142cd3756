"""One tiny member of every supported kind of image tower: explained, complete, repeatable, left as it was."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from mmel_desktop.engine.attention_modes import AttentionMode, active_mode_count
from mmel_desktop.engine.attention_taps import count_hooks
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.feature_grid_tower import FeatureGridTower
from mmel_desktop.engine.model_loading import LoadedModel, load_model
from mmel_desktop.engine.model_support import HOW, model_support
from mmel_desktop.engine.tower_choice import choose_tower
from mmel_desktop.engine.transformer_tower import TransformerTower
from tests.engine.tiny_towers import TINY_TOWERS, write_tiny_tower

PROMPTS = ["a red car", "a dog"]
TRUNKS_WITH_CLASS_TOKEN = ("custom_blocks", "timm_token", "eva", "eva_post_norm")
TRUNKS_WITHOUT = (
    *("clipa", "average_after_norm", "timm_average", "vitamin"),  # patches are averaged
    *("coca", "siglip", "perception_encoder"),  # patches are pooled by attention
)
CONVOLUTIONAL = ("resnet", "convnext", "fastvit", "swin")


def test_every_kind_is_tested_as_what_it_is() -> None:
    """Each belongs to one of the groups above, or is open_clip's own transformer."""
    grouped = (*TRUNKS_WITH_CLASS_TOKEN, *TRUNKS_WITHOUT, *CONVOLUTIONAL, "class_token")
    assert sorted(grouped) == sorted(TINY_TOWERS)


@pytest.fixture(scope="module", params=list(TINY_TOWERS))
def kind(request: pytest.FixtureRequest) -> str:
    """A kind of image tower."""
    return str(request.param)


@pytest.fixture(scope="module")
def loaded(kind: str, tmp_path_factory: pytest.TempPathFactory) -> LoadedModel:
    """Its tiny member, loaded through the real path."""
    return load_model(write_tiny_tower(kind, tmp_path_factory.mktemp(kind)), "cpu")


def _input_of(loaded: LoadedModel) -> Tensor:
    size = loaded.preprocess_settings["size"]
    sides = (size, size) if isinstance(size, int) else tuple(size)
    return torch.randn(1, 3, *sides, generator=torch.Generator().manual_seed(3))


def _text_for(tower_embedding: Tensor) -> Tensor:
    generator = torch.Generator().manual_seed(4)
    return functional.normalize(torch.randn(2, tower_embedding.shape[-1], generator=generator), dim=-1)


def test_two_prompts_are_explained_the_same_twice(loaded: LoadedModel, picture: np.ndarray) -> None:
    """Every method gives finite maps, the same bytes from a fresh explainer; nothing stays on the model."""
    hooks = count_hooks(loaded.model)
    for method in ("mmel", "mmel-refined", "direct", "full", "grad_eclip"):
        runs = []
        for _ in range(2):
            explainer = Explainer(loaded)
            explainer.set_image(picture)
            runs.append(explainer.explain(PROMPTS, method=method, run_checks=method == "mmel"))
        first, second = (run.arrays() for run in runs)
        assert all(first[name].tobytes() == second[name].tobytes() for name in first), method
        assert np.isfinite(runs[0].signed).all()
        assert runs[0].layers.shape[1] == explainer.tower.block_count
        # A rectified Grad-ECLIP map of random weights may be empty for every prompt.
        assert method == "grad_eclip" or not np.allclose(runs[0].signed[0], runs[0].signed[1])
        if method == "mmel":
            verdicts = {check.name: check.verdict for check in runs[0].checks[0]}
            assert verdicts["completeness"] == verdicts["replay"] == "pass"
    assert count_hooks(loaded.model) == hooks
    assert active_mode_count() == 0


def test_contributions_add_up(loaded: LoadedModel) -> None:
    """Completeness of `direct` and `full`, to float precision, and the score is the model's own."""
    tower = choose_tower(loaded.model.visual)  # type: ignore[arg-type]
    pixels = _input_of(loaded)
    record = tower.record(pixels)
    text = _text_for(record.embedding)
    with torch.no_grad():
        own = functional.normalize(tower.forward(pixels)[0], dim=-1) @ text.T
    for attribution in (tower.direct(record, text), tower.full(pixels, record, text)):
        assert attribution.patches.shape == (2, tower.block_count, tower.grid_hw[0] * tower.grid_hw[1])
        assert float(attribution.residual.max()) < 1e-4
        assert float(attribution.patches.abs().max()) > 1e-6
        torch.testing.assert_close(attribution.scores, own, rtol=1e-4, atol=1e-5)


def test_every_layer_says_something(loaded: LoadedModel) -> None:
    """No layer's contributions vanish."""
    tower = choose_tower(loaded.model.visual)  # type: ignore[arg-type]
    pixels = _input_of(loaded)
    record = tower.record(pixels)
    attribution = tower.full(pixels, record, _text_for(record.embedding))
    assert (attribution.patches.abs().amax(dim=(0, 2)) > 1e-7).all()


def test_removing_nothing_is_the_models_own_score(loaded: LoadedModel) -> None:
    """Keeping every patch gives the recorded embedding; keeping one or none stays finite and differs."""
    tower = choose_tower(loaded.model.visual)  # type: ignore[arg-type]
    record = tower.record(_input_of(loaded))
    patches = tower.grid_hw[0] * tower.grid_hw[1]
    kept = torch.zeros(3, patches, dtype=torch.bool)
    kept[0] = True
    kept[1, 0] = True
    embedded = tower.embed_token_subsets(record, kept)
    torch.testing.assert_close(embedded[0], record.unit_embedding, rtol=1e-3, atol=1e-4)
    assert torch.isfinite(embedded).all()
    assert not torch.allclose(embedded[1], embedded[0], atol=1e-3)


def test_a_randomised_copy_leaves_the_model_alone(loaded: LoadedModel) -> None:
    """Re-initialisation changes the copy's embedding and not the model's."""
    tower = choose_tower(loaded.model.visual)  # type: ignore[arg-type]
    pixels = _input_of(loaded)
    before = tower.record(pixels).unit_embedding
    other = tower.randomised(seed=0).record(pixels).unit_embedding
    assert float((before @ other).abs()) < 0.999
    assert torch.equal(tower.record(pixels).unit_embedding, before)


def test_notes_name_the_method_where_no_class_token_is_pooled(kind: str, loaded: LoadedModel) -> None:
    """The record says which gradients were used when they are not the class token's."""
    tower = choose_tower(loaded.model.visual)  # type: ignore[arg-type]
    note = tower.note("direct")
    if kind in CONVOLUTIONAL:
        assert "gradient × activation" in note
    elif kind in TRUNKS_WITHOUT:
        assert "residual stream" in note
    else:
        assert note == ""


def test_attribution_brings_grad_eclip_along(loaded: LoadedModel) -> None:
    """The map that comes with the contributions is the one that the method of that name paints."""
    tower = choose_tower(loaded.model.visual)  # type: ignore[arg-type]
    pixels = _input_of(loaded)
    record = tower.record(pixels)
    text = _text_for(record.embedding)
    found = tower.attribute(pixels, record, text)
    expected = tower.grad_eclip(record, text)
    assert found.loosened.shape == found.patches[:, 0].shape
    torch.testing.assert_close(found.loosened, expected, rtol=1e-3, atol=1e-6)


@pytest.fixture
def transformer(loaded: LoadedModel) -> TransformerTower:
    """The tower of a transformer that is run by its trunk; only for kinds that are one."""
    tower = choose_tower(loaded.model.visual)  # type: ignore[arg-type]
    assert isinstance(tower, TransformerTower)
    return tower


class _ScaledValues(AttentionMode):
    """Multiplies every token's value by a factor of its own, one, so that the slope is its contribution."""

    def __init__(self, *, hold_patches: bool) -> None:
        super().__init__()
        self.factors: list[Tensor] = []
        self._hold = hold_patches

    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        factor = torch.ones(value.shape[2], requires_grad=True)
        self.factors.append(factor)
        if self._hold:
            key = torch.cat([key[:, :, :1], key[:, :, 1:].detach()], dim=2)
            value = torch.cat([value[:, :, :1], value[:, :, 1:].detach()], dim=2)
        return functional.scaled_dot_product_attention(query, key, value * factor[:, None])


def _slopes(factors: list[Tensor], scores: Tensor, patches: int) -> Tensor:
    rows = []
    for score in scores:
        gradients = torch.autograd.grad(score, factors, retain_graph=True)
        rows.append(torch.stack([gradient[-patches:] for gradient in gradients]))
    return torch.stack(rows)


@pytest.mark.parametrize("kind", TRUNKS_WITHOUT, indirect=True)
def test_full_is_the_slope_of_scaling_each_value(loaded: LoadedModel, transformer: TransformerTower) -> None:
    """Oracle for pooled towers: growing one token's value by ε changes the score by ε · E, says autograd.

    With a class token `full` counts the class token's query only.
    """
    pixels = _input_of(loaded)
    record = transformer.record(pixels)
    text = _text_for(record.embedding)
    with torch.enable_grad(), _ScaledValues(hold_patches=False) as scaled:
        scores = functional.normalize(transformer.forward(pixels)[0], dim=-1) @ text.T
    expected = _slopes(scaled.factors, scores, record.patch_count)
    found = transformer.full(pixels, record, text).patches
    torch.testing.assert_close(found, expected, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("kind", TRUNKS_WITH_CLASS_TOKEN, indirect=True)
def test_direct_with_a_class_token_is_the_slope_with_patches_held(
    loaded: LoadedModel, transformer: TransformerTower
) -> None:
    """Oracle: the same slopes with every patch's key and value detached in the whole tower's own forward."""
    pixels = _input_of(loaded)
    record = transformer.record(pixels)
    text = _text_for(record.embedding)
    with torch.enable_grad(), _ScaledValues(hold_patches=True) as scaled:
        scores = functional.normalize(transformer.forward(pixels)[0], dim=-1) @ text.T
    expected = _slopes(scaled.factors, scores, record.patch_count)
    torch.testing.assert_close(transformer.direct(record, text).patches, expected, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("kind", TRUNKS_WITHOUT, indirect=True)
def test_direct_without_a_class_token_is_the_direct_effect(
    loaded: LoadedModel, transformer: TransformerTower
) -> None:
    """Oracle: slopes in a forward whose blocks read constants, so that only the residual stream carries."""
    trunk = transformer.trunk
    record = transformer.record(_input_of(loaded))
    text = _text_for(record.embedding)
    with torch.enable_grad(), _ScaledValues(hold_patches=False) as scaled:
        stream = record.inputs[0][None]
        for index, tokens in enumerate(record.inputs):
            after = record.inputs[index + 1] if index + 1 < len(record.inputs) else record.final_tokens
            branch = trunk.attention_branch(index, tokens[None], record.rotary)
            stream = stream + branch + (after[None] - tokens[None] - branch).detach()
        scores = functional.normalize(trunk.finish(stream)[0], dim=-1) @ text.T
    expected = _slopes(scaled.factors, scores, record.patch_count)
    torch.testing.assert_close(transformer.direct(record, text).patches, expected, rtol=1e-3, atol=1e-6)


def test_patches_alone_are_distinguished(loaded: LoadedModel) -> None:
    """Patch embeddings have unit length and are not all one."""
    tower = choose_tower(loaded.model.visual)  # type: ignore[arg-type]
    embedded = tower.patch_embeddings(tower.record(_input_of(loaded)))
    assert embedded.shape[0] == tower.grid_hw[0] * tower.grid_hw[1]
    torch.testing.assert_close(embedded.norm(dim=-1), torch.ones(len(embedded)), rtol=1e-4, atol=1e-4)
    assert float(embedded.std(dim=0).max()) > 1e-3


@pytest.mark.parametrize("kind", [*TRUNKS_WITH_CLASS_TOKEN, *TRUNKS_WITHOUT], indirect=True)
def test_a_failure_in_the_middle_leaves_nothing_behind(
    loaded: LoadedModel, transformer: TransformerTower, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A block that fails ends the attention mode, and no hook stays."""

    def fail(*_arguments: object, **_options: object) -> Tensor:
        raise RuntimeError("broken block")

    monkeypatch.setattr(transformer.trunk.blocks[-1], "forward", fail)
    with pytest.raises(RuntimeError, match="broken block"):
        transformer.record(_input_of(loaded))
    assert active_mode_count() == 0
    assert count_hooks(loaded.model) == 0


def test_the_configuration_tells_what_the_class_does(kind: str, loaded: LoadedModel) -> None:
    """What `models list` says without building a model is what the built tower says of itself."""
    said = model_support(TINY_TOWERS[kind])
    tower = choose_tower(loaded.model.visual)  # type: ignore[arg-type]
    assert said.supported
    assert tower.how == said.how or said.how == HOW["own_pool"]
    assert tower.how in HOW.values()


def test_convolutional_towers_say_so(kind: str, loaded: LoadedModel) -> None:
    """They are explained on their feature grid, and only they."""
    tower = choose_tower(loaded.model.visual)  # type: ignore[arg-type]
    assert isinstance(tower, FeatureGridTower) == (kind in CONVOLUTIONAL)
