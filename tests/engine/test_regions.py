"""Regions are connected, nested, repeatable, and drawn where their patches are."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from scipy.ndimage import label
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.image import grid_to_graph
from sklearn.metrics import adjusted_rand_score

from mmel_desktop.core.coordinates import GridGeometry
from mmel_desktop.core.region_tree import Region, RegionTree
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.region_edges import cell_affinity
from mmel_desktop.engine.region_merging import cut_merges, merge_patches
from mmel_desktop.engine.region_support import PromptSupport, painted_support
from mmel_desktop.engine.regions import build_region_tree
from mmel_desktop.engine.relations import build_graphs
from mmel_desktop.engine.semantic_hierarchy import LEVEL_NAMES
from mmel_desktop.scenes.composition import sample_scene
from mmel_desktop.scenes.rendering import render_scene

GEOMETRY = GridGeometry((120, 160), (20.0, 0.0, 140.0, 120.0), (12, 12))
EVEN = cell_affinity(np.full((120, 160, 3), 90, np.uint8), GEOMETRY)
"""Of an image without edges."""


@pytest.fixture(scope="module")
def evidence() -> np.ndarray:
    maps = np.random.default_rng(0).normal(0, 0.05, (2, 12, 12))
    maps[0, 2:6, 3:8] += 1.0
    return maps.reshape(2, -1).astype(np.float32)


@pytest.fixture(scope="module")
def similarity() -> np.ndarray:
    features = np.random.default_rng(1).normal(0, 0.1, (12, 12, 8))
    features[2:6, 3:8, 0] += 2.0
    features[8:, :, 1] += 1.0
    flat = features.reshape(144, 8)
    flat = flat / np.linalg.norm(flat, axis=1, keepdims=True)
    return np.asarray(flat @ flat.T, dtype=np.float32)


@pytest.fixture(scope="module")
def prompts(evidence: np.ndarray) -> PromptSupport:
    return painted_support(evidence, np.array([0.7, 0.3]))


@pytest.fixture(scope="module")
def tree(similarity: np.ndarray, prompts: PromptSupport, evidence: np.ndarray) -> RegionTree:
    return build_region_tree(similarity, prompts, evidence, GEOMETRY, LEVEL_NAMES, EVEN)


def test_every_region_is_connected(tree: RegionTree) -> None:
    """Patches of a region touch one another along sides."""
    for region in tree.regions:
        assert label(tree.patches_of(region.region_id))[1] == 1


def test_finer_regions_lie_inside_their_parent(tree: RegionTree) -> None:
    """A part never straddles two objects."""
    for region in tree.regions:
        if region.parent is not None:
            inside = tree.patches_of(region.region_id)
            assert tree.patches_of(region.parent)[inside].all()


def test_levels_have_more_regions_the_finer_they_are(tree: RegionTree) -> None:
    """4, 12 and 24 regions on a grid that is large enough."""
    assert [len(tree.at_level(level)) for level in range(3)] == [4, 12, 24]


def test_a_distinct_block_becomes_a_region_of_its_own(tree: RegionTree) -> None:
    """The 4 × 5 block with its own features and evidence is found exactly at the coarsest level."""
    block = np.zeros((12, 12), dtype=bool)
    block[2:6, 3:8] = True
    overlaps = []
    for region in tree.at_level(0):
        patches = tree.patches_of(region.region_id)
        overlaps.append((patches & block).sum() / (patches | block).sum())
    assert max(overlaps) == 1.0


def test_shares_add_up_to_one(tree: RegionTree) -> None:
    """At each level the positive evidence is shared out completely."""
    for level in range(3):
        for prompt in range(2):
            total = sum(region.shares[prompt] for region in tree.at_level(level))
            assert total == pytest.approx(1.0, abs=1e-5)


def test_outlines_cover_the_grid_without_gaps(tree: RegionTree) -> None:
    """The outlines of a level tile the rectangle the model saw; each holds its centroid's patches."""
    whole = shapely.box(*GEOMETRY.box_xyxy_px)
    for level in range(3):
        polygons = [shapely.Polygon(r.outline[0], r.outline[1:]) for r in tree.at_level(level)]
        assert all(polygon.is_valid for polygon in polygons)
        covered = shapely.union_all(polygons)
        assert covered.area == pytest.approx(whole.area, rel=0.03)
        assert sum(polygon.area for polygon in polygons) == pytest.approx(covered.area, rel=1e-2)


def test_the_same_input_gives_the_same_tree(
    tree: RegionTree, similarity: np.ndarray, prompts: PromptSupport, evidence: np.ndarray
) -> None:
    """Clustering and outlines are deterministic."""
    again = build_region_tree(similarity, prompts, evidence, GEOMETRY, LEVEL_NAMES, EVEN)
    assert again.regions == tree.regions
    assert np.array_equal(again.labels, tree.labels)


