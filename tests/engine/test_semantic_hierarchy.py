"""Each part of the module does what its formula says, and can be switched off."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from mmel_desktop.engine.attribution import Attribution
from mmel_desktop.engine.class_token_tower import ClassTokenTower
from mmel_desktop.engine.hierarchy_settings import HierarchySettings
from mmel_desktop.engine.model_loading import LoadedModel
from mmel_desktop.engine.semantic_hierarchy import above_other_prompts, align_patches, fuse, relate_patches
from mmel_desktop.errors import BadInputError

GRID = (4, 4)
OFF = HierarchySettings.from_parameters(
    (
        ("context_spread", 0.0),
        ("object_spread", 0.0),
        ("part_spread", 0.0),
        ("gate_sharpness", 0.0),
        ("own_sharpness", 0.0),
        ("loosened_share", 0.0),
        ("scale_temperature", 0.0),
    )
)


@pytest.fixture
def contributions() -> Tensor:
    return torch.randn(2, 3, 16, generator=torch.Generator().manual_seed(8))


@pytest.fixture
def tower(loaded: LoadedModel) -> ClassTokenTower:
    return ClassTokenTower(loaded.model.visual)  # type: ignore[arg-type]


def _found(patches: Tensor, alignment: Tensor, loosened: Tensor | None = None) -> Attribution:
    """What a tower would answer: contributions (P, L, N), alignments (P, L, N), Grad-ECLIP's map (P, N)."""
    prompts, layers, count = patches.shape
    return Attribution(
        patches=patches,
        alignment=alignment,
        loosened=torch.zeros(prompts, count) if loosened is None else loosened,
        class_token=torch.zeros(prompts, layers),
        residual=torch.zeros(prompts, layers),
        scores=torch.zeros(prompts),
        gradients="class_token_path",
    )


def _relations(tower: ClassTokenTower, settings: HierarchySettings):  # type: ignore[no-untyped-def]  # noqa: ANN202
    pixels = torch.randn(1, 3, 32, 32, generator=torch.Generator().manual_seed(9))
    record = tower.record(pixels)
    return record, relate_patches(record, torch.full((3,), 1 / 3), settings)


def test_everything_off_is_the_plain_sum(tower: ClassTokenTower, contributions: Tensor) -> None:
    """No propagation, no gate, equal scales and uniform weights leave Σ_l E_l."""
    _, relations = _relations(tower, OFF)
    result = fuse(_found(contributions, torch.rand(2, 3, 16)), torch.full((3,), 1 / 3), relations, GRID, OFF)
    torch.testing.assert_close(result.signed, contributions.sum(dim=1), rtol=1e-5, atol=1e-6)


def test_layer_weights_choose_blocks(tower: ClassTokenTower, contributions: Tensor) -> None:
    """All weight on one block leaves that block's map, scaled by the number of blocks."""
    _, relations = _relations(tower, OFF)
    weights = torch.tensor([0.0, 1.0, 0.0])
    result = fuse(_found(contributions, torch.rand(2, 3, 16)), weights, relations, GRID, OFF)
    torch.testing.assert_close(result.signed, 3 * contributions[:, 1], rtol=1e-5, atol=1e-6)


def test_relations_are_symmetric_and_bounded(tower: ClassTokenTower) -> None:
    """Every scale's relation matrix is symmetric, in [0, 1], and of its own grid's size."""
    _, relations = _relations(tower, HierarchySettings(context_pool=2))
    assert relations.scale_grids == ((2, 2), (4, 4), (4, 4))
    for matrix, (rows, columns) in zip(relations.per_scale, relations.scale_grids, strict=True):
        assert matrix.shape == (rows * columns, rows * columns)
        assert float(matrix.min()) >= 0
        assert float(matrix.max()) <= 1 + 1e-5
        torch.testing.assert_close(matrix, matrix.T)


def test_propagation_keeps_signs_apart(tower: ClassTokenTower) -> None:
    """Evidence against stays negative where there is no evidence for."""
    _, relations = _relations(tower, HierarchySettings())
    contributions = -torch.rand(1, 3, 16)
    settings = HierarchySettings()
    result = fuse(
        _found(contributions, torch.zeros(1, 3, 16)), torch.full((3,), 1 / 3), relations, GRID, settings
    )
    assert float(result.signed.max()) <= 0


@pytest.mark.parametrize("off", ["gate_sharpness", "own_sharpness", None])
def test_each_gate_favours_aligned_patches(tower: ClassTokenTower, off: str | None) -> None:
    """With equal evidence everywhere, the better aligned half of the image keeps more of it."""
    settings = HierarchySettings.from_parameters(
        (
            ("context_spread", 0.0),
            ("object_spread", 0.0),
            ("part_spread", 0.0),
            ("scale_temperature", 0.0),
            *(() if off is None else ((off, 0.0),)),
        )
    )
    _, relations = _relations(tower, settings)
    alignment = torch.cat([torch.ones(1, 3, 8), torch.zeros(1, 3, 8)], dim=2)
    result = fuse(_found(torch.ones(1, 3, 16), alignment), torch.full((3,), 1 / 3), relations, GRID, settings)
    assert float(result.signed[0, :4].min()) > float(result.signed[0, -4:].max())


def test_a_patch_is_gated_by_its_own_alignment_as_by_the_formula(tower: ClassTokenTower) -> None:
    """By hand: evidence of 3 is kept to a power of the share of alignment, higher where a scale looks closer.

    Exponents (2φ − 1)ρ are 0, 3 and 7½, of their product with equal weights 3½.
    """
    settings = HierarchySettings.from_parameters((*OFF.as_parameters(), ("own_sharpness", 3.0)))
    _, relations = _relations(tower, settings)
    alignment = torch.ones(1, 3, 16)
    alignment[:, :, 5] = 0.5
    alignment[:, :, 6] = 0.0
    result = fuse(_found(torch.ones(1, 3, 16), alignment), torch.full((3,), 1 / 3), relations, GRID, settings)
    assert result.per_scale[0, :, 5].tolist() == pytest.approx([3.0, 3 / 2**3, 3 / 2**7.5])
    assert result.positive[0, 4:8].tolist() == pytest.approx([3.0, 3 / 2**3.5, 0.0, 3.0])


def test_counter_evidence_is_kept_where_nothing_is_aligned(tower: ClassTokenTower) -> None:
    """Evidence against disappears where the prompt's object is, and stays whole far from it."""
    settings = HierarchySettings.from_parameters(
        (
            ("context_spread", 0.0),
            ("object_spread", 0.0),
            ("part_spread", 0.0),
            ("object_reach", 0.01),
            ("context_reach", 0.01),
            ("part_reach", 0.01),
        )
    )
    _, relations = _relations(tower, settings)
    alignment = torch.cat([torch.ones(1, 3, 8), torch.zeros(1, 3, 8)], dim=2)
    result = fuse(
        _found(-torch.ones(1, 3, 16), alignment), torch.full((3,), 1 / 3), relations, GRID, settings
    )
    torch.testing.assert_close(result.signed[0, :8], torch.zeros(8))
    torch.testing.assert_close(result.signed[0, 8:], -3 * torch.ones(8))


def test_grad_eclip_lays_out_its_share_of_the_evidence(tower: ClassTokenTower) -> None:
    """By hand: 4 of evidence on the first patch, Grad-ECLIP on the last; a quarter of the sum goes there."""
    settings = HierarchySettings.from_parameters((*OFF.as_parameters(), ("loosened_share", 0.25)))
    _, relations = _relations(tower, settings)
    contributions, loosened = torch.zeros(2, 3, 16), torch.zeros(2, 16)
    contributions[:, 0, 0], contributions[:, 1, 5] = 4.0, -1.0
    loosened[0, -1] = 0.01
    found = _found(contributions, torch.rand(2, 3, 16), loosened)
    result = fuse(found, torch.full((3,), 1 / 3), relations, GRID, settings).signed
    assert result[0, [0, 5, -1]].tolist() == pytest.approx([3.0, -1.0, 1.0])
    # The second prompt's Grad-ECLIP map is empty, so its evidence stays where it is.
    assert result[1, [0, 5, -1]].tolist() == pytest.approx([4.0, -1.0, 0.0])