def test_one_patch_grid_has_one_region() -> None:
    """Fewer patches than regions is no error."""
    geometry = GridGeometry((10, 10), (0.0, 0.0, 10.0, 10.0), (2, 1))
    one = np.ones((1, 2), np.float32)
    support = painted_support(one, np.ones(1))
    small = build_region_tree(
        np.eye(2, dtype=np.float32),
        support,
        one,
        geometry,
        LEVEL_NAMES,
        cell_affinity(np.zeros((10, 10, 3), np.uint8), geometry),
    )
    assert [len(small.at_level(level)) for level in range(3)] == [2, 2, 2]


def test_masses_keep_a_small_thing_apart() -> None:
    """Two patches before four stripes: one of four regions with a mass of their own, part of one without."""
    thing = np.zeros(64, dtype=bool)
    thing[[27, 28]] = True
    features = np.stack([np.tile(np.arange(8) // 2, 8), np.zeros(64)], axis=-1).astype(float)
    features[thing] = (1.5, 1.0)
    similarity = features @ features.T
    even = np.full(64, 1 / 64)
    cuts = [
        cut_merges(merge_patches(similarity, masses, (8, 8)), 64, 4) for masses in (even, even + 0.5 * thing)
    ]
    found = [any(np.array_equal(labels == label, thing) for label in range(4)) for labels in cuts]
    assert found == [False, True]


def test_merging_agrees_with_ward_clustering_when_masses_are_equal(similarity: np.ndarray) -> None:
    """With one mass for all, the regions are those of scikit-learn's constrained Ward clustering."""
    merges = merge_patches(similarity, np.ones(144), (12, 12))
    values, vectors = np.linalg.eigh(similarity.astype(np.float64))
    features = vectors * np.sqrt(np.maximum(values, 0))
    reference = AgglomerativeClustering(7, connectivity=grid_to_graph(12, 12)).fit_predict(features)
    own = cut_merges(merges, 144, 7)
    pairs = set(zip(own.tolist(), reference.tolist(), strict=True))
    assert len(pairs) == 7


def test_a_cut_names_regions_in_row_order() -> None:
    """By hand: 1 joins 2, then 0 joins 3; two regions are left."""
    merges = np.array([[1, 2], [0, 3], [4, 5]])
    assert cut_merges(merges, 4, 2).tolist() == [0, 1, 1, 0]
    assert cut_merges(merges, 4, 4).tolist() == [0, 1, 2, 3]
    assert cut_merges(merges, 4, 1).tolist() == [0, 0, 0, 0]


def test_regions_survive_a_shift_of_one_pixel() -> None:
    """An image moved by one pixel has the same objects: most pairs of patches stay together or apart."""
    explainer = Explainer.load("demo", "cpu")
    scene = render_scene(sample_scene(7), 97).image_rgb
    labels = []
    for moved in (scene[:96, :96], scene[1:, 1:]):
        explainer.set_image(np.ascontiguousarray(moved))
        explanation = explainer.explain(["a car", "a pedestrian"], run_checks=False)
        labels.append(explanation.regions.labels.reshape(3, -1))
    for level in range(3):
        assert adjusted_rand_score(labels[0][level], labels[1][level]) >= 0.4
    unrelated = np.random.default_rng(0).permutation(labels[1][1])
    assert adjusted_rand_score(labels[0][1], unrelated) < 0.1


def test_outlines_nest_as_regions_do(tree: RegionTree) -> None:
    """A finer region's outline never leaves its parent's."""
    polygons = {r.region_id: shapely.Polygon(r.outline[0], r.outline[1:]) for r in tree.regions}
    for region in tree.regions:
        if region.parent is not None:
            outside = polygons[region.region_id].difference(polygons[region.parent]).area
            assert outside <= 1e-2 * polygons[region.region_id].area


def test_graph_strengths_by_hand() -> None:
    """Two regions of two patches: root of what they carry, likeness of mean features, attention both ways."""
    labels = np.array([[[0, 0, 1, 1]]], dtype=np.int32)
    regions = tuple(
        Region(
            index, 0, index, None, (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)),), (0.0, 0.0), 1.0, 2, (0.5,), (0.0,)
        )
        for index in range(2)
    )
    features = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    attention = np.full((4, 4), 0.1)
    attention[:2, 2:] = 0.3
    support = np.array([[0.4, 0.4, 0.1, 0.1]])
    tree = RegionTree(("only",), labels, regions)
    (graph,) = build_graphs(tree, features @ features.T, attention, support)
    (edge,) = graph.edges
    assert (edge.source, edge.target, edge.interaction) == (0, 1, None)
    # Mean features (1, 0) and (0.5, 1): cosine 0.5 / √1.25.
    assert edge.semantic == pytest.approx((0.2 / 0.8) ** 0.5 * (1 + 0.5 / 1.25**0.5) / 2)
    assert edge.attention == pytest.approx((0.6 + 0.2) / 2)