def test_the_map_of_a_prompt_does_not_depend_on_other_prompts(
    tower: ClassTokenTower, contributions: Tensor
) -> None:
    """Asked alone or in company, the same prompt gets the same map."""
    settings = HierarchySettings()
    _, relations = _relations(tower, settings)
    alignments, weights = torch.rand(2, 3, 16), torch.full((3,), 1 / 3)
    loosened = torch.rand(2, 16)
    both = fuse(_found(contributions, alignments, loosened), weights, relations, GRID, settings)
    first = _found(contributions[:1], alignments[:1], loosened[:1])
    alone = fuse(first, weights, relations, GRID, settings)
    torch.testing.assert_close(both.signed[:1], alone.signed)


def test_each_scale_looks_closer_than_the_one_before(tower: ClassTokenTower, contributions: Tensor) -> None:
    """From context to part the map gathers on fewer patches; the fused map lies between."""
    settings = HierarchySettings()
    _, relations = _relations(tower, settings)
    alignment = torch.rand(2, 3, 16, generator=torch.Generator().manual_seed(4))
    result = fuse(_found(contributions, alignment), torch.full((3,), 1 / 3), relations, GRID, settings)

    def width(maps: Tensor) -> Tensor:
        share = maps / maps.sum(dim=-1, keepdim=True)
        return 1 / (share**2).sum(dim=-1)  # how many patches carry the map

    context, whole, part = width(result.per_scale).T
    assert bool((context > whole).all())
    assert bool((whole > part).all())
    assert bool(((width(result.positive) < context) & (width(result.positive) > part)).all())


def test_where_nothing_is_aligned_nothing_is_gated(tower: ClassTokenTower, contributions: Tensor) -> None:
    """Equal alignment everywhere chooses nothing, so everything stays."""
    settings = HierarchySettings()
    _, relations = _relations(tower, settings)
    found = _found(contributions, torch.full((2, 3, 16), 0.3))
    result = fuse(found, torch.full((3,), 1 / 3), relations, GRID, settings)
    torch.testing.assert_close(result.gates, torch.ones(2, 16))


def test_scale_weights_sum_to_one(tower: ClassTokenTower, contributions: Tensor) -> None:
    """ω is a distribution over scales for every prompt."""
    record, relations = _relations(tower, HierarchySettings())
    text = torch.nn.functional.normalize(torch.randn(2, 24), dim=-1)
    alignments = align_patches(tower.patch_embeddings(record), text)
    assert alignments.shape == (2, 16)
    assert float(alignments.abs().max()) <= 1 + 1e-5
    torch.testing.assert_close(above_other_prompts(alignments).sum(dim=0), torch.zeros(16), rtol=0, atol=1e-5)
    everywhere = alignments[:, None].expand(-1, 3, -1)
    result = fuse(
        _found(contributions, everywhere), torch.full((3,), 1 / 3), relations, GRID, HierarchySettings()
    )
    torch.testing.assert_close(result.scale_weights.sum(dim=1), torch.ones(2))


def test_unknown_or_senseless_parameters_are_refused() -> None:
    """A misspelt name lists the right ones; negative values and empty pools are out of range."""
    with pytest.raises(BadInputError, match=r"unknown parameter 'relation_pwer'.*relation_power"):
        HierarchySettings.from_parameters((("relation_pwer", 2),))
    with pytest.raises(BadInputError, match="out of range"):
        HierarchySettings.from_parameters((("relation_power", -1.0),))
    with pytest.raises(BadInputError, match=r"'interpolation_degree' is out of range.*1 or more"):
        HierarchySettings.from_parameters((("interpolation_degree", 0.5),))
    with pytest.raises(BadInputError, match="pooling"):
        HierarchySettings.from_parameters((("context_pool", 0),))
